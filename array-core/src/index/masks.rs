//! Masks as functions: `nonzero`, `compress`, `extract`, `place` and their relatives.

use std::borrow::Borrow;

use crate::array::Array;
use crate::dims::{self, IndexInt};
use crate::dtype::Element;
use crate::error::or_raise;
use crate::kernel;

use super::take::cycled;
use super::term::Term;
use super::value::Values;

/// The row-major positions where flags are true.
fn flat_positions(flags: &Array<bool>) -> Vec<i64> {
    let view = flags.data.view();
    kernel::simd::positions(&kernel::contiguous(&view))
}

/// For each axis, the positions along it where flags are true.
#[track_caller]
fn places_by_axis(flags: &Array<bool>) -> Vec<Array<i64>> {
    assert!(
        flags.ndim() > 0,
        "Calling nonzero on 0d arrays is not allowed. Use atleast_1d(&a).nonzero() instead."
    );
    let axes = unravelled(flags.shape(), flat_positions(flags));
    axes.into_iter().map(|axis| Array::from_vec(&[axis.len()], axis)).collect()
}

/// A row of positions for each place where flags are true.
fn rows_of_places(flags: &Array<bool>) -> Array<i64> {
    let flat = flat_positions(flags);
    let (rows, columns) = (flat.len(), flags.ndim());
    let axes = if columns == 0 { Vec::new() } else { unravelled(flags.shape(), flat) };
    let elements = (0..rows).flat_map(|row| axes.iter().map(move |axis| axis[row])).collect();
    Array::from_vec(&[rows, columns], elements)
}

/// The row-major positions where flags are true, as an array.
fn flat_places(flags: &Array<bool>) -> Array<i64> {
    let positions = flat_positions(flags);
    Array::from_vec(&[positions.len()], positions)
}

/// For each axis, the positions along it of flat positions in an array of this shape.
fn unravelled(shape: &[usize], mut flat: Vec<i64>) -> Vec<Vec<i64>> {
    let mut axes: Vec<Vec<i64>> = Vec::with_capacity(shape.len());
    for &len in shape.iter().skip(1).rev() {
        let len = len as i64;
        axes.push(flat.iter().map(|position| position % len).collect());
        flat.iter_mut().for_each(|position| *position /= len);
    }
    axes.push(flat);
    axes.reverse();
    axes
}

impl<T: Element> Array<T> {
    /// Where the array is not zero: one array of positions for each axis (NumPy:
    /// `ndarray.nonzero`). The result is an index: `a.i(&a.nonzero())`.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let a = array([[3, 0], [0, 4]]);
    /// let found = nonzero(&a);
    /// assert_eq!((found[0].to_vec(), found[1].to_vec()), (vec![0, 1], vec![0, 1]));
    /// assert_eq!(a.i(&found).to_vec(), [3, 4]);
    /// assert_eq!(argwhere(&a).to_vec(), [0, 0, 1, 1]);
    /// assert_eq!(flatnonzero(&a).to_vec(), [0, 3]);
    /// assert_eq!(compress([true, false, true], &a).to_vec(), [3, 0]);
    /// ```
    ///
    /// # Panics
    /// Panics if the array has no axis.
    #[must_use]
    #[track_caller]
    pub fn nonzero(&self) -> Vec<Array<i64>> {
        places_by_axis(&T::nonzero_mask(&self.data))
    }

    /// The elements, in row-major order, at which the condition is true (NumPy:
    /// `ndarray.compress`).
    ///
    /// # Panics
    /// Panics if the condition is true beyond the last element.
    #[must_use]
    #[track_caller]
    pub fn compress(&self, condition: impl Flags) -> Self {
        self.ravel().compress_axis(condition, 0)
    }

