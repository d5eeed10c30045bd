//! Variance and standard deviation, in two passes: the mean, then the squared deviations.

use super::fold::{fold_lane, fold_rows};
use super::plan::{Folds, Order, Over};
use super::{floats, only};
use crate::array::Array;
use crate::dims::{Dims, IndexInt};
use crate::dtype::{Complex, Complex32, Complex64, Element, Float, Inexact};

/// The type of a variance: the real part's float.
type RealFloat<T> = <<T as Element>::Float as Element>::Real;

kernels! {
    /// The kernels of variance and standard deviation.
    Spread: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    var_whole, var_over = var_kernel(ddof: usize) -> RealFloat<Self>;
    std_whole, std_over = std_kernel(ddof: usize) -> RealFloat<Self>;
}

reduction! {
    /// The variance: the mean of the squared deviations (NumPy: `numpy.var`).
    ///
    /// Computed in two passes, which loses no digits to a large mean. NaN for an empty array.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1., 3.], [2., 6.]]);
    /// assert_eq!(a.var(), 3.5);
    /// assert_eq!(a.var_axis(1).to_vec(), [1., 4.]);
    /// ```
    Element::{var_whole, var_over}(0) of () -> |T| RealFloat<T>;
    var var_keepdims var_axis var_axis_keepdims var_axes var_axes_keepdims
}

reduction! {
    /// The variance with `ddof` taken off the divisor (NumPy: `numpy.var(.., ddof=1)`).
    Element::{var_whole, var_over}(ddof) of (ddof: usize) -> |T| RealFloat<T>;
    var_with var_keepdims_with var_axis_with var_axis_keepdims_with
    var_axes_with var_axes_keepdims_with
}

reduction! {
    /// The standard deviation: the root of the variance (NumPy: `numpy.std`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1., 3.], [2., 6.]]);
    /// assert_eq!(a.std_axis(1).to_vec(), [1., 2.]);
    /// assert_eq!(a.std_axis_with(1, 1).to_vec(), [2_f64.sqrt(), 8_f64.sqrt()]);
    /// ```
    Element::{std_whole, std_over}(0) of () -> |T| RealFloat<T>;
    std std_keepdims std_axis std_axis_keepdims std_axes std_axes_keepdims
}

reduction! {
    /// The standard deviation with `ddof` taken off the divisor (NumPy: `numpy.std(.., ddof=1)`).
    Element::{std_whole, std_over}(ddof) of (ddof: usize) -> |T| RealFloat<T>;
    std_with std_keepdims_with std_axis_with std_axis_keepdims_with
    std_axes_with std_axes_keepdims_with
}

/// A float or complex number's squared distance from zero.
pub(super) trait SquaredNorm: Inexact {
    fn squared_norm(self) -> Self::Real;
}

macro_rules! squared_norm {
    ($($float:ty)*) => {$(
        impl SquaredNorm for $float {
            #[inline]
            fn squared_norm(self) -> $float { self * self }
        }
        impl SquaredNorm for Complex<$float> {
            #[inline]
            fn squared_norm(self) -> $float { self.re * self.re + self.im * self.im }
        }
    )*};
}
squared_norm!(f32 f64);

pub(super) fn std_kernel<T, F, R>(array: &Array<T>, over: &Over, ddof: usize) -> Array<R>
where
    T: Element<Float = F>,
    F: SquaredNorm<Real = R>,
    R: Float,
{
    let mut spread = var_kernel(array, over, ddof);
    spread.data.map_inplace(|var| *var = var.sqrt());
    spread
}

/// Integers are converted first: their variance is not worth code of its own for each type.
pub(super) fn var_kernel<T, F, R>(array: &Array<T>, over: &Over, ddof: usize) -> Array<R>
where
    T: Element<Float = F>,
    F: SquaredNorm<Real = R>,
    R: Float,
{
    var_of_floats(&floats(array), over, ddof)
}

fn var_of_floats<F, R>(array: &Array<F>, over: &Over, ddof: usize) -> Array<R>
where
    F: SquaredNorm<Real = R>,
    R: Float,
{
    let folds = Folds::new(array, over, Order::Any);
    if folds.n == 0 {
        return folds.finish(vec![R::nan(); folds.results()]);
    }
    let count: F = (folds.n as f64).cast();
    let divisor: R = (folds.n.saturating_sub(ddof) as f64).cast();
    let columns = vec![(); folds.inner];
    folds.fold(
        |lane| {
            let mean = fold_lane(lane, &|x| x, &F::plus) / count;
            fold_lane(lane, &|x: F| x.minus(mean).squared_norm(), &R::plus) / divisor
        },
        |rows, results| {
            let mut means = vec![F::ZERO; results.len()];
            fold_rows(rows, &columns, &mut means, &|x, ()| x, &F::plus);
            for mean in &mut means {
                *mean /= count;
            }
            let deviation = |x: F, mean| x.minus(mean).squared_norm();
            fold_rows(rows, &means, results, &deviation, &R::plus);
            for result in results {
                *result /= divisor;
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::{cube, vector};

    #[test]
    fn spread_follows_numpy() {
        let a = cube();
        assert_eq!(a.var_axis(1).to_vec(), [10.666666666666666; 8]);
        assert_eq!(a.std_axes([0, 1]).to_vec(), [6.831300510639732; 4]);
        assert_eq!(a.std_with(1), 7.0710678118654755);
        assert_eq!(a.std_axis_keepdims_with(0, 1).shape(), [1, 3, 4]);
        let z = vector([Complex64::new(1., 2.), Complex64::new(3., -1.), Complex64::new(0., 0.5)]);
        assert!((z.var() - 3.055555555555556).abs() < 1e-15);
        assert!((z.std_with(1) - 2.1408720964441885).abs() < 1e-15);
    }

    #[test]
    fn a_large_mean_costs_no_digits() {
        let a = vector([1e9 + 4., 1e9 + 7., 1e9 + 13., 1e9 + 16.]);
        assert_eq!(a.var_with(1), 30.0);
        let column = Array::from_vec(&[4, 1], a.to_vec());
        assert_eq!(column.var_axis_with(0, 1).to_vec(), [30.0]);
    }

    #[test]
    fn too_few_elements_have_no_spread() {
        assert!(vector([1.0_f64]).var_with(1).is_nan());
        assert_eq!(vector([1.0, 2.0]).var_with(2), f64::INFINITY);
        assert!(vector::<i32, 0>([]).std().is_nan());
    }
}
