//! Linear equations: `solve`, `lstsq`, `inv`, `det`, `slogdet`.

use ndarray::Axis;

use super::element::{Field, PartOf, Product};
use super::lapack::{Driver, Vectors};
use super::product::tight_shape;
use super::stack::{Pile, Stack, failure};
use super::stack::{broadcast_stack, split_core};
use crate::array::{Array, OneArray};
use crate::broadcast::shape_of_two;
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result};
use crate::kernel;

/// What `slogdet_stack` returns: signs and logarithms.
pub type SignsOf<T> = (Array<T>, Array<PartOf<T>>);

/// What `lstsq` returns: the solution, the residuals, the rank, the singular values.
pub type LeastSquaresOf<T> = (Array<T>, Array<PartOf<T>>, usize, Array<PartOf<T>>);

/// `inv`: LU factors, then the inverse from them.
pub(super) fn inverse<T: Driver>(a: &Array<T>) -> Result<Array<T>> {
    let stack = Stack::square("inv", a)?;
    let n = stack.rows;
    if n == 0 {
        return Ok(a.clone());
    }
    let mut inverses = Pile::new(&stack.shape, &[n, n]);
    for mut matrix in stack.columns_of_each() {
        T::lu(n, &mut matrix)
            .and_then(|pivots| T::lu_inverse(n, &mut matrix, pivots))
            .ok_or_else(|| singular("inv"))?;
        inverses.push_columns(n, &matrix);
    }
    Ok(inverses.into_array())
}

fn singular(operation: &str) -> Error {
    failure(operation, "Singular matrix")
}

/// `det`, from the sign and the logarithm as NumPy does, so that the digits agree.
pub(super) fn determinants<T: Driver>(a: &Array<T>) -> Result<Array<T>> {
    let mut determinants = Pile::new(Stack::square("det", a)?.shape.as_slice(), &[]);
    let (signs, logarithms) = log_determinants(a)?;
    for (sign, logarithm) in signs.to_vec().into_iter().zip(logarithms.to_vec()) {
        determinants.push(&[sign * num_traits::Float::exp(logarithm).cast::<T>()]);
    }
    Ok(determinants.into_array())
}

/// `slogdet`: the product of the diagonal of the LU factors, as a sign and a logarithm.
pub(super) fn log_determinants<T: Driver>(a: &Array<T>) -> Result<(Array<T>, Array<T::Part>)> {
    let stack = Stack::square("det", a)?;
    let n = stack.rows;
    let mut signs = Pile::new(&stack.shape, &[]);
    let mut logarithms = Pile::new(&stack.shape, &[]);
    for mut matrix in stack.columns_of_each() {
        let (mut sign, mut logarithm) = (T::ONE, <T::Part as Element>::ZERO);
        match if n == 0 { Some(Vec::new()) } else { T::lu(n, &mut matrix) } {
            Some(pivots) => {
                let exchanged = (1..).zip(pivots).filter(|&(row, pivot)| row != pivot).count();
                if exchanged % 2 == 1 {
                    sign = -sign;
                }
                for &pivot in matrix.iter().step_by(n + 1) {
                    let size = pivot.modulus();
                    sign *= pivot / size.cast::<T>();
                    logarithm += num_traits::Float::ln(size);
                }
            }
            None => {
                sign = T::ZERO;
                logarithm = num_traits::Float::neg_infinity();
            }
        }
        signs.push(&[sign]);
        logarithms.push(&[logarithm]);
    }
    Ok((signs.into_array(), logarithms.into_array()))
}

/// `solve`: one factorisation and all right-hand sides per matrix; stacks broadcast.
pub(super) fn solutions<T: Driver>(a: &Array<T>, b: &Array<T>) -> Result<Array<T>> {
    let n = Stack::square("solve", a)?.rows;
    if b.ndim() == 0 {
        return Err(failure("solve", "the right-hand side is 0-d: it needs at least one axis"));
    }
    let is_vector = b.ndim() == 1;
    let mut right = b.data.view();
    if is_vector {
        right.insert_axis_inplace(Axis(1));
    }
    let left = a.data.view();
    let (left_stack, _) = split_core(left.shape());
    let (right_stack, [found, columns]) = split_core(right.shape());
    let stack = shape_of_two(left_stack, right_stack).ok().filter(|_| found == n);
    let Some(stack) = stack else {
        let message = format!(
            "solve: Input operand 1 has a mismatch in its core dimension 0 or its stack \
             (size {found} is different from {n}): shapes {} and {}",
            tight_shape(a.shape()),
            tight_shape(b.shape()),
        );
        return Err(Error::new(ErrorKind::Shape, message));
    };
    let core = if is_vector { vec![n] } else { vec![n, columns] };
    let mut solutions = Pile::new(&stack, &core);
    if n > 0 && columns > 0 {
        let matrices = Stack::of_view(broadcast_stack(&left, &stack, [n, n]));
        let sides = Stack::of_view(broadcast_stack(&right, &stack, [n, columns]));
        for (mut matrix, mut side) in matrices.columns_of_each().zip(sides.columns_of_each()) {
            T::lu(n, &mut matrix)
                .and_then(|pivots| T::lu_solve(n, &matrix, &pivots, &mut side))
                .ok_or_else(|| singular("solve"))?;
            solutions.push_columns(n, &side);
        }
    }
    Ok(solutions.into_array())
}

