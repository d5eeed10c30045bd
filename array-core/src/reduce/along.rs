//! The axes that a caller wants folded, before there is an array to check them against.

use super::plan::Over;
use crate::dims::Ints;

/// Which axes a reduction is to fold.
///
/// It is handed over by value and resolved in this crate, so that notebook cells compile neither a
/// list of axes nor its destructor.
#[doc(hidden)]
#[derive(Debug)]
pub struct Along {
    axes: Axes,
    keepdims: bool,
}

#[derive(Debug)]
enum Axes {
    All,
    One(isize),
    Several(Ints),
}

impl Along {
    /// Every axis.
    #[inline]
    pub fn all() -> Self {
        Self { axes: Axes::All, keepdims: false }
    }

    /// Every axis, kept at length 1.
    #[inline]
    pub fn all_kept() -> Self {
        Self { axes: Axes::All, keepdims: true }
    }

    /// One axis; negative ones count from the last.
    #[inline]
    pub fn axis(axis: isize) -> Self {
        Self { axes: Axes::One(axis), keepdims: false }
    }

    /// One axis, kept at length 1.
    #[inline]
    pub fn axis_kept(axis: isize) -> Self {
        Self { axes: Axes::One(axis), keepdims: true }
    }

    /// Several axes, in any order.
    #[inline]
    pub fn axes(axes: Ints) -> Self {
        Self { axes: Axes::Several(axes), keepdims: false }
    }

    /// Several axes, kept at length 1.
    #[inline]
    pub fn axes_kept(axes: Ints) -> Self {
        Self { axes: Axes::Several(axes), keepdims: true }
    }

    /// The axes of an array that has `ndim` of them.
    ///
    /// # Panics
    /// Panics if there is no such axis, or one is named twice.
    #[track_caller]
    pub(crate) fn over(self, ndim: usize) -> Over {
        let over = match self.axes {
            Axes::All => Over::all(ndim),
            Axes::One(axis) => Over::axis(ndim, axis),
            Axes::Several(axes) => Over::axes(ndim, &axes),
        };
        if self.keepdims { over.keepdims() } else { over }
    }
}
