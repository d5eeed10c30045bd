//! `%restore`: running a session's cells again in a new process, after the one that held its
//! variables is gone.
//!
//! The session starts from nothing, so that every cell finds what it found before: its compiled code
//! is on the disk still. Commands before a cell's code are not carried out again: what they did
//! stands. Output of the cells is shown as when they ran; values of last expressions are not.

use engine_protocol::{Outcome, StreamName};

use super::Session;
use super::commands::Step;
use super::history::{Past, list, numbers};
use crate::program::Program;

impl Session {
    /// Runs the cells again that a dead process ran; stops at the first that fails.
    pub(super) fn restore(&mut self) -> Step {
        let Some(cells) = self.history.take_lost().filter(|cells| !cells.is_empty()) else {
            self.note("nothing to restore: no process has ended that held variables\n".into());
            return Ok(None);
        };
        self.announce(&cells);
        self.program = Program::default();
        self.variables.lose_all("a new process was started for `%restore`", false);
        self.generation = 0;
        self.start_anew()?;
        for (k, past) in cells.iter().enumerate() {
            let outcome = self.run(&past.request, past.options)?;
            if !past.ended_well {
                self.history.end_badly();
            }
            // The next one is compiled first.
            self.target.begin();
            if !matches!(outcome, Outcome::Ok { .. }) {
                let rest = cells[k + 1..].iter().filter(|past| past.ended_well);
                return Ok(Some(self.stopped(past.request.cell, outcome, &numbers(rest))));
            }
        }
        Ok(None)
    }

    fn announce(&self, cells: &[Past]) {
        let (well, badly): (Vec<&Past>, Vec<&Past>) =
            cells.iter().partition(|past| past.ended_well);
        let again = list(&numbers(well.into_iter()));
        let mut text = format!("running again, side effects included: {again}");
        let left_out = numbers(badly.into_iter());
        if !left_out.is_empty() {
            text += &format!("; only the items of what failed: {}", list(&left_out));
        }
        self.note(text + "\n");
    }

    /// The outcome of a cell that failed, told by another one.
    fn stopped(&self, cell: u32, outcome: Outcome, rest: &[u32]) -> Outcome {
        let mut text = format!("stopped at cell [{cell}]");
        if !rest.is_empty() {
            text += &format!("; not run again: {}", list(rest));
        }
        self.note(text + "\n");
        let told = |message: &str| format!("cell [{cell}]: {message}");
        match outcome {
            Outcome::Failed { name, message } => Outcome::Failed { name, message: told(&message) },
            Outcome::Panicked { message, lost, .. } => {
                Outcome::Panicked { message: told(&message), location: None, lost }
            }
            Outcome::CompileErrors { errors } => {
                let first = errors.first().map_or("it does not compile", |error| &error.message);
                Outcome::Failed { name: "CompileError".into(), message: told(first) }
            }
            Outcome::Ok { .. } | Outcome::Interrupted { .. } | Outcome::Died { .. } => outcome,
        }
    }

    /// Tells the user something beside a cell's own output.
    pub(super) fn note(&self, text: String) {
        self.events.stream(StreamName::Stderr, text);
    }
}
