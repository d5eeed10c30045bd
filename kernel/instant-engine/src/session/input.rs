//! A cell's standard input: the frontend's user answers line by line.

use std::sync::mpsc::Receiver;

use engine_protocol::{Event, InputRequest};
use engine_support::Events;

use crate::interrupt::Target;
use crate::runner::Runner;

/// What a cell prints, with its prompt, before it reads a line: the `evcxr_input` crate's convention.
const PLAIN: &str = "EVCXR_INPUT_REQUEST:";
const PASSWORD: &str = "EVCXR_INPUT_REQUEST_PASSWORD:";

/// The user's answers; `None` when there is none, as after an interrupt.
pub(crate) type Answers = Receiver<Option<String>>;

/// Answers a cell's wish for input.
pub(super) struct Desk<'a> {
    pub(super) answers: &'a Answers,
    /// Whether the frontend can be asked.
    pub(super) is_open: bool,
    pub(super) target: &'a Target,
}

impl Desk<'_> {
    /// Asks the user and hands the answer to the cell. Where nobody can be asked, the cell's input
    /// ends, for as long as its process lives.
    pub(super) fn serve(&self, request: InputRequest, runner: &mut Runner, events: &Events) {
        if !self.is_open {
            runner.close_input();
            return;
        }
        // An interrupt may have answered when nothing was asked.
        while self.answers.try_recv().is_ok() {}
        events.send(&Event::Input(request));
        let answer = self.answers.recv().ok().flatten();
        // An interrupt ends the cell's reading; a line for it would be left for the next cell. Where
        // reading goes on all the same, it ends with an empty line.
        let is_over = cfg!(target_os = "linux") && self.target.was_asked();
        if answer.is_some() || !is_over {
            runner.give_input(&answer.unwrap_or_default());
        }
    }
}

/// The request in a control line.
pub(super) fn request(line: &[u8]) -> InputRequest {
    let line = String::from_utf8_lossy(line);
    let line = line.trim_end_matches(['\n', '\r']);
    match line.strip_prefix(PASSWORD) {
        Some(prompt) => InputRequest { prompt: prompt.to_owned(), password: true },
        None => {
            let prompt = line.strip_prefix(PLAIN).unwrap_or_default();
            InputRequest { prompt: prompt.to_owned(), password: false }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_have_a_prompt() {
        let check = |line: &[u8], prompt: &str, password: bool| {
            assert_eq!(request(line), InputRequest { prompt: prompt.to_owned(), password });
        };
        check(b"EVCXR_INPUT_REQUEST:name? \n", "name? ", false);
        check(b"EVCXR_INPUT_REQUEST_PASSWORD:PIN\n", "PIN", true);
        check(b"EVCXR_INPUT_REQUEST\n", "", false);
    }
}
