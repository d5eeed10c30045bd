//! Between matrices and data frames, and the types of elements that both have.

use array_core::error::{Error, ErrorKind, Result};
use array_core::ndarray::{Array2, Axis};
use array_core::prelude::{ColumnValues, Columns};
use array_core::{Array, Element};
use polars::prelude::{Column, DataFrame, DataType, NamedFrom, PolarsResult, Series};

use crate::columns;
use crate::names::{Names, fault};

/// Array elements that columns of a data frame can have. Sealed by [`Element`].
#[diagnostic::on_unimplemented(message = "a data frame has no columns of `{Self}`")]
pub trait FrameElement: Element {
    /// A column of these values.
    #[doc(hidden)]
    fn to_column(name: &str, values: &[Self]) -> Column;

    /// A column's values; `None` where it has none.
    #[doc(hidden)]
    fn from_series(series: &Series) -> PolarsResult<Vec<Option<Self>>>;

    /// Whether values of a column of this type become these elements without loss.
    #[doc(hidden)]
    fn accepts(dtype: &DataType) -> bool;

    /// What stands for a missing value, if anything does.
    #[doc(hidden)]
    const MISSING: Option<Self>;

    /// [`to_df`], compiled here and not in the cells that call it.
    #[doc(hidden)]
    fn frame_of(array: &Array<Self>, names: Vec<String>) -> Result<DataFrame>;

    /// [`from_df`], likewise.
    #[doc(hidden)]
    fn matrix_of(df: &DataFrame) -> Result<Array<Self>>;

    /// A column as an array, likewise.
    #[doc(hidden)]
    fn array_of(df: &DataFrame, name: &str) -> Result<Array<Self>>;

    /// A frame with an array as a column, likewise.
    #[doc(hidden)]
    fn with_array(df: &DataFrame, name: &str, values: &Array<Self>) -> Result<DataFrame>;
}

macro_rules! frame_elements {
    ($($t:ty, $dtype:ident, $get:ident, $missing:expr, $accepts:expr;)*) => {$(
        impl FrameElement for $t {
            fn to_column(name: &str, values: &[Self]) -> Column {
                Series::new(name.into(), values).into()
            }

            fn from_series(series: &Series) -> PolarsResult<Vec<Option<Self>>> {
                Ok(series.strict_cast(&DataType::$dtype)?.$get()?.iter().collect())
            }

            fn accepts(dtype: &DataType) -> bool {
                let accepts: fn(&DataType) -> bool = $accepts;
                accepts(dtype)
            }

            const MISSING: Option<Self> = $missing;

            fn frame_of(array: &Array<Self>, names: Vec<String>) -> Result<DataFrame> {
                frame(array, names)
            }

            fn matrix_of(df: &DataFrame) -> Result<Array<Self>> {
                matrix(df)
            }

            fn array_of(df: &DataFrame, name: &str) -> Result<Array<Self>> {
                columns::array(df, name)
            }

            fn with_array(df: &DataFrame, name: &str, values: &Array<Self>) -> Result<DataFrame> {
                columns::with_array(df, name, values)
            }
        }
    )*};
}

fn is_number(dtype: &DataType) -> bool {
    dtype.is_primitive_numeric() || dtype.is_bool()
}

fn is_whole(dtype: &DataType) -> bool {
    dtype.is_integer() || dtype.is_bool()
}

frame_elements! {
    f64, Float64, f64, Some(f64::NAN), is_number;
    f32, Float32, f32, Some(f32::NAN), is_number;
    i64, Int64, i64, None, is_whole;
    i32, Int32, i32, None, is_whole;
    i16, Int16, i16, None, is_whole;
    i8, Int8, i8, None, is_whole;
    u64, UInt64, u64, None, is_whole;
    u32, UInt32, u32, None, is_whole;
    u16, UInt16, u16, None, is_whole;
    u8, UInt8, u8, None, is_whole;
    bool, Boolean, bool, None, DataType::is_bool;
}

/// Makes a data frame with the columns of a matrix, or with one column of a 1-D array
/// (pandas: `DataFrame(a, columns=names)`).
///
/// NaN stays NaN; it does not become a missing value.
///
/// # Errors
///
/// When the array has more axes, there are not as many names as columns, or a name occurs twice.
///
/// ```
/// # use array_core::prelude::*;
/// # use array_frames::prelude::*;
/// let df = to_df(&array([[1, 2], [3, 4]]), ["x", "y"])?;
/// assert_eq!(df.shape(), (2, 2));
/// # Ok::<(), Error>(())
/// ```
pub fn to_df<T: FrameElement>(array: &Array<T>, names: impl Names) -> Result<DataFrame> {
    T::frame_of(array, names.names())
}

