//! Arrays from functions and iterators.

use super::nested::Literal;
use crate::array::Array;
use crate::dims::{self, Dims, Ints};
use crate::dtype::Element;

/// The array whose element at each index is `f(index)` (NumPy: `numpy.fromfunction`).
///
/// # Panics
/// Panics if a length is negative.
///
/// ```
/// # use array_core::prelude::*;
/// let table = fromfn((2, 3), |ix| 10 * ix[0] + ix[1]);
/// assert_eq!(table.to_vec(), [0, 1, 2, 10, 11, 12]);
/// ```
#[track_caller]
pub fn fromfn<T: Element>(shape: impl Dims, mut f: impl FnMut(&[i64]) -> T) -> Array<T> {
    T::built(shape.dims(), &mut f)
}

#[track_caller]
pub(super) fn build<T: Element>(dims: Ints, f: &mut dyn FnMut(&[i64]) -> T) -> Array<T> {
    let shape = dims::shape(dims);
    let size = dims::size(&shape);
    let mut index = vec![0_i64; shape.len()];
    let mut elements = Vec::with_capacity(size);
    for _ in 0..size {
        elements.push(f(&index));
        for (place, &len) in index.iter_mut().zip(&shape).rev() {
            *place += 1;
            if *place < len as i64 {
                break;
            }
            *place = 0;
        }
    }
    Array::from_vec(&shape, elements)
}

/// The one-dimensional array of the values of an iterator (NumPy: `numpy.fromiter`).
///
/// For other element types: `iter.collect::<Array<f32>>()`.
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(from_iter((0..4).map(|x| x * x)).to_vec(), [0, 1, 4, 9]);
/// ```
pub fn from_iter<T: Literal>(values: impl IntoIterator<Item = T>) -> Array<T> {
    values.into_iter().collect()
}

/// A copy that shares nothing with `a`, in row-major order (NumPy: `numpy.copy`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([[1, 2], [3, 4]]).t();
/// assert!(!a.flags().c_contiguous && copy(&a).flags().c_contiguous);
/// ```
#[must_use]
pub fn copy<T: Element>(a: &Array<T>) -> Array<T> {
    Array::from_vec(a.shape(), a.to_vec())
}

impl<T: Element> FromIterator<T> for Array<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let elements: Vec<T> = values.into_iter().collect();
        Self::from_vec(&[elements.len()], elements)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_called_in_row_major_order() {
        assert_eq!(fromfn((), |_| 4.5).to_vec(), [4.5]);
        assert_eq!(fromfn((2, 0), |ix| ix[0]).shape(), [2, 0]);
        assert_eq!(fromfn((2, 2), |ix| ix[0] == ix[1]).to_vec(), [true, false, false, true]);
    }

    #[test]
    fn iterators_collect() {
        assert_eq!(super::from_iter((0..3).map(|x| x * x)).to_vec(), [0, 1, 4]);
        let a: Array<f32> = [0.5, 1.5].into_iter().collect();
        assert_eq!(copy(&a).to_vec(), [0.5, 1.5]);
    }
}
