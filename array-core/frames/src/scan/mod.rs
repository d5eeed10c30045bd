//! CSV files that need not fit into memory: read in batches, and each is forgotten before the next.

mod batches;
mod blocks;
mod dates;
mod fault;
mod groups;
mod records;
mod steps;

use std::fmt;
use std::path::Path;
use std::rc::Rc;

use array_core::Array;
use array_core::error::Result;
use polars::prelude::{DataFrame, SchemaRef};

pub use batches::Batches;
pub use groups::ScanGroups;

use crate::csv::{ReadCsv, read_csv_with};
use crate::names::{Names, column, fault};
pub(crate) use blocks::Blocks;
use steps::Step;

/// A CSV file as a source of batches, whose first line names the columns
/// (polars: `pl.scan_csv(path)`).
///
/// Nothing is read yet. What comes after is done with each batch of rows in turn, so that no more
/// than some megabytes of the file are in memory; [`head`](ScanCsv::head) ends the reading early,
/// and of columns that are not selected nothing is made.
///
/// The columns' types are inferred from the first 10 000 rows. Where a later row does not fit them,
/// the error names the line and the column, and how to give the type; options are those of
/// [`read_csv_with`], which ends in [`scan`](crate::csv::ReadCsv::scan) then. Files compressed by
/// gzip, zlib or zstd are read as they are.
///
/// ```
/// # use array_core::prelude::*;
/// # use array_frames::prelude::*;
/// # let path = std::env::temp_dir().join(format!("array-frames-doc-scan-{}.csv", std::process::id()));
/// std::fs::write(&path, "town,year,rain\nOslo,2024,760\nBergen,2024,2250\nOslo,2025,840\n")?;
/// let rain = scan_csv(&path);
/// assert_eq!(rain.columns()?, ["town", "year", "rain"]);
/// let means = rain.groupby("town").agg([("rain", "mean")])?; // town, rain_mean
/// assert_eq!(means.col("rain_mean")?.to_vec(), [2250.0, 800.0]);
/// let wet = rain.filter(|df| Ok(df.col("rain")?.gt(800.0))).select(["town"]).collect()?;
/// assert_eq!(wet.strings("town")?, ["Bergen", "Oslo"]);
/// # std::fs::remove_file(&path)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn scan_csv<'f>(path: impl AsRef<Path>) -> ScanCsv<'f> {
    read_csv_with(path).scan()
}

/// What to do with a CSV file, batch by batch; made by [`scan_csv`] and
/// [`ReadCsv::scan`](crate::csv::ReadCsv::scan).
///
/// Each method makes another one and leaves this as it is. The file is read by
/// [`collect`](Self::collect), [`batches`](Self::batches) and [`ScanGroups::agg`], which an
/// interrupt stops between two batches.
#[derive(Clone)]
#[must_use = "reads nothing before `.collect()?`, `.batches(rows)` or `.groupby(..).agg(..)?`"]
pub struct ScanCsv<'f> {
    source: ReadCsv,
    steps: Vec<Step<'f>>,
}

impl fmt::Debug for ScanCsv<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScanCsv").field("path", &self.source.path).finish_non_exhaustive()
    }
}

impl<'f> ScanCsv<'f> {
    pub(crate) fn new(source: ReadCsv) -> Self {
        Self { source, steps: Vec::new() }
    }

    /// Only these columns, in this order (polars: `.select(["x", "y"])`). Before any filter, it
    /// spares the work that other columns would be.
    ///
    /// A name that the file lacks is an error once it is read.
    pub fn select(&self, names: impl Names) -> Self {
        self.with(Step::Select(names.names()))
    }

