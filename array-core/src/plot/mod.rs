//! Plots.

/// The names of this module that cells see.
pub mod prelude {}
