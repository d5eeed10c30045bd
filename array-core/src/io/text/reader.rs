//! `loadtxt` and `genfromtxt`: what is to be read, and how.

use std::fmt::Display;
use std::io::Read;
use std::path::Path;

use super::columns::{self, Columns};
use super::plan::{ColumnKey, ColumnNames};
use super::source::{self, Source};
use super::split::Delimiter;
use crate::array::Array;
use crate::dtype::Element;
use crate::error::Result;
use crate::io::site::{Flaw, Outcome, Site};

/// A text file that is to be read: options, then [`read`](Self::read),
/// [`read_as`](Self::read_as), [`unpack`](Self::unpack) or [`read_columns`](Self::read_columns).
///
/// Made by [`genfromtxt`] and [`loadtxt`].
#[must_use = "nothing is read before `.read()?` or another of the reading methods"]
pub struct TextReader {
    pub(super) source: Source,
    pub(super) site: Site,
    pub(super) options: Options,
}

/// How a text is read.
pub(super) struct Options {
    pub(super) delimiter: Delimiter,
    /// Begins a comment; empty if nothing does.
    pub(super) comments: String,
    pub(super) quote: Option<char>,
    pub(super) autostrip: bool,
    pub(super) skip_header: usize,
    pub(super) skip_footer: usize,
    pub(super) max_rows: Option<usize>,
    pub(super) usecols: Option<Vec<ColumnKey>>,
    pub(super) names: ColumnNames,
    pub(super) converters: Vec<(ColumnKey, Converter)>,
    pub(super) missing: Vec<String>,
    /// For a column, or for all, as text.
    pub(super) filling: Vec<(Option<ColumnKey>, String)>,
    pub(super) encoding: String,
    pub(super) ndmin: usize,
    /// An empty field is a missing value, and Python's spelling `1_000` is a number.
    pub(super) genfromtxt: bool,
    /// What cannot be read as a number is a missing value, too.
    pub(super) loose: bool,
}

/// Makes the text of a value of the text of a field.
pub(super) type Converter = Box<dyn Fn(&str) -> String>;

/// Reads a text file with missing values (NumPy: `numpy.genfromtxt`).
///
/// Fields that are empty or no numbers become the filling value: NaN, -1 for signed integers,
/// `false`, unless [`filling_values`](TextReader::filling_values) says otherwise;
/// [`strict`](TextReader::strict) refuses what is no number. A file whose name ends in `.gz` is
/// unpacked.
///
/// ```no_run
/// # use array_core::prelude::*;
/// # fn main() -> Result<(), Error> {
/// let a = genfromtxt("d.csv").delimiter(',').skip_header(1).read()?;
/// # Ok(())
/// # }
/// ```
pub fn genfromtxt(path: impl AsRef<Path>) -> TextReader {
    TextReader::file("genfromtxt", path.as_ref())
}

/// As [`genfromtxt`], of a text instead of a file (NumPy: `numpy.genfromtxt(io.StringIO(text))`).
///
/// ```
/// # use array_core::prelude::*;
/// # fn main() -> Result<(), Error> {
/// let a = genfromtxt_str("1,2\n3,\n").delimiter(',').read()?;
/// assert_eq!(a.to_string(), "[[ 1.  2.]\n [ 3. nan]]");
/// # Ok(())
/// # }
/// ```
pub fn genfromtxt_str(text: impl Into<String>) -> TextReader {
    TextReader::literal("genfromtxt", text.into())
}

/// Reads a text file of numbers (NumPy: `numpy.loadtxt`).
///
/// Every line has as many fields, and every field is a number; what is not is an error that names
/// line and column. A file whose name ends in `.gz` is unpacked.
///
/// ```no_run
/// # use array_core::prelude::*;
/// # fn main() -> Result<(), Error> {
/// let a = loadtxt("a.txt").read()?;
/// let [t, y] = loadtxt("series.csv").delimiter(',').skiprows(1).unpack()?;
/// # Ok(())
/// # }
/// ```
pub fn loadtxt(path: impl AsRef<Path>) -> TextReader {
    TextReader::file("loadtxt", path.as_ref())
}

/// As [`loadtxt`], of a text instead of a file (NumPy: `numpy.loadtxt(io.StringIO(text))`).
///
/// ```
/// # use array_core::prelude::*;
/// # fn main() -> Result<(), Error> {
/// assert_eq!(loadtxt_str("1 2\n3 4 # five").read_as::<i64>()?, array([[1, 2], [3, 4]]));
/// let error = loadtxt_str("1 2\n3 x").read().unwrap_err().to_string();
/// assert_eq!(error, "loadtxt: text: line 2, column 2: expected f64, found \"x\"");
/// # Ok(())
/// # }
/// ```
pub fn loadtxt_str(text: impl Into<String>) -> TextReader {
    TextReader::literal("loadtxt", text.into())
}

