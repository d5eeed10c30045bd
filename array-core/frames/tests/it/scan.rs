//! Files in batches: the same as read at once, and no more read than is needed.

use std::cell::Cell;
use std::panic::catch_unwind;
use std::process::Command;

use array_core::interrupt;
use array_core::prelude::*;
use array_frames::prelude::*;

use crate::{Scratch, with_options};

/// How many records [`many`] has: several blocks of the file.
const ROWS: usize = 400_000;

/// A file of records of all kinds, with quoted lines, empty fields and missing values in each block.
fn many(name: &str) -> Scratch {
    let mut text = String::from("key,n,x,note,day\n");
    for k in 0..ROWS {
        let (key, x) = (["a", "b", "c", ""][k % 4], k as f64 / 8.0);
        let x = if k % 7 == 3 { String::new() } else { x.to_string() };
        let note = match k % 5 {
            0 => "\"two\nlines, \"\"quoted\"\"\"",
            1 => "",
            _ => "plain",
        };
        text += &format!("{key},{k},{x},{note},2026-01-{:02}\n", k % 28 + 1);
    }
    Scratch::with(name, &text)
}

fn names(df: &DataFrame) -> Vec<&str> {
    df.columns().iter().map(|column| column.name().as_str()).collect()
}

#[test]
fn all_batches_are_the_file() {
    let file = many("scan-all.csv");
    let whole = read_csv(&file.0).unwrap();
    let scan = scan_csv(&file.0);
    assert!(scan.collect().unwrap().equals_missing(&whole));
    assert_eq!(scan.columns().unwrap(), names(&whole));
    assert_eq!(&scan.schema().unwrap(), whole.schema());

    let batches: Vec<DataFrame> = scan.batches(70_000).map(Result::unwrap).collect();
    let heights: Vec<usize> = batches.iter().map(DataFrame::height).collect();
    assert_eq!(heights, [70_000, 70_000, 70_000, 70_000, 70_000, 50_000]);
    for (k, batch) in batches.iter().enumerate() {
        assert!(batch.equals_missing(&whole.slice(k as i64 * 70_000, 70_000)), "batch {k}");
    }
}

#[test]
fn rows_and_columns_are_chosen_in_the_order_of_the_calls() {
    let file = many("scan-choice.csv");
    let whole = read_csv(&file.0).unwrap();
    let scan = scan_csv(&file.0);
    let late = |df: &DataFrame| Ok(df.col("n")?.ge(250_000.0));
    let expected = whole.rows(late(&whole).unwrap()).unwrap();
    let some = scan.filter(late).select(["x", "key"]).collect().unwrap();
    assert!(some.equals_missing(&expected.select(["x", "key"]).unwrap()));
    let some = scan.select(["n", "day"]).filter(late).head(3).collect().unwrap();
    assert!(some.equals_missing(&expected.select(["n", "day"]).unwrap().head(Some(3))));
    let some = scan.limit(250_003).filter(late).collect().unwrap();
    assert_eq!(some.array::<i64>("n").unwrap().to_vec(), [250_000, 250_001, 250_002]);
    assert_eq!(scan.filter(|df| Ok(df.col("n")?.lt(0.0))).collect().unwrap().shape(), (0, 5));
    assert_eq!(scan.head(0).collect().unwrap().shape(), (0, 5));

    let error = scan.select(["n", "deck"]).collect().unwrap_err().to_string();
    assert_eq!(error, "select: no column \"deck\" among key, n, x, note, day");
    let error = scan.filter(|_| Ok(array([true]))).collect().unwrap_err().to_string();
    assert!(error.starts_with("filter: the mask has shape [1], the data frame "), "{error}");
}

#[test]
fn groups_are_those_of_the_whole_frame() {
    let file = many("scan-groups.csv");
    let whole = read_csv(&file.0).unwrap();
    let scan = scan_csv(&file.0);
    // Quotients by eight: sums of them are exact, in whichever order.
    let what = [
        ("x", "mean"),
        ("x", "sum"),
        ("x", "count"),
        ("n", "mean"),
        ("n", "sum"),
        ("note", "min"),
        ("day", "max"),
        ("x", "min"),
        ("note", "first"),
        ("x", "last"),
        ("key", "count"),
    ];
    for keys in [&["key"][..], &["day", "key"], &["n"]] {
        let expected = whole.groupby(keys).unwrap().agg(what).unwrap();
        let found = scan.groupby(keys).agg(what).unwrap();
        assert!(found.equals_missing(&expected), "{keys:?}: {found} {expected}");
    }
    let late = |df: &DataFrame| Ok(df.col("n")?.ge(399_990.0));
    let expected = whole.rows(late(&whole).unwrap()).unwrap().groupby("key").unwrap();
    let found = scan.filter(late).groupby("key").agg([("x", "mean")]).unwrap();
    assert!(found.equals_missing(&expected.agg([("x", "mean")]).unwrap()));
    let none = scan.head(0).groupby("key").agg([("x", "mean")]).unwrap();
    assert_eq!((none.shape(), names(&none)), ((0, 2), vec!["key", "x_mean"]));
}

