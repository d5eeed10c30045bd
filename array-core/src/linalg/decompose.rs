//! Factorisations: `svd`, `qr`, `cholesky`.

use super::element::{Field as _, PartOf, Product};
use super::lapack::{Driver, Vectors};
use super::stack::{Pile, Stack, failure};
use crate::array::{Array, OneArray};
use crate::dtype::Element;
use crate::error::{Error, Result};

/// What `svd` returns: `u`, the singular values in descending order, `vh`.
pub type SvdOf<T> = (Array<T>, Array<PartOf<T>>, Array<T>);

/// What `qr` returns: `q`, with orthonormal columns, and `r`, upper triangular.
pub type QrOf<T> = (Array<T>, Array<T>);

/// How much of `Q` a QR decomposition has (NumPy: the `mode` of `numpy.linalg.qr`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QrMode {
    /// As many columns as the matrix has, at most: `(m, k)` times `(k, n)`, `k = min(m, n)`.
    Reduced,
    /// All columns: `(m, m)` times `(m, n)`.
    Complete,
}

/// `svd`, with all singular vectors or only those that have a singular value.
pub(super) fn singular<T: Driver>(a: &Array<T>, full: bool) -> Result<SvdOf<T>> {
    let stack = Stack::new("svd", a)?;
    stack.check_finite("svd")?;
    let (rows, columns) = (stack.rows, stack.columns);
    let rank = rows.min(columns);
    let (left, right) = if full { (rows, columns) } else { (rank, rank) };
    let mut u = Pile::new(&stack.shape, &[rows, left]);
    let mut values = Pile::new(&stack.shape, &[rank]);
    let mut vh = Pile::new(&stack.shape, &[right, columns]);
    let vectors = if full { Vectors::Full } else { Vectors::Reduced };
    for mut matrix in stack.columns_of_each() {
        if rank == 0 {
            u.push(&unit_matrix(rows)[..rows * left]);
            vh.push(&unit_matrix(columns)[..right * columns]);
            continue;
        }
        let svd = T::svd(rows, columns, &mut matrix, vectors).ok_or_else(|| diverged("svd"))?;
        u.push_columns(rows, &svd.u);
        values.push(&svd.values);
        vh.push_columns(right, &svd.vh);
    }
    Ok((u.into_array(), values.into_array(), vh.into_array()))
}

/// `svdvals`.
pub(super) fn singular_values<T: Driver>(a: &Array<T>) -> Result<Array<T::Part>> {
    let stack = Stack::new("svdvals", a)?;
    stack.check_finite("svdvals")?;
    let mut values = Pile::new(&stack.shape, &[stack.rows.min(stack.columns)]);
    if !stack.is_hollow() {
        for mut matrix in stack.columns_of_each() {
            let svd = T::svd(stack.rows, stack.columns, &mut matrix, Vectors::None);
            values.push(&svd.ok_or_else(|| diverged("svdvals"))?.values);
        }
    }
    Ok(values.into_array())
}

fn diverged(operation: &str) -> Error {
    failure(operation, "SVD did not converge")
}

/// The elements of a unit matrix.
fn unit_matrix<T: Element>(n: usize) -> Vec<T> {
    (0..n * n).map(|i| if i % (n + 1) == 0 { T::ONE } else { T::ZERO }).collect()
}

/// `qr`, by Householder reflections.
pub(super) fn orthogonal<T: Driver>(a: &Array<T>, complete: bool) -> Result<QrOf<T>> {
    let stack = Stack::new("qr", a)?;
    let (rows, columns) = (stack.rows, stack.columns);
    let rank = rows.min(columns);
    let inner = if complete { rows } else { rank };
    let mut qs = Pile::new(&stack.shape, &[rows, inner]);
    let mut rs = Pile::new(&stack.shape, &[inner, columns]);
    for mut matrix in stack.columns_of_each() {
        if rank == 0 {
            qs.push(&unit_matrix(rows)[..rows * inner]);
            rs.push(&vec![T::ZERO; inner * columns]);
            continue;
        }
        let unfinished = || failure("qr", "LAPACK refused the matrix");
        let factors = T::householder(rows, columns, &mut matrix).ok_or_else(unfinished)?;
        let mut r = Vec::with_capacity(inner * columns);
        for (j, column) in matrix.chunks_exact(rows).enumerate() {
            r.extend((0..inner).map(|i| if i <= j { column[i] } else { T::ZERO }));
        }
        matrix.resize(rows * inner, T::ZERO);
        T::orthogonal(rows, inner, &mut matrix, &factors).ok_or_else(unfinished)?;
        qs.push_columns(rows, &matrix);
        rs.push_columns(inner, &r);
    }
    Ok((qs.into_array(), rs.into_array()))
}

