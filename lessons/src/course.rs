//! The lessons of the course, as their texts tell of themselves.

use std::sync::LazyLock;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its number.
    pub number: u32,
    /// The name of its files, without an extension.
    pub name: &'static str,
    /// Its title, without the number.
    pub title: String,
    /// How long it takes.
    pub minutes: u32,
    /// The titles of its sections.
    pub sections: Vec<String>,
}

macro_rules! texts {
    ($($name:literal)+) => { [$(($name, include_str!(concat!("../", $name, ".md")))),+] };
}

/// Names and texts, in their order.
const TEXTS: [(&str, &str); 10] = texts! {
    "01-introduction"
    "02-installation-and-setup"
    "03-basic-array-operations"
    "04-advanced-manipulation"
    "05-mathematics-and-statistics"
    "06-broadcasting-and-vectorisation"
    "07-data-handling"
    "08-integration-with-ml-libraries"
    "09-machine-learning-from-scratch"
    "10-projects-and-practice"
};

/// All lessons, in their order.
#[must_use]
pub fn lessons() -> &'static [Lesson] {
    static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| {
        let lesson = |(name, text): &(&'static str, &str)| Lesson::read(name, text);
        TEXTS.iter().filter_map(lesson).collect()
    });
    &LESSONS
}

impl Lesson {
    /// Reads the heading `# 3. Title`, the line `*About 60 minutes.*` and the headings of sections.
    fn read(name: &'static str, text: &str) -> Option<Lesson> {
        let heading = text.lines().find_map(|line| line.strip_prefix("# "))?;
        let (number, title) = heading.split_once(". ")?;
        let after = text.split_once("*About ")?.1;
        let minutes = after.split_once(" minutes")?.0;
        let mut in_code = false;
        let sections = text.lines().filter_map(|line| {
            in_code ^= line.starts_with("```");
            line.strip_prefix("## ").filter(|_| !in_code)
        });
        Some(Lesson {
            number: number.parse().ok()?,
            name,
            title: title.trim().to_owned(),
            minutes: minutes.parse().ok()?,
            sections: sections.map(str::to_owned).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_read_and_listed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = files
            .filter_map(|name| Some(name.to_str()?.strip_suffix(".md")?.to_owned()))
            .filter(|name| name.starts_with(|c: char| c.is_ascii_digit()))
            .collect();
        names.sort();
        let listed: Vec<&str> = lessons().iter().map(|lesson| lesson.name).collect();
        assert_eq!(listed, names, "a text is missing in TEXTS, or says no number or minutes");
        for lesson in lessons() {
            assert!(lesson.name.starts_with(&format!("{:02}-", lesson.number)), "{}", lesson.name);
            assert!(lesson.sections.len() > 3, "{}", lesson.name);
        }
    }

    #[test]
    fn headings_in_code_are_none() {
        let text = "# 3. A title\n*About 60 minutes.*\n## One\n```bash\n## no\n```\n## Two\n";
        let lesson = Lesson::read("03-a", text).unwrap();
        assert_eq!((lesson.number, lesson.minutes, &*lesson.title), (3, 60, "A title"));
        assert_eq!(lesson.sections, ["One", "Two"]);
    }
}
