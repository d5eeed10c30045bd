//! The places of a matrix's triangles, as indices.

use super::matrix::Part;
use crate::array::Array;
use crate::dims::{self, IndexInt};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise, show_shape};

/// The rows and the columns of some places of a matrix; `a.i(..)` takes them as an index.
type Places = (Array<i64>, Array<i64>);

/// The places on and above the diagonal of an `n` by `n` matrix, row by row: their rows and their
/// columns (NumPy: `numpy.triu_indices`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = arange(9).reshape((3, 3));
/// assert_eq!(a.i(triu_indices(3)).to_vec(), [0, 1, 2, 4, 5, 8]);
/// // Every pair of different rows once.
/// let (first, second) = triu_indices_with(3, 1, 3);
/// assert_eq!((first.to_vec(), second.to_vec()), (vec![0, 0, 1], vec![1, 2, 2]));
/// ```
///
/// # Panics
/// Panics if the size is negative.
#[track_caller]
#[must_use]
pub fn triu_indices(n: impl IndexInt) -> Places {
    triu_indices_with(n, 0, n)
}

/// The places on and above the `k`-th diagonal of an `n` by `m` matrix (NumPy: `triu_indices(n, k,
/// m)`).
///
/// # Panics
/// Panics if a size is negative.
#[track_caller]
#[must_use]
pub fn triu_indices_with(n: impl IndexInt, k: impl IndexInt, m: impl IndexInt) -> Places {
    places(n.to_isize(), m.to_isize(), Part::Upper, k.to_isize())
}

/// The places on and above the diagonal of the matrix `a` (NumPy: `numpy.triu_indices_from`).
///
/// # Panics
/// Panics unless `a` has two axes.
#[track_caller]
#[must_use]
pub fn triu_indices_from<T: Element>(a: &Array<T>) -> Places {
    triu_indices_from_with(a, 0)
}

/// [`triu_indices_from`] from the `k`-th diagonal on (NumPy: `triu_indices_from(a, k)`).
///
/// # Panics
/// Panics unless `a` has two axes.
#[track_caller]
#[must_use]
pub fn triu_indices_from_with<T: Element>(a: &Array<T>, k: impl IndexInt) -> Places {
    let (n, m) = or_raise(sides("triu_indices_from", a));
    triu_indices_with(n, k, m)
}

/// The places on and below the diagonal of an `n` by `n` matrix, row by row: their rows and their
/// columns (NumPy: `numpy.tril_indices`).
///
/// ```
/// # use array_core::prelude::*;
/// let mut a = arange(9).reshape((3, 3));
/// a.set(tril_indices(3), 0);
/// assert_eq!(a.to_vec(), [0, 1, 2, 0, 0, 5, 0, 0, 0]);
/// ```
///
/// # Panics
/// Panics if the size is negative.
#[track_caller]
#[must_use]
pub fn tril_indices(n: impl IndexInt) -> Places {
    tril_indices_with(n, 0, n)
}

/// The places on and below the `k`-th diagonal of an `n` by `m` matrix (NumPy: `tril_indices(n, k,
/// m)`).
///
/// # Panics
/// Panics if a size is negative.
#[track_caller]
#[must_use]
pub fn tril_indices_with(n: impl IndexInt, k: impl IndexInt, m: impl IndexInt) -> Places {
    places(n.to_isize(), m.to_isize(), Part::Lower, k.to_isize())
}

/// The places on and below the diagonal of the matrix `a` (NumPy: `numpy.tril_indices_from`).
///
/// # Panics
/// Panics unless `a` has two axes.
#[track_caller]
#[must_use]
pub fn tril_indices_from<T: Element>(a: &Array<T>) -> Places {
    tril_indices_from_with(a, 0)
}

/// [`tril_indices_from`] up to and with the `k`-th diagonal (NumPy: `tril_indices_from(a, k)`).
///
/// # Panics
/// Panics unless `a` has two axes.
#[track_caller]
#[must_use]
pub fn tril_indices_from_with<T: Element>(a: &Array<T>, k: impl IndexInt) -> Places {
    let (n, m) = or_raise(sides("tril_indices_from", a));
    tril_indices_with(n, k, m)
}

#[track_caller]
fn places(n: isize, m: isize, part: Part, k: isize) -> Places {
    let shape = dims::shape((n, m));
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    for i in 0..shape[0] {
        for j in (0..shape[1]).filter(|&j| part.contains(i as isize, j as isize, k)) {
            rows.push(i as i64);
            columns.push(j as i64);
        }
    }
    (Array::from_vec(&[rows.len()], rows), Array::from_vec(&[columns.len()], columns))
}

/// The numbers of rows and columns of a matrix.
fn sides<T: Element>(name: &str, a: &Array<T>) -> Result<(usize, usize)> {
    match *a.shape() {
        [n, m] => Ok((n, m)),
        _ => {
            let shape = show_shape(a.shape());
            let message = format!("{name}: input array must be 2-d, not of shape {shape}");
            Err(Error::new(ErrorKind::Value, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::creation::{arange, zeros};

    fn pairs((rows, columns): Places) -> Vec<(i64, i64)> {
        rows.to_vec().into_iter().zip(columns.to_vec()).collect()
    }

    #[test]
    fn triangles_of_wide_matrices_and_other_diagonals() {
        assert_eq!(pairs(triu_indices_with(2, 1, 3)), [(0, 1), (0, 2), (1, 2)]);
        assert_eq!(pairs(tril_indices_with(2, -1, 3)), [(1, 0)]);
        assert_eq!(pairs(triu_indices_from(&zeros((3, 1)))), [(0, 0)]);
        assert_eq!(pairs(tril_indices_from_with(&zeros((1, 3)), 1)), [(0, 0), (0, 1)]);
        assert_eq!(pairs(tril_indices(0)), []);
    }

    #[test]
    #[should_panic(expected = "triu_indices_from: input array must be 2-d, not of shape (2,)")]
    fn only_a_matrix_has_triangles() {
        let _ = triu_indices_from(&arange(2));
    }
}
