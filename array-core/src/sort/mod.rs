//! Sorting and searching.
//!
//! NaN stands last, complex numbers are ordered by real part, then imaginary part. As in NumPy,
//! the functions return a sorted copy and the methods sort in place:
//!
//! ```
//! use array_core::prelude::*;
//!
//! let mut a = array([3., f64::NAN, 1.]);
//! assert_eq!(sort(&a).to_vec()[..2], [1., 3.]);
//! assert_eq!(a.argsort().to_vec(), [2, 0, 1]);
//! a.sort();
//! assert_eq!(a.searchsorted(2.), 1);
//! ```

mod columns;
mod key;
mod lex;
mod lex_keys;
mod needle;
mod order;
mod partition;
mod search;

pub use lex::*;
pub use partition::*;
pub use search::*;

pub(crate) use key::SortKey;
pub(crate) use order::Room;

use ndarray::{ArrayViewD, ArrayViewMut2, ArrayViewMutD, Axis, IxDyn};

use crate::array::{Array, OneArray};
use crate::creation::copy;
use crate::dims::{self, IndexInt};
use crate::dtype::{Complex32, Complex64, Element};
use crate::kernel::{assign, from_lanes, lanes, to_vec};
use crate::reduce::dispatch;
use crate::threads;
use lex::refine_kernel;
use partition::{argpartition_kernel, partition_kernel};
use search::searchsorted_kernel;

dispatch! {
    /// The kernels of sorting and searching.
    SortKernels: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    sort_along = sort_kernel(array: &mut Array<Self>, axis: usize) -> ();
    argsort_along = argsort_kernel(array: &Array<Self>, axis: usize) -> Array<i64>;
    partition_along = partition_kernel(array: &mut Array<Self>, kth: &[isize], axis: usize) -> ();
    argpartition_along = argpartition_kernel(array: &Array<Self>, kth: &[isize], axis: usize)
        -> Array<i64>;
    searchsorted_in = searchsorted_kernel(sorted: &Array<Self>, values: &Array<Self>, side: Side)
        -> Array<i64>;
    refine_order = refine_kernel(key: &Array<Self>, order: &mut [i64]) -> ();
}

/// A copy sorted along the last axis (NumPy: `numpy.sort`).
///
/// NaN stands last and -0.0 before 0.0. Other elements that are equal are identical, so that every
/// `kind` of NumPy's gives this result.
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([[3, 1, 2], [9, 7, 8]]);
/// assert_eq!(sort(&a).to_vec(), [1, 2, 3, 7, 8, 9]);
/// assert_eq!(sort_axis(&a, 0).to_vec(), [3, 1, 2, 9, 7, 8]);
/// ```
///
/// # Panics
/// Panics for a 0-d array.
#[must_use]
#[track_caller]
pub fn sort<T: Element>(a: impl OneArray<Element = T>) -> Array<T> {
    sort_axis(a.as_array(), -1)
}

/// As [`sort`], along an axis (NumPy: `numpy.sort(a, axis)`).
///
/// # Panics
/// Panics if there is no such axis.
#[must_use]
#[track_caller]
pub fn sort_axis<T: Element>(a: impl OneArray<Element = T>, axis: impl IndexInt) -> Array<T> {
    let mut sorted = copy(a.as_array());
    sorted.sort_axis(axis);
    sorted
}

/// The elements of the flattened array in order (NumPy: `numpy.sort(a, axis=None)`).
#[must_use]
pub fn sort_flat<T: Element>(a: impl OneArray<Element = T>) -> Array<T> {
    let mut sorted = flat(a.as_array());
    T::sort_along(&mut sorted, 0);
    sorted
}

/// The places that sort the last axis, stable: equal elements keep their order (NumPy:
/// `numpy.argsort(a, kind="stable")`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([3., 1., 2.]);
/// let order = argsort(&a);
/// assert_eq!(order.to_vec(), [1, 2, 0]);
/// assert_eq!(a.i(&order), sort(&a));
/// ```
///
/// # Panics
/// Panics for a 0-d array.
#[must_use]
#[track_caller]
pub fn argsort<T: Element>(a: impl OneArray<Element = T>) -> Array<i64> {
    a.as_array().argsort()
}

/// As [`argsort`], along an axis (NumPy: `numpy.argsort(a, axis)`).
///
/// # Panics
/// Panics if there is no such axis.
#[must_use]
#[track_caller]
pub fn argsort_axis<T: Element>(a: impl OneArray<Element = T>, axis: impl IndexInt) -> Array<i64> {
    a.as_array().argsort_axis(axis)
}

/// The places in the flattened array that sort it (NumPy: `numpy.argsort(a, axis=None)`).
#[must_use]
pub fn argsort_flat<T: Element>(a: impl OneArray<Element = T>) -> Array<i64> {
    T::argsort_along(&flat(a.as_array()), 0)
}

impl<T: Element> Array<T> {
    /// Sorts the last axis in place (NumPy: `ndarray.sort`); see [`sort()`].
    ///
    /// # Panics
    /// Panics for a 0-d array.
    #[track_caller]
    pub fn sort(&mut self) {
        self.sort_axis(-1);
    }

    /// Sorts an axis in place (NumPy: `ndarray.sort(axis)`).
    ///
    /// # Panics
    /// Panics if there is no such axis.
    #[track_caller]
    pub fn sort_axis(&mut self, axis: impl IndexInt) {
        let axis = dims::axis(axis, self.ndim());
        T::sort_along(self, axis);
    }

