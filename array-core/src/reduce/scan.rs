//! Running sums and products, and their opposite: differences of neighbours.

use std::mem::MaybeUninit;

use crate::array::Array;
use crate::dims::{self, IndexInt};
use crate::dtype::{Complex32, Complex64, Element, Numeric};
use crate::kernel::{self, contiguous, slice_map, slice_zip};
use crate::threads;

dispatch! {
    /// The kernels of running sums and products.
    Scans: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    cumsum_along = cumsum_kernel(array: &Array<Self>, axis: Option<usize>)
        -> Array<<Self as Element>::Sum>;
    cumprod_along = cumprod_kernel(array: &Array<Self>, axis: Option<usize>)
        -> Array<<Self as Element>::Sum>;
    nancumsum_along = nancumsum_kernel(array: &Array<Self>, axis: Option<usize>)
        -> Array<<Self as Element>::Sum>;
    nancumprod_along = nancumprod_kernel(array: &Array<Self>, axis: Option<usize>)
        -> Array<<Self as Element>::Sum>;
}

dispatch! {
    /// The kernel of differences.
    Differences: Numeric for [i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    diff_along = diff_kernel(array: &Array<Self>, axis: usize, n: usize) -> Array<Self>;
}

/// Writes a scan's two methods and two free functions.
macro_rules! scan {
    ($(#[$doc:meta])* $name:ident $name_axis:ident $kernel:ident) => {
        impl<T: Element> Array<T> {
            $(#[$doc])*
            #[must_use]
            pub fn $name(&self) -> Array<T::Sum> {
                T::$kernel(self, None)
            }

            #[doc = concat!("As [`", stringify!($name), "`](Self::", stringify!($name),
                "), along one axis; the shape stays (NumPy: `axis=0`).")]
            #[doc = "\n# Panics\nPanics if there is no such axis."]
            #[must_use]
            #[track_caller]
            pub fn $name_axis(&self, axis: impl IndexInt) -> Array<T::Sum> {
                T::$kernel(self, Some(dims::axis(axis, self.ndim())))
            }
        }

        $(#[$doc])*
        #[must_use]
        pub fn $name<T: Element>(a: &Array<T>) -> Array<T::Sum> {
            a.$name()
        }

        #[doc = concat!("As [`", stringify!($name), "`](fn@", stringify!($name),
            "), along one axis; the shape stays (NumPy: `axis=0`).")]
        #[doc = "\n# Panics\nPanics if there is no such axis."]
        #[must_use]
        #[track_caller]
        pub fn $name_axis<T: Element>(a: &Array<T>, axis: impl IndexInt) -> Array<T::Sum> {
            a.$name_axis(axis)
        }
    };
}

scan! {
    /// The running sum of the flattened array (NumPy: `numpy.cumsum`).
    ///
    /// Integers and `bool` are summed in 64 bits.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1, 2], [3, 4]]);
    /// assert_eq!(a.cumsum().to_vec(), [1, 3, 6, 10]);
    /// assert_eq!(a.cumsum_axis(0).to_vec(), [1, 2, 4, 6]);
    /// ```
    cumsum cumsum_axis cumsum_along
}

scan! {
    /// The running product of the flattened array (NumPy: `numpy.cumprod`).
    ///
    /// Integers and `bool` are multiplied in 64 bits.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1, 2], [3, 4]]);
    /// assert_eq!(a.cumprod().to_vec(), [1, 2, 6, 24]);
    /// assert_eq!(a.cumprod_axis(1).to_vec(), [1, 2, 3, 12]);
    /// ```
    cumprod cumprod_axis cumprod_along
}

scan! {
    /// The running sum where NaN counts as 0 (NumPy: `numpy.nancumsum`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nancumsum(&a).to_vec(), [1., 1., 4.]);
    /// ```
    nancumsum nancumsum_axis nancumsum_along
}

