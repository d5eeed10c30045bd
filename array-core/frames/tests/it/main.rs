//! Data frames: what cells do with them.

mod convert; // arrays as frames and columns, and back
mod files; // CSV, Parquet, Arrow IPC, JSON
mod scan; // CSV files in batches
mod shapes; // groups, joins, pivots, summaries, categories, rows
mod tables; // how frames are shown

use std::path::PathBuf;

use array_frames::csv::ReadCsv;
use array_frames::prelude::*;

/// A file of one test's own, deleted in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir();
        Self(path.join(format!("array-frames-{}-{name}", std::process::id())))
    }

    fn with(name: &str, text: &str) -> Self {
        let scratch = Self::new(name);
        std::fs::write(&scratch.0, text).unwrap();
        scratch
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A small frame of several types with a hole.
fn sample() -> DataFrame {
    df!(
        "name" => ["Ada <b>", "Bob", "Cid"],
        "age" => [36_i32, 41, 29],
        "height" => [Some(1.7), None, Some(1.825)],
        "member" => [true, false, true],
    )
    .unwrap()
}

/// A file of semicolons, commas in numbers, comments and a line before its header, as it is read.
fn with_options(file: &Scratch) -> ReadCsv {
    read_csv_with(&file.0)
        .separator(';')
        .skip_rows(1)
        .comment("#")
        .decimal_comma()
        .null_values(["n/a"])
        .dtypes([("id", DataType::String)])
}