/// The cell of lesson 8.
#[test]
fn the_lessons_cell_runs() -> Result<(), Error> {
    let text = "petal_length,petal_area,species\n1.4,0.28,setosa\n1.7,0.68,setosa\n\
                1.9,0.38,setosa\n4.7,6.58,versicolor\n";
    let file = Scratch::with("scan-lesson.csv", text);
    let groups = scan_csv(&file.0)
        .filter(|df| Ok(df.col("petal_length")?.gt(1.5)))
        .groupby("species")
        .agg([("petal_length", "mean"), ("petal_area", "max")])?;
    assert_eq!(names(&groups), ["species", "petal_length_mean", "petal_area_max"]);
    assert!(allclose(&groups.col("petal_length_mean")?, array([1.8, 4.7])));
    assert_eq!(groups.col("petal_area_max")?.to_vec(), [0.68, 6.58]);
    Ok(())
}

#[test]
fn a_mean_is_of_the_values_not_of_batches_means() {
    let mut text = "k,x,y\n".to_owned() + &"1,1,\n".repeat(30_000);
    text += &"1,4,0.5\n2,2.5,\n".repeat(10);
    let file = Scratch::with("scan-mean.csv", &text);
    let means = read_csv_with(&file.0).dtypes([("x", DataType::Float64), ("y", DataType::Float32)]);
    let found = means.clone().scan().groupby("k").agg([("x", "mean"), ("y", "mean")]).unwrap();
    assert_eq!(found.col("x_mean").unwrap().to_vec(), [30_040.0 / 30_010.0, 2.5]);
    let whole = means.read().unwrap().groupby("k").unwrap().agg([("x", "mean"), ("y", "mean")]);
    assert!(found.equals_missing(&whole.unwrap()), "{found}");
}

#[test]
fn statistics_of_all_values_at_once_are_refused() {
    let file = Scratch::with("scan-refused.csv", "k,x,s\n1,2,a\n");
    let groups = scan_csv(&file.0).groupby("k");
    for statistic in ["median", "std", "var", "nunique"] {
        let error = groups.agg([("x", statistic)]).unwrap_err().to_string();
        let expected = format!("agg: the {statistic} of column \"x\" takes all values at once: ");
        assert_eq!(error, expected + ".collect()?.groupby(..)?.agg(..)?");
    }
    let error = groups.agg([("x", "avg")]).unwrap_err().to_string();
    assert!(error.starts_with("agg: no statistic \"avg\" among count, sum"), "{error}");
    let error = groups.agg([("s", "mean")]).unwrap_err().to_string();
    assert_eq!(error, "agg: no mean of column \"s\": its type is str");
    let error = scan_csv(&file.0).groupby("deck").agg([("x", "sum")]).unwrap_err().to_string();
    assert_eq!(error, "select: no column \"deck\" among k, x, s");
}

#[test]
fn options_are_those_of_read_csv() {
    let text = "about this file\nid;size;day;note\n# first \" quote\n007;1,5;2026-01-02;n/a\n\
                # another\n008;;2026-01-03;\"x\n# y\"\n";
    let file = Scratch::with("scan-options.csv", text);
    let source = with_options(&file);
    let found = source.clone().scan().collect().unwrap();
    assert_eq!(found.strings("id").unwrap(), ["007", "008"]);
    assert_eq!(found.col("size").unwrap().nansum(), 1.5);
    assert_eq!(found.column("note").unwrap().null_count(), 1);
    assert_eq!(found.column("day").unwrap().dtype(), &DataType::Date);
    let some = source.clone().columns(["note", "size"]).max_rows(1).scan();
    assert_eq!(some.collect().unwrap().shape(), (1, 2));
    assert_eq!(some.columns().unwrap(), ["size", "note"]);
    let error = source.columns(["age"]).scan().columns().unwrap_err().to_string();
    assert_eq!(error, "scan_csv: no column \"age\" among id, size, day, note");

    let bare = Scratch::with("scan-bare.csv", "1,2\n3,4");
    let bare = read_csv_with(&bare.0).no_header().scan();
    assert_eq!(bare.columns().unwrap(), ["column_1", "column_2"]);
    assert_eq!(bare.collect().unwrap().array::<i64>("column_2").unwrap().to_vec(), [2, 4]);
}

