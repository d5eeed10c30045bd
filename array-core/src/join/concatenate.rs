//! `concatenate`, `stack` and their relatives.

use crate::array::{Array, OneArray};
use crate::broadcast::tight;
use crate::dims::{IndexInt, try_axis};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise};
use crate::handle::Handle;
use crate::index::Piece;
use crate::shape::{atleast_1d, atleast_2d, atleast_3d, expand_dims};

use super::{JoinKernels as _, part_along};

/// Several arrays: an array, slice, `Vec` or tuple of arrays or references to them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of arrays of one element type",
    label = "expected a list of arrays such as `[&a, &b]`"
)]
pub trait Arrays {
    /// The type of the elements of all of them.
    type Element: Element;

    /// The arrays in order; their data is shared, not copied.
    fn arrays(self) -> Vec<Array<Self::Element>>;
}

impl<A: OneArray, const N: usize> Arrays for [A; N] {
    type Element = A::Element;

    fn arrays(self) -> Vec<Array<A::Element>> {
        self.as_slice().arrays()
    }
}

impl<A: OneArray, const N: usize> Arrays for &[A; N] {
    type Element = A::Element;

    fn arrays(self) -> Vec<Array<A::Element>> {
        self.as_slice().arrays()
    }
}

impl<A: OneArray> Arrays for &[A] {
    type Element = A::Element;

    fn arrays(self) -> Vec<Array<A::Element>> {
        let mut arrays = Vec::new();
        for array in self {
            A::Element::append(&mut arrays, array.as_array());
        }
        arrays
    }
}

impl<A: OneArray> Arrays for Vec<A> {
    type Element = A::Element;

    fn arrays(self) -> Vec<Array<A::Element>> {
        self.as_slice().arrays()
    }
}

impl<A: OneArray> Arrays for &Vec<A> {
    type Element = A::Element;

    fn arrays(self) -> Vec<Array<A::Element>> {
        self.as_slice().arrays()
    }
}

macro_rules! arrays_tuple {
    ($first:ident $($a:ident)*) => {
        impl<$first: OneArray, $($a: OneArray<Element = $first::Element>),*> Arrays
            for ($first, $($a,)*)
        {
            type Element = $first::Element;

            #[allow(non_snake_case)]
            fn arrays(self) -> Vec<Array<Self::Element>> {
                let ($first, $($a,)*) = self;
                let mut arrays = Vec::new();
                Self::Element::append(&mut arrays, $first.as_array());
                $(Self::Element::append(&mut arrays, $a.as_array());)*
                arrays
            }
        }
    };
}
arrays_tuple!(A B);
arrays_tuple!(A B C);
arrays_tuple!(A B C D);
arrays_tuple!(A B C D E);
arrays_tuple!(A B C D E F);

/// Joins arrays along their first axis (NumPy: `concatenate`).
///
/// ```
/// use array_core::prelude::*;
///
/// let (a, b) = (array([[1, 2], [3, 4]]), array([[5, 6]]));
/// assert_eq!(concatenate([&a, &b]).to_vec(), [1, 2, 3, 4, 5, 6]);
/// assert_eq!(concatenate_axis([&a, &b.t()], 1).to_vec(), [1, 2, 5, 3, 4, 6]);
/// assert_eq!(stack([&b, &b]).shape(), [2, 1, 2]);
/// assert_eq!(hstack([&a, &a]).shape(), [2, 4]);
/// assert!(try_concatenate_axis([&a, &b], 1).is_err());
/// ```
///
/// # Panics
/// Panics if there is no array, or if their shapes differ in more than the first axis.
#[must_use]
#[track_caller]
pub fn concatenate<A: Arrays>(arrays: A) -> Array<A::Element> {
    or_raise(try_concatenate(arrays))
}

/// Joins arrays along their first axis; [`concatenate`] as a `Result`.
///
/// # Errors
/// Where [`concatenate`] panics.
pub fn try_concatenate<A: Arrays>(arrays: A) -> Result<Array<A::Element>> {
    A::Element::joined(arrays.arrays(), 0)
}

/// Joins arrays along an axis (NumPy: `concatenate(arrays, axis)`).
///
/// # Panics
/// Panics if there is no array or no such axis, or if the shapes differ in another axis.
#[must_use]
#[track_caller]
pub fn concatenate_axis<A: Arrays>(arrays: A, axis: impl IndexInt) -> Array<A::Element> {
    or_raise(try_concatenate_axis(arrays, axis))
}

/// Joins arrays along an axis; [`concatenate_axis`] as a `Result`.
///
/// # Errors
/// Where [`concatenate_axis`] panics.
pub fn try_concatenate_axis<A: Arrays>(
    arrays: A,
    axis: impl IndexInt,
) -> Result<Array<A::Element>> {
    A::Element::joined(arrays.arrays(), axis.to_isize())
}

