//! Rows in groups, and each group as one row.

use array_core::error::Result;
use polars::prelude::{Column, DataFrame, GroupsType, IntoColumn, PlSmallStr};

use crate::names::{Names, column, fault};
use crate::rows::{sort, without_nan};

/// How the values of a group become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Statistic {
    Count,
    Sum,
    Mean,
    Median,
    Min,
    Max,
    Std,
    Var,
    First,
    Last,
    Nunique,
}

impl Statistic {
    /// The names are those of pandas.
    const ALL: [(&'static str, Statistic); 11] = [
        ("count", Self::Count),
        ("sum", Self::Sum),
        ("mean", Self::Mean),
        ("median", Self::Median),
        ("min", Self::Min),
        ("max", Self::Max),
        ("std", Self::Std),
        ("var", Self::Var),
        ("first", Self::First),
        ("last", Self::Last),
        ("nunique", Self::Nunique),
    ];

    pub(crate) fn named(operation: &str, name: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, statistic)| *statistic).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|(known, _)| *known).collect();
            fault(operation, format!("no statistic {name:?} among {}", known.join(", ")))
        })
    }

    /// Whether it is made of numbers only.
    fn needs_numbers(self) -> bool {
        matches!(self, Self::Sum | Self::Mean | Self::Median | Self::Std | Self::Var)
    }

    /// Refuses a column that has none.
    pub(crate) fn check(self, operation: &str, name: &str, values: &Column) -> Result<()> {
        if !self.needs_numbers() || is_number(values) {
            return Ok(());
        }
        let (column, dtype) = (values.name().as_str(), values.dtype());
        Err(fault(operation, format!("no {name} of column {column:?}: its type is {dtype}")))
    }

    /// The name of its column.
    pub(crate) fn figure(name: &str, statistic: &str) -> PlSmallStr {
        format!("{name}_{statistic}").into()
    }

    /// One value for each group of the rows of the frame that has the column.
    pub(crate) fn of(self, column: &Column, groups: &GroupsType) -> Column {
        // SAFETY: the groups are of the frame that has the column, so all their rows are in it.
        unsafe {
            match self {
                // polars 0.55's `agg_valid_count` gives every group of a column without nulls that
                // column's own length.
                Self::Count if column.null_count() == 0 => groups.group_count().into_column(),
                Self::Count => column.agg_valid_count(groups),
                Self::Sum => column.agg_sum(groups),
                Self::Mean => column.agg_mean(groups),
                Self::Median => column.agg_median(groups),
                Self::Min => column.agg_min(groups),
                Self::Max => column.agg_max(groups),
                Self::Std => column.agg_std(groups, 1),
                Self::Var => column.agg_var(groups, 1),
                Self::First => column.agg_first(groups),
                Self::Last => column.agg_last(groups),
                Self::Nunique => column.agg_n_unique(groups),
            }
        }
    }
}

/// Grouping a data frame's rows.
pub trait FrameGroups {
    /// The rows in groups of equal values of one or several columns (pandas: `df.groupby(by)`).
    ///
    /// Unlike in pandas, rows whose value is missing are a group too, the last one.
    ///
    /// # Errors
    ///
    /// When there is no such column.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let df = df!("sex" => ["m", "f", "m"], "age" => [20, 30, 50], "fare" => [7.0, 9.0, 8.0])?;
    /// let mean = df.groupby("sex")?.mean()?; // sex, age, fare
    /// assert_eq!(mean.col("age")?.to_vec(), [30.0, 35.0]);
    /// let some = df.groupby("sex")?.agg([("age", "max"), ("fare", "sum")])?;
    /// assert_eq!(some.col("fare_sum")?.to_vec(), [9.0, 15.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn groupby(&self, by: impl Names) -> Result<Groups>;
}

impl FrameGroups for DataFrame {
    fn groupby(&self, by: impl Names) -> Result<Groups> {
        let keys = by.names();
        for name in &keys {
            column("groupby", self, name)?;
        }
        let is_value = |name: &String| !keys.contains(name);
        let values = self.columns().iter().map(|column| column.name().to_string());
        let values = values.filter(is_value).collect();
        Ok(Groups { df: self.clone(), keys, values })
    }
}

/// The rows of a data frame in groups; made by [`FrameGroups::groupby`].
///
/// Each method makes a frame of one row for each group, in the order of the groups' values. Missing
/// values, null or NaN, are left out of all figures.
#[derive(Clone, Debug)]
pub struct Groups {
    df: DataFrame,
    keys: Vec<String>,
    /// The columns whose values become one for each group.
    values: Vec<String>,
}

