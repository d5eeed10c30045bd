//! Sorting what fits the registers: columns by a network, then merges of neighbouring columns.

use std::arch::x86_64::{__m512i, _mm512_xor_si512};
use std::mem::MaybeUninit;

use super::{ROWS, Wide};
use crate::kernel::transpose::Turn;

/// Sorts as many keys as the registers hold, or fewer, in as few registers as hold them.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
pub(super) fn sort_block<K: Wide>(keys: &mut [K]) {
    match keys.len().div_ceil(K::LANES) {
        0..=8 => sort_rows::<8, K>(keys),
        _ => sort_rows::<ROWS, K>(keys),
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
fn sort_rows<const N: usize, K: Wide>(keys: &mut [K]) {
    let mut sorted = [[MaybeUninit::<K>::uninit(); 16]; N];
    // SAFETY: no more is read than the keys' length, and `sorted` holds as many vectors.
    unsafe {
        let mut rows = [K::MAX.splat(); N];
        for (row, part) in rows.iter_mut().zip(keys.chunks(K::LANES)) {
            *row = if part.len() == K::LANES {
                K::load(part.as_ptr())
            } else {
                K::load_some(part.as_ptr(), part.len())
            };
        }
        sort_columns::<N, K>(&mut rows);
        merge_columns::<N, K>(&mut rows);
        for (to, row) in sorted.iter_mut().zip(rows) {
            K::store(to.as_mut_ptr().cast(), row);
        }
    }
    // Column after column.
    let mut columns = [[MaybeUninit::<K>::uninit(); N]; 16];
    let turn = Turn {
        from: sorted.as_ptr().cast::<K>(),
        from_step: 16,
        to: columns.as_mut_ptr().cast(),
        to_step: N,
    };
    // SAFETY: a row of `sorted` has a vector of keys and its columns have room for them; keys have
    // four or eight bytes, and so many rows and lanes are whole tiles.
    unsafe {
        turn.copy_tiles(K::LANES, N);
        keys.as_mut_ptr().copy_from_nonoverlapping(columns.as_ptr().cast(), keys.len());
    }
}

/// Sorts each column by a network: of sixteen rows Green's, of sixty comparisons.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn sort_columns<const N: usize, K: Wide>(rows: &mut [__m512i; N]) {
    macro_rules! order {
        ($($a:literal $b:literal),*) => {$(
            let (a, b) = (rows[$a], rows[$b]);
            // SAFETY: passed on.
            (rows[$a], rows[$b]) = unsafe { (K::lesser(a, b), K::greater(a, b)) };
        )*};
    }
    match N {
        8 => {
            order!(0 1, 2 3, 4 5, 6 7);
            order!(0 2, 1 3, 4 6, 5 7);
            order!(1 2, 5 6, 0 4, 3 7);
            order!(1 5, 2 6);
            order!(1 4, 3 6);
            order!(2 4, 3 5);
            order!(3 4);
        }
        _ => {
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
    }
}

/// Merges sorted columns, which follow each other, until all are one: bitonic merges.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn merge_columns<const N: usize, K: Wide>(rows: &mut [__m512i; N]) {
    let mut span = 1;
    while span < K::LANES {
        // SAFETY: passed on.
        unsafe {
            // Each key meets the one as far from the end of the other columns.
            let (partner, upper) = meeting::<K>(2 * span - 1, span);
            for k in 0..N / 2 {
                let (a, b) = (rows[k], rows[N - 1 - k]);
                let (to_b, to_a) = (K::permute(partner, a), K::permute(partner, b));
                rows[k] = K::blend(upper, K::lesser(a, to_a), K::greater(a, to_a));
                rows[N - 1 - k] = K::blend(upper, K::lesser(b, to_b), K::greater(b, to_b));
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
            let mut distance = N / 2;
            while distance > 0 {
                for k in 0..N / 2 {
                    let low = k / distance * 2 * distance + k % distance;
                    let (a, b) = (rows[low], rows[low + distance]);
                    (rows[low], rows[low + distance]) = (K::lesser(a, b), K::greater(a, b));
                }
                distance /= 2;
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
