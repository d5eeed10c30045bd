//! A study plan: the lessons spread over days or weeks, with what is done.

use array_core::display::Bundle;
use array_core::display::html::{Cell, Look, Table, tables_html};

use crate::course::{Lesson, lessons};
use crate::progress::{Progress, progress};
use crate::show::{Message, Mood, Part, text_rows};

/// How one speaks of the plan.
const USAGE: &str = "Write `%plan daily` for an hour a day, `%plan weekly` for five hours a week, \
                     or another pace: `%plan weekly --hours 3`.";

/// A pace of learning.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pace {
    /// What a slot is called.
    unit: &'static str,
    minutes: u32,
}

/// Part of a lesson, or all of it.
#[derive(Clone, Debug, PartialEq)]
struct Piece<'a> {
    lesson: &'a Lesson,
    minutes: u32,
}

/// The lessons spread over days or weeks, with what is done: what `%plan weekly --hours 3` shows.
///
/// `arguments` is `daily` or `weekly`, weekly if it says neither, and `--hours` with the hours a day
/// or a week that there are, 1 and 5 unless given.
#[must_use]
pub fn plan(arguments: &str) -> Bundle {
    match Pace::read(arguments) {
        Some(pace) => show(&spread(lessons(), pace.minutes), pace, &progress()),
        None => Message::new(Mood::Note, format!("`%plan {arguments}` is no plan"))
            .with(Part::Text(USAGE.to_owned()))
            .bundle(),
    }
}

impl Pace {
    fn read(arguments: &str) -> Option<Pace> {
        let mut words = arguments.split_whitespace();
        let mut pace = Pace { unit: "week", minutes: 5 * 60 };
        let mut hours = None;
        while let Some(word) = words.next() {
            match word {
                "daily" => pace = Pace { unit: "day", minutes: 60 },
                "weekly" => {}
                "--hours" => hours = Some(words.next()?.parse::<f64>().ok()?),
                _ => return None,
            }
        }
        if let Some(hours) = hours {
            // At least ten minutes, at most all of a week.
            pace.minutes = ((10. / 60.)..=168.).contains(&hours).then_some((hours * 60.) as u32)?;
        }
        Some(pace)
    }
}

/// Lessons in slots of so many minutes; what does not fit goes on in the next slot.
fn spread(lessons: &[Lesson], minutes: u32) -> Vec<Vec<Piece<'_>>> {
    let mut slots: Vec<Vec<Piece<'_>>> = Vec::new();
    let mut free = 0;
    for lesson in lessons {
        let mut left = lesson.minutes;
        while left > 0 {
            if free == 0 {
                slots.push(Vec::new());
                free = minutes;
            }
            let now = left.min(free);
            if let Some(slot) = slots.last_mut() {
                slot.push(Piece { lesson, minutes: now });
            }
            left -= now;
            free -= now;
        }
    }
    slots
}

fn show(slots: &[Vec<Piece<'_>>], pace: Pace, progress: &Progress) -> Bundle {
    let mut next = true;
    let rows: Vec<[String; 4]> = slots
        .iter()
        .zip(1..)
        .map(|(slot, number)| {
            let is_done = slot.iter().all(|piece| progress.is_done(piece.lesson.number));
            let state = match is_done {
                true => "✔ done",
                false if std::mem::take(&mut next) => "➤ next",
                false => "",
            };
            let pieces: Vec<String> = slot.iter().map(Piece::describe).collect();
            let minutes: u32 = slot.iter().map(|piece| piece.minutes).sum();
            let first = format!("{} {number}", pace.unit);
            [first, pieces.join(" · "), format!("{minutes} min"), state.to_owned()]
        })
        .collect();
    let hours: f64 = lessons().iter().map(|lesson| f64::from(lesson.minutes)).sum::<f64>() / 60.;
    let about = format!(
        "{} lessons, {hours:.1} hours, in {} {}s of {} hours",
        lessons().len(),
        slots.len(),
        pace.unit,
        f64::from(pace.minutes) / 60.,
    );
    let row = |row: &[String; 4]| {
        let cell = |text: &String, look| Cell::new(text.clone(), look);
        let cells =
            vec![cell(&row[1], Look::Text), cell(&row[2], Look::Number), cell(&row[3], Look::Text)];
        (Some(row[0].clone()), cells)
    };
    let table = Table { rows: rows.iter().map(row).collect(), ..Table::default() };
    let text = text_rows(&rows.into_iter().map(Vec::from).collect::<Vec<_>>());
    Bundle::text(format!("{about}{text}")).with("text/html", tables_html(&about, &[table], None))
}

impl Piece<'_> {
    fn describe(&self) -> String {
        let Lesson { number, title, minutes, .. } = self.lesson;
        if self.minutes == *minutes {
            format!("{number}. {title}")
        } else {
            format!("{number}. {title} ({} of {minutes} min)", self.minutes)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_read() {
        let check = |arguments, minutes: Option<(&str, u32)>| {
            let pace = Pace::read(arguments).map(|pace| (pace.unit, pace.minutes));
            assert_eq!(pace, minutes, "{arguments}");
        };
        check("", Some(("week", 300)));
        check("daily", Some(("day", 60)));
        check("weekly --hours 2.5", Some(("week", 150)));
        check("--hours 2 daily", Some(("day", 120)));
        for wrong in ["monthly", "--hours", "--hours x", "daily --hours 0", "--hours nan"] {
            check(wrong, None);
        }
    }

    #[test]
    fn every_minute_of_every_lesson_is_planned_once() {
        for minutes in [10, 45, 60, 300, 10_000] {
            let slots = spread(lessons(), minutes);
            for lesson in lessons() {
                let pieces = slots.iter().flatten().filter(|piece| piece.lesson == lesson);
                let planned: u32 = pieces.map(|piece| piece.minutes).sum();
                assert_eq!(planned, lesson.minutes);
            }
            let (last, full) = slots.split_last().unwrap();
            let length =
                |slot: &Vec<Piece<'_>>| slot.iter().map(|piece| piece.minutes).sum::<u32>();
            assert!(full.iter().all(|slot| length(slot) == minutes));
            assert!((1..=minutes).contains(&length(last)));
        }
    }

    #[test]
    fn what_cannot_be_read_is_explained() {
        assert!(plan("yearly").plain().contains("%plan weekly --hours 3"));
    }
}
