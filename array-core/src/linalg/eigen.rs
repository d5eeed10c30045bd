//! Eigenvalues and eigenvectors: `eig`, `eigvals`, `eigh`, `eigvalsh`.

use super::element::{Field, PartOf, Product};
use super::lapack::Driver;
use super::stack::{Pile, Stack, failure};
use crate::array::{Array, OneArray};
use crate::error::{Error, Result};

/// Eigenvalues, and eigenvectors in the columns of a matrix.
pub type Pairs<V, T> = (Array<V>, Array<T>);

/// [`Pairs`] of a whole stack, while they are found.
type Piles<V, T> = (Pile<V>, Pile<T>);

/// The type of the eigenvalues of a general matrix of `T`.
type ComplexOf<T> = <<T as Product>::Field as Field>::Complex;

/// `eig`.
pub(super) fn general<T: Driver>(a: &Array<T>) -> Result<Pairs<T::Complex, T::Complex>> {
    let (values, vectors) = general_pairs("eig", a, true)?;
    Ok((values.into_array(), vectors.into_array()))
}

/// `eigvals`.
pub(super) fn general_values<T: Driver>(a: &Array<T>) -> Result<Array<T::Complex>> {
    Ok(general_pairs("eigvals", a, false)?.0.into_array())
}

fn general_pairs<T: Driver>(
    operation: &str,
    a: &Array<T>,
    wants_vectors: bool,
) -> Result<Piles<T::Complex, T::Complex>> {
    let stack = Stack::square(operation, a)?;
    stack.check_finite(operation)?;
    let n = stack.rows;
    let mut values = Pile::new(&stack.shape, &[n]);
    let mut vectors = Pile::new(&stack.shape, &[n, n]);
    if n > 0 {
        for mut matrix in stack.columns_of_each() {
            let pairs = T::eigen(n, &mut matrix, wants_vectors);
            let (found, columns) = pairs.ok_or_else(|| diverged(operation))?;
            values.push(&found);
            vectors.push_columns(n, &columns);
        }
    }
    Ok((values, vectors))
}

/// `eigh`.
pub(super) fn hermitian<T: Driver>(a: &Array<T>) -> Result<Pairs<T::Part, T>> {
    let (values, vectors) = hermitian_pairs("eigh", a, true)?;
    Ok((values.into_array(), vectors.into_array()))
}

/// `eigvalsh`.
pub(super) fn hermitian_values<T: Driver>(a: &Array<T>) -> Result<Array<T::Part>> {
    Ok(hermitian_pairs("eigvalsh", a, false)?.0.into_array())
}

fn hermitian_pairs<T: Driver>(
    operation: &str,
    a: &Array<T>,
    wants_vectors: bool,
) -> Result<Piles<T::Part, T>> {
    let stack = Stack::square(operation, a)?;
    stack.check_finite(operation)?;
    let n = stack.rows;
    let mut values = Pile::new(&stack.shape, &[n]);
    let mut vectors = Pile::new(&stack.shape, &[n, n]);
    if n > 0 {
        for mut matrix in stack.columns_of_each() {
            let found = T::eigen_hermitian(n, &mut matrix, wants_vectors);
            values.push(&found.ok_or_else(|| diverged(operation))?);
            if wants_vectors {
                vectors.push_columns(n, &matrix);
            }
        }
    }
    Ok((values, vectors))
}

fn diverged(operation: &str) -> Error {
    failure(operation, "Eigenvalues did not converge")
}

impl<T: Product> Array<T> {
    /// The eigenvalues, and the eigenvectors as columns (NumPy: `numpy.linalg.eig`).
    ///
    /// Both are complex always: an array's element type cannot depend on its values, as NumPy's
    /// does, which returns reals when all eigenvalues are real. Of a symmetric or Hermitian matrix
    /// [`eigh`](Array::eigh) returns real eigenvalues.
    ///
    /// # Errors
    /// If the matrix is not square, or holds infinities or NaN.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let rotation = array([[0., -1.], [1., 0.]]);
    /// let (values, vectors) = rotation.eig()?;
    /// assert_eq!(values.to_vec(), [Complex64::new(0., 1.), Complex64::new(0., -1.)]);
    /// assert_eq!(vectors.shape(), [2, 2]);
    ///
    /// let (values, _) = array([[2., 0.], [0., 1.]]).eigh()?;
    /// assert_eq!(values.to_vec(), [1., 2.]);
    /// # Ok::<(), array_core::Error>(())
    /// ```
    pub fn eig(&self) -> Result<Pairs<ComplexOf<T>, ComplexOf<T>>> {
        T::Field::eig_kernel(&T::to_field(self))
    }

    /// The eigenvalues, complex always (NumPy: `numpy.linalg.eigvals`); see [`eig`](Array::eig).
    ///
    /// # Errors
    /// As [`eig`](Array::eig).
    pub fn eigvals(&self) -> Result<Array<ComplexOf<T>>> {
        T::Field::eigvals_kernel(&T::to_field(self))
    }

    /// The ascending eigenvalues of a symmetric or Hermitian matrix, and its orthonormal
    /// eigenvectors as columns (NumPy: `numpy.linalg.eigh`). Only the lower triangle is read.
    ///
    /// # Errors
    /// If the matrix is not square, or holds infinities or NaN.
    pub fn eigh(&self) -> Result<Pairs<PartOf<T>, T::Field>> {
        T::Field::eigh_kernel(&T::to_field(self))
    }

    /// The ascending eigenvalues of a symmetric or Hermitian matrix
    /// (NumPy: `numpy.linalg.eigvalsh`). Only the lower triangle is read.
    ///
    /// # Errors
    /// As [`eigh`](Array::eigh).
    pub fn eigvalsh(&self) -> Result<Array<PartOf<T>>> {
        T::Field::eigvalsh_kernel(&T::to_field(self))
    }
}

/// Eigenvalues and eigenvectors, complex always (NumPy: `numpy.linalg.eig`); see [`Array::eig`].
///
/// # Errors
/// As [`Array::eig`].
pub fn eig<T: Product>(a: impl OneArray<Element = T>) -> Result<Pairs<ComplexOf<T>, ComplexOf<T>>> {
    a.as_array().eig()
}

/// The eigenvalues, complex always (NumPy: `numpy.linalg.eigvals`); see [`Array::eigvals`].
///
/// # Errors
/// As [`Array::eig`].
pub fn eigvals<T: Product>(a: impl OneArray<Element = T>) -> Result<Array<ComplexOf<T>>> {
    a.as_array().eigvals()
}

/// Eigenvalues and eigenvectors of a symmetric or Hermitian matrix (NumPy: `numpy.linalg.eigh`);
/// see [`Array::eigh`].
///
/// # Errors
/// As [`Array::eigh`].
pub fn eigh<T: Product>(a: impl OneArray<Element = T>) -> Result<Pairs<PartOf<T>, T::Field>> {
    a.as_array().eigh()
}

/// The eigenvalues of a symmetric or Hermitian matrix (NumPy: `numpy.linalg.eigvalsh`); see
/// [`Array::eigvalsh`].
///
/// # Errors
/// As [`Array::eigh`].
pub fn eigvalsh<T: Product>(a: impl OneArray<Element = T>) -> Result<Array<PartOf<T>>> {
    a.as_array().eigvalsh()
}
