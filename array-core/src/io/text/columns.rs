//! Tables with columns of several types.

use std::borrow::Cow;
use std::fmt;

use super::parse::ParseElement;
use super::plan::Plan;
use super::reader::TextReader;
use super::records::Records;
use crate::array::Array;
use crate::display::html::{Cell, Look, Table, tables_html};
use crate::display::{Bundle, Render, limits};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result};
use crate::interrupt;
use crate::io::site::Outcome;
use crate::missing::MissingReport;

/// What stands around fields that hold delimiters, unless the reader names another.
const QUOTE: char = '"';
/// Rows between two looks at whether the user has interrupted.
const ROWS_PER_CHECK: usize = 1 << 12;

/// A table with a name and a type for each column, read by
/// [`read_columns`](TextReader::read_columns) (NumPy: a structured array; pandas: a data frame).
#[derive(Clone, PartialEq)]
pub struct Columns {
    names: Vec<String>,
    values: Vec<ColumnValues>,
}

/// The values of a column of [`Columns`], `None` where they are missing.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnValues {
    /// Every value is `true` or `false`, in upper or lower case.
    Bool(Vec<Option<bool>>),
    /// Every value is an integer.
    I64(Vec<Option<i64>>),
    /// Every value is a number, or all are missing.
    F64(Vec<Option<f64>>),
    /// Anything else.
    Text(Vec<Option<String>>),
}

/// Reads a table.
pub(super) fn read(reader: &TextReader) -> Result<Columns> {
    read_table(reader).map_err(|flaw| reader.site.error(flaw))
}

fn read_table(reader: &TextReader) -> Outcome<Columns> {
    let options = &reader.options;
    let quote = Some(options.quote.unwrap_or(QUOTE));
    let text = reader.text()?;
    let mut records = Records::new(&text, options, quote);
    let (mut plan, mut next) = Plan::new(options, quote, &mut records)?;
    let mut columns: Vec<Vec<Option<Cow<'_, str>>>> = vec![Vec::new(); plan.count()];
    let mut fields: Vec<Cow<'_, str>> = Vec::new();
    let mut rows = 0;
    while let Some(record) = next {
        if plan.fields(&record, &mut fields) {
            for (slot, field) in fields.drain(..).enumerate() {
                let rule = &plan.rules[slot];
                let value = if let Some(convert) = rule.converter {
                    Some(Cow::Owned(convert(&field)))
                } else if field.trim_ascii().is_empty() || plan.is_missing(slot, &field) {
                    rule.filling.map(|filling| Cow::Owned(filling.to_owned()))
                } else if options.autostrip {
                    Some(Cow::Owned(field.trim().to_owned()))
                } else {
                    Some(field)
                };
                columns[slot].push(value);
            }
            rows += 1;
            if rows % ROWS_PER_CHECK == 0 {
                interrupt::check();
            }
        }
        next = records.next()?;
    }
    plan.finish()?;
    let values = columns.into_iter().map(ColumnValues::of).collect();
    Ok(Columns { names: plan.chosen_names(), values })
}

impl ColumnValues {
    /// The values as the narrowest type that all of them have.
    fn of(fields: Vec<Option<Cow<'_, str>>>) -> Self {
        let is_bool = |field: &str| {
            let field = field.trim_ascii();
            field.eq_ignore_ascii_case("true") || field.eq_ignore_ascii_case("false")
        };
        let mut present = fields.iter().flatten().peekable();
        let some = present.peek().is_some();
        if some && present.all(|field| is_bool(field)) {
            return Self::Bool(parsed(&fields).unwrap_or_default());
        }
        if some && let Some(values) = parsed(&fields) {
            return Self::I64(values);
        }
        if let Some(values) = parsed(&fields) {
            return Self::F64(values);
        }
        Self::Text(fields.into_iter().map(|field| field.map(Cow::into_owned)).collect())
    }

