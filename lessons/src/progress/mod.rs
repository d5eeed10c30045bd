//! What the learner has tried and solved, kept in a file.

mod file;
pub mod table;

pub use file::{PROGRESS, path};
pub use table::{Progress, progress};

pub(crate) use file::{note, read};

/// What is known of one exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// How often an answer was checked.
    pub tries: u32,
    /// Whether one was right.
    pub solved: bool,
    /// How many hints were shown.
    pub hints: u32,
    /// Whether the solution was shown.
    pub solution_seen: bool,
}
