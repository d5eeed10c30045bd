//! Columns as arrays and texts, arrays and texts as columns.

use array_core::Array;
use array_core::error::{Error, ErrorKind, Result};
use array_core::ndarray::Array1;
use polars::prelude::{Column, DataFrame};

use crate::convert::{FrameElement, values};
use crate::names::{column, fault, texts};

/// Columns of a data frame as arrays, and the other way round.
pub trait FrameArrays {
    /// A column as a 1-D array of `T`; missing values become NaN (pandas: `df[name].to_numpy()`).
    ///
    /// # Errors
    ///
    /// When there is no such column, its values do not become `T` without loss, or some are missing
    /// and `T` has no NaN.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let df = df!("n" => [1, 2, 3])?;
    /// assert_eq!(df.array::<i64>("n")?.sum(), 6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn array<T: FrameElement>(&self, name: &str) -> Result<Array<T>>;

    /// A column as a 1-D array of f64, whatever numbers it has: `array::<f64>(name)`
    /// (pandas: `df[name]`).
    ///
    /// # Errors
    ///
    /// As [`array`](Self::array).
    fn col(&self, name: &str) -> Result<Array<f64>> {
        self.array(name)
    }

    /// A column of any type as text (pandas: `df[name].astype(str).tolist()`).
    ///
    /// # Errors
    ///
    /// When there is no such column, or values are missing.
    ///
    /// ```
    /// # use array_frames::prelude::*;
    /// let df = df!("name" => ["Ada", "Bob"])?;
    /// assert_eq!(df.strings("name")?, ["Ada", "Bob"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn strings(&self, name: &str) -> Result<Vec<String>>;

    /// The frame with a 1-D array as a column, new or in the place of the one of that name
    /// (pandas: `df.assign(name=values)`).
    ///
    /// # Errors
    ///
    /// When the array has other than one axis, or not a value for each row.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let df = df!("x" => [1.0, 2.0])?;
    /// let df = df.with_array("square", &square(df.col("x")?))?;
    /// assert_eq!(df.col("square")?.to_vec(), [1.0, 4.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn with_array<T: FrameElement>(&self, name: &str, values: &Array<T>) -> Result<DataFrame>;

    /// The frame with a column of texts, new or in the place of the one of that name.
    ///
    /// # Errors
    ///
    /// When there is not a text for each row.
    fn with_strings<S: AsRef<str>>(
        &self,
        name: &str,
        values: impl IntoIterator<Item = S>,
    ) -> Result<DataFrame>;
}

impl FrameArrays for DataFrame {
    fn array<T: FrameElement>(&self, name: &str) -> Result<Array<T>> {
        T::array_of(self, name)
    }

    fn strings(&self, name: &str) -> Result<Vec<String>> {
        let column = column("strings", self, name)?;
        let missing = column.null_count();
        if missing > 0 {
            let message = format!(
                "column {name:?} has missing values ({missing} of {}): fill them, for example by \
                 `df.fillna({name:?}, \"\")?`",
                column.len()
            );
            return Err(fault("strings", message));
        }
        Ok(texts("strings", column)?.into_iter().flatten().collect())
    }

    fn with_array<T: FrameElement>(&self, name: &str, values: &Array<T>) -> Result<DataFrame> {
        T::with_array(self, name, values)
    }

    fn with_strings<S: AsRef<str>>(
        &self,
        name: &str,
        values: impl IntoIterator<Item = S>,
    ) -> Result<DataFrame> {
        let values: Vec<String> = values.into_iter().map(|text| text.as_ref().to_owned()).collect();
        with_column("with_strings", self, Column::new(name.into(), values))
    }
}

/// [`FrameArrays::array`] of one type of elements.
pub(crate) fn array<T: FrameElement>(df: &DataFrame, name: &str) -> Result<Array<T>> {
    let values = values::<T>("array", column("array", df, name)?)?;
    Ok(Array1::from(values).into())
}

/// [`FrameArrays::with_array`] of one type of elements.
pub(crate) fn with_array<T: FrameElement>(
    df: &DataFrame,
    name: &str,
    values: &Array<T>,
) -> Result<DataFrame> {
    if values.ndim() != 1 {
        let message =
            format!("with_array: a column has 1 axis, got an array of shape {:?}", values.shape());
        return Err(Error::new(ErrorKind::Shape, message));
    }
    with_column("with_array", df, T::to_column(name, &values.to_vec()))
}

/// The frame with another column. The columns that stay are shared, not copied.
fn with_column(operation: &str, df: &DataFrame, column: Column) -> Result<DataFrame> {
    if df.width() > 0 && column.len() != df.height() {
        let message = format!(
            "{operation}: column {:?} has {} values, the data frame {} rows",
            column.name().as_str(),
            column.len(),
            df.height()
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    if df.width() == 0 {
        return DataFrame::new(column.len(), vec![column]).map_err(|error| fault(operation, error));
    }
    let mut df = df.clone();
    df.with_column(column).map_err(|error| fault(operation, error))?;
    Ok(df)
}
