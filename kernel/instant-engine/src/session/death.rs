//! The end of the process that runs cells: why it ended, and what comes after it.

use std::os::unix::process::ExitStatusExt as _;
use std::process::ExitStatus;

use anyhow::Result;
use engine_protocol::Outcome;

use super::Session;
use super::history::list;

/// Signals that end processes, with what they mean.
const SIGNALS: [(i32, &str, &str); 12] = [
    (libc::SIGHUP, "SIGHUP", "the terminal is gone"),
    (libc::SIGINT, "SIGINT", "it was interrupted"),
    (libc::SIGILL, "SIGILL", "an instruction was met that there is not"),
    (libc::SIGTRAP, "SIGTRAP", "a trap was met that stands where code must not get to"),
    (libc::SIGABRT, "SIGABRT", "abort was called"),
    (libc::SIGBUS, "SIGBUS", "memory was used that no file or device backs"),
    (libc::SIGFPE, "SIGFPE", "an arithmetic operation has no result"),
    (libc::SIGKILL, "SIGKILL", "it was killed, for example for want of memory"),
    (
        libc::SIGSEGV,
        "SIGSEGV",
        "memory was used that is not the program's, for example by unsafe code or beyond the stack of \
         a thread",
    ),
    (libc::SIGPIPE, "SIGPIPE", "it wrote to a pipe that nobody reads"),
    (libc::SIGTERM, "SIGTERM", "it was asked to end"),
    (libc::SIGXCPU, "SIGXCPU", "it used more processor time than it may"),
];

/// What Rust's runtime writes on standard error before it aborts, with what that means.
const LAST_WORDS: [(&str, &str); 2] = [
    ("has overflowed its stack", "the stack overflowed, as by a recursion without end"),
    ("memory allocation of", "there is not as much memory as was asked for"),
];

/// How a process ended, in words. `last_words` is the end of what it wrote to its standard error.
pub(super) fn describe(status: ExitStatus, last_words: &str) -> String {
    let Some(signal) = status.signal() else {
        return format!("it exited with code {}", status.code().unwrap_or_default());
    };
    let Some((_, name, meaning)) = SIGNALS.iter().find(|(number, ..)| *number == signal) else {
        return format!("signal {signal}");
    };
    let told = LAST_WORDS.iter().find(|(words, _)| last_words.contains(words));
    let meaning = told.filter(|_| signal == libc::SIGABRT).map_or(*meaning, |(_, told)| told);
    format!("signal {signal} ({name}): {meaning}")
}

/// Why a process that did not stop was ended. Loops of cells, functions that call themselves, array
/// operations and waiting calls do stop.
const UNHEEDED: &str = "the cell did not look for the interrupt, so its process was ended";

impl Session {
    /// Replaces a runner that died, and tells what went with it.
    pub(super) fn bury(&mut self, last_words: &str) -> Result<Outcome> {
        let status = self.runner.reap()?.0;
        let killed = self.target.was_killed();
        let reason = if killed { UNHEEDED } else { "the process that held it ended" };
        let lost = self.variables.lose_all(reason, true);
        self.target.set_runner(None);
        self.start_anew()?;
        let cells = self.history.lose();
        if !cells.is_empty() {
            self.note(format!("`%restore` runs again what ran before: {}\n", list(&cells)));
        }
        if killed {
            return Ok(Outcome::Interrupted { lost });
        }
        Ok(Outcome::Died { reason: describe(status, last_words), lost })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_told_by_signal_and_last_words() {
        let check = |raw: i32, last_words: &str, expected: &str| {
            assert_eq!(describe(ExitStatus::from_raw(raw), last_words), expected);
        };
        check(3 << 8, "", "it exited with code 3");
        check(libc::SIGABRT, "", "signal 6 (SIGABRT): abort was called");
        check(
            libc::SIGABRT,
            "\nthread 'main' (7) has overflowed its stack\n",
            "signal 6 (SIGABRT): the stack overflowed, as by a recursion without end",
        );
        check(
            libc::SIGKILL,
            "memory allocation of 8 bytes failed",
            "signal 9 (SIGKILL): it was killed, for example for want of memory",
        );
        check(64, "", "signal 64");
    }
}
