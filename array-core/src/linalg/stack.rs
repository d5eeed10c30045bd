//! Stacks of matrices: the last two axes are matrices in LAPACK's column-major order one by one,
//! the axes before them are counted through, as by NumPy's generalised ufuncs.

use ndarray::{ArrayView2, ArrayViewD, Dimension};

use super::element::{Field, Product};
use super::product::{matrix_at, split_core};
use crate::array::Array;
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, show_shape};
use crate::kernel;

/// The matrices in the last two axes of an array.
pub(super) struct Stack<'a, T: Element> {
    matrices: ArrayViewD<'a, T>,
    /// The axes before the last two.
    pub(super) shape: Vec<usize>,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl<'a, T: Product> Stack<'a, T> {
    /// The matrices of `a`, for the operation of this name.
    pub(super) fn new(operation: &str, a: &'a Array<T>) -> Result<Self> {
        if a.ndim() < 2 {
            let what = format!(
                "{}-dimensional array given. Array must be at least two-dimensional",
                a.ndim()
            );
            return Err(failure(operation, &what));
        }
        Ok(Self::of_view(a.data.view()))
    }

    /// The matrices of a view with at least two axes.
    pub(super) fn of_view(matrices: ArrayViewD<'a, T>) -> Self {
        let (shape, [rows, columns]) = split_core(matrices.shape());
        Self { shape: shape.to_vec(), rows, columns, matrices }
    }

    /// The square matrices of `a`.
    pub(super) fn square(operation: &str, a: &'a Array<T>) -> Result<Self> {
        let stack = Self::new(operation, a)?;
        if stack.rows != stack.columns {
            let what = format!(
                "Last 2 dimensions of the array must be square, not those of shape {}",
                show_shape(a.shape())
            );
            return Err(failure(operation, &what));
        }
        Ok(stack)
    }

    /// Whether the matrices have no rows or no columns.
    pub(super) fn is_hollow(&self) -> bool {
        self.rows == 0 || self.columns == 0
    }

    /// Each matrix in turn, copied in column-major order.
    pub(super) fn columns_of_each(&self) -> impl Iterator<Item = Vec<T>> {
        ndarray::indices(&self.shape[..]).into_iter().map(|at| {
            let matrix = matrix_at(self.matrices.clone(), at.slice());
            kernel::to_vec(&matrix.reversed_axes().into_dyn())
        })
    }
}

impl<T: Field> Stack<'_, T> {
    /// An error if an element is infinite or not a number: LAPACK's iterations need not end then.
    pub(super) fn check_finite(&self, operation: &str) -> Result<()> {
        if self.matrices.iter().all(|x| x.finite()) {
            Ok(())
        } else {
            Err(failure(operation, "Array must not contain infs or NaNs"))
        }
    }
}

/// Results of one kind for all matrices of a stack, joined into one array.
pub(super) struct Pile<T: Element> {
    shape: Vec<usize>,
    elements: Vec<T>,
}

impl<T: Element> Pile<T> {
    /// An empty pile for `core`-shaped results of the matrices of `stack`.
    pub(super) fn new(stack: &[usize], core: &[usize]) -> Self {
        let shape = [stack, core].concat();
        let elements = Vec::with_capacity(shape.iter().product());
        Self { shape, elements }
    }

    /// Adds a vector, or a matrix in row-major order.
    pub(super) fn push(&mut self, elements: &[T]) {
        self.elements.extend_from_slice(elements);
    }

    /// Adds a matrix with `rows` rows in column-major order.
    pub(super) fn push_columns(&mut self, rows: usize, elements: &[T]) {
        self.elements.extend(row_major(rows, elements));
    }

    /// The array of all results.
    pub(super) fn into_array(self) -> Array<T> {
        Array::from_vec(&self.shape, self.elements)
    }
}

/// A column-major matrix of `rows` rows in row-major order.
fn row_major<T: Element>(rows: usize, elements: &[T]) -> Vec<T> {
    let columns = elements.len().checked_div(rows).unwrap_or(0);
    let turned = ArrayView2::from_shape((columns, rows), elements);
    kernel::to_vec(&turned.expect("whole columns").reversed_axes().into_dyn())
}

/// An error of linear algebra, with the name of the operation.
pub(super) fn failure(operation: &str, what: &str) -> Error {
    Error::new(ErrorKind::LinAlg, format!("{operation}: {what}"))
}
