//! Matrices with structure: identities, diagonals, triangles.

use crate::array::Array;
use crate::dims::{self, IndexInt};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise, show_shape};

/// The `f64` matrix with ones on the diagonal (NumPy: `numpy.eye`).
///
/// # Panics
/// Panics if the size is negative.
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(eye(2).to_vec(), [1., 0., 0., 1.]);
/// assert_eq!(diag(&array([1, 2])).to_vec(), [1, 0, 0, 2]);
/// assert_eq!(tril(&array([[1, 2], [3, 4]])).to_vec(), [1, 0, 3, 4]);
/// ```
#[track_caller]
#[must_use]
pub fn eye(n: impl IndexInt) -> Array<f64> {
    eye_with(n, n, 0)
}

/// An `n` by `m` matrix with ones on the `k`-th diagonal, above the main one if positive (NumPy:
/// `eye(n, m, k)`).
///
/// # Panics
/// Panics if a size is negative.
#[track_caller]
#[must_use]
pub fn eye_with(n: impl IndexInt, m: impl IndexInt, k: impl IndexInt) -> Array<f64> {
    matrix(n.to_isize(), m.to_isize(), Part::Diagonal, k.to_isize())
}

/// The identity matrix (NumPy: `numpy.identity`).
///
/// # Panics
/// Panics if the size is negative.
#[track_caller]
#[must_use]
pub fn identity(n: impl IndexInt) -> Array<f64> {
    eye(n)
}

/// The square matrix with ones on and below the diagonal (NumPy: `numpy.tri`).
///
/// # Panics
/// Panics if the size is negative.
#[track_caller]
#[must_use]
pub fn tri(n: impl IndexInt) -> Array<f64> {
    tri_with(n, n, 0)
}

/// An `n` by `m` matrix with ones on and below the `k`-th diagonal (NumPy: `tri(n, m, k)`).
///
/// # Panics
/// Panics if a size is negative.
#[track_caller]
#[must_use]
pub fn tri_with(n: impl IndexInt, m: impl IndexInt, k: impl IndexInt) -> Array<f64> {
    matrix(n.to_isize(), m.to_isize(), Part::Lower, k.to_isize())
}

/// A part of a matrix, by its `k`-th diagonal.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// The diagonal itself.
    Diagonal,
    /// It and what is below.
    Lower,
    /// It and what is above.
    Upper,
}

impl Part {
    pub(super) fn contains(self, i: isize, j: isize, k: isize) -> bool {
        match self {
            Self::Diagonal => j - i == k,
            Self::Lower => j - i <= k,
            Self::Upper => j - i >= k,
        }
    }
}

/// Ones in a part of a matrix, and zeros elsewhere.
#[track_caller]
fn matrix(n: isize, m: isize, part: Part, k: isize) -> Array<f64> {
    let shape = dims::shape((n, m));
    let one = |i, j| part.contains(i, j, k);
    let mut elements = Vec::with_capacity(dims::size(&shape));
    for i in 0..shape[0] as isize {
        elements.extend((0..shape[1] as isize).map(|j| f64::from(u8::from(one(i, j)))));
    }
    Array::from_vec(&shape, elements)
}

/// The matrix with `v` on its diagonal, or the diagonal of the matrix `v` (NumPy: `numpy.diag`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([[1, 2], [3, 4]]);
/// assert_eq!(diag(&a).to_vec(), [1, 4]);
/// assert_eq!(diag(&array([1, 2])).to_vec(), [1, 0, 0, 2]);
/// assert_eq!(diag_with(&a, 1).to_vec(), [2]);
/// ```
///
/// # Panics
/// Panics unless `v` has one or two axes.
#[track_caller]
#[must_use]
pub fn diag<T: Element>(v: &Array<T>) -> Array<T> {
    diag_with(v, 0)
}

/// [`diag`] of the `k`-th diagonal, above the main one if positive (NumPy: `diag(v, k)`).
///
/// # Panics
/// Panics unless `v` has one or two axes.
#[track_caller]
#[must_use]
pub fn diag_with<T: Element>(v: &Array<T>, k: impl IndexInt) -> Array<T> {
    or_raise(T::diagonal(v, k.to_isize()))
}

