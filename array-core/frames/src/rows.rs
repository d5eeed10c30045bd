//! Which rows a frame has, and in which order.

use array_core::Array;
use array_core::error::{Error, ErrorKind, Result};
use polars::prelude::{
    BooleanChunked, Column, DataFrame, DataType, IdxCa, IdxSize, NewChunkedArray, PlSmallStr,
    Scalar, Series, SortMultipleOptions,
};

use crate::names::{Names, column, fault};

/// A column that holds the rows' numbers while they are sorted; no column of the user's is called so.
const ROW: &str = "\0row";

/// Which rows [`FrameRows::rows`] keeps: a mask, or the numbers of rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not select rows of a data frame",
    note = "rows are selected by a mask or by indices: `&Array<bool>`, `&Array<i64>`"
)]
pub trait Selection {
    /// The rows selected, in the order of the result.
    #[doc(hidden)]
    fn select(&self, df: &DataFrame) -> Result<DataFrame>;
}

impl Selection for Array<bool> {
    fn select(&self, df: &DataFrame) -> Result<DataFrame> {
        masked("rows", self, df)
    }
}

impl Selection for Array<i64> {
    fn select(&self, df: &DataFrame) -> Result<DataFrame> {
        let height = df.height();
        let place = |&index: &i64| -> Result<IdxSize> {
            let counted =
                if index < 0 { index + i64::try_from(height).unwrap_or(i64::MAX) } else { index };
            let place = usize::try_from(counted).ok().filter(|place| *place < height);
            place.and_then(|place| IdxSize::try_from(place).ok()).ok_or_else(|| {
                let message = format!("rows: index {index} is out of bounds for {height} rows");
                Error::new(ErrorKind::Index, message)
            })
        };
        let places: Vec<IdxSize> = self.to_vec().iter().map(place).collect::<Result<_>>()?;
        df.take(&IdxCa::from_vec("rows".into(), places)).map_err(|error| fault("rows", error))
    }
}

impl<S: Selection> Selection for &S {
    fn select(&self, df: &DataFrame) -> Result<DataFrame> {
        (**self).select(df)
    }
}

/// A value that stands in for missing ones.
#[diagnostic::on_unimplemented(message = "missing values cannot be filled by `{Self}`")]
pub trait FillValue {
    /// The value as polars has it.
    #[doc(hidden)]
    fn scalar(self) -> Scalar;
}

impl FillValue for f64 {
    fn scalar(self) -> Scalar {
        Scalar::from(self)
    }
}

impl FillValue for i32 {
    fn scalar(self) -> Scalar {
        Scalar::from(i64::from(self))
    }
}

impl FillValue for i64 {
    fn scalar(self) -> Scalar {
        Scalar::from(self)
    }
}

impl FillValue for bool {
    fn scalar(self) -> Scalar {
        Scalar::from(self)
    }
}

impl FillValue for &str {
    fn scalar(self) -> Scalar {
        Scalar::from(PlSmallStr::from(self))
    }
}

/// Choosing, ordering and completing the rows of a data frame.
pub trait FrameRows {
    /// The rows where a mask is true, or those of the given numbers, negative ones counted from the
    /// end (pandas: `df[mask]`, `df.iloc[indices]`).
    ///
    /// # Errors
    ///
    /// When the mask has another length, or there is no such row.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let df = df!("name" => ["Ada", "Bob", "Cid"], "age" => [36, 41, 29])?;
    /// let old = df.rows(df.col("age")?.gt(30.0))?;
    /// assert_eq!(old.strings("name")?, ["Ada", "Bob"]);
    /// assert_eq!(df.rows(array([-1, 0]))?.strings("name")?, ["Cid", "Ada"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn rows(&self, selection: impl Selection) -> Result<DataFrame>;

    /// The rows in rising order of one or several columns; missing values come last, and equal rows
    /// keep their order (pandas: `df.sort_values(by, kind="stable")`).
    ///
    /// # Errors
    ///
    /// When there is no such column.
    fn sort_by(&self, by: impl Names) -> Result<DataFrame>;

    /// As [`sort_by`](Self::sort_by), in falling order (pandas: `ascending=False`).
    ///
    /// # Errors
    ///
    /// When there is no such column.
    fn sort_by_desc(&self, by: impl Names) -> Result<DataFrame>;

    /// The rows without a missing value, null or NaN (pandas: `df.dropna()`).
    ///
    /// # Errors
    ///
    /// When polars cannot filter the rows.
    fn dropna(&self) -> Result<DataFrame>;

