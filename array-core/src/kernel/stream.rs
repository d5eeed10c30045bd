//! Copies that no cache can hold.
//!
//! A store to a line that is in no cache reads the line first, and throws others out of the caches.
//! Copies that are larger than the caches are therefore written with stores that pass the caches by:
//! a third of the traffic less. The next operation would not have found them in the caches anyway;
//! smaller ones it may, and they are written as usual.
//!
//! Calculated results are not written so. What a loop writes would have to go through a small
//! buffer, and then reading and writing take turns: on some operands that took twice as long.

use std::mem::MaybeUninit;

use super::lines::stretches;
use super::memory::collect;
use crate::threads;

/// Bytes from which caches are passed by: as many as last-level caches have that several cores share.
const LARGE: usize = 1 << 25;
/// Elements that are copied again and again where all are the same.
const PATTERN: usize = 256;

/// Copies to `out`, which is as long, on several threads if that pays.
pub(super) fn copy<T: Copy + Send + Sync>(from: &[T], out: &mut [MaybeUninit<T>]) {
    let past_caches = size_of_val(out) >= LARGE;
    threads::each_part(out, |start, out| {
        let from = &from[start..start + out.len()];
        if past_caches {
            copy_past_caches(from, out);
            finish();
        } else {
            out.write_copy_of_slice(from);
        }
    });
}

/// A vector of `n` times the same element.
pub(crate) fn filled<T: Copy + Send + Sync>(n: usize, element: T) -> Vec<T> {
    collect(n, |out| {
        if size_of_val(out) < LARGE {
            return out.fill(MaybeUninit::new(element));
        }
        let pattern = [element; PATTERN];
        threads::each_part(out, |_, out| {
            for (_, out) in stretches::<(), _>(&[], out, PATTERN) {
                copy_past_caches(&pattern[..out.len()], out);
            }
            finish();
        });
    })
}

/// Copies to `out`, which is as long, past the caches where the architecture has a way to. Other
/// threads see it after [`finish`].
fn copy_past_caches<T: Copy>(from: &[T], out: &mut [MaybeUninit<T>]) {
    #[cfg(target_arch = "x86_64")]
    if let Some((before, whole)) = past::whole_lines(out) {
        let end = before + whole;
        out[..before].write_copy_of_slice(&from[..before]);
        past::copy(&from[before..end], &mut out[before..end]);
        out[end..].write_copy_of_slice(&from[end..]);
        return;
    }
    out.write_copy_of_slice(from);
}

/// Lets other threads see what was written past the caches.
fn finish() {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every processor of the architecture has it.
    unsafe {
        std::arch::x86_64::_mm_sfence();
    }
}

/// Stores that pass the caches by.
#[cfg(target_arch = "x86_64")]
mod past {
    use std::arch::x86_64::*;
    use std::mem::MaybeUninit;

    /// Bytes of a cache line.
    pub(super) const LINE: usize = 64;

    /// How many elements come before the first cache line that `out` has as a whole, and how many
    /// fill such lines; none if elements do not fill lines.
    pub(super) fn whole_lines<C>(out: &[MaybeUninit<C>]) -> Option<(usize, usize)> {
        let before = out.as_ptr().align_offset(LINE);
        let each = LINE / size_of::<C>();
        (before < out.len() && each * size_of::<C>() == LINE)
            .then(|| (before, (out.len() - before) / each * each))
    }

    /// Copies whole lines to `out`, which begins with one and is as long.
    pub(super) fn copy<C: Copy>(from: &[C], out: &mut [MaybeUninit<C>]) {
        assert_eq!(from.len(), out.len());
        assert!(out.as_ptr().addr().is_multiple_of(LINE));
        assert!(size_of_val(out).is_multiple_of(LINE));
        let (from, to) = (from.as_ptr().cast::<__m128i>(), out.as_mut_ptr().cast::<__m128i>());
        for k in (0..size_of_val(out) / size_of::<__m128i>()).step_by(4) {
            // SAFETY: four vectors are a line, and lines are whole; `to` is aligned.
            unsafe {
                for k in k..k + 4 {
                    _mm_stream_si128(to.add(k), _mm_loadu_si128(from.add(k)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Copies `n` elements to every place in a line.
    fn check<T: Copy + PartialEq + std::fmt::Debug>(n: usize, element: impl Fn(usize) -> T) {
        for skipped in 0..9 {
            let (from, other) = ((0..n).map(&element).collect::<Vec<T>>(), element(n + 1));
            let mut out = vec![MaybeUninit::new(other); n + skipped + 3];
            let after = skipped + n;
            copy_past_caches(&from, &mut out[skipped..after]);
            // SAFETY: all were initialised.
            let out = unsafe { out.assume_init_ref() };
            assert_eq!(&out[skipped..after], from);
            assert!(out[..skipped].iter().chain(&out[after..]).all(|&x| x == other));
        }
    }

    #[test]
    fn what_passes_the_caches_arrives_whole_wherever_it_begins() {
        for n in [0, 1, 7, 64, 255, 256, 257, 2100] {
            check(n, |k| k as f64);
            check(n, |k| k as f32);
            check(n, |k| k as u16);
            check(n, |k| k as u8);
            check(n, |k| k % 3 == 0);
            check(n, |k| [k as f64, 0.5]);
            check(n, |k| [k as u8; 3]);
            check(n, |k| [k; 100]);
        }
    }

    #[test]
    fn large_copies_are_as_small_ones() {
        for n in [LARGE / 8 - 1, LARGE / 8, LARGE / 8 + 12_345] {
            let from: Vec<f64> = (0..n).map(|k| k as f64).collect();
            for first in [0, 3] {
                let mut out = vec![MaybeUninit::new(-1.0); n];
                copy(&from[first..], &mut out[first..]);
                // SAFETY: all were initialised.
                let out = unsafe { out.assume_init_ref() };
                assert!(out[..first].iter().all(|&x| x == -1.0));
                assert!(out[first..] == from[first..]);
            }
            assert!(filled(n, 2.5) == vec![2.5; n]);
        }
        assert_eq!(filled(LARGE + 1, true).iter().filter(|&&x| x).count(), LARGE + 1);
    }
}
