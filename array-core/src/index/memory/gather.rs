//! Collecting elements from listed positions, and writing to them.

use std::mem::MaybeUninit;
use std::ops::Deref;

use super::super::term::as_isize;
use super::{Layout, coalesce, odometer};
use crate::array::Array;
use crate::threads;

/// Distances of listed items from where the other axes are.
#[derive(Clone, Debug)]
pub(crate) enum Offsets {
    /// A list of their own.
    Own(Vec<isize>),
    /// The elements of a row-major array, which is the list that a user gave.
    Shared(Array<i64>),
}

impl Deref for Offsets {
    type Target = [isize];

    fn deref(&self) -> &[isize] {
        match self {
            Self::Own(offsets) => offsets,
            Self::Shared(array) => as_isize(array),
        }
    }
}

/// Listed positions in an array: axes before the list, the list itself, axes after it.
///
/// Packed, the elements form a row-major block of shape `before + [list length] + after`.
#[derive(Clone, Debug)]
pub(crate) struct Gather {
    /// Position of the first element of the array.
    origin: isize,
    /// Length and stride of the axes before the list.
    before: Vec<(usize, [isize; 1])>,
    /// Positions of the listed items, relative to where the other axes are.
    offsets: Offsets,
    /// Length and stride of the axes after the list.
    after: Vec<(usize, [isize; 1])>,
}

impl Gather {
    /// The list spread over the axes of `rest`, after the first `before` of them.
    pub(crate) fn new(rest: &Layout, before: usize, offsets: Offsets) -> Self {
        let axes = |range: std::ops::Range<usize>| {
            coalesce(range.map(|axis| (rest.shape[axis], [rest.strides[axis]])))
        };
        Self {
            origin: rest.offset,
            before: axes(0..before),
            offsets,
            after: axes(before..rest.shape.len()),
        }
    }

    /// Calls `run(packed, at, stride, count)` for stretches of `count` packed positions, from
    /// `packed` on, which lie `stride` apart in the array from `at` on.
    fn runs(&self, mut run: impl FnMut(usize, isize, isize, usize)) {
        let mut packed = 0;
        let (&(count, [stride]), outer) = self.after.split_last().unwrap_or((&(1, [0]), &[]));
        odometer(&self.before, |[before]| {
            for offset in &*self.offsets {
                odometer(outer, |[after]| {
                    run(packed, self.origin + before + offset + after, stride, count);
                    packed += count;
                });
            }
        });
    }
}

/// Where an array begins that several threads read.
#[derive(Clone, Copy)]
struct Origin<B>(*const B);
// SAFETY: nothing is written through it.
unsafe impl<B: Sync> Send for Origin<B> {}
// SAFETY: as above.
unsafe impl<B: Sync> Sync for Origin<B> {}

/// Collects the stretches of `LEN` elements that begin at these offsets. One by one: instructions
/// that load from several places take longer, on many processors.
///
/// # Safety
/// All offsets must be valid.
unsafe fn gather_stretches<const LEN: usize, B: Copy>(
    to: &mut [MaybeUninit<B>],
    from: Origin<B>,
    offsets: &[isize],
) {
    for (slots, &offset) in to.as_chunks_mut::<LEN>().0.iter_mut().zip(offsets) {
        // SAFETY: passed on to the caller.
        *slots = unsafe { from.0.offset(offset).cast::<[MaybeUninit<B>; LEN]>().read() };
    }
}

/// Collects the listed elements of `from` into the packed block `to`, and fills it.
///
/// # Safety
/// All positions must be valid in `from`, and `to` must hold as many elements.
pub(crate) unsafe fn gather<B: Copy + Send + Sync>(
    to: &mut [MaybeUninit<B>],
    from: *const B,
    positions: &Gather,
) {
    if to.is_empty() {
        return;
    }
    if positions.before.is_empty()
        && let [] | [(_, [1])] = positions.after[..]
    {
        let len = positions.after.first().map_or(1, |&(len, _)| len);
        let from = Origin(from.wrapping_offset(positions.origin));
        return threads::each_part_of(to, len, |start, to| {
            let offsets = &positions.offsets[start / len..];
            // SAFETY: the caller vouches for the positions.
            unsafe {
                match len {
                    1 => gather_stretches::<1, B>(to, from, offsets),
                    2 => gather_stretches::<2, B>(to, from, offsets),
                    3 => gather_stretches::<3, B>(to, from, offsets),
                    4 => gather_stretches::<4, B>(to, from, offsets),
                    8 => gather_stretches::<8, B>(to, from, offsets),
                    _ => {
                        for (slots, &offset) in to.chunks_exact_mut(len).zip(offsets) {
                            let stretch = from.0.offset(offset);
                            stretch.copy_to_nonoverlapping(slots.as_mut_ptr().cast(), len);
                        }
                    }
                }
            }
        });
    }
    if positions.after.is_empty() {
        let mut packed = to.iter_mut();
        odometer(&positions.before, |[before]| {
            for (offset, slot) in positions.offsets.iter().zip(packed.by_ref()) {
                // SAFETY: the caller vouches for the positions.
                slot.write(unsafe { *from.offset(positions.origin + before + offset) });
            }
        });
        return;
    }
    positions.runs(|packed, at, stride, count| {
        let to = &mut to[packed..packed + count];
        // SAFETY: as above; the loops visit listed positions only.
        unsafe {
            match stride {
                1 => from.offset(at).copy_to_nonoverlapping(to.as_mut_ptr().cast(), count),
                _ => {
                    for (k, slot) in to.iter_mut().enumerate() {
                        slot.write(*from.offset(at + k as isize * stride));
                    }
                }
            }
        }
    });
}

/// Writes the packed block `from`, or its one element again and again, to the listed elements of
/// `to`. Later items of the list overwrite earlier ones.
///
/// # Safety
/// All positions must be writable in `to`, and `from` must not lie in it.
pub(crate) unsafe fn scatter<B: Copy>(to: *mut B, positions: &Gather, from: &[B]) {
    let step = usize::from(from.len() > 1);
    if positions.after.is_empty() {
        let mut packed = 0;
        odometer(&positions.before, |[before]| {
            for offset in &*positions.offsets {
                // SAFETY: the caller vouches for the positions.
                unsafe { *to.offset(positions.origin + before + offset) = from[packed] };
                packed += step;
            }
        });
        return;
    }
    positions.runs(|packed, at, stride, count| {
        for k in 0..count {
            // SAFETY: as above.
            unsafe { *to.offset(at + k as isize * stride) = from[(packed + k) * step] };
        }
    });
}
