//! Selecting: putting only the element of a given rank into its place.

use super::key::{SortKey, places_of};
use super::{each_lane_mut, order_lanes};
use crate::array::Array;
use crate::creation::copy;
use crate::dims::{self, Dims, IndexInt};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind};

/// A copy whose last axis has the element that sorting would put at `kth` there, smaller ones
/// before and larger ones after it (NumPy: `numpy.partition`). `kth` is a place or several.
///
/// ```
/// # use array_core::prelude::*;
/// let parted = partition(&array([5, 1, 4, 2, 3]), 2);
/// assert_eq!(parted[2], 3);
/// assert!(parted.i(..2).lt(3).all() && parted.i(3..).gt(3).all());
/// ```
///
/// # Panics
/// Panics if the axis has no such place.
#[must_use]
#[track_caller]
pub fn partition<T: Element>(a: &Array<T>, kth: impl Dims) -> Array<T> {
    partition_axis(a, kth, -1)
}

/// As [`partition`], along an axis (NumPy: `numpy.partition(a, kth, axis)`).
///
/// # Panics
/// Panics if there is no such axis, or no such place in it.
#[must_use]
#[track_caller]
pub fn partition_axis<T: Element>(a: &Array<T>, kth: impl Dims, axis: impl IndexInt) -> Array<T> {
    let mut parted = copy(a);
    parted.partition_axis(kth, axis);
    parted
}

/// The places that part the last axis as [`partition`] does (NumPy: `numpy.argpartition`).
///
/// # Panics
/// Panics if the axis has no such place.
#[must_use]
#[track_caller]
pub fn argpartition<T: Element>(a: &Array<T>, kth: impl Dims) -> Array<i64> {
    a.argpartition(kth)
}

/// As [`argpartition`], along an axis (NumPy: `numpy.argpartition(a, kth, axis)`).
///
/// # Panics
/// Panics if there is no such axis, or no such place in it.
#[must_use]
#[track_caller]
pub fn argpartition_axis<T: Element>(
    a: &Array<T>,
    kth: impl Dims,
    axis: impl IndexInt,
) -> Array<i64> {
    a.argpartition_axis(kth, axis)
}

impl<T: Element> Array<T> {
    /// Parts the last axis in place (NumPy: `ndarray.partition`); see
    /// [`partition`](crate::sort::partition).
    ///
    /// # Panics
    /// Panics if the axis has no such place.
    #[track_caller]
    pub fn partition(&mut self, kth: impl Dims) {
        self.partition_axis(kth, -1);
    }

    /// Parts an axis in place (NumPy: `ndarray.partition(kth, axis)`).
    ///
    /// # Panics
    /// Panics if there is no such axis, or no such place in it.
    #[track_caller]
    pub fn partition_axis(&mut self, kth: impl Dims, axis: impl IndexInt) {
        let axis = dims::axis(axis, self.ndim());
        T::partition_along(self, &kth.dims(), axis);
    }

    /// The places that part the last axis (NumPy: `ndarray.argpartition`).
    ///
    /// # Panics
    /// Panics if the axis has no such place.
    #[must_use]
    #[track_caller]
    pub fn argpartition(&self, kth: impl Dims) -> Array<i64> {
        self.argpartition_axis(kth, -1)
    }

    /// The places that part an axis (NumPy: `ndarray.argpartition(kth, axis)`).
    ///
    /// # Panics
    /// Panics if there is no such axis, or no such place in it.
    #[must_use]
    #[track_caller]
    pub fn argpartition_axis(&self, kth: impl Dims, axis: impl IndexInt) -> Array<i64> {
        T::argpartition_along(self, &kth.dims(), dims::axis(axis, self.ndim()))
    }
}

/// The places that `kth` names in a lane of `n`, in order.
#[track_caller]
fn ranks(kth: &[isize], n: usize) -> Vec<usize> {
    let len = n as isize;
    let mut ranks: Vec<usize> = Vec::with_capacity(kth.len());
    for &k in kth {
        if !(-len..len).contains(&k) {
            let message = format!("kth(={k}) out of bounds ({n})");
            Error::new(ErrorKind::Value, message).raise();
        }
        ranks.push(k.rem_euclid(len) as usize);
    }
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

#[track_caller]
pub(super) fn partition_kernel<T: SortKey>(array: &mut Array<T>, kth: &[isize], axis: usize) {
    let ranks = ranks(kth, array.shape()[axis]);
    each_lane_mut(array, axis, |lane| {
        let mut done = 0;
        for &rank in &ranks {
            T::select_in_lane(&mut lane[done..], rank - done);
            done = rank + 1;
        }
    });
}

#[track_caller]
pub(super) fn argpartition_kernel<T: SortKey>(
    array: &Array<T>,
    kth: &[isize],
    axis: usize,
) -> Array<i64> {
    let ranks = ranks(kth, array.shape()[axis]);
    let mut places = Vec::new();
    order_lanes(array, axis, |lane, order| {
        places_of(lane, &mut places);
        let mut done = 0;
        for &rank in &ranks {
            places[done..].select_nth_unstable_by_key(rank - done, |&(key, _)| key);
            done = rank + 1;
        }
        order.extend(places.iter().map(|&(_, place)| place));
    })
}
