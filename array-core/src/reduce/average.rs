//! Weighted means.

use super::floats;
use super::plan::Over;
use super::sums::sum_kernel;
use crate::array::Array;
use crate::dims::{self, Dims, IndexInt};
use crate::dtype::{Complex32, Complex64, Element, Inexact, Real};
use crate::error::{Error, ErrorKind, show_shape};

dispatch! {
    /// The kernel of weighted means.
    Averages: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    average_over = average_kernel(array: &Array<Self>, weights: &Array<f64>, over: &Over)
        -> Array<<Self as Element>::Float>;
}

/// Writes the averages of one way of folding: without weights, with weights, and both with the
/// folded axes kept at length 1.
macro_rules! averages {
    (
        $fold:literal, $($panics:literal,)?
        ($($axes:ident: impl $kind:ident)?) of $mean:ident $mean_keep:ident,
        |$ndim:ident| $over:expr;
        $plain:ident -> $out:ty, $keep:ident, $with:ident, $keep_with:ident
    ) => {
        #[doc = concat!("The mean ", $fold, " (NumPy: `numpy.average`).")]
        $(#[doc = concat!("\n# Panics\n", $panics)])?
        #[must_use]
        #[track_caller]
        pub fn $plain<T: Element>(a: &Array<T>$(, $axes: impl $kind)?) -> $out {
            a.$mean($($axes)?)
        }

        #[doc = concat!("As [`", stringify!($plain), "`], with what is folded kept at length 1.")]
        $(#[doc = concat!("\n# Panics\n", $panics)])?
        #[must_use]
        #[track_caller]
        pub fn $keep<T: Element>(a: &Array<T>$(, $axes: impl $kind)?) -> Array<T::Float> {
            a.$mean_keep($($axes)?)
        }

        #[doc = concat!("The mean ", $fold, " in which each element counts as often as its weight \
            says (NumPy: `numpy.average` with `weights`).")]
        ///
        /// The weights have the array's shape or, where axes are named, the lengths of those in the
        /// order in which they are named.
        ///
        /// # Panics
        /// Panics if an axis does not exist, if the weights do not fit, or if they sum to zero.
        #[must_use]
        #[track_caller]
        pub fn $with<T: Element, W: Real>(
            a: &Array<T>, $($axes: impl $kind,)? weights: &Array<W>,
        ) -> $out {
            let $ndim = a.ndim();
            let (over, axes) = $over;
            averages!(@whole $($axes)?, weighted(a, weights, &over, axes.as_deref()))
        }

        #[doc = concat!("As [`", stringify!($with), "`], with what is folded kept at length 1.")]
        ///
        /// # Panics
        #[doc = concat!("As [`", stringify!($with), "`].")]
        #[must_use]
        #[track_caller]
        pub fn $keep_with<T: Element, W: Real>(
            a: &Array<T>, $($axes: impl $kind,)? weights: &Array<W>,
        ) -> Array<T::Float> {
            let $ndim = a.ndim();
            let (over, axes) = $over;
            weighted(a, weights, &over.keepdims(), axes.as_deref())
        }
    };
    (@whole, $average:expr) => { super::only($average) };
    (@whole $axes:ident, $average:expr) => { $average };
}

averages! {
    "of all elements", () of mean mean_keepdims, |ndim| (Over::all(ndim), None::<Vec<usize>>);
    average -> T::Float, average_keepdims, average_with, average_keepdims_with
}
averages! {
    "along an axis", "Panics if there is no such axis.", (axis: impl IndexInt) of mean_axis mean_axis_keepdims,
    |ndim| (Over::axis(ndim, axis.to_isize()), Some(vec![dims::axis(axis, ndim)]));
    average_axis -> Array<T::Float>, average_axis_keepdims, average_axis_with,
    average_axis_keepdims_with
}
averages! {
    "along several axes", "Panics if there is no such axis, or one is named twice.", (axes: impl Dims) of mean_axes mean_axes_keepdims,
    |ndim| {
        let axes = axes.dims();
        (Over::axes(ndim, &axes), Some(dims::axes(&axes[..], ndim)))
    };
    average_axes -> Array<T::Float>, average_axes_keepdims, average_axes_with,
    average_axes_keepdims_with
}

/// The average over `over`, whose axes are `axes` if they were named.
#[track_caller]
fn weighted<T: Element, W: Real>(
    a: &Array<T>,
    weights: &Array<W>,
    over: &Over,
    axes: Option<&[usize]>,
) -> Array<T::Float> {
    T::average_over(a, &fitted(weights.astype(), a.shape(), axes), over)
}

/// The weights in a shape that broadcasts to the array's.
#[track_caller]
fn fitted(weights: Array<f64>, shape: &[usize], axes: Option<&[usize]>) -> Array<f64> {
    if weights.shape() == shape {
        return weights;
    }
    let found = show_shape(weights.shape());
    let Some(axes) = axes else {
        let message = format!(
            "Axis must be specified when shapes of a and weights differ: {} and {found}",
            show_shape(shape)
        );
        Error::new(ErrorKind::Shape, message).raise();
    };
    let lengths: Vec<usize> = axes.iter().map(|&axis| shape[axis]).collect();
    if weights.shape() != lengths {
        let message = format!(
            "Shape of weights must be consistent with shape of a along specified axis: {found} and \
             {} along axes {}",
            show_shape(shape),
            show_shape(axes)
        );
        Error::new(ErrorKind::Shape, message).raise();
    }
    let mut order: Vec<usize> = (0..axes.len()).collect();
    order.sort_by_key(|&k| axes[k]);
    let stretched: Vec<usize> = shape
        .iter()
        .enumerate()
        .map(|(axis, &len)| if axes.contains(&axis) { len } else { 1 })
        .collect();
    weights.transpose_axes(order).reshape(stretched)
}

#[track_caller]
fn average_kernel<T: Element>(
    array: &Array<T>,
    weights: &Array<f64>,
    over: &Over,
) -> Array<T::Float> {
    average_of_floats(&floats(array), weights, over)
}

#[track_caller]
fn average_of_floats<F: Inexact>(array: &Array<F>, weights: &Array<f64>, over: &Over) -> Array<F> {
    let weights = weights.data.broadcast(array.data.raw_dim()).expect("the weights fit");
    let mut weighted = array.data.clone();
    weighted.zip_mut_with(&weights, |x, w| *x = x.times(w.cast()));
    let mut means = sum_kernel(&Array::from_data(weighted), over);
    let totals = sum_kernel(&Array::from(weights.to_owned()), over);
    if totals.data.iter().any(|&total| total == 0.0) {
        Error::new(ErrorKind::Value, "Weights sum to zero, can't be normalized").raise();
    }
    means.data.zip_mut_with(&totals.data, |mean, total| *mean /= total.cast());
    means
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::vector;

    #[test]
    fn weights_count_as_in_numpy() {
        assert_eq!(average(&vector([1, 2, 3, 4])), 2.5);
        assert_eq!(average_with(&vector([1, 2, 3]), &vector([3, 2, 1])), 10. / 6.);
        let a = Array::from_vec(&[3, 2], vec![0_i64, 1, 2, 3, 4, 5]);
        let quarters = vector([0.25, 0.75]);
        assert_eq!(average_axis_with(&a, 1, &quarters).to_vec(), [0.75, 2.75, 4.75]);
        let each = Array::from_vec(&[3, 2], vec![1, 2, 3, 4, 0, 0]);
        assert_eq!(average_axis_with(&a, 0, &each).to_vec(), [1.5, 14. / 6.]);
        assert_eq!(average_axis_keepdims_with(&a, 1, &quarters).shape(), [3, 1]);
        assert_eq!(average_keepdims_with(&a, &each).shape(), [1, 1]);
    }

    #[test]
    fn weights_follow_the_axes_in_the_order_of_the_call() {
        let a = Array::from_vec(&[2, 1, 3], vec![0_i64, 1, 2, 3, 4, 5]);
        let weights = Array::from_vec(&[3, 2], vec![1, 0, 0, 0, 0, 3]);
        assert_eq!(average_axes_with(&a, (2, 0), &weights).to_vec(), [15. / 4.]);
        assert_eq!(average_axes_keepdims_with(&a, (-1, 0), &weights).shape(), [1, 1, 1]);
    }

    #[test]
    #[should_panic(expected = "Weights sum to zero, can't be normalized")]
    fn weights_without_weight_are_refused() {
        let _ = average_with(&vector([1, 2]), &vector([1, -1]));
    }

    #[test]
    #[should_panic(expected = "(2,) and (2, 3) along axes (1,)")]
    fn weights_must_have_the_length_of_their_axis() {
        let _ = average_axis_with(&Array::<f64>::ones((2, 3)), 1, &vector([1, 2]));
    }

    #[test]
    #[should_panic(expected = "Axis must be specified when shapes of a and weights differ")]
    fn weights_of_another_shape_need_an_axis() {
        let _ = average_with(&vector([1, 2]), &vector([1, 2, 3]));
    }
}
