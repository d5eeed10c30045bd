//! What can go wrong, with the operation, the shapes and the values involved.

use std::fmt;

/// The result of a fallible array operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of an array operation.
///
/// Opaque but for its text and its [`kind`](Error::kind). The panicking operations panic with the
/// same text that their `try_*` twins return.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

/// The family of an [`Error`], named as NumPy's exceptions where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Shapes that do not fit together, or a size that does not fit a shape.
    Shape,
    /// An index or slice outside the array.
    Index,
    /// An axis that the array does not have.
    Axis,
    /// A value that the operation does not accept.
    Value,
    /// A matrix operation without a result, such as the inverse of a singular matrix.
    LinAlg,
    /// Reading or writing failed.
    Io,
}

impl Error {
    /// Makes an error from its kind and text.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// The family of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Panics with the error's text, at the caller's place.
    #[track_caller]
    #[cold]
    pub(crate) fn raise(self) -> ! {
        panic!("{}", self.message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Unwraps `result`, panicking with the error's own text at the caller's place.
#[track_caller]
pub(crate) fn or_raise<T>(result: Result<T>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => error.raise(),
    }
}

/// Writes a shape as NumPy does: `(3, 4)`, `(3,)`, `()`.
pub(crate) fn show_shape(shape: &[usize]) -> String {
    match shape {
        [one] => format!("({one},)"),
        many => {
            let inner: Vec<String> = many.iter().map(usize::to_string).collect();
            format!("({})", inner.join(", "))
        }
    }
}
