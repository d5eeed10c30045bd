//! Sorting columns side by side, a vector of them at once.

use super::super::network::comparators;
use super::Wide;

/// Sorts each column of rows that are a vector each.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2,popcnt")]
pub(in super::super) fn sort_columns<K: Wide>(rows: &mut [K]) {
    let (count, at) = (rows.len() / K::LANES, rows.as_mut_ptr());
    comparators(
        count,
        #[inline(always)]
        |first, stretch, apart| {
            for row in first..first + stretch {
                // SAFETY: both rows are among those that are counted, and the processor has
                // AVX-512 here.
                unsafe {
                    let (before, behind) =
                        (at.add(row * K::LANES), at.add((row + apart) * K::LANES));
                    let (a, b) = (K::load(before), K::load(behind));
                    K::store(before, K::lesser(a, b));
                    K::store(behind, K::greater(a, b));
                }
            }
        },
    );
}