#[test]
fn awkward_files_are_read_as_polars_reads_them() {
    for (name, text) in [
        ("header", "a,b\n"),
        ("no line's end", "a,b\n1,\"x\ny\""),
        ("windows", "a,b\r\n1,x\r\n,y\r\n"),
        ("mark of order", "\u{feff}a,b\n1,2\n"),
        ("empty lines", "\n\na,b\n1,2\n\n3,4\n\n"),
        ("one column", "a\n1\n\n2\n"),
        ("short rows", "a,b,c\n1\n2,3\n"),
        ("as if compressed", "a,b\nx^2,1\nx^3,2\n"),
        ("times", "t,u\n12:30:00,2026-01-02T03:04:05\n,\n"),
        (
            "dates and others",
            "d,e,f,g\n2026-01-02,2026-01-02,,x\n2026-03-04,no,2026-01-02,2026-01-02\n",
        ),
        ("quoted dates", "d,n\n\"2026-01-02\",\"1\"\n\"2026-01-03\",\"\"\n"),
        ("dates with times", "d,e\n2026-01-02 03:04,2026-01-02T03:04:05Z\n2026-01-02 03:05,\n"),
        ("double names", "a,a,b\n1,2,3\n"),
        ("truths", "a,b\ntrue,1\nfalse,\n"),
    ] {
        let file = Scratch::with(&format!("scan-{}.csv", name.replace(' ', "-")), text);
        let polars = CsvReadOptions::default()
            .map_parse_options(|options| options.with_try_parse_dates(true))
            .try_into_reader_with_file_path(Some(file.0.clone()));
        let polars = polars.and_then(SerReader::finish).unwrap();
        for found in [read_csv(&file.0).unwrap(), scan_csv(&file.0).collect().unwrap()] {
            assert_eq!(found.schema(), polars.schema(), "{name}");
            assert!(found.equals_missing(&polars), "{name}: {found} {polars}");
        }
    }
}

#[test]
fn errors_name_the_file_and_what_is_missing() {
    let missing = std::env::temp_dir().join("no such folder").join("a.csv");
    let error = scan_csv(&missing).collect().unwrap_err().to_string();
    assert!(error.starts_with("scan_csv: ") && error.contains("no such folder"), "{error}");
    let empty = Scratch::with("scan-empty.csv", "");
    let error = scan_csv(&empty.0).columns().unwrap_err().to_string();
    assert!(error.ends_with("scan-empty.csv: no data: empty CSV"), "{error}");
    let error = read_csv_with("a.csv").separator('→').scan().columns().unwrap_err().to_string();
    assert_eq!(error, "scan_csv: the separator must be an ASCII character, got '→'");
    let mut none = scan_csv(&empty.0).batches(3);
    assert!(none.next().unwrap().is_err() && none.next().is_none(), "nothing follows an error");
    let file = Scratch::with("scan-zero.csv", "x\n1\n");
    let error = scan_csv(&file.0).batches(0).next().unwrap().unwrap_err().to_string();
    assert_eq!(error, "batches: a batch has at least 1 row, got 0");
}

