//! Elementwise maps over one array or two, with broadcasting.
//!
//! A loop over slices does the arithmetic; the drivers here bring the operands to it in blocks.
//! Results keep the memory order of the operands where they have one order (a transposed array
//! stays transposed), as NumPy's `order='K'` does: never assume that a result is row-major, ask
//! [`contiguous`](super::contiguous).

use std::mem::MaybeUninit;

use ndarray::{ArrayD, ArrayViewD, IxDyn};

use super::BLOCK;
use super::lines::stretches;
use super::memory::collect;
use super::simd::widest;
use super::source::{Source, each_slab};
use crate::dtype::Element;
use crate::error::Result;
use crate::interrupt;
use crate::threads;

/// Elements between two looks for an interrupt where no blocks are needed.
pub(super) const STRETCH: usize = 64 * BLOCK;

const ONE_EACH: &str = "one element per index";

/// Fills the result from an operand of the same length.
pub(crate) type UnaryLoop<'a, A, C> = &'a (dyn Fn(&[A], &mut [MaybeUninit<C>]) + Sync);
/// Fills the result from two operands of the same length.
pub(crate) type BinaryLoop<'a, A, B, C> = &'a (dyn Fn(&[A], &[B], &mut [MaybeUninit<C>]) + Sync);
/// Replaces each element of the first operand by a result of both.
pub(crate) type UpdateLoop<'a, T> = &'a (dyn Fn(&mut [T], &[T]) + Sync);

// What `f` captures is moved into these loops: behind a reference it would be read again after each
// write to the result, which could have changed it, and no loop would use vectors.

/// The loop of a unary function.
#[inline(always)]
pub(crate) fn slice_map<A: Copy, C>(a: &[A], out: &mut [MaybeUninit<C>], f: impl Fn(A) -> C) {
    widest(
        #[inline(always)]
        move || {
            for (slot, &x) in out.iter_mut().zip(a) {
                slot.write(f(x));
            }
        },
    );
}

/// The loop of a binary function.
#[inline(always)]
pub(crate) fn slice_zip<A: Copy, B: Copy, C>(
    a: &[A],
    b: &[B],
    out: &mut [MaybeUninit<C>],
    f: impl Fn(A, B) -> C,
) {
    widest(
        #[inline(always)]
        move || {
            for ((slot, &x), &y) in out.iter_mut().zip(a).zip(b) {
                slot.write(f(x, y));
            }
        },
    );
}

/// The loop of a binary function whose result replaces its first argument.
#[inline(always)]
pub(crate) fn slice_update<T: Copy>(a: &mut [T], b: &[T], f: impl Fn(T, T) -> T) {
    widest(
        #[inline(always)]
        move || {
            for (x, &y) in a.iter_mut().zip(b) {
                *x = f(*x, y);
            }
        },
    );
}

/// `f` of each element.
pub(crate) fn map<A: Element, C: Element>(
    a: &ArrayViewD<'_, A>,
    f: impl Fn(A) -> C + Sync,
) -> ArrayD<C> {
    map_loop(a, &|a, out| slice_map(a, out, &f))
}

/// `f` of each pair of elements, broadcast against each other.
pub(crate) fn zip<A: Element, B: Element, C: Element>(
    a: &ArrayViewD<'_, A>,
    b: &ArrayViewD<'_, B>,
    f: impl Fn(A, B) -> C + Sync,
) -> Result<ArrayD<C>> {
    zip_loop(a, b, &|a, b, out| slice_zip(a, b, out, &f))
}

/// [`map`] with a loop over slices. The loop must fill its whole result.
pub(crate) fn map_loop<A: Element, C: Element>(
    a: &ArrayViewD<'_, A>,
    run: UnaryLoop<'_, A, C>,
) -> ArrayD<C> {
    if let Some(x) = a.as_slice() {
        let out = collect(x.len(), |out| {
            threads::each_part(out, |start, out| {
                let x = &x[start..][..out.len()];
                for (range, out) in stretches(x, out, STRETCH) {
                    interrupt::check();
                    run(&x[range], out);
                }
            });
        });
        return ArrayD::from_shape_vec(a.raw_dim(), out).expect(ONE_EACH);
    }
    let order = memory_order(a.shape(), a.strides());
    let shape = permute(a.shape(), &order);
    let strides = permute(a.strides(), &order);
    let out = collect(a.len(), |out| {
        each_slab(&shape, out, |slab, out| {
            let mut source = Source::new(a, slab, &strides);
            for chunk in out.chunks_mut(BLOCK) {
                interrupt::check();
                run(source.next(chunk.len()), chunk);
            }
        });
    });
    in_order(shape, out, &order)
}

