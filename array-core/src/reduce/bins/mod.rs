//! Counting elements by value: histograms, counts of integers, places among bins.

mod edges;
mod histogram;

pub use histogram::*;

use std::borrow::Cow;

use ndarray::ArrayViewD;

use crate::array::Array;
use crate::dtype::{Integer, Real};
use crate::error::{Error, ErrorKind, show_shape};
use crate::kernel::contiguous;
use crate::sort::{Side, searchsorted_with};

/// How often each integer from 0 to the largest occurs (NumPy: `numpy.bincount`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(bincount(&array([0, 2, 2, 3])).to_vec(), [1, 0, 2, 1]);
/// ```
///
/// # Panics
/// Panics if the array is not one-dimensional, or has a negative element.
#[must_use]
#[track_caller]
pub fn bincount<T: Integer>(a: &Array<T>) -> Array<i64> {
    bincount_with(a, 0)
}

/// [`bincount`], for `minlength` integers at least (NumPy: `numpy.bincount(a, minlength=..)`).
///
/// # Panics
/// As [`bincount`].
#[must_use]
#[track_caller]
pub fn bincount_with<T: Integer>(a: &Array<T>, minlength: usize) -> Array<i64> {
    counts(&a.astype(), minlength)
}

/// How often each integer occurs, for `minlength` integers at least.
#[track_caller]
fn counts(a: &Array<i64>, minlength: usize) -> Array<i64> {
    /// Neighbours, which are counted apart: one's count need not wait for that of an equal one.
    const NEIGHBOURS: usize = 4;
    /// Bins that are few enough to have them as often as there are neighbours.
    const FEW: usize = 2048;

    let view = a.data.view();
    let (elements, bins) = counted(a, &view);
    let bins = bins.max(minlength);
    let mut counts = vec![0; bins];
    let mut rest = &*elements;
    if bins <= FEW {
        let (fours, few) = elements.as_chunks::<NEIGHBOURS>();
        let mut apart = vec![0_i64; NEIGHBOURS * bins];
        for four in fours {
            for (k, &x) in four.iter().enumerate() {
                apart[k * bins + x as usize] += 1;
            }
        }
        for part in apart.chunks_exact(bins.max(1)) {
            counts.iter_mut().zip(part).for_each(|(count, part)| *count += part);
        }
        rest = few;
    }
    for &x in rest {
        counts[x as usize] += 1;
    }
    Array::from_vec(&[bins], counts)
}

/// The sum of the weights of each integer from 0 to the largest (NumPy:
/// `numpy.bincount(a, weights)`).
///
/// # Panics
/// As [`bincount`], and if the weights have another length.
#[must_use]
#[track_caller]
pub fn bincount_weights<T: Integer, W: Real>(a: &Array<T>, weights: &Array<W>) -> Array<f64> {
    if a.shape() != weights.shape() {
        let message = format!(
            "The weights and list don't have the same length: {} and {}",
            show_shape(weights.shape()),
            show_shape(a.shape())
        );
        Error::new(ErrorKind::Shape, message).raise();
    }
    let a = a.astype();
    let view = a.data.view();
    let (elements, bins) = counted(&a, &view);
    let mut sums = vec![0.0; bins];
    for (&place, weight) in elements.iter().zip(weights.astype::<f64>().to_vec()) {
        sums[place as usize] += weight;
    }
    Array::from_vec(&[sums.len()], sums)
}

/// The elements that are counted, seen through `view`, and how many bins there are for them.
#[track_caller]
fn counted<'a>(a: &Array<i64>, view: &'a ArrayViewD<'_, i64>) -> (Cow<'a, [i64]>, usize) {
    if a.ndim() != 1 {
        let message = format!(
            "bincount: the array must have 1 dimension, and has shape {}",
            show_shape(a.shape())
        );
        Error::new(ErrorKind::Shape, message).raise();
    }
    if a.size() == 0 {
        return (Cow::Borrowed(&[]), 0);
    }
    if a.min() < 0 {
        Error::new(ErrorKind::Value, "'list' argument must have no negative elements").raise();
    }
    (contiguous(view), a.max() as usize + 1)
}