    /// The positions of an axis at which the condition is true (NumPy: `ndarray.compress(condition,
    /// axis)`).
    ///
    /// # Panics
    /// Panics if there is no such axis, or if the condition is true beyond its end.
    #[must_use]
    #[track_caller]
    pub fn compress_axis(&self, condition: impl Flags, axis: impl IndexInt) -> Self {
        let flags = condition.flags();
        let positions = (0..flags.len()).filter(|&k| flags[k]).map(|k| k as isize).collect();
        self.i(Term::list(positions).along(dims::axis(axis, self.ndim())))
    }
}

/// A list of truth values: a list or an array of `bool`.
pub trait Flags {
    /// The values in row-major order.
    fn flags(self) -> Vec<bool>;
}

impl Flags for Vec<bool> {
    fn flags(self) -> Vec<bool> {
        self
    }
}

impl<const N: usize> Flags for [bool; N] {
    fn flags(self) -> Vec<bool> {
        self.to_vec()
    }
}

impl Flags for Array<bool> {
    fn flags(self) -> Vec<bool> {
        self.to_vec()
    }
}

impl Flags for &Array<bool> {
    fn flags(self) -> Vec<bool> {
        self.to_vec()
    }
}

/// Where the array is not zero: one array of positions for each axis (NumPy: `nonzero`).
///
/// # Panics
/// Panics if the array has no axis.
#[must_use]
#[track_caller]
pub fn nonzero<T: Element>(a: &Array<T>) -> Vec<Array<i64>> {
    a.nonzero()
}

/// Where the condition is true: one array of positions for each axis (NumPy: `where` with one
/// argument).
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([3, -1, 4]);
/// assert_eq!(where_1(a.gt(0))[0].to_vec(), [0, 2]);
/// assert_eq!(a.i(where_1(a.gt(0))).to_vec(), [3, 4]);
/// ```
///
/// # Panics
/// Panics if the array has no axis.
#[must_use]
#[track_caller]
pub fn where_1(condition: impl Borrow<Array<bool>>) -> Vec<Array<i64>> {
    condition.borrow().nonzero()
}

/// Where the array is not zero: one row of positions for each such element (NumPy: `argwhere`).
#[must_use]
pub fn argwhere<T: Element>(a: &Array<T>) -> Array<i64> {
    rows_of_places(&T::nonzero_mask(&a.data))
}

/// Where the array is not zero, counted in row-major order (NumPy: `flatnonzero`).
#[must_use]
pub fn flatnonzero<T: Element>(a: &Array<T>) -> Array<i64> {
    flat_places(&T::nonzero_mask(&a.data))
}

/// The elements, in row-major order, at which the condition is true (NumPy: `compress`).
///
/// # Panics
/// As [`Array::compress`].
#[must_use]
#[track_caller]
pub fn compress<T: Element>(condition: impl Flags, a: &Array<T>) -> Array<T> {
    a.compress(condition)
}

/// The positions of an axis at which the condition is true (NumPy: `compress(condition, a, axis)`).
///
/// # Panics
/// As [`Array::compress_axis`].
#[must_use]
#[track_caller]
pub fn compress_axis<T: Element>(
    condition: impl Flags,
    a: &Array<T>,
    axis: impl IndexInt,
) -> Array<T> {
    a.compress_axis(condition, axis)
}

/// The elements of `a` at which the condition, of equal size, is true, in row-major order (NumPy:
/// `extract`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([[1, 2], [3, 4]]);
/// assert_eq!(extract(a.gt(1), &a).to_vec(), [2, 3, 4]);
/// ```
///
/// # Panics
/// Panics if the condition is true beyond the last element.
#[must_use]
#[track_caller]
pub fn extract<T: Element>(condition: impl Flags, a: &Array<T>) -> Array<T> {
    a.compress(condition)
}