/// [`zip`] with a loop over slices. The loop must fill its whole result.
pub(crate) fn zip_loop<A: Element, B: Element, C: Element>(
    a: &ArrayViewD<'_, A>,
    b: &ArrayViewD<'_, B>,
    run: BinaryLoop<'_, A, B, C>,
) -> Result<ArrayD<C>> {
    if a.shape() == b.shape()
        && let (Some(x), Some(y)) = (a.as_slice(), b.as_slice())
    {
        let out = collect(x.len(), |out| {
            threads::each_part(out, |start, out| {
                let (x, y) = (&x[start..][..out.len()], &y[start..][..out.len()]);
                for (range, out) in stretches(x, out, STRETCH) {
                    interrupt::check();
                    run(&x[range.clone()], &y[range], out);
                }
            });
        });
        return Ok(ArrayD::from_shape_vec(a.raw_dim(), out).expect(ONE_EACH));
    }
    // An array and a number, which is repeated for one block and read again and again.
    if b.ndim() == 0
        && let (Some(x), Some(&y)) = (a.as_slice(), b.first())
    {
        let y = vec![y; x.len().min(BLOCK)];
        let out = collect(x.len(), |out| {
            threads::each_part(out, |start, out| {
                let x = &x[start..][..out.len()];
                for (range, out) in stretches(x, out, BLOCK) {
                    interrupt::check();
                    run(&x[range], &y[..out.len()], out);
                }
            });
        });
        return Ok(ArrayD::from_shape_vec(a.raw_dim(), out).expect(ONE_EACH));
    }
    let shape = crate::broadcast::shape_of_two(a.shape(), b.shape())?;
    let a_strides = broadcast_strides(a, shape.len());
    let b_strides = broadcast_strides(b, shape.len());
    let leading = if a.len() >= b.len() { &a_strides } else { &b_strides };
    let order = memory_order(&shape, leading);
    let shape = permute(&shape, &order);
    let (a_strides, b_strides) = (permute(&a_strides, &order), permute(&b_strides, &order));
    let out = collect(crate::dims::size(&shape), |out| {
        each_slab(&shape, out, |slab, out| {
            let mut left = Source::new(a, slab, &a_strides);
            let mut right = Source::new(b, slab, &b_strides);
            for row in out.chunks_mut(whole_rows(&shape)) {
                for chunk in row.chunks_mut(BLOCK) {
                    interrupt::check();
                    run(left.next(chunk.len()), right.next(chunk.len()), chunk);
                }
            }
        });
    });
    Ok(in_order(shape, out, &order))
}

/// Elements after which blocks begin anew: with each row if rows are long, so that operands that
/// repeat theirs are read where they lie.
pub(super) fn whole_rows(shape: &[usize]) -> usize {
    const LONG: usize = 128;
    match shape.last() {
        Some(&row) if row >= LONG => row,
        _ => usize::MAX,
    }
}

/// The strides with which `view` is read as an array of `ndim` axes; repeated axes have zero.
pub(super) fn broadcast_strides<T>(view: &ArrayViewD<'_, T>, ndim: usize) -> Vec<isize> {
    let mut strides = vec![0; ndim - view.ndim()];
    let axes = view.shape().iter().zip(view.strides());
    strides.extend(axes.map(|(&len, &stride)| if len == 1 { 0 } else { stride }));
    strides
}

/// The order of axes in which memory is walked forwards, longest stride first; empty if that is
/// the order they are in. Axes that do not move through memory keep their place.
fn memory_order(shape: &[usize], strides: &[isize]) -> Vec<usize> {
    let moving: Vec<usize> =
        (0..shape.len()).filter(|&i| shape[i] > 1 && strides[i] != 0).collect();
    if moving.is_sorted_by(|&i, &j| strides[i].abs() >= strides[j].abs()) {
        return Vec::new();
    }
    let mut sorted = moving.clone();
    sorted.sort_by_key(|&i| std::cmp::Reverse(strides[i].abs()));
    let mut order: Vec<usize> = (0..shape.len()).collect();
    for (place, axis) in moving.into_iter().zip(sorted) {
        order[place] = axis;
    }
    order
}

fn permute<N: Copy>(values: &[N], order: &[usize]) -> Vec<N> {
    if order.is_empty() { values.to_vec() } else { order.iter().map(|&i| values[i]).collect() }
}

/// The array of `out` whose axes were walked in `order`.
fn in_order<C>(shape: Vec<usize>, out: Vec<C>, order: &[usize]) -> ArrayD<C> {
    let array = ArrayD::from_shape_vec(IxDyn(&shape), out).expect(ONE_EACH);
    if order.is_empty() {
        return array;
    }
    let mut back = vec![0; order.len()];
    for (place, &axis) in order.iter().enumerate() {
        back[axis] = place;
    }
    array.permuted_axes(IxDyn(&back))
}

#[cfg(test)]
mod tests {
    use ndarray::{Array, s};

    use super::*;

    fn grid(shape: &[usize]) -> ArrayD<f64> {
        let n = shape.iter().product::<usize>();
        Array::from_iter((0..n).map(|i| i as f64)).into_shape_with_order(IxDyn(shape)).unwrap()
    }

    #[test]
    fn a_transposed_operand_gives_a_transposed_result() {
        let a = grid(&[30, 50]);
        let out = map(&a.view().reversed_axes(), |x| x * 2.0);
        assert_eq!(out, a.t().mapv(|x| x * 2.0).into_dyn());
        assert!(out.t().is_standard_layout());
    }

    #[test]
    fn all_layouts_broadcast_as_ndarray_does() {
        let a = grid(&[3, 40, 50]);
        for b in [grid(&[50]), grid(&[40, 1]), grid(&[3, 1, 1]), grid(&[]), grid(&[3, 40, 50])] {
            let expect = &a + &b;
            assert_eq!(zip(&a.view(), &b.view(), |x, y| x + y).unwrap(), expect);
            assert_eq!(zip(&b.view(), &a.view(), |x, y| x + y).unwrap(), expect);
        }
        let (column, row) = (grid(&[2000, 1]), grid(&[1, 3]));
        assert_eq!(zip(&column.view(), &row.view(), |x, y| x - y).unwrap(), &column - &row);
        let back = a.slice(s![..;-1, ..;3, 1..;2]).into_dyn();
        let swapped = a.slice(s![.., 0..14, 0..25]).into_dyn();
        assert_eq!(zip(&back, &swapped, |x, y| x - y).unwrap(), &back - &swapped);
    }
}
