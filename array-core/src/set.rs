//! Set operations.
