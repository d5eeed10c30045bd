//! Variance and standard deviation, in two passes: the mean, then the squared deviations.

use num_traits::Float as _;

use super::fold::{fold_lane, fold_rows};
use super::only;
use super::plan::{Folds, Order, Over};
use crate::array::Array;
use crate::dims::{Dims, IndexInt};
use crate::dtype::{Complex32, Complex64, Element, Numeric};

/// The type of a variance: the real part's float.
type RealFloat<T> = <<T as Element>::Float as Element>::Real;

kernels! {
    /// Element types with a variance: all of them. Sealed.
    Spread for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    var_whole, var_over = var_kernel(ddof: usize) -> RealFloat<Self>;
    std_whole, std_over = std_kernel(ddof: usize) -> RealFloat<Self>;
}

reduction! {
    /// The variance: the mean of the squared deviations (NumPy: `numpy.var`).
    ///
    /// Computed in two passes, which loses no digits to a large mean. NaN for an empty array.
    Spread::{var_whole, var_over}(0) of () -> |T| RealFloat<T>;
    var var_keepdims var_axis var_axis_keepdims var_axes var_axes_keepdims
}

reduction! {
    /// The variance with `ddof` taken off the divisor (NumPy: `numpy.var(.., ddof=1)`).
    Spread::{var_whole, var_over}(ddof) of (ddof: usize) -> |T| RealFloat<T>;
    var_with var_keepdims_with var_axis_with var_axis_keepdims_with
    var_axes_with var_axes_keepdims_with
}

reduction! {
    /// The standard deviation: the root of the variance (NumPy: `numpy.std`).
    Spread::{std_whole, std_over}(0) of () -> |T| RealFloat<T>;
    std std_keepdims std_axis std_axis_keepdims std_axes std_axes_keepdims
}

reduction! {
    /// The standard deviation with `ddof` taken off the divisor (NumPy: `numpy.std(.., ddof=1)`).
    Spread::{std_whole, std_over}(ddof) of (ddof: usize) -> |T| RealFloat<T>;
    std_with std_keepdims_with std_axis_with std_axis_keepdims_with
    std_axes_with std_axes_keepdims_with
}

/// A float or complex number's squared distance from zero.
pub(super) trait SquaredNorm: Element {
    fn squared_norm(self) -> Self::Real;
}

macro_rules! squared_norm {
    ($($float:ty)*) => {$(
        impl SquaredNorm for $float {
            #[inline]
            fn squared_norm(self) -> $float { self * self }
        }
        impl SquaredNorm for num_complex::Complex<$float> {
            #[inline]
            fn squared_norm(self) -> $float { self.re * self.re + self.im * self.im }
        }
    )*};
}
squared_norm!(f32 f64);

fn std_kernel<T>(array: &Array<T>, over: &Over, ddof: usize) -> Array<RealFloat<T>>
where
    T: Element<Float: SquaredNorm>,
{
    let mut spread = var_kernel(array, over, ddof);
    spread.data.map_inplace(|var| *var = var.sqrt());
    spread
}

fn var_kernel<T>(array: &Array<T>, over: &Over, ddof: usize) -> Array<RealFloat<T>>
where
    T: Element<Float: SquaredNorm>,
{
    let folds = Folds::new(array, over, Order::Any);
    let n = folds.n;
    let count: T::Float = (n as f64).cast();
    let divisor: RealFloat<T> = (n.saturating_sub(ddof) as f64).cast();
    if n == 0 {
        return folds.finish(vec![RealFloat::<T>::ZERO / RealFloat::<T>::ZERO; folds.results()]);
    }
    let lift = |x: T| x.cast::<T::Float>();
    let columns = vec![(); folds.inner];
    folds.fold(
        |lane| {
            let mean = fold_lane(lane, &lift, &T::Float::plus) / count;
            let deviation = |x| lift(x).minus(mean).squared_norm();
            fold_lane(lane, &deviation, &RealFloat::<T>::plus) / divisor
        },
        |rows, results| {
            let mut means = vec![T::Float::ZERO; results.len()];
            fold_rows(rows, &columns, &mut means, &|x, ()| lift(x), &T::Float::plus);
            for mean in &mut means {
                *mean /= count;
            }
            let deviation = |x, mean| lift(x).minus(mean).squared_norm();
            fold_rows(rows, &means, results, &deviation, &RealFloat::<T>::plus);
            for result in results {
                *result /= divisor;
            }
        },
    )
}

/// The variance of a lane of floats, as [`Array::var_with`] computes it.
pub(super) fn var_of_lane<F>(lane: &[F], ddof: usize) -> F::Real
where
    F: SquaredNorm + crate::dtype::Inexact,
{
    let divisor: F::Real = (lane.len().saturating_sub(ddof) as f64).cast();
    if lane.is_empty() {
        return F::Real::ZERO / F::Real::ZERO;
    }
    let mean = fold_lane(lane, &|x| x, &F::plus) / (lane.len() as f64).cast();
    fold_lane(lane, &|x: F| x.minus(mean).squared_norm(), &F::Real::plus) / divisor
}
