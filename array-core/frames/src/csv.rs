//! CSV files, read and written with polars.

use std::fs::File;
use std::path::{Path, PathBuf};

use array_core::error::{Error, ErrorKind, Result};
use polars::prelude::{CsvReadOptions, CsvWriter, DataFrame, SerReader, SerWriter};

/// Reads a CSV file whose first line names the columns (pandas: `read_csv`).
///
/// The columns' types are inferred; dates and times are recognised. For other separators, files
/// without names and the like use polars' `CsvReadOptions`.
///
/// # Errors
///
/// When the file cannot be read or is not CSV.
pub fn read_csv(path: impl AsRef<Path>) -> Result<DataFrame> {
    read(path.as_ref())
}

fn read(path: &Path) -> Result<DataFrame> {
    CsvReadOptions::default()
        .with_has_header(true)
        .map_parse_options(|options| options.with_try_parse_dates(true))
        .try_into_reader_with_file_path(Some(PathBuf::from(path)))
        .and_then(SerReader::finish)
        .map_err(|error| io_error("read_csv", path, &error))
}

/// Writes a data frame as a CSV file with a line of column names (pandas: `to_csv`).
///
/// # Errors
///
/// When the file cannot be written.
pub fn write_csv(path: impl AsRef<Path>, df: &DataFrame) -> Result<()> {
    write(path.as_ref(), df)
}

fn write(path: &Path, df: &DataFrame) -> Result<()> {
    let mut file = File::create(path).map_err(|error| io_error("write_csv", path, &error))?;
    // The writer wants the frame's columns in one piece each, hence the cheap copy.
    CsvWriter::new(&mut file)
        .finish(&mut df.clone())
        .map_err(|error| io_error("write_csv", path, &error))
}

fn io_error(operation: &str, path: &Path, cause: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorKind::Io, format!("{operation}: {}: {cause}", path.display()))
}
