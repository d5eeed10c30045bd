//! Repeating whole arrays and single elements.

use ndarray::SliceInfoElem;

use crate::array::Array;
use crate::dims::{self, Dims, IndexInt, Ints};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise};
use crate::index::{Piece, slice_element};

/// The array repeated as often as `counts` says along each axis (NumPy: `tile`).
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([1, 2]);
/// assert_eq!(tile(&a, 2).to_vec(), [1, 2, 1, 2]);
/// assert_eq!(tile(&a, (2, 2)).shape(), [2, 4]);
/// assert_eq!(repeat(&a, 2).to_vec(), [1, 1, 2, 2]);
/// assert_eq!(repeat(&a, [3, 1]).to_vec(), [1, 1, 1, 2]);
/// ```
///
/// # Panics
/// Panics if a count is negative.
#[must_use]
#[track_caller]
pub fn tile<T: Element>(a: &Array<T>, counts: impl Dims) -> Array<T> {
    T::tiled_by(a, counts.dims())
}

#[track_caller]
pub(super) fn tiled<T: Element>(a: &Array<T>, dims: Ints) -> Array<T> {
    let mut counts = dims::shape(dims);
    let mut shape = a.shape().to_vec();
    let ndim = counts.len().max(shape.len());
    counts.splice(0..0, std::iter::repeat_n(1, ndim - counts.len()));
    shape.splice(0..0, std::iter::repeat_n(1, ndim - shape.len()));
    // Each axis becomes two, (count, length); one stretched copy fills them all.
    let (mut wide, mut own) = (Vec::new(), Vec::new());
    for (&count, &len) in counts.iter().zip(&shape) {
        wide.extend([count, len]);
        own.extend([1, len]);
    }
    let place: Vec<SliceInfoElem> = wide.iter().map(|&len| slice_element(0, len, 1)).collect();
    let piece = Piece { place, data: a.reshaped(&own) };
    let tiled = T::join_pieces(&wide, &[piece]);
    let shape: Vec<usize> = counts.iter().zip(&shape).map(|(count, len)| count * len).collect();
    tiled.reshaped(&shape)
}

impl<T: Element> Array<T> {
    /// Each element, in row-major order, repeated; one count for all or one for each (NumPy:
    /// `ndarray.repeat`).
    ///
    /// # Panics
    /// Panics if a count is negative, or if there is not one count or one for each element.
    #[must_use]
    #[track_caller]
    pub fn repeat(&self, counts: impl Dims) -> Self {
        let counts = counts.dims();
        if let [count] = counts[..]
            && let Ok(count) = usize::try_from(count)
        {
            return T::each_repeated(&self.data, count);
        }
        self.ravel().repeat_axis(counts, 0)
    }

    /// Each position of an axis repeated (NumPy: `ndarray.repeat(counts, axis)`).
    ///
    /// # Panics
    /// Panics if there is no such axis, if a count is negative, or if there is not one count or one
    /// for each position.
    #[must_use]
    #[track_caller]
    pub fn repeat_axis(&self, counts: impl Dims, axis: impl IndexInt) -> Self {
        let axis = dims::axis(axis, self.ndim());
        let positions = or_raise(repeated(&counts.dims(), self.shape()[axis]));
        self.taken_along(axis, positions)
    }
}

/// Each element, in row-major order, repeated (NumPy: `repeat`).
///
/// # Panics
/// As [`Array::repeat`].
#[must_use]
#[track_caller]
pub fn repeat<T: Element>(a: &Array<T>, counts: impl Dims) -> Array<T> {
    a.repeat(counts)
}

/// Each position of an axis repeated (NumPy: `repeat(a, counts, axis)`).
///
/// # Panics
/// As [`Array::repeat_axis`].
#[must_use]
#[track_caller]
pub fn repeat_axis<T: Element>(a: &Array<T>, counts: impl Dims, axis: impl IndexInt) -> Array<T> {
    a.repeat_axis(counts, axis)
}

fn repeated(counts: &[isize], len: usize) -> Result<Vec<isize>> {
    if counts.iter().any(|&count| count < 0) {
        return Err(Error::new(ErrorKind::Value, "repeats may not contain negative values."));
    }
    if counts.len() != 1 && counts.len() != len {
        let message = format!(
            "operands could not be broadcast together with shape ({len},) ({},)",
            counts.len()
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    let mut positions = Vec::new();
    for (position, &count) in (0..len as isize).zip(counts.iter().cycle()) {
        positions.resize(positions.len() + count as usize, position);
    }
    Ok(positions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(shape: &[usize]) -> Array<i64> {
        Array::from_vec(shape, (0..shape.iter().product::<usize>() as i64).collect())
    }

    #[test]
    fn tiles_fill_more_or_fewer_axes_than_given() {
        let a = counting(&[2, 2]);
        let sides = tile(&a, 2);
        assert_eq!(sides.shape(), [2, 4]);
        assert_eq!(sides.to_vec(), [0, 1, 0, 1, 2, 3, 2, 3]);
        assert_eq!(tile(&a.t(), (2, 1)).to_vec(), [0, 2, 1, 3, 0, 2, 1, 3]);
        assert_eq!(tile(&counting(&[2]), (2, 1, 2)).shape(), [2, 1, 4]);
        assert_eq!(tile(&a, 0).shape(), [2, 0]);
    }

    #[test]
    fn positions_repeat_along_an_axis() {
        let a = counting(&[2, 2]);
        assert_eq!(repeat(&a, 2).to_vec(), [0, 0, 1, 1, 2, 2, 3, 3]);
        assert_eq!(repeat_axis(&a, [1, 2], 0).to_vec(), [0, 1, 2, 3, 2, 3]);
        assert_eq!(repeat_axis(&a, vec![0, 2], -1).to_vec(), [1, 1, 3, 3]);
    }

    #[test]
    #[should_panic(expected = "could not be broadcast together with shape (4,) (3,)")]
    fn counts_that_do_not_fit_panic() {
        let _ = repeat(&counting(&[4]), [1, 2, 3]);
    }
}
