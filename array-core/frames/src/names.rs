//! Names of columns as arguments, and looking columns up by them.

use array_core::error::{Error, ErrorKind, Result};
use polars::prelude::{Column, DataFrame};

/// The names of columns: one, `"age"`, or several, `["age", "fare"]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` names no columns",
    note = "write `\"age\"`, or `[\"age\", \"fare\"]` for several"
)]
pub trait Names {
    /// All names, in order.
    #[doc(hidden)]
    fn names(self) -> Vec<String>;
}

macro_rules! one_name {
    ($($t:ty)*) => {$(
        impl Names for $t {
            fn names(self) -> Vec<String> {
                vec![self.to_string()]
            }
        }
    )*};
}

one_name! { &str String &String }

macro_rules! several_names {
    ($([$($generics:tt)*] $t:ty;)*) => {$(
        impl<S: AsRef<str>, $($generics)*> Names for $t {
            fn names(self) -> Vec<String> {
                let mut names = Vec::new();
                for name in self.iter() {
                    add(&mut names, name.as_ref());
                }
                names
            }
        }
    )*};
}

several_names! {
    [const N: usize] [S; N];
    [const N: usize] &[S; N];
    [] &[S];
    [] Vec<S>;
    [] &Vec<S>;
}

/// Compiled here: what [`Names`] needs of it is compiled into each cell that names columns.
#[inline(never)]
fn add(names: &mut Vec<String>, name: &str) {
    names.push(name.to_owned());
}

/// An error of a frame's operation.
pub(crate) fn fault(operation: &str, cause: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Value, format!("{operation}: {cause}"))
}

/// A column by its name; the error names those there are.
pub(crate) fn column<'a>(operation: &str, df: &'a DataFrame, name: &str) -> Result<&'a Column> {
    df.column(name).map_err(|_| {
        let names: Vec<&str> = df.columns().iter().map(|c| c.name().as_str()).collect();
        let message = format!("{operation}: no column {name:?} among {}", names.join(", "));
        Error::new(ErrorKind::Index, message)
    })
}

/// A column's values as text, `None` where they are missing.
pub(crate) fn texts(operation: &str, column: &Column) -> Result<Vec<Option<String>>> {
    let series = column.as_materialized_series();
    let cast = series.cast(&polars::prelude::DataType::String);
    let cast = cast.map_err(|error| fault(operation, error))?;
    let texts = cast.str().map_err(|error| fault(operation, error))?;
    Ok(texts.iter().map(|text| text.map(str::to_owned)).collect())
}
