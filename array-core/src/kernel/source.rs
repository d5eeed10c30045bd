//! Operands of any layout, read in the order of a result or of a part of it.

use std::marker::PhantomData;

use ndarray::ArrayViewD;

use super::BLOCK;
use super::cursor::Cursor;
use crate::dtype::Element;
use crate::threads;

/// Part of an array: some of the places along its first axis that has several.
pub(super) struct Slab {
    axis: usize,
    first: usize,
    shape: Vec<usize>,
}

impl Slab {
    /// All of an array.
    fn whole(shape: &[usize]) -> Self {
        Self { axis: 0, first: 0, shape: shape.to_vec() }
    }
}

/// Runs `run` on parts of `out`, the elements of an array of this shape in row-major order; on
/// several threads if they are worth it.
pub(super) fn each_slab<C: Send>(
    shape: &[usize],
    out: &mut [C],
    run: impl Fn(&Slab, &mut [C]) + Sync,
) {
    let divided = shape.iter().position(|&len| len > 1).filter(|_| threads::worth(out.len()));
    let Some(axis) = divided else { return run(&Slab::whole(shape), out) };
    let each = out.len() / shape[axis];
    threads::each_part_of(out, each, |start, out| {
        let mut shape = shape.to_vec();
        shape[axis] = out.len() / each;
        run(&Slab { axis, first: start / each, shape }, out);
    });
}

/// The elements of an operand in row-major order of the result, in blocks.
pub(super) enum Source<'a, T: Element> {
    /// They lie so in memory.
    Slice(&'a [T]),
    /// One element for all.
    Constant(Vec<T>),
    /// Gathered into the buffer.
    Strided(Cursor<T::Bits>, Vec<T>, PhantomData<&'a T>),
}

impl<'a, T: Element> Source<'a, T> {
    /// Reads part of `view`, seen as an array with these strides, which stay within the view.
    pub(super) fn new(view: &'a ArrayViewD<'_, T>, slab: &Slab, strides: &[isize]) -> Self {
        let n: usize = slab.shape.iter().product();
        if n == 0 {
            return Self::Slice(&[]);
        }
        let before = strides.get(slab.axis).map_or(0, |stride| stride * slab.first as isize);
        // SAFETY: the part has an element, and so the view has the one at which it begins.
        let start: *const T = unsafe { view.as_ptr().offset(before) };
        let mut cursor = Cursor::<T::Bits>::new(start.cast_mut().cast(), &slab.shape, strides);
        if cursor.is_constant() {
            // SAFETY: the view has an element, as `n` is not zero.
            return Self::Constant(vec![unsafe { *start }; n.min(BLOCK)]);
        }
        // SAFETY: all `n` elements are within the view.
        if let Some(all) = unsafe { cursor.adjacent(n) } {
            // SAFETY: they lie side by side, and `T::Bits` lies in memory as `T` does.
            return Self::Slice(unsafe { std::slice::from_raw_parts(all.cast(), n) });
        }
        Self::Strided(cursor, Vec::with_capacity(n.min(BLOCK)), PhantomData)
    }

    /// The next `n` elements, at most [`BLOCK`] and at most as many as are left.
    pub(super) fn next(&mut self, n: usize) -> &[T] {
        match self {
            Self::Slice(slice) => {
                let (head, tail) = slice.split_at(n);
                *slice = tail;
                head
            }
            Self::Constant(block) => &block[..n],
            Self::Strided(cursor, block, _) => {
                // SAFETY: `n` elements are left within the view; the gather initialises the block,
                // whose capacity is at least `n`.
                unsafe {
                    if let Some(here) = cursor.adjacent(n) {
                        return std::slice::from_raw_parts(here.cast(), n);
                    }
                    let out = std::slice::from_raw_parts_mut(block.as_mut_ptr().cast(), n);
                    cursor.gather(out);
                    std::slice::from_raw_parts(block.as_ptr(), n)
                }
            }
        }
    }
}
