//! Reading and writing selections: `a.i((0, 1..))`, `a.set(&mask, 0.)`.

use crate::array::Array;
use crate::dtype::Element;
use crate::error::{Result, or_raise};

use super::term::{ArrayIndex, Ellipsis};
use super::value::Values;

impl<T: Element> Array<T> {
    /// The selected elements (NumPy: `a[index]`).
    ///
    /// Integers, ranges (`1..-1`, `..`, `(1..8).by(2)`), `NewAxis` and `Ellipsis` select a part
    /// that shares the memory of `self`; masks and lists of positions make a copy. Positions may
    /// be negative, ranges are clamped, and several terms stand in a tuple.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let a = arange(12).reshape((3, 4));
    /// assert_eq!(a.i(-1).to_vec(), [8, 9, 10, 11]);
    /// assert_eq!(a.i((.., 1)).to_vec(), [1, 5, 9]);
    /// assert_eq!(a.i(((..).by(-1), 2..)).to_vec(), [10, 11, 6, 7, 2, 3]);
    /// assert_eq!(a.i((Ellipsis, NewAxis, 0)).shape(), [3, 1]);
    /// assert_eq!(a.i(([0, 2], [1, 3])).to_vec(), [1, 11]);
    /// assert_eq!(a.i(vec![2, 0]).shape(), [2, 4]);
    /// assert_eq!(a.i(&array([true, false, true])).shape(), [2, 4]);
    /// ```
    ///
    /// # Panics
    /// Panics if a position is out of bounds, if there are more terms than axes, or if masks or
    /// lists do not fit.
    #[must_use]
    #[track_caller]
    pub fn i(&self, index: impl ArrayIndex) -> Self {
        or_raise(self.try_i(index))
    }

    /// The selected elements (NumPy: `a[index]`); [`Array::i`] as a `Result`.
    ///
    /// # Errors
    /// Where [`Array::i`] panics.
    pub fn try_i(&self, index: impl ArrayIndex) -> Result<Self> {
        T::read_at(self, index.terms())
    }

    /// Writes to the selected elements (NumPy: `a[index] = value`), where `value` is one number for
    /// all of them, or an array or list that broadcasts to their shape.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let mut a = arange(6).reshape((2, 3));
    /// a.set((0, ..), 9);
    /// a.set((.., -1), [7, 8]);
    /// a.set(&array([[false, false, false], [true, false, false]]), 0);
    /// assert_eq!(a.to_vec(), [9, 9, 7, 0, 4, 8]);
    /// ```
    ///
    /// # Panics
    /// Panics if the index does not fit the array, or the value does not fit the selection.
    #[track_caller]
    pub fn set(&mut self, index: impl ArrayIndex, value: impl Values<T>) {
        or_raise(self.try_set(index, value));
    }

    /// Writes to the selected elements; [`Array::set`] as a `Result`.
    ///
    /// # Errors
    /// Where [`Array::set`] panics. The array is unchanged then.
    pub fn try_set(&mut self, index: impl ArrayIndex, value: impl Values<T>) -> Result<()> {
        T::write_at(self, index.terms(), &value.values())
    }

    /// Writes one value to all elements (NumPy: `ndarray.fill`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let mut a = zeros((2, 2));
    /// a.fill(7.);
    /// assert_eq!(a, full((2, 2), 7.));
    /// ```
    pub fn fill(&mut self, value: T) {
        self.set(Ellipsis, value);
    }
}
