//! Reversing, rotating and rolling elements along axes.

use ndarray::SliceInfoElem;

use crate::array::Array;
use crate::dims::{self, Dims, IndexInt, Ints};
use crate::dtype::Element;
use crate::index::{Piece, slice_element};

/// The slices that keep a whole array of this shape.
fn everything(shape: &[usize]) -> Vec<SliceInfoElem> {
    shape.iter().map(|&len| slice_element(0, len, 1)).collect()
}

/// The order of elements reversed along these axes.
fn turned<T: Element>(a: &Array<T>, axes: &[usize]) -> Array<T> {
    let mut slices = everything(a.shape());
    for &axis in axes {
        let len = a.shape()[axis];
        slices[axis] = slice_element(len as isize - 1, len, -1);
    }
    T::slice_of(&a.data, &slices)
}

pub(super) fn reversed<T: Element>(a: &Array<T>) -> Array<T> {
    turned(a, &(0..a.ndim()).collect::<Vec<_>>())
}

#[track_caller]
pub(super) fn reversed_along<T: Element>(a: &Array<T>, axes: Ints) -> Array<T> {
    turned(a, &dims::axes(axes, a.ndim()))
}

/// The order of elements reversed along every axis (NumPy: `flip`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([[1, 2], [3, 4]]);
/// assert_eq!(flip(&a).to_vec(), [4, 3, 2, 1]);
/// assert_eq!(flip_axis(&a, 0).to_vec(), [3, 4, 1, 2]);
/// ```
#[must_use]
pub fn flip<T: Element>(a: &Array<T>) -> Array<T> {
    T::reversed(a)
}

/// The order of elements reversed along these axes (NumPy: `flip(a, axis)`).
///
/// # Panics
/// Panics if there is no such axis.
#[must_use]
#[track_caller]
pub fn flip_axis<T: Element>(a: &Array<T>, axes: impl Dims) -> Array<T> {
    T::reversed_along(a, axes.dims())
}

/// The order of rows reversed (NumPy: `flipud`).
///
/// # Panics
/// Panics if the array has no axis.
#[must_use]
#[track_caller]
pub fn flipud<T: Element>(a: &Array<T>) -> Array<T> {
    assert!(a.ndim() >= 1, "flipud: Input must be >= 1-d.");
    T::reversed_along(a, Ints::new(&[0]))
}

/// The order of columns reversed (NumPy: `fliplr`).
///
/// # Panics
/// Panics if the array has fewer than two axes.
#[must_use]
#[track_caller]
pub fn fliplr<T: Element>(a: &Array<T>) -> Array<T> {
    assert!(a.ndim() >= 2, "fliplr: Input must be >= 2-d.");
    T::reversed_along(a, Ints::new(&[1]))
}

/// Rotated by 90 degrees `turns` times, from the first axis towards the second (NumPy: `rot90`).
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([[1, 2], [3, 4]]);
/// assert_eq!(rot90(&a, 1).to_vec(), [2, 4, 1, 3]);
/// assert_eq!(fliplr(&a).to_vec(), [2, 1, 4, 3]);
/// assert_eq!(roll(&a, 1).to_vec(), [4, 1, 2, 3]);
/// assert_eq!(roll_axis(&a, 1, 0).to_vec(), [3, 4, 1, 2]);
/// ```
///
/// # Panics
/// Panics if the array has fewer than two axes.
#[must_use]
#[track_caller]
pub fn rot90<T: Element>(a: &Array<T>, turns: impl IndexInt) -> Array<T> {
    assert!(a.ndim() >= 2, "rot90: Input must be >= 2-d.");
    match turns.to_isize().rem_euclid(4) {
        0 => a.clone(),
        1 => turned(a, &[1]).swapaxes(0, 1),
        2 => turned(a, &[0, 1]),
        _ => turned(&a.swapaxes(0, 1), &[1]),
    }
}

/// The elements, in row-major order, moved on by `shift` places; what leaves at the end enters at
/// the start (NumPy: `roll`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(roll(&arange(4), 1).to_vec(), [3, 0, 1, 2]);
/// assert_eq!(roll(&arange(4), -1).to_vec(), [1, 2, 3, 0]);
/// ```
#[must_use]
pub fn roll<T: Element>(a: &Array<T>, shift: impl IndexInt) -> Array<T> {
    T::rolled(&a.ravel(), shift.to_isize(), 0).reshaped(a.shape())
}

/// The elements moved on by `shift` places along an axis (NumPy: `roll(a, shift, axis)`).
///
/// # Panics
/// Panics if there is no such axis.
#[must_use]
#[track_caller]
pub fn roll_axis<T: Element>(a: &Array<T>, shift: impl IndexInt, axis: impl IndexInt) -> Array<T> {
    T::rolled(a, shift.to_isize(), dims::axis(axis, a.ndim()))
}

pub(super) fn rolled<T: Element>(a: &Array<T>, shift: isize, axis: usize) -> Array<T> {
    let len = a.shape()[axis] as isize;
    if len == 0 {
        return a.clone();
    }
    let shift = shift.rem_euclid(len);
    let part = |first: isize, count: isize| {
        let mut slices = everything(a.shape());
        slices[axis] = slice_element(first, count as usize, 1);
        slices
    };
    let piece = |from, to, count| Piece {
        place: part(to, count),
        data: T::slice_of(&a.data, &part(from, count)),
    };
    let pieces = [piece(0, shift, len - shift), piece(len - shift, 0, shift)];
    T::join_pieces(a.shape(), &pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Array<i64> {
        Array::from_vec(&[2, 3], (0..6).collect())
    }

    #[test]
    fn rolling_wraps_around_either_end() {
        assert_eq!(roll(&grid(), 2).to_vec(), [4, 5, 0, 1, 2, 3]);
        assert_eq!(roll(&grid(), -7).to_vec(), [1, 2, 3, 4, 5, 0]);
        assert_eq!(roll_axis(&grid(), 1, -1).to_vec(), [2, 0, 1, 5, 3, 4]);
        assert_eq!(roll_axis(&grid(), 4, 0).to_vec(), [0, 1, 2, 3, 4, 5]);
        assert_eq!(roll(&Array::<f64>::from_vec(&[0, 2], vec![]), 3).shape(), [0, 2]);
    }

    #[test]
    fn four_turns_are_none() {
        assert_eq!(rot90(&grid(), 1).to_vec(), [2, 5, 1, 4, 0, 3]);
        assert_eq!(rot90(&grid(), 2).to_vec(), [5, 4, 3, 2, 1, 0]);
        assert_eq!(rot90(&grid(), -1).to_vec(), [3, 0, 4, 1, 5, 2]);
        assert_eq!(rot90(&grid(), 4).to_vec(), grid().to_vec());
        assert_eq!(rot90(&grid(), 1).shape(), [3, 2]);
    }

    #[test]
    fn flips_reverse_the_named_axes() {
        assert_eq!(flip(&grid()).to_vec(), [5, 4, 3, 2, 1, 0]);
        assert_eq!(flip_axis(&grid(), -1).to_vec(), [2, 1, 0, 5, 4, 3]);
        assert_eq!(flipud(&grid()).to_vec(), [3, 4, 5, 0, 1, 2]);
    }
}
