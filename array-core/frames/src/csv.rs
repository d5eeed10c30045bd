//! CSV files, read and written with polars.

use std::path::{Path, PathBuf};

use array_core::error::Result;
use polars::prelude::{
    CsvReadOptions, CsvWriter, DataFrame, DataType, Field, NullValues, PlSmallStr, Schema,
    SerReader, SerWriter,
};

use crate::files::{io_error, write};
use crate::names::{Names, fault};
use crate::scan::{Blocks, ScanCsv};

/// How many rows tell the columns' types at first.
const INFERRED_ROWS: usize = 10_000;

/// Reads a CSV file whose first line names the columns (pandas: `pd.read_csv(path)`).
///
/// The columns' types are inferred from the first 10 000 rows, and from all where these mislead;
/// dates and times are recognised; what is empty is missing. Files compressed by gzip, zlib or zstd
/// are read as they are. Options: [`read_csv_with`].
///
/// # Errors
///
/// When the file cannot be read or is not CSV.
pub fn read_csv(path: impl AsRef<Path>) -> Result<DataFrame> {
    read_csv_with(path).read()
}

/// Reads a CSV file with options (pandas: `pd.read_csv(path, sep=";", na_values=["NA"])`).
///
/// ```
/// # use array_core::prelude::*;
/// # use array_frames::prelude::*;
/// # let path = std::env::temp_dir().join(format!("array-frames-doc-{}.csv", std::process::id()));
/// std::fs::write(&path, "x;y\n1;NA\n2;0,5\n")?;
/// let df = read_csv_with(&path).separator(';').decimal_comma().null_values(["NA"]).read()?;
/// assert_eq!(df.col("y")?.nansum(), 0.5);
/// # std::fs::remove_file(&path)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_csv_with(path: impl AsRef<Path>) -> ReadCsv {
    let options = CsvReadOptions::default()
        .with_has_header(true)
        .with_infer_schema_length(Some(INFERRED_ROWS))
        .map_parse_options(|options| options.with_try_parse_dates(true));
    ReadCsv { path: path.as_ref().to_owned(), options, separator: ',', may_look_again: true }
}

/// How to read a CSV file; made by [`read_csv_with`].
#[derive(Clone, Debug)]
#[must_use = "ends in `.read()?` or `.scan()`"]
pub struct ReadCsv {
    pub(crate) path: PathBuf,
    options: CsvReadOptions,
    separator: char,
    /// Whether the columns' types may be inferred anew from all rows.
    may_look_again: bool,
}

impl ReadCsv {
    /// What stands between two values (pandas: `sep`); a comma unless told.
    pub fn separator(mut self, separator: char) -> Self {
        self.separator = separator;
        self
    }

    /// Texts that stand for a missing value, as an empty one does (pandas: `na_values`).
    pub fn null_values(self, texts: impl Names) -> Self {
        let texts: Vec<PlSmallStr> = texts.names().into_iter().map(Into::into).collect();
        self.parse(|options| options.with_null_values(Some(NullValues::AllColumns(texts.clone()))))
    }

    /// Lines that begin so are left out (pandas: `comment`).
    pub fn comment(self, prefix: &str) -> Self {
        self.parse(|options| options.with_comment_prefix(Some(prefix)))
    }

    /// Numbers are written as `0,5` (pandas: `decimal=","`).
    pub fn decimal_comma(self) -> Self {
        self.parse(|options| options.with_decimal_comma(true))
    }

    /// The first line has values already; columns are `column_1`, `column_2` and so on
    /// (pandas: `header=None`).
    pub fn no_header(mut self) -> Self {
        self.options = self.options.with_has_header(false);
        self
    }

    /// Only these columns (pandas: `usecols`).
    pub fn columns(mut self, names: impl Names) -> Self {
        let names = names.names().into_iter().map(PlSmallStr::from).collect();
        self.options = self.options.with_columns(Some(names));
        self
    }

    /// The types of some columns, which are not inferred then (pandas: `dtype`).
    ///
    /// A number with leading zeros stays what it is as `DataType::String`.
    pub fn dtypes<'a>(mut self, dtypes: impl IntoIterator<Item = (&'a str, DataType)>) -> Self {
        let fields = dtypes.into_iter().map(|(name, dtype)| Field::new(name.into(), dtype));
        self.options = self.options.with_schema_overwrite(Some(Schema::from_iter(fields).into()));
        self
    }

    /// How many rows tell the columns' types; 0 leaves all columns text.
    pub fn infer_rows(mut self, rows: usize) -> Self {
        self.options = self.options.with_infer_schema_length(Some(rows));
        self.may_look_again = false;
        self
    }

    /// Dates and times stay text (pandas: without `parse_dates`).
    pub fn no_dates(self) -> Self {
        self.parse(|options| options.with_try_parse_dates(false))
    }

    /// Leaves out so many lines before the header (pandas: `skiprows`).
    pub fn skip_rows(mut self, rows: usize) -> Self {
        self.options = self.options.with_skip_rows(rows);
        self
    }

    /// At most so many rows (pandas: `nrows`).
    pub fn max_rows(mut self, rows: usize) -> Self {
        self.options = self.options.with_n_rows(Some(rows));
        self
    }

    /// Reads the file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not CSV, or lacks a column that was asked for.
    pub fn read(self) -> Result<DataFrame> {
        let mut frame = self.read_by_first_rows();
        if frame.is_err() && self.may_look_again && self.path.is_file() {
            let mut by_all = self;
            by_all.options = by_all.options.with_infer_schema_length(None);
            frame = by_all.read_by_first_rows();
        }
        frame
    }

    /// Reads the file; as many rows as are asked for tell the types.
    fn read_by_first_rows(&self) -> Result<DataFrame> {
        const OPERATION: &str = "read_csv";
        let schema = Blocks::open(OPERATION, self.clone())?.schema;
        let (path, options) = self.clone().into_options(OPERATION)?;
        let options = options.with_schema(Some(schema)).with_schema_overwrite(None);
        let frame =
            options.try_into_reader_with_file_path(Some(path.clone())).and_then(SerReader::finish);
        frame.map_err(|error| io_error(OPERATION, &path, error))
    }

    /// The file as a source of batches, for what is too large to hold
    /// (polars: `pl.scan_csv(path, separator=";")`); see [`scan_csv`](crate::scan_csv).
    pub fn scan<'f>(self) -> ScanCsv<'f> {
        ScanCsv::new(self)
    }

    /// At most how many rows are asked for.
    pub(crate) fn rows(&self) -> Option<usize> {
        self.options.n_rows
    }

    /// The file, and the options as polars has them.
    pub(crate) fn into_options(self, operation: &str) -> Result<(PathBuf, CsvReadOptions)> {
        let Ok(separator) = u8::try_from(self.separator) else {
            let message =
                format!("the separator must be an ASCII character, got {:?}", self.separator);
            return Err(fault(operation, message));
        };
        let asked = self.parse(|options| options.with_separator(separator));
        Ok((asked.path, asked.options))
    }

    fn parse(
        mut self,
        change: impl Fn(polars::prelude::CsvParseOptions) -> polars::prelude::CsvParseOptions,
    ) -> Self {
        self.options = self.options.map_parse_options(change);
        self
    }
}

/// Writes a data frame as a CSV file with a line of column names (pandas: `df.to_csv(path)`).
///
/// # Errors
///
/// When the file cannot be written.
pub fn write_csv(path: impl AsRef<Path>, df: &DataFrame) -> Result<()> {
    write("write_csv", path.as_ref(), |file| CsvWriter::new(file).finish(&mut df.clone()))
}
