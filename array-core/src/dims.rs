//! What stands for a shape, an axis or a position in a call.
//!
//! Plain integer literals work everywhere, `i32` included: `zeros(5)`, `zeros((3, 4))`,
//! `a.sum_axis(-1)`, `a.reshape((3, -1))`.

use crate::error::{Error, ErrorKind, Result, show_shape};

#[doc(hidden)]
pub use crate::ints::Ints;

/// An integer that stands for a position, a length or an axis. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an integer",
    label = "expected an integer"
)]
pub trait IndexInt: Copy + crate::dtype::SealedInt {
    /// The value; what does not fit saturates, and is out of bounds of any array.
    fn to_isize(self) -> isize;
    /// The values of several.
    #[doc(hidden)]
    fn listed(ints: &[Self]) -> Ints;
}

/// One integer or several: a shape, or a list of axes. `()` has none, for a 0-d array.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a shape",
    label = "expected an integer, a tuple, an array or a list of integers",
    note = "write `zeros(5)`, `zeros((3, 4))`, `zeros([2, 3])` or `zeros(a.shape())`"
)]
pub trait Dims {
    /// The integers in order.
    fn dims(self) -> Ints;
}

macro_rules! index_int {
    ($($t:ty)*) => {$(
        impl crate::dtype::SealedInt for $t {}
        impl IndexInt for $t {
            #[inline]
            fn to_isize(self) -> isize {
                isize::try_from(self).unwrap_or(if self > 0 { isize::MAX } else { isize::MIN })
            }
            fn listed(ints: &[Self]) -> Ints {
                ints.iter().map(|int| int.to_isize()).collect()
            }
        }
        impl Dims for $t {
            fn dims(self) -> Ints { Ints::new(&[self.to_isize()]) }
        }
    )*};
}
index_int!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl<I: IndexInt> Dims for &[I] {
    fn dims(self) -> Ints {
        I::listed(self)
    }
}

impl Dims for Ints {
    fn dims(self) -> Ints {
        self
    }
}

impl<I: IndexInt> Dims for &Vec<I> {
    fn dims(self) -> Ints {
        self.as_slice().dims()
    }
}

impl<I: IndexInt> Dims for Vec<I> {
    fn dims(self) -> Ints {
        self.as_slice().dims()
    }
}

impl<I: IndexInt, const N: usize> Dims for [I; N] {
    fn dims(self) -> Ints {
        self.as_slice().dims()
    }
}

impl<I: IndexInt, const N: usize> Dims for &[I; N] {
    fn dims(self) -> Ints {
        self.as_slice().dims()
    }
}

macro_rules! dims_tuple {
    ($($i:ident)*) => {
        impl<$($i: IndexInt),*> Dims for ($($i,)*) {
            #[allow(non_snake_case)]
            fn dims(self) -> Ints {
                let ($($i,)*) = self;
                Ints::new(&[$($i.to_isize()),*])
            }
        }
    };
}
dims_tuple!();
dims_tuple!(A);
dims_tuple!(A B);
dims_tuple!(A B C);
dims_tuple!(A B C D);
dims_tuple!(A B C D E);
dims_tuple!(A B C D E F);

/// The shape that `dims` writes, which has no negative length.
pub(crate) fn try_shape(dims: impl Dims) -> Result<Vec<usize>> {
    lengths(&dims.dims())
}

fn lengths(dims: &[isize]) -> Result<Vec<usize>> {
    dims.iter()
        .map(|&n| {
            usize::try_from(n)
                .map_err(|_| Error::new(ErrorKind::Value, "negative dimensions are not allowed"))
        })
        .collect()
}

/// [`try_shape`], panicking at the caller's place.
#[track_caller]
pub(crate) fn shape(dims: impl Dims) -> Vec<usize> {
    crate::error::or_raise(try_shape(dims))
}

/// The shape for `size` elements that `dims` writes, where one length may be -1 and is inferred.
pub(crate) fn infer_shape(dims: &[isize], size: usize) -> Result<Vec<usize>> {
    let mismatch = || {
        let wanted: Vec<String> = dims.iter().map(isize::to_string).collect();
        let comma = if wanted.len() == 1 { "," } else { "" };
        let wanted = wanted.join(",");
        let message = format!("cannot reshape array of size {size} into shape ({wanted}{comma})");
        Error::new(ErrorKind::Shape, message)
    };
    let unknown = dims.iter().filter(|&&n| n == -1).count();
    if unknown > 1 {
        return Err(Error::new(ErrorKind::Value, "can only specify one unknown dimension"));
    }
    if dims.iter().any(|&n| n < -1) {
        return Err(Error::new(ErrorKind::Value, "negative dimensions are not allowed"));
    }
    let lengths = || dims.iter().filter(|&&n| n != -1).map(|n| n.unsigned_abs());
    let known = if lengths().any(|n| n == 0) {
        0
    } else {
        lengths().try_fold(1usize, usize::checked_mul).ok_or_else(mismatch)?
    };
    let fits = if unknown == 1 { known != 0 && size.is_multiple_of(known) } else { known == size };
    if !fits {
        return Err(mismatch());
    }
    Ok(dims.iter().map(|&n| if n == -1 { size / known } else { n.unsigned_abs() }).collect())
}

/// Refuses a shape whose lengths other than zero make more elements of so many bytes than memory
/// could have: strides of no elements are calculated, too.
pub(crate) fn check_extent(shape: &[usize], itemsize: usize) -> Result<()> {
    match nonzero_size(shape).and_then(|size| size.checked_mul(itemsize)) {
        Some(bytes) if isize::try_from(bytes).is_ok() => Ok(()),
        _ => Err(Error::new(
            ErrorKind::Value,
            format!(
                "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum \
                 possible size: shape {}",
                show_shape(shape)
            ),
        )),
    }
}

