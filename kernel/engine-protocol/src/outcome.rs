//! How a cell ended.

use serde::{Deserialize, Serialize};

use crate::MimeBundle;

/// How a cell ended. Everything a user can do wrong is a value here, never an error of the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It ran; the bundle shows the value of its last expression, if it has one to show.
    Ok {
        /// The representations of the last expression.
        result: Option<MimeBundle>,
    },
    /// It did not compile, nothing of it ran and nothing is lost.
    CompileErrors {
        /// What the compiler said, most useful first.
        errors: Vec<Diagnostic>,
    },
    /// A top-level `?` met an error, or a command of the engine failed.
    Failed {
        /// The error's kind, for example `Error` or `DependencyError`.
        name: String,
        /// Its text.
        message: String,
    },
    /// It panicked.
    Panicked {
        /// The panic's message.
        message: String,
        /// Where in the cell, when the panic arose in the cell's own code.
        location: Option<Location>,
        /// Variables that did not survive.
        lost: Vec<LostVariable>,
    },
    /// It was interrupted.
    Interrupted {
        /// Variables that did not survive.
        lost: Vec<LostVariable>,
    },
    /// The process that ran it died.
    Died {
        /// How, for example `signal 11 (SIGSEGV)`.
        reason: String,
        /// Variables that did not survive.
        lost: Vec<LostVariable>,
    },
}

/// A place in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
}

/// A variable that is gone, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostVariable {
    /// Its name.
    pub name: String,
    /// Why, as a clause: `it was moved in cell [7]`.
    pub reason: String,
    /// Whether the engine's `%restore` makes it again.
    #[serde(default)]
    pub restorable: bool,
}

/// One message of the compiler.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Error or warning.
    pub level: Level,
    /// The compiler's code, for example `E0599`.
    pub code: Option<String>,
    /// The first line of the message.
    pub message: String,
    /// Places in the cell, the primary one first; empty when it is about something else.
    pub spans: Vec<Span>,
    /// `help` and `note` lines that belong to the message.
    pub notes: Vec<String>,
}

/// How grave a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The cell cannot run.
    #[default]
    Error,
    /// The cell can run.
    Warning,
}

/// A place in the cell with what the compiler says about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Where it starts.
    pub start: Location,
    /// Where it ends, exclusive.
    pub end: Location,
    /// What stands at the underline, possibly nothing.
    pub label: String,
    /// Whether this is the place the message is about.
    pub primary: bool,
}