    /// The number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Bool(values) => values.len(),
            Self::I64(values) => values.len(),
            Self::F64(values) => values.len(),
            Self::Text(values) => values.len(),
        }
    }

    /// Whether there are no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many values are missing; NaN among numbers is missing, too.
    #[must_use]
    pub fn missing(&self) -> usize {
        match self {
            Self::Bool(values) => values.iter().filter(|value| value.is_none()).count(),
            Self::I64(values) => values.iter().filter(|value| value.is_none()).count(),
            Self::F64(values) => {
                values.iter().filter(|value| value.is_none_or(f64::is_nan)).count()
            }
            Self::Text(values) => values.iter().filter(|value| value.is_none()).count(),
        }
    }

    /// The type's name: `bool`, `i64`, `f64` or `text`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Bool(_) => "bool",
            Self::I64(_) => "i64",
            Self::F64(_) => "f64",
            Self::Text(_) => "text",
        }
    }

    /// A value as it is shown; `None` if it is missing.
    fn shown(&self, row: usize) -> Option<String> {
        match self {
            Self::Bool(values) => values[row].map(|value| value.to_string()),
            Self::I64(values) => values[row].map(|value| value.to_string()),
            Self::F64(values) => values[row].map(|value| format!("{value:?}")),
            Self::Text(values) => values[row].clone(),
        }
    }
}

/// All fields as elements, if all that are there are such.
fn parsed<T: ParseElement>(fields: &[Option<Cow<'_, str>>]) -> Option<Vec<Option<T>>> {
    let parse = |field: &Option<Cow<'_, str>>| match field {
        None => Some(None),
        Some(field) => T::parse(field).ok().map(Some),
    };
    fields.iter().map(parse).collect()
}

impl Columns {
    /// The columns' names (NumPy: `a.dtype.names`).
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.values.first().map_or(0, ColumnValues::len)
    }

    /// The names and values of the columns, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ColumnValues)> {
        self.names.iter().map(String::as_str).zip(&self.values)
    }

    /// The values of a column.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn column(&self, name: &str) -> Result<&ColumnValues> {
        let found = self.iter().find(|(known, _)| *known == name);
        found.map(|(_, values)| values).ok_or_else(|| {
            error(format!("column {name:?}: there is none; there are {:?}", self.names))
        })
    }

    /// A column as an array of elements of type `T`; missing values become NaN (NumPy:
    /// `a["name"]`).
    ///
    /// # Errors
    /// When there is no such column, it holds text, or values are missing and `T` has no NaN.
    pub fn get<T: Element>(&self, name: &str) -> Result<Array<T>> {
        let values = self.column(name)?;
        let missing = values.missing();
        if missing > 0 && !<T as ParseElement>::MISSING.is_some_and(T::is_nan_value) {
            return Err(error(format!(
                "column {name:?}: {missing} of {} values are missing, and {} has none for them: \
                 read it as f64, or say .filling_value({name:?}, ..)",
                values.len(),
                T::DTYPE
            )));
        }
        match values {
            ColumnValues::Bool(values) => Ok(array_of(values)),
            ColumnValues::I64(values) => Ok(array_of(values)),
            ColumnValues::F64(values) => Ok(array_of(values)),
            ColumnValues::Text(_) => {
                Err(error(format!("column {name:?} holds text: take it by .text({name:?})")))
            }
        }
    }

    /// A column as text; missing values become empty.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn text(&self, name: &str) -> Result<Vec<String>> {
        let values = self.column(name)?;
        Ok((0..values.len()).map(|row| values.shown(row).unwrap_or_default()).collect())
    }

    /// How many values are missing, column by column.
    #[must_use]
    pub fn missing_report(&self) -> MissingReport {
        let counts = self.values.iter().map(ColumnValues::missing).collect();
        MissingReport::new(self.names.clone(), counts, self.rows())
    }
}

/// Values as elements; what is missing becomes what a missing element is.
fn array_of<S: Element, T: Element>(values: &[Option<S>]) -> Array<T> {
    let missing = <T as ParseElement>::MISSING.unwrap_or(T::ZERO);
    let elements = values.iter().map(|value| value.map_or(missing, S::cast));
    elements.collect()
}

fn error(text: String) -> Error {
    Error::new(ErrorKind::Value, text)
}

/// Places of `len` that are shown; `None` stands for those left out.
fn shown(len: usize, most: usize) -> Vec<Option<usize>> {
    if len <= most {
        return (0..len).map(Some).collect();
    }
    let half = most / 2;
    (0..half).map(Some).chain([None]).chain((len - half..len).map(Some)).collect()
}

