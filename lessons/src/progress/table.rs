//! The progress as a table.

use array_core::display::html::{Cell, Look, Table, tables_html};
use array_core::display::{Bundle, Render};

use super::file::Records;
use super::{Record, read};
use crate::course::lessons;
use crate::exercises::{Exercise, all};

/// What has been tried and solved, lesson by lesson.
#[derive(Clone, Debug)]
pub struct Progress {
    records: Records,
    trouble: Option<String>,
}

/// The learner's progress: all lessons, and the exercises of those that were begun.
#[must_use]
pub fn progress() -> Progress {
    match read() {
        Ok(records) => Progress { records, trouble: None },
        Err(error) => Progress { records: Records::new(), trouble: Some(error) },
    }
}

impl Progress {
    /// What is known of an exercise.
    #[must_use]
    pub fn of(&self, exercise: &str) -> Record {
        self.records.get(exercise).copied().unwrap_or_default()
    }

    /// How many exercises of a lesson are solved, and how many there are.
    #[must_use]
    pub fn solved(&self, lesson: u32) -> (usize, usize) {
        let exercises = exercises_of(lesson);
        let solved = exercises.iter().filter(|exercise| self.of(exercise.id).solved).count();
        (solved, exercises.len())
    }

    /// Whether all exercises of a lesson are solved.
    #[must_use]
    pub fn is_done(&self, lesson: u32) -> bool {
        let (solved, count) = self.solved(lesson);
        count > 0 && solved == count
    }

    fn was_begun(&self, lesson: u32) -> bool {
        exercises_of(lesson).iter().any(|exercise| self.of(exercise.id) != Record::default())
    }

    fn lesson_rows(&self) -> Vec<[String; 5]> {
        let row = |lesson: &crate::course::Lesson| {
            let records: Vec<Record> =
                exercises_of(lesson.number).iter().map(|exercise| self.of(exercise.id)).collect();
            let sum =
                |count: fn(&Record) -> u32| records.iter().map(count).sum::<u32>().to_string();
            let (solved, count) = self.solved(lesson.number);
            [
                lesson.number.to_string(),
                lesson.title.clone(),
                format!("{solved} of {count}"),
                sum(|record| record.tries),
                sum(|record| record.hints),
            ]
        };
        lessons().iter().map(row).collect()
    }

    fn exercise_rows(&self) -> Vec<[String; 5]> {
        let begun = all().filter(|exercise| self.was_begun(exercise.lesson()));
        let row = |exercise: &Exercise| {
            let record = self.of(exercise.id);
            let state = match record {
                Record { solved: true, .. } => "solved",
                Record { tries: 1.., .. } => "tried",
                _ => "",
            };
            let hints = format!("{} of {}", record.hints, exercise.hints.len());
            let hints = if record.solution_seen { hints + ", solution" } else { hints };
            [
                exercise.id.to_owned(),
                exercise.title.to_owned(),
                state.to_owned(),
                record.tries.to_string(),
                hints,
            ]
        };
        begun.map(row).collect()
    }

    fn about(&self) -> String {
        let solved = all().filter(|exercise| self.of(exercise.id).solved).count();
        let about = format!("{solved} of {} exercises solved", all().count());
        match &self.trouble {
            Some(trouble) => format!("{about}; the progress cannot be read: {trouble}"),
            None => about,
        }
    }
}

/// The exercises of a lesson.
fn exercises_of(lesson: u32) -> Vec<&'static Exercise> {
    all().filter(|exercise| exercise.lesson() == lesson).collect()
}

const LESSON_HEAD: [&str; 5] = ["", "lesson", "solved", "tries", "hints"];
const EXERCISE_HEAD: [&str; 5] = ["", "exercise", "", "tries", "hints"];

impl Render for Progress {
    fn bundle(&self) -> Bundle {
        let mut tables = vec![table(LESSON_HEAD, &self.lesson_rows())];
        let mut text = self.about() + &text_table(LESSON_HEAD, &self.lesson_rows());
        let exercises = self.exercise_rows();
        if !exercises.is_empty() {
            tables.push(table(EXERCISE_HEAD, &exercises));
            text += "\n";
            text += &text_table(EXERCISE_HEAD, &exercises);
        }
        Bundle::text(text).with("text/html", tables_html(&self.about(), &tables, None))
    }
}

fn table(head: [&str; 5], rows: &[[String; 5]]) -> Table {
    let look = |k: usize| if k == 1 || k == 2 { Look::Text } else { Look::Number };
    let cells = |texts: &[String]| {
        texts.iter().zip(1..).map(|(text, k)| Cell::new(text.clone(), look(k))).collect()
    };
    let head: Vec<String> = head[1..].iter().map(|text| (*text).to_owned()).collect();
    let row = |row: &[String; 5]| (Some(row[0].clone()), cells(&row[1..]));
    Table { caption: None, head: vec![cells(&head)], rows: rows.iter().map(row).collect() }
}

fn text_table(head: [&str; 5], rows: &[[String; 5]]) -> String {
    let head = head.map(str::to_owned);
    let all: Vec<&[String; 5]> = std::iter::once(&head).chain(rows).collect();
    let width = |k: usize| all.iter().map(|row| row[k].chars().count()).max().unwrap_or(0);
    let widths: [usize; 5] = std::array::from_fn(width);
    let line = |row: &&[String; 5]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("\n{}", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    all.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_tells_what_was_solved() {
        let solved = Record { tries: 2, solved: true, hints: 1, solution_seen: false };
        let records = Records::from([("ex_3_1".to_owned(), solved)]);
        let progress = Progress { records, trouble: None };
        let (done, count) = progress.solved(3);
        assert_eq!(done, 1);
        assert!(!progress.is_done(3) && !progress.is_done(99));
        let bundle = progress.bundle();
        let text = bundle.plain();
        assert!(text.contains(&format!("1 of {count}")), "{text}");
        assert!(text.contains("ex_3_1  Four corners"), "{text}");
        assert!(bundle.get("text/html").unwrap().contains("<table"));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told() {
        let progress = Progress { records: Records::new(), trouble: Some("no such disk".into()) };
        assert!(progress.bundle().plain().contains("cannot be read: no such disk"));
    }
}
