//! What the bytes of a file are given to, and how much memory that may take.

use array_core::io::npy;
use array_core::prelude::*;

use crate::weigh::weigh;

/// Memory that reading may take whatever the file is.
const BASE: usize = 1 << 20;

/// The formats by the names of their corpora, with what reads them and how many bytes of memory a
/// byte of the file may become.
pub(crate) const FORMATS: [(&str, fn(&[u8]), usize); 4] = [
    // Bytes that become elements, twice where half floats do.
    ("npy", read_npy, 4),
    // A byte of deflated data becomes 1,032 at most.
    ("npz", read_npz, 4 * 1032),
    // Two bytes of text can be a field in a vector of fields, several times while it grows.
    ("text", read_text, 256),
    // JSON values are large.
    ("safetensors", read_safetensors, 256),
];

fn read_npy(bytes: &[u8]) {
    let _ = npy::decode(bytes);
}

fn read_npz(bytes: &[u8]) {
    if let Ok(file) = Npz::from_bytes(bytes) {
        let _ = file.bundle();
        for name in file.names().into_iter().take(4) {
            let _ = file.get_any(name);
        }
    }
}

fn read_safetensors(bytes: &[u8]) {
    if let Ok(file) = SafeTensors::from_bytes(bytes) {
        for name in file.names().into_iter().take(4) {
            let _ = file.get_any(name);
        }
    }
}

/// The first byte says how the others are read.
fn read_text(bytes: &[u8]) {
    let Some((&how, text)) = bytes.split_first() else { return };
    let mut reader = TextReader::from_reader(text).expect("memory can be read");
    reader = match how & 3 {
        0 => reader,
        1 => reader.delimiter(','),
        2 => reader.delimiter("::").comments("//"),
        _ => reader.widths([2, 3]),
    };
    if how & 4 != 0 {
        reader = reader.names(true).quotechar('"');
    }
    if how & 8 != 0 {
        reader = reader.encoding("latin1").skip_footer(1);
    }
    if how & 16 != 0 {
        reader = reader.usecols([-1, 0]);
    }
    let _ = reader.read();
    let _ = reader.read_as::<u8>();
    let _ = reader.read_as::<Complex64>();
    let _ = reader.read_columns();
}

/// Reads bytes as a format, and refuses to take more memory than they justify.
pub(crate) fn check(format: &str, bytes: &[u8]) {
    let (_, read, ratio) = FORMATS.iter().find(|(name, ..)| *name == format).expect("a format");
    let weight = weigh(|| read(bytes));
    let allowed = BASE + ratio * bytes.len();
    assert!(weight <= allowed, "{format}: {} bytes took {weight}", bytes.len());
}
