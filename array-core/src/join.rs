//! Joining and splitting arrays.