/// `lstsq`: the solution of least norm, by singular values.
pub(super) fn least_squares<T: Driver>(
    a: &Array<T>,
    b: &Array<T>,
    rcond: Option<f64>,
) -> Result<LeastSquaresOf<T>> {
    let stack = Stack::new("lstsq", a)?;
    let (rows, columns) = (stack.rows, stack.columns);
    if !stack.shape.is_empty() || !matches!(b.ndim(), 1 | 2) || b.shape()[0] != rows {
        let message = format!(
            "lstsq: Incompatible dimensions: shapes {} and {}",
            tight_shape(a.shape()),
            tight_shape(b.shape()),
        );
        return Err(Error::new(ErrorKind::LinAlg, message));
    }
    stack.check_finite("lstsq")?;
    let right_sides = b.shape().get(1).copied();
    let count = right_sides.unwrap_or(1);
    let epsilon = <T::Part as num_traits::Float>::epsilon();
    let cutoff = match rcond {
        Some(rcond) => rcond.cast::<T::Part>(),
        None => epsilon * (rows.max(columns) as f64).cast::<T::Part>(),
    };

    // The right-hand sides in columns that have room for the solutions.
    let taller = rows.max(columns);
    let mut sides = Vec::with_capacity(taller * count.max(1));
    let turned = b.data.view().reversed_axes();
    for side in kernel::to_vec(&turned).chunks(rows.max(1)).take(count) {
        sides.extend_from_slice(side);
        sides.resize(sides.len() + taller - side.len(), T::ZERO);
    }
    let mut matrix = stack.columns_of_each().next().expect("one matrix");
    let (rank, values) = if stack.is_hollow() || count == 0 {
        sides.resize(taller * count, T::ZERO);
        let values = if stack.is_hollow() {
            Vec::new()
        } else {
            T::svd(rows, columns, &mut matrix, Vectors::None).ok_or_else(no_svd)?.values
        };
        let bound = values.first().map(|&largest| largest * cutoff);
        (values.iter().filter(|&&value| Some(value) > bound).count(), values)
    } else {
        let found = T::least_squares(rows, columns, &mut matrix, &mut sides, cutoff);
        let found = found.ok_or_else(no_svd)?;
        (found.rank, found.values)
    };

    let mut solution = Pile::new(&[], &[count, columns]);
    let mut residuals = Vec::new();
    for side in sides.chunks(taller.max(1)).take(count) {
        solution.push(&side[..columns]);
        if rows > columns && rank == columns {
            residuals.push(square_sum(&side[columns..]));
        }
    }
    let mut solution = solution.into_array().into_data().reversed_axes();
    if right_sides.is_none() {
        solution.index_axis_inplace(Axis(1), 0);
    }
    let solution = solution.as_standard_layout().into_owned().into();
    let residuals = Array::from_vec(&[residuals.len()], residuals);
    Ok((solution, residuals, rank, Array::from_vec(&[values.len()], values)))
}

fn no_svd() -> Error {
    failure("lstsq", "SVD did not converge in Linear Least Squares")
}

fn square_sum<T: Field>(elements: &[T]) -> T::Part {
    let squares = elements.iter().map(|x| x.modulus() * x.modulus());
    squares.fold(<T::Part as Element>::ZERO, |sum, square| sum + square)
}

/// The one element of a 0-d result of a 2-D matrix.
fn only<T: Element>(operation: &str, results: &Array<T>) -> Result<T> {
    match T::first(results) {
        Some(result) if results.ndim() == 0 => Ok(result),
        _ => Err(stacked(operation)),
    }
}

/// The error of a function of one matrix that was given several.
#[inline(never)]
fn stacked(operation: &str) -> Error {
    let what =
        format!("an array with more than two axes is a stack of matrices: write {operation}_stack");
    failure(operation, &what)
}

impl<T: Product> Array<T> {
    /// The inverse matrix, of each matrix of a stack (NumPy: `numpy.linalg.inv`).
    ///
    /// # Errors
    /// If a matrix is singular or not square.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let a = array([[2., 0.], [0., 4.]]);
    /// assert_eq!(a.inv()?.to_vec(), [0.5, 0., 0., 0.25]);
    /// assert_eq!(a.solve(&array([1., 2.]))?.to_vec(), [0.5, 0.5]);
    /// assert!((a.det()? - 8.).abs() < 1e-12);
    /// let singular = array([[1., 2.], [2., 4.]]);
    /// assert_eq!(singular.inv().unwrap_err().to_string(), "inv: Singular matrix");
    /// # Ok::<(), array_core::Error>(())
    /// ```
    pub fn inv(&self) -> Result<Array<T::Field>> {
        T::Field::inv_kernel(&T::to_field(self))
    }