impl TextReader {
    fn file(operation: &'static str, path: &Path) -> Self {
        Self::new(operation, Source::File(path.to_owned()), Site::file(operation, path))
    }

    fn literal(operation: &'static str, text: String) -> Self {
        Self::new(operation, Source::Text(text), Site::memory(operation, "text"))
    }

    fn new(operation: &'static str, source: Source, site: Site) -> Self {
        let genfromtxt = operation == "genfromtxt";
        let options = Options {
            delimiter: Delimiter::Whitespace,
            comments: "#".to_owned(),
            quote: None,
            autostrip: false,
            skip_header: 0,
            skip_footer: 0,
            max_rows: None,
            usecols: None,
            names: ColumnNames::None,
            converters: Vec::new(),
            missing: Vec::new(),
            filling: Vec::new(),
            encoding: "utf-8".to_owned(),
            ndmin: 0,
            genfromtxt,
            loose: genfromtxt,
        };
        Self { source, site, options }
    }

    /// Reads what a reader has to give, as [`genfromtxt`] does.
    ///
    /// # Errors
    /// When reading fails.
    pub fn from_reader(mut reader: impl Read) -> Result<Self> {
        Self::from_input(&mut reader)
    }

    fn from_input(reader: &mut dyn Read) -> Result<Self> {
        let site = Site::memory("genfromtxt", "reader");
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(|error| site.error(error.into()))?;
        Ok(Self::new("genfromtxt", Source::Bytes(bytes), site))
    }

    /// What stands between fields; white space unless this says otherwise (NumPy: `delimiter`).
    pub fn delimiter(mut self, delimiter: impl Into<String>) -> Self {
        self.options.delimiter = Delimiter::Text(delimiter.into());
        self
    }

    /// Fields of so many characters each, without anything between (NumPy: `delimiter=[4, 3]`).
    pub fn widths(mut self, widths: impl IntoIterator<Item = usize>) -> Self {
        self.options.delimiter = Delimiter::Widths(widths.into_iter().collect());
        self
    }

    /// What begins a comment, `#` unless this says otherwise; nothing if empty (NumPy:
    /// `comments`).
    pub fn comments(mut self, mark: impl Into<String>) -> Self {
        self.options.comments = mark.into();
        self
    }

    /// Leaves out so many lines at the beginning (NumPy: `skip_header`).
    pub fn skip_header(mut self, lines: usize) -> Self {
        self.options.skip_header = lines;
        self
    }

    /// The same as [`skip_header`](Self::skip_header), under its name in `loadtxt` (NumPy:
    /// `skiprows`).
    pub fn skiprows(self, lines: usize) -> Self {
        self.skip_header(lines)
    }

    /// Leaves out so many lines at the end, not counting empty ones and comments (NumPy:
    /// `skip_footer`).
    pub fn skip_footer(mut self, lines: usize) -> Self {
        self.options.skip_footer = lines;
        self
    }

    /// Reads no more rows than this (NumPy: `max_rows`).
    pub fn max_rows(mut self, rows: usize) -> Self {
        self.options.max_rows = Some(rows);
        self
    }

    /// Reads these columns only, in this order: by place, negative from the end, or by name
    /// (NumPy: `usecols`).
    pub fn usecols(mut self, columns: impl IntoIterator<Item: Into<ColumnKey>>) -> Self {
        self.options.usecols = Some(columns.into_iter().map(Into::into).collect());
        self
    }

    /// The columns' names: `true` if the first line has them, or a list (NumPy: `names`).
    pub fn names(mut self, names: impl Into<ColumnNames>) -> Self {
        self.options.names = names.into();
        self
    }

