//! What becomes of each batch on its way.

use std::rc::Rc;

use array_core::Array;
use array_core::error::Result;
use polars::prelude::DataFrame;

use crate::names::{column, fault};
use crate::rows::masked;

/// Tells which rows of a batch stay.
pub(super) type Mask<'f> = Rc<dyn Fn(&DataFrame) -> Result<Array<bool>> + 'f>;

#[derive(Clone)]
pub(super) enum Step<'f> {
    Select(Vec<String>),
    Filter(Mask<'f>),
    /// At most so many rows from here on; counted down as they pass.
    Head(usize),
}

impl Step<'_> {
    pub(super) fn apply(&mut self, df: DataFrame) -> Result<DataFrame> {
        match self {
            Self::Select(names) => {
                for name in names.iter() {
                    column("select", &df, name)?;
                }
                df.select(names.iter()).map_err(|error| fault("select", error))
            }
            // What a mask is made with need not be made for nothing, as the greatest of no values.
            Self::Filter(_) if df.height() == 0 => Ok(df),
            Self::Filter(mask) => masked("filter", &mask(&df)?, &df),
            Self::Head(left) => {
                let head = df.head(Some(*left));
                *left -= head.height();
                Ok(head)
            }
        }
    }
}

/// Whether no row passes any more.
pub(super) fn are_done(steps: &[Step<'_>]) -> bool {
    steps.iter().any(|step| matches!(step, Step::Head(0)))
}

/// The columns that are looked at; `None` where a filter may look at any.
pub(super) fn columns<'s>(steps: &'s [Step<'_>]) -> Option<&'s [String]> {
    let first = steps.iter().find(|step| !matches!(step, Step::Head(_)))?;
    match first {
        Step::Select(names) if !names.is_empty() => Some(names),
        _ => None,
    }
}