    /// The frame with a value in place of the missing ones of a column, null or NaN
    /// (pandas: `df.fillna({name: value})`).
    ///
    /// # Errors
    ///
    /// When there is no such column, or its type cannot take the value without loss.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let df = df!("age" => [Some(30.0), None, Some(50.0)])?;
    /// let full = df.fillna("age", df.col("age")?.nanmean())?;
    /// assert_eq!(full.col("age")?.to_vec(), [30.0, 40.0, 50.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn fillna(&self, name: &str, value: impl FillValue) -> Result<DataFrame>;
}

impl FrameRows for DataFrame {
    fn rows(&self, selection: impl Selection) -> Result<DataFrame> {
        selection.select(self)
    }

    fn sort_by(&self, by: impl Names) -> Result<DataFrame> {
        sort("sort_by", self, &by.names(), false)
    }

    fn sort_by_desc(&self, by: impl Names) -> Result<DataFrame> {
        sort("sort_by_desc", self, &by.names(), true)
    }

    fn dropna(&self) -> Result<DataFrame> {
        let complete = self.columns().iter().map(present).reduce(|a, b| &a & &b);
        let Some(complete) = complete else { return Ok(self.clone()) };
        self.filter(&complete).map_err(|error| fault("dropna", error))
    }

    fn fillna(&self, name: &str, value: impl FillValue) -> Result<DataFrame> {
        fill(self, name, value.scalar())
    }
}

/// Where a column has values: neither null nor NaN.
pub(crate) fn present(column: &Column) -> BooleanChunked {
    let series = column.as_materialized_series();
    match series.is_not_nan() {
        Ok(numbers) if series.dtype().is_float() => &numbers & &series.is_not_null(),
        _ => series.is_not_null(),
    }
}

/// The rows where a mask is true.
pub(crate) fn masked(operation: &str, mask: &Array<bool>, df: &DataFrame) -> Result<DataFrame> {
    if mask.shape() != [df.height()] {
        let message = format!(
            "{operation}: the mask has shape {:?}, the data frame {} rows",
            mask.shape(),
            df.height()
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    let mask = BooleanChunked::from_slice("mask".into(), &mask.to_vec());
    df.filter(&mask).map_err(|error| fault(operation, error))
}

/// The column with null for NaN, which polars' statistics would spread and its order put last or first.
pub(crate) fn without_nan(operation: &str, column: &Column) -> Result<Column> {
    if !column.dtype().is_float() {
        return Ok(column.clone());
    }
    let series = column.as_materialized_series();
    let null = Series::full_null(series.name().clone(), 1, series.dtype());
    let with_nulls = series.zip_with(&present(column), &null);
    Ok(with_nulls.map_err(|error| fault(operation, error))?.into())
}

/// The rows in the order of some columns' values.
pub(crate) fn sort(
    operation: &str,
    df: &DataFrame,
    by: &[String],
    descending: bool,
) -> Result<DataFrame> {
    let keys = by.iter().map(|name| without_nan(operation, column(operation, df, name)?));
    let keys: Vec<Column> = keys.collect::<Result<_>>()?;
    let options = SortMultipleOptions::default()
        .with_order_descending(descending)
        .with_nulls_last(true)
        .with_maintain_order(true);
    let sorted = DataFrame::new(df.height(), keys)
        .and_then(|keys| keys.with_row_index(ROW.into(), None))
        .and_then(|keys| keys.sort(by, options))
        .and_then(|keys| df.take(keys.column(ROW)?.idx()?));
    sorted.map_err(|error| fault(operation, error))
}

fn fill(df: &DataFrame, name: &str, value: Scalar) -> Result<DataFrame> {
    let column = column("fillna", df, name)?;
    let old = column.as_materialized_series();
    let message = format!("column {name:?} of type {} cannot take {}", old.dtype(), value.value());
    let refused = |error| fault("fillna", format!("{message}: {error}"));
    // As in pandas, whole numbers become floats when a float comes among them.
    let dtype = match value.dtype() {
        DataType::Float64 if old.dtype().is_integer() => DataType::Float64,
        _ => old.dtype().clone(),
    };
    let value = value.into_series(name.into()).strict_cast(&dtype).map_err(refused)?;
    let old = old.strict_cast(&dtype).map_err(refused)?;
    let filled = old.zip_with(&present(column), &value).map_err(refused)?;
    let mut df = df.clone();
    df.with_column(filled.into()).map_err(|error| fault("fillna", error))?;
    Ok(df)
}
