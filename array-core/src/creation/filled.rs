//! Arrays of one value.

use super::nested::Literal;
use crate::array::Array;
use crate::dims::Dims;
use crate::dtype::Element;

impl<T: Element> Array<T> {
    /// An array of zeros (or `false`): `Array::<f32>::zeros((2, 3))` (NumPy:
    /// `numpy.zeros((2, 3), numpy.float32)`).
    ///
    /// # Panics
    /// Panics if a length is negative.
    #[track_caller]
    #[must_use]
    pub fn zeros(shape: impl Dims) -> Self {
        T::full(shape.dims(), T::ZERO)
    }

    /// An array of ones (or `true`): `Array::<i32>::ones(5)` (NumPy: `numpy.ones(5, numpy.int32)`).
    ///
    /// # Panics
    /// Panics if a length is negative.
    #[track_caller]
    #[must_use]
    pub fn ones(shape: impl Dims) -> Self {
        T::full(shape.dims(), T::ONE)
    }

    /// An array of one value: `Array::<u8>::full((2, 2), 255)` (NumPy:
    /// `numpy.full((2, 2), 255, numpy.uint8)`).
    ///
    /// # Panics
    /// Panics if a length is negative.
    #[track_caller]
    #[must_use]
    pub fn full(shape: impl Dims, value: T) -> Self {
        T::full(shape.dims(), value)
    }
}

/// An `f64` array of zeros (NumPy: `numpy.zeros`).
///
/// # Panics
/// Panics if a length is negative.
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(zeros((2, 3)).shape(), [2, 3]);
/// assert_eq!(ones(2).to_vec(), [1., 1.]);
/// assert_eq!(full(2, 7).to_vec(), [7, 7]);
/// ```
#[track_caller]
#[must_use]
pub fn zeros(shape: impl Dims) -> Array<f64> {
    Array::zeros(shape)
}

/// An `f64` array of ones (NumPy: `numpy.ones`).
///
/// # Panics
/// Panics if a length is negative.
#[track_caller]
#[must_use]
pub fn ones(shape: impl Dims) -> Array<f64> {
    Array::ones(shape)
}

/// An `f64` array whose values do not matter (NumPy: `numpy.empty`). They are zeros: the system
/// hands out zeroed memory without touching it.
///
/// # Panics
/// Panics if a length is negative.
#[track_caller]
#[must_use]
pub fn empty(shape: impl Dims) -> Array<f64> {
    Array::zeros(shape)
}

/// An array of one value, whose type is inferred (NumPy: `numpy.full`).
///
/// # Panics
/// Panics if a length is negative.
#[track_caller]
#[must_use]
pub fn full<T: Literal>(shape: impl Dims, value: T) -> Array<T> {
    Array::full(shape, value)
}

/// Zeros in the shape and type of `a` (NumPy: `numpy.zeros_like`).
#[must_use]
pub fn zeros_like<T: Element>(a: &Array<T>) -> Array<T> {
    T::filled(a.shape(), T::ZERO)
}

/// Ones in the shape and type of `a` (NumPy: `numpy.ones_like`).
#[must_use]
pub fn ones_like<T: Element>(a: &Array<T>) -> Array<T> {
    T::filled(a.shape(), T::ONE)
}

/// An array in the shape and type of `a` whose values do not matter (NumPy: `numpy.empty_like`).
#[must_use]
pub fn empty_like<T: Element>(a: &Array<T>) -> Array<T> {
    zeros_like(a)
}

/// One value in the shape and type of `a` (NumPy: `numpy.full_like`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([[1, 2], [3, 4]]);
/// assert_eq!(full_like(&a, 7), full((2, 2), 7));
/// assert_eq!(zeros_like(&a).dtype(), a.dtype());
/// ```
#[must_use]
pub fn full_like<T: Element>(a: &Array<T>, value: T) -> Array<T> {
    T::filled(a.shape(), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_anything_that_reads_as_one() {
        assert_eq!(zeros(()).to_vec(), [0.0]);
        assert_eq!(ones([2_i64, 2]).to_vec(), [1.0; 4]);
        assert_eq!(full((1, 2), true).to_vec(), [true, true]);
        assert_eq!(Array::<i8>::full(2, -1).to_vec(), [-1, -1]);
        assert_eq!(ones_like(&full((2, 0), 1)).shape(), [2, 0]);
        assert_eq!(full_like(&full(2, 1), 3).to_vec(), [3, 3]);
    }

    #[test]
    #[should_panic(expected = "negative dimensions are not allowed")]
    fn negative_lengths_panic() {
        let _ = zeros((2, -1));
    }

    #[test]
    #[should_panic(expected = "is too big to be allocated")]
    fn sizes_beyond_memory_panic() {
        let _ = zeros((i64::MAX, 4));
    }
}
