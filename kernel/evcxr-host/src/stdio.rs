//! Takes over this process's standard streams.
//!
//! evcxr prints to them as a program for a terminal does: `println!` would end up between the
//! events, and `Compiling ...` on standard error is what the user should see as progress.

use std::io::{self, BufRead, BufReader, Write};
use std::thread;

use engine_support::Events;

use crate::platform;

const STDOUT: i32 = 1;
const STDERR: i32 = 2;

/// Gives the writer of events, which alone writes to what was the standard output. From now on,
/// prints to either stream are the log, except for cargo's reports, which are progress.
///
/// # Errors
/// When the system gives no pipe.
pub(crate) fn take_over() -> io::Result<Events> {
    let events = Events::new(platform::redirect(STDOUT, &io::stderr())?);
    let (reader, writer) = io::pipe()?;
    let mut log = platform::redirect(STDERR, &writer)?;
    platform::redirect(STDOUT, &writer)?;
    thread::spawn({
        let events = events.clone();
        move || {
            for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line);
                if let Some(report) = progress(&line) {
                    events.progress(report);
                } else {
                    let _gone = writeln!(log, "{line}");
                }
            }
        }
    });
    Ok(events)
}

/// What a line of cargo's reports, without its place in the file system.
fn progress(line: &str) -> Option<String> {
    let line = line.trim();
    let reported = ["Compiling ", "Downloading ", "Downloaded ", "Updating "];
    reported.iter().any(|report| line.starts_with(report)).then(|| {
        let line = line.split(" (").next().unwrap_or(line);
        line.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_of_cargo_are_progress() {
        let line = "   Compiling array-core v0.1.0 (/home/u/.cache/array-core)";
        assert_eq!(progress(line).as_deref(), Some("Compiling array-core v0.1.0"));
        assert_eq!(progress("anything else"), None);
    }
}
