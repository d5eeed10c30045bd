//! Copying elements between layouts, compiled per element size.

use std::borrow::Cow;
use std::mem::MaybeUninit;

use ndarray::{ArrayViewD, ArrayViewMutD, Axis};

use super::BLOCK;
use super::cursor::Cursor;
use super::memory::collect;
use super::stream;
use super::transpose::{copy_turned, gather_turned};
use crate::dtype::Element;
use crate::threads;

/// The elements in row-major order.
pub(crate) fn to_vec<T: Element>(view: &ArrayViewD<'_, T>) -> Vec<T> {
    collect(view.len(), |out| fill(view, out))
}

/// Writes all elements to `out`, which is as long, in row-major order.
fn fill<T: Element>(view: &ArrayViewD<'_, T>, out: &mut [MaybeUninit<T>]) {
    if let Some(slice) = view.as_slice() {
        return stream::copy(slice, out);
    }
    if out.is_empty() {
        return;
    }
    let Some(axis) = view.shape().iter().position(|&len| len > 1) else {
        return gather_view(view, out);
    };
    // No axis before this one moves: each part of it is a part of the result.
    let each = out.len() / view.shape()[axis];
    threads::each_part_of(out, each, |start, out| {
        let first = (start / each) as isize;
        let last = first + (out.len() / each) as isize;
        gather_view(&view.slice_axis(Axis(axis), (first..last).into()), out);
    });
}

fn gather_view<T: Element>(view: &ArrayViewD<'_, T>, out: &mut [MaybeUninit<T>]) {
    assert_eq!(view.len(), out.len());
    let start: *const T = view.as_ptr();
    // SAFETY: `T::Bits` has the size and alignment of `T`, and the view is readable and has as many
    // elements.
    unsafe {
        let out = std::slice::from_raw_parts_mut(out.as_mut_ptr().cast(), out.len());
        gather::<T::Bits>(start.cast(), view.shape(), view.strides(), out);
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
    unsafe {
        if !gather_turned(start, &cursor.axes(), out) {
            cursor.gather(out);
        }
    }
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
    // SAFETY: initialised elements may be overwritten by initialised ones, and nothing else is
    // written.
    let to = unsafe { to.raw_view_mut().cast::<MaybeUninit<T>>().deref_into_view_mut() };
    assign_new(to, from);
}

/// As [`assign`], to elements that need not be initialised, and are afterwards.
pub(crate) fn assign_new<T: Element>(
    mut to: ArrayViewMutD<'_, MaybeUninit<T>>,
    from: &ArrayViewD<'_, T>,
) {
    let n = to.len();
    if n == 0 {
        return;
    }
    let whole = from.broadcast(to.raw_dim()).expect("the caller has checked that it broadcasts");
    if let Some(out) = to.as_slice_mut() {
        return fill(&whole, out);
    }
    let start: *const T = whole.as_ptr();
    let target: *mut MaybeUninit<T> = to.as_mut_ptr();
    // In the order in which the target lies in memory.
    let mut axes: Vec<(usize, [isize; 2])> = (0..to.ndim())
        .map(|axis| (to.shape()[axis], [whole.strides()[axis], to.strides()[axis]]))
        .filter(|&(len, _)| len > 1)
        .collect();
    axes.sort_by_key(|&(_, [_, stride])| std::cmp::Reverse(stride.abs()));
    // SAFETY: as below.
    if unsafe { copy_turned::<T::Bits>(start.cast(), target.cast(), &axes) } {
        return;
    }
    // SAFETY: `T::Bits` has the size and alignment of `T`; a mutable view has no two indices for
    // one element; `whole` has the shape of `to`.
    unsafe {
        scatter::<T::Bits>(
            Cursor::new(start.cast_mut().cast(), whole.shape(), whole.strides()),
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
    fn assigning_turns_what_lies_the_other_way() {
        let from = Array::from_iter(0..300_i64).into_shape_with_order(IxDyn(&[5, 6, 10])).unwrap();
        for order in [[0, 1, 2], [0, 2, 1], [2, 1, 0], [1, 0, 2], [2, 0, 1]] {
            let turned = from.view().permuted_axes(IxDyn(&order));
            for lie in [[0, 1, 2], [0, 2, 1], [2, 1, 0], [1, 2, 0]] {
                let lengths = lie.map(|axis| turned.shape()[axis]);
                let mut back = [0; 3];
                for (place, axis) in lie.into_iter().enumerate() {
                    back[axis] = place;
                }
                let mut to = ndarray::ArrayD::<i64>::zeros(IxDyn(&lengths));
                assign(&mut to.view_mut().permuted_axes(IxDyn(&back)), &turned);
                assert_eq!(to.view().permuted_axes(IxDyn(&back)), turned);
            }
        }
    }

    #[test]
    fn large_copies_of_any_layout_are_those_of_one_thread() {
        let whole = Array::from_iter(0..1_i32 << 20).into_shape_with_order(IxDyn(&[64, 16, 1024]));
        let whole = whole.unwrap();
        for layout in [
            whole.view(),
            whole.view().permuted_axes(IxDyn(&[2, 0, 1])),
            whole.view().permuted_axes(IxDyn(&[0, 2, 1])),
            whole.view().permuted_axes(IxDyn(&[1, 0, 2])),
            whole.slice(s![..;-1, .., ..1023]).into_dyn(),
        ] {
            assert!(to_vec(&layout).iter().eq(&layout));
        }
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