/// Writes the values one after the other to the elements at which the mask, of equal size, is true;
/// they are repeated if there are too few (NumPy: `place`).
///
/// ```
/// # use array_core::prelude::*;
/// let mut a = array([1, -1, 2, -2]);
/// let negative = a.lt(0);
/// place(&mut a, negative, [7, 8]);
/// assert_eq!(a.to_vec(), [1, 7, 2, 8]);
/// ```
///
/// # Panics
/// Panics if the sizes differ, or if there is something to write but no value.
#[track_caller]
pub fn place<T: Element>(a: &mut Array<T>, mask: impl Flags, values: impl Values<T>) {
    let mask = mask.flags();
    assert!(
        mask.len() == a.size(),
        "place: mask and data must be the same size, not {} and {}",
        mask.len(),
        a.size()
    );
    let values = or_raise(cycled(&values.values(), mask.iter().filter(|&&flag| flag).count()));
    or_raise(a.with_flat(|flat| flat.try_set(mask, values)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{put_along_axis, take_along_axis};

    fn counting(shape: &[usize]) -> Array<i64> {
        Array::from_vec(shape, (0..shape.iter().product::<usize>() as i64).collect())
    }

    #[test]
    fn positions_that_are_not_zero_are_found_in_every_layout() {
        let a = counting(&[2, 3]).t();
        let found = a.nonzero();
        assert_eq!(found[0].to_vec(), [0, 1, 1, 2, 2]);
        assert_eq!(found[1].to_vec(), [1, 0, 1, 0, 1]);
        assert_eq!(a.i(&found).to_vec(), [3, 1, 4, 2, 5]);
        assert_eq!(argwhere(&a).shape(), [5, 2]);
        assert_eq!(argwhere(&Array::scalar(3.)).shape(), [1, 0]);
        assert_eq!(argwhere(&Array::<f64>::from_vec(&[0, 3], vec![])).shape(), [0, 2]);
        let floats = Array::from_vec(&[4], vec![0., -0., f64::NAN, 1.]);
        assert_eq!(flatnonzero(&floats).to_vec(), [2, 3]);
        assert_eq!(where_1(Array::from_vec(&[2], vec![false, true]))[0].to_vec(), [1]);
    }

    #[test]
    fn conditions_keep_positions() {
        let a = counting(&[2, 3]);
        assert_eq!(compress([true, false, true], &a).to_vec(), [0, 2]);
        assert_eq!(compress_axis(vec![false, true], &a, 0).to_vec(), [3, 4, 5]);
        let odd = Array::from_vec(&[2, 3], vec![false, true, false, true, false, true]);
        assert_eq!(extract(&odd, &a).to_vec(), [1, 3, 5]);
    }

    #[test]
    fn placed_values_are_repeated() {
        let mut a = counting(&[2, 3]);
        let mask = Array::from_vec(&[2, 3], vec![false, true, false, true, false, true]);
        place(&mut a, &mask, [7, 8]);
        assert_eq!(a.to_vec(), [0, 7, 2, 8, 4, 7]);
        a.put([0, 5, -2], [1, 2]);
        assert_eq!(a.to_vec(), [1, 7, 2, 8, 1, 2]);
        a.put([[0], [1]], 9);
        assert_eq!((a.shape(), a.to_vec()), (&[2, 3][..], vec![9, 9, 2, 8, 1, 2]));
    }

    #[test]
    fn lanes_take_and_put_their_own_positions() {
        let mut a = counting(&[2, 3]);
        let order = Array::from_vec(&[2, 2], vec![2, 0, 1, -1]);
        assert_eq!(take_along_axis(&a, &order, 1).to_vec(), [2, 0, 4, 5]);
        let row = Array::from_vec(&[1, 3], vec![1, 0, 1]);
        assert_eq!(take_along_axis(&a, &row, 0).to_vec(), [3, 1, 5]);
        put_along_axis(&mut a, &order, [7, 8], -1);
        assert_eq!(a.to_vec(), [8, 1, 7, 3, 7, 8]);
    }

    #[test]
    #[should_panic(expected = "index 3 is out of bounds for axis 1 with size 3")]
    fn a_condition_true_beyond_the_end_panics() {
        let _ = counting(&[2, 3]).compress_axis([true, false, false, true], 1);
    }
}
