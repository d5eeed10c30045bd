//! The array type, its attributes and its conversions to and from `ndarray`.

use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};

use ndarray::{ArcArray, IxDyn};

use crate::dims;
use crate::dtype::{DType, Element};

/// An N-dimensional array of one element type (NumPy: `numpy.ndarray`).
///
/// The rank is dynamic, the element type static. Cloning shares the data, and writing to a shared
/// array copies it first, so an array behaves as a value: `let b = a.clone()` never aliases `a`.
pub struct Array<T: Element> {
    pub(crate) data: Held<T>,
}

/// An array's data. The array gives it back by code of this crate: the compiler's own would be
/// compiled into every crate that owns an array, and all that ndarray drops with it.
pub(crate) struct Held<T: Element>(ManuallyDrop<ArcArray<T, IxDyn>>);

impl<T: Element> Deref for Held<T> {
    type Target = ArcArray<T, IxDyn>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T: Element> DerefMut for Held<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<T: Element> Drop for Array<T> {
    fn drop(&mut self) {
        // SAFETY: the data is not used any more.
        unsafe { T::release(&mut self.data.0) }
    }
}

/// An array, owned or borrowed: what functions take that only read it.
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([[2., 0.], [0., 4.]]);
/// let product = matmul(inv(&a)?, &a);
/// assert!(allclose(product, eye(2)) && norm(&a - a.t()) == 0.);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an array",
    label = "expected an array, `a` or `&a`",
    note = "write `array(..)` around a list of numbers"
)]
pub trait OneArray {
    /// The type of its elements.
    type Element: Element;

    /// The array itself.
    fn as_array(&self) -> &Array<Self::Element>;
}

impl<T: Element> OneArray for Array<T> {
    type Element = T;

    fn as_array(&self) -> &Array<T> {
        self
    }
}

impl<A: OneArray> OneArray for &A {
    type Element = A::Element;

    fn as_array(&self) -> &Array<A::Element> {
        (**self).as_array()
    }
}

impl<A: OneArray> OneArray for &mut A {
    type Element = A::Element;

    fn as_array(&self) -> &Array<A::Element> {
        (**self).as_array()
    }
}

/// Shares the data.
impl<T: Element> Clone for Array<T> {
    fn clone(&self) -> Self {
        T::share(&self.data)
    }
}

impl<T: Element> Array<T> {
    /// Wraps shared data.
    pub(crate) fn from_data(data: ArcArray<T, IxDyn>) -> Self {
        Self { data: Held(ManuallyDrop::new(data)) }
    }

    /// The data itself.
    pub(crate) fn into_data(self) -> ArcArray<T, IxDyn> {
        let mut array = ManuallyDrop::new(self);
        // SAFETY: the array that held it is forgotten, not dropped.
        unsafe { ManuallyDrop::take(&mut array.data.0) }
    }

    /// The array of this shape with these elements in row-major order.
    #[track_caller]
    pub(crate) fn from_vec(shape: &[usize], elements: Vec<T>) -> Self {
        T::assemble(shape, elements)
    }

    /// The array of one element and no axes.
    pub(crate) fn scalar(value: T) -> Self {
        T::filled(&[], value)
    }

    /// The length of each axis (NumPy: `ndarray.shape`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = zeros((2, 3));
    /// assert_eq!((a.shape(), a.ndim(), a.size()), (&[2, 3][..], 2, 6));
    /// assert_eq!((a.dtype(), a.itemsize(), a.nbytes()), (DType::F64, 8, 48));
    /// ```
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        T::shape_of(&self.data)
    }

    /// The number of axes (NumPy: `ndarray.ndim`).
    #[must_use]
    pub fn ndim(&self) -> usize {
        self.shape().len()
    }

    /// The number of elements (NumPy: `ndarray.size`).
    #[must_use]
    pub fn size(&self) -> usize {
        dims::size(self.shape())
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

    /// The elements in row-major order (NumPy: `a.ravel().tolist()`).
    #[must_use]
    pub fn to_vec(&self) -> Vec<T> {
        T::to_vec(&self.data)
    }

    /// Elements from one index to the next along each axis, in memory; negative where an axis runs
    /// backwards. NumPy's `ndarray.strides` counts bytes, [`itemsize`](Array::itemsize) times as
    /// many.
    #[must_use]
    pub fn strides(&self) -> &[isize] {
        self.data.strides()
    }

    /// How the elements lie in memory (NumPy: `ndarray.flags`).
    #[must_use]
    pub fn flags(&self) -> Flags {
        Flags {
            c_contiguous: self.data.is_standard_layout(),
            f_contiguous: self.data.t().is_standard_layout(),
        }
    }
}

/// How the elements of an array lie in memory, as [`Array::flags`] tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flags {
    /// Without gaps in row-major order.
    pub c_contiguous: bool,
    /// Without gaps in column-major order.
    pub f_contiguous: bool,
}

/// The empty array of one axis.
impl<T: Element> Default for Array<T> {
    fn default() -> Self {
        Self::from_vec(&[0], Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_a_matrix_and_its_transpose() {
        let a = Array::<f32>::zeros((2, 3));
        assert_eq!((a.ndim(), a.size(), a.itemsize(), a.nbytes()), (2, 6, 4, 24));
        assert_eq!(a.strides(), [3, 1]);
        assert_eq!(a.flags(), Flags { c_contiguous: true, f_contiguous: false });
        let t = Array::from_data(a.into_data().reversed_axes());
        assert_eq!(t.flags(), Flags { c_contiguous: false, f_contiguous: true });
        assert_eq!(Array::<bool>::default().shape(), [0]);
    }
}
