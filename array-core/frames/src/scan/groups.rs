//! Statistics of groups, put together from those of each batch.

use array_core::error::Result;
use polars::prelude::{
    Column, DataFrame, DataType, Float64Chunked, GroupsType, IDX_DTYPE, IntoColumn,
    NewChunkedArray, PlSmallStr,
};

use super::ScanCsv;
use crate::group::{Statistic, grouped};
use crate::names::{column, fault};
use crate::rows::{sort, without_nan};

/// As many rows of unmerged groups are let come together, at least.
const PENDING: usize = 1 << 16;

/// The rows of a scan in groups; made by [`ScanCsv::groupby`].
#[derive(Clone, Debug)]
#[must_use = "ends in `.agg([..])?`"]
pub struct ScanGroups<'f> {
    scan: ScanCsv<'f>,
    keys: Vec<String>,
}

/// What is kept of a column for each group, and can be put together from its parts' own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    /// A statistic that is also that of its parts': the greatest value is the greatest of these.
    Same(Statistic),
    Count,
    FloatSum,
}

impl Kept {
    /// What a statistic is made of; `None` where that would be all values.
    fn of(statistic: Statistic) -> Option<&'static [Kept]> {
        use Statistic::{Count, First, Last, Max, Mean, Min, Sum};
        Some(match statistic {
            Count => &[Kept::Count],
            Mean => &[Kept::FloatSum, Kept::Count],
            Sum => &[Kept::Same(Sum)],
            Min => &[Kept::Same(Min)],
            Max => &[Kept::Same(Max)],
            First => &[Kept::Same(First)],
            Last => &[Kept::Same(Last)],
            _ => return None,
        })
    }

    /// It of a batch.
    fn first(self, values: &Column, groups: &GroupsType) -> Result<Column> {
        let cast = |column: Column, dtype| column.cast(dtype).map_err(|error| fault("agg", error));
        let values = without_nan("agg", values)?;
        Ok(match self {
            Self::Same(statistic) => statistic.of(&values, groups),
            // Of more rows than polars has numbers for in a frame.
            Self::Count => cast(Statistic::Count.of(&values, groups), &DataType::Int64)?,
            Self::FloatSum => Statistic::Sum.of(&cast(values, &DataType::Float64)?, groups),
        })
    }

    /// It of all, of what it is of the parts.
    fn merged(self, parts: &Column, groups: &GroupsType) -> Column {
        match self {
            Self::Same(statistic) => statistic.of(parts, groups),
            Self::Count | Self::FloatSum => Statistic::Sum.of(parts, groups),
        }
    }
}

impl<'f> ScanGroups<'f> {
    pub(super) fn new(scan: ScanCsv<'f>, keys: Vec<String>) -> Self {
        Self { scan, keys }
    }

    /// A column for each pair of a column and a statistic, `"count"`, `"sum"`, `"mean"`, `"min"`,
    /// `"max"`, `"first"` or `"last"`, in the order of the groups' values, as
    /// [`Groups::agg`](crate::Groups::agg) makes them of a frame (polars: `.agg(..).collect()`).
    ///
    /// No more than a row for each group is kept from batch to batch: the mean is that of all values,
    /// of their sum and count.
    ///
    /// # Errors
    ///
    /// Those of [`ScanCsv::collect`], and when there is no such column, the column has no numbers
    /// for a statistic, or a statistic takes all values at once, as the median.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// # let path = std::env::temp_dir().join(format!("array-frames-doc-agg-{}.csv", std::process::id()));
    /// std::fs::write(&path, "sex,age\nm,20\nf,30\nm,50\n")?;
    /// let ages = scan_csv(&path).groupby("sex").agg([("age", "mean"), ("age", "max")])?;
    /// assert_eq!(ages.col("age_mean")?.to_vec(), [30.0, 35.0]);
    /// assert_eq!(ages.array::<i64>("age_max")?.to_vec(), [30, 50]);
    /// # std::fs::remove_file(&path)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn agg<'a>(&self, what: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<DataFrame> {
        let mut wanted = Vec::new();
        for (name, statistic) in what {
            let how = Statistic::named("agg", statistic)?;
            let kept = Kept::of(how).ok_or_else(|| {
                let message = format!(
                    "the {statistic} of column {name:?} takes all values at once: \
                     .collect()?.groupby(..)?.agg(..)?"
                );
                fault("agg", message)
            })?;
            wanted.push((name, statistic, how, kept));
        }
        let mut kept: Vec<(&str, Kept)> = Vec::new();
        for &(name, _, _, parts) in &wanted {
            kept.extend(parts.iter().map(|&part| (name, part)));
        }
        let mut names = self.keys.clone();
        for (name, _) in &kept {
            if !names.iter().any(|known| known == name) {
                names.push((*name).to_owned());
            }
        }
        let mut run = self.scan.select(names).run()?;
        let empty = run.empty()?;
        for &(name, statistic, how, _) in &wanted {
            how.check("agg", statistic, column("agg", &empty, name)?)?;
        }
        let mut fold = Fold::new(&self.keys, kept);
        fold.add(&empty)?;
        while let Some(batch) = run.next()? {
            fold.add(&batch)?;
        }
        let all = fold.end()?;
        let mut columns = all.columns()[..self.keys.len()].to_vec();
        let mut figures = all.columns()[self.keys.len()..].iter();
        for (name, statistic, how, parts) in wanted {
            let parts: Vec<Column> = figures.by_ref().take(parts.len()).cloned().collect();
            let dtype = column("agg", &empty, name)?.dtype();
            let figure = figure(how, &parts, dtype)?;
            columns.push(figure.with_name(Statistic::figure(name, statistic)));
        }
        let table = DataFrame::new_infer_height(columns).map_err(|error| fault("agg", error))?;
        sort("agg", &table, &self.keys, false)
    }
}

