//! Finding where values belong in a sorted array.

use std::hint::select_unpredictable;
use std::mem::MaybeUninit;

use super::key::SortKey;
use super::needle::Needles;
use crate::array::Array;
use crate::dtype::Element;
use crate::error::{Error, ErrorKind};
use crate::kernel::{collect, contiguous};
use crate::reduce::Ordered;
use crate::threads;

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

/// Values that are looked for together, so that waiting for memory is shared.
const TOGETHER: usize = 16;

pub(super) fn searchsorted_kernel<T: SortKey + Ordered>(
    sorted: &Array<T>,
    values: &Array<T>,
    side: Side,
) -> Array<i64> {
    let (sorted, shape) = (sorted.data.view(), values.shape());
    let (sorted, values) = (contiguous(&sorted), values.data.view());
    let (sorted, values) = (&*sorted, &*contiguous(&values));
    let places = collect(values.len(), |places| {
        threads::each_part(places, |start, places| {
            let values = &values[start..][..places.len()];
            let (some, rest) = values.as_chunks::<TOGETHER>();
            let (places, rest_places) = places.as_chunks_mut::<TOGETHER>();
            for (values, places) in some.iter().zip(places) {
                *places = places_of(sorted, values, side).map(|at| MaybeUninit::new(at as i64));
            }
            for (&value, place) in rest.iter().zip(rest_places) {
                let [at] = places_of(sorted, &[value], side);
                place.write(at as i64);
            }
        });
    });
    Array::from_vec(shape, places)
}

/// The place of each value among the sorted elements.
fn places_of<T: SortKey + Ordered, const N: usize>(
    sorted: &[T],
    values: &[T; N],
    side: Side,
) -> [usize; N] {
    if values.iter().any(|value| value.is_nan_value()) {
        let values = values.map(T::key);
        return match side {
            Side::Left => count_before(sorted, &values, |x, value| x.key() < value),
            Side::Right => count_before(sorted, &values, |x, value| x.key() <= value),
        };
    }
    // NaN stands last, and does not compare as before anything.
    match side {
        Side::Left => count_before(sorted, values, |x, value| x.before(value)),
        Side::Right => count_before(sorted, values, |x, value| x.before(value) || x == value),
    }
}

/// How many of the sorted elements come `before` each value, which the first ones do.
fn count_before<T: Copy, V: Copy, const N: usize>(
    sorted: &[T],
    values: &[V; N],
    before: impl Fn(T, V) -> bool,
) -> [usize; N] {
    let mut counts = [0; N];
    // All halve the same number of places that are left, each where its own begin.
    let mut left = sorted.len();
    while left > 0 {
        let half = left.div_ceil(2);
        for (count, &value) in counts.iter_mut().zip(values) {
            let passed = *count + half;
            // SAFETY: `count` and `left` are never more than all together, and `half` is part of
            // `left`.
            let passes = before(unsafe { *sorted.get_unchecked(passed - 1) }, value);
            // Each half is as likely as the other: a branch would be guessed wrongly each other time.
            *count = select_unpredictable(passes, passed, *count);
        }
        left -= half;
    }
    counts
}