pub(super) fn diagonal<T: Element>(v: &Array<T>, k: isize) -> Result<Array<T>> {
    let (down, right) = ((-k).max(0) as usize, k.max(0) as usize);
    let elements = v.to_vec();
    match *v.shape() {
        [n] => {
            let side = n + k.unsigned_abs();
            let mut out = vec![T::ZERO; dims::size(&[side, side])];
            for (i, value) in elements.into_iter().enumerate() {
                out[(i + down) * side + i + right] = value;
            }
            Ok(Array::from_vec(&[side, side], out))
        }
        [n, m] => {
            let len = n.saturating_sub(down).min(m.saturating_sub(right));
            Ok((0..len).map(|i| elements[(i + down) * m + i + right]).collect())
        }
        _ => Err(Error::new(
            ErrorKind::Value,
            format!("diag: input must be 1- or 2-d, not of shape {}", show_shape(v.shape())),
        )),
    }
}

/// The lower triangle: what is above the diagonal becomes zero (NumPy: `numpy.tril`).
///
/// An array of more than two axes is a stack of matrices.
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([[1, 2], [3, 4]]);
/// assert_eq!(tril(&a).to_vec(), [1, 0, 3, 4]);
/// assert_eq!(triu(&a).to_vec(), [1, 2, 0, 4]);
/// ```
///
/// # Panics
/// Panics if `a` has fewer than two axes.
#[track_caller]
#[must_use]
pub fn tril<T: Element>(a: &Array<T>) -> Array<T> {
    tril_with(a, 0)
}

/// [`tril`] up to and with the `k`-th diagonal (NumPy: `tril(a, k)`).
///
/// # Panics
/// Panics if `a` has fewer than two axes.
#[track_caller]
#[must_use]
pub fn tril_with<T: Element>(a: &Array<T>, k: impl IndexInt) -> Array<T> {
    or_raise(T::kept_part(a, "tril", Part::Lower, k.to_isize()))
}

/// The upper triangle: what is below the diagonal becomes zero (NumPy: `numpy.triu`).
///
/// # Panics
/// Panics if `a` has fewer than two axes.
#[track_caller]
#[must_use]
pub fn triu<T: Element>(a: &Array<T>) -> Array<T> {
    triu_with(a, 0)
}

/// [`triu`] from the `k`-th diagonal on (NumPy: `triu(a, k)`).
///
/// # Panics
/// Panics if `a` has fewer than two axes.
#[track_caller]
#[must_use]
pub fn triu_with<T: Element>(a: &Array<T>, k: impl IndexInt) -> Array<T> {
    or_raise(T::kept_part(a, "triu", Part::Upper, k.to_isize()))
}

/// The matrices with zeros outside a part of them.
pub(super) fn keep<T: Element>(a: &Array<T>, name: &str, part: Part, k: isize) -> Result<Array<T>> {
    let [.., rows, columns] = *a.shape() else {
        let shape = show_shape(a.shape());
        let message = format!("{name}: input must have at least two axes, not shape {shape}");
        return Err(Error::new(ErrorKind::Value, message));
    };
    let mut elements = a.to_vec();
    for (row, slots) in elements.chunks_mut(columns.max(1)).enumerate() {
        let i = (row % rows) as isize;
        for (j, slot) in slots.iter_mut().enumerate() {
            if !part.contains(i, j as isize, k) {
                *slot = T::ZERO;
            }
        }
    }
    Ok(Array::from_vec(a.shape(), elements))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::creation::{arange, array};

    #[test]
    fn diagonals_off_the_middle() {
        assert_eq!(eye_with(2, 3, 1).to_vec(), [0., 1., 0., 0., 0., 1.]);
        assert_eq!(tri_with(2, 3, -1).to_vec(), [0., 0., 0., 1., 0., 0.]);
        assert_eq!(diag_with(&array([7]), -1).to_vec(), [0, 0, 7, 0]);
        let a = array([[0, 1, 2], [3, 4, 5]]);
        assert_eq!(diag(&a).to_vec(), [0, 4]);
        assert_eq!(diag_with(&a, 2).to_vec(), [2]);
        assert_eq!(diag_with(&a, -5).to_vec(), [0; 0]);
    }

    #[test]
    fn triangles_of_stacks_of_matrices() {
        let a = Array::from_vec(&[2, 2, 2], arange((1, 9)).to_vec());
        assert_eq!(triu(&a).to_vec(), [1, 2, 0, 4, 5, 6, 0, 8]);
        assert_eq!(tril_with(&a, -1).to_vec(), [0, 0, 3, 0, 0, 0, 7, 0]);
        assert_eq!(tril(&array([[true, true], [true, true]])).to_vec(), [true, false, true, true]);
    }

    #[test]
    #[should_panic(expected = "diag: input must be 1- or 2-d, not of shape (1, 1, 1)")]
    fn a_diagonal_needs_a_vector_or_a_matrix() {
        let _ = diag(&array([[[1]]]));
    }
}
