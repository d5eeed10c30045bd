//! Quicksort and quickselect of unsigned integers with AVX-512.
//!
//! A part is split around a pivot without branches: of each vector, the lanes that are less are
//! pressed together and written in place, the others into a second buffer. What fits sixteen
//! registers is sorted in them: first the columns by a sorting network, then neighbouring columns
//! are merged until all are one.

use std::arch::x86_64::*;

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

/// Unsigned integers that AVX-512 compares and moves.
///
/// # Safety
/// The functions need a processor with AVX-512; pointers must be valid for one vector.
pub(super) unsafe trait Wide: Ord + Copy + Send {
    /// How many are in a vector.
    const LANES: usize;
    /// The greatest.
    const MAX: Self;

    unsafe fn splat(self) -> __m512i;
    /// 0, 1, 2, ...
    unsafe fn places() -> __m512i;
    /// The lane of `places()` as a number.
    fn lane(number: usize) -> Self;
    unsafe fn load(from: *const Self) -> __m512i;
    unsafe fn store(to: *mut Self, vector: __m512i);
    /// The first `count` lanes, and the greatest number in the others.
    unsafe fn load_some(from: *const Self, count: usize) -> __m512i;
    /// Writes the first `count` lanes.
    unsafe fn store_some(to: *mut Self, count: usize, vector: __m512i);
    /// The lanes where `a < b`, as bits.
    unsafe fn less(a: __m512i, b: __m512i) -> u32;
    unsafe fn less_equal(a: __m512i, b: __m512i) -> u32;
    /// The lanes where `a` and `b` have a bit in common.
    unsafe fn common(a: __m512i, b: __m512i) -> u32;
    /// The lanes of `chosen` pressed together.
    unsafe fn compress(chosen: u32, vector: __m512i) -> __m512i;
    unsafe fn lesser(a: __m512i, b: __m512i) -> __m512i;
    unsafe fn greater(a: __m512i, b: __m512i) -> __m512i;
    /// The lanes of `b` where `chosen`, else of `a`.
    unsafe fn blend(chosen: u32, a: __m512i, b: __m512i) -> __m512i;
    unsafe fn permute(places: __m512i, vector: __m512i) -> __m512i;
}

macro_rules! wide {
    (
        $t:ty, $lanes:literal, $mask:ty, [$($place:literal)*],
        $splat:ident $places:ident $load:ident $store:ident $load_some:ident $store_some:ident
        $less:ident $less_equal:ident $common:ident $compress:ident $min:ident $max:ident
        $blend:ident $permute:ident
    ) => {
        // SAFETY: each function is one instruction of AVX-512; the callers have it.
        #[allow(clippy::undocumented_unsafe_blocks, reason = "said once, here above")]
        unsafe impl Wide for $t {
            const LANES: usize = $lanes;
            const MAX: Self = <$t>::MAX;

            #[inline(always)]
            unsafe fn splat(self) -> __m512i { unsafe { $splat(self.cast_signed()) } }
            #[inline(always)]
            unsafe fn places() -> __m512i { unsafe { $places($($place),*) } }
            #[inline(always)]
            fn lane(number: usize) -> Self { number as Self }
            #[inline(always)]
            unsafe fn load(from: *const Self) -> __m512i { unsafe { $load(from.cast()) } }
            #[inline(always)]
            unsafe fn store(to: *mut Self, vector: __m512i) { unsafe { $store(to.cast(), vector) } }
            #[inline(always)]
            unsafe fn load_some(from: *const Self, count: usize) -> __m512i {
                unsafe { $load_some(Self::MAX.splat(), first(count) as $mask, from.cast()) }
            }
            #[inline(always)]
            unsafe fn store_some(to: *mut Self, count: usize, vector: __m512i) {
                unsafe { $store_some(to.cast(), first(count) as $mask, vector) }
            }
            #[inline(always)]
            unsafe fn less(a: __m512i, b: __m512i) -> u32 { unsafe { $less(a, b).into() } }
            #[inline(always)]
            unsafe fn less_equal(a: __m512i, b: __m512i) -> u32 { unsafe { $less_equal(a, b).into() } }
            #[inline(always)]
            unsafe fn common(a: __m512i, b: __m512i) -> u32 { unsafe { $common(a, b).into() } }
            #[inline(always)]
            unsafe fn compress(chosen: u32, vector: __m512i) -> __m512i {
                unsafe { $compress(chosen as $mask, vector) }
            }
            #[inline(always)]
            unsafe fn lesser(a: __m512i, b: __m512i) -> __m512i { unsafe { $min(a, b) } }
            #[inline(always)]
            unsafe fn greater(a: __m512i, b: __m512i) -> __m512i { unsafe { $max(a, b) } }
            #[inline(always)]
            unsafe fn blend(chosen: u32, a: __m512i, b: __m512i) -> __m512i {
                unsafe { $blend(chosen as $mask, a, b) }
            }
            #[inline(always)]
            unsafe fn permute(places: __m512i, vector: __m512i) -> __m512i {
                unsafe { $permute(places, vector) }
            }
        }
    };
}

