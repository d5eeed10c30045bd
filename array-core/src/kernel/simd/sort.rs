//! Sorting and selecting keys: by vectors where the processor can, by counting where keys are
//! narrow, else by the standard library.

use super::network;

/// Bytes of the widest vectors.
pub(crate) const VECTOR: usize = 64;

/// Unsigned integers that are sorted by the fastest way of the processor.
pub(crate) trait Lanes: Ord + Copy {
    /// Sorts `keys`.
    fn sort(keys: &mut [Self]);

    /// Sorts each column of the rows: best of few rows of 64 bytes.
    fn sort_columns<const WIDTH: usize>(rows: &mut [[Self; WIDTH]]) {
        network::sort_columns(rows);
    }

    /// Puts the key that sorting would put at `kth` there, lesser ones before and greater ones
    /// after it.
    fn select(keys: &mut [Self], kth: usize);
}

/// From this length on counting pays, in elements for each value that a key can have.
const COUNTED: usize = 4;

macro_rules! narrow {
    ($($t:ty)*) => {$(
        impl Lanes for $t {
            fn sort(keys: &mut [Self]) {
                const VALUES: usize = 1 << <$t>::BITS;
                if keys.len() < COUNTED * VALUES {
                    return keys.sort_unstable();
                }
                let mut counts = vec![0_usize; VALUES];
                for &key in &*keys {
                    counts[usize::from(key)] += 1;
                }
                let mut rest = keys;
                for (key, count) in (0..=<$t>::MAX).zip(counts) {
                    let (equal, others) = rest.split_at_mut(count);
                    equal.fill(key);
                    rest = others;
                }
            }

            fn select(keys: &mut [Self], kth: usize) {
                keys.select_nth_unstable(kth);
            }
        }
    )*};
}
narrow!(u8 u16);

macro_rules! wide {
    ($($t:ty)*) => {$(
        impl Lanes for $t {
            #[cfg(target_arch = "x86_64")]
            fn sort(keys: &mut [Self]) {
                match super::level() {
                    // SAFETY: the processor has what the level names.
                    super::Level::Avx512 => unsafe { super::quick::sort(keys) },
                    _ => keys.sort_unstable(),
                }
            }

            #[cfg(not(target_arch = "x86_64"))]
            fn sort(keys: &mut [Self]) {
                keys.sort_unstable();
            }

            #[cfg(target_arch = "x86_64")]
            fn sort_columns<const WIDTH: usize>(rows: &mut [[Self; WIDTH]]) {
                match super::level() {
                    super::Level::Avx512 if size_of::<[Self; WIDTH]>() == VECTOR => {
                        // SAFETY: as above.
                        unsafe { super::quick::sort_columns(rows.as_flattened_mut()) };
                    }
                    _ => network::sort_columns(rows),
                }
            }

            #[cfg(target_arch = "x86_64")]
            fn select(keys: &mut [Self], kth: usize) {
                match super::level() {
                    // SAFETY: as above.
                    super::Level::Avx512 => unsafe { super::quick::select(keys, kth) },
                    _ => {
                        keys.select_nth_unstable(kth);
                    }
                }
            }

            #[cfg(not(target_arch = "x86_64"))]
            fn select(keys: &mut [Self], kth: usize) {
                keys.select_nth_unstable(kth);
            }
        }
    )*};
}
wide!(u32 u64 i32 i64);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::simd::forced::each_level;

    /// Numbers that look random, the same in every run.
    fn scattered(n: usize) -> impl Iterator<Item = u64> {
        let mut state = 88_172_645_463_325_252_u64;
        (0..n).map(move |_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        })
    }

    fn check<K: Lanes + std::fmt::Debug>(keys: Vec<K>) {
        let mut expected = keys.clone();
        expected.sort_unstable();
        let mut sorted = keys.clone();
        K::sort(&mut sorted);
        assert_eq!(sorted, expected);
        for kth in [0, keys.len() / 3, keys.len() / 2, keys.len().saturating_sub(1)] {
            let Some(&wanted) = expected.get(kth) else { continue };
            let mut parted = keys.clone();
            K::select(&mut parted, kth);
            assert_eq!(parted[kth], wanted);
            assert!(parted[..kth].iter().all(|&key| key <= wanted));
            assert!(parted[kth..].iter().all(|&key| key >= wanted));
        }
    }

    fn check_columns<K: Lanes + std::fmt::Debug, const WIDTH: usize>(of: impl Fn(u64) -> K) {
        for n in [0, 1, 2, 31, 32, 100, 257] {
            let mut keys = scattered(n * WIDTH).map(&of);
            let mut rows: Vec<[K; WIDTH]> =
                (0..n).map(|_| std::array::from_fn(|_| keys.next().unwrap())).collect();
            let mut by_lane: [Vec<K>; WIDTH] =
                std::array::from_fn(|lane| rows.iter().map(|row| row[lane]).collect());
            let mut portable = rows.clone();
            K::sort_columns(&mut rows);
            network::sort_columns(&mut portable);
            assert_eq!(rows, portable);
            for (lane, expected) in by_lane.iter_mut().enumerate() {
                expected.sort_unstable();
                assert!(rows.iter().map(|row| row[lane]).eq(expected.iter().copied()), "{n} rows");
            }
        }
    }

    #[test]
    fn columns_are_sorted_by_themselves() {
        each_level(|| {
            check_columns::<u8, 64>(|key| key as u8);
            check_columns::<u16, 32>(|key| key as u16 % 100);
            check_columns::<u32, 16>(|key| key as u32);
            check_columns::<u64, 8>(|key| key);
            check_columns::<i64, 8>(|key| key as i64);
            check_columns::<i32, 16>(|key| key as i32);
            check_columns::<u64, 3>(|key| key % 9);
        });
    }

    #[test]
    fn keys_of_every_width_and_pattern_are_sorted() {
        each_level(|| {
            for n in (0..300).chain([1000, 4100, 20_000]) {
                let patterns: [Vec<u64>; 6] = [
                    scattered(n).collect(),
                    scattered(n).map(|key| key % 7).collect(),
                    (0..n as u64).collect(),
                    (0..n as u64).rev().collect(),
                    vec![5; n],
                    scattered(n).map(|key| u64::MAX - key % 3).collect(),
                ];
                for keys in patterns {
                    check(keys.iter().map(|&key| key as u8).collect());
                    check(keys.iter().map(|&key| key as u16).collect());
                    check(keys.iter().map(|&key| key as u32).collect());
                    check(keys.iter().map(|&key| key as i32).collect());
                    check(keys.iter().map(|&key| key as i64).collect());
                    check(keys);
                }
            }
        });
    }
}
