//! Coordinate grids.

use crate::array::Array;
use crate::dims::{self, Dims, Ints};
use crate::dtype::Element;

/// The order of the first two axes of a [`meshgrid_with`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indexing {
    /// Cartesian: `x` runs along the columns (NumPy: `'xy'`).
    Xy,
    /// Matrix: the first coordinate runs along the rows (NumPy: `'ij'`).
    Ij,
}

/// Coordinate matrices of a plane: `x` along the columns, `y` along the rows (NumPy:
/// `numpy.meshgrid`).
///
/// ```
/// # use array_core::prelude::*;
/// let (x, y) = meshgrid(&arange(3), &arange(2));
/// assert_eq!(x.to_vec(), [0, 1, 2, 0, 1, 2]);
/// assert_eq!(y.to_vec(), [0, 0, 0, 1, 1, 1]);
/// ```
#[must_use]
pub fn meshgrid<T: Element, U: Element>(x: &Array<T>, y: &Array<U>) -> (Array<T>, Array<U>) {
    let shape = [y.size(), x.size()];
    (T::along(x, &shape, 1), U::along(y, &shape, 0))
}

/// Coordinate arrays of any number of axes (NumPy: `meshgrid(*axes, indexing=..)`).
#[must_use]
pub fn meshgrid_with<T: Element>(axes: &[&Array<T>], indexing: Indexing) -> Vec<Array<T>> {
    let mut order: Vec<usize> = (0..axes.len()).collect();
    if indexing == Indexing::Xy && axes.len() > 1 {
        order.swap(0, 1);
    }
    let shape: Vec<usize> = order.iter().map(|&i| axes[i].size()).collect();
    axes.iter().zip(&order).map(|(axis, &place)| T::along(axis, &shape, place)).collect()
}

/// The indices of a grid: element `[k, i, j, ..]` is the k-th of `i, j, ..` (NumPy:
/// `numpy.indices`).
///
/// ```
/// # use array_core::prelude::*;
/// let grid = indices((2, 3));
/// assert_eq!(grid.i(0).to_vec(), [0, 0, 0, 1, 1, 1]);
/// assert_eq!(grid.i(1).to_vec(), [0, 1, 2, 0, 1, 2]);
/// ```
///
/// # Panics
/// Panics if a length is negative.
#[track_caller]
#[must_use]
pub fn indices(shape: impl Dims) -> Array<i64> {
    indices_of(shape.dims())
}

#[track_caller]
fn indices_of(dims: Ints) -> Array<i64> {
    let shape = dims::shape(dims);
    let mut elements = Vec::with_capacity(dims::size(&shape) * shape.len());
    for (place, &len) in shape.iter().enumerate() {
        let counter: Array<i64> = (0..len as i64).collect();
        elements.extend(along(&counter, &shape, place).to_vec());
    }
    let mut full = vec![shape.len()];
    full.extend(shape);
    Array::from_vec(&full, elements)
}

/// The array of `shape` whose value depends on the index in axis `place` only.
pub(super) fn along<T: Element>(values: &Array<T>, shape: &[usize], place: usize) -> Array<T> {
    let repeat: usize = shape[place + 1..].iter().product();
    let outer: usize = shape[..place].iter().product();
    let values = values.to_vec();
    let mut elements = Vec::with_capacity(values.len() * repeat * outer);
    for _ in 0..outer {
        for &value in &values {
            elements.extend(std::iter::repeat_n(value, repeat));
        }
    }
    Array::from_vec(shape, elements)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::creation::{arange, array};

    #[test]
    fn three_axes_in_either_indexing() {
        let (a, b, c) = (arange(2), arange(3), arange(1));
        let xy = meshgrid_with(&[&a, &b, &c], Indexing::Xy);
        assert_eq!(xy[0].shape(), [3, 2, 1]);
        assert_eq!(xy[0].to_vec(), [0, 1, 0, 1, 0, 1]);
        let ij = meshgrid_with(&[&a, &b, &c], Indexing::Ij);
        assert_eq!(ij[1].shape(), [2, 3, 1]);
        assert_eq!(ij[1].to_vec(), [0, 1, 2, 0, 1, 2]);
    }

    #[test]
    fn indices_of_a_matrix() {
        let ix = indices((2, 3));
        assert_eq!(ix.shape(), [2, 2, 3]);
        assert_eq!(ix.to_vec(), [0, 0, 0, 1, 1, 1, 0, 1, 2, 0, 1, 2]);
    }

    #[test]
    fn a_plane_may_mix_element_types() {
        let (x, y) = meshgrid(&arange(2), &array([0.5]));
        assert_eq!((x.to_vec(), y.to_vec()), (vec![0, 1], vec![0.5, 0.5]));
    }
}
