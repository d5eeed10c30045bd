//! The seam behind which cells are compiled and run.
//!
//! What a user can do wrong is an [`Outcome`]; a [`Fault`] is the kernel's own failure.

pub mod evcxr;
pub mod instant;
pub mod process;

use async_trait::async_trait;
use engine_protocol::{
    Completions, DisplayEvent, Documentation, InputRequest, Outcome, StreamName, Variable,
};
use std::sync::Arc;

/// A cell to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its execution count, for messages such as "moved in cell \[7\]".
    pub number: u32,
    /// Its source.
    pub code: String,
    /// Whether the user can be asked for input.
    pub allow_stdin: bool,
}

/// The evaluator cannot do its work, through no fault of the cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(
    /// The cause and the remedy.
    pub String,
);

/// Runs cells and answers questions about them.
///
/// All methods take `&self`: an evaluator that can complete while a cell runs is free to. Positions
/// are byte offsets.
#[async_trait]
pub trait Evaluator: Send + Sync {
    /// Runs a cell, and returns after all output that it made has gone to `output`. Threads that
    /// the cell leaves behind go on writing there until the next cell runs.
    async fn execute(&self, cell: Cell, output: Arc<dyn CellOutput>) -> Result<Outcome, Fault>;

    /// What could stand at the cursor.
    async fn complete(&self, code: &str, cursor: usize) -> Result<Completions, Fault>;

    /// Documentation of the name at the cursor.
    async fn inspect(&self, code: &str, cursor: usize) -> Result<Option<Documentation>, Fault>;

    /// The variables of the session.
    async fn variables(&self) -> Result<Vec<Variable>, Fault>;

    /// Forgets all items and variables.
    async fn reset(&self) -> Result<Outcome, Fault>;

    /// Ends whatever runs and starts anew.
    async fn restart(&self) -> Result<(), Fault>;

    /// Stops the running cell, which ends with [`Outcome::Interrupted`]; does nothing otherwise.
    async fn interrupt(&self);

    /// Ends the evaluator and everything it started.
    async fn shutdown(&self);
}

/// Where the output of a cell goes, in the order of the calls.
#[async_trait]
pub trait CellOutput: Send + Sync {
    /// Text of a standard stream, not line-buffered.
    fn stream(&self, name: StreamName, text: &str);

    /// A value to display, or an update of one.
    fn display(&self, display: DisplayEvent);

    /// Clears the output, at once or when more arrives.
    fn clear(&self, wait: bool);

    /// A text to put in the cell's place; it is not run.
    fn replace_cell(&self, text: String);

    /// News of something slow that the user waits for.
    fn progress(&self, message: &str);

    /// A line of input from the user; `None` when there is no one to ask.
    async fn input(&self, request: InputRequest) -> Option<String>;
}
