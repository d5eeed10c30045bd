//! Changing the shape of arrays.
