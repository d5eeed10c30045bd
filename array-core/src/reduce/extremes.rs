//! Smallest and largest elements, their distance and their places.

use super::fold::fold_rows;
use super::lane::{self, Largest, Smallest, Wanted};
use super::only;
use super::order::Ordered;
use super::plan::{Folds, Order, Over};
use crate::array::Array;
use crate::dims::{Dims, IndexInt};
use crate::dtype::{Complex32, Complex64, Element, Numeric};
use crate::error::{Error, ErrorKind};

kernels! {
    /// The kernels of extremes and their places.
    Extremes: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    min_whole, min_over = min_kernel | min_lane() -> Self;
    max_whole, max_over = max_kernel | max_lane() -> Self;
    argmin_whole, argmin_over = argmin_kernel | argmin_lane() -> i64;
    argmax_whole, argmax_over = argmax_kernel | argmax_lane() -> i64;
}

kernels! {
    /// The kernels of the distance between extremes.
    Ranged: Numeric for [i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    ptp_whole, ptp_over = ptp_kernel() -> Self;
}

reduction! {
    /// The smallest element; NaN if there is one (NumPy: `numpy.min`).
    ///
    /// Complex numbers are ordered by real part, then imaginary part.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1, 5, 3], [4, 2, 6]]);
    /// assert_eq!(a.min(), 1);
    /// assert_eq!(a.min_axis(0).to_vec(), [1, 2, 3]);
    /// ```
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Element::{min_whole, min_over}() of () -> |T| T;
    min min_keepdims min_axis min_axis_keepdims min_axes min_axes_keepdims
}

reduction! {
    /// The largest element; NaN if there is one (NumPy: `numpy.max`).
    ///
    /// Complex numbers are ordered by real part, then imaginary part.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1, 5, 3], [4, 2, 6]]);
    /// assert_eq!(a.max(), 6);
    /// assert_eq!(a.max_axis(0).to_vec(), [4, 5, 6]);
    /// ```
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Element::{max_whole, max_over}() of () -> |T| T;
    max max_keepdims max_axis max_axis_keepdims max_axes max_axes_keepdims
}

reduction! {
    /// The distance between the smallest and the largest element (NumPy: `numpy.ptp`).
    ///
    /// Integers wrap if their type cannot hold it.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1, 5, 3], [4, 2, 6]]);
    /// assert_eq!(a.ptp(), 5);
    /// assert_eq!(a.ptp_axis(1).to_vec(), [4, 4]);
    /// ```
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Numeric::{ptp_whole, ptp_over}() of () -> |T| T;
    ptp ptp_keepdims ptp_axis ptp_axis_keepdims ptp_axes ptp_axes_keepdims
}

reduction! {
    /// The place of the smallest element, the first of equals (NumPy: `numpy.argmin`).
    ///
    /// The place counts in row-major order of the axes that are folded; NaN counts as smallest.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1, 5, 3], [4, 2, 6]]);
    /// assert_eq!(a.argmin(), 0);
    /// assert_eq!(a.argmin_axis(1).to_vec(), [0, 1]);
    /// ```
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Element::{argmin_whole, argmin_over}() of () -> |T| i64;
    argmin argmin_keepdims argmin_axis argmin_axis_keepdims argmin_axes argmin_axes_keepdims
}

reduction! {
    /// The place of the largest element, the first of equals (NumPy: `numpy.argmax`).
    ///
    /// The place counts in row-major order of the axes that are folded; NaN counts as largest.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1, 5, 3], [4, 2, 6]]);
    /// assert_eq!(a.argmax(), 5);
    /// assert_eq!(a.argmax_axis(1).to_vec(), [1, 2]);
    /// ```
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Element::{argmax_whole, argmax_over}() of () -> |T| i64;
    argmax argmax_keepdims argmax_axis argmax_axis_keepdims argmax_axes argmax_axes_keepdims
}

pub(super) fn min_lane<T: Ordered>(lane: &[T]) -> T {
    lane::extreme(lane, Smallest)
}

pub(super) fn max_lane<T: Ordered>(lane: &[T]) -> T {
    lane::extreme(lane, Largest)
}

fn argmin_lane<T: Ordered>(lane: &[T]) -> i64 {
    lane::place(lane, Smallest) as i64
}

fn argmax_lane<T: Ordered>(lane: &[T]) -> i64 {
    lane::place(lane, Largest) as i64
}

#[track_caller]
pub(super) fn min_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<T> {
    over.refuse_nothing(array.shape(), "minimum");
    extreme_kernel(array, over, &min_lane, &Smallest::choose_or_nan)
}

#[track_caller]
pub(super) fn max_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<T> {
    over.refuse_nothing(array.shape(), "maximum");
    extreme_kernel(array, over, &max_lane, &Largest::choose_or_nan)
}

/// Folds lanes by `of_lane`, and rows by `choose`.
pub(super) fn extreme_kernel<T: Ordered>(
    array: &Array<T>,
    over: &Over,
    of_lane: &(impl Fn(&[T]) -> T + Sync),
    choose: &(impl Fn(T, T) -> T + Sync),
) -> Array<T> {
    if let Some(first) = over.first_step(array.shape(), array.data.strides()) {
        let partial = extreme_kernel(array, &first, of_lane, choose);
        return extreme_kernel(&partial, over, of_lane, choose);
    }
    let folds = Folds::new(array, over, Order::Any);
    let columns = vec![(); folds.inner];
    folds.fold(of_lane, |rows, results| fold_rows(rows, &columns, results, &|x, ()| x, choose))
}

#[track_caller]
fn ptp_kernel<T: Ordered + Numeric>(array: &Array<T>, over: &Over) -> Array<T> {
    let mut range = max_kernel(array, over);
    range.data.zip_mut_with(&min_kernel(array, over).data, |max, min| *max = max.minus(*min));
    range
}

#[track_caller]
pub(super) fn argmin_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<i64> {
    place_kernel(array, over, "argmin", argmin_lane, Smallest::choose_or_nan)
}

#[track_caller]
pub(super) fn argmax_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<i64> {
    place_kernel(array, over, "argmax", argmax_lane, Largest::choose_or_nan)
}

/// The place of the element that `choose` prefers, the first of equals; in a lane `place` finds it.
#[track_caller]
pub(super) fn place_kernel<T: Ordered>(
    array: &Array<T>,
    over: &Over,
    operation: &str,
    place: impl Fn(&[T]) -> i64 + Sync,
    choose: impl Fn(T, T) -> T + Sync,
) -> Array<i64> {
    if over.folds_nothing(array.shape()) {
        let message = format!("attempt to get {operation} of an empty sequence");
        Error::new(ErrorKind::Value, message).raise();
    }
    let folds = Folds::new(array, over, Order::RowMajor);
    folds.fold(place, |rows, places| place_in_rows(rows, places, &choose))
}

/// Whether two elements differ; NaN does not differ from NaN.
#[inline]
fn differs<T: Ordered>(a: T, b: T) -> bool {
    a != b && !(a.is_nan_value() && b.is_nan_value())
}

fn place_in_rows<T: Ordered>(rows: &[T], places: &mut [i64], choose: &impl Fn(T, T) -> T) {
    let mut rows = rows.chunks_exact(places.len());
    let mut best = rows.next().expect("a place needs a row").to_vec();
    for (row, index) in rows.zip(1..) {
        for ((place, best), &x) in places.iter_mut().zip(&mut best).zip(row) {
            let chosen = choose(*best, x);
            *place = if differs(chosen, *best) { index } else { *place };
            *best = chosen;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::{cube, vector};

    const NAN: f64 = f64::NAN;

    #[test]
    fn extremes_and_their_places_follow_numpy() {
        let a = cube();
        assert_eq!((a.min(), a.max(), a.ptp(), a.argmax()), (0, 23, 23, 23));
        assert_eq!(a.max_axis(0).to_vec(), (12..24).collect::<Vec<_>>());
        assert_eq!(a.argmax_axes_keepdims([0, 2]).to_vec(), [7, 7, 7]);
        assert_eq!(vector([3, 1, 1, 3]).argmin(), 1);
        assert_eq!(vector([3, 1, 1, 3]).argmax(), 0);
        assert_eq!(vector([120_i8, -120]).ptp(), -16);
        assert_eq!(vector([true, false]).argmin(), 1);
    }

    #[test]
    fn the_first_of_equals_counts_along_every_axis() {
        let a = Array::from_vec(&[3, 2], vec![2, 5, 2, 7, 9, 7]);
        assert_eq!(a.argmin_axis(0).to_vec(), [0, 0]);
        assert_eq!(a.argmax_axis(0).to_vec(), [2, 1]);
        assert_eq!(a.argmax_axis(1).to_vec(), [1, 1, 0]);
    }

    #[test]
    fn nan_is_both_smallest_and_largest() {
        let a = Array::from_vec(&[2, 3], vec![3., NAN, 1., 2., 5., 1.]);
        assert_eq!((a.argmin(), a.argmax()), (1, 1));
        assert_eq!(a.argmax_axis(0).to_vec(), [0, 0, 0]);
        assert_eq!(a.argmin_axis(1).to_vec(), [1, 2]);
        assert!(a.max().is_nan() && a.min().is_nan() && a.ptp().is_nan());
        let columns = a.max_axis(0).to_vec();
        assert!(columns[0] == 3. && columns[1].is_nan() && columns[2] == 1.);
        for place in 0..300 {
            let mut long = vec![1.0; 300];
            long[place] = NAN;
            let long = Array::from_vec(&[300], long);
            assert!(long.max().is_nan() && long.argmin() == place as i64);
        }
    }

    #[test]
    fn complex_numbers_are_ordered_by_their_parts() {
        let z = vector([Complex64::new(1., 2.), Complex64::new(1., -1.), Complex64::new(0., 9.)]);
        assert_eq!(z.min(), Complex64::new(0., 9.));
        assert_eq!(z.max(), Complex64::new(1., 2.));
        assert_eq!(z.argmax(), 0);
    }

    #[test]
    #[should_panic(
        expected = "zero-size array to reduction operation minimum which has no identity"
    )]
    fn nothing_has_no_smallest_element() {
        let _ = Array::<f64>::from_vec(&[0, 3], vec![]).min_axis(0);
    }

    #[test]
    #[should_panic(expected = "attempt to get argmin of an empty sequence")]
    fn nothing_has_no_place() {
        let _ = vector::<f64, 0>([]).argmin();
    }

    #[test]
    fn no_results_need_no_elements() {
        let a = Array::<f64>::from_vec(&[0, 3], vec![]);
        assert_eq!(a.min_axis(1).shape(), [0]);
        assert_eq!(a.argmin_axis(1).shape(), [0]);
    }
}
