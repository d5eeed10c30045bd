//! Operators and universal functions.
