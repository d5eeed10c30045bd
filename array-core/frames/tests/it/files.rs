//! Files of each format.

use std::path::PathBuf;

use array_core::prelude::*;
use array_frames::prelude::*;

use crate::{Scratch, sample, with_options};

type Read = fn(&PathBuf) -> Result<DataFrame, Error>;
type Write = fn(&PathBuf, &DataFrame) -> Result<(), Error>;

/// How each format is written and read, by the ending of its files.
const FORMATS: [(&str, Write, Read); 5] = [
    ("a.csv", |path, df| write_csv(path, df), |path| read_csv(path)),
    ("a.parquet", |path, df| write_parquet(path, df), |path| read_parquet(path)),
    ("a.arrow", |path, df| write_ipc(path, df), |path| read_ipc(path)),
    ("a.json", |path, df| write_json(path, df), |path| read_json(path)),
    ("a.jsonl", |path, df| write_json(path, df), |path| read_json(path)),
];

#[test]
fn each_format_brings_back_what_was_written() {
    for (name, write, read) in FORMATS {
        let file = Scratch::new(name);
        write(&file.0, &sample()).unwrap();
        let back = read(&file.0).unwrap();
        assert_eq!(back.shape(), (3, 4), "{name}");
        assert_eq!(back.strings("name").unwrap(), ["Ada <b>", "Bob", "Cid"], "{name}");
        assert_eq!(back.array::<i32>("age").unwrap().to_vec(), [36, 41, 29], "{name}");
        assert_eq!(back.array::<bool>("member").unwrap().to_vec(), [true, false, true], "{name}");
        let heights = back.col("height").unwrap().to_vec();
        assert!(heights[0] == 1.7 && heights[1].is_nan() && heights[2] == 1.825, "{name}");
    }
}

#[test]
fn binary_formats_keep_the_types() {
    for (name, write, read) in &FORMATS[1..3] {
        let file = Scratch::new(&format!("types-{name}"));
        write(&file.0, &sample()).unwrap();
        assert!(read(&file.0).unwrap().equals_missing(&sample()), "{name}");
    }
}

#[test]
fn errors_name_the_file_and_the_operation() {
    for (name, _, read) in FORMATS {
        let missing = std::env::temp_dir().join("no such folder").join(name);
        let error = read(&missing).unwrap_err().to_string();
        assert!(error.contains("no such folder") && error.starts_with("read_"), "{error}");
        let garbage = Scratch::with(&format!("garbage-{name}"), "\u{1}garbage");
        // Any text is CSV.
        if name != "a.csv" {
            let error = read(&garbage.0).unwrap_err().to_string();
            assert!(error.contains("garbage-") && error.starts_with("read_"), "{error}");
        }
    }
}

#[test]
fn csv_is_read_as_its_writer_meant_it() {
    let file = Scratch::with(
        "options.csv",
        "about this file\nid;size;day;note\n# first\n007;1,5;2026-01-02;n/a\n008;;2026-01-03;x\n",
    );
    let read = with_options(&file);
    let df = read.clone().read().unwrap();
    assert_eq!(df.strings("id").unwrap(), ["007", "008"]);
    assert_eq!(df.column("day").unwrap().dtype(), &DataType::Date);
    assert_eq!(df.col("size").unwrap().nansum(), 1.5);
    assert_eq!(df.column("note").unwrap().null_count(), 1);
    let some = read.columns(["size", "note"]).no_dates().max_rows(1).read().unwrap();
    assert_eq!(some.shape(), (1, 2));

    let bare = Scratch::with("bare.csv", "1,2\n3,4\n");
    let bare = read_csv_with(&bare.0).no_header().read().unwrap();
    assert_eq!(bare.array::<i64>("column_2").unwrap().to_vec(), [2, 4]);
}

#[test]
fn a_type_that_shows_late_is_still_found() {
    let mut text = "x\n".to_owned() + &"1\n".repeat(20_000);
    text += "2.5\n";
    let file = Scratch::with("late.csv", &text);
    let df = read_csv(&file.0).unwrap();
    assert_eq!(df.col("x").unwrap().to_vec()[20_000], 2.5);
    assert!(read_csv_with(&file.0).infer_rows(10).read().is_err());
}

#[test]
fn a_separator_is_one_byte() {
    let error = read_csv_with("a.csv").separator('→').read().unwrap_err().to_string();
    assert_eq!(error, "read_csv: the separator must be an ASCII character, got '→'");
}