fn frame<T: FrameElement>(array: &Array<T>, names: Vec<String>) -> Result<DataFrame> {
    let view = array.view();
    let columns: Vec<Vec<T>> = match view.ndim() {
        1 => vec![view.iter().copied().collect()],
        2 => view.axis_iter(Axis(1)).map(|column| column.iter().copied().collect()).collect(),
        ndim => {
            let message = format!("to_df: needs an array of 1 or 2 axes, got {ndim}");
            return Err(Error::new(ErrorKind::Shape, message));
        }
    };
    if names.len() != columns.len() {
        let message = format!(
            "to_df: needs one name for each of the {} columns, got {}: {}",
            columns.len(),
            names.len(),
            names.join(", ")
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    let columns = names.iter().zip(&columns).map(|(name, values)| T::to_column(name, values));
    let height = array.shape()[0];
    DataFrame::new(height, columns.collect()).map_err(|error| fault("to_df", error))
}

/// Makes a matrix of a data frame's columns (pandas: `df.to_numpy()`).
///
/// Missing values become NaN.
///
/// # Errors
///
/// When a column is not of numbers that fit `T`, or has missing values and `T` has no NaN; the
/// error names the column and how many are missing.
///
/// ```
/// # use array_core::prelude::*;
/// # use array_frames::prelude::*;
/// let df = df!("x" => [1, 2], "y" => [Some(0.5), None])?;
/// let a = from_df::<f64>(&df)?;
/// assert_eq!((a.shape(), a.nansum()), (&[2, 2][..], 3.5));
/// assert!(a.to_vec()[3].is_nan());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn from_df<T: FrameElement>(df: &DataFrame) -> Result<Array<T>> {
    T::matrix_of(df)
}

fn matrix<T: FrameElement>(df: &DataFrame) -> Result<Array<T>> {
    let mut matrix = Array2::from_elem(df.shape(), T::default());
    for (j, column) in df.columns().iter().enumerate() {
        let values = values::<T>("from_df", column)?;
        for (place, value) in matrix.column_mut(j).iter_mut().zip(values) {
            *place = value;
        }
    }
    Ok(matrix.into())
}

/// Makes a data frame of a table that [`genfromtxt`](array_core::io::genfromtxt) has read, missing
/// values as null.
///
/// # Errors
///
/// When two columns have one name.
///
/// ```
/// # use array_core::prelude::*;
/// # use array_frames::prelude::*;
/// let table = genfromtxt_str("name age\nAda 36\nBob 41\n").names(true).read_columns()?;
/// let df = columns_to_df(&table)?;
/// assert_eq!(df.array::<i64>("age")?.to_vec(), [36, 41]);
/// # Ok::<(), Error>(())
/// ```
pub fn columns_to_df(columns: &Columns) -> Result<DataFrame> {
    let column = |(name, values): (&str, &ColumnValues)| {
        let name = name.into();
        match values {
            ColumnValues::Bool(values) => Column::new(name, values),
            ColumnValues::I64(values) => Column::new(name, values),
            ColumnValues::F64(values) => Column::new(name, values),
            ColumnValues::Text(values) => Column::new(name, values),
        }
    };
    DataFrame::new(columns.rows(), columns.iter().map(column).collect())
        .map_err(|error| fault("columns_to_df", error))
}

/// A column's values.
pub(crate) fn values<T: FrameElement>(operation: &str, column: &Column) -> Result<Vec<T>> {
    let (name, dtype, rust) = (column.name(), column.dtype(), T::DTYPE.rust_name());
    let fault = |what: String| fault(operation, format!("column {:?} {what}", name.as_str()));
    if !T::accepts(dtype) {
        return Err(fault(format!("has type {dtype}, which does not become {rust}")));
    }
    let missing = column.null_count();
    if missing > 0 && T::MISSING.is_none() {
        return Err(fault(format!(
            "has missing values ({missing} of {}), and {rust} has no NaN: fill them, or take f64",
            column.len()
        )));
    }
    let values = T::from_series(column.as_materialized_series());
    let values = values.map_err(|error| fault(format!("does not fit {rust}: {error}")))?;
    Ok(values.into_iter().map(|value| value.or(T::MISSING).unwrap_or_default()).collect())
}
