//! Shows on standard error what a long build is doing.

use std::io::{self, IsTerminal, Write};

/// How the steps of a build begin that come by the hundred.
const MINOR: [&str; 4] = ["Compiling ", "Downloading ", "Downloaded ", "Updating "];

/// Shows one step. Minor ones replace each other in one line of a terminal, and are left out where
/// there is none.
pub(super) fn report(step: &str) {
    let mut stderr = io::stderr().lock();
    // Nothing depends on a message that cannot be shown.
    let _ = match (stderr.is_terminal(), MINOR.iter().any(|begin| step.starts_with(begin))) {
        (true, true) => write!(stderr, "\r\x1b[K{step}"),
        (true, false) => writeln!(stderr, "\r\x1b[K{step}"),
        (false, true) => Ok(()),
        (false, false) => writeln!(stderr, "{step}"),
    };
}
