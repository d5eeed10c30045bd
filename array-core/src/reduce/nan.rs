//! The reductions that pass over NaN.

use super::extremes::{
    argmax_kernel, argmin_kernel, extreme_kernel, max_kernel, max_lane, min_kernel, min_lane,
    place_kernel,
};
use super::fold::fold_lane;
use super::lane::{self, Largest, Smallest, Wanted};
use super::only;
use super::order::Ordered;
use super::plan::{Folds, Order, Over};
use super::spread::{SquaredNorm, std_kernel, var_kernel};
use super::sums::{fold, mean_kernel, multiply, prod_kernel, sum_kernel};
use crate::array::Array;
use crate::dims::{Dims, IndexInt};
use crate::dtype::{Complex32, Complex64, Element, Float, Inexact};
use crate::error::{Error, ErrorKind};

kernels! {
    /// The kernels of the reductions that pass over NaN.
    NanKernels: Element for [f32 f64 Complex32 Complex64]
    nansum_whole, nansum_over = nansum_kernel() -> <Self as Element>::Sum;
    nanprod_whole, nanprod_over = nanprod_kernel() -> <Self as Element>::Sum;
    nanmean_whole, nanmean_over = nanmean_kernel() -> <Self as Element>::Float;
    nanvar_whole, nanvar_over = nanvar_kernel(ddof: usize)
        -> <<Self as Element>::Float as Element>::Real;
    nanstd_whole, nanstd_over = nanstd_kernel(ddof: usize)
        -> <<Self as Element>::Float as Element>::Real;
    nanmin_whole, nanmin_over = nanmin_kernel | nanmin_lane() -> Self;
    nanmax_whole, nanmax_over = nanmax_kernel | nanmax_lane() -> Self;
    nanargmin_whole, nanargmin_over = nanargmin_kernel() -> i64;
    nanargmax_whole, nanargmax_over = nanargmax_kernel() -> i64;
}

// What cannot be NaN is reduced as ever.
kernels!(@each NanKernels [bool i8 i16 i32 i64 u8 u16 u32 u64] {
    nansum_whole, nansum_over = sum_kernel() -> <Self as Element>::Sum;
    nanprod_whole, nanprod_over = prod_kernel() -> <Self as Element>::Sum;
    nanmean_whole, nanmean_over = mean_kernel() -> <Self as Element>::Float;
    nanvar_whole, nanvar_over = var_kernel(ddof: usize)
        -> <<Self as Element>::Float as Element>::Real;
    nanstd_whole, nanstd_over = std_kernel(ddof: usize)
        -> <<Self as Element>::Float as Element>::Real;
    nanmin_whole, nanmin_over = min_kernel | min_lane() -> Self;
    nanmax_whole, nanmax_over = max_kernel | max_lane() -> Self;
    nanargmin_whole, nanargmin_over = argmin_kernel() -> i64;
    nanargmax_whole, nanargmax_over = argmax_kernel() -> i64;
});

reduction! {
    /// The sum of what is not NaN (NumPy: `numpy.nansum`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nansum(&a), 4.);
    /// ```
    Element::{nansum_whole, nansum_over}() of () -> |T| T::Sum;
    nansum nansum_keepdims nansum_axis nansum_axis_keepdims nansum_axes nansum_axes_keepdims
}

reduction! {
    /// The product of what is not NaN (NumPy: `numpy.nanprod`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanprod(&a), 3.);
    /// ```
    Element::{nanprod_whole, nanprod_over}() of () -> |T| T::Sum;
    nanprod nanprod_keepdims nanprod_axis nanprod_axis_keepdims nanprod_axes nanprod_axes_keepdims
}

reduction! {
    /// The mean of what is not NaN; NaN if nothing is left (NumPy: `numpy.nanmean`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanmean(&a), 2.);
    /// ```
    Element::{nanmean_whole, nanmean_over}() of () -> |T| T::Float;
    nanmean nanmean_keepdims nanmean_axis nanmean_axis_keepdims nanmean_axes nanmean_axes_keepdims
}

reduction! {
    /// The variance of what is not NaN; NaN if nothing is left (NumPy: `numpy.nanvar`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanvar(&a), 1.);
    /// ```
    Element::{nanvar_whole, nanvar_over}(0) of () -> |T| <T::Float as Element>::Real;
    nanvar nanvar_keepdims nanvar_axis nanvar_axis_keepdims nanvar_axes nanvar_axes_keepdims
}

