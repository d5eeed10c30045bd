//! The contents of the course and of one lesson, and where their notebooks are.

use std::env;
use std::path::Path;

use array_core::display::Bundle;
use array_core::display::html::escape;

use crate::course::{Lesson, lessons};
use crate::exercises::{Exercise, all};
use crate::progress::{Progress, progress};
use crate::show::{Message, Mood, Part, text_rows};

/// How many folders above this one may hold the notebooks.
const LEVELS: usize = 4;

/// A lesson's contents, with a link to its notebook: what `%lesson 3` shows. Without a number, the
/// list of all lessons.
#[must_use]
pub fn lesson(number: &str) -> Bundle {
    let number = number.trim();
    if number.is_empty() {
        return course(&progress());
    }
    let found = lessons().iter().find(|lesson| number.parse() == Ok(lesson.number));
    match found {
        Some(lesson) => contents(lesson, &progress()),
        None => {
            let numbers: Vec<String> = lessons().iter().map(|l| l.number.to_string()).collect();
            let text = format!("There are the lessons {}.", numbers.join(", "));
            Message::new(Mood::Note, format!("`%lesson {number}`: there is no such lesson"))
                .with(Part::Text(text))
                .bundle()
        }
    }
}

fn course(progress: &Progress) -> Bundle {
    let rows = lessons().iter().map(|lesson| {
        let (solved, count) = progress.solved(lesson.number);
        let solved = format!("{solved} of {count} exercises");
        [lesson.number.to_string(), lesson.title.clone(), format!("{} min", lesson.minutes), solved]
    });
    let rows: Vec<[String; 4]> = rows.collect();
    let html = lessons().iter().zip(&rows).map(|(lesson, [number, title, minutes, solved])| {
        let title = match notebook(lesson) {
            Some(path) => format!("<a href=\"{}\">{}</a>", escape(&path), escape(title)),
            None => escape(title).into_owned(),
        };
        format!("<li value=\"{number}\">{title} · {minutes} · {solved}</li>")
    });
    let html =
        format!("<b>The course</b><ol style=\"margin:.2em 0\">{}</ol>", html.collect::<String>());
    let text = text_rows(&rows.iter().cloned().map(Vec::from).collect::<Vec<_>>());
    Bundle::text(format!("The course{text}")).with("text/html", html)
}

fn contents(lesson: &Lesson, progress: &Progress) -> Bundle {
    let Lesson { number, title, minutes, sections, .. } = lesson;
    let headline = format!("Lesson {number}: {title}");
    let exercises: Vec<&Exercise> = all().filter(|exercise| exercise.lesson() == *number).collect();
    let state = |exercise: &&Exercise| {
        let sign = if progress.of(exercise.id).solved { "✔" } else { "·" };
        format!("{sign} {} {} (level {})", exercise.id, exercise.title, exercise.level)
    };
    let exercises: Vec<String> = exercises.iter().map(state).collect();
    let path = notebook(lesson);
    let place = match &path {
        Some(path) => format!("about {minutes} minutes, {path}"),
        None => format!(
            "about {minutes} minutes, the notebook {}.ipynb, which is not in this folder",
            lesson.name
        ),
    };
    let lines =
        |texts: &[String]| texts.iter().map(|text| format!("\n  {text}")).collect::<String>();
    let text = format!("{headline}\n{place}{}{}", lines(sections), lines(&exercises));
    let items = |texts: &[String]| {
        let items = texts.iter().map(|text| format!("<li>{}</li>", escape(text)));
        format!("<ul style=\"margin:.2em 0\">{}</ul>", items.collect::<String>())
    };
    let link = match &path {
        Some(path) => format!("about {minutes} minutes, <a href=\"{0}\">{0}</a>", escape(path)),
        None => escape(&place).into_owned(),
    };
    let html = format!(
        "<b>{}</b><div>{link}</div>{}{}",
        escape(&headline),
        items(sections),
        items(&exercises)
    );
    Bundle::text(text).with("text/html", html)
}

/// The path of a lesson's notebook from here, if it is at hand: in this folder, in one above, or in
/// the folder `notebooks` of one of these.
fn notebook(lesson: &Lesson) -> Option<String> {
    let here = env::current_dir().ok()?;
    notebook_from(&here, lesson.name)
}

fn notebook_from(here: &Path, name: &str) -> Option<String> {
    here.ancestors().take(LEVELS).enumerate().find_map(|(level, folder)| {
        let paths = ["", "notebooks/"].map(|inside| format!("{inside}{name}.ipynb"));
        let path = paths.into_iter().find(|path| folder.join(path).is_file())?;
        Some("../".repeat(level) + &path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notebooks_are_found_from_anywhere_in_the_clone() {
        let clone = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let check = |from: &str, path: &str| {
            let found = notebook_from(&clone.join(from), "03-basic-array-operations");
            assert_eq!(found.as_deref(), Some(path), "from {from}");
        };
        check("notebooks", "03-basic-array-operations.ipynb");
        check("", "notebooks/03-basic-array-operations.ipynb");
        check("lessons/src", "../../notebooks/03-basic-array-operations.ipynb");
        assert_eq!(notebook_from(Path::new("/"), "03-basic-array-operations"), None);
    }

    #[test]
    fn contents_are_told() {
        let text = lesson("3").plain().to_owned();
        assert!(text.starts_with("Lesson 3: Basic array operations\nabout 60 minutes"), "{text}");
        assert!(text.contains("\n  Fancy indexing\n") && text.contains("ex_3_1 Four"), "{text}");
        assert!(lesson("").plain().contains("Basic array operations"));
        assert!(lesson("77").plain().contains("no such lesson"));
    }
}
