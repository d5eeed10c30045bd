//! How far a matrix is from singular: `cond`, `matrix_rank`.

use num_traits::Float as _;

use super::element::{Field, PartOf, Product};
use super::lapack::Driver;
use super::norms::{Norm, by_axes};
use super::stack::{Stack, failure};
use super::{decompose, solve};
use crate::array::{Array, OneArray};
use crate::dtype::Element;
use crate::error::{Error, Result};

/// `cond`: by singular values, or as the product of the norms of the matrix and its inverse.
pub(super) fn condition<T: Driver>(a: &Array<T>, order: Option<Norm>) -> Result<T::Part> {
    let stack = Stack::new("cond", a)?;
    if !stack.shape.is_empty() || stack.is_hollow() {
        return Err(failure("cond", "needs one matrix that is not empty"));
    }
    let order = order.unwrap_or(Norm::P(2.));
    let ratio = match order {
        Norm::P(2. | -2.) => {
            let values = decompose::singular_values(a)?.to_vec();
            let (largest, smallest) = (values[0], values[values.len() - 1]);
            if order == Norm::P(2.) { largest / smallest } else { smallest / largest }
        }
        _ => {
            Stack::square("cond", a)?;
            let norm = |a: &Array<T>| Ok::<_, Error>(by_axes(a, Some(order), None)?.to_vec()[0]);
            match solve::inverse(a) {
                Ok(inverse) => norm(a)? * norm(&inverse)?,
                Err(_) => <T::Part as num_traits::Float>::infinity(),
            }
        }
    };
    let poisoned = a.data.iter().any(|x| x.is_nan_value());
    let undefined = ratio.is_nan() && !poisoned;
    Ok(if undefined { <T::Part as num_traits::Float>::infinity() } else { ratio })
}

/// `matrix_rank`: the number of singular values above the tolerance.
pub(super) fn rank<T: Driver>(a: &Array<T>, tolerance: Option<f64>) -> Result<usize> {
    if a.ndim() < 2 {
        return Ok(usize::from(a.data.iter().any(|&x| x != T::ZERO)));
    }
    let values = decompose::singular_values(a)?;
    if values.ndim() > 1 {
        return Err(failure("matrix_rank", "needs one matrix, not a stack of them"));
    }
    let longer = (a.shape()[0].max(a.shape()[1]) as f64).cast::<T::Part>();
    let values = values.to_vec();
    let tolerance = match (tolerance, values.first()) {
        (Some(tolerance), _) => tolerance.cast::<T::Part>(),
        (None, Some(&largest)) => largest * longer * <T::Part as num_traits::Float>::epsilon(),
        (None, None) => return Ok(0),
    };
    Ok(values.into_iter().filter(|&value| value > tolerance).count())
}

impl<T: Product> Array<T> {
    /// The condition number: the largest singular value over the smallest
    /// (NumPy: `numpy.linalg.cond`).
    ///
    /// # Errors
    /// If the array is not one matrix, or holds infinities or NaN.
    pub fn cond(&self) -> Result<PartOf<T>> {
        T::Field::cond_kernel(&T::to_field(self), None)
    }

    /// The condition number in the given norm (NumPy: `numpy.linalg.cond(a, p)`).
    ///
    /// # Errors
    /// If the array is not one matrix, square unless the order is 2 or -2.
    pub fn cond_with(&self, order: impl Into<Norm>) -> Result<PartOf<T>> {
        T::Field::cond_kernel(&T::to_field(self), Some(order.into()))
    }

    /// The number of singular values that are not zero within rounding
    /// (NumPy: `numpy.linalg.matrix_rank`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// assert_eq!(array([[1., 2.], [2., 4.]]).matrix_rank()?, 1);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// If the array holds infinities or NaN, or has more than two axes.
    pub fn matrix_rank(&self) -> Result<usize> {
        T::Field::rank_kernel(&T::to_field(self), None)
    }

    /// The number of singular values above `tolerance` (NumPy: `numpy.linalg.matrix_rank`).
    ///
    /// # Errors
    /// As [`matrix_rank`](Array::matrix_rank).
    pub fn matrix_rank_with(&self, tolerance: f64) -> Result<usize> {
        T::Field::rank_kernel(&T::to_field(self), Some(tolerance))
    }
}

/// The condition number (NumPy: `numpy.linalg.cond`); see [`Array::cond`].
///
/// # Errors
/// As [`Array::cond`].
pub fn cond<T: Product>(a: impl OneArray<Element = T>) -> Result<PartOf<T>> {
    a.as_array().cond()
}

/// The rank of a matrix (NumPy: `numpy.linalg.matrix_rank`); see [`Array::matrix_rank`].
///
/// # Errors
/// As [`Array::matrix_rank`].
pub fn matrix_rank<T: Product>(a: impl OneArray<Element = T>) -> Result<usize> {
    a.as_array().matrix_rank()
}