reduction! {
    /// [`nanvar`] with `ddof` taken off the divisor; NaN if nothing is left of it (NumPy:
    /// `numpy.nanvar(.., ddof=1)`).
    Element::{nanvar_whole, nanvar_over}(ddof) of (ddof: usize)
        -> |T| <T::Float as Element>::Real;
    nanvar_with nanvar_keepdims_with nanvar_axis_with nanvar_axis_keepdims_with
    nanvar_axes_with nanvar_axes_keepdims_with
}

reduction! {
    /// The standard deviation of what is not NaN; NaN if nothing is left (NumPy: `numpy.nanstd`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanstd(&a), 1.);
    /// ```
    Element::{nanstd_whole, nanstd_over}(0) of () -> |T| <T::Float as Element>::Real;
    nanstd nanstd_keepdims nanstd_axis nanstd_axis_keepdims nanstd_axes nanstd_axes_keepdims
}

reduction! {
    /// [`nanstd`] with `ddof` taken off the divisor; NaN if nothing is left of it (NumPy:
    /// `numpy.nanstd(.., ddof=1)`).
    Element::{nanstd_whole, nanstd_over}(ddof) of (ddof: usize)
        -> |T| <T::Float as Element>::Real;
    nanstd_with nanstd_keepdims_with nanstd_axis_with nanstd_axis_keepdims_with
    nanstd_axes_with nanstd_axes_keepdims_with
}

reduction! {
    /// The smallest element that is not NaN; NaN if there is none (NumPy: `numpy.nanmin`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanmin(&a), 1.);
    /// ```
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Element::{nanmin_whole, nanmin_over}() of () -> |T| T;
    nanmin nanmin_keepdims nanmin_axis nanmin_axis_keepdims nanmin_axes nanmin_axes_keepdims
}

reduction! {
    /// The largest element that is not NaN; NaN if there is none (NumPy: `numpy.nanmax`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanmax(&a), 3.);
    /// ```
    ///
    /// # Panics
    /// Panics if there are no elements to choose from.
    Element::{nanmax_whole, nanmax_over}() of () -> |T| T;
    nanmax nanmax_keepdims nanmax_axis nanmax_axis_keepdims nanmax_axes nanmax_axes_keepdims
}

reduction! {
    /// The place of the smallest element that is not NaN (NumPy: `numpy.nanargmin`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanargmin(&a), 0);
    /// ```
    ///
    /// # Panics
    /// Panics if there are no elements to choose from, or NaN only.
    Element::{nanargmin_whole, nanargmin_over}() of () -> |T| i64;
    nanargmin nanargmin_keepdims nanargmin_axis nanargmin_axis_keepdims
    nanargmin_axes nanargmin_axes_keepdims
}

reduction! {
    /// The place of the largest element that is not NaN (NumPy: `numpy.nanargmax`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanargmax(&a), 2);
    /// ```
    ///
    /// # Panics
    /// Panics if there are no elements to choose from, or NaN only.
    Element::{nanargmax_whole, nanargmax_over}() of () -> |T| i64;
    nanargmax nanargmax_keepdims nanargmax_axis nanargmax_axis_keepdims
    nanargmax_axes nanargmax_axes_keepdims
}

fn nansum_kernel<T: Inexact>(array: &Array<T>, over: &Over) -> Array<T> {
    fold(array, over, T::ZERO, |x| if x.is_nan_value() { T::ZERO } else { x }, T::plus)
}

fn nanprod_kernel<T: Inexact>(array: &Array<T>, over: &Over) -> Array<T> {
    multiply(array, over, |x| if x.is_nan_value() { T::ONE } else { x })
}

fn nanmean_kernel<T: Inexact>(array: &Array<T>, over: &Over) -> Array<T> {
    let mut sums = nansum_kernel(array, over);
    let counts = fold(array, over, 0_i64, |x| i64::from(!x.is_nan_value()), |a, b| a + b);
    sums.data.zip_mut_with(&counts.data, |sum, count| *sum /= count.cast());
    sums
}

fn nanstd_kernel<F, R>(array: &Array<F>, over: &Over, ddof: usize) -> Array<R>
where
    F: SquaredNorm<Real = R>,
    R: Float,
{
    let mut spread = nanvar_kernel(array, over, ddof);
    spread.data.map_inplace(|var| *var = var.sqrt());
    spread
}

