//! How many values are missing, column by column.

use std::fmt;

use super::{can_be_missing, matrix_shape};
use crate::array::Array;
use crate::display::html::{Cell, Look, Table, tables_html};
use crate::display::{Bundle, Render};
use crate::dtype::Element;
use crate::error::or_raise;

/// The missing values of each column, shown as a table (pandas: `df.isna().sum()`).
#[derive(Clone, Debug, PartialEq)]
pub struct MissingReport {
    names: Vec<String>,
    counts: Vec<usize>,
    rows: usize,
}

/// Counts the missing values of each column.
///
/// # Panics
/// Panics if `a` has no axes or more than two.
///
/// ```
/// # use array_core::prelude::*;
/// let nan = f64::NAN;
/// let report = missing_report(&array([[1., nan], [nan, nan]])).names(["age", "fare"]);
/// assert_eq!(report.counts().to_vec(), [1, 2]);
/// assert_eq!(report.shares().to_vec(), [0.5, 1.]);
/// ```
#[must_use]
#[track_caller]
pub fn missing_report<T: Element>(a: &Array<T>) -> MissingReport {
    let (rows, columns) = or_raise(matrix_shape("missing_report", a.shape()));
    let mut counts = vec![0; columns];
    if can_be_missing::<T>() {
        let mask = a.isnan();
        for (place, &missing) in mask.iter().enumerate() {
            counts[place % columns] += usize::from(missing);
        }
    }
    let names = (0..columns).map(|column| column.to_string()).collect();
    MissingReport::new(names, counts, rows)
}

impl MissingReport {
    pub(crate) fn new(names: Vec<String>, counts: Vec<usize>, rows: usize) -> Self {
        Self { names, counts, rows }
    }

    /// Names the columns, which are numbered otherwise.
    ///
    /// # Panics
    /// Panics unless there are as many names as columns.
    #[must_use]
    #[track_caller]
    pub fn names(mut self, names: impl IntoIterator<Item: Into<String>>) -> Self {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let (given, columns) = (names.len(), self.counts.len());
        assert!(given == columns, "names: {given} names for {columns} columns");
        self.names = names;
        self
    }

    /// Missing values of each column.
    #[must_use]
    pub fn counts(&self) -> Array<i64> {
        self.counts.iter().map(|&count| count as i64).collect()
    }

    /// The share of each column's values that are missing, from 0 to 1; 0 without rows.
    #[must_use]
    pub fn shares(&self) -> Array<f64> {
        self.counts.iter().map(|&count| self.share(count)).collect()
    }

    fn share(&self, count: usize) -> f64 {
        count as f64 / self.rows.max(1) as f64
    }

    /// Missing values of all columns.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Name, count and share of each column as text.
    fn lines(&self) -> impl Iterator<Item = [String; 3]> {
        self.names.iter().zip(&self.counts).map(|(name, &count)| {
            [name.clone(), count.to_string(), format!("{:.1} %", 100.0 * self.share(count))]
        })
    }
}

impl fmt::Display for MissingReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["column", "missing", "share"].map(str::to_owned);
        let lines: Vec<[String; 3]> = std::iter::once(head).chain(self.lines()).collect();
        let width = |k: usize| lines.iter().map(|line| line[k].chars().count()).max().unwrap_or(0);
        let [names, counts, shares] = [width(0), width(1), width(2)];
        for (k, [name, count, share]) in lines.iter().enumerate() {
            let line_end = if k + 1 < lines.len() { "\n" } else { "" };
            write!(f, "{name:<names$}  {count:>counts$}  {share:>shares$}{line_end}")?;
        }
        Ok(())
    }
}

impl Render for MissingReport {
    fn bundle(&self) -> Bundle {
        let row = |[name, count, share]: [String; 3]| {
            (Some(name), vec![Cell::new(count, Look::Number), Cell::new(share, Look::Number)])
        };
        let head = ["missing", "share"].map(|text| Cell::new(text, Look::Number)).to_vec();
        let table =
            Table { caption: None, head: vec![head], rows: self.lines().map(row).collect() };
        let size = self.rows * self.counts.len();
        let about = format!("{} of {size} values missing", self.total());
        Bundle::text(self.to_string()).with("text/html", tables_html(&about, &[table], None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::creation::{array, zeros};

    #[test]
    fn the_report_counts_by_column() {
        let nan = f64::NAN;
        let a = array([[1., nan, 3.], [4., nan, nan], [7., 8., 9.]]);
        let report = missing_report(&a).names(["age", "fare", "größe"]);
        assert_eq!((report.total(), report.counts().to_vec()), (3, vec![0, 2, 1]));
        assert_eq!(
            report.to_string(),
            "column  missing   share\n\
             age           0   0.0 %\n\
             fare          2  66.7 %\n\
             größe         1  33.3 %"
        );
        assert!(report.bundle().get("text/html").unwrap().contains("3 of 9 values missing"));
        assert_eq!(missing_report(&array([1, 2])).counts().to_vec(), [0]);
        assert_eq!(missing_report(&zeros((0, 2))).shares().to_vec(), [0., 0.]);
    }
}
