//! The array type, its attributes and its conversions to and from `ndarray`.

use ndarray::{ArcArray, ArrayD, ArrayViewD, ArrayViewMutD, Dimension, IxDyn};

use crate::dtype::{DType, Element};
use crate::kernel;

/// An N-dimensional array of one element type (NumPy: `numpy.ndarray`).
///
/// The rank is dynamic, the element type static. Cloning shares the data, and writing to a shared
/// array copies it first, so an array behaves as a value: `let b = a.clone()` never aliases `a`.
#[derive(Clone)]
pub struct Array<T: Element> {
    pub(crate) data: ArcArray<T, IxDyn>,
}

impl<T: Element> Array<T> {
    /// Wraps shared data.
    pub(crate) fn from_data(data: ArcArray<T, IxDyn>) -> Self {
        Self { data }
    }

    /// The array of this shape with these elements in row-major order.
    #[track_caller]
    pub(crate) fn from_vec(shape: &[usize], elements: Vec<T>) -> Self {
        T::assemble(shape, elements)
    }

    /// The array of one element and no axes.
    pub(crate) fn scalar(value: T) -> Self {
        Self::from_vec(&[], vec![value])
    }

    /// The length of each axis (NumPy: `ndarray.shape`).
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        self.data.shape()
    }

    /// The number of axes (NumPy: `ndarray.ndim`).
    #[must_use]
    pub fn ndim(&self) -> usize {
        self.data.ndim()
    }

    /// The number of elements (NumPy: `ndarray.size`).
    #[must_use]
    pub fn size(&self) -> usize {
        self.data.len()
    }

    /// The element type (NumPy: `ndarray.dtype`).
    #[must_use]
    pub fn dtype(&self) -> DType {
        T::DTYPE
    }

    /// Bytes per element (NumPy: `ndarray.itemsize`).
    #[must_use]
    pub fn itemsize(&self) -> usize {
        T::DTYPE.itemsize()
    }

    /// Bytes of all elements (NumPy: `ndarray.nbytes`).
    #[must_use]
    pub fn nbytes(&self) -> usize {
        self.size() * self.itemsize()
    }

    /// The elements in row-major order.
    #[must_use]
    pub fn to_vec(&self) -> Vec<T> {
        kernel::to_vec(&self.data.view())
    }

    /// The same values as elements of type `U` (NumPy: `ndarray.astype`).
    ///
    /// Floats become integers by dropping the fraction; what does not fit becomes the nearest
    /// integer of the type, and NaN zero (NumPy leaves these undefined). Integers wrap. Complex
    /// numbers lose their imaginary part. What is not zero becomes `true`.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// assert_eq!(array([1.9, -1.9]).astype::<i64>().to_vec(), [1, -1]);
    /// assert_eq!(array([300]).astype::<u8>().to_vec(), [44]);
    /// ```
    #[must_use]
    pub fn astype<U: Element>(&self) -> Array<U> {
        T::cast_array(self)
    }

    /// Borrows the elements as an `ndarray` view.
    #[must_use]
    pub fn view(&self) -> ArrayViewD<'_, T> {
        self.data.view()
    }

    /// Borrows the elements for writing; copies them first if another array shares them.
    #[must_use]
    pub fn view_mut(&mut self) -> ArrayViewMutD<'_, T> {
        self.data.view_mut()
    }

    /// Copies the elements into an owned `ndarray` array; without a copy if nothing shares them.
    #[must_use]
    pub fn to_ndarray(&self) -> ArrayD<T> {
        self.data.to_owned()
    }
}

impl<T: Element, D: Dimension> From<ndarray::Array<T, D>> for Array<T> {
    fn from(array: ndarray::Array<T, D>) -> Self {
        Self { data: array.into_dyn().into_shared() }
    }
}
