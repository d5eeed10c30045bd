//! Sorting columns side by side: a network whose comparators take whole rows.

use super::widest;

/// Sorts each column of the rows.
pub(super) fn sort_columns<K: Ord + Copy, const WIDTH: usize>(rows: &mut [[K; WIDTH]]) {
    widest(
        #[inline(always)]
        || {
            comparators(
                rows.len(),
                #[inline(always)]
                |first, count, apart| {
                    let (before, behind) = rows.split_at_mut(first + apart);
                    for (lesser, greater) in before[first..][..count].iter_mut().zip(behind) {
                        // Both are read before one is written, so that lanes go side by side.
                        let (a, b) = (*lesser, *greater);
                        *lesser = std::array::from_fn(|lane| a[lane].min(b[lane]));
                        *greater = std::array::from_fn(|lane| a[lane].max(b[lane]));
                    }
                },
            );
        },
    );
}

/// Calls `order(first, count, apart)` for stretches of rows, each of which is to be ordered with
/// the row so far behind it, no less far than there are rows: Batcher's merge exchange.
#[inline(always)]
pub(super) fn comparators(rows: usize, mut order: impl FnMut(usize, usize, usize)) {
    let top = rows.next_power_of_two() / 2;
    let mut stretch = top;
    while stretch > 0 {
        // Rows whose number lacks the bit, later those that have it.
        let (mut bit, mut apart, mut next) = (0, stretch, top);
        loop {
            let end = rows - apart;
            for first in (bit..end).step_by(2 * stretch) {
                order(first, stretch.min(end - first), apart);
            }
            if next <= stretch {
                break;
            }
            (bit, apart, next) = (stretch, next - stretch, next / 2);
        }
        stretch /= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A network that sorts all zeros and ones sorts everything.
    #[test]
    fn all_zeros_and_ones_are_sorted() {
        for n in 0..=12 {
            for bits in 0..1_u32 << n {
                let mut rows: Vec<[u32; 1]> = (0..n).map(|row| [bits >> row & 1]).collect();
                sort_columns(&mut rows);
                assert!(rows.is_sorted(), "{n} rows {bits:b}");
            }
        }
    }
}
