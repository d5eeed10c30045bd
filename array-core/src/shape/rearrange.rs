//! `reshape` and its relatives, and permutations of axes.

use crate::array::Array;
use crate::dims::{self, Dims, IndexInt};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise};

impl<T: Element> Array<T> {
    /// The elements, in row-major order, in another shape of equal size (NumPy:
    /// `ndarray.reshape`). One length may be -1 and is inferred.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let a = arange(12).reshape((3, -1));
    /// assert_eq!(a.shape(), [3, 4]);
    /// assert_eq!(a.t().ravel().to_vec()[..4], [0, 4, 8, 1]);
    /// assert_eq!(a.reshape(-1).shape(), [12]);
    /// ```
    ///
    /// # Panics
    /// Panics if the sizes differ, or an empty shape's other lengths are too large for memory.
    #[must_use]
    #[track_caller]
    pub fn reshape(&self, shape: impl Dims) -> Self {
        or_raise(self.try_reshape(shape))
    }

    /// The elements in another shape; [`Array::reshape`] as a `Result`.
    ///
    /// # Errors
    /// If the sizes differ, or an empty shape's other lengths are too large for memory.
    pub fn try_reshape(&self, shape: impl Dims) -> Result<Self> {
        T::try_reshape(self, shape.dims())
    }

    /// The elements in a shape of equal size.
    pub(crate) fn reshaped(&self, shape: &[usize]) -> Self {
        T::reshape_to(&self.data, shape)
    }

    /// All elements in row-major order as one axis (NumPy: `ndarray.ravel`).
    #[must_use]
    pub fn ravel(&self) -> Self {
        self.reshaped(&[self.size()])
    }

    /// All elements in row-major order as one axis (NumPy: `ndarray.flatten`); the same as
    /// [`Array::ravel`], since arrays copy on write.
    #[must_use]
    pub fn flatten(&self) -> Self {
        self.ravel()
    }

    /// The axes in reverse order (NumPy: `ndarray.T`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = arange(6).reshape((2, 3));
    /// assert_eq!(a.t().shape(), [3, 2]);
    /// assert_eq!(a.t().to_vec(), [0, 3, 1, 4, 2, 5]);
    /// ```
    #[must_use]
    pub fn t(&self) -> Self {
        T::transpose(&self.data)
    }

    /// The axes in reverse order (NumPy: `ndarray.transpose`).
    #[must_use]
    pub fn transpose(&self) -> Self {
        self.t()
    }

    /// The axes in the order given (NumPy: `ndarray.transpose(axes)`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// assert_eq!(zeros((2, 3, 4)).transpose_axes((2, 0, 1)).shape(), [4, 2, 3]);
    /// ```
    ///
    /// # Panics
    /// Panics if `axes` does not name each axis once.
    #[must_use]
    #[track_caller]
    pub fn transpose_axes(&self, axes: impl Dims) -> Self {
        let axes = axes.dims();
        if axes.len() != self.ndim() {
            let message = format!(
                "axes don't match array: {} axes were given for an array of {} dimensions",
                axes.len(),
                self.ndim()
            );
            Error::new(ErrorKind::Axis, message).raise();
        }
        self.permuted(&dims::axes(axes, self.ndim()))
    }

    /// The axes in the order given, which names each once.
    pub(crate) fn permuted(&self, axes: &[usize]) -> Self {
        T::permute_axes(&self.data, axes)
    }

    /// Two axes exchanged (NumPy: `ndarray.swapaxes`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// assert_eq!(zeros((2, 3, 4)).swapaxes(0, -1).shape(), [4, 3, 2]);
    /// ```
    ///
    /// # Panics
    /// Panics if there is no such axis.
    #[must_use]
    #[track_caller]
    pub fn swapaxes(&self, a: impl IndexInt, b: impl IndexInt) -> Self {
        let mut order: Vec<usize> = (0..self.ndim()).collect();
        order.swap(dims::axis(a, self.ndim()), dims::axis(b, self.ndim()));
        self.permuted(&order)
    }
}

/// The elements, in row-major order, in another shape of equal size (NumPy: `reshape`).
///
/// # Panics
/// As [`Array::reshape`].
#[must_use]
#[track_caller]
pub fn reshape<T: Element>(a: &Array<T>, shape: impl Dims) -> Array<T> {
    a.reshape(shape)
}

/// The elements in another shape; [`reshape`] as a `Result`.
///
/// # Errors
/// If the sizes differ.
pub fn try_reshape<T: Element>(a: &Array<T>, shape: impl Dims) -> Result<Array<T>> {
    a.try_reshape(shape)
}

/// All elements in row-major order as one axis (NumPy: `ravel`).
#[must_use]
pub fn ravel<T: Element>(a: &Array<T>) -> Array<T> {
    a.ravel()
}

/// The axes in reverse order (NumPy: `transpose`).
#[must_use]
pub fn transpose<T: Element>(a: &Array<T>) -> Array<T> {
    a.t()
}

/// The axes in the order given (NumPy: `transpose(a, axes)`).
///
/// # Panics
/// As [`Array::transpose_axes`].
#[must_use]
#[track_caller]
pub fn transpose_axes<T: Element>(a: &Array<T>, axes: impl Dims) -> Array<T> {
    a.transpose_axes(axes)
}

/// Two axes exchanged (NumPy: `swapaxes`).
///
/// # Panics
/// Panics if there is no such axis.
#[must_use]
#[track_caller]
pub fn swapaxes<T: Element>(a: &Array<T>, first: impl IndexInt, second: impl IndexInt) -> Array<T> {
    a.swapaxes(first, second)
}

/// Axes moved to other places, the rest kept in order (NumPy: `moveaxis`).
///
/// ```
/// use array_core::prelude::*;
///
/// let a = zeros((3, 4, 5));
/// assert_eq!(moveaxis(&a, 0, -1).shape(), [4, 5, 3]);
/// assert_eq!(moveaxis(&a, [0, 1], [-1, -2]).shape(), [5, 4, 3]);
/// ```
///
/// # Panics
/// Panics if there is no such axis, or if the two lists differ in length.
#[must_use]
#[track_caller]
pub fn moveaxis<T: Element>(a: &Array<T>, from: impl Dims, to: impl Dims) -> Array<T> {
    let (from, to) = (dims::axes(from, a.ndim()), dims::axes(to, a.ndim()));
    assert!(
        from.len() == to.len(),
        "`source` and `destination` arguments must have the same number of elements, not {} and {}",
        from.len(),
        to.len()
    );
    let mut order: Vec<usize> = (0..a.ndim()).filter(|axis| !from.contains(axis)).collect();
    let mut moves: Vec<_> = to.into_iter().zip(from).collect();
    moves.sort_unstable();
    for (place, axis) in moves {
        order.insert(place, axis);
    }
    a.permuted(&order)
}
