//! Finding where values belong in a sorted array.

use super::key::SortKey;
use super::needle::Needles;
use crate::array::Array;
use crate::dtype::Element;
use crate::error::{Error, ErrorKind};
use crate::kernel::{buffer, contiguous};

/// On which side of equal elements a value belongs (NumPy: `side=`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Side {
    /// Before them.
    #[default]
    Left,
    /// After them.
    Right,
}

/// The places in the sorted, one-dimensional `a` before which `v` belongs (NumPy:
/// `numpy.searchsorted`). `v` is a value or an array of values.
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([1, 2, 2, 5]);
/// assert_eq!(searchsorted(&a, 2), 1);
/// assert_eq!(searchsorted_with(&a, 2, Side::Right), 3);
/// assert_eq!(searchsorted(&a, [0, 9]).to_vec(), [0, 4]);
/// ```
///
/// # Panics
/// Panics if `a` is not one-dimensional.
#[must_use]
#[track_caller]
pub fn searchsorted<T: Element, V: Needles<T>>(a: &Array<T>, v: V) -> V::Places {
    a.searchsorted(v)
}

/// As [`searchsorted`], on the given side of equal elements (NumPy: `side=`).
///
/// # Panics
/// Panics if `a` is not one-dimensional.
#[must_use]
#[track_caller]
pub fn searchsorted_with<T: Element, V: Needles<T>>(a: &Array<T>, v: V, side: Side) -> V::Places {
    a.searchsorted_with(v, side)
}

impl<T: Element> Array<T> {
    /// The places in this sorted array before which `v` belongs (NumPy: `ndarray.searchsorted`).
    ///
    /// # Panics
    /// Panics if the array is not one-dimensional.
    #[must_use]
    #[track_caller]
    pub fn searchsorted<V: Needles<T>>(&self, v: V) -> V::Places {
        self.searchsorted_with(v, Side::Left)
    }

    /// As [`searchsorted`](Self::searchsorted), on the given side of equal elements (NumPy:
    /// `side=`).
    ///
    /// # Panics
    /// Panics if the array is not one-dimensional.
    #[must_use]
    #[track_caller]
    pub fn searchsorted_with<V: Needles<T>>(&self, v: V, side: Side) -> V::Places {
        if self.ndim() != 1 {
            let message = format!(
                "searchsorted: the sorted array has {} dimensions, and must have 1",
                self.ndim()
            );
            Error::new(ErrorKind::Shape, message).raise();
        }
        v.search(|values| T::searchsorted_in(self, values, side))
    }
}

pub(super) fn searchsorted_kernel<T: SortKey>(
    sorted: &Array<T>,
    values: &Array<T>,
    side: Side,
) -> Array<i64> {
    let (sorted, shape) = (sorted.data.view(), values.shape());
    let (sorted, values) = (contiguous(&sorted), values.data.view());
    let mut places = buffer(values.len());
    for some in contiguous(&values).chunks(TOGETHER) {
        match side {
            Side::Left => find_some(&sorted, some, &mut places, |x, value| x < value),
            Side::Right => find_some(&sorted, some, &mut places, |x, value| x <= value),
        }
    }
    Array::from_vec(shape, places)
}

/// Values that are looked for together, so that waiting for memory is shared.
const TOGETHER: usize = 16;

/// Appends for each value the place before which the elements come `before` it.
fn find_some<T: SortKey>(
    sorted: &[T],
    values: &[T],
    places: &mut Vec<i64>,
    before: impl Fn(T::Key, T::Key) -> bool,
) {
    let mut lowest = [0; TOGETHER];
    let values = values.iter().map(|value| value.key());
    // All halve the same number of places that are left, each where its own begin.
    let mut left = sorted.len();
    while left > 0 {
        let half = left.div_ceil(2);
        for (lowest, value) in lowest.iter_mut().zip(values.clone()) {
            let passes = before(sorted[*lowest + half - 1].key(), value);
            *lowest += if passes { half } else { 0 };
        }
        left -= half;
    }
    places.extend(lowest.iter().zip(values).map(|(&place, _)| place as i64));
}
