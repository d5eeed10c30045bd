//! What the kernel asks of an engine.

use serde::{Deserialize, Serialize};

/// Ties an answer to its question; chosen by the kernel, unique within a session.
pub type RequestId = u64;

/// One line on the engine's standard input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "snake_case")]
pub enum Request {
    /// Run a cell; answered by `Event::Executed`, after any number of output events.
    Execute(ExecuteRequest),
    /// Answered by `Event::Completed`.
    Complete {
        /// Ties the answer to this request.
        id: RequestId,
        /// The cell's source.
        code: String,
        /// Byte offset of the cursor.
        cursor: usize,
    },
    /// Answered by `Event::Inspected`.
    Inspect {
        /// Ties the answer to this request.
        id: RequestId,
        /// The cell's source.
        code: String,
        /// Byte offset of the cursor.
        cursor: usize,
    },
    /// Answered by `Event::Variables`.
    Variables {
        /// Ties the answer to this request.
        id: RequestId,
    },
    /// Forget all items and variables, keep the dependencies; answered by `Event::Executed`.
    Reset {
        /// Ties the answer to this request.
        id: RequestId,
    },
    /// The user's answer to an `Event::Input`; `None` when no frontend can be asked.
    InputReply {
        /// The text, without its newline.
        text: Option<String>,
    },
    /// Stop the running cell. No answer of its own: the cell ends with `Outcome::Interrupted`.
    Interrupt,
    /// End the engine and everything it started.
    Shutdown,
}

/// A cell to run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExecuteRequest {
    /// Ties the answer to this request.
    pub id: RequestId,
    /// The cell's execution count, for messages such as `moved in cell [7]`.
    pub cell: u32,
    /// The source.
    pub code: String,
    /// Whether the frontend can be asked for input.
    pub allow_stdin: bool,
}