    /// Calls `convert` with each field of a column, and reads what it returns (NumPy:
    /// `converters={0: f}`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # fn main() -> Result<(), Error> {
    /// let a = genfromtxt_str("5% 1\n20% 2")
    ///     .converter(0, |field| field.trim_end_matches('%').parse().unwrap_or(f64::NAN) / 100.)
    ///     .read()?;
    /// assert_eq!(a, array([[0.05, 1.], [0.2, 2.]]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn converter<V: Display>(
        mut self,
        column: impl Into<ColumnKey>,
        convert: impl Fn(&str) -> V + 'static,
    ) -> Self {
        let convert: Converter = Box::new(move |field| convert(field).to_string());
        self.options.converters.push((column.into(), convert));
        self
    }

    /// What stands for a missing value, besides nothing at all (NumPy: `missing_values`).
    pub fn missing_values(mut self, texts: impl IntoIterator<Item: Into<String>>) -> Self {
        self.options.missing.extend(texts.into_iter().map(Into::into));
        self
    }

    /// What missing values become (NumPy: `filling_values`).
    pub fn filling_values(mut self, value: impl Display) -> Self {
        self.options.filling.push((None, value.to_string()));
        self
    }

    /// What missing values of one column become (NumPy: `filling_values={0: x}`).
    pub fn filling_value(mut self, column: impl Into<ColumnKey>, value: impl Display) -> Self {
        self.options.filling.push((Some(column.into()), value.to_string()));
        self
    }

    /// The character around fields that hold delimiters; written twice it stands for itself
    /// (NumPy: `quotechar`).
    pub fn quotechar(mut self, quote: char) -> Self {
        self.options.quote = Some(quote);
        self
    }

    /// Takes white space off the ends of texts; numbers need no such (NumPy: `autostrip`).
    pub fn autostrip(mut self, strip: bool) -> Self {
        self.options.autostrip = strip;
        self
    }

    /// How characters are stored, `"utf-8"` or `"latin1"` (NumPy: `encoding`).
    pub fn encoding(mut self, name: impl Into<String>) -> Self {
        self.options.encoding = name.into();
        self
    }

    /// The fewest axes that the result may have, 0, 1 or 2: with fewer than 2, a single row or
    /// column has one axis and a single number none (NumPy: `ndmin`).
    pub fn ndmin(mut self, axes: usize) -> Self {
        self.options.ndmin = axes;
        self
    }

    /// Makes fields that are neither numbers nor missing an error (NumPy: `loose=False`).
    pub fn strict(mut self) -> Self {
        self.options.loose = false;
        self
    }

    /// Reads an array of floats: rows by columns.
    ///
    /// # Errors
    /// When the file cannot be read, a line has another number of fields than the first, or a
    /// field is not what it should be; the error names line and column.
    pub fn read(&self) -> Result<Array<f64>> {
        self.read_as()
    }

    /// Reads an array of elements of type `T` (NumPy: `dtype`).
    ///
    /// # Errors
    /// As [`read`](Self::read), and when a number does not fit the type.
    pub fn read_as<T: Element>(&self) -> Result<Array<T>> {
        T::read_text(self)
    }

    /// Reads the columns as arrays of their own (NumPy: `unpack=True`).
    ///
    /// `let [x, y] = loadtxt("xy.txt").unpack()?;`
    ///
    /// # Errors
    /// As [`read`](Self::read), and when there are not as many columns as asked for.
    pub fn unpack<const N: usize>(&self) -> Result<[Array<f64>; N]> {
        let columns = self.unpack_all()?;
        let count = columns.len();
        columns.try_into().map_err(|_| {
            let text = format!("unpack: has {count} columns, not {N} as asked for");
            self.site.error(Flaw::new(text))
        })
    }

    fn unpack_all(&self) -> Result<Vec<Array<f64>>> {
        let table = super::table::read_table::<f64>(self)?;
        let count = table.shape()[1];
        Ok((0..count).map(|place| crate::creation::copy(&table.i((.., place)))).collect())
    }

    /// Reads a table with columns of several types, each found by looking at its values (NumPy:
    /// `dtype=None`; pandas: `read_csv`).
    ///
    /// Fields may stand in double quotes unless [`quotechar`](Self::quotechar) names others.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # fn main() -> Result<(), Error> {
    /// let text = "name,age\n\"Lovelace, Ada\",36\nTuring,\n";
    /// let people = genfromtxt_str(text).delimiter(',').names(true).read_columns()?;
    /// assert_eq!(people.names(), ["name", "age"]);
    /// assert_eq!(people.text("name")?[0], "Lovelace, Ada");
    /// assert_eq!(people.get::<f64>("age")?.to_string(), "[36. nan]");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the file cannot be read, or a line has another number of fields than the first.
    pub fn read_columns(&self) -> Result<Columns> {
        columns::read(self)
    }

    /// The whole text.
    pub(super) fn text(&self) -> Outcome<std::borrow::Cow<'_, str>> {
        source::read(&self.source, &self.options.encoding)
    }
}
