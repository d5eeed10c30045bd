//! Copying elements between layouts, compiled per element size.

use std::borrow::Cow;
use std::mem::MaybeUninit;

use ndarray::{ArrayView1, ArrayViewD, ArrayViewMutD};

use super::BLOCK;
use super::cursor::{Cursor, gather_row};
use super::memory::buffer;
use crate::dtype::Element;

/// The elements in row-major order.
pub(crate) fn to_vec<T: Element>(view: &ArrayViewD<'_, T>) -> Vec<T> {
    let n = view.len();
    let mut out: Vec<T> = buffer(n);
    if let Some(slice) = view.as_slice() {
        out.extend_from_slice(slice);
        return out;
    }
    if n > 0 {
        let start: *const T = view.as_ptr();
        // SAFETY: `T::Bits` has the size and alignment of `T`, and the view is readable.
        unsafe {
            gather::<T::Bits>(
                start.cast(),
                view.shape(),
                view.strides(),
                std::slice::from_raw_parts_mut(out.as_mut_ptr().cast(), n),
            );
            out.set_len(n);
        }
    }
    out
}

/// The elements of a lane, copied to `out`, which must be as long.
pub(crate) fn gathered<'a, T: Element>(
    lane: &ArrayView1<'_, T>,
    out: &'a mut [MaybeUninit<T>],
) -> &'a [T] {
    assert_eq!(lane.len(), out.len());
    let (start, stride): (*const T, isize) = (lane.as_ptr(), lane.strides()[0]);
    // SAFETY: `T::Bits` has the size and alignment of `T`, and the lane is readable and as long as
    // `out`, all of which is written.
    unsafe {
        let n = out.len();
        let bits = std::slice::from_raw_parts_mut(out.as_mut_ptr().cast(), n);
        gather_row::<T::Bits>(start.cast(), stride, bits);
        std::slice::from_raw_parts(out.as_ptr().cast(), n)
    }
}

/// # Safety
/// The array at `start` must be readable and have `out.len()` elements.
#[inline(never)]
unsafe fn gather<B: Copy>(
    start: *const B,
    shape: &[usize],
    strides: &[isize],
    out: &mut [MaybeUninit<B>],
) {
    let mut cursor = Cursor::new(start.cast_mut(), shape, strides);
    // SAFETY: passed on to the caller.
    unsafe { cursor.gather(out) }
}

/// The elements in row-major order, borrowed if they lie so.
pub(crate) fn contiguous<'a, T: Element>(view: &'a ArrayViewD<'_, T>) -> Cow<'a, [T]> {
    match view.as_slice() {
        Some(slice) => Cow::Borrowed(slice),
        None => Cow::Owned(to_vec(view)),
    }
}

/// Writes `from`, broadcast to the shape of `to`, over the elements of `to`.
///
/// The caller has checked that it broadcasts.
pub(crate) fn assign<T: Element>(to: &mut ArrayViewMutD<'_, T>, from: &ArrayViewD<'_, T>) {
    let n = to.len();
    if n == 0 {
        return;
    }
    let strides = super::map::broadcast_strides(from, to.ndim());
    let start: *const T = from.as_ptr();
    let target: *mut T = to.as_mut_ptr();
    // SAFETY: `T::Bits` has the size and alignment of `T`; a mutable view has no two indices for
    // one element; `from` has the shape of `to` with these strides.
    unsafe {
        scatter::<T::Bits>(
            Cursor::new(start.cast_mut().cast(), to.shape(), &strides),
            Cursor::new(target.cast(), to.shape(), to.strides()),
            n,
        );
    }
}

/// # Safety
/// `from` must be readable, `to` writable, and both have `n` elements left.
#[inline(never)]
unsafe fn scatter<B: Copy>(mut from: Cursor<B>, mut to: Cursor<B>, n: usize) {
    let mut block: Vec<B> = Vec::new();
    let mut left = n;
    while left > 0 {
        // SAFETY: no more than the elements that are left are asked for in both; the block's are
        // initialised by the gather.
        unsafe {
            if let Some(row) = to.rest_of_row(left) {
                from.gather(row);
                left -= row.len();
                continue;
            }
            let step = left.min(BLOCK);
            block.reserve(step);
            from.gather(&mut block.spare_capacity_mut()[..step]);
            to.scatter(std::slice::from_raw_parts(block.as_ptr(), step));
            left -= step;
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array, IxDyn, s};

    use super::*;

    fn grid() -> ndarray::ArrayD<i32> {
        Array::from_iter(0..24).into_shape_with_order(IxDyn(&[2, 3, 4])).unwrap()
    }

    #[test]
    fn any_layout_copies_in_row_major_order() {
        let a = grid();
        let permuted = a.view().permuted_axes(IxDyn(&[2, 0, 1]));
        assert_eq!(to_vec(&permuted), permuted.iter().copied().collect::<Vec<_>>());
        let sliced = a.slice(s![..;-1, 1.., ..;2]).into_dyn();
        assert_eq!(to_vec(&sliced), [16, 18, 20, 22, 4, 6, 8, 10]);
        let wide = a.slice(s![0, 0..1, ..]);
        let wide = wide.broadcast(IxDyn(&[2, 4])).unwrap();
        assert_eq!(to_vec(&wide), [0, 1, 2, 3, 0, 1, 2, 3]);
        let empty = a.slice(s![.., 3.., ..;-1]).into_dyn();
        assert_eq!(to_vec(&empty), [0; 0]);
    }

    #[test]
    fn assigning_broadcasts_into_any_layout() {
        let mut a = grid();
        let row = Array::from(vec![-1, -2]).into_dyn();
        assign(&mut a.slice_mut(s![1, .., ..;-2]).into_dyn(), &row.view());
        let expect = [12, -2, 14, -1, 16, -2, 18, -1, 20, -2, 22, -1];
        assert_eq!(a.as_slice().unwrap()[12..], expect);
        assert_eq!(a.as_slice().unwrap()[..12], (0..12).collect::<Vec<_>>());
    }
}
