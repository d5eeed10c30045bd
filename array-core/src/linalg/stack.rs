//! Stacks of matrices: the last two axes are matrices in LAPACK's column-major order one by one,
//! the axes before them are counted through, as by NumPy's generalised ufuncs.

use ndarray::{ArrayD, ArrayView2, ArrayViewD, ArrayViewMut2, Axis, Dimension, Ix2, IxDyn};

use super::element::{Field, Product};
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

/// The axes of a stack of matrices, and the matrices' own two.
pub(super) fn split_core(shape: &[usize]) -> (&[usize], [usize; 2]) {
    let (stack, core) = shape.split_at(shape.len() - 2);
    (stack, [core[0], core[1]])
}

/// Views `matrices` as a stack of shape `stack`, to which it is known to broadcast.
pub(super) fn broadcast_stack<'a, T>(
    matrices: &'a ArrayViewD<'_, T>,
    stack: &[usize],
    core: [usize; 2],
) -> ArrayViewD<'a, T> {
    let shape: Vec<usize> = stack.iter().copied().chain(core).collect();
    matrices.broadcast(IxDyn(&shape)).expect("the stack's shape was broadcast from this one")
}

/// The matrix at index `at` of a stack.
pub(super) fn matrix_at<'a, T>(mut stack: ArrayViewD<'a, T>, at: &[usize]) -> ArrayView2<'a, T> {
    for &index in at {
        stack.index_axis_inplace(Axis(0), index);
    }
    stack.into_dimensionality::<Ix2>().expect("a stack's last two axes are its matrices")
}

/// The matrices of a row-major stack, in order.
pub(super) fn matrices_mut<T>(stack: &mut ArrayD<T>) -> impl Iterator<Item = ArrayViewMut2<'_, T>> {
    let (_, [rows, columns]) = split_core(stack.shape());
    let elements = stack.as_slice_mut().expect("a new array is row-major");
    elements.chunks_exact_mut(rows * columns).map(move |matrix| {
        ArrayViewMut2::from_shape((rows, columns), matrix).expect("a chunk is one matrix")
    })
}