/// The bin of each element: `k` where `bins[k - 1] <= x < bins[k]` (NumPy: `numpy.digitize`).
/// Decreasing bins count the other way round.
///
/// ```
/// # use array_core::prelude::*;
/// let bins = array([0., 1., 2.5]);
/// assert_eq!(digitize(&array([0.2, 6.4, 1., -1.]), &bins).to_vec(), [1, 3, 2, 0]);
/// ```
///
/// # Panics
/// Panics if `bins` is not one-dimensional and monotonic.
#[must_use]
#[track_caller]
pub fn digitize<T: Real, U: Real>(x: &Array<T>, bins: &Array<U>) -> Array<i64> {
    places_among(&x.astype(), &bins.astype(), Side::Right)
}

/// [`digitize`] with bins that include their right edge: `bins[k - 1] < x <= bins[k]` (NumPy:
/// `numpy.digitize(x, bins, right=True)`).
///
/// # Panics
/// As [`digitize`].
#[must_use]
#[track_caller]
pub fn digitize_right<T: Real, U: Real>(x: &Array<T>, bins: &Array<U>) -> Array<i64> {
    places_among(&x.astype(), &bins.astype(), Side::Left)
}

#[track_caller]
fn places_among(x: &Array<f64>, bins: &Array<f64>, side: Side) -> Array<i64> {
    let mut edges = bins.to_vec();
    if edges.is_sorted() {
        return searchsorted_with(bins, x, side);
    }
    edges.reverse();
    if !edges.is_sorted() {
        let message = "bins must be monotonically increasing or decreasing";
        Error::new(ErrorKind::Value, message).raise();
    }
    let count = edges.len() as i64;
    let mut places = searchsorted_with(&Array::from_vec(&[edges.len()], edges), x, side);
    places.data.map_inplace(|place| *place = count - *place);
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::vector;

    #[test]
    fn integers_are_counted_as_by_numpy() {
        let counts = bincount(&vector([0, 1, 1, 3, 2, 1, 7]));
        assert_eq!(counts.to_vec(), [1, 3, 1, 1, 0, 0, 0, 1]);
        assert_eq!(bincount_with(&vector([1_u8]), 4).to_vec(), [0, 1, 0, 0]);
        assert_eq!(bincount(&vector::<i64, 0>([])).shape(), [0]);
        let sums = bincount_weights(&vector([0, 1, 1, 2]), &vector([0.5, 0.25, 0.5, -1.]));
        assert_eq!(sums.to_vec(), [0.5, 0.75, -1.]);
    }

    #[test]
    fn integers_are_counted_one_by_one_whatever_their_number() {
        for (n, largest) in [(3, 1), (1001, 7), (1002, 2047), (1003, 2048), (1000, 100_000)] {
            let elements: Vec<i64> = (0..n).map(|k| k * 7919 % largest).chain([largest]).collect();
            let mut right = vec![0; largest as usize + 1];
            elements.iter().for_each(|&x| right[x as usize] += 1);
            assert_eq!(bincount(&Array::from_vec(&[elements.len()], elements)).to_vec(), right);
        }
    }

    #[test]
    #[should_panic(expected = "'list' argument must have no negative elements")]
    fn negative_integers_have_no_bin() {
        let _ = bincount(&vector([-1]));
    }

    #[test]
    fn places_among_bins_follow_numpy() {
        let x = vector([0.2, 6.4, 3., 1.6]);
        assert_eq!(digitize(&x, &vector([0., 1., 2.5, 4., 10.])).to_vec(), [1, 4, 3, 2]);
        assert_eq!(digitize(&x, &vector([10., 4., 2.5, 1., 0.])).to_vec(), [4, 1, 2, 3]);
        assert_eq!(digitize_right(&vector([1., 2.5]), &vector([0., 1., 2.5])).to_vec(), [1, 2]);
        let down = vector([10., 4., 2.5, 1., 0.]);
        assert_eq!(digitize_right(&vector([2.5, 4.]), &down).to_vec(), [3, 2]);
        assert_eq!(digitize(&vector([2.5]), &down).to_vec(), [2]);
    }

    #[test]
    #[should_panic(expected = "bins must be monotonically increasing or decreasing")]
    fn bins_have_an_order() {
        let _ = digitize(&vector([1]), &vector([1, 3, 2]));
    }
}
