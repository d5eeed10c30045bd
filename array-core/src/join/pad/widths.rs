//! How many elements padding adds.

use crate::dims::IndexInt;
use crate::error::{Error, ErrorKind, Result};

/// How many elements to add: one number for all sides, `(before, after)` for all axes, or a list
/// of one such pair for each axis.
pub trait PadWidths {
    /// The numbers of elements before and after each of `ndim` axes.
    ///
    /// # Errors
    /// If a number is negative, or if there is not one pair for each axis.
    fn widths(self, ndim: usize) -> Result<Vec<(usize, usize)>>;
}

macro_rules! one_width {
    ($($t:ty)*) => {$(
        impl PadWidths for $t {
            fn widths(self, ndim: usize) -> Result<Vec<(usize, usize)>> {
                (self, self).widths(ndim)
            }
        }
    )*};
}
one_width!(i32 i64 isize u32 u64 usize);

impl<I: IndexInt, J: IndexInt> PadWidths for (I, J) {
    fn widths(self, ndim: usize) -> Result<Vec<(usize, usize)>> {
        Ok(vec![pair(self)?; ndim])
    }
}

impl<I: IndexInt, J: IndexInt, const N: usize> PadWidths for [(I, J); N] {
    fn widths(self, ndim: usize) -> Result<Vec<(usize, usize)>> {
        pairs(&self, ndim)
    }
}

impl<I: IndexInt, J: IndexInt> PadWidths for Vec<(I, J)> {
    fn widths(self, ndim: usize) -> Result<Vec<(usize, usize)>> {
        pairs(&self, ndim)
    }
}

fn pair((before, after): (impl IndexInt, impl IndexInt)) -> Result<(usize, usize)> {
    let (before, after) = (before.to_isize(), after.to_isize());
    match (usize::try_from(before), usize::try_from(after)) {
        (Ok(before), Ok(after)) => Ok((before, after)),
        _ => {
            let message = format!("pad widths can't be negative: ({before}, {after})");
            Err(Error::new(ErrorKind::Value, message))
        }
    }
}

fn pairs<I: IndexInt, J: IndexInt>(widths: &[(I, J)], ndim: usize) -> Result<Vec<(usize, usize)>> {
    match widths {
        [one] => Ok(vec![pair(*one)?; ndim]),
        many if many.len() == ndim => many.iter().map(|&widths| pair(widths)).collect(),
        many => {
            let message =
                format!("{} pairs of pad widths do not fit an array of {ndim} axes", many.len());
            Err(Error::new(ErrorKind::Value, message))
        }
    }
}
