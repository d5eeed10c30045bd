//! Asking for memory before a loop reads it.
//!
//! The processor reads ahead of loops that run through memory without a stop. One that joins its
//! running results every few kilobytes, or leaves elements out, stops it each time: sums of 80 MB
//! came at half the speed of memory. Such loops ask for what they will read themselves.

/// How far ahead, in bytes: nearer, memory answers too late.
pub(crate) const DISTANCE: usize = 1 << 13;
/// Bytes of a cache line.
const LINE: usize = 64;

/// Asks for what lies [`DISTANCE`] behind these elements.
#[inline(always)]
pub(crate) fn ask<T>(elements: &[T]) {
    let start = elements.as_ptr().cast::<u8>().wrapping_add(DISTANCE);
    for line in (0..size_of_val(elements)).step_by(LINE) {
        prefetch(start.wrapping_add(line));
    }
}

/// Asks for what lies [`DISTANCE`] behind `n` elements that lie `stride` apart, in either direction.
#[inline(always)]
pub(crate) fn ask_with_gaps<T>(start: *const T, stride: isize, n: usize) {
    let bytes = stride * size_of::<T>() as isize;
    let start = start.cast::<u8>().wrapping_offset(bytes.signum() * DISTANCE as isize);
    let each = (LINE / bytes.unsigned_abs().max(1)).max(1);
    for k in (0..n).step_by(each) {
        prefetch(start.wrapping_offset(k as isize * bytes));
    }
}

#[inline(always)]
fn prefetch(at: *const u8) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: it reads nothing that the program would see, and may name any address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(at.cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = at;
}