/// The number of rows, and names and types of the columns.
impl fmt::Debug for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns: Vec<String> =
            self.iter().map(|(name, values)| format!("{name}: {}", values.type_name())).collect();
        write!(f, "<{} rows of {}>", self.rows(), columns.join(", "))
    }
}

/// A table with names and types on top.
impl Render for Columns {
    fn bundle(&self) -> Bundle {
        let columns = shown(self.values.len(), limits::COLUMNS);
        let head = |text: fn(&Self, usize) -> String| {
            let cell = |place: &Option<usize>| match place {
                Some(place) => Cell::new(text(self, *place), look(&self.values[*place])),
                None => Cell::new("…", Look::Dim),
            };
            columns.iter().map(cell).collect::<Vec<_>>()
        };
        let names = head(|columns, place| columns.names[place].clone());
        let types = head(|columns, place| columns.values[place].type_name().to_owned());
        let row = |row: Option<usize>| {
            let cell = |place: &Option<usize>| match (row, place) {
                (Some(row), Some(place)) => match self.values[*place].shown(row) {
                    Some(text) => Cell::new(text, look(&self.values[*place])),
                    None => Cell::new("missing", Look::Dim),
                },
                (None, _) => Cell::new("⋮", Look::Dim),
                (_, None) => Cell::new("…", Look::Dim),
            };
            (
                row.map(|row| row.to_string()).or(Some(String::new())),
                columns.iter().map(cell).collect(),
            )
        };
        let rows = shown(self.rows(), limits::ROWS).into_iter().map(row).collect();
        let table = Table { caption: None, head: vec![names, types], rows };
        let about = format!("{} rows · {} columns", self.rows(), self.values.len());
        Bundle::text(format!("{self:?}")).with("text/html", tables_html(&about, &[table], None))
    }
}

fn look(values: &ColumnValues) -> Look {
    if matches!(values, ColumnValues::Text(_)) { Look::Text } else { Look::Number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::creation::array;
    use crate::io::genfromtxt_str;

    fn people() -> Columns {
        let text = "name,age,height,member,note\n\
                    \"Lovelace, Ada\",36,1.65,true,\n\
                    Turing,,1.78,FALSE,\"said \"\"no\"\"\"\n\
                    Noether,53,nan,True,7\n";
        genfromtxt_str(text).delimiter(',').names(true).read_columns().unwrap()
    }

    #[test]
    fn each_column_has_the_narrowest_type_of_its_values() {
        let people = people();
        let types: Vec<&str> = people.iter().map(|(_, values)| values.type_name()).collect();
        assert_eq!(types, ["text", "i64", "f64", "bool", "text"]);
        assert_eq!(people.rows(), 3);
        assert_eq!(people.text("name").unwrap()[0], "Lovelace, Ada");
        assert_eq!(people.text("note").unwrap(), ["", "said \"no\"", "7"]);
        assert_eq!(people.get::<bool>("member").unwrap(), array([true, false, true]));
        assert_eq!(people.get::<f64>("age").unwrap().to_string(), "[36. nan 53.]");
        assert_eq!(people.get::<i64>("member").unwrap(), array([1, 0, 1]));
    }

    #[test]
    fn what_a_column_cannot_be_is_told() {
        let people = people();
        let message = |result: Result<Array<i64>>| result.unwrap_err().to_string();
        assert!(
            message(people.get("age")).starts_with("column \"age\": 1 of 3 values are missing")
        );
        assert!(message(people.get("name")).contains("holds text"));
        assert!(message(people.get("x")).contains("there is none"));
        let filled = genfromtxt_str("1,\n2,3").delimiter(',').filling_value(1, 9);
        assert_eq!(filled.read_columns().unwrap().get::<i64>("f1").unwrap(), array([9, 3]));
    }

    #[test]
    fn missing_values_are_counted_by_column() {
        let report = people().missing_report();
        assert_eq!(report.counts().to_vec(), [0, 1, 1, 0, 1]);
        assert!(people().bundle().get("text/html").unwrap().contains("missing"));
        let empty = genfromtxt_str("a b\n").names(true).read_columns().unwrap();
        assert_eq!((empty.rows(), empty.names()), (0, vec!["a", "b"]));
    }
}
