//! The pseudo-inverse, which every matrix has.

use ndarray::ArrayView2;

use super::element::{Field, Product};
use super::lapack::{Driver, Vectors};
use super::product::multiply;
use super::stack::{Pile, Stack, failure};
use crate::array::{Array, OneArray};
use crate::dtype::Element;
use crate::error::Result;

/// Singular values below this part of the largest count as zero in `pinv`, as in NumPy.
const PINV_CUTOFF: f64 = 1e-15;

/// `pinv`: the singular value decomposition with the values inverted.
pub(super) fn pseudo_inverse<T: Driver>(a: &Array<T>, rcond: Option<f64>) -> Result<Array<T>> {
    let stack = Stack::new("pinv", a)?;
    stack.check_finite("pinv")?;
    let (rows, columns) = (stack.rows, stack.columns);
    let rank = rows.min(columns);
    let cutoff = rcond.unwrap_or(PINV_CUTOFF).cast::<T::Part>();
    let mut inverses = Pile::new(&stack.shape, &[columns, rows]);
    if rank == 0 {
        return Ok(inverses.into_array());
    }
    for mut matrix in stack.columns_of_each() {
        let mut svd = T::svd(rows, columns, &mut matrix, Vectors::Reduced)
            .ok_or_else(|| failure("pinv", "SVD did not converge"))?;
        let bound = svd.values[0] * cutoff;
        for (column, &value) in svd.u.chunks_exact_mut(rows).zip(&svd.values) {
            let factor = if value > bound { T::ONE / value.cast::<T>() } else { T::ZERO };
            column.iter_mut().for_each(|x| *x = T::conjugate(*x) * factor);
        }
        svd.vh.iter_mut().for_each(|x| *x = T::conjugate(*x));
        // Read by rows, the columns of a factor are its transpose.
        let left = ArrayView2::from_shape((columns, rank), &svd.vh).expect("reduced factor");
        let right = ArrayView2::from_shape((rank, rows), &svd.u).expect("reduced factor");
        inverses.push(multiply(left, right).as_slice().expect("a product is row-major"));
    }
    Ok(inverses.into_array())
}

impl<T: Product> Array<T> {
    /// The Moore-Penrose pseudo-inverse (NumPy: `numpy.linalg.pinv`).
    ///
    /// # Errors
    /// If the array has less than two axes or holds infinities or NaN.
    pub fn pinv(&self) -> Result<Array<T::Field>> {
        T::Field::pinv_kernel(&T::to_field(self), None)
    }

    /// [`pinv`](Array::pinv) that takes singular values up to `rcond` times the largest as zero.
    ///
    /// # Errors
    /// As [`pinv`](Array::pinv).
    pub fn pinv_with(&self, rcond: f64) -> Result<Array<T::Field>> {
        T::Field::pinv_kernel(&T::to_field(self), Some(rcond))
    }
}

/// The pseudo-inverse (NumPy: `numpy.linalg.pinv`); see [`Array::pinv`].
///
/// # Errors
/// As [`Array::pinv`].
pub fn pinv<T: Product>(a: impl OneArray<Element = T>) -> Result<Array<T::Field>> {
    a.as_array().pinv()
}
