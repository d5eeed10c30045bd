//! Padding: more elements on the sides of axes.

mod sides;
mod widths;

pub use widths::PadWidths;

use super::part_along;
use crate::array::Array;
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
    /// A straight line from the outermost element to this value at the far end.
    LinearRamp(T),
    /// The largest element along the axis.
    Maximum,
    /// The mean of the elements along the axis; integers round it, halves to even.
    Mean,
    /// The median of the elements along the axis; integers round it, halves to even.
    Median,
    /// The smallest element along the axis.
    Minimum,
    /// Anything: what stands there is for the caller to write.
    Empty,
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
    or_raise(T::padded_by(a, &or_raise(widths.widths(a.ndim())), mode))
}

pub(super) fn padded<T: Element>(
    a: &Array<T>,
    widths: &[(usize, usize)],
    mode: Pad<T>,
) -> Result<Array<T>> {
    match mode {
        Pad::Constant(value) => return Ok(surrounded(a, widths, value)),
        Pad::Empty => return Ok(surrounded(a, widths, T::ZERO)),
        _ => {}
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
        result = match sides::of(&result, axis, (before, after), mode) {
            Some([left, right]) => between(&left, &result, &right, axis, (before, after)),
            None => {
                let positions = -(before as isize)..len + after as isize;
                result.taken_along(axis, positions.map(|at| continued(at, len, mode)).collect())
            }
        };
    }
    Ok(result)
}

/// An array with others, stretched to the widths, before and after it along an axis.
fn between<T: Element>(
    left: &Array<T>,
    a: &Array<T>,
    right: &Array<T>,
    axis: usize,
    (before, after): (usize, usize),
) -> Array<T> {
    let len = a.shape()[axis];
    let mut shape = a.shape().to_vec();
    shape[axis] = before + len + after;
    let parts = [(left, 0, before), (a, before, len), (right, before + len, after)];
    let pieces: Vec<Piece<T>> = parts
        .into_iter()
        .filter(|&(.., count)| count > 0)
        .map(|(part, first, count)| Piece {
            place: part_along(&shape, axis, first, count),
            data: part.clone(),
        })
        .collect();
    T::join_pieces(&shape, &pieces)
}

/// The position inside an axis of `len` elements that stands for position `at` outside of it.
fn continued<T>(at: isize, len: isize, mode: Pad<T>) -> isize {
    match mode {
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
        _ => at.clamp(0, len - 1),
    }
}

fn surrounded<T: Element>(a: &Array<T>, widths: &[(usize, usize)], value: T) -> Array<T> {
    let sides = || a.shape().iter().zip(widths);
    let shape: Vec<usize> = sides().map(|(len, (before, after))| before + len + after).collect();
    let all = shape.iter().map(|&len| slice_element(0, len, 1)).collect();
    let inside = sides().map(|(&len, &(before, _))| slice_element(before as isize, len, 1));
    let pieces = [
        Piece { place: all, data: value.values() },
        Piece { place: inside.collect(), data: a.clone() },
    ];
    T::join_pieces(&shape, &pieces)
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
    fn sides_are_calculated_as_in_numpy() {
        let a = Array::from_vec(&[4], vec![4_i64, 1, 2, 8]);
        let padded = |mode| pad_with(&a, (3, 2), mode).to_vec();
        assert_eq!(padded(Pad::LinearRamp(0)), [0, 1, 2, 4, 1, 2, 8, 4, 0]);
        assert_eq!(padded(Pad::LinearRamp(-5)), [-5, -2, 1, 4, 1, 2, 8, 1, -5]);
        assert_eq!(padded(Pad::Maximum), [8, 8, 8, 4, 1, 2, 8, 8, 8]);
        assert_eq!(padded(Pad::Minimum), [1, 1, 1, 4, 1, 2, 8, 1, 1]);
        assert_eq!(padded(Pad::Mean), [4, 4, 4, 4, 1, 2, 8, 4, 4]);
        assert_eq!(padded(Pad::Median), [3, 3, 3, 4, 1, 2, 8, 3, 3]);
        assert_eq!(padded(Pad::Empty)[3..7], [4, 1, 2, 8]);
    }

    #[test]
    fn nan_is_every_statistic() {
        let a = Array::from_vec(&[3], vec![1., f64::NAN, 2.]);
        for mode in [Pad::Maximum, Pad::Minimum, Pad::Mean, Pad::Median] {
            assert!(pad_with(&a, (1, 0), mode).to_vec()[0].is_nan(), "{mode:?}");
        }
    }

    #[test]
    #[should_panic(expected = "can't extend empty axis 0")]
    fn an_empty_axis_cannot_be_continued() {
        let _ = pad_with(&counting(&[0]), 1, Pad::Edge);
    }
}
