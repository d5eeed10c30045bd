//! The rows of a scan in frames of equal height.

use std::fmt;

use array_core::error::Result;
use polars::prelude::DataFrame;

use super::Run;
use crate::names::fault;

/// The rows of a scan in frames of so many rows; made by [`ScanCsv::batches`](super::ScanCsv::batches).
#[must_use = "reads the file as it is iterated over"]
pub struct Batches<'f> {
    /// `None` after the end and after an error.
    run: Option<Result<Run<'f>>>,
    rows: usize,
    /// Rows that are fewer than a batch has.
    waiting: DataFrame,
}

impl fmt::Debug for Batches<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batches").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl<'f> Batches<'f> {
    pub(super) fn new(run: Result<Run<'f>>, rows: usize) -> Self {
        let run = run.and_then(|run| {
            if rows == 0 {
                Err(fault("batches", "a batch has at least 1 row, got 0"))
            } else {
                Ok(run)
            }
        });
        Self { run: Some(run), rows, waiting: DataFrame::empty() }
    }

    fn take(&mut self, run: &mut Run<'f>) -> Result<Option<DataFrame>> {
        while self.waiting.height() < self.rows {
            let Some(more) = run.next()? else {
                let rest = std::mem::take(&mut self.waiting);
                return Ok(Some(rest).filter(|rest| rest.height() > 0));
            };
            if self.waiting.height() == 0 {
                self.waiting = more;
            } else {
                self.waiting.vstack_mut(&more).map_err(|error| fault("batches", error))?;
            }
        }
        let batch = self.waiting.head(Some(self.rows));
        self.waiting = self.waiting.slice(self.rows as i64, usize::MAX);
        Ok(Some(batch))
    }
}

impl Iterator for Batches<'_> {
    type Item = Result<DataFrame>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut run = match self.run.take()? {
            Ok(run) => run,
            Err(error) => return Some(Err(error)),
        };
        let batch = self.take(&mut run).transpose()?;
        if batch.is_ok() {
            self.run = Some(Ok(run));
        }
        Some(batch)
    }
}
