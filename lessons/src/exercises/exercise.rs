//! What an exercise is, and what it says to the learner.

use array_core::random::Generator;

use crate::answer::{Answer, compare};
use crate::learner;
use crate::progress::{self, Record};
use crate::show::{Message, Mood, Part};

/// Makes an answer from the numbers that are drawn for a learner.
pub type Make = fn(&Generator) -> Answer;

/// An exercise.
#[derive(Debug)]
pub struct Exercise {
    /// Its name: `ex_3_2` is the second of lesson 3.
    pub id: &'static str,
    /// 1 repeats, 2 combines, 3 wants thought.
    pub level: u8,
    /// What it is called.
    pub title: &'static str,
    /// What is to be done, as it stands in the lesson.
    pub task: &'static str,
    /// The inputs as a pattern: `(x, y)`.
    pub inputs: &'static str,
    /// Each more specific than the one before.
    pub hints: &'static [&'static str],
    /// Statements that define `answer`.
    pub solution: &'static str,
    /// How far numbers may be off.
    pub tolerance: f64,
    /// The right answer.
    pub answer: Make,
    /// Typical wrong ones.
    pub wrong: &'static [Make],
}

impl Exercise {
    /// The number of its lesson.
    #[must_use]
    pub fn lesson(&self) -> u32 {
        let mut parts = self.id.split('_');
        parts.nth(1).and_then(|lesson| lesson.parse().ok()).unwrap_or_default()
    }

    /// The numbers that are drawn for the learner.
    #[must_use]
    pub fn generator(&self) -> Generator {
        learner::generator(&learner::name(), self.id)
    }

    /// Judges an answer and notes the try.
    #[must_use]
    pub fn check(&self, yours: Answer) -> Message {
        let expected = (self.answer)(&self.generator());
        let compared = compare(&expected, &yours, self.tolerance);
        let is_right = compared.is_ok();
        let noted = progress::note(self.id, |record| {
            record.tries += 1;
            record.solved |= is_right;
        });
        let message = match compared {
            Ok(()) => Message::new(Mood::Right, format!("`{}` is right.", self.id)),
            Err(difference) => {
                let head = ["", "expected", "yours"].map(str::to_owned);
                let rows = std::iter::once(head).chain(difference.rows).map(Vec::from).collect();
                Message::new(Mood::NotYet, format!("`{}`: not yet.", self.id))
                    .with(Part::Rows(rows))
                    .and(difference.advice)
                    .and(self.where_help_is(&noted))
            }
        };
        message.and(trouble(&noted))
    }

    /// The next hint.
    #[must_use]
    pub fn hint(&self) -> Message {
        let count = self.hints.len() as u32;
        let noted = progress::note(self.id, |record| record.hints = (record.hints + 1).min(count));
        let number = noted.as_ref().map_or(1, |record| record.hints.max(1));
        let hint = self.hints.get(number as usize - 1).copied().unwrap_or_default();
        let headline = format!("`{}`, hint {number} of {count}", self.id);
        let more = (number == count)
            .then(|| format!("This was the last hint; `solution!({})` shows a solution.", self.id));
        Message::new(Mood::Note, headline)
            .with(Part::Text(hint.to_owned()))
            .and(more)
            .and(trouble(&noted))
    }

    /// A way to solve it.
    #[must_use]
    pub fn solution(&self) -> Message {
        let noted = progress::note(self.id, |record| record.solution_seen = true);
        let code = format!("let {} = given!({});\n{}", self.inputs, self.id, self.solution);
        Message::new(Mood::Note, format!("`{}`, a solution", self.id))
            .with(Part::Code(code))
            .and(trouble(&noted))
    }

    fn where_help_is(&self, noted: &Result<Record, String>) -> Option<String> {
        let shown = noted.as_ref().map_or(0, |record| record.hints as usize);
        let text = match self.hints.len() - shown.min(self.hints.len()) {
            0 => format!("`solution!({})` shows a solution.", self.id),
            _ => format!("`hint!({})` shows a hint.", self.id),
        };
        Some(text)
    }
}

/// What to tell when the progress cannot be kept.
fn trouble(noted: &Result<Record, String>) -> Option<String> {
    noted.as_ref().err().map(|error| format!("Your progress is not kept: {error}."))
}
