//! The broadcasting rule, applied and explained.
//!
//! Shapes are aligned at their last axes. Two lengths fit if they are equal or one of them is 1,
//! which then repeats; a missing axis counts as 1.

use ndarray::IxDyn;

use crate::array::Array;
use crate::dims::{self, Dims, Ints};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise, show_shape};

/// The shape that two shapes broadcast to.
pub(crate) fn shape_of_two(a: &[usize], b: &[usize]) -> Result<Vec<usize>> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut shape = long.to_vec();
    for (len, &other) in shape[long.len() - short.len()..].iter_mut().zip(short) {
        match (*len, other) {
            (x, y) if x == y => {}
            (1, y) => *len = y,
            (_, 1) => {}
            _ => return Err(mismatch(&[a, b])),
        }
    }
    Ok(shape)
}

/// The shape that all shapes broadcast to.
fn shape_of_all(shapes: &[&[usize]]) -> Result<Vec<usize>> {
    shapes.iter().try_fold(Vec::new(), |common, shape| {
        shape_of_two(&common, shape).map_err(|_| mismatch(shapes))
    })
}

/// The error of shapes that do not broadcast: NumPy's words, then the shapes aligned.
#[cold]
fn mismatch(shapes: &[&[usize]]) -> Error {
    let list: Vec<String> = shapes.iter().map(|shape| tight(shape)).collect();
    let message = format!(
        "operands could not be broadcast together with shapes {}\n{}",
        list.join(" "),
        aligned(shapes)
    );
    Error::new(ErrorKind::Shape, message)
}

/// A shape as NumPy writes it in this message, without spaces: `(2,3)`, `(4,)`.
pub(crate) fn tight(shape: &[usize]) -> String {
    show_shape(shape).replace(' ', "")
}

/// The shapes one below the other, aligned at their last axes, and what becomes of each axis.
fn aligned(shapes: &[&[usize]]) -> String {
    let ndim = shapes.iter().map(|shape| shape.len()).max().unwrap_or(0);
    let at = |shape: &[usize], axis: usize| {
        (axis + shape.len()).checked_sub(ndim).map(|place| shape[place])
    };
    let mut rows: Vec<Vec<String>> = shapes
        .iter()
        .map(|shape| {
            (0..ndim).map(|axis| at(shape, axis).map_or(String::new(), |n| n.to_string())).collect()
        })
        .collect();
    let common: Vec<Option<usize>> = (0..ndim)
        .map(|axis| {
            let lengths = shapes.iter().filter_map(|shape| at(shape, axis));
            let others: Vec<usize> = lengths.filter(|&n| n != 1).collect();
            match others.split_first() {
                None => Some(1),
                Some((first, rest)) => rest.iter().all(|n| n == first).then_some(*first),
            }
        })
        .collect();
    rows.push(common.iter().map(|n| n.map_or("✗".to_owned(), |n| n.to_string())).collect());
    let width = |axis: usize| rows.iter().map(|row| row[axis].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..ndim).map(width).collect();
    let line = |row: &[String]| {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:>width$}"));
        cells.collect::<Vec<_>>().join("  ")
    };
    let mut lines: Vec<String> = rows[..shapes.len()]
        .iter()
        .enumerate()
        .map(|(i, row)| format!("  operand {}:  {}", i + 1, line(row)))
        .collect();
    let verdict = if common.iter().all(Option::is_some) {
        "equal, or repeated where 1 or missing"
    } else {
        "lengths must be equal, or one of them 1"
    };
    lines.push(format!("     result:  {}   {verdict}", line(&rows[shapes.len()])));
    lines.join("\n")
}

/// The shape that arrays of these shapes broadcast to (NumPy: `numpy.broadcast_shapes`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(broadcast_shapes(&[&[2, 3], &[3], &[2, 1]])?, [2, 3]);
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// If they do not broadcast.
pub fn broadcast_shapes(shapes: &[&[usize]]) -> Result<Vec<usize>> {
    shape_of_all(shapes)
}

