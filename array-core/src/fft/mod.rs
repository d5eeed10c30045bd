//! Discrete Fourier transforms (NumPy: `numpy.fft`), on rustfft and realfft.
//!
//! Integers and `f64` transform to `Complex64`, `f32` to `Complex32`. Any length is fast,
//! primes included.

mod frequencies;
mod options;
mod transform;

pub use frequencies::{
    fftfreq, fftfreq_with, fftshift, fftshift_axes, ifftshift, ifftshift_axes, rfftfreq,
    rfftfreq_with,
};
pub use options::{FftNorm, FftOptions};
pub use transform::{RealSignal, Signal};

use crate::array::Array;
use crate::dims::{Dims, IndexInt};
use crate::error::{Error, ErrorKind, or_raise};
use transform::Direction;

/// Writes the one-axis transforms of one kind: plain, by axis, by length, with options.
macro_rules! transforms {
    ($(
        $(#[$doc:meta])*
        $name:ident $axis:ident $length:ident $with:ident: $bound:ident, $out:ident, $numpy:literal;
    )*) => {$(
        $(#[$doc])*
        ///
        /// # Panics
        /// If the array is 0-d, or the last axis has no elements.
        #[must_use]
        #[track_caller]
        pub fn $name<T: $bound>(a: &Array<T>) -> Array<T::$out> {
            $with(a, FftOptions::new())
        }

        #[doc = concat!("[`", stringify!($name), "`] along an axis (NumPy: `", $numpy, "(a, axis=axis)`).")]
        ///
        /// # Panics
        /// If there is no such axis, or it has no elements.
        #[must_use]
        #[track_caller]
        pub fn $axis<T: $bound>(a: &Array<T>, axis: impl IndexInt) -> Array<T::$out> {
            $with(a, FftOptions::new().axis(axis))
        }

        #[doc = concat!("[`", stringify!($name), "`] with `n` points (NumPy: `", $numpy, "(a, n)`); see [`FftOptions::n`].")]
        ///
        /// # Panics
        /// If the array is 0-d or `n` is zero.
        #[must_use]
        #[track_caller]
        pub fn $length<T: $bound>(a: &Array<T>, n: usize) -> Array<T::$out> {
            $with(a, FftOptions::new().n(n))
        }

        #[doc = concat!("[`", stringify!($name), "`] with a length, an axis and a scale (NumPy: `", $numpy, "(a, n, axis, norm)`).")]
        ///
        /// # Panics
        /// If there is no such axis, or no points to transform.
        #[must_use]
        #[track_caller]
        pub fn $with<T: $bound>(a: &Array<T>, options: FftOptions) -> Array<T::$out> {
            or_raise(T::$name(a, options))
        }
    )*};
}

transforms! {
    /// The discrete Fourier transform along the last axis (NumPy: `numpy.fft.fft`).
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let a = array([1., 2., 4., 3.]);
    /// let spectrum = rfft(&a);
    /// assert_eq!(spectrum.to_vec().iter().map(|z| z.re).collect::<Vec<_>>(), [10., -3., 0.]);
    /// assert_eq!(irfft(&spectrum).to_vec(), a.to_vec());
    /// assert_eq!(fft(&a).size(), 4);
    /// assert_eq!(fftfreq_with(4, 0.5).to_vec(), [0., 0.5, -1., -0.5]);
    /// ```
    fft fft_axis fft_n fft_with: Signal, Spectrum, "numpy.fft.fft";
    /// The inverse discrete Fourier transform along the last axis (NumPy: `numpy.fft.ifft`).
    ifft ifft_axis ifft_n ifft_with: Signal, Spectrum, "numpy.fft.ifft";
    /// The transform of real input along the last axis, without the negative frequencies, which
    /// mirror the positive ones (NumPy: `numpy.fft.rfft`).
    rfft rfft_axis rfft_n rfft_with: RealSignal, Spectrum, "numpy.fft.rfft";
    /// The real signal whose [`rfft`] this is, of even length unless told otherwise
    /// (NumPy: `numpy.fft.irfft`).
    irfft irfft_axis irfft_n irfft_with: Signal, Part, "numpy.fft.irfft";
}

/// The transform over the last two axes (NumPy: `numpy.fft.fft2`).
///
/// ```
/// # use array_core::prelude::*;
/// let spectrum = fft2(&array([[1., 2.], [3., 4.]]));
/// assert_eq!(real(&spectrum).to_vec(), [10., -2., -4., 0.]);
/// ```
///
/// # Panics
/// If the array has less than two axes, or one of the last two has no elements.
#[must_use]
#[track_caller]
pub fn fft2<T: Signal>(a: &Array<T>) -> Array<T::Spectrum> {
    over_axes("fft2", a, &[-2, -1], Direction::Forward)
}

/// The inverse transform over the last two axes (NumPy: `numpy.fft.ifft2`).
///
/// # Panics
/// As [`fft2`].
#[must_use]
#[track_caller]
pub fn ifft2<T: Signal>(a: &Array<T>) -> Array<T::Spectrum> {
    over_axes("ifft2", a, &[-2, -1], Direction::Inverse)
}

/// The transform over all axes (NumPy: `numpy.fft.fftn`).
///
/// # Panics
/// If the array is 0-d or an axis has no elements.
#[must_use]
#[track_caller]
pub fn fftn<T: Signal>(a: &Array<T>) -> Array<T::Spectrum> {
    let axes: Vec<isize> = (0..a.ndim().max(1) as isize).collect();
    over_axes("fftn", a, &axes, Direction::Forward)
}

/// The inverse transform over all axes (NumPy: `numpy.fft.ifftn`).
///
/// # Panics
/// As [`fftn`].
#[must_use]
#[track_caller]
pub fn ifftn<T: Signal>(a: &Array<T>) -> Array<T::Spectrum> {
    let axes: Vec<isize> = (0..a.ndim().max(1) as isize).collect();
    over_axes("ifftn", a, &axes, Direction::Inverse)
}

/// [`fftn`] over the given axes (NumPy: `numpy.fft.fftn(a, axes=axes)`).
///
/// # Panics
/// If there are no such axes, or one has no elements.
#[must_use]
#[track_caller]
pub fn fftn_axes<T: Signal>(a: &Array<T>, axes: impl Dims) -> Array<T::Spectrum> {
    over_axes("fftn", a, &axes.dims(), Direction::Forward)
}

/// [`ifftn`] over the given axes (NumPy: `numpy.fft.ifftn(a, axes=axes)`).
///
/// # Panics
/// If there are no such axes, or one has no elements.
#[must_use]
#[track_caller]
pub fn ifftn_axes<T: Signal>(a: &Array<T>, axes: impl Dims) -> Array<T::Spectrum> {
    over_axes("ifftn", a, &axes.dims(), Direction::Inverse)
}

/// The transform of real input over the last two axes, [`rfft`] along the last one
/// (NumPy: `numpy.fft.rfft2`).
///
/// # Panics
/// As [`fft2`].
#[must_use]
#[track_caller]
pub fn rfft2<T: RealSignal>(a: &Array<T>) -> Array<T::Spectrum> {
    check_planar("rfft2", a.ndim());
    fft_axis(&rfft(a), -2)
}

/// The real signal whose [`rfft2`] this is (NumPy: `numpy.fft.irfft2`).
///
/// # Panics
/// As [`fft2`].
#[must_use]
#[track_caller]
pub fn irfft2<T: Signal>(a: &Array<T>) -> Array<T::Part> {
    check_planar("irfft2", a.ndim());
    irfft(&ifft_axis(a, -2))
}

#[track_caller]
fn check_planar(operation: &str, ndim: usize) {
    if ndim < 2 {
        let message = format!("{operation}: needs at least two axes, the array has {ndim}");
        Error::new(ErrorKind::Axis, message).raise();
    }
}

/// One transform after the other, the last axis first: real input is real in that one only.
#[track_caller]
fn over_axes<T: Signal>(
    operation: &str,
    a: &Array<T>,
    axes: &[isize],
    direction: Direction,
) -> Array<T::Spectrum> {
    if operation.ends_with('2') {
        check_planar(operation, a.ndim());
    }
    or_raise(T::over_axes(a, axes, direction))
}

#[cfg(test)]
mod tests;
