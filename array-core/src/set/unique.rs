//! Distinct elements, where they are and how many of each.

use crate::array::Array;
use crate::dims::{self, IndexInt};
use crate::dtype::Element;
use crate::kernel::{contiguous, from_lanes, lanes, to_vec, widest};
use crate::sort::{Room, SortKey};

use super::vector;

/// The distinct elements of an array and where they are: what [`unique_all`] returns.
#[derive(Clone)]
pub struct UniqueAll<T: Element> {
    /// The distinct elements, sorted.
    pub values: Array<T>,
    /// The place of each one's first occurrence in the flattened array.
    pub indices: Array<i64>,
    /// For each element of the array, in its shape, the place of its value in `values`.
    pub inverse_indices: Array<i64>,
    /// How often each occurs.
    pub counts: Array<i64>,
}

/// The distinct elements, sorted (NumPy: `numpy.unique`). NaNs count as one, and stand last.
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([3, 1, 3, 2]);
/// assert_eq!(unique(&a).to_vec(), [1, 2, 3]);
/// assert_eq!(unique_counts(&a).1.to_vec(), [1, 1, 2]);
/// ```
#[must_use]
pub fn unique<T: Element>(a: &Array<T>) -> Array<T> {
    T::unique_in(a)
}

/// The distinct elements with their first places, inverse and counts (NumPy: `numpy.unique` with
/// `return_index`, `return_inverse` and `return_counts`; `numpy.unique_all`).
///
/// ```
/// # use array_core::prelude::*;
/// let all = unique_all(&array([3, 1, 3, 2]));
/// assert_eq!(all.values.to_vec(), [1, 2, 3]);
/// assert_eq!(all.indices.to_vec(), [1, 3, 0]);
/// assert_eq!(all.counts.to_vec(), [1, 1, 2]);
/// ```
#[must_use]
pub fn unique_all<T: Element>(a: &Array<T>) -> UniqueAll<T> {
    T::unique_all_in(a)
}

/// The distinct elements and how often each occurs (NumPy: `numpy.unique_counts`).
#[must_use]
pub fn unique_counts<T: Element>(a: &Array<T>) -> (Array<T>, Array<i64>) {
    let all = T::unique_all_in(a);
    (all.values, all.counts)
}

/// The distinct elements and, for each element, the place of its value among them (NumPy:
/// `numpy.unique_inverse`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([3, 1, 3, 2]);
/// let (values, inverse) = unique_inverse(&a);
/// assert_eq!(inverse.to_vec(), [2, 0, 2, 1]);
/// assert_eq!(values.i(&inverse), a);
/// ```
#[must_use]
pub fn unique_inverse<T: Element>(a: &Array<T>) -> (Array<T>, Array<i64>) {
    let all = T::unique_all_in(a);
    (all.values, all.inverse_indices)
}

/// The distinct slices along an axis, sorted: rows for axis 0 (NumPy: `numpy.unique(a, axis=0)`).
///
/// ```
/// # use array_core::prelude::*;
/// let rows = array([[2, 1], [0, 3], [2, 1]]);
/// assert_eq!(unique_axis(&rows, 0).to_vec(), [0, 3, 2, 1]);
/// ```
///
/// # Panics
/// Panics if there is no such axis.
#[must_use]
#[track_caller]
pub fn unique_axis<T: Element>(a: &Array<T>, axis: impl IndexInt) -> Array<T> {
    T::unique_along(a, dims::axis(axis, a.ndim()))
}

pub(super) fn unique_kernel<T: SortKey>(array: &Array<T>) -> Array<T> {
    let mut elements = to_vec(&array.data.view());
    T::sort_lane(&mut elements);
    keep_distinct(&mut elements);
    vector(elements)
}

/// Keeps the first of each stretch of equal elements.
fn keep_distinct<T: SortKey>(sorted: &mut Vec<T>) {
    /// Elements that are moved at once if no two of them are equal.
    const BLOCK: usize = 64;
    let n = sorted.len();
    let mut kept = n.min(1);
    for start in (1..n).step_by(BLOCK) {
        let end = n.min(start + BLOCK);
        // The last element of a block is never overwritten before the next block has seen it.
        let pairs = || sorted[start - 1..].iter().zip(&sorted[start..end]);
        let distinct = widest(
            #[inline(always)]
            || pairs().map(|(a, b)| usize::from(a.key() != b.key())).sum::<usize>(),
        );
        if distinct == end - start {
            sorted.copy_within(start..end, kept);
            kept += distinct;
            continue;
        }
        let mut last = sorted[start - 1].key();
        for k in start..end {
            // Each is written where the next one that is kept will stand: no branch to mispredict.
            let (x, key) = (sorted[k], sorted[k].key());
            sorted[kept] = x;
            kept += usize::from(key != last);
            last = key;
        }
    }
    sorted.truncate(kept);
}

