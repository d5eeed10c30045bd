//! Where an error happened, and what it was before that is known.

use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::error::{Error, ErrorKind};

/// What is wrong with a file, told by code that does not know which file it is.
#[derive(Debug)]
pub(crate) struct Flaw(String);

/// The result of code that reads or writes without knowing the file's name.
pub(crate) type Outcome<T> = Result<T, Flaw>;

impl Flaw {
    /// The flaw described by a text.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Says which part of the file is concerned.
    pub(crate) fn within(self, part: impl Display) -> Self {
        Self(format!("{part}: {}", self.0))
    }
}

impl From<io::Error> for Flaw {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::new("the file ends too early"),
            _ => Self(error.to_string()),
        }
    }
}

/// An operation on a named file or text.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    operation: &'static str,
    name: String,
}

impl Site {
    /// An operation on a file.
    pub(crate) fn file(operation: &'static str, path: &Path) -> Self {
        Self { operation, name: path.display().to_string() }
    }

    /// An operation on something in memory.
    pub(crate) fn memory(operation: &'static str, name: &str) -> Self {
        Self { operation, name: name.to_owned() }
    }

    /// `load: a.npy: the flaw`.
    pub(crate) fn error(&self, flaw: Flaw) -> Error {
        Error::new(ErrorKind::Io, format!("{}: {}: {}", self.operation, self.name, flaw.0))
    }
}