    /// The determinant of a matrix (NumPy: `numpy.linalg.det`).
    ///
    /// # Errors
    /// If the array is not one square matrix; for a stack of them write
    /// [`det_stack`](Array::det_stack).
    pub fn det(&self) -> Result<T::Field> {
        only("det", &self.det_stack()?)
    }

    /// The determinant of each matrix of a stack (NumPy: `numpy.linalg.det`).
    ///
    /// # Errors
    /// If the matrices are not square.
    pub fn det_stack(&self) -> Result<Array<T::Field>> {
        T::Field::det_kernel(&T::to_field(self))
    }

    /// The sign and the logarithm of the absolute value of the determinant, which do not overflow
    /// (NumPy: `numpy.linalg.slogdet`).
    ///
    /// # Errors
    /// If the array is not one square matrix; for a stack of them write
    /// [`slogdet_stack`](Array::slogdet_stack).
    pub fn slogdet(&self) -> Result<(T::Field, PartOf<T>)> {
        let (signs, logarithms) = self.slogdet_stack()?;
        Ok((only("slogdet", &signs)?, only("slogdet", &logarithms)?))
    }

    /// The signs and logarithms of the determinants of a stack of matrices
    /// (NumPy: `numpy.linalg.slogdet`).
    ///
    /// # Errors
    /// If the matrices are not square.
    pub fn slogdet_stack(&self) -> Result<SignsOf<T::Field>> {
        T::Field::slogdet_kernel(&T::to_field(self))
    }

    /// The solution `x` of `self x = b` (NumPy: `numpy.linalg.solve`).
    ///
    /// A 1-D `b` is one right-hand side; of any other the last two axes hold right-hand sides in
    /// columns. Stacks broadcast.
    ///
    /// # Errors
    /// If a matrix is singular or not square, or the shapes do not fit.
    pub fn solve(&self, b: &Self) -> Result<Array<T::Field>> {
        T::Field::solve_kernel(&T::to_field(self), &T::to_field(b))
    }

    /// The least-squares solution of `self x = b`: the solution, the sums of squared residuals
    /// (empty unless the rank is full and there are more rows than columns), the rank, and the
    /// singular values (NumPy: `numpy.linalg.lstsq`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let line = array([[0., 1.], [1., 1.], [2., 1.]]);
    /// let (x, residuals, rank, _) = line.lstsq(&array([1., 3., 5.]))?;
    /// assert!(allclose(&x, array([2., 1.])) && allclose(&residuals, 0) && rank == 2);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// If the shapes do not fit, or the matrix holds infinities or NaN.
    pub fn lstsq(&self, b: &Self) -> Result<LeastSquaresOf<T::Field>> {
        T::Field::lstsq_kernel(&T::to_field(self), &T::to_field(b), None)
    }

    /// [`lstsq`](Array::lstsq) that takes singular values up to `rcond` times the largest as zero.
    ///
    /// # Errors
    /// As [`lstsq`](Array::lstsq).
    pub fn lstsq_with(&self, b: &Self, rcond: f64) -> Result<LeastSquaresOf<T::Field>> {
        T::Field::lstsq_kernel(&T::to_field(self), &T::to_field(b), Some(rcond))
    }
}

/// The inverse matrix (NumPy: `numpy.linalg.inv`); see [`Array::inv`].
///
/// # Errors
/// If the matrix is singular or not square.
pub fn inv<T: Product>(a: impl OneArray<Element = T>) -> Result<Array<T::Field>> {
    a.as_array().inv()
}

/// The determinant (NumPy: `numpy.linalg.det`); see [`Array::det`].
///
/// # Errors
/// If the array is not one square matrix.
pub fn det<T: Product>(a: impl OneArray<Element = T>) -> Result<T::Field> {
    a.as_array().det()
}

/// The sign and the logarithm of the determinant (NumPy: `numpy.linalg.slogdet`); see
/// [`Array::slogdet`].
///
/// # Errors
/// If the array is not one square matrix.
pub fn slogdet<T: Product>(a: impl OneArray<Element = T>) -> Result<(T::Field, PartOf<T>)> {
    a.as_array().slogdet()
}

/// The solution of linear equations (NumPy: `numpy.linalg.solve`); see [`Array::solve`].
///
/// # Errors
/// If the matrix is singular or not square, or the shapes do not fit.
pub fn solve<T: Product>(
    a: impl OneArray<Element = T>,
    b: impl OneArray<Element = T>,
) -> Result<Array<T::Field>> {
    a.as_array().solve(b.as_array())
}

/// The least-squares solution (NumPy: `numpy.linalg.lstsq`); see [`Array::lstsq`].
///
/// # Errors
/// As [`Array::lstsq`].
pub fn lstsq<T: Product>(
    a: impl OneArray<Element = T>,
    b: impl OneArray<Element = T>,
) -> Result<LeastSquaresOf<T::Field>> {
    a.as_array().lstsq(b.as_array())
}
