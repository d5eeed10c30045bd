//! Reading and writing parts of arrays.

/// The names of this module that cells see.
pub mod prelude {}
