//! Padding: more elements on the sides of axes.

use crate::array::Array;
use crate::dims::IndexInt;
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise};
use crate::index::{Piece, Values, slice_element};

/// What to put on the sides of a padded array (NumPy: the `mode` of `pad`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pad<T> {
    /// This value.
    Constant(T),
    /// The outermost element.
    Edge,
    /// The elements mirrored at the outermost one: `2 1 | 0 1 2 | 1 0`.
    Reflect,
    /// The elements mirrored at the side: `1 0 | 0 1 2 | 2 1`.
    Symmetric,
    /// The elements of the other side: `1 2 | 0 1 2 | 0 1`.
    Wrap,
}

/// How many elements to add: one number for all sides, `(before, after)` for all axes, or a list
/// of one such pair for each axis.
pub trait PadWidths {
    /// The numbers of elements before and after each of `ndim` axes.
    ///
    /// # Errors
    /// If a number is negative, or if there is not one pair for each axis.
    fn widths(self, ndim: usize) -> Result<Vec<(usize, usize)>>;
}

macro_rules! one_width {
    ($($t:ty)*) => {$(
        impl PadWidths for $t {
            fn widths(self, ndim: usize) -> Result<Vec<(usize, usize)>> {
                (self, self).widths(ndim)
            }
        }
    )*};
}
one_width!(i32 i64 isize u32 u64 usize);

impl<I: IndexInt, J: IndexInt> PadWidths for (I, J) {
    fn widths(self, ndim: usize) -> Result<Vec<(usize, usize)>> {
        Ok(vec![pair(self)?; ndim])
    }
}

impl<I: IndexInt, J: IndexInt, const N: usize> PadWidths for [(I, J); N] {
    fn widths(self, ndim: usize) -> Result<Vec<(usize, usize)>> {
        pairs(&self, ndim)
    }
}

impl<I: IndexInt, J: IndexInt> PadWidths for Vec<(I, J)> {
    fn widths(self, ndim: usize) -> Result<Vec<(usize, usize)>> {
        pairs(&self, ndim)
    }
}

fn pair((before, after): (impl IndexInt, impl IndexInt)) -> Result<(usize, usize)> {
    let (before, after) = (before.to_isize(), after.to_isize());
    match (usize::try_from(before), usize::try_from(after)) {
        (Ok(before), Ok(after)) => Ok((before, after)),
        _ => {
            let message = format!("pad widths can't be negative: ({before}, {after})");
            Err(Error::new(ErrorKind::Value, message))
        }
    }
}

fn pairs<I: IndexInt, J: IndexInt>(widths: &[(I, J)], ndim: usize) -> Result<Vec<(usize, usize)>> {
    match widths {
        [one] => Ok(vec![pair(*one)?; ndim]),
        many if many.len() == ndim => many.iter().map(|&widths| pair(widths)).collect(),
        many => {
            let message =
                format!("{} pairs of pad widths do not fit an array of {ndim} axes", many.len());
            Err(Error::new(ErrorKind::Value, message))
        }
    }
}

/// With zeros on the sides (NumPy: `pad`).
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([1, 2, 3]);
/// assert_eq!(pad(&a, 1).to_vec(), [0, 1, 2, 3, 0]);
/// assert_eq!(pad_with(&a, (2, 1), Pad::Reflect).to_vec(), [3, 2, 1, 2, 3, 2]);
/// assert_eq!(pad_with(&a, (0, 2), Pad::Constant(9)).to_vec(), [1, 2, 3, 9, 9]);
/// assert_eq!(pad(&array([[1., 2.]]), [(1, 0), (0, 2)]).shape(), [2, 4]);
/// ```
///
/// # Panics
/// Panics if a width is negative, or if there is not one pair of widths for each axis.
#[must_use]
#[track_caller]
pub fn pad<T: Element>(a: &Array<T>, widths: impl PadWidths) -> Array<T> {
    pad_with(a, widths, Pad::Constant(T::ZERO))
}