/// `cholesky`: the lower factor.
pub(super) fn cholesky_factor<T: Driver>(a: &Array<T>) -> Result<Array<T>> {
    let stack = Stack::square("cholesky", a)?;
    let n = stack.rows;
    if n == 0 {
        return Ok(a.clone());
    }
    let mut factors = Pile::new(&stack.shape, &[n, n]);
    for mut matrix in stack.columns_of_each() {
        T::cholesky(n, &mut matrix)
            .ok_or_else(|| failure("cholesky", "Matrix is not positive definite"))?;
        for (j, column) in matrix.chunks_exact_mut(n).enumerate() {
            column[..j].fill(T::ZERO);
        }
        factors.push_columns(n, &matrix);
    }
    Ok(factors.into_array())
}

impl<T: Product> Array<T> {
    /// The singular value decomposition `u * diag(s) * vh` with square `u` and `vh`
    /// (NumPy: `numpy.linalg.svd`).
    ///
    /// # Errors
    /// If the array has less than two axes or holds infinities or NaN.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let a = array([[3., 0.], [4., 5.], [0., 0.]]);
    /// let (u, s, vh) = a.svd()?;
    /// assert_eq!((u.shape(), s.shape(), vh.shape()), (&[3, 3][..], &[2][..], &[2, 2][..]));
    /// let (q, r) = a.qr()?;
    /// assert_eq!((q.shape(), r.shape()), (&[3, 2][..], &[2, 2][..]));
    /// # Ok::<(), array_core::Error>(())
    /// ```
    pub fn svd(&self) -> Result<SvdOf<T::Field>> {
        self.svd_with(true)
    }

    /// [`svd`](Array::svd); without `full_matrices`, `u` has only the columns and `vh` only the
    /// rows that belong to a singular value.
    ///
    /// # Errors
    /// As [`svd`](Array::svd).
    pub fn svd_with(&self, full_matrices: bool) -> Result<SvdOf<T::Field>> {
        T::Field::svd_kernel(&T::to_field(self), full_matrices)
    }

    /// The singular values in descending order (NumPy: `numpy.linalg.svdvals`).
    ///
    /// # Errors
    /// As [`svd`](Array::svd).
    pub fn svdvals(&self) -> Result<Array<PartOf<T>>> {
        T::Field::svdvals_kernel(&T::to_field(self))
    }

    /// The factors `q`, with orthonormal columns, and `r`, upper triangular, in reduced form
    /// (NumPy: `numpy.linalg.qr`).
    ///
    /// # Errors
    /// If the array has less than two axes.
    pub fn qr(&self) -> Result<QrOf<T::Field>> {
        self.qr_with(QrMode::Reduced)
    }

    /// [`qr`](Array::qr) in the form that `mode` names (NumPy: `numpy.linalg.qr(a, mode)`).
    ///
    /// # Errors
    /// If the array has less than two axes.
    pub fn qr_with(&self, mode: QrMode) -> Result<QrOf<T::Field>> {
        T::Field::qr_kernel(&T::to_field(self), mode == QrMode::Complete)
    }

    /// The lower triangular `l` with `l * l^H` equal to the matrix, of which only the lower
    /// triangle is read (NumPy: `numpy.linalg.cholesky`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[4., 2.], [2., 5.]]);
    /// assert_eq!(a.cholesky()?.to_vec(), [2., 0., 1., 2.]);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// If a matrix is not square or not positive definite.
    pub fn cholesky(&self) -> Result<Array<T::Field>> {
        T::Field::cholesky_kernel(&T::to_field(self))
    }
}

/// The singular value decomposition (NumPy: `numpy.linalg.svd`); see [`Array::svd`].
///
/// # Errors
/// As [`Array::svd`].
pub fn svd<T: Product>(a: impl OneArray<Element = T>) -> Result<SvdOf<T::Field>> {
    a.as_array().svd()
}

/// The singular values (NumPy: `numpy.linalg.svdvals`); see [`Array::svdvals`].
///
/// # Errors
/// As [`Array::svd`].
pub fn svdvals<T: Product>(a: impl OneArray<Element = T>) -> Result<Array<PartOf<T>>> {
    a.as_array().svdvals()
}

/// The QR decomposition (NumPy: `numpy.linalg.qr`); see [`Array::qr`].
///
/// # Errors
/// If the array has less than two axes.
pub fn qr<T: Product>(a: impl OneArray<Element = T>) -> Result<QrOf<T::Field>> {
    a.as_array().qr()
}

/// The Cholesky factor (NumPy: `numpy.linalg.cholesky`); see [`Array::cholesky`].
///
/// # Errors
/// As [`Array::cholesky`].
pub fn cholesky<T: Product>(a: impl OneArray<Element = T>) -> Result<Array<T::Field>> {
    a.as_array().cholesky()
}
