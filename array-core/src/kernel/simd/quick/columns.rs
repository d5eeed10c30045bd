//! Sorting columns side by side, a vector of them at once: blocks of rows are sorted in registers,
//! then neighbouring stretches of rows are merged until all are one.

use std::arch::x86_64::__m512i;

use super::block::{rows_apart, sort_in_registers};
use super::{ROWS, Wide};

/// Sorts each column of rows that are a vector each.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
pub(in super::super) fn sort_columns<K: Wide>(keys: &mut [K]) {
    let count = keys.len() / K::LANES;
    let at = keys.as_mut_ptr();
    // SAFETY: only rows that are counted are named, and the processor has AVX-512 here.
    let order = |a: usize, b: usize| unsafe {
        let (before, behind) = (at.add(a * K::LANES), at.add(b * K::LANES));
        let (a, b) = (K::load(before), K::load(behind));
        K::store(before, K::lesser(a, b));
        K::store(behind, K::greater(a, b));
    };
    // SAFETY: as above.
    each_block::<K>(keys, |rows| unsafe { sort_in_registers::<ROWS, K>(rows) });
    let mut span = ROWS;
    while span < count {
        // Each row meets the one as far from the end of the other stretch. Where rows are missing
        // at the end, greater ones than all would be: they stay where they are.
        for middle in (span..count).step_by(2 * span) {
            for k in 0..span.min(count - middle) {
                order(middle - 1 - k, middle + k);
            }
        }
        // Then the one half as far away each time.
        let mut apart = span / 2;
        while apart >= ROWS {
            for middle in (apart..count).step_by(2 * apart) {
                for k in 0..apart.min(count - middle) {
                    order(middle - apart + k, middle + k);
                }
            }
            apart /= 2;
        }
        // SAFETY: as above.
        each_block::<K>(keys, |rows| unsafe {
            rows_apart::<ROWS, 8, K>(rows);
            rows_apart::<ROWS, 4, K>(rows);
            rows_apart::<ROWS, 2, K>(rows);
            rows_apart::<ROWS, 1, K>(rows);
        });
        span *= 2;
    }
}

/// Changes the rows block by block in registers; what the last block lacks is greater than all.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
fn each_block<K: Wide>(keys: &mut [K], change: impl Fn(&mut [__m512i; ROWS])) {
    for block in keys.chunks_mut(ROWS * K::LANES) {
        let (count, at) = (block.len() / K::LANES, block.as_mut_ptr());
        // SAFETY: only rows that are counted are read and written.
        unsafe {
            let mut rows: [__m512i; ROWS] = std::array::from_fn(|row| {
                if row < count { K::load(at.add(row * K::LANES)) } else { K::greatest() }
            });
            change(&mut rows);
            for (row, keys) in rows.into_iter().take(count).enumerate() {
                K::store(at.add(row * K::LANES), keys);
            }
        }
    }
}
