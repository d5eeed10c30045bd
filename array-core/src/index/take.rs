//! Index lists as functions: `take`, `put` and their relatives along an axis.

use crate::array::Array;
use crate::dims::{self, IndexInt};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise};

use super::term::{IndexTerm, Listing, Term};
use super::value::Values;

impl<T: Element> Array<T> {
    /// These positions of one axis, which exist.
    pub(crate) fn taken_along(&self, axis: usize, positions: Vec<isize>) -> Self {
        self.i(Term::list(positions).along(axis))
    }

    /// The elements at these positions in row-major order, in the shape of `index` (NumPy:
    /// `ndarray.take`).
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let mut a = array([[4, 5, 6], [7, 8, 9]]);
    /// assert_eq!(a.take([0, -1]).to_vec(), [4, 9]);
    /// assert_eq!(a.take_axis([2, 0], 1).to_vec(), [6, 4, 9, 7]);
    /// a.put([0, 5], [1, 2]);
    /// assert_eq!(a.to_vec(), [1, 5, 6, 7, 8, 2]);
    /// ```
    ///
    /// # Panics
    /// Panics if a position is out of bounds.
    #[must_use]
    #[track_caller]
    pub fn take(&self, index: impl IndexTerm) -> Self {
        self.ravel().i(vec![index.term()])
    }

    /// These positions of one axis (NumPy: `ndarray.take(index, axis)`).
    ///
    /// # Panics
    /// Panics if there is no such axis, or if a position is out of bounds.
    #[must_use]
    #[track_caller]
    pub fn take_axis(&self, index: impl IndexTerm, axis: impl IndexInt) -> Self {
        self.i(index.term().along(dims::axis(axis, self.ndim())))
    }

    /// Writes to these positions in row-major order (NumPy: `ndarray.put`); values are repeated if
    /// there are fewer than positions.
    ///
    /// # Panics
    /// Panics if a position is out of bounds, or if there are positions but no values.
    #[track_caller]
    pub fn put(&mut self, index: impl IndexTerm, values: impl Values<T>) {
        or_raise(self.put_flat(index.term(), &values.values()));
    }

    fn put_flat(&mut self, index: Term, values: &Self) -> Result<()> {
        let index = index.into_list();
        let count = match &index {
            Term::List { positions, .. } => positions.len(),
            Term::Mask(mask) => mask.data.iter().filter(|&&flag| flag).count(),
            _ => 1,
        };
        let index = match index {
            Term::List { positions, .. } => Term::list(positions),
            other => other,
        };
        let values = cycled(values, count)?;
        self.with_flat(|flat| flat.try_set(vec![index], values))
    }

    /// Lets `change` see the array as one axis, without copying data that nothing shares.
    pub(super) fn with_flat<R>(&mut self, change: impl FnOnce(&mut Self) -> R) -> R {
        let shape = self.shape().to_vec();
        let mut flat = std::mem::replace(self, Self::scalar(T::ZERO)).ravel();
        let result = change(&mut flat);
        *self = flat.reshaped(&shape);
        result
    }
}

/// The first `count` of the values repeated without end; a single one stays as it is.
pub(super) fn cycled<T: Element>(values: &Array<T>, count: usize) -> Result<Array<T>> {
    match values.size() {
        0 if count > 0 => Err(Error::new(ErrorKind::Value, "cannot write an empty list of values")),
        size if size == 1 || size == count => Ok(values.ravel()),
        size => {
            let positions = (0..count).map(|k| (k % size) as isize).collect();
            Ok(values.ravel().taken_along(0, positions))
        }
    }
}

/// The elements at these positions in row-major order (NumPy: `take`).
///
/// # Panics
/// Panics if a position is out of bounds.
#[must_use]
#[track_caller]
pub fn take<T: Element>(a: &Array<T>, index: impl IndexTerm) -> Array<T> {
    a.take(index)
}

