//! Appending, inserting and deleting along an axis.

use crate::array::Array;
use crate::dims::{self, Dims, IndexInt, try_position};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise};
use crate::index::{Term, Values};
use crate::shape::moveaxis;

/// The elements of `a` and then those of `values`, as one axis (NumPy: `append`).
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([1, 2, 3]);
/// assert_eq!(append(&a, [4, 5]).to_vec(), [1, 2, 3, 4, 5]);
/// assert_eq!(insert(&a, 1, 9).to_vec(), [1, 9, 2, 3]);
/// assert_eq!(insert(&a, [0, -1], [8, 9]).to_vec(), [8, 1, 2, 9, 3]);
/// assert_eq!(delete(&a, [0, 2]).to_vec(), [2]);
/// ```
#[must_use]
pub fn append<T: Element>(a: &Array<T>, values: impl Values<T>) -> Array<T> {
    or_raise(T::joined(vec![a.ravel(), values.values().ravel()], 0))
}

/// `a` and then `values` along an axis (NumPy: `append(a, values, axis)`).
///
/// # Panics
/// Panics if there is no such axis, or if the shapes differ in another one.
#[must_use]
#[track_caller]
pub fn append_axis<T: Element>(
    a: &Array<T>,
    values: impl Values<T>,
    axis: impl IndexInt,
) -> Array<T> {
    or_raise(T::joined(vec![a.clone(), values.values()], axis.to_isize()))
}

/// The elements of `a` as one axis, with `values` inserted before one position or several (NumPy:
/// `insert`).
///
/// # Panics
/// Panics if a position is outside, or if `values` do not fit the positions.
#[must_use]
#[track_caller]
pub fn insert<T: Element>(a: &Array<T>, at: impl Dims, values: impl Values<T>) -> Array<T> {
    or_raise(inserted(&a.ravel(), &at.dims(), &values.values(), 0))
}

/// `a` with `values` inserted before one position of an axis or several (NumPy: `insert(a, at,
/// values, axis)`). For one position, `values` are what goes there, without the axis.
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([[1, 2], [3, 4]]);
/// assert_eq!(insert_axis(&a, 1, [8, 9], 1).to_vec(), [1, 8, 2, 3, 9, 4]);
/// assert_eq!(insert_axis(&a, [0, 1], 7, 0).to_vec(), [7, 7, 1, 2, 7, 7, 3, 4]);
/// ```
///
/// # Panics
/// Panics if there is no such axis, if a position is outside, or if `values` do not fit.
#[must_use]
#[track_caller]
pub fn insert_axis<T: Element>(
    a: &Array<T>,
    at: impl Dims,
    values: impl Values<T>,
    axis: impl IndexInt,
) -> Array<T> {
    let axis = dims::axis(axis, a.ndim());
    or_raise(inserted(a, &at.dims(), &values.values(), axis))
}

fn inserted<T: Element>(
    a: &Array<T>,
    at: &[isize],
    values: &Array<T>,
    axis: usize,
) -> Result<Array<T>> {
    let len = a.shape()[axis];
    let mut places = Vec::with_capacity(at.len());
    for &position in at {
        // One past the end is a place to insert at, too.
        let position = if position < 0 { position + len as isize } else { position };
        match usize::try_from(position) {
            Ok(place) if place <= len => places.push(place),
            _ => {
                let given = if position < 0 { position - len as isize } else { position };
                let message =
                    format!("index {given} is out of bounds for axis {axis} with size {len}");
                return Err(Error::new(ErrorKind::Index, message));
            }
        }
    }
    let values = match &places[..] {
        [place] => {
            let ones = std::iter::repeat_n(1, a.ndim().saturating_sub(values.ndim()));
            let shape: Vec<usize> = ones.chain(values.shape().iter().copied()).collect();
            let block = moveaxis(&values.reshaped(&shape), 0, axis);
            let count = block.shape()[axis];
            places = vec![*place; count];
            block
        }
        _ => values.clone(),
    };
    // The k-th insertion, in order of position, moves on by the k before it.
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&k| places[k]);
    let mut targets = vec![0; places.len()];
    let mut taken = vec![false; len + places.len()];
    for (before, &k) in order.iter().enumerate() {
        targets[k] = (places[k] + before) as isize;
        taken[places[k] + before] = true;
    }
    let kept: Vec<isize> = (0..taken.len()).filter(|&k| !taken[k]).map(|k| k as isize).collect();
    let mut shape = a.shape().to_vec();
    shape[axis] = taken.len();
    let mut result = T::filled(&shape, T::ZERO);
    result.try_set(Term::list(kept).along(axis), a)?;
    result.try_set(Term::list(targets).along(axis), values)?;
    Ok(result)
}

