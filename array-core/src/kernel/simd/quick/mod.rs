//! Quicksort and quickselect of integers with AVX-512.
//!
//! A part is split around a pivot without a branch: of each vector, the lanes that are less are
//! brought together and written to the front, the others to the back. What fits sixteen registers
//! is sorted in them: first the columns by a sorting network, then neighbouring columns are merged
//! until all are one.

mod block;
mod columns;
mod wide;

use std::arch::x86_64::__m512i;
use std::mem::MaybeUninit;

use block::sort_block;
pub(super) use columns::sort_columns;
pub(super) use wide::Wide;
use wide::first;

use crate::threads;

/// Vectors that are sorted in registers.
const ROWS: usize = 16;
/// Shorter parts are left to the standard library.
const TINY: usize = 12;
/// So many splits without an end are bad luck with pivots: the standard library takes over.
const PATIENCE: u32 = 100;
/// Elements whose copying takes as long as sorting one.
const COSTLY: usize = 16;
/// Elements among which a pivot is looked for.
const SAMPLE: usize = 33;
/// Parts from this length on are worth a pivot from the whole sample.
const LONG: usize = 4096;

/// Puts the key that sorting would put at `kth` there, lesser ones before and greater ones after
/// it.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
pub(super) fn select<K: Wide>(mut keys: &mut [K], mut kth: usize) {
    for _ in 0..PATIENCE {
        if keys.len() <= ROWS * K::LANES {
            return sort(keys);
        }
        let pivot = pivot(keys);
        let mut split = part(keys, pivot, false);
        if split == 0 {
            // The pivot is the least key: all that equal it come first, and are in place.
            split = part(keys, pivot, true);
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

/// Sorts `keys`.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
pub(super) fn sort<K: Wide>(keys: &mut [K]) {
    sort_part(keys, PATIENCE);
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
fn sort_part<K: Wide>(mut keys: &mut [K], patience: u32) {
    for left in (0..patience).rev() {
        if keys.len() < TINY {
            break;
        }
        if keys.len() <= ROWS * K::LANES {
            return sort_block(keys);
        }
        let pivot = pivot(keys);
        let split = part(keys, pivot, false);
        if split == 0 {
            // The pivot is the least key: all that equal it come first, and are in place.
            let least = part(keys, pivot, true);
            keys = &mut keys[least..];
            continue;
        }
        let (first, last) = std::mem::take(&mut keys).split_at_mut(split);
        if threads::worth(COSTLY * first.len().min(last.len())) {
            threads::both(
                first.len() + last.len(),
                || sort_part(first, left),
                || sort_part(last, left),
            );
            return;
        }
        sort_part(first, left);
        keys = last;
    }
    keys.sort_unstable();
}

/// A key near the middle: of a few for short parts, of many for long ones.
fn pivot<K: Wide>(keys: &[K]) -> K {
    if keys.len() < LONG {
        let key = |k: usize| keys[k * (keys.len() / 9)];
        let of_three = |k| middle(key(k), key(k + 3), key(k + 6));
        return middle(of_three(0), of_three(1), of_three(2));
    }
    let step = keys.len() / SAMPLE;
    // Not evenly spaced, so that no pattern in the keys meets that of the sample.
    let mut sample: [K; SAMPLE] =
        std::array::from_fn(|k| keys[k * step + (k * 7919 + keys.len()) % step]);
    *sample.select_nth_unstable(SAMPLE / 2).1
}

/// The second of three in order.
fn middle<K: Wide>(a: K, b: K, c: K) -> K {
    a.min(b).max(a.max(b).min(c))
}

/// Brings the keys that are less than the pivot, or equal if so asked, to the front; tells how
/// many they are. There must be more than fit the registers.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
fn part<K: Wide>(keys: &mut [K], pivot: K, or_equal: bool) -> usize {
    // SAFETY: the processor has AVX-512 here.
    unsafe {
        let pivot = pivot.splat();
        if or_equal {
            part_by(
                keys,
                #[inline(always)]
                |vector| K::less_equal(vector, pivot),
            )
        } else {
            part_by(
                keys,
                #[inline(always)]
                |vector| K::less(vector, pivot),
            )
        }
    }
}

/// # Safety
/// The processor must have AVX-512; `goes_first` gives a bit for each lane.
#[inline(always)]
unsafe fn part_by<K: Wide>(keys: &mut [K], goes_first: impl Fn(__m512i) -> u32) -> usize {
    /// Vectors that are read at once.
    const TOGETHER: usize = 8;
    let together = TOGETHER * K::LANES;
    let n = keys.len();
    assert!(n > 2 * together, "{n} keys fit the registers");
    let at = keys.as_mut_ptr();
    // The first and the last keys are set aside, so that there is room at both ends. Keys are read
    // where there is less of it: then there is room for as many at either end.
    let (head, tail) = (together + n % together, together);
    let mut aside = [MaybeUninit::<__m512i>::uninit(); 3 * TOGETHER];
    let aside = aside.as_mut_ptr().cast::<K>();
    let (mut unread, mut end) = (head, n - tail);
    let (mut front, mut back) = (0, n);
    // SAFETY: what is set aside is at most thrice the vectors read at once, and less than all keys.
    // What is between its two parts is a multiple of those vectors. At either end there is always
    // room for as many keys as are read and not yet written, at least two vectors until the last
    // ones are written, so that a vector written there covers no unread keys and none that are in
    // place.
    unsafe {
        for k in (0..tail).step_by(K::LANES) {
            K::store(aside.add(k), K::load(at.add(end + k)));
        }
        for k in (0..head).step_by(K::LANES) {
            K::store(aside.add(tail + k), K::load(at.add(k)));
        }
        while unread < end {
            // No branch: which end is next cannot be foreseen.
            let in_front = unread - front <= back - end;
            let from = if in_front { unread } else { end - together };
            unread += if in_front { together } else { 0 };
            end -= if in_front { 0 } else { together };
            let vectors: [__m512i; TOGETHER] =
                std::array::from_fn(|k| K::load(at.add(from + k * K::LANES)));
            for vector in vectors {
                write_parted::<K>(at, &mut front, &mut back, goes_first(vector), vector);
            }
        }
        let mut aside = std::slice::from_raw_parts(aside, head + tail);
        while aside.len() >= 2 * K::LANES {
            let vector = K::load(aside.as_ptr());
            write_parted::<K>(at, &mut front, &mut back, goes_first(vector), vector);
            aside = &aside[K::LANES..];
        }
        for rest in aside.chunks(K::LANES) {
            let lanes = rest.len();
            let vector = K::load_chosen(rest.as_ptr(), first(lanes));
            let chosen = goes_first(vector) & first(lanes);
            let parted = K::parted(chosen, vector);
            let count = chosen.count_ones() as usize;
            K::store_chosen(at.add(front), first(count), parted);
            K::store_chosen(at.add(back - lanes), first(lanes) & !first(count), parted);
            front += count;
            back -= lanes - count;
        }
    }
    front
}

/// Writes the chosen lanes to the front, the others to the back, where there must be room for two
/// vectors between them.
///
/// # Safety
/// The processor must have AVX-512, and the room must be writable.
#[inline(always)]
unsafe fn write_parted<K: Wide>(
    at: *mut K,
    front: &mut usize,
    back: &mut usize,
    chosen: u32,
    vector: __m512i,
) {
    // SAFETY: passed on.
    unsafe {
        // Both ends take the whole vector, of which each needs its own end.
        let parted = K::parted(chosen, vector);
        K::store(at.add(*front), parted);
        K::store(at.add(*back - K::LANES), parted);
    }
    let count = chosen.count_ones() as usize;
    *front += count;
    *back -= K::LANES - count;
}