scan! {
    /// The running product where NaN counts as 1 (NumPy: `numpy.nancumprod`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nancumprod(&a).to_vec(), [1., 1., 3.]);
    /// ```
    nancumprod nancumprod_axis nancumprod_along
}

/// The difference of neighbours along the last axis (NumPy: `numpy.diff`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([1, 2, 4, 7]);
/// assert_eq!(diff(&a).to_vec(), [1, 2, 3]);
/// assert_eq!(diff_with(&a, 2).to_vec(), [1, 1]);
/// ```
///
/// # Panics
/// Panics for a 0-d array.
#[must_use]
#[track_caller]
pub fn diff<T: Numeric>(a: &Array<T>) -> Array<T> {
    diff_axis_with(a, -1, 1)
}

/// As [`diff`], taken `n` times (NumPy: `numpy.diff(a, n)`).
///
/// # Panics
/// As [`diff`].
#[must_use]
#[track_caller]
pub fn diff_with<T: Numeric>(a: &Array<T>, n: usize) -> Array<T> {
    diff_axis_with(a, -1, n)
}

/// As [`diff`], along an axis (NumPy: `numpy.diff(a, axis=..)`).
///
/// # Panics
/// Panics if there is no such axis.
#[must_use]
#[track_caller]
pub fn diff_axis<T: Numeric>(a: &Array<T>, axis: impl IndexInt) -> Array<T> {
    diff_axis_with(a, axis, 1)
}

/// As [`diff`], along an axis, taken `n` times (NumPy: `numpy.diff(a, n, axis)`).
///
/// # Panics
/// Panics if there is no such axis.
#[must_use]
#[track_caller]
pub fn diff_axis_with<T: Numeric>(a: &Array<T>, axis: impl IndexInt, n: usize) -> Array<T> {
    T::diff_along(a, dims::axis(axis, a.ndim()), n)
}

fn cumsum_kernel<T: Element>(array: &Array<T>, axis: Option<usize>) -> Array<T::Sum> {
    scan_kernel(array, axis, |x| x.cast(), T::Sum::plus)
}

fn cumprod_kernel<T: Element>(array: &Array<T>, axis: Option<usize>) -> Array<T::Sum> {
    scan_kernel(array, axis, |x| x.cast(), T::Sum::times)
}

fn nancumsum_kernel<T: Element>(array: &Array<T>, axis: Option<usize>) -> Array<T::Sum> {
    let lift = |x: T| if x.is_nan_value() { T::Sum::ZERO } else { x.cast() };
    scan_kernel(array, axis, lift, T::Sum::plus)
}

fn nancumprod_kernel<T: Element>(array: &Array<T>, axis: Option<usize>) -> Array<T::Sum> {
    let lift = |x: T| if x.is_nan_value() { T::Sum::ONE } else { x.cast() };
    scan_kernel(array, axis, lift, T::Sum::times)
}

fn scan_kernel<T: Element, A: Element>(
    array: &Array<T>,
    axis: Option<usize>,
    lift: impl Fn(T) -> A,
    join: impl Fn(A, A) -> A,
) -> Array<A> {
    let view = array.data.view();
    let elements = contiguous(&view);
    let (shape, n, inner) = match axis {
        None => (vec![array.size()], array.size(), 1),
        Some(axis) => {
            let shape = array.shape().to_vec();
            let inner = shape[axis + 1..].iter().product();
            (shape.clone(), shape[axis], inner)
        }
    };
    let scanned = kernel::collect(elements.len(), |out| {
        let block = (n * inner).max(1);
        for (block, out) in elements.chunks_exact(block).zip(out.chunks_exact_mut(block)) {
            if inner == 1 {
                scan_lane(block, out, &lift, &join);
            } else {
                scan_rows(block, out, inner, &lift, &join);
            }
        }
    });
    Array::from_vec(&shape, scanned)
}

