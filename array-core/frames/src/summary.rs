//! What a data frame holds, in a few lines.

use array_core::error::Result;
use array_core::ndarray::Array1;
use array_core::{Array, prelude as np};
use polars::prelude::{Column, DataFrame, IntoColumn};

use crate::convert;
use crate::names::{column, fault, texts};
use crate::rows::{present, sort};

/// The rows of [`describe`] for numbers.
const STATISTICS: [&str; 8] = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"];
/// Those for everything else.
const COUNTS: [&str; 4] = ["count", "unique", "top", "freq"];

/// Count, mean, standard deviation, least, quartiles and greatest of each column of numbers, missing
/// values left out (pandas: `df.describe()`).
///
/// Without any column of numbers: how many values, how many different ones, the most frequent one
/// and how often it occurs.
///
/// # Errors
///
/// When a column's values cannot be compared.
///
/// ```
/// # use array_core::prelude::*;
/// # use array_frames::prelude::*;
/// let about = describe(&df!("x" => [1, 2, 3, 4], "name" => ["a", "b", "c", "d"])?)?;
/// assert_eq!(about.strings("statistic")?[..3], ["count", "mean", "std"]);
/// assert_eq!(about.col("x")?.to_vec()[3..], [1.0, 1.75, 2.5, 3.25, 4.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn describe(df: &DataFrame) -> Result<DataFrame> {
    let is_number = |column: &&Column| column.dtype().is_primitive_numeric();
    let numbers: Vec<&Column> = df.columns().iter().filter(is_number).collect();
    let statistic = |names: &[&str]| Column::new("statistic".into(), names);
    let columns: Vec<Column> = if numbers.is_empty() {
        let counts = df.columns().iter().map(describe_others);
        std::iter::once(Ok(statistic(&COUNTS))).chain(counts).collect::<Result<_>>()?
    } else {
        let numbers = numbers.into_iter().map(describe_numbers);
        std::iter::once(Ok(statistic(&STATISTICS))).chain(numbers).collect::<Result<_>>()?
    };
    DataFrame::new_infer_height(columns).map_err(|error| fault("describe", error))
}

fn describe_numbers(column: &Column) -> Result<Column> {
    let mut all = convert::values::<f64>("describe", column)?;
    all.retain(|value| !value.is_nan());
    let count = all.len() as f64;
    let all: Array<f64> = Array1::from(all).into();
    let figures = if count == 0.0 {
        vec![Some(0.0), None, None, None, None, None, None, None]
    } else {
        let quartiles = np::quantile(&all, [0.25, 0.5, 0.75]).to_vec();
        let std = (count > 1.0).then(|| all.std_with(1));
        let [low, middle, high] = [quartiles[0], quartiles[1], quartiles[2]].map(Some);
        vec![
            Some(count),
            Some(all.mean()),
            std,
            Some(all.min()),
            low,
            middle,
            high,
            Some(all.max()),
        ]
    };
    Ok(Column::new(column.name().clone(), figures))
}

fn describe_others(column: &Column) -> Result<Column> {
    let name = column.name();
    let counts = column.clone().into_frame().value_counts(name)?;
    let (values, numbers) = (&counts.columns()[0], &counts.columns()[1]);
    let top = texts("describe", values)?.into_iter().next().flatten();
    let numbers = convert::values::<i64>("describe", numbers)?;
    let total = numbers.iter().sum::<i64>();
    let freq = numbers.first().map(i64::to_string);
    let figures = [Some(total.to_string()), Some(numbers.len().to_string()), top, freq];
    Ok(Column::new(name.clone(), figures))
}

/// Summaries of a data frame and its columns.
pub trait FrameSummaries {
    /// As the function [`describe`].
    ///
    /// # Errors
    ///
    /// As there.
    fn describe(&self) -> Result<DataFrame>;

    /// How often each value of a column occurs, the most frequent first; missing ones are left out
    /// (pandas: `df[name].value_counts()`).
    ///
    /// # Errors
    ///
    /// When there is no such column, or its values cannot be compared.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let df = df!("port" => [Some("C"), Some("S"), None, Some("S")])?;
    /// let ports = df.value_counts("port")?;
    /// assert_eq!(ports.strings("port")?, ["S", "C"]);
    /// assert_eq!(ports.array::<i64>("count")?.to_vec(), [2, 1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn value_counts(&self, name: &str) -> Result<DataFrame>;

    /// For each column its type, how many values are missing, null or NaN, and their share
    /// (pandas: `df.isna().sum()`).
    ///
    /// # Errors
    ///
    /// When polars cannot make the frame.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let df = df!("x" => [Some(1.0), None], "y" => [1, 2])?;
    /// assert_eq!(df.missing()?.array::<i64>("missing")?.to_vec(), [1, 0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn missing(&self) -> Result<DataFrame>;
}

impl FrameSummaries for DataFrame {
    fn describe(&self) -> Result<DataFrame> {
        describe(self)
    }

    fn value_counts(&self, name: &str) -> Result<DataFrame> {
        let column = column("value_counts", self, name)?;
        let refused = |error| fault("value_counts", error);
        let values = column.filter(&present(column)).map_err(refused)?;
        let frame = values.into_frame();
        let groups = frame.group_by_stable([name]).map_err(refused)?;
        let mut columns = groups.keys();
        let sizes = groups.get_groups().group_count();
        let count = if name == "count" { "number" } else { "count" };
        columns.push(sizes.with_name(count.into()).into_column());
        let counted = DataFrame::new_infer_height(columns).map_err(refused)?;
        sort("value_counts", &counted, &[count.to_owned()], true)
    }

    fn missing(&self) -> Result<DataFrame> {
        let names: Vec<&str> = self.columns().iter().map(|c| c.name().as_str()).collect();
        let dtypes: Vec<String> = self.columns().iter().map(|c| c.dtype().to_string()).collect();
        let missing: Vec<i64> = self
            .columns()
            .iter()
            .map(|column| (column.len() - present(column).num_trues()) as i64)
            .collect();
        let height = self.height().max(1) as f64;
        let share: Vec<f64> = missing.iter().map(|&missing| missing as f64 / height).collect();
        let columns = vec![
            Column::new("column".into(), names),
            Column::new("dtype".into(), dtypes),
            Column::new("missing".into(), missing),
            Column::new("share".into(), share),
        ];
        DataFrame::new_infer_height(columns).map_err(|error| fault("missing", error))
    }
}
