//! Weighted means.

use super::floats;
use super::plan::Over;
use super::sums::Sums;
use crate::array::Array;
use crate::dims::{self, IndexInt};
use crate::dtype::{Complex32, Complex64, Element, Inexact, Real};
use crate::error::{Error, ErrorKind, show_shape};

dispatch! {
    /// The kernel of weighted means.
    Averages: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    average_over = average_kernel(array: &Array<Self>, weights: &Array<f64>, over: &Over)
        -> Array<<Self as Element>::Float>;
}

/// The mean (NumPy: `numpy.average`).
#[must_use]
pub fn average<T: Element>(a: &Array<T>) -> T::Float {
    a.mean()
}

/// The mean along an axis (NumPy: `numpy.average(a, axis)`).
///
/// # Panics
/// Panics if there is no such axis.
#[must_use]
#[track_caller]
pub fn average_axis<T: Element>(a: &Array<T>, axis: impl IndexInt) -> Array<T::Float> {
    a.mean_axis(axis)
}

/// The mean in which each element counts as often as its weight says (NumPy:
/// `numpy.average(a, weights=weights)`).
///
/// # Panics
/// Panics if the weights have another shape than the array, or sum to zero.
#[must_use]
#[track_caller]
pub fn average_with<T: Element, W: Real>(a: &Array<T>, weights: &Array<W>) -> T::Float {
    if a.shape() != weights.shape() {
        let message = format!(
            "Axis must be specified when shapes of a and weights differ: {} and {}",
            show_shape(a.shape()),
            show_shape(weights.shape())
        );
        Error::new(ErrorKind::Shape, message).raise();
    }
    super::only(T::average_over(a, &weights.astype(), &Over::all(a.ndim())))
}

/// The weighted mean along an axis; the weights have the array's shape, or one dimension of the
/// axis' length (NumPy: `numpy.average(a, axis, weights)`).
///
/// # Panics
/// Panics if there is no such axis, if the weights do not fit it, or if they sum to zero.
#[must_use]
#[track_caller]
pub fn average_axis_with<T: Element, W: Real>(
    a: &Array<T>,
    axis: impl IndexInt,
    weights: &Array<W>,
) -> Array<T::Float> {
    let place = dims::axis(axis, a.ndim());
    let mut weights: Array<f64> = weights.astype();
    if weights.shape() != a.shape() {
        if weights.shape() != [a.shape()[place]] {
            let message = format!(
                "Shape of weights must be consistent with shape of a along specified axis: {} and \
                 {} along axis {place}",
                show_shape(weights.shape()),
                show_shape(a.shape())
            );
            Error::new(ErrorKind::Shape, message).raise();
        }
        let mut shape = vec![1; a.ndim()];
        shape[place] = weights.size();
        weights = Array::from_vec(&shape, weights.to_vec());
    }
    T::average_over(a, &weights, &Over::axis(a.ndim(), axis.to_isize()))
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
    let mut means = F::sum_over(&Array::from_data(weighted), over);
    let totals = f64::sum_over(&Array::from(weights.to_owned()), over);
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
    }

    #[test]
    #[should_panic(expected = "Weights sum to zero, can't be normalized")]
    fn weights_without_weight_are_refused() {
        let _ = average_with(&vector([1, 2]), &vector([1, -1]));
    }

    #[test]
    #[should_panic(expected = "Axis must be specified when shapes of a and weights differ")]
    fn weights_of_another_shape_need_an_axis() {
        let _ = average_with(&vector([1, 2]), &vector([1, 2, 3]));
    }
}