/// Methods that treat all chosen columns alike.
macro_rules! statistics {
    ($($(#[$doc:meta])* $name:ident: $statistic:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        ///
        /// When polars cannot compute it.
        pub fn $name(&self) -> Result<DataFrame> {
            self.all(stringify!($name), Statistic::$statistic)
        }
    )*};
}

impl Groups {
    /// Only these columns from now on (pandas: `df.groupby(by)[["age", "fare"]]`).
    ///
    /// # Errors
    ///
    /// When there is no such column.
    pub fn columns(mut self, names: impl Names) -> Result<Self> {
        self.values = names.names();
        for name in &self.values {
            column("columns", &self.df, name)?;
        }
        Ok(self)
    }

    statistics! {
        /// The means of all columns of numbers (pandas: `.mean(numeric_only=True)`).
        mean: Mean;
        /// The sums of all columns of numbers (pandas: `.sum(numeric_only=True)`).
        sum: Sum;
        /// The medians of all columns of numbers (pandas: `.median(numeric_only=True)`).
        median: Median;
        /// The standard deviations of all columns of numbers, with n - 1 (pandas: `.std()`).
        std: Std;
        /// The variances of all columns of numbers, with n - 1 (pandas: `.var()`).
        var: Var;
        /// The least values of all columns (pandas: `.min()`).
        min: Min;
        /// The greatest values of all columns (pandas: `.max()`).
        max: Max;
        /// How many values are not missing in each column (pandas: `.count()`).
        count: Count;
        /// The first value of each column, missing or not (pandas: `.head(1)`).
        first: First;
        /// The last value of each column, missing or not (pandas: `.tail(1)`).
        last: Last;
        /// How many different values each column has (pandas: `.nunique(dropna=False)`).
        nunique: Nunique;
    }

    /// How many rows each group has, in a column `size` (pandas: `.size()`).
    ///
    /// # Errors
    ///
    /// When polars cannot count them.
    pub fn size(&self) -> Result<DataFrame> {
        self.table("size", |groups| {
            Ok(vec![groups.group_count().with_name("size".into()).into_column()])
        })
    }

    /// A column for each pair of a column and a statistic, `"count"`, `"sum"`, `"mean"`, `"median"`,
    /// `"min"`, `"max"`, `"std"`, `"var"`, `"first"`, `"last"` or `"nunique"`; the mean of `age` is
    /// `age_mean` (pandas: `.agg(age_mean=("age", "mean"))`).
    ///
    /// # Errors
    ///
    /// When there is no such column or statistic, or the column has no numbers for it.
    pub fn agg<'a>(&self, what: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<DataFrame> {
        let what: Vec<_> = what.into_iter().collect();
        self.table("agg", |groups| {
            let one = |(name, statistic): &(&str, &str)| -> Result<Column> {
                let how = Statistic::named("agg", statistic)?;
                let values = column("agg", &self.df, name)?;
                how.check("agg", statistic, values)?;
                let figures = how.of(&without_nan("agg", values)?, groups);
                Ok(figures.with_name(Statistic::figure(name, statistic)))
            };
            what.iter().map(one).collect()
        })
    }

    /// One statistic of all chosen columns that have it.
    fn all(&self, operation: &str, how: Statistic) -> Result<DataFrame> {
        self.table(operation, |groups| {
            let columns = self.values.iter().map(|name| column(operation, &self.df, name));
            let columns: Vec<&Column> = columns.collect::<Result<_>>()?;
            let having =
                columns.into_iter().filter(|column| !how.needs_numbers() || is_number(column));
            let of = |values: &Column| -> Result<Column> {
                let figures = how.of(&without_nan(operation, values)?, groups);
                Ok(figures.with_name(values.name().clone()))
            };
            having.map(of).collect()
        })
    }

    /// A row for each group: its keys, then the given columns.
    fn table(
        &self,
        operation: &str,
        columns: impl FnOnce(&GroupsType) -> Result<Vec<Column>>,
    ) -> Result<DataFrame> {
        let table = grouped(operation, &self.df, &self.keys, columns)?;
        sort(operation, &table, &self.keys, false)
    }
}

/// A row for each group, in the order of their first rows: its keys, then the given columns.
pub(crate) fn grouped(
    operation: &str,
    df: &DataFrame,
    keys: &[String],
    columns: impl FnOnce(&GroupsType) -> Result<Vec<Column>>,
) -> Result<DataFrame> {
    let groups = df.group_by_stable(keys).map_err(|error| fault(operation, error))?;
    let mut all = groups.keys();
    all.extend(columns(groups.get_groups())?);
    DataFrame::new_infer_height(all).map_err(|error| fault(operation, error))
}

fn is_number(column: &Column) -> bool {
    column.dtype().is_primitive_numeric() || column.dtype().is_bool()
}