pub(super) fn unique_all_kernel<T: SortKey>(array: &Array<T>) -> UniqueAll<T> {
    let view = array.data.view();
    let elements = contiguous(&view);
    let mut places = Vec::with_capacity(elements.len());
    T::order_lane(&elements, &mut Room::default(), &mut places);
    let (mut values, mut indices, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let mut inverse = vec![0; places.len()];
    let key = |place: i64| elements[place as usize].key();
    for (rank, equals) in places.chunk_by(|&a, &b| key(a) == key(b)).enumerate() {
        let first = equals[0];
        values.push(elements[first as usize]);
        indices.push(first);
        counts.push(equals.len() as i64);
        for &place in equals {
            inverse[place as usize] = rank as i64;
        }
    }
    UniqueAll {
        values: vector(values),
        indices: vector(indices),
        inverse_indices: Array::from_vec(array.shape(), inverse),
        counts: vector(counts),
    }
}

pub(super) fn unique_rows_kernel<T: SortKey>(array: &Array<T>, axis: usize) -> Array<T> {
    let view = array.data.view();
    // The lanes run along the axis: the k-th slice is the k-th element of every lane.
    let along = lanes(&view, axis);
    let every_lane: Vec<&[T]> = along.iter().collect();
    let slice = |k: usize| every_lane.iter().map(move |lane| lane[k].key());
    let mut kept: Vec<usize> = (0..along.lane_len()).collect();
    kept.sort_by(|&a, &b| slice(a).cmp(slice(b)));
    kept.dedup_by(|a, b| slice(*a).eq(slice(*b)));
    let elements = every_lane.iter().flat_map(|lane| kept.iter().map(|&k| lane[k])).collect();
    from_lanes(elements, along.outer_shape(), axis, kept.len()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unique_follows_numpy() {
        let all = unique_all(&vector(vec![3, 1, 3, 2, 1]));
        assert_eq!(all.values.to_vec(), [1, 2, 3]);
        assert_eq!(all.indices.to_vec(), [1, 3, 0]);
        assert_eq!(all.inverse_indices.to_vec(), [2, 0, 2, 1, 0]);
        assert_eq!(all.counts.to_vec(), [2, 1, 2]);
        let square = Array::from_vec(&[2, 2], vec![3, 1, 3, 2]);
        assert_eq!(unique(&square).to_vec(), [1, 2, 3]);
        assert_eq!(unique_inverse(&square).1.shape(), [2, 2]);
        assert_eq!(unique(&vector(vec![true, false, true])).to_vec(), [false, true]);
        assert_eq!(unique(&vector::<f64>(vec![])).shape(), [0]);
    }

    #[test]
    fn the_first_of_equal_elements_is_kept() {
        let zeros = unique(&vector(vec![0_f64, 1., -0., 1., 1., -2., -0.]));
        assert_eq!(zeros.to_vec(), [-2., 0., 1.]);
        assert!(zeros.to_vec()[1].is_sign_negative());
    }

    #[test]
    fn any_number_of_elements_may_be_equal() {
        for equal in [1, 2, 3, 50, 100, 1000] {
            let elements: Vec<i64> = (0..1000).map(|k| k / equal).collect();
            let mut expected = elements.clone();
            expected.dedup();
            assert_eq!(unique(&vector(elements)).to_vec(), expected);
        }
        let few = (0..1000).map(|k| k - i64::from(k % 300 == 77)).collect();
        assert_eq!(unique(&vector(few)).size(), 996);
    }

    #[test]
    fn nans_count_as_one() {
        let (values, counts) = unique_counts(&vector(vec![f64::NAN, 1., f64::NAN]));
        assert!(values.to_vec()[0] == 1. && values.to_vec()[1].is_nan());
        assert_eq!(counts.to_vec(), [1, 2]);
    }

    #[test]
    fn rows_and_columns_can_be_distinct() {
        let a = Array::from_vec(&[3, 2], vec![1, 2, 1, 2, 0, 3]);
        let rows = unique_axis(&a, 0);
        assert_eq!((rows.shape(), rows.to_vec()), (&[2, 2][..], vec![0, 3, 1, 2]));
        let columns = unique_axis(&Array::from_vec(&[2, 3], vec![2, 1, 2, 5, 4, 5]), -1);
        assert_eq!((columns.shape(), columns.to_vec()), (&[2, 2][..], vec![1, 2, 4, 5]));
    }
}
