//! Two frames as one, and long frames as wide ones.

use std::collections::HashMap;

use array_core::error::Result;
use polars::prelude::{
    Column, DataFrame, DataFrameJoinOps, IdxCa, IdxSize, JoinArgs, JoinCoalesce, JoinType,
    MaintainOrderJoin, NewChunkedArray, UnpivotDF,
};

use crate::group::FrameGroups;
use crate::names::{Names, column, fault, texts};

/// Combining data frames and laying them out.
pub trait FrameJoins {
    /// The rows of both frames that agree in the named columns, beside each other
    /// (pandas: `left.merge(right, on=names)`).
    ///
    /// Where both have another column of one name, the right one's gets the ending `_right`.
    ///
    /// # Errors
    ///
    /// When one of the frames has no such column, or the types of the two differ.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let people = df!("name" => ["Ada", "Bob"], "town" => ["London", "Oslo"])?;
    /// let towns = df!("town" => ["Oslo", "Paris"], "people" => [0.7, 2.1])?;
    /// assert_eq!(people.merge(&towns, "town")?.strings("name")?, ["Bob"]);
    /// let all = people.merge_with(&towns, "town", JoinType::Left)?;
    /// assert_eq!(isnan(all.col("people")?).to_vec(), [true, false]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn merge(&self, right: &DataFrame, on: impl Names) -> Result<DataFrame> {
        self.merge_with(right, on, JoinType::Inner)
    }

    /// As [`merge`](Self::merge), and what becomes of rows without a partner: `JoinType::Left`,
    /// `Right` or `Full` keeps them, `Semi` keeps the left rows that have one, `Anti` those that
    /// have none (pandas: `how="left"`).
    ///
    /// For columns of different names use polars' own `join`.
    ///
    /// # Errors
    ///
    /// As [`merge`](Self::merge).
    fn merge_with(&self, right: &DataFrame, on: impl Names, how: JoinType) -> Result<DataFrame>;

    /// A row for each value of `index`, a column for each value of `columns`, and in each place a
    /// statistic of `values` over the rows that have both; see [`Groups::agg`](crate::Groups::agg)
    /// for the statistics (pandas: `df.pivot_table(values, index, columns, aggfunc)`).
    ///
    /// # Errors
    ///
    /// When there is no such column or statistic.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let df = df!("sex" => ["f", "m", "f"], "class" => [1, 1, 2], "fare" => [80.0, 60.0, 20.0])?;
    /// let wide = df.pivot_table("sex", "class", "fare", "mean")?; // sex, 1, 2
    /// assert_eq!(wide.col("1")?.to_vec(), [80.0, 60.0]);
    /// assert_eq!(isnan(wide.col("2")?).to_vec(), [false, true]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn pivot_table(
        &self,
        index: impl Names,
        columns: &str,
        values: &str,
        statistic: &str,
    ) -> Result<DataFrame>;

    /// The other way round: a row for each value of each column but the named ones, in the columns
    /// `variable` and `value` (pandas: `df.melt(id_vars=names)`).
    ///
    /// # Errors
    ///
    /// When there is no such column, or the values have no type in common.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let wide = df!("town" => ["Oslo", "Paris"], "2024" => [1, 2], "2025" => [3, 4])?;
    /// let long = wide.melt("town")?; // town, variable, value
    /// assert_eq!(long.strings("variable")?, ["2024", "2024", "2025", "2025"]);
    /// assert_eq!(long.array::<i64>("value")?.to_vec(), [1, 2, 3, 4]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn melt(&self, names: impl Names) -> Result<DataFrame>;
}

impl FrameJoins for DataFrame {
    fn merge_with(&self, right: &DataFrame, on: impl Names, how: JoinType) -> Result<DataFrame> {
        let on = on.names();
        for name in &on {
            column("merge", self, name)?;
            column("merge", right, name)?;
        }
        let mut arguments = JoinArgs::new(how);
        // As in pandas: the rows of the left frame in their order, each key in one column.
        arguments.maintain_order = MaintainOrderJoin::LeftRight;
        if matches!(arguments.how, JoinType::Full) {
            arguments.coalesce = JoinCoalesce::CoalesceColumns;
        }
        self.join(right, &on, &on, arguments, None).map_err(|error| fault("merge", error))
    }

    fn pivot_table(
        &self,
        index: impl Names,
        columns: &str,
        values: &str,
        statistic: &str,
    ) -> Result<DataFrame> {
        pivot(self, &index.names(), columns, values, statistic)
    }

    fn melt(&self, names: impl Names) -> Result<DataFrame> {
        let names = names.names();
        for name in &names {
            column("melt", self, name)?;
        }
        self.unpivot(None::<Vec<String>>, names).map_err(|error| fault("melt", error))
    }
}

fn pivot(
    df: &DataFrame,
    index: &[String],
    columns: &str,
    values: &str,
    statistic: &str,
) -> Result<DataFrame> {
    let keys: Vec<&str> = index.iter().map(String::as_str).chain([columns]).collect();
    let long = df.groupby(&keys)?.agg([(values, statistic)])?;
    let figures = column("pivot_table", &long, &format!("{values}_{statistic}"))?;

    let rows = df.groupby(index)?.size()?;
    let rows = rows.drop("size").map_err(|error| fault("pivot_table", error))?;
    let row_of: HashMap<_, _> = keys_of(&rows, index)?.into_iter().zip(0_usize..).collect();
    let wide = df.groupby(columns)?.size()?;
    let names = texts("pivot_table", column("pivot_table", &wide, columns)?)?;
    let column_of: HashMap<_, _> = names.iter().zip(0_usize..).collect();

    let mut places = vec![vec![None; rows.height()]; names.len()];
    let long_columns = texts("pivot_table", column("pivot_table", &long, columns)?)?;
    for (place, (key, name)) in keys_of(&long, index)?.iter().zip(&long_columns).enumerate() {
        places[column_of[&name]][row_of[key]] = IdxSize::try_from(place).ok();
    }
    let mut all = rows.columns().to_vec();
    for (name, places) in names.iter().zip(places) {
        let places = IdxCa::from_iter_options("places".into(), places.into_iter());
        let figures: Column = figures.take(&places).map_err(|error| fault("pivot_table", error))?;
        all.push(figures.with_name(name.as_deref().unwrap_or("null").into()));
    }
    DataFrame::new(rows.height(), all).map_err(|error| fault("pivot_table", error))
}

/// The values of some columns in each row.
fn keys_of(df: &DataFrame, names: &[String]) -> Result<Vec<Vec<Option<String>>>> {
    let mut keys = vec![Vec::with_capacity(names.len()); df.height()];
    for name in names {
        let texts = texts("pivot_table", column("pivot_table", df, name)?)?;
        keys.iter_mut().zip(texts).for_each(|(key, text)| key.push(text));
    }
    Ok(keys)
}