/// Joins arrays of one shape along a new first axis (NumPy: `stack`).
///
/// # Panics
/// Panics if there is no array, or if the shapes differ.
#[must_use]
#[track_caller]
pub fn stack<A: Arrays>(arrays: A) -> Array<A::Element> {
    or_raise(try_stack(arrays))
}

/// Joins arrays along a new first axis; [`stack`] as a `Result`.
///
/// # Errors
/// Where [`stack`] panics.
pub fn try_stack<A: Arrays>(arrays: A) -> Result<Array<A::Element>> {
    try_stack_axis(arrays, 0)
}

/// Joins arrays of one shape along a new axis (NumPy: `stack(arrays, axis)`).
///
/// # Panics
/// Panics if there is no array, if the shapes differ, or if the result has no such axis.
#[must_use]
#[track_caller]
pub fn stack_axis<A: Arrays>(arrays: A, axis: impl IndexInt) -> Array<A::Element> {
    or_raise(try_stack_axis(arrays, axis))
}

/// Joins arrays along a new axis; [`stack_axis`] as a `Result`.
///
/// # Errors
/// Where [`stack_axis`] panics.
pub fn try_stack_axis<A: Arrays>(arrays: A, axis: impl IndexInt) -> Result<Array<A::Element>> {
    A::Element::stacked(arrays.arrays(), axis.to_isize())
}

