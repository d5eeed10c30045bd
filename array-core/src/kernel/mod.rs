//! Loops over array data: every kernel is built from these.
