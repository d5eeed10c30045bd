//! Sorting what fits the registers: columns by a network, then merges of neighbouring columns.

use std::arch::x86_64::__m512i;

use super::wide::first;
use super::{ROWS, Wide};

/// Sorts as many keys as the registers hold, or fewer, in as few registers as hold them.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
pub(super) fn sort_block<K: Wide>(keys: &mut [K]) {
    // No fewer rows than half the lanes: so many columns can be put in turn.
    match keys.len().div_ceil(K::LANES) {
        0..=4 if K::LANES == 8 => sort_rows::<4, K>(keys),
        0..=8 => sort_rows::<8, K>(keys),
        _ => sort_rows::<ROWS, K>(keys),
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
fn sort_rows<const N: usize, K: Wide>(keys: &mut [K]) {
    let (n, at) = (keys.len(), keys.as_mut_ptr());
    assert!(n <= N * K::LANES, "{n} keys do not fit the registers");
    let lanes_of = |row: usize| first(n.saturating_sub(row * K::LANES).min(K::LANES));
    // SAFETY: no lane is read or written behind the keys.
    unsafe {
        let mut rows: [__m512i; N] = std::array::from_fn(|row| {
            K::load_chosen(at.wrapping_add(row * K::LANES), lanes_of(row))
        });
        sort_in_registers::<N, K>(&mut rows);
        merge::<N, 1, K>(&mut rows);
        merge::<N, 2, K>(&mut rows);
        merge::<N, 4, K>(&mut rows);
        if K::LANES > 8 {
            merge::<N, 8, K>(&mut rows);
        }
        let rows = columns_in_turn::<N, K>(rows);
        for (k, row) in rows.into_iter().enumerate() {
            K::store_chosen(at.wrapping_add(k * K::LANES), lanes_of(k), row);
        }
    }
}

/// Sorts each column by a network: of sixteen rows Green's, of sixty comparisons.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
pub(super) unsafe fn sort_in_registers<const N: usize, K: Wide>(rows: &mut [__m512i; N]) {
    macro_rules! order {
        ($($a:literal $b:literal),*) => {$(
            let (a, b) = (rows[$a], rows[$b]);
            // SAFETY: passed on.
            (rows[$a], rows[$b]) = unsafe { (K::lesser(a, b), K::greater(a, b)) };
        )*};
    }
    match N {
        4 => {
            order!(0 1, 2 3);
            order!(0 2, 1 3);
            order!(1 2);
        }
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

/// Merges neighbours among sorted stretches of `SPAN` columns: bitonic merges.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn merge<const N: usize, const SPAN: usize, K: Wide>(rows: &mut [__m512i; N]) {
    // SAFETY: passed on.
    unsafe {
        // Each key meets the one as far from the end of the other columns.
        let partner = places::<K>(|lane| lane ^ (2 * SPAN - 1));
        for k in 0..N / 2 {
            let (a, b) = (rows[k], rows[N - 1 - k]);
            let (to_b, to_a) = (K::permute(partner, a), K::permute(partner, b));
            rows[k] = K::blend(upper(SPAN), K::lesser(a, to_a), K::greater(a, to_a));
            rows[N - 1 - k] = K::blend(upper(SPAN), K::lesser(b, to_b), K::greater(b, to_b));
        }
        // Then the one half as far away each time: first in other columns, ...
        if SPAN > 4 {
            columns_apart::<N, 4, K>(rows);
        }
        if SPAN > 2 {
            columns_apart::<N, 2, K>(rows);
        }
        if SPAN > 1 {
            columns_apart::<N, 1, K>(rows);
        }
        // ... then in the same one.
        rows_apart::<N, 8, K>(rows);
        rows_apart::<N, 4, K>(rows);
        rows_apart::<N, 2, K>(rows);
        rows_apart::<N, 1, K>(rows);
    }
}

/// Orders the keys of columns so far apart.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn columns_apart<const N: usize, const APART: usize, K: Wide>(rows: &mut [__m512i; N]) {
    // SAFETY: passed on.
    unsafe {
        let partner = places::<K>(|lane| lane ^ APART);
        for row in rows {
            let other = K::permute(partner, *row);
            *row = K::blend(upper(APART), K::lesser(*row, other), K::greater(*row, other));
        }
    }
}

/// Orders the keys of rows so far apart, if there are such.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
pub(super) unsafe fn rows_apart<const N: usize, const APART: usize, K: Wide>(
    rows: &mut [__m512i; N],
) {
    if APART >= N {
        return;
    }
    for k in 0..N / 2 {
        let low = k / APART * 2 * APART + k % APART;
        let (a, b) = (rows[low], rows[low + APART]);
        // SAFETY: passed on.
        (rows[low], rows[low + APART]) = unsafe { (K::lesser(a, b), K::greater(a, b)) };
    }
}

/// The keys column after column.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn columns_in_turn<const N: usize, K: Wide>(mut rows: [__m512i; N]) -> [__m512i; N] {
    // SAFETY: passed on.
    unsafe {
        turn::<N, 1, K>(&mut rows);
        turn::<N, 2, K>(&mut rows);
        turn::<N, 4, K>(&mut rows);
        turn::<N, 8, K>(&mut rows);
        if N >= K::LANES {
            // Each column has a row in every square.
            let squares = N / K::LANES;
            return std::array::from_fn(|k| rows[k % squares * K::LANES + k / squares]);
        }
        // Two columns share a row, and each should be with its neighbour.
        let halves = [0, N].map(|from| {
            places::<K>(|lane| if lane < N { from + lane } else { K::LANES + from + lane - N })
        });
        std::array::from_fn(|k| {
            let pair = k % (N / 2) * 2;
            K::permute_two(rows[pair], halves[k / (N / 2)], rows[pair + 1])
        })
    }
}

/// Lets rows and lanes so far apart change places.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn turn<const N: usize, const APART: usize, K: Wide>(rows: &mut [__m512i; N]) {
    if APART >= N || APART >= K::LANES {
        return;
    }
    // SAFETY: passed on.
    unsafe {
        let of_first =
            places::<K>(|lane| if lane & APART == 0 { lane } else { K::LANES + (lane ^ APART) });
        let of_second =
            places::<K>(|lane| if lane & APART == 0 { lane ^ APART } else { K::LANES + lane });
        for k in 0..N / 2 {
            let low = k / APART * 2 * APART + k % APART;
            let (a, b) = (rows[low], rows[low + APART]);
            rows[low] = K::permute_two(a, of_first, b);
            rows[low + APART] = K::permute_two(a, of_second, b);
        }
    }
}

/// The lanes whose number has this bit.
#[inline(always)]
fn upper(bit: usize) -> u32 {
    (0..16).filter(|lane| lane & bit != 0).map(|lane| 1 << lane).sum()
}

/// The place of each lane's key as a vector.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn places<K: Wide>(place: impl Fn(usize) -> usize) -> __m512i {
    let places: [K; 16] = std::array::from_fn(|lane| K::lane(place(lane)));
    // SAFETY: there are no more lanes; else passed on.
    unsafe { K::load(places.as_ptr()) }
}