/// Joins arrays of one shape along a new axis.
pub(super) fn stack_along<T: Element>(arrays: Vec<Array<T>>, axis: isize) -> Result<Array<T>> {
    let Some(first) = arrays.first() else {
        return Err(Error::new(ErrorKind::Value, "need at least one array to stack"));
    };
    if let Some(other) = arrays.iter().find(|array| array.shape() != first.shape()) {
        let message = format!(
            "all input arrays must have the same shape, but there are {} and {}",
            tight(first.shape()),
            tight(other.shape())
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    let axis = try_axis(axis, first.ndim() + 1)?;
    let widened: Vec<_> = arrays.iter().map(|array| expand_dims(array, axis)).collect();
    join(widened, axis as isize)
}

/// Joins arrays along an axis, once each has so many at least.
pub(super) fn join_raised<T: Element>(
    arrays: Vec<Array<T>>,
    rank: usize,
    axis: isize,
) -> Result<Array<T>> {
    let raise = match rank {
        1 => atleast_1d,
        2 => atleast_2d,
        _ => atleast_3d,
    };
    let raised: Vec<Array<T>> = arrays.iter().map(raise).collect();
    // `hstack`: vectors have no second axis.
    let axis =
        if rank == 1 && raised.first().is_some_and(|array| array.ndim() > 1) { 1 } else { axis };
    join(raised, axis)
}

/// Stacks arrays as rows: along the first axis, vectors becoming rows (NumPy: `vstack`).
///
/// ```
/// # use array_core::prelude::*;
/// let (a, b) = (array([1, 2]), array([3, 4]));
/// assert_eq!(vstack([&a, &b]).shape(), [2, 2]);
/// assert_eq!(hstack([&a, &b]).shape(), [4]);
/// assert_eq!(dstack([&a, &b]).shape(), [1, 2, 2]);
/// assert_eq!(column_stack([&a, &b]).to_vec(), [1, 3, 2, 4]);
/// ```
///
/// # Panics
/// As [`concatenate`].
#[must_use]
#[track_caller]
pub fn vstack<A: Arrays>(arrays: A) -> Array<A::Element> {
    or_raise(A::Element::joined_raised(arrays.arrays(), 2, 0))
}

/// Stacks arrays side by side: along the second axis, vectors along their only one (NumPy:
/// `hstack`).
///
/// # Panics
/// As [`concatenate`].
#[must_use]
#[track_caller]
pub fn hstack<A: Arrays>(arrays: A) -> Array<A::Element> {
    or_raise(A::Element::joined_raised(arrays.arrays(), 1, 0))
}

/// Stacks arrays in depth: along the third axis, which is added where it is missing (NumPy:
/// `dstack`).
///
/// # Panics
/// As [`concatenate`].
#[must_use]
#[track_caller]
pub fn dstack<A: Arrays>(arrays: A) -> Array<A::Element> {
    or_raise(A::Element::joined_raised(arrays.arrays(), 3, 2))
}

/// Stacks vectors as columns, and matrices side by side (NumPy: `column_stack`).
///
/// # Panics
/// As [`concatenate`].
#[must_use]
#[track_caller]
pub fn column_stack<A: Arrays>(arrays: A) -> Array<A::Element> {
    let column = |array: &Array<A::Element>| match array.ndim() {
        0 | 1 => array.reshaped(&[array.size(), 1]),
        _ => array.clone(),
    };
    or_raise(A::Element::joined(each(arrays, column), 1))
}

fn each<A: Arrays>(
    arrays: A,
    change: impl Fn(&Array<A::Element>) -> Array<A::Element>,
) -> Vec<Array<A::Element>> {
    arrays.arrays().iter().map(change).collect()
}

/// Joins arrays along an axis of theirs.
pub(super) fn join<T: Element>(arrays: Vec<Array<T>>, axis: isize) -> Result<Array<T>> {
    let shapes: Vec<&[usize]> = arrays.iter().map(Array::shape).collect();
    let (shape, axis) = joined_shape(&shapes, axis)?;
    let mut start = 0;
    let pieces: Vec<Piece<T>> = arrays
        .iter()
        .map(|array| {
            let len = array.shape()[axis];
            let place = part_along(&shape, axis, start, len);
            start += len;
            Piece { place, data: array.clone() }
        })
        .collect();
    Ok(T::join_pieces(&shape, &pieces))
}

fn joined_shape(shapes: &[&[usize]], axis: isize) -> Result<(Vec<usize>, usize)> {
    let Some((first, others)) = shapes.split_first() else {
        return Err(Error::new(ErrorKind::Value, "need at least one array to concatenate"));
    };
    if first.is_empty() {
        let message = "zero-dimensional arrays cannot be concatenated";
        return Err(Error::new(ErrorKind::Shape, message));
    }
    let axis = try_axis(axis, first.len())?;
    let mut joined = first.to_vec();
    for (index, other) in others.iter().enumerate().map(|(index, other)| (index + 1, other)) {
        if other.len() != first.len() {
            let message = format!(
                "all the input arrays must have same number of dimensions, but the array at index \
                 0 has {} dimension(s) and the array at index {index} has {} dimension(s)",
                first.len(),
                other.len()
            );
            return Err(Error::new(ErrorKind::Shape, message));
        }
        let differs = (0..first.len()).find(|&along| along != axis && first[along] != other[along]);
        if let Some(along) = differs {
            let message = format!(
                "all the input array dimensions except for the concatenation axis must match \
                 exactly, but along dimension {along}, the array at index 0 has size {} and the \
                 array at index {index} has size {}",
                first[along], other[along]
            );
            return Err(Error::new(ErrorKind::Shape, message));
        }
        joined[axis] += other[axis];
    }
    Ok((joined, axis))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(shape: &[usize]) -> Array<i64> {
        Array::from_vec(shape, (0..shape.iter().product::<usize>() as i64).collect())
    }

    #[test]
    fn arrays_join_along_any_axis() {
        let (a, b) = (counting(&[2, 2]), counting(&[2, 1]));
        assert_eq!(concatenate_axis((&a, &b), -1).to_vec(), [0, 1, 0, 2, 3, 1]);
        assert_eq!(concatenate(vec![a.clone(), a.t()]).to_vec(), [0, 1, 2, 3, 0, 2, 1, 3]);
        assert_eq!(stack_axis([&a, &a], -1).to_vec(), [0, 0, 1, 1, 2, 2, 3, 3]);
        assert_eq!(stack_axis([&a, &a], 1).shape(), [2, 2, 2]);
        assert_eq!(concatenate(&[counting(&[0, 2]), a]).shape(), [2, 2]);
    }

    #[test]
    fn vectors_become_rows_columns_or_depth() {
        let v = counting(&[3]);
        assert_eq!(vstack([&v, &v]).shape(), [2, 3]);
        assert_eq!(hstack([&v, &v]).to_vec(), [0, 1, 2, 0, 1, 2]);
        assert_eq!(dstack([&v, &v]).shape(), [1, 3, 2]);
        assert_eq!(column_stack([&v, &v]).to_vec(), [0, 0, 1, 1, 2, 2]);
        assert_eq!(column_stack((&counting(&[3, 2]), v)).shape(), [3, 3]);
        assert_eq!(hstack([Array::scalar(1), Array::scalar(2)]).to_vec(), [1, 2]);
    }

    #[test]
    fn misfits_name_array_axis_and_sizes() {
        let text = |result: Result<Array<i64>>| result.err().map(|error| error.to_string());
        let (a, b) = (counting(&[2, 3]), counting(&[2, 2]));
        assert_eq!(
            text(try_concatenate([&a, &b])).as_deref(),
            Some(
                "all the input array dimensions except for the concatenation axis must match \
                 exactly, but along dimension 1, the array at index 0 has size 3 and the array at \
                 index 1 has size 2"
            )
        );
        assert_eq!(
            text(try_concatenate([&a, &counting(&[3])])).as_deref(),
            Some(
                "all the input arrays must have same number of dimensions, but the array at index \
                 0 has 2 dimension(s) and the array at index 1 has 1 dimension(s)"
            )
        );
        assert_eq!(
            text(try_concatenate(Vec::<Array<i64>>::new())).as_deref(),
            Some("need at least one array to concatenate")
        );
        assert_eq!(
            text(try_stack([&a, &b])).as_deref(),
            Some("all input arrays must have the same shape, but there are (2,3) and (2,2)")
        );
    }
}
