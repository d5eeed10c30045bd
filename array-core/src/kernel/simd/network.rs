//! Sorting columns side by side: a network whose comparators take whole rows.

use super::widest;

/// Sorts each column of the rows: Batcher's merge exchange, for any number of rows.
pub(super) fn sort_columns<K: Ord + Copy, const WIDTH: usize>(rows: &mut [[K; WIDTH]]) {
    widest(
        #[inline(always)]
        || {
            let top = rows.len().next_power_of_two() / 2;
            let mut stretch = top;
            while stretch > 0 {
                // Rows whose number lacks the bit, later those that have it.
                let (mut bit, mut apart, mut next) = (0, stretch, top);
                loop {
                    let end = rows.len() - apart;
                    for first in (bit..end).step_by(2 * stretch) {
                        let (before, behind) = rows.split_at_mut(first + apart);
                        order(&mut before[first..][..stretch.min(end - first)], behind);
                    }
                    if next <= stretch {
                        break;
                    }
                    (bit, apart, next) = (stretch, next - stretch, next / 2);
                }
                stretch /= 2;
            }
        },
    );
}

/// Brings the lesser keys of two rows to the first one, for as many as both have.
#[inline(always)]
fn order<K: Ord + Copy, const WIDTH: usize>(before: &mut [[K; WIDTH]], behind: &mut [[K; WIDTH]]) {
    for (lesser, greater) in before.iter_mut().zip(behind) {
        // Both are read before one is written, so that lanes go side by side.
        let (a, b) = (*lesser, *greater);
        *lesser = std::array::from_fn(|lane| a[lane].min(b[lane]));
        *greater = std::array::from_fn(|lane| a[lane].max(b[lane]));
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
