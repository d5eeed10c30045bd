//! Quicksort and quickselect of unsigned integers with AVX-512.
//!
//! A part is split around a pivot without branches: of each vector, the lanes that are less are
//! pressed together and written in place, the others into a second buffer. What fits sixteen
//! registers is sorted in them: first the columns by a sorting network, then neighbouring columns
//! are merged until all are one.

mod block;
mod wide;

use std::arch::x86_64::__m512i;

use block::sort_block;
pub(super) use wide::Wide;
use wide::first;

use crate::threads;

/// Vectors that are sorted in registers.
const ROWS: usize = 16;
/// Shorter parts are left to the standard library.
const TINY: usize = 20;
/// So many splits without an end are bad luck with pivots: the standard library takes over.
const PATIENCE: u32 = 100;
/// Elements among which a pivot is looked for.
const SAMPLE: usize = 33;
/// Parts from this length on are worth a pivot from the whole sample.
const LONG: usize = 4096;

/// Sorts `keys`; `spare` is room that callers keep.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
pub(super) fn sort<K: Wide>(keys: &mut [K], spare: &mut Vec<K>) {
    if keys.len() > ROWS * K::LANES {
        spare.reserve(keys.len() + K::LANES);
    }
    // SAFETY: the spare buffer is as long as the keys and a vector, if they exceed a block.
    unsafe { sort_part(keys, spare.as_mut_ptr(), PATIENCE) };
}

/// Puts the key that sorting would put at `kth` there, lesser ones before and greater ones after
/// it.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
pub(super) fn select<K: Wide>(mut keys: &mut [K], mut kth: usize, spare: &mut Vec<K>) {
    spare.reserve(keys.len() + K::LANES);
    let spare = spare.as_mut_ptr();
    for _ in 0..PATIENCE {
        if keys.len() <= ROWS * K::LANES {
            // SAFETY: the spare buffer is long enough.
            return unsafe { sort_part(keys, spare, PATIENCE) };
        }
        let pivot = pivot(keys);
        // SAFETY: as above.
        let mut split = unsafe { part(keys, pivot, false, spare) };
        if split == 0 {
            // The pivot is the least key: all that equal it come first, and are in place.
            // SAFETY: as above.
            split = unsafe { part(keys, pivot, true, spare) };
            if kth < split {
                return;
            }
        }
        if kth < split {
            keys = &mut keys[..split];
        } else {
            keys = &mut keys[split..];
            kth -= split;
        }
    }
    keys.select_nth_unstable(kth);
}

/// # Safety
/// `spare` must have room for the keys and a vector, if they exceed a block.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
unsafe fn sort_part<K: Wide>(mut keys: &mut [K], spare: *mut K, patience: u32) {
    for left in (0..patience).rev() {
        if keys.len() < TINY {
            break;
        }
        if keys.len() <= ROWS * K::LANES {
            return sort_block(keys);
        }
        let pivot = pivot(keys);
        // SAFETY: passed on.
        let split = unsafe { part(keys, pivot, false, spare) };
        if split == 0 {
            // The pivot is the least key: all that equal it come first, and are in place.
            // SAFETY: passed on.
            let least = unsafe { part(keys, pivot, true, spare) };
            keys = &mut keys[least..];
        } else {
            let (first, last) = std::mem::take(&mut keys).split_at_mut(split);
            if threads::worth(first.len().min(last.len())) {
                // Each thread has a buffer of its own.
                let sort = |keys: &mut [K]| sort(keys, &mut Vec::new());
                threads::both(first.len() + last.len(), || sort(first), || sort(last));
                return;
            }
            // SAFETY: passed on.
            unsafe { sort_part(first, spare, left) };
            keys = last;
        }
    }
    keys.sort_unstable();
}

/// A key near the middle: of a few for short parts, of many for long ones.
fn pivot<K: Wide>(keys: &[K]) -> K {
    let step = keys.len() / SAMPLE;
    // Not evenly spaced, so that no pattern in the keys meets that of the sample.
    let key = |k: usize| keys[k * step + (k * 7919 + keys.len()) % step];
    if keys.len() < LONG {
        let of_three = |k| middle(key(k), key(k + 10), key(k + 20));
        return middle(of_three(2), of_three(5), of_three(8));
    }
    let mut sample: [K; SAMPLE] = std::array::from_fn(key);
    *sample.select_nth_unstable(SAMPLE / 2).1
}

/// The second of three in order.
fn middle<K: Wide>(a: K, b: K, c: K) -> K {
    a.min(b).max(a.max(b).min(c))
}

/// Brings the keys that are less than the pivot, or equal if so asked, to the front; tells how
/// many they are.
///
/// # Safety
/// `spare` must have room for the keys and a vector more.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
unsafe fn part<K: Wide>(keys: &mut [K], pivot: K, or_equal: bool, spare: *mut K) -> usize {
    // SAFETY: passed on.
    unsafe {
        if or_equal {
            let pivot = pivot.splat();
            part_by(
                keys,
                spare,
                #[inline(always)]
                |vector| K::less_equal(vector, pivot),
            )
        } else {
            let pivot = pivot.splat();
            part_by(
                keys,
                spare,
                #[inline(always)]
                |vector| K::less(vector, pivot),
            )
        }
    }
}

/// # Safety
/// As [`part`]; `goes_first` gives a bit for each lane.
#[inline(always)]
unsafe fn part_by<K: Wide>(
    keys: &mut [K],
    spare: *mut K,
    goes_first: impl Fn(__m512i) -> u32,
) -> usize {
    let all = first(K::LANES);
    let at = keys.as_mut_ptr();
    let (mut front, mut back) = (0, 0);
    let rest = keys.len() % K::LANES;
    let whole = keys.len() - rest;
    // SAFETY: whole vectors are read as long as there are some, and the rest by its length. No
    // more keys are written in front than were read, so that a vector there covers no unread one;
    // where less than a vector is left, no more is written. The spare buffer has room for a vector
    // behind all keys.
    unsafe {
        for k in (0..whole).step_by(K::LANES) {
            let vector = K::load(at.add(k));
            let chosen = goes_first(vector);
            K::store(at.add(front), K::compress(chosen, vector));
            K::store(spare.add(back), K::compress(!chosen & all, vector));
            let count = chosen.count_ones() as usize;
            front += count;
            back += K::LANES - count;
        }
        if rest > 0 {
            let vector = K::load_some(at.add(whole), rest);
            let chosen = goes_first(vector) & first(rest);
            let count = chosen.count_ones() as usize;
            K::store_some(at.add(front), count, K::compress(chosen, vector));
            K::store(spare.add(back), K::compress(!chosen & first(rest), vector));
            front += count;
            back += rest - count;
        }
        at.add(front).copy_from_nonoverlapping(spare, back);
    }
    front
}
