//! Slices: ranges with optional ends and a step, counted as Python counts them.

use std::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

use crate::dims::IndexInt;

/// Every so-many-th position of a range (NumPy: `start:stop:step`).
///
/// Made from a range by [`By::by`]; a plain range has step 1. Negative ends count from the end of
/// the axis, and ends outside of it are clamped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    start: Option<isize>,
    stop: Option<isize>,
    /// Whether `stop` itself belongs to the slice.
    inclusive: bool,
    step: isize,
}

/// The positions of one axis that a slice takes: `first`, `first + step`, ..., `count` of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Positions {
    pub(crate) first: isize,
    pub(crate) count: usize,
    pub(crate) step: isize,
}

impl Slice {
    /// The positions that the slice takes of an axis of `len` elements; `None` if its step is 0.
    pub(crate) fn positions(self, len: usize) -> Option<Positions> {
        let (n, step) = (len as isize, self.step);
        let forward = step > 0;
        // Positions lie in low..=high; a walk stops before `high` forwards, before `low` backwards.
        let (low, high) = if forward { (0, n) } else { (-1, n - 1) };
        let from_start = |end: isize| if end < 0 { end + n } else { end };
        let first = match self.start {
            Some(start) => from_start(start).clamp(low, high),
            None if forward => low,
            None => high,
        };
        let stop = match self.stop {
            Some(stop) => {
                let past = if self.inclusive { step.signum() } else { 0 };
                from_start(stop).saturating_add(past).clamp(low, high)
            }
            None if forward => high,
            None => low,
        };
        let distance = if forward { stop - first } else { first - stop };
        let count = match step {
            0 => return None,
            _ => distance.max(0).unsigned_abs().div_ceil(step.unsigned_abs()),
        };
        Some(Positions { first, count, step })
    }
}

/// Ranges that can walk in steps.
pub trait By: Sized {
    /// The range as a slice of step 1.
    fn slice(self) -> Slice;

    /// Takes every `step`-th position (NumPy: `start:stop:step`); a negative step walks backwards
    /// from the start, or from the axis's end if the range has no start.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let a = arange(10);
    /// assert_eq!(a.i((1..8).by(3)).to_vec(), [1, 4, 7]);
    /// assert_eq!(a.i((..).by(-4)).to_vec(), [9, 5, 1]);
    /// assert_eq!(a.i((7..2).by(-2)).to_vec(), [7, 5, 3]);
    /// ```
    fn by(self, step: impl IndexInt) -> Slice {
        Slice { step: step.to_isize(), ..self.slice() }
    }
}

impl By for Slice {
    fn slice(self) -> Slice {
        self
    }
}

macro_rules! by_range {
    ($($range:ident: |$r:ident| $start:expr, $stop:expr, $inclusive:expr;)*) => {$(
        impl<I: IndexInt> By for $range<I> {
            fn slice(self) -> Slice {
                let $r = self;
                Slice { start: $start, stop: $stop, inclusive: $inclusive, step: 1 }
            }
        }
    )*};
}
by_range! {
    Range: |r| Some(r.start.to_isize()), Some(r.end.to_isize()), false;
    RangeFrom: |r| Some(r.start.to_isize()), None, false;
    RangeTo: |r| None, Some(r.end.to_isize()), false;
    RangeInclusive: |r| Some(r.start().to_isize()), Some(r.end().to_isize()), true;
    RangeToInclusive: |r| None, Some(r.end.to_isize()), true;
}

impl By for RangeFull {
    fn slice(self) -> Slice {
        Slice { start: None, stop: None, inclusive: false, step: 1 }
    }
}

#[cfg(test)]
#[expect(clippy::reversed_empty_ranges, reason = "a negative end counts from the axis's end")]
mod tests {
    use super::*;

    fn taken(slice: impl By, len: usize) -> Vec<isize> {
        let p = slice.slice().positions(len).unwrap();
        (0..p.count as isize).map(|k| p.first + k * p.step).collect()
    }

    #[test]
    fn ends_clamp_and_count_from_the_end_as_in_python() {
        assert_eq!(taken(1..-1, 5), [1, 2, 3]);
        assert_eq!(taken(-3.., 5), [2, 3, 4]);
        assert_eq!(taken(3..100, 5), [3, 4]);
        assert_eq!(taken(-100..2, 5), [0, 1]);
        assert_eq!(taken(4..2, 5), [0isize; 0]);
        assert_eq!(taken(7.., 5), [0isize; 0]);
        assert_eq!(taken(1..=-1, 5), [1, 2, 3, 4]);
        assert_eq!(taken(..=1, 5), [0, 1]);
        assert_eq!(taken(..=100, 3), [0, 1, 2]);
        assert_eq!(taken(..=-100, 3), [0isize; 0]);
        assert_eq!(taken(.., 0), [0isize; 0]);
    }

    #[test]
    fn negative_steps_walk_backwards() {
        assert_eq!(taken((..).by(-1), 3), [2, 1, 0]);
        assert_eq!(taken((..).by(-2), 4), [3, 1]);
        assert_eq!(taken((100..).by(-3), 5), [4, 1]);
        assert_eq!(taken((-2..0).by(-1), 5), [3, 2, 1]);
        assert_eq!(taken((3..=1).by(-1), 5), [3, 2, 1]);
        assert_eq!(taken((..-4).by(-1), 5), [4, 3, 2]);
        assert_eq!(taken((..).by(-1), 0), [0isize; 0]);
        assert_eq!(Slice { step: 0, ..(..).slice() }.positions(3), None);
    }
}