    /// The places that sort the last axis, stable (NumPy: `ndarray.argsort`).
    ///
    /// # Panics
    /// Panics for a 0-d array.
    #[must_use]
    #[track_caller]
    pub fn argsort(&self) -> Array<i64> {
        self.argsort_axis(-1)
    }

    /// The places that sort an axis, stable (NumPy: `ndarray.argsort(axis)`).
    ///
    /// # Panics
    /// Panics if there is no such axis.
    #[must_use]
    #[track_caller]
    pub fn argsort_axis(&self, axis: impl IndexInt) -> Array<i64> {
        T::argsort_along(self, dims::axis(axis, self.ndim()))
    }
}

/// The elements in row-major order as one axis.
fn flat<T: Element>(a: &Array<T>) -> Array<T> {
    Array::from_vec(&[a.size()], to_vec(&a.data.view()))
}

/// Elements of lanes that are sorted side by side: so many rows of a vector stay in the second-level
/// cache, which costs less than to bring each lane together.
const SHORT: usize = 1024;

fn sort_kernel<T: SortKey>(array: &mut Array<T>, axis: usize) {
    let (len, last) = (array.shape()[axis], axis + 1 == array.ndim());
    if last || len > SHORT {
        return each_lane_mut(array, axis, T::sort_lane);
    }
    let columns = array.size() / len.max(1);
    if axis == 0
        && let Some(rows) = array.data.view_mut().as_slice_mut()
    {
        return T::sort_columns(matrix(rows, len, columns));
    }
    each_group_mut(array, axis, |group| {
        let lane = group.ndim() - 1;
        let mut rows_first: Vec<usize> = (0..lane).collect();
        rows_first.insert(0, lane);
        reorder(group.permuted_axes(IxDyn(&rows_first)), |rows| {
            T::sort_columns(matrix(rows, len, rows.len() / len));
        });
    });
}

fn matrix<T>(elements: &mut [T], rows: usize, columns: usize) -> ArrayViewMut2<'_, T> {
    ArrayViewMut2::from_shape((rows, columns), elements).expect("the elements fill the rows")
}

fn argsort_kernel<T: SortKey>(array: &Array<T>, axis: usize) -> Array<i64> {
    let mut room = Room::default();
    order_lanes(array, axis, |lane, order| T::order_lane(lane, &mut room, order))
}

/// The places of each lane along `axis` in the order in which `append` appends them.
fn order_lanes<T: SortKey>(
    array: &Array<T>,
    axis: usize,
    mut append: impl FnMut(&[T], &mut Vec<i64>),
) -> Array<i64> {
    let view = array.data.view();
    let along = lanes(&view, axis);
    let mut ordered = Vec::with_capacity(array.size());
    for lane in along.iter() {
        append(lane, &mut ordered);
    }
    from_lanes(ordered, along.outer_shape(), axis, along.lane_len()).into()
}

/// Elements of the lanes that are brought together at once: they fit a second-level cache.
const GROUP: usize = 1 << 15;
/// Lanes whose neighbouring elements share cache lines.
const EVEN: usize = 16;

/// Reorders each lane along `axis` in place.
fn each_lane_mut<T: Element>(array: &mut Array<T>, axis: usize, visit: impl Fn(&mut [T]) + Sync) {
    let (len, size) = (array.shape()[axis], array.size());
    if size == 0 {
        return;
    }
    let mut view = array.data.view_mut();
    if axis + 1 == view.ndim()
        && let Some(elements) = view.as_slice_mut()
    {
        threads::each_part_of(elements, len, |_, lanes| {
            lanes.chunks_exact_mut(len).for_each(&visit);
        });
        return;
    }
    each_group_mut(array, axis, |group| {
        reorder(group, |lanes| lanes.chunks_exact_mut(len).for_each(&visit));
    });
}

/// Visits groups of lanes along `axis`, which is the last one of each group.
fn each_group_mut<T: Element>(
    array: &mut Array<T>,
    axis: usize,
    visit: impl Fn(ArrayViewMutD<'_, T>) + Sync,
) {
    let (len, size) = (array.shape()[axis], array.size());
    if size == 0 {
        return;
    }
    let view = array.data.view_mut();
    let mut order: Vec<usize> = (0..view.ndim()).filter(|&other| other != axis).collect();
    order.push(axis);
    let view = view.permuted_axes(IxDyn(&order));
    threads::each(groups_of_lanes(view, (GROUP / len).max(EVEN)), size, visit);
}

/// Changes a row-major copy of the elements, and writes it back.
fn reorder<T: Element>(mut view: ArrayViewMutD<'_, T>, change: impl FnOnce(&mut [T])) {
    let mut elements = to_vec(&view.view());
    change(&mut elements);
    let changed = ArrayViewD::from_shape(view.raw_dim(), &elements).expect("a copy of the view");
    assign(&mut view, &changed);
}

/// Parts of an array whose last axis has the lanes, of at most `count` lanes each.
fn groups_of_lanes<T>(view: ArrayViewMutD<'_, T>, count: usize) -> Vec<ArrayViewMutD<'_, T>> {
    let lanes: usize = view.shape()[..view.ndim() - 1].iter().product();
    if lanes <= count {
        return vec![view];
    }
    // The first axis that is not of length one is divided, as evenly as it can be.
    let axis = view.shape().iter().position(|&other| other > 1).unwrap_or(0);
    let (len, half) = (view.shape()[axis], view.shape()[axis] / 2);
    let (first, last) = view.split_at(Axis(axis), half.next_multiple_of(EVEN).min(len - 1));
    let mut groups = groups_of_lanes(first, count);
    groups.extend(groups_of_lanes(last, count));
    groups
}

#[cfg(test)]
mod tests;