    /// Only the rows where a mask is true, which is made of each batch as it would be of a whole
    /// frame (polars: `.filter(pl.col("age") > 30)`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// # let path = std::env::temp_dir().join(format!("array-frames-doc-filter-{}.csv", std::process::id()));
    /// std::fs::write(&path, "name,age\nAda,36\nBob,41\nCid,29\n")?;
    /// let limit = 30.0;
    /// let old = scan_csv(&path).filter(|df| Ok(df.col("age")?.gt(limit))).collect()?;
    /// assert_eq!(old.strings("name")?, ["Ada", "Bob"]);
    /// # std::fs::remove_file(&path)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn filter(&self, mask: impl Fn(&DataFrame) -> Result<Array<bool>> + 'f) -> Self {
        self.with(Step::Filter(Rc::new(mask)))
    }

    /// The first so many rows of what comes so far; the file is not read any further than these
    /// need (polars: `.head(n)`).
    pub fn head(&self, rows: usize) -> Self {
        self.with(Step::Head(rows))
    }

    /// As [`head`](Self::head) (polars: `.limit(n)`).
    pub fn limit(&self, rows: usize) -> Self {
        self.head(rows)
    }

    /// The names of the columns. Reads no more of the file than tells their types.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is empty, or lacks a selected column.
    pub fn columns(&self) -> Result<Vec<String>> {
        Ok(self.schema()?.iter_names().map(ToString::to_string).collect())
    }

    /// The names and types of the columns (polars: `.collect_schema()`). Reads no more of the file
    /// than tells them.
    ///
    /// # Errors
    ///
    /// As [`columns`](Self::columns).
    pub fn schema(&self) -> Result<SchemaRef> {
        Ok(self.run()?.empty()?.schema().clone())
    }

    /// All rows that come through, as one data frame (polars: `.collect()`).
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not CSV, lacks a column that was asked for, or has a value
    /// that is not of its column's type; and those of filters.
    pub fn collect(&self) -> Result<DataFrame> {
        let mut run = self.run()?;
        let mut all = run.empty()?;
        while let Some(batch) = run.next()? {
            all.vstack_mut(&batch).map_err(|error| fault("collect", error))?;
        }
        Ok(all)
    }

    /// The rows that come through in frames of so many rows, the last one of what is left
    /// (pandas: `pd.read_csv(path, chunksize=rows)`).
    ///
    /// Errors are those of [`collect`](Self::collect), and of 0 rows; nothing comes after one.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// # let path = std::env::temp_dir().join(format!("array-frames-doc-batches-{}.csv", std::process::id()));
    /// std::fs::write(&path, "x\n1\n2\n3\n4\n5\n")?;
    /// let mut sums = Vec::new();
    /// for batch in scan_csv(&path).batches(2) {
    ///     sums.push(batch?.col("x")?.sum());
    /// }
    /// assert_eq!(sums, [3.0, 7.0, 5.0]);
    /// # std::fs::remove_file(&path)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn batches(&self, rows: usize) -> Batches<'f> {
        Batches::new(self.run(), rows)
    }

    /// The rows in groups of equal values of one or several columns (polars: `.group_by(names)`).
    pub fn groupby(&self, names: impl Names) -> ScanGroups<'f> {
        ScanGroups::new(self.clone(), names.names())
    }

    fn with(&self, step: Step<'f>) -> Self {
        let mut scan = self.clone();
        scan.steps.push(step);
        scan
    }

    fn run(&self) -> Result<Run<'f>> {
        let mut blocks = Blocks::open("scan_csv", self.source.clone())?;
        let mut steps = self.steps.clone();
        if let Some(rows) = self.source.rows() {
            steps.insert(0, Step::Head(rows));
        }
        if let Some(names) = steps::columns(&steps) {
            for name in names {
                column("select", &blocks.empty(), name)?;
            }
            blocks.project(names);
        }
        Ok(Run { blocks, steps })
    }
}

/// One reading of the file.
struct Run<'f> {
    blocks: Blocks,
    steps: Vec<Step<'f>>,
}

impl Run<'_> {
    /// A frame of the columns that come, without rows.
    fn empty(&self) -> Result<DataFrame> {
        self.steps.clone().iter_mut().try_fold(self.blocks.empty(), |df, step| step.apply(df))
    }

    /// What comes of the next block, maybe no rows; `None` when nothing more will come.
    fn next(&mut self) -> Result<Option<DataFrame>> {
        if steps::are_done(&self.steps) {
            return Ok(None);
        }
        let Some(block) = self.blocks.next()? else { return Ok(None) };
        self.steps.iter_mut().try_fold(block, |df, step| step.apply(df)).map(Some)
    }
}