fn nanvar_kernel<F, R>(array: &Array<F>, over: &Over, ddof: usize) -> Array<R>
where
    F: SquaredNorm<Real = R>,
    R: Float,
{
    let mut kept: Vec<F> = Vec::new();
    Folds::new(array, over, Order::Any).fold_scratch(|lane| {
        kept.clear();
        kept.extend(lane.iter().filter(|x| !x.is_nan_value()));
        if kept.len() <= ddof {
            return R::nan();
        }
        let count: F = (kept.len() as f64).cast();
        let mean = fold_lane(&kept, &|x| x, &F::plus) / count;
        let squares = fold_lane(&kept, &|x: F| x.minus(mean).squared_norm(), &R::plus);
        squares / ((kept.len() - ddof) as f64).cast()
    })
}

fn nanmin_lane<T: Ordered>(lane: &[T]) -> T {
    lane::extreme_number(lane, Smallest)
}

fn nanmax_lane<T: Ordered>(lane: &[T]) -> T {
    lane::extreme_number(lane, Largest)
}

#[track_caller]
fn nanmin_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<T> {
    over.refuse_nothing(array.shape(), "minimum");
    extreme_kernel(array, over, &nanmin_lane, &Smallest::choose_number)
}

#[track_caller]
fn nanmax_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<T> {
    over.refuse_nothing(array.shape(), "maximum");
    extreme_kernel(array, over, &nanmax_lane, &Largest::choose_number)
}

#[track_caller]
fn nanargmin_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<i64> {
    refuse_all_nan(array, over);
    let place = |lane: &[T]| lane::place_of_number(lane, Smallest) as i64;
    place_kernel(array, over, "argmin", place, Smallest::choose_number)
}

#[track_caller]
fn nanargmax_kernel<T: Ordered>(array: &Array<T>, over: &Over) -> Array<i64> {
    refuse_all_nan(array, over);
    let place = |lane: &[T]| lane::place_of_number(lane, Largest) as i64;
    place_kernel(array, over, "argmax", place, Largest::choose_number)
}

#[track_caller]
fn refuse_all_nan<T: Ordered>(array: &Array<T>, over: &Over) {
    let all_nan = fold(array, over, false, |x| x.is_nan_value(), |a, b| a & b);
    if all_nan.data.iter().any(|&nan| nan) {
        Error::new(ErrorKind::Value, "All-NaN slice encountered").raise();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::vector;

    const NAN: f64 = f64::NAN;

    fn holes() -> Array<f64> {
        Array::from_vec(&[2, 3], vec![NAN, 4., 1., 3., NAN, 2.])
    }

    #[test]
    fn nan_is_passed_over_along_every_axis() {
        let a = holes();
        assert_eq!((a.nansum(), a.nanprod(), a.nanmean()), (10., 24., 2.5));
        assert_eq!((a.nanmin(), a.nanmax(), a.nanvar()), (1., 4., 1.25));
        assert_eq!(a.nanstd_with(1), 1.2909944487358056);
        assert_eq!(a.nansum_axis(0).to_vec(), [3., 4., 3.]);
        assert_eq!(a.nanmean_axis(1).to_vec(), [2.5, 2.5]);
        assert_eq!(a.nanmax_axis(0).to_vec(), [3., 4., 2.]);
        assert_eq!(a.nanmin_axis(0).to_vec(), [3., 4., 1.]);
        assert_eq!(a.nanvar_axis(0).to_vec(), [0., 0., 0.25]);
        assert_eq!((a.nanargmin(), a.nanargmax()), (2, 1));
        assert_eq!(a.nanargmax_axis(0).to_vec(), [1, 0, 1]);
        assert_eq!(a.nanargmin_axis(1).to_vec(), [2, 2]);
        assert_eq!(vector([3_i32, 1]).nansum(), 4);
    }

    #[test]
    fn of_nan_alone_nothing_is_left() {
        let a = vector([NAN, NAN]);
        assert_eq!((a.nansum(), a.nanprod()), (0., 1.));
        assert!(a.nanmean().is_nan() && a.nanmin().is_nan() && a.nanvar().is_nan());
        assert!(vector([1., NAN]).nanvar_with(1).is_nan());
    }

    #[test]
    #[should_panic(expected = "All-NaN slice encountered")]
    fn nan_alone_has_no_place() {
        let _ = Array::from_vec(&[2, 2], vec![NAN, 1., NAN, 2.]).nanargmax_axis(0);
    }
}
