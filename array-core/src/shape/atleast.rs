//! Adding and dropping axes of length one.

use crate::array::Array;
use crate::dims::{self, Dims, Ints};
use crate::dtype::Element;

impl<T: Element> Array<T> {
    /// Without its axes of length one (NumPy: `ndarray.squeeze`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// assert_eq!(zeros((1, 3, 1)).squeeze().shape(), [3]);
    /// assert_eq!(zeros((1, 3, 1)).squeeze_axis(0).shape(), [3, 1]);
    /// ```
    #[must_use]
    pub fn squeeze(&self) -> Self {
        T::squeezed(self)
    }

    /// Without these axes, which have length one (NumPy: `ndarray.squeeze(axis)`).
    ///
    /// # Panics
    /// Panics if there is no such axis, or if its length is not one.
    #[must_use]
    #[track_caller]
    pub fn squeeze_axis(&self, axes: impl Dims) -> Self {
        T::squeezed_along(self, axes.dims())
    }
}

pub(super) fn squeezed<T: Element>(a: &Array<T>) -> Array<T> {
    let kept: Vec<usize> = a.shape().iter().copied().filter(|&len| len != 1).collect();
    a.reshaped(&kept)
}

#[track_caller]
pub(super) fn squeezed_along<T: Element>(a: &Array<T>, axes: Ints) -> Array<T> {
    let axes = dims::axes(axes, a.ndim());
    for &axis in &axes {
        let len = a.shape()[axis];
        assert!(
            len == 1,
            "cannot select an axis to squeeze out which has size not equal to one: \
             axis {axis} has size {len}"
        );
    }
    let kept = a.shape().iter().enumerate().filter(|(axis, _)| !axes.contains(axis));
    a.reshaped(&kept.map(|(_, &len)| len).collect::<Vec<_>>())
}

/// Without its axes of length one (NumPy: `squeeze`).
#[must_use]
pub fn squeeze<T: Element>(a: &Array<T>) -> Array<T> {
    a.squeeze()
}

/// Without these axes, which have length one (NumPy: `squeeze(a, axis)`).
///
/// # Panics
/// As [`Array::squeeze_axis`].
#[must_use]
#[track_caller]
pub fn squeeze_axis<T: Element>(a: &Array<T>, axes: impl Dims) -> Array<T> {
    a.squeeze_axis(axes)
}

/// With axes of length one at these places of the result (NumPy: `expand_dims`).
///
/// ```
/// use array_core::prelude::*;
///
/// let a = arange(3);
/// assert_eq!(expand_dims(&a, 0).shape(), [1, 3]);
/// assert_eq!(expand_dims(&a, -1).shape(), [3, 1]);
/// assert_eq!(expand_dims(&a, (0, 2)).squeeze().shape(), [3]);
/// ```
///
/// # Panics
/// Panics if the result has no such axis.
#[must_use]
#[track_caller]
pub fn expand_dims<T: Element>(a: &Array<T>, axes: impl Dims) -> Array<T> {
    T::expanded(a, axes.dims())
}

#[track_caller]
pub(super) fn expanded<T: Element>(a: &Array<T>, axes: Ints) -> Array<T> {
    let ndim = a.ndim() + axes.len();
    let axes = dims::axes(axes, ndim);
    let mut lengths = a.shape().iter().copied();
    let shape: Vec<usize> = (0..ndim)
        .map(|axis| if axes.contains(&axis) { 1 } else { lengths.next().unwrap_or(1) })
        .collect();
    a.reshaped(&shape)
}

/// With at least one axis (NumPy: `atleast_1d`).
#[must_use]
pub fn atleast_1d<T: Element>(a: &Array<T>) -> Array<T> {
    match a.shape() {
        [] => a.reshaped(&[1]),
        _ => a.clone(),
    }
}

/// With at least two axes; one axis becomes a row (NumPy: `atleast_2d`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(atleast_2d(&arange(3)).shape(), [1, 3]);
/// ```
#[must_use]
pub fn atleast_2d<T: Element>(a: &Array<T>) -> Array<T> {
    match *a.shape() {
        [] => a.reshaped(&[1, 1]),
        [n] => a.reshaped(&[1, n]),
        _ => a.clone(),
    }
}

/// With at least three axes: shape `(n,)` becomes `(1, n, 1)`, `(m, n)` becomes `(m, n, 1)`
/// (NumPy: `atleast_3d`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(atleast_3d(&arange(3)).shape(), [1, 3, 1]);
/// assert_eq!(atleast_3d(&zeros((2, 3))).shape(), [2, 3, 1]);
/// ```
#[must_use]
pub fn atleast_3d<T: Element>(a: &Array<T>) -> Array<T> {
    match *a.shape() {
        [] => a.reshaped(&[1, 1, 1]),
        [n] => a.reshaped(&[1, n, 1]),
        [m, n] => a.reshaped(&[m, n, 1]),
        _ => a.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_ranks_are_raised_as_in_numpy() {
        let vector = Array::from_vec(&[3], vec![1, 2, 3]);
        assert_eq!(atleast_1d(&Array::scalar(1)).shape(), [1]);
        assert_eq!(atleast_2d(&vector).shape(), [1, 3]);
        assert_eq!(atleast_3d(&vector).shape(), [1, 3, 1]);
        assert_eq!(atleast_3d(&atleast_2d(&vector)).shape(), [1, 3, 1]);
        assert_eq!(atleast_3d(&vector.reshape((3, 1))).shape(), [3, 1, 1]);
    }

    #[test]
    fn only_axes_of_length_one_are_squeezed() {
        let a = Array::from_vec(&[1, 3, 1], vec![1, 2, 3]);
        assert_eq!(a.squeeze().shape(), [3]);
        assert_eq!(squeeze_axis(&a, -1).shape(), [1, 3]);
        assert_eq!(a.squeeze_axis((0, 2)).shape(), [3]);
    }

    #[test]
    #[should_panic(expected = "size not equal to one: axis 1 has size 3")]
    fn squeezing_a_longer_axis_panics() {
        let _ = Array::from_vec(&[1, 3, 1], vec![1, 2, 3]).squeeze_axis(1);
    }
}
