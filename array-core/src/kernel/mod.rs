//! The loops under the operations: copying, mapping, walking lanes.
//!
//! All work on slices. What is not contiguous is gathered block by block into a buffer that stays
//! in the first-level cache, so that each arithmetic loop is compiled once, for slices, and
//! vectorises; moving elements is compiled per element *size*, not per type.

pub(crate) mod ahead;
mod copy;
mod cursor;
mod in_place;
mod lanes;
mod lines;
mod map;
mod memory;
pub(crate) mod simd;
mod source;
mod stream;
mod transpose;

pub(crate) use copy::{assign, assign_new, contiguous, to_vec};
pub(crate) use in_place::{map_assign_loop, zip_assign_loop};
pub(crate) use lanes::{from_lanes, lanes};
pub(crate) use map::{BinaryLoop, UnaryLoop, map, map_loop, zip, zip_loop};
pub(crate) use map::{UpdateLoop, slice_map, slice_update, slice_zip};
pub(crate) use memory::{buffer, collect, zeros};
pub(crate) use simd::widest;
pub(crate) use stream::filled;

/// Elements per block: 8 KiB of `f64`, so that three blocks fit the first-level cache.
pub(crate) const BLOCK: usize = 1024;

/// Whether any element is as asked.
#[inline]
pub(crate) fn any<T: Copy>(elements: &[T], ask: impl Fn(T) -> bool) -> bool {
    // Without a branch for each element, so that blocks of them are asked at once.
    elements.chunks(BLOCK).any(|block| {
        widest(
            #[inline(always)]
            || block.iter().fold(false, |found, &x| found | ask(x)),
        )
    })
}
