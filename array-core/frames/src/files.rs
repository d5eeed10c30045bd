//! Parquet, Arrow IPC (Feather) and JSON files, read and written with polars.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use array_core::error::{Error, ErrorKind, Result};
use polars::prelude::{
    CompatLevel, DataFrame, IpcReader, IpcWriter, JsonFormat, JsonReader, JsonWriter,
    ParquetReader, ParquetWriter, PolarsResult, SerReader, SerWriter,
};

/// Reads a Parquet file (pandas: `pd.read_parquet(path)`).
///
/// # Errors
///
/// When the file cannot be read or is not Parquet.
pub fn read_parquet(path: impl AsRef<Path>) -> Result<DataFrame> {
    let path = path.as_ref();
    let file = open("read_parquet", path)?;
    ParquetReader::new(file).finish().map_err(|error| io_error("read_parquet", path, error))
}

/// Writes a data frame as a Parquet file, compressed by zstd (pandas: `df.to_parquet(path)`).
///
/// # Errors
///
/// When the file cannot be written.
///
/// ```
/// # use array_frames::prelude::*;
/// # let path = std::env::temp_dir().join(format!("array-frames-doc-{}.parquet", std::process::id()));
/// let df = df!("x" => [1.0, 2.5], "name" => [Some("Ada"), None])?;
/// write_parquet(&path, &df)?;
/// assert!(read_parquet(&path)?.equals_missing(&df));
/// # std::fs::remove_file(&path)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_parquet(path: impl AsRef<Path>, df: &DataFrame) -> Result<()> {
    // Writers want the frame's columns in one piece each, hence the cheap copy.
    write("write_parquet", path.as_ref(), |file| {
        ParquetWriter::new(file).finish(&mut df.clone()).map(|_bytes| ())
    })
}

/// Reads an Arrow IPC file, which pandas calls Feather (pandas: `pd.read_feather(path)`).
///
/// # Errors
///
/// When the file cannot be read or is not an Arrow IPC file. polars does not read categories with
/// missing values as pandas writes them here; Parquet files bring them.
pub fn read_ipc(path: impl AsRef<Path>) -> Result<DataFrame> {
    let path = path.as_ref();
    let file = open("read_ipc", path)?;
    IpcReader::new(file).finish().map_err(|error| io_error("read_ipc", path, error))
}

/// Writes a data frame as an Arrow IPC file (pandas: `df.to_feather(path)`).
///
/// # Errors
///
/// When the file cannot be written.
pub fn write_ipc(path: impl AsRef<Path>, df: &DataFrame) -> Result<()> {
    write("write_ipc", path.as_ref(), |file| {
        // Not all readers know the newest layout of text.
        IpcWriter::new(file).with_compat_level(CompatLevel::oldest()).finish(&mut df.clone())
    })
}

/// Reads a JSON file: an array of objects, one for each row, or, in a file `.jsonl` or `.ndjson`,
/// an object on each line (pandas: `pd.read_json(path)`, with `lines=True`).
///
/// # Errors
///
/// When the file cannot be read or is not of that form.
pub fn read_json(path: impl AsRef<Path>) -> Result<DataFrame> {
    let path = path.as_ref();
    let file = open("read_json", path)?;
    let reader = JsonReader::new(file).with_json_format(format(path)).infer_schema_len(None);
    reader.finish().map_err(|error| io_error("read_json", path, error))
}

/// Writes a data frame as a JSON file: an array of objects, or, to a file `.jsonl` or `.ndjson`, an
/// object on each line (pandas: `df.to_json(path, orient="records")`, with `lines=True`).
///
/// # Errors
///
/// When the file cannot be written.
pub fn write_json(path: impl AsRef<Path>, df: &DataFrame) -> Result<()> {
    let path = path.as_ref();
    write("write_json", path, |file| {
        JsonWriter::new(file).with_json_format(format(path)).finish(&mut df.clone())
    })
}

fn format(path: &Path) -> JsonFormat {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("jsonl" | "ndjson") => JsonFormat::JsonLines,
        _ => JsonFormat::Json,
    }
}

fn open(operation: &str, path: &Path) -> Result<File> {
    File::open(path).map_err(|error| io_error(operation, path, error))
}

/// Makes or empties a file and has all of it written.
pub(crate) fn write(
    operation: &str,
    path: &Path,
    contents: impl FnOnce(&mut BufWriter<File>) -> PolarsResult<()>,
) -> Result<()> {
    let file = File::create(path).map_err(|error| io_error(operation, path, error))?;
    let mut file = BufWriter::new(file);
    contents(&mut file).map_err(|error| io_error(operation, path, error))?;
    file.flush().map_err(|error| io_error(operation, path, error))
}

pub(crate) fn io_error(operation: &str, path: &Path, cause: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Io, format!("{operation}: {}: {cause}", path.display()))
}
