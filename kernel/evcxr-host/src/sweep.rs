//! Deletes what ended sessions left.

use std::path::Path;
use std::process::ExitCode;

use engine_support::{Events, directory};

/// The task `sweep`.
pub(crate) fn run(runtime: &Path) -> ExitCode {
    let events = Events::stdout();
    match directory::sweep(runtime) {
        Ok(deleted) => {
            for path in deleted {
                events.progress(format!("Deleted {}", path.display()));
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            events.fault(format!("cannot delete ended sessions in {}: {error}", runtime.display()));
            ExitCode::FAILURE
        }
    }
}
