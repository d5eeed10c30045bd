//! IDX files, in which data sets come to the course.
#![no_main]

#[path = "../../tests/files/weigh.rs"]
mod weigh;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs, process};

use lessons::datasets::{IdxElement, read_idx};

#[global_allocator]
static ALLOCATOR: weigh::Weighing = weigh::Weighing;

/// Memory that reading may take whatever the file is.
const BASE: usize = 1 << 20;
/// How many bytes of memory a byte of the file may become: its elements, and room while they grow.
const RATIO: usize = 4;

/// Where the bytes are put: files are read by their paths. In memory, where there is such a folder.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { env::temp_dir() };
    folder.join(format!("fuzz-{}.idx", process::id()))
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fs::write(&*FILE, bytes).expect("the folder can be written");
    check::<u8>(&FILE, bytes.len());
    check::<i8>(&FILE, bytes.len());
    check::<i16>(&FILE, bytes.len());
    check::<i32>(&FILE, bytes.len());
    check::<f32>(&FILE, bytes.len());
    check::<f64>(&FILE, bytes.len());
});

/// Reads a file of so many bytes, and refuses to take more memory than they justify.
fn check<T: IdxElement>(path: &Path, len: usize) {
    let weight = weigh::weigh(|| drop(read_idx::<T>(path)));
    assert!(weight <= BASE + RATIO * len, "idx: {len} bytes took {weight}");
}
