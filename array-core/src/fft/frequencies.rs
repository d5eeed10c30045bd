//! Which frequency stands where in a transform, and moving zero to the middle.

use crate::array::Array;
use crate::dims::{Dims, axes};
use crate::dtype::Element;
use crate::shape::roll_axis;

/// The frequencies of an [`fft`](super::fft) of `n` points that are one apart
/// (NumPy: `numpy.fft.fftfreq`).
///
/// # Panics
/// If `n` is zero.
#[must_use]
#[track_caller]
pub fn fftfreq(n: usize) -> Array<f64> {
    fftfreq_with(n, 1.)
}

/// The frequencies of an [`fft`](super::fft) of `n` points that are `d` apart
/// (NumPy: `numpy.fft.fftfreq(n, d)`).
///
/// # Panics
/// If `n` is zero.
#[must_use]
#[track_caller]
pub fn fftfreq_with(n: usize, d: f64) -> Array<f64> {
    let step = step(n, d);
    let signed = |k: usize| if k < n.div_ceil(2) { k as f64 } else { k as f64 - n as f64 };
    Array::from_vec(&[n], (0..n).map(|k| signed(k) * step).collect())
}

/// The frequencies of an [`rfft`](super::rfft) of `n` points that are one apart
/// (NumPy: `numpy.fft.rfftfreq`).
///
/// # Panics
/// If `n` is zero.
#[must_use]
#[track_caller]
pub fn rfftfreq(n: usize) -> Array<f64> {
    rfftfreq_with(n, 1.)
}

/// The frequencies of an [`rfft`](super::rfft) of `n` points that are `d` apart
/// (NumPy: `numpy.fft.rfftfreq(n, d)`).
///
/// # Panics
/// If `n` is zero.
#[must_use]
#[track_caller]
pub fn rfftfreq_with(n: usize, d: f64) -> Array<f64> {
    let step = step(n, d);
    Array::from_vec(&[n / 2 + 1], (0..=n / 2).map(|k| k as f64 * step).collect())
}

#[track_caller]
fn step(n: usize, d: f64) -> f64 {
    assert!(n > 0, "fftfreq: n must be positive");
    1. / (n as f64 * d)
}

/// Moves frequency zero from the start to the middle of every axis (NumPy: `numpy.fft.fftshift`).
///
/// ```
/// # use array_core::prelude::*;
/// let frequencies = fftfreq(4);
/// assert_eq!(frequencies.to_vec(), [0., 0.25, -0.5, -0.25]);
/// assert_eq!(fftshift(&frequencies).to_vec(), [-0.5, -0.25, 0., 0.25]);
/// assert_eq!(ifftshift(&fftshift(&frequencies)), frequencies);
/// ```
#[must_use]
pub fn fftshift<T: Element>(a: &Array<T>) -> Array<T> {
    shifted(a, 0..a.ndim(), 1)
}

/// [`fftshift`] of the given axes (NumPy: `numpy.fft.fftshift(a, axes)`).
///
/// # Panics
/// If there are no such axes.
#[must_use]
#[track_caller]
pub fn fftshift_axes<T: Element>(a: &Array<T>, axes: impl Dims) -> Array<T> {
    shifted(a, self::axes(axes, a.ndim()), 1)
}

/// Undoes [`fftshift`] (NumPy: `numpy.fft.ifftshift`).
#[must_use]
pub fn ifftshift<T: Element>(a: &Array<T>) -> Array<T> {
    shifted(a, 0..a.ndim(), -1)
}

/// [`ifftshift`] of the given axes (NumPy: `numpy.fft.ifftshift(a, axes)`).
///
/// # Panics
/// If there are no such axes.
#[must_use]
#[track_caller]
pub fn ifftshift_axes<T: Element>(a: &Array<T>, axes: impl Dims) -> Array<T> {
    shifted(a, self::axes(axes, a.ndim()), -1)
}

fn shifted<T: Element>(
    a: &Array<T>,
    axes: impl IntoIterator<Item = usize>,
    sign: isize,
) -> Array<T> {
    axes.into_iter().fold(a.clone(), |array, axis| {
        let half = (array.shape()[axis] / 2) as isize;
        roll_axis(&array, sign * half, axis)
    })
}
