//! What formats of several arrays are read through: a file, or bytes in memory.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::Path;

use super::site::Outcome;

/// Something to read from any place of.
pub(super) trait Input: Read + Seek + Send {}
impl<I: Read + Seek + Send> Input for I {}

/// Opens a file.
pub(super) fn file(path: &Path) -> Outcome<Box<dyn Input>> {
    Ok(Box::new(BufReader::new(File::open(path)?)))
}

/// Reads from memory.
pub(super) fn memory(bytes: Vec<u8>) -> Box<dyn Input> {
    Box::new(Cursor::new(bytes))
}