/// Writes the running results of a lane of at least one element.
fn scan_lane<T: Element, A: Element>(
    lane: &[T],
    out: &mut [MaybeUninit<A>],
    lift: &impl Fn(T) -> A,
    join: &impl Fn(A, A) -> A,
) {
    let mut last = lift(lane[0]);
    out[0].write(last);
    for (slot, &x) in out[1..].iter_mut().zip(&lane[1..]) {
        last = join(last, lift(x));
        slot.write(last);
    }
}

/// Writes the running results of each column of rows of `width`, at least one.
fn scan_rows<T: Element, A: Element>(
    rows: &[T],
    out: &mut [MaybeUninit<A>],
    width: usize,
    lift: &impl Fn(T) -> A,
    join: &impl Fn(A, A) -> A,
) {
    slice_map(&rows[..width], &mut out[..width], lift);
    for (row, start) in rows.chunks_exact(width).zip((0..).step_by(width)).skip(1) {
        let (before, after) = out.split_at_mut(start);
        // SAFETY: the rows before this one are written.
        let last = unsafe { before[start - width..].assume_init_ref() };
        slice_zip(last, row, &mut after[..width], |last, x| join(last, lift(x)));
    }
}

fn diff_kernel<T: Numeric>(array: &Array<T>, axis: usize, n: usize) -> Array<T> {
    let view = array.data.view();
    let mut elements = contiguous(&view);
    let mut shape = array.shape().to_vec();
    let inner: usize = shape[axis + 1..].iter().product();
    for _ in 0..n.min(shape[axis]) {
        let block = shape[axis] * inner;
        shape[axis] -= 1;
        let differences = kernel::collect(crate::dims::size(&shape), |out| {
            let blocks = elements.chunks_exact(block.max(1));
            for (block, out) in blocks.zip(out.chunks_exact_mut((block - inner).max(1))) {
                threads::each_part(out, |start, out| {
                    let (before, after) = (&block[start..], &block[start + inner..]);
                    slice_zip(&before[..out.len()], &after[..out.len()], out, |a, b| b.minus(a));
                });
            }
        });
        elements = differences.into();
    }
    Array::from_vec(&shape, elements.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::{cube, vector};

    #[test]
    fn running_sums_follow_numpy() {
        let a = Array::from_vec(&[2, 3], vec![1_i64, 2, 3, 4, 5, 6]);
        assert_eq!(a.cumsum().to_vec(), [1, 3, 6, 10, 15, 21]);
        assert_eq!(a.cumsum_axis(0).to_vec(), [1, 2, 3, 5, 7, 9]);
        assert_eq!(cumsum_axis(&a, -1).to_vec(), [1, 3, 6, 4, 9, 15]);
        assert_eq!(a.cumprod().to_vec(), [1, 2, 6, 24, 120, 720]);
        assert_eq!(cube().cumsum_axis(1).to_vec()[8..12], [12, 15, 18, 21]);
        assert_eq!(vector([100_u8, 200]).cumsum().to_vec(), [100_u64, 300]);
        assert_eq!(vector([1., f64::NAN, 2.]).nancumsum().to_vec(), [1., 1., 3.]);
        assert_eq!(Array::<f64>::from_vec(&[0, 3], vec![]).cumsum_axis(0).shape(), [0, 3]);
    }

    #[test]
    fn differences_follow_numpy() {
        let a = vector([1, 2, 4, 7, 0]);
        assert_eq!(diff(&a).to_vec(), [1, 2, 3, -7]);
        assert_eq!(diff_with(&a, 2).to_vec(), [1, 1, -10]);
        assert_eq!(diff_with(&a, 9).shape(), [0]);
        assert_eq!(diff_axis(&cube(), 0).to_vec(), [12; 12]);
        assert_eq!(diff_axis(&cube(), 1).shape(), [2, 2, 4]);
        assert_eq!(diff(&vector([3_u8, 1])).to_vec(), [254]);
    }
}