/// The product of the lengths other than zero.
fn nonzero_size(shape: &[usize]) -> Option<usize> {
    shape.iter().filter(|&&n| n != 0).try_fold(1usize, |product, &n| product.checked_mul(n))
}

/// The axis of an array of `ndim` axes that `axis` names; -1 is the last.
pub(crate) fn try_axis(axis: impl IndexInt, ndim: usize) -> Result<usize> {
    normalize(axis.to_isize(), ndim)
}

/// [`try_axis`], panicking at the caller's place.
#[track_caller]
pub(crate) fn axis(axis: impl IndexInt, ndim: usize) -> usize {
    crate::error::or_raise(try_axis(axis, ndim))
}

/// The distinct axes of an array of `ndim` axes that `axes` names, in the order given.
pub(crate) fn try_axes(axes: impl Dims, ndim: usize) -> Result<Vec<usize>> {
    distinct(&axes.dims(), ndim)
}

fn distinct(axes: &[isize], ndim: usize) -> Result<Vec<usize>> {
    let mut seen = vec![false; ndim];
    axes.iter()
        .map(|&axis| {
            let axis = normalize(axis, ndim)?;
            if std::mem::replace(&mut seen[axis], true) {
                return Err(Error::new(ErrorKind::Axis, "duplicate value in 'axis'"));
            }
            Ok(axis)
        })
        .collect()
}

/// [`try_axes`], panicking at the caller's place.
#[track_caller]
pub(crate) fn axes(axes: impl Dims, ndim: usize) -> Vec<usize> {
    crate::error::or_raise(try_axes(axes, ndim))
}

fn normalize(axis: isize, ndim: usize) -> Result<usize> {
    let n = ndim as isize;
    if (-n..n).contains(&axis) {
        return Ok(axis.rem_euclid(n) as usize);
    }
    let message = format!("axis {axis} is out of bounds for array of dimension {ndim}");
    Err(Error::new(ErrorKind::Axis, message))
}

/// The position in an axis of `len` elements that `index` names; -1 is the last.
pub(crate) fn try_position(index: isize, axis: usize, len: usize) -> Result<usize> {
    let n = len as isize;
    if (-n..n).contains(&index) {
        return Ok(if index < 0 { index + n } else { index } as usize);
    }
    let message = format!("index {index} is out of bounds for axis {axis} with size {len}");
    Err(Error::new(ErrorKind::Index, message))
}

/// The number of elements of a shape.
///
/// # Panics
/// Panics if it exceeds the address space.
#[track_caller]
pub(crate) fn size(shape: &[usize]) -> usize {
    match nonzero_size(shape) {
        Some(size) if isize::try_from(size).is_ok() => {
            if shape.contains(&0) {
                0
            } else {
                size
            }
        }
        _ => panic!("an array of shape {} is too big to be allocated", show_shape(shape)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_beside_a_zero_are_limited_by_memory() {
        let large = 1_usize << 62;
        for shape in [vec![large, 0], vec![0, large, 8], vec![large, 8, 0]] {
            let dims: Vec<isize> = shape.iter().map(|&n| n as isize).collect();
            assert_eq!(infer_shape(&dims, 0).unwrap(), shape);
            let text = check_extent(&shape, 8).unwrap_err().to_string();
            assert!(text.contains("array is too big; `arr.size * arr.dtype.itemsize`"), "{text}");
        }
        assert!(check_extent(&[large, 0], 1).is_ok());
        assert!(check_extent(&[0, 5], 8).is_ok());
        assert!(std::panic::catch_unwind(|| size(&[large, 8, 0])).is_err());
        assert_eq!(size(&[0, 7]), 0);
    }

    #[test]
    fn integers_tuples_and_lists_write_shapes() {
        assert_eq!(shape(5), [5]);
        assert_eq!(shape((3, 4)), [3, 4]);
        assert_eq!(shape([2, 3]), [2, 3]);
        assert_eq!(shape(&[2_usize, 3][..]), [2, 3]);
        assert_eq!(shape(()), [0_usize; 0]);
        assert_eq!(try_shape(-1).unwrap_err().to_string(), "negative dimensions are not allowed");
    }

    #[test]
    fn one_length_is_inferred() {
        assert_eq!(infer_shape(&[3, -1], 12).unwrap(), [3, 4]);
        assert_eq!(infer_shape(&[-1], 0).unwrap(), [0]);
        let text = |dims: &[isize], size| infer_shape(dims, size).unwrap_err().to_string();
        assert_eq!(text(&[5, -1], 12), "cannot reshape array of size 12 into shape (5,-1)");
        assert_eq!(text(&[7], 12), "cannot reshape array of size 12 into shape (7,)");
        assert_eq!(text(&[-1, 0], 0), "cannot reshape array of size 0 into shape (-1,0)");
        assert_eq!(text(&[-1, -1], 12), "can only specify one unknown dimension");
    }

    #[test]
    fn axes_count_from_either_end() {
        assert_eq!(axis(-1, 3), 2);
        assert_eq!(axes((0, -1), 3), [0, 2]);
        let text = try_axis(2, 2).unwrap_err().to_string();
        assert_eq!(text, "axis 2 is out of bounds for array of dimension 2");
        assert_eq!(try_axis(0, 0).unwrap_err().kind(), ErrorKind::Axis);
        assert_eq!(try_axes((1, -1), 2).unwrap_err().to_string(), "duplicate value in 'axis'");
    }

    #[test]
    fn positions_outside_name_axis_and_size() {
        assert_eq!(try_position(-3, 0, 3).unwrap(), 0);
        let text = try_position(5, 1, 3).unwrap_err().to_string();
        assert_eq!(text, "index 5 is out of bounds for axis 1 with size 3");
    }
}
