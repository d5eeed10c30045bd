//! Why a data set cannot be had.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a data set cannot be had.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file is nowhere.
    Missing {
        /// The data set.
        set: &'static str,
        /// The names that the file may have.
        files: Vec<String>,
        /// The folders in which it was looked for.
        folders: Vec<PathBuf>,
        /// Where to get it, or what to take in its place.
        remedy: &'static str,
    },
    /// A file cannot be read or written.
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// A file is not what it should be.
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Missing { set, files, folders, remedy } => {
                writeln!(
                    f,
                    "the files of `{set}` are not at hand: {} is missing",
                    files.join(" or ")
                )?;
                writeln!(f, "looked for it in")?;
                for folder in folders {
                    writeln!(f, "  {}", folder.display())?;
                }
                write!(f, "{remedy}")
            }
            Error::Io { path, cause } => write!(f, "{}: {cause}", path.display()),
            Error::Invalid { path, reason } => write!(f, "{}: {reason}", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { cause, .. } => Some(cause),
            Error::Missing { .. } | Error::Invalid { .. } => None,
        }
    }
}
