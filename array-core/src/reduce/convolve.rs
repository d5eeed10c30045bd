//! Convolution of sequences.

use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Numeric};
use crate::error::{Error, ErrorKind, show_shape};
use crate::kernel::contiguous;

/// How much of a convolution is kept (NumPy: `mode=`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ConvolveMode {
    /// Every overlap, be it one element.
    #[default]
    Full,
    /// As many elements as the longer sequence has, from the middle.
    Same,
    /// Only where the sequences overlap completely.
    Valid,
}

dispatch! {
    /// The kernel of convolution.
    Convolutions: Numeric for [i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    convolve_of = convolve_kernel(a: &Array<Self>, v: &Array<Self>, mode: ConvolveMode)
        -> Array<Self>;
}

/// The discrete convolution of two sequences, every overlap of them (NumPy: `numpy.convolve`).
///
/// ```
/// # use array_core::prelude::*;
/// let (a, v) = (array([1., 2., 3.]), array([0., 1., 0.5]));
/// assert_eq!(convolve(&a, &v).to_vec(), [0., 1., 2.5, 4., 1.5]);
/// assert_eq!(convolve_with(&a, &v, ConvolveMode::Same).to_vec(), [1., 2.5, 4.]);
/// ```
///
/// # Panics
/// Panics if one of them is empty or not one-dimensional.
#[must_use]
#[track_caller]
pub fn convolve<T: Numeric>(a: &Array<T>, v: &Array<T>) -> Array<T> {
    convolve_with(a, v, ConvolveMode::Full)
}

/// [`convolve`] by mode (NumPy: `numpy.convolve(a, v, mode)`).
///
/// # Panics
/// As [`convolve`].
#[must_use]
#[track_caller]
pub fn convolve_with<T: Numeric>(a: &Array<T>, v: &Array<T>, mode: ConvolveMode) -> Array<T> {
    for (name, sequence) in [("a", a), ("v", v)] {
        if sequence.ndim() != 1 {
            let message = format!(
                "convolve: {name} must have 1 dimension, and has shape {}",
                show_shape(sequence.shape())
            );
            Error::new(ErrorKind::Shape, message).raise();
        }
        if sequence.size() == 0 {
            Error::new(ErrorKind::Value, format!("{name} cannot be empty")).raise();
        }
    }
    T::convolve_of(a, v, mode)
}

fn convolve_kernel<T: Numeric>(a: &Array<T>, v: &Array<T>, mode: ConvolveMode) -> Array<T> {
    let (a, v) = (a.data.view(), v.data.view());
    let (a, v) = (contiguous(&a), contiguous(&v));
    let (long, short) = if a.len() < v.len() { (v, a) } else { (a, v) };
    let mut full = vec![T::ZERO; long.len() + short.len() - 1];
    for (shift, &factor) in short.iter().enumerate() {
        for (sum, &x) in full[shift..].iter_mut().zip(long.iter()) {
            *sum = sum.plus(x.times(factor));
        }
    }
    let kept = match mode {
        ConvolveMode::Full => full,
        ConvolveMode::Same => full[(short.len() - 1) / 2..][..long.len()].to_vec(),
        ConvolveMode::Valid => full[short.len() - 1..long.len()].to_vec(),
    };
    Array::from_vec(&[kept.len()], kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::vector;

    #[test]
    fn every_mode_follows_numpy() {
        let (a, v) = (vector([1., 2., 3.]), vector([0., 1., 0.5]));
        assert_eq!(convolve(&a, &v).to_vec(), [0., 1., 2.5, 4., 1.5]);
        assert_eq!(convolve_with(&a, &v, ConvolveMode::Same).to_vec(), [1., 2.5, 4.]);
        assert_eq!(convolve_with(&a, &v, ConvolveMode::Valid).to_vec(), [2.5]);
        let (a, v) = (vector([1, 2]), vector([1, 2, 3, 4]));
        assert_eq!(convolve_with(&a, &v, ConvolveMode::Same).to_vec(), [1, 4, 7, 10]);
        assert_eq!(convolve_with(&a, &v, ConvolveMode::Valid).to_vec(), [4, 7, 10]);
        let (a, v) = (vector([1, 2, 3, 4, 5]), vector([1; 4]));
        assert_eq!(convolve_with(&a, &v, ConvolveMode::Same).to_vec(), [3, 6, 10, 14, 12]);
    }

    #[test]
    #[should_panic(expected = "v cannot be empty")]
    fn nothing_cannot_be_convolved() {
        let _ = convolve(&vector([1]), &vector([]));
    }
}
