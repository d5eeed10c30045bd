//! `%%python`: cells that the user's own Python runs, in a process that stays, and what they exchange
//! with Rust.
//!
//! ```text
//! %%python -i x -o y      a cell in Rust writes `x` to a file   (`exchange::giving`)
//!                         Python reads it, runs the code, writes `y`   (`process`, ../python)
//!                         a cell in Rust reads `y` into a variable   (`exchange::taking`)
//! ```
//!
//! The process is told and listened to as the one that runs Rust, so that its output, displays,
//! input and end are the same to the session.

mod arguments;
mod exchange;
mod process;

pub(crate) use arguments::{Arguments, USAGE};
pub(crate) use exchange::{FOLDER, giving, taking};
pub(crate) use process::{Order, start};