/// The elements of `a` as one axis, without those at these positions (NumPy: `delete`).
///
/// # Panics
/// Panics if a position is outside.
#[must_use]
#[track_caller]
pub fn delete<T: Element>(a: &Array<T>, at: impl Dims) -> Array<T> {
    delete_axis(&a.ravel(), at, 0)
}

/// `a` without these positions of an axis (NumPy: `delete(a, at, axis)`).
///
/// # Panics
/// Panics if there is no such axis, or if a position is outside.
#[must_use]
#[track_caller]
pub fn delete_axis<T: Element>(a: &Array<T>, at: impl Dims, axis: impl IndexInt) -> Array<T> {
    let axis = dims::axis(axis, a.ndim());
    let len = a.shape()[axis];
    let mut keep = vec![true; len];
    for &position in at.dims().iter() {
        keep[or_raise(try_position(position, axis, len))] = false;
    }
    let kept = (0..len).filter(|&k| keep[k]).map(|k| k as isize).collect();
    a.taken_along(axis, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(shape: &[usize]) -> Array<i64> {
        Array::from_vec(shape, (0..shape.iter().product::<usize>() as i64).collect())
    }

    #[test]
    fn values_are_inserted_before_the_old_positions() {
        let v = counting(&[3]);
        assert_eq!(insert(&v, 1, [7, 8]).to_vec(), [0, 7, 8, 1, 2]);
        assert_eq!(insert(&v, 3, 9).to_vec(), [0, 1, 2, 9]);
        assert_eq!(insert(&v, -1, 9).to_vec(), [0, 1, 9, 2]);
        assert_eq!(insert(&v, [2, 0, 2], [7, 8, 9]).to_vec(), [8, 0, 1, 7, 9, 2]);
        assert_eq!(insert(&counting(&[2, 2]), 1, 9).to_vec(), [0, 9, 1, 2, 3]);
    }

    #[test]
    fn rows_and_columns_are_inserted() {
        let a = counting(&[2, 2]);
        let columns = insert_axis(&a, 1, Array::from_vec(&[2, 2], vec![5, 6, 7, 8]), 1);
        assert_eq!(columns.to_vec(), [0, 5, 7, 1, 2, 6, 8, 3]);
        assert_eq!(insert_axis(&a, 2, [5, 6], 0).to_vec(), [0, 1, 2, 3, 5, 6]);
        let spread = insert_axis(&a, [0, 2], Array::from_vec(&[2, 1], vec![5, 6]), -1);
        assert_eq!(spread.to_vec(), [5, 0, 1, 5, 6, 2, 3, 6]);
    }

    #[test]
    fn positions_are_deleted_once() {
        let a = counting(&[2, 3]);
        assert_eq!(delete(&a, [1, 1, -1]).to_vec(), [0, 2, 3, 4]);
        assert_eq!(delete_axis(&a, 1, 1).to_vec(), [0, 2, 3, 5]);
        assert_eq!(delete_axis(&a, 0, 0).shape(), [1, 3]);
    }

    #[test]
    fn appending_needs_equal_other_axes() {
        let a = counting(&[2, 2]);
        assert_eq!(append(&a, 9).to_vec(), [0, 1, 2, 3, 9]);
        assert_eq!(append_axis(&a, counting(&[2, 1]), 1).to_vec(), [0, 1, 0, 2, 3, 1]);
    }

    #[test]
    #[should_panic(expected = "index -5 is out of bounds for axis 0 with size 3")]
    fn inserting_outside_panics() {
        let _ = insert(&counting(&[3]), -5, 1);
    }
}