/// These positions of one axis (NumPy: `take(a, index, axis)`).
///
/// # Panics
/// Panics if there is no such axis, or if a position is out of bounds.
#[must_use]
#[track_caller]
pub fn take_axis<T: Element>(a: &Array<T>, index: impl IndexTerm, axis: impl IndexInt) -> Array<T> {
    a.take_axis(index, axis)
}

/// Writes to these positions in row-major order (NumPy: `put`).
///
/// # Panics
/// As [`Array::put`].
#[track_caller]
pub fn put<T: Element>(a: &mut Array<T>, index: impl IndexTerm, values: impl Values<T>) {
    a.put(index, values);
}

/// From each lane along an axis, the positions that `index` lists for that lane, as `argsort`
/// gives them (NumPy: `take_along_axis`).
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([[30, 10, 20], [5, 6, 4]]);
/// let order = array([[1, 2, 0], [2, 0, 1]]);
/// assert_eq!(take_along_axis(&a, &order, 1).to_vec(), [10, 20, 30, 4, 5, 6]);
/// ```
///
/// # Panics
/// Panics if `index` does not have as many axes as `a` and lengths that broadcast with those of
/// its other axes, or if a position is out of bounds.
#[must_use]
#[track_caller]
pub fn take_along_axis<T: Element, I: Listing>(
    a: &Array<T>,
    index: &Array<I>,
    axis: impl IndexInt,
) -> Array<T> {
    a.i(or_raise(lanes_index(a.shape(), index.term(), dims::axis(axis, a.ndim()))))
}

/// Writes to the positions that `index` lists for each lane along an axis (NumPy:
/// `put_along_axis`).
///
/// # Panics
/// As [`take_along_axis`], and if the values do not broadcast to the shape of `index`.
#[track_caller]
pub fn put_along_axis<T: Element, I: Listing>(
    a: &mut Array<T>,
    index: &Array<I>,
    values: impl Values<T>,
    axis: impl IndexInt,
) {
    let terms = or_raise(lanes_index(a.shape(), index.term(), dims::axis(axis, a.ndim())));
    a.set(terms, values);
}

/// The index that applies a list of positions to its own lane along an axis.
fn lanes_index(shape: &[usize], index: Term, axis: usize) -> Result<Vec<Term>> {
    let own = match &index {
        Term::List { shape, .. } => shape.len(),
        Term::Positions(array) => array.ndim(),
        _ => 0,
    };
    if own != shape.len() {
        let message = format!(
            "`indices` and `arr` must have the same number of dimensions, not {own} and {}",
            shape.len()
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    let mut terms: Vec<Term> = shape
        .iter()
        .enumerate()
        .map(|(along, &len)| {
            let mut open = vec![1; shape.len()];
            open[along] = len;
            Term::List { shape: open, positions: (0..len as isize).collect() }
        })
        .collect();
    terms[axis] = index;
    Ok(terms)
}

/// The index of all combinations of positions: `a.i(ix_([[0, 2], [1, 3]]))` is the grid of rows 0
/// and 2 by columns 1 and 3 (NumPy: `ix_`).
///
/// # Panics
/// Panics if a part is not a list of positions or a mask of one axis.
#[must_use]
#[track_caller]
pub fn ix_<L: IndexTerm>(lists: impl IntoIterator<Item = L>) -> Vec<Term> {
    let mut lists: Vec<Vec<isize>> = lists.into_iter().map(|list| one_axis(list.term())).collect();
    let ndim = lists.len();
    lists
        .iter_mut()
        .enumerate()
        .map(|(axis, positions)| {
            let mut shape = vec![1; ndim];
            shape[axis] = positions.len();
            Term::List { shape, positions: std::mem::take(positions) }
        })
        .collect()
}

#[track_caller]
fn one_axis(term: Term) -> Vec<isize> {
    match term.into_list() {
        Term::List { shape, positions } if shape.len() == 1 => positions,
        Term::Mask(mask) if mask.ndim() == 1 => {
            let flags = mask.to_vec();
            (0..flags.len()).filter(|&k| flags[k]).map(|k| k as isize).collect()
        }
        _ => panic!("ix_: every part must be a list of positions or a mask of one axis"),
    }
}