/// A statistic of what was kept for it, of a column of some type.
fn figure(how: Statistic, kept: &[Column], dtype: &DataType) -> Result<Column> {
    let refused = |error| fault("agg", error);
    match (how, kept) {
        (Statistic::Mean, [sums, counts]) => {
            let counts = counts.i64().map_err(refused)?;
            let pairs = sums.f64().map_err(refused)?.iter().zip(counts.iter());
            let mean = |(sum, count): (Option<f64>, Option<i64>)| {
                Some(sum? / count.filter(|&count| count > 0)? as f64)
            };
            let means = Float64Chunked::from_iter_options("mean".into(), pairs.map(mean));
            // As that of a frame's column is.
            let dtype = if dtype.is_float() { dtype } else { &DataType::Float64 };
            means.into_column().cast(dtype).map_err(refused)
        }
        (Statistic::Count, [counts]) => counts.strict_cast(&IDX_DTYPE).map_err(refused),
        (_, [kept]) => Ok(kept.clone()),
        _ => unreachable!("{how:?} of {} columns", kept.len()),
    }
}

/// The groups of all batches so far.
struct Fold<'a> {
    keys: &'a [String],
    kept: Vec<(&'a str, Kept)>,
    /// A row for each group of the batches up to one, then those of later ones.
    table: Option<DataFrame>,
    /// How many rows the table may have before its groups are merged.
    room: usize,
}

impl<'a> Fold<'a> {
    fn new(keys: &'a [String], kept: Vec<(&'a str, Kept)>) -> Self {
        Self { keys, kept, table: None, room: PENDING }
    }

    fn add(&mut self, batch: &DataFrame) -> Result<()> {
        let part = grouped("agg", batch, self.keys, |groups| {
            let one = |(place, (name, kept)): (usize, &(&str, Kept))| -> Result<Column> {
                Ok(kept.first(column("agg", batch, name)?, groups)?.with_name(kept_name(place)))
            };
            self.kept.iter().enumerate().map(one).collect()
        })?;
        let Some(table) = &mut self.table else {
            self.table = Some(part);
            return Ok(());
        };
        table.vstack_mut(&part).map_err(|error| fault("agg", error))?;
        if table.height() > self.room {
            let merged = self.merge()?;
            self.room = PENDING.max(2 * merged.height());
            self.table = Some(merged);
        }
        Ok(())
    }

    /// A row for each group.
    fn merge(&self) -> Result<DataFrame> {
        let Some(table) = &self.table else { return Ok(DataFrame::empty()) };
        grouped("agg", table, self.keys, |groups| {
            let parts = &table.columns()[self.keys.len()..];
            let one = |(place, part): (usize, &Column)| {
                self.kept[place].1.merged(part, groups).with_name(kept_name(place))
            };
            Ok(parts.iter().enumerate().map(one).collect())
        })
    }

    fn end(self) -> Result<DataFrame> {
        self.merge()
    }
}

/// The name of what is kept, which no column of a file has.
fn kept_name(place: usize) -> PlSmallStr {
    format!("\0{place}").into()
}
