//! The process that runs cells: it loads each cell's library and calls its entry.
//!
//! The session's state lives in array-core's library, which the cells share; the runner itself
//! links none of it. Orders come line by line on a socket of their own, so that standard input,
//! output and error belong to the user's code.

#[cfg(target_os = "linux")]
mod blocking;
mod child;
mod serve;
mod waiting;

pub(crate) use child::{Ending, Report, Runner, RunnerEvent};
pub(crate) use serve::serve;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The file descriptor on which the runner finds its end of the socket.
const CONTROL_FD: i32 = 3;

/// What the runner is told.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    /// Load a library for good, so that cells find it.
    Preload { library: String },
    /// Run a compiled cell.
    Run {
        library: String,
        /// Whether later cells use its statics.
        shared: bool,
    },
    /// Set an environment variable.
    SetVariable { name: String, value: String },
    /// Change the working directory.
    ChangeDirectory { path: PathBuf },
}