/// With more elements on the sides (NumPy: `pad(a, widths, mode)`).
///
/// # Panics
/// As [`pad`], and if an axis without elements should be continued.
#[must_use]
#[track_caller]
pub fn pad_with<T: Element>(a: &Array<T>, widths: impl PadWidths, mode: Pad<T>) -> Array<T> {
    or_raise(padded(a, &or_raise(widths.widths(a.ndim())), mode))
}

fn padded<T: Element>(a: &Array<T>, widths: &[(usize, usize)], mode: Pad<T>) -> Result<Array<T>> {
    if let Pad::Constant(value) = mode {
        return Ok(surrounded(a, widths, value));
    }
    let mut result = a.clone();
    for (axis, &(before, after)) in widths.iter().enumerate() {
        let len = a.shape()[axis] as isize;
        if (before, after) == (0, 0) {
            continue;
        }
        if len == 0 {
            let message = format!(
                "can't extend empty axis {axis} using modes other than 'constant' or 'empty'"
            );
            return Err(Error::new(ErrorKind::Value, message));
        }
        let positions = -(before as isize)..len + after as isize;
        result = result.taken_along(axis, positions.map(|at| continued(at, len, mode)).collect());
    }
    Ok(result)
}

/// The position inside an axis of `len` elements that stands for position `at` outside of it.
fn continued<T>(at: isize, len: isize, mode: Pad<T>) -> isize {
    match mode {
        Pad::Constant(_) | Pad::Edge => at.clamp(0, len - 1),
        Pad::Wrap => at.rem_euclid(len),
        Pad::Symmetric => {
            let phase = at.rem_euclid(2 * len);
            phase.min(2 * len - 1 - phase)
        }
        Pad::Reflect => {
            let period = (2 * (len - 1)).max(1);
            let phase = at.rem_euclid(period);
            phase.min(period - phase)
        }
    }
}

fn surrounded<T: Element>(a: &Array<T>, widths: &[(usize, usize)], value: T) -> Array<T> {
    let sides = || a.shape().iter().zip(widths);
    let shape: Vec<usize> = sides().map(|(len, (before, after))| before + len + after).collect();
    let all = shape.iter().map(|&len| slice_element(0, len, 1)).collect();
    let inside = sides().map(|(&len, &(before, _))| slice_element(before as isize, len, 1));
    let pieces = [
        Piece { place: all, data: value.values().data },
        Piece { place: inside.collect(), data: a.data.clone() },
    ];
    Array::from_data(T::join_pieces(&shape, &pieces))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(shape: &[usize]) -> Array<i64> {
        Array::from_vec(shape, (0..shape.iter().product::<usize>() as i64).collect())
    }

    #[test]
    fn every_mode_continues_as_in_numpy() {
        let a = counting(&[3]);
        let padded = |mode| pad_with(&a, (5, 4), mode).to_vec();
        assert_eq!(padded(Pad::Edge), [0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2]);
        assert_eq!(padded(Pad::Reflect), [1, 0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2]);
        assert_eq!(padded(Pad::Symmetric), [1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0]);
        assert_eq!(padded(Pad::Wrap), [1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0]);
        assert_eq!(pad_with(&counting(&[1]), 2, Pad::Reflect).to_vec(), [0; 5]);
    }

    #[test]
    fn axes_are_padded_one_by_one() {
        let a = counting(&[2, 2]);
        let framed = pad_with(&a, [(1, 0), (0, 1)], Pad::Constant(9));
        assert_eq!(framed.to_vec(), [9, 9, 9, 0, 1, 9, 2, 3, 9]);
        let mirrored = pad_with(&a, [(1, 0), (0, 1)], Pad::Symmetric);
        assert_eq!(mirrored.to_vec(), [0, 1, 1, 0, 1, 1, 2, 3, 3]);
        assert_eq!(pad(&counting(&[0]), 2).to_vec(), [0; 4]);
    }

    #[test]
    #[should_panic(expected = "can't extend empty axis 0")]
    fn an_empty_axis_cannot_be_continued() {
        let _ = pad_with(&counting(&[0]), 1, Pad::Edge);
    }
}
