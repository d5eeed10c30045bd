//! Smallest and largest elements, their distance and their places.

use super::fold::fold_lane;
use super::only;
use super::plan::{Folds, Order, Over};
use super::sums::fold;
use crate::array::Array;
use crate::dims::{Dims, IndexInt};
use crate::dtype::{Complex32, Complex64, Element, Numeric};
use crate::error::{Error, ErrorKind};
use super::order::Ordered;

kernels! {
    /// Element types with a smallest and a largest element: all of them. Sealed.
    Extremes for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    min_whole, min_over = min_kernel() -> Self;
    max_whole, max_over = max_kernel() -> Self;
    argmin_whole, argmin_over = argmin_kernel() -> i64;
    argmax_whole, argmax_over = argmax_kernel() -> i64;
}

kernels! {
    /// Element types with a distance between extremes: all but `bool`. Sealed.
    Ranged for [i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    ptp_whole, ptp_over = ptp_kernel() -> Self;
}

reduction! {
    /// The smallest element; NaN if there is one (NumPy: `numpy.min`).
    ///
    /// Complex numbers are ordered by real part, then imaginary part.
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Extremes::{min_whole, min_over}() of () -> |T| T;
    min min_keepdims min_axis min_axis_keepdims min_axes min_axes_keepdims
}

reduction! {
    /// The largest element; NaN if there is one (NumPy: `numpy.max`).
    ///
    /// Complex numbers are ordered by real part, then imaginary part.
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Extremes::{max_whole, max_over}() of () -> |T| T;
    max max_keepdims max_axis max_axis_keepdims max_axes max_axes_keepdims
}

reduction! {
    /// The distance between the smallest and the largest element (NumPy: `numpy.ptp`).
    ///
    /// Integers wrap if their type cannot hold it.
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Ranged::{ptp_whole, ptp_over}() of () -> |T| T;
    ptp ptp_keepdims ptp_axis ptp_axis_keepdims ptp_axes ptp_axes_keepdims
}

reduction! {
    /// The place of the smallest element, the first of equals (NumPy: `numpy.argmin`).
    ///
    /// The place counts in row-major order of the axes that are folded; NaN counts as smallest.
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Extremes::{argmin_whole, argmin_over}() of () -> |T| i64;
    argmin argmin_keepdims argmin_axis argmin_axis_keepdims argmin_axes argmin_axes_keepdims
}

reduction! {
    /// The place of the largest element, the first of equals (NumPy: `numpy.argmax`).
    ///
    /// The place counts in row-major order of the axes that are folded; NaN counts as largest.
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Extremes::{argmax_whole, argmax_over}() of () -> |T| i64;
    argmax argmax_keepdims argmax_axis argmax_axis_keepdims argmax_axes argmax_axes_keepdims
}

/// `b` if it comes before `a` or is NaN, else `a`: joined this way, NaN stays.
#[inline]
pub(super) fn lesser<T: Ordered>(a: T, b: T) -> T {
    if b.before(a) || b.is_nan_value() { b } else { a }
}

/// `b` if it comes after `a` or is NaN, else `a`.
#[inline]
pub(super) fn greater<T: Ordered>(a: T, b: T) -> T {
    if a.before(b) || b.is_nan_value() { b } else { a }
}

#[track_caller]
fn refuse_nothing<T: Element>(array: &Array<T>, over: &Over, operation: &str) {
    if over.count(array.shape()) == 0 && over.results(array.shape()) > 0 {
        let message =
            format!("zero-size array to reduction operation {operation} which has no identity");
        Error::new(ErrorKind::Value, message).raise();
    }
}

#[track_caller]
fn min_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<T> {
    refuse_nothing(array, over, "minimum");
    fold(array, over, T::ZERO, |x| x, lesser)
}

#[track_caller]
fn max_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<T> {
    refuse_nothing(array, over, "maximum");
    fold(array, over, T::ZERO, |x| x, greater)
}

#[track_caller]
fn ptp_kernel<T: Ordered + Numeric>(array: &Array<T>, over: &Over) -> Array<T> {
    let mut range = max_kernel(array, over);
    range.data.zip_mut_with(&min_kernel(array, over).data, |max, min| *max = max.minus(*min));
    range
}

#[track_caller]
fn argmin_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<i64> {
    place_kernel(array, over, "argmin", lesser)
}

#[track_caller]
fn argmax_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<i64> {
    place_kernel(array, over, "argmax", greater)
}

#[track_caller]
fn place_kernel<T: Ordered>(
    array: &Array<T>,
    over: &Over,
    operation: &str,
    choose: impl Fn(T, T) -> T,
) -> Array<i64> {
    if over.count(array.shape()) == 0 && over.results(array.shape()) > 0 {
        let message = format!("attempt to get {operation} of an empty sequence");
        Error::new(ErrorKind::Value, message).raise();
    }
    let folds = Folds::new(array, over, Order::RowMajor);
    folds.fold(
        |lane| place_in_lane(lane, &choose),
        |rows, places| place_in_rows(rows, places, &choose),
    )
}

/// The place of the chosen element of `lane`: its value first, which vector registers find fast.
pub(super) fn place_in_lane<T: Ordered>(lane: &[T], choose: &impl Fn(T, T) -> T) -> i64 {
    let best = fold_lane(lane, &|x| x, choose);
    let place = if best.is_nan_value() {
        lane.iter().position(|x| x.is_nan_value())
    } else {
        lane.iter().position(|x| *x == best)
    };
    place.expect("the chosen element is in the lane") as i64
}

fn place_in_rows<T: Ordered>(rows: &[T], places: &mut [i64], choose: &impl Fn(T, T) -> T) {
    let mut rows = rows.chunks_exact(places.len());
    let mut best = rows.next().expect("a place needs a row").to_vec();
    for (row, index) in rows.zip(1..) {
        for ((place, best), &x) in places.iter_mut().zip(&mut best).zip(row) {
            let chosen = choose(*best, x);
            let differs = chosen != *best && !best.is_nan_value();
            *place = if differs { index } else { *place };
            *best = chosen;
        }
    }
}