/// How shapes broadcast, or why they do not: the shapes one below the other, aligned at their last
/// axes, and the length or the conflict of each axis.
///
/// ```
/// # use array_core::prelude::*;
/// println!("{}", explain_broadcast(&[&[2, 3], &[4]]));
/// //   operand 1:  2  3
/// //   operand 2:     4
/// //      result:  2  ✗   lengths must be equal, or one of them 1
/// ```
#[must_use]
pub fn explain_broadcast(shapes: &[&[usize]]) -> String {
    aligned(shapes)
}

/// A copy of `a`, repeated to `shape` (NumPy: `numpy.broadcast_to`, whose result is a view).
///
/// ```
/// # use array_core::prelude::*;
/// let a = broadcast_to(&array([1, 2]), (2, 2));
/// assert_eq!(a.to_vec(), [1, 2, 1, 2]);
/// ```
///
/// # Panics
/// Panics if `a` does not broadcast to the shape.
#[track_caller]
#[must_use]
pub fn broadcast_to<T: Element>(a: &Array<T>, shape: impl Dims) -> Array<T> {
    or_raise(try_broadcast_to(a, shape))
}

/// [`broadcast_to`] that returns an error.
///
/// # Errors
/// If `a` does not broadcast to the shape.
pub fn try_broadcast_to<T: Element>(a: &Array<T>, shape: impl Dims) -> Result<Array<T>> {
    T::repeated_to(a, shape.dims())
}

pub(crate) fn repeat_to<T: Element>(a: &Array<T>, dims: Ints) -> Result<Array<T>> {
    to_shape(a, &dims::try_shape(dims)?)
}

fn to_shape<T: Element>(a: &Array<T>, shape: &[usize]) -> Result<Array<T>> {
    let Some(view) = a.data.broadcast(IxDyn(shape)) else {
        let message = format!(
            "broadcast_to: an array of shape {} does not broadcast to shape {}\n{}",
            show_shape(a.shape()),
            show_shape(shape),
            aligned(&[a.shape(), shape])
        );
        return Err(Error::new(ErrorKind::Shape, message));
    };
    Ok(Array::from_vec(shape, crate::kernel::to_vec(&view)))
}

/// The arrays repeated to their common shape (NumPy: `numpy.broadcast_arrays`).
///
/// ```
/// # use array_core::prelude::*;
/// let both = broadcast_arrays(&[&array([1, 2]), &array([[3], [4]])]);
/// assert_eq!(both[0].to_vec(), [1, 2, 1, 2]);
/// assert_eq!(both[1].to_vec(), [3, 3, 4, 4]);
/// ```
///
/// # Panics
/// Panics if they do not broadcast.
#[track_caller]
#[must_use]
pub fn broadcast_arrays<T: Element>(arrays: &[&Array<T>]) -> Vec<Array<T>> {
    let shapes: Vec<&[usize]> = arrays.iter().map(|a| a.shape()).collect();
    let shape = or_raise(shape_of_all(&shapes));
    arrays.iter().map(|a| or_raise(to_shape(a, &shape))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::creation::{arange, array};

    #[test]
    fn shapes_of_any_number() {
        assert_eq!(broadcast_shapes(&[]).unwrap(), [0_usize; 0]);
        assert_eq!(broadcast_shapes(&[&[6, 7], &[5, 6, 1], &[7]]).unwrap(), [5, 6, 7]);
        assert_eq!(broadcast_shapes(&[&[0], &[1]]).unwrap(), [0]);
    }

    #[test]
    fn a_mismatch_shows_the_shapes_aligned() {
        let error = shape_of_two(&[10, 3], &[4]).unwrap_err().to_string();
        let expect = "operands could not be broadcast together with shapes (10,3) (4,)
  operand 1:  10  3
  operand 2:      4
     result:  10  ✗   lengths must be equal, or one of them 1";
        assert_eq!(error, expect);
    }

    #[test]
    fn arrays_repeat_to_a_shape() {
        let row = arange(2);
        assert_eq!(broadcast_to(&row, (2, 2)).to_vec(), [0, 1, 0, 1]);
        let both = broadcast_arrays(&[&row, &array([[5], [6]])]);
        assert_eq!(both[1].to_vec(), [5, 5, 6, 6]);
        let error = try_broadcast_to(&row, 3).unwrap_err().to_string();
        assert!(error.starts_with("broadcast_to: an array of shape (2,) does not broadcast"));
        assert!(try_broadcast_to(&array([[1]]), 1).is_err());
    }
}
