//! Sorting long lanes byte by byte, without comparing.

use super::key::Radix;

/// Below this length comparing is as fast, and needs no second buffer.
const SHORT: usize = 2048;
const BUCKETS: usize = 256;

/// Sorts `items` by key, stable: equal keys keep their order.
pub(crate) fn sort_by_key<P: Copy, K: Radix>(items: &mut Vec<P>, key: impl Fn(&P) -> K) {
    if items.len() < SHORT {
        items.sort_by_key(key);
        return;
    }
    let mut counts = vec![[0_usize; BUCKETS]; K::BYTES];
    for item in items.iter() {
        let key = key(item);
        for (place, counts) in counts.iter_mut().enumerate() {
            counts[key.byte(place)] += 1;
        }
    }
    let mut other = items.clone();
    for (place, counts) in counts.iter().enumerate() {
        if counts.contains(&items.len()) {
            // All items have the same byte here.
            continue;
        }
        let mut next = [0; BUCKETS];
        let mut start = 0;
        for (next, count) in next.iter_mut().zip(counts) {
            *next = start;
            start += count;
        }
        for item in items.iter() {
            let bucket = &mut next[key(item).byte(place)];
            other[*bucket] = *item;
            *bucket += 1;
        }
        std::mem::swap(items, &mut other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_sorted_and_stable() {
        let scattered = |k: u64| (k.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 7) % 5000;
        let mut pairs: Vec<(u64, usize)> =
            (0..10_000_usize).map(|k| (scattered(k as u64) << 30, k)).collect();
        let mut expected = pairs.clone();
        expected.sort();
        sort_by_key(&mut pairs, |&(key, _)| key);
        assert_eq!(pairs, expected);
        let mut halves: Vec<(u32, u32)> =
            (0..3000_u64).map(|k| ((scattered(k) % 7) as u32, scattered(k) as u32)).collect();
        let mut expected = halves.clone();
        expected.sort_unstable();
        sort_by_key(&mut halves, |&pair| pair);
        assert_eq!(halves, expected);
    }
}