wide! {
    u64, 8, u8, [0 1 2 3 4 5 6 7],
    _mm512_set1_epi64 _mm512_setr_epi64 _mm512_loadu_epi64 _mm512_storeu_epi64
    _mm512_mask_loadu_epi64 _mm512_mask_storeu_epi64
    _mm512_cmplt_epu64_mask _mm512_cmple_epu64_mask _mm512_test_epi64_mask
    _mm512_maskz_compress_epi64 _mm512_min_epu64 _mm512_max_epu64 _mm512_mask_blend_epi64
    _mm512_permutexvar_epi64
}
wide! {
    u32, 16, u16, [0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15],
    _mm512_set1_epi32 _mm512_setr_epi32 _mm512_loadu_epi32 _mm512_storeu_epi32
    _mm512_mask_loadu_epi32 _mm512_mask_storeu_epi32
    _mm512_cmplt_epu32_mask _mm512_cmple_epu32_mask _mm512_test_epi32_mask
    _mm512_maskz_compress_epi32 _mm512_min_epu32 _mm512_max_epu32 _mm512_mask_blend_epi32
    _mm512_permutexvar_epi32
}

/// The lowest `count` bits.
#[inline(always)]
fn first(count: usize) -> u32 {
    (1_u32 << count) - 1
}

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

/// Sorts as many keys as the registers hold, or fewer.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
fn sort_block<K: Wide>(keys: &mut [K]) {
    let mut sorted = [std::mem::MaybeUninit::<K>::uninit(); 16 * ROWS];
    // SAFETY: no more is read than the keys' length, and `sorted` holds ROWS vectors.
    unsafe {
        let mut rows = [K::MAX.splat(); ROWS];
        for (row, part) in rows.iter_mut().zip(keys.chunks(K::LANES)) {
            *row = if part.len() == K::LANES {
                K::load(part.as_ptr())
            } else {
                K::load_some(part.as_ptr(), part.len())
            };
        }
        sort_columns::<K>(&mut rows);
        merge_columns::<K>(&mut rows);
        for (k, row) in rows.into_iter().enumerate() {
            K::store(sorted.as_mut_ptr().add(k * K::LANES).cast(), row);
        }
    }
    for (lane, column) in keys.chunks_mut(ROWS).enumerate() {
        for (slot, row) in column.iter_mut().zip(sorted.chunks_exact(K::LANES)) {
            // SAFETY: the rows were written.
            *slot = unsafe { row[lane].assume_init() };
        }
    }
}

/// Sorts each column by Green's network of sixty comparisons.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn sort_columns<K: Wide>(rows: &mut [__m512i; ROWS]) {
    macro_rules! order {
        ($($a:literal $b:literal),*) => {$(
            let (a, b) = (rows[$a], rows[$b]);
            // SAFETY: passed on.
            (rows[$a], rows[$b]) = unsafe { (K::lesser(a, b), K::greater(a, b)) };
        )*};
    }
    order!(0 1, 2 3, 4 5, 6 7, 8 9, 10 11, 12 13, 14 15);
    order!(0 2, 4 6, 8 10, 12 14, 1 3, 5 7, 9 11, 13 15);
    order!(0 4, 8 12, 1 5, 9 13, 2 6, 10 14, 3 7, 11 15);
    order!(0 8, 1 9, 2 10, 3 11, 4 12, 5 13, 6 14, 7 15);
    order!(5 10, 6 9, 3 12, 13 14, 4 8, 7 11, 1 2);
    order!(1 4, 7 13, 2 8, 11 14);
    order!(2 4, 5 6, 9 10, 11 13, 3 8, 7 12);
    order!(6 8, 10 12, 3 5, 7 9);
    order!(3 4, 5 6, 7 8, 9 10, 11 12);
    order!(6 7, 8 9);
}

/// Merges sorted columns, which follow each other, until all are one: bitonic merges.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn merge_columns<K: Wide>(rows: &mut [__m512i; ROWS]) {
    let mut span = 1;
    while span < K::LANES {
        // SAFETY: passed on.
        unsafe {
            // Each key meets the one as far from the end of the other columns.
            let (partner, upper) = meeting::<K>(2 * span - 1, span);
            for k in 0..ROWS / 2 {
                let (a, b) = (rows[k], rows[ROWS - 1 - k]);
                let (to_b, to_a) = (K::permute(partner, a), K::permute(partner, b));
                rows[k] = K::blend(upper, K::lesser(a, to_a), K::greater(a, to_a));
                rows[ROWS - 1 - k] = K::blend(upper, K::lesser(b, to_b), K::greater(b, to_b));
            }
            // Then the one half as far away each time: first in other columns, ...
            let mut distance = span / 2;
            while distance > 0 {
                let (partner, upper) = meeting::<K>(distance, distance);
                for row in rows.iter_mut() {
                    let other = K::permute(partner, *row);
                    *row = K::blend(upper, K::lesser(*row, other), K::greater(*row, other));
                }
                distance /= 2;
            }
            // ... then in the same one.
            for distance in [8, 4, 2, 1] {
                for k in 0..ROWS / 2 {
                    let low = k / distance * 2 * distance + k % distance;
                    let (a, b) = (rows[low], rows[low + distance]);
                    (rows[low], rows[low + distance]) = (K::lesser(a, b), K::greater(a, b));
                }
            }
        }
        span *= 2;
    }
}

/// Where each lane's partner is, whose place differs in the bits of `apart`, and which lanes take
/// the greater one of the two.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn meeting<K: Wide>(apart: usize, upper: usize) -> (__m512i, u32) {
    // SAFETY: passed on.
    unsafe {
        let partner = _mm512_xor_si512(K::places(), K::lane(apart).splat());
        (partner, K::common(K::places(), K::lane(upper).splat()))
    }
}
