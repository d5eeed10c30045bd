//! Products of many matrices: `multi_dot` and `matrix_power`.

use ndarray::Axis;

use super::element::Product;
use super::product::{dotted, stacked, tight_shape};
use super::stack::Stack;
use crate::array::{Array, OneArray};
use crate::error::{Error, ErrorKind, Result, or_raise};

/// `multi_dot`: the order of products that costs least, found by dynamic programming.
pub(super) fn product_of<T: Product>(arrays: &[&Array<T>]) -> Result<Array<T>> {
    let count = arrays.len();
    if count < 2 {
        return Err(Error::new(ErrorKind::Value, "multi_dot: Expecting at least two arrays."));
    }
    let mut matrices: Vec<Array<T>> = arrays.iter().map(|&array| array.clone()).collect();
    let is_vector = |array: &Array<T>| array.ndim() == 1;
    let (row, column) = (is_vector(arrays[0]), is_vector(arrays[count - 1]));
    if row {
        matrices[0].data.insert_axis_inplace(Axis(0));
    }
    if column {
        matrices[count - 1].data.insert_axis_inplace(Axis(1));
    }
    for (position, matrix) in matrices.iter().enumerate() {
        if matrix.ndim() != 2 {
            let message = format!(
                "multi_dot: array {position} of shape {} must be two-dimensional; only the first \
                 and the last may be vectors",
                tight_shape(arrays[position].shape())
            );
            return Err(Error::new(ErrorKind::LinAlg, message));
        }
    }
    let mut lengths: Vec<usize> = matrices.iter().map(|matrix| matrix.shape()[0]).collect();
    lengths.push(matrices[count - 1].shape()[1]);
    let mut product = multiply_range(&matrices, &cheapest_splits(&lengths), 0, count - 1)?;
    if column {
        product.data.index_axis_inplace(Axis(1), 0);
    }
    if row {
        product.data.index_axis_inplace(Axis(0), 0);
    }
    Ok(product)
}

/// Where to split the product of the matrices `first..=last`, at `[first][last]`; matrix `i` has
/// `lengths[i]` rows and `lengths[i + 1]` columns.
fn cheapest_splits(lengths: &[usize]) -> Vec<Vec<usize>> {
    let count = lengths.len() - 1;
    let mut costs = vec![vec![0_u128; count]; count];
    let mut splits = vec![vec![0; count]; count];
    for span in 1..count {
        for first in 0..count - span {
            let last = first + span;
            let cost_of = |split: usize| {
                let product = [lengths[first], lengths[split + 1], lengths[last + 1]];
                let here: u128 = product.iter().map(|&length| length as u128).product();
                costs[first][split] + costs[split + 1][last] + here
            };
            let cheapest = (first..last).min_by_key(|&split| cost_of(split)).expect("a split");
            costs[first][last] = cost_of(cheapest);
            splits[first][last] = cheapest;
        }
    }
    splits
}

fn multiply_range<T: Product>(
    matrices: &[Array<T>],
    splits: &[Vec<usize>],
    first: usize,
    last: usize,
) -> Result<Array<T>> {
    if first == last {
        return Ok(matrices[first].clone());
    }
    let split = splits[first][last];
    let left = multiply_range(matrices, splits, first, split)?;
    let right = multiply_range(matrices, splits, split + 1, last)?;
    dotted(&left, &right)
}

/// `matrix_power`, by repeated squaring.
pub(super) fn power<T: Product>(a: &Array<T>, exponent: i64) -> Result<Array<T>> {
    let stack = Stack::square("matrix_power", a)?;
    if exponent == 0 {
        let n = stack.rows;
        let mut unit = ndarray::Array2::from_elem((n, n), T::ZERO);
        unit.diag_mut().fill(T::ONE);
        let unit = unit.into_dyn();
        let units = unit.broadcast(a.data.raw_dim()).expect("a stack of square matrices");
        return Ok(units.as_standard_layout().into_owned().into());
    }
    let mut square = if exponent < 0 { T::own_inverse(a)? } else { a.clone() };
    let mut power = None;
    let mut left = exponent.unsigned_abs();
    loop {
        if left & 1 == 1 {
            power = Some(match power {
                None => square.clone(),
                Some(power) => stacked(&power, &square)?,
            });
        }
        left >>= 1;
        if left == 0 {
            return Ok(power.expect("the exponent is not zero"));
        }
        square = stacked(&square, &square)?;
    }
}

impl<T: Product> Array<T> {
    /// The matrix times itself `exponent` times; the inverse for negative exponents
    /// (NumPy: `numpy.linalg.matrix_power`).
    ///
    /// # Errors
    /// If the matrix is not square; for a negative exponent also if it is singular, or of
    /// integers, whose inverse has another element type.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let fibonacci = array([[1, 1], [1, 0]]);
    /// assert_eq!(fibonacci.matrix_power(10)?.to_vec(), [89, 55, 55, 34]);
    /// # Ok::<(), array_core::Error>(())
    /// ```
    pub fn matrix_power(&self, exponent: i64) -> Result<Self> {
        T::power_kernel(self, exponent)
    }
}

/// A power of a matrix (NumPy: `numpy.linalg.matrix_power`); see [`Array::matrix_power`].
///
/// # Errors
/// As [`Array::matrix_power`].
pub fn matrix_power<T: Product>(a: impl OneArray<Element = T>, exponent: i64) -> Result<Array<T>> {
    a.as_array().matrix_power(exponent)
}

/// The product of several matrices in the order that costs least; the first and the last may be
/// vectors (NumPy: `numpy.linalg.multi_dot`).
///
/// ```
/// # use array_core::prelude::*;
/// let (a, b, c) = (ones((2, 9)), ones((9, 3)), ones(3));
/// assert_eq!(multi_dot([&a, &b, &c]).to_vec(), [27., 27.]);
/// ```
///
/// # Panics
/// If there are less than two arrays, or the shapes do not fit.
#[must_use]
#[track_caller]
pub fn multi_dot<'a, T: Product>(arrays: impl AsRef<[&'a Array<T>]>) -> Array<T> {
    or_raise(T::multi_dot_kernel(arrays.as_ref()))
}