#[test]
fn a_value_of_another_type_is_told_with_its_line_and_the_remedy() {
    let start = "n,s\n".to_owned() + &"1,\"a\nb\"\n".repeat(20_000);
    let after = "3,c\n".repeat(1_000);
    let message = |name: &str, record: &str| {
        let file = Scratch::with(name, &format!("{start}{record}\n{after}"));
        let error = scan_csv(&file.0).collect().unwrap_err().to_string();
        let place = format!("{}: ", file.0.display());
        error.strip_prefix("scan_csv: ").unwrap().strip_prefix(&place).unwrap().to_owned()
    };
    assert_eq!(
        message("scan-float.csv", "2.5,c"),
        "line 40002: column \"n\" is of type i64 by the rows before, and \"2.5\" is not: \
         read_csv_with(..).dtypes([(\"n\", DataType::Float64)]).scan()"
    );
    assert_eq!(
        message("scan-text.csv", "NA,\"c\nd\ne\""),
        "lines 40002-40004: column \"n\" is of type i64 by the rows before, and \"NA\" is not: \
         read_csv_with(..).dtypes([(\"n\", DataType::String)]).scan(), or, where it stands for \
         nothing, .null_values([\"NA\"])"
    );
    let wide = message("scan-wide.csv", "1,c,d");
    assert!(wide.starts_with("line 40002: "), "{wide}");
    // The remedy helps.
    let file = Scratch::with("scan-remedy.csv", &format!("{start}2.5,c\n"));
    let scan = read_csv_with(&file.0).dtypes([("n", DataType::Float64)]).scan();
    assert_eq!(scan.groupby("s").agg([("n", "max")]).unwrap().col("n_max").unwrap().max(), 2.5);
}

#[test]
fn the_head_is_read_without_the_rest() {
    let mut text = "n,s\n".to_owned() + &"1,some words of text\n".repeat(100_000);
    text += &"not a number,x\n".repeat(100_000);
    let file = Scratch::with("scan-head.csv", &text);
    let scan = scan_csv(&file.0);
    assert_eq!(scan.head(5).collect().unwrap().height(), 5);
    assert_eq!(scan.columns().unwrap(), ["n", "s"]);
    assert_eq!(scan.batches(10).next().unwrap().unwrap().height(), 10);
    let seen = Cell::new(0);
    let count = |df: &DataFrame| {
        seen.set(seen.get() + df.height());
        Ok(df.col("n")?.gt(0.0))
    };
    assert_eq!(scan.filter(count).head(3).collect().unwrap().height(), 3);
    assert!(seen.get() < 20_000, "{} rows", seen.get());
    assert!(scan.collect().is_err());
}

#[test]
fn a_quote_that_does_not_close_does_not_take_the_memory() {
    let mut text = "a,b\n".to_owned() + &"1,x\n".repeat(20_000) + "2,\"x\n";
    text += &"3,a record that the open quote swallows\n".repeat(1_800_000);
    let file = Scratch::with("scan-quote.csv", &text);
    let error = scan_csv(&file.0).collect().unwrap_err().to_string();
    assert!(
        error.contains("the record that begins in line 20002 has no end within 64 MiB"),
        "{error}"
    );
}

#[test]
fn compressed_files_are_unpacked_on_the_way() {
    let plain = many("scan-plain.csv");
    let packed = Scratch::new("scan-packed.csv.gz");
    let gzip = Command::new("gzip").arg("-kc").arg(&plain.0).output().expect("gzip");
    std::fs::write(&packed.0, &gzip.stdout).unwrap();
    let whole = read_csv(&plain.0).unwrap();
    assert!(scan_csv(&packed.0).collect().unwrap().equals_missing(&whole));
    std::fs::write(&packed.0, &gzip.stdout[..gzip.stdout.len() / 2]).unwrap();
    assert_eq!(scan_csv(&packed.0).head(9).collect().unwrap().height(), 9);
    let error = scan_csv(&packed.0).collect().unwrap_err().to_string();
    assert!(error.starts_with("scan_csv: ") && error.contains("scan-packed.csv.gz: "), "{error}");
}

/// Tells the test below that it runs in a process of its own, where no other test sees the request.
const ALONE: &str = "ARRAY_FRAMES_ALONE";

#[test]
fn an_interrupt_ends_the_reading() {
    if std::env::var_os(ALONE).is_none() {
        let test = "scan::an_interrupt_ends_the_reading";
        let mut alone = Command::new(std::env::current_exe().unwrap());
        let output = alone.args(["--exact", test]).env(ALONE, "1").output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && text.contains("1 passed"), "{text}");
        return;
    }
    let file = many("scan-interrupt.csv");
    let seen = Cell::new(0);
    let scan = scan_csv(&file.0).filter(|df| {
        seen.set(seen.get() + df.height());
        interrupt::request();
        Ok(df.col("n")?.ge(0.0))
    });
    let stopped = catch_unwind(std::panic::AssertUnwindSafe(|| scan.collect())).unwrap_err();
    assert!(stopped.is::<interrupt::KeyboardInterrupt>());
    assert!((1..ROWS).contains(&seen.get()), "{} rows", seen.get());
}
