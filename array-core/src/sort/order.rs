//! The order of elements by their places: what `argsort` and its relatives are made of.
//!
//! Key and place of an element are packed into one 64-bit integer, so that sorting integers sorts
//! places, and equal keys by place. Where both together need more bits, the key's lowest are left
//! out, and the few neighbours that differ in those only are put in order afterwards.

use super::key::SortKey;
use crate::kernel::simd::Lanes;
use crate::threads;

/// A buffer that callers keep from lane to lane.
pub(crate) type Room = Vec<u64>;

/// Appends the places of the elements in order to `order`; equal elements keep theirs.
pub(super) fn by_packing<T: SortKey<Key: Into<u64>>>(
    lane: &[T],
    packed: &mut Room,
    order: &mut Vec<i64>,
) {
    let key = |x: &T| -> u64 { x.key().into() };
    let (least, greatest) = range(lane, &key);
    let place_bits = usize::BITS - lane.len().saturating_sub(1).leading_zeros();
    let key_bits = u64::BITS - greatest.saturating_sub(least).leading_zeros();
    let left_out = (key_bits + place_bits).saturating_sub(u64::BITS);
    let places = (1_u64 << place_bits) - 1;

    packed.resize(lane.len(), 0);
    threads::each_part(packed, |start, packed| {
        for ((slot, x), place) in packed.iter_mut().zip(&lane[start..]).zip(start as u64..) {
            *slot = ((key(x) - least) >> left_out) << place_bits | place;
        }
    });
    u64::sort(packed);
    if left_out > 0 {
        each_run(packed, place_bits, &|alike| {
            alike.sort_unstable_by_key(|packed| {
                let place = packed & places;
                (lane[place as usize].key(), place)
            });
        });
    }
    let start = order.len();
    order.resize(start + lane.len(), 0);
    threads::each_part(&mut order[start..], |start, order| {
        for (place, packed) in order.iter_mut().zip(&packed[start..]) {
            *place = (packed & places) as i64;
        }
    });
}

/// The least and the greatest key.
fn range<T: Sync>(lane: &[T], key: &(impl Fn(&T) -> u64 + Sync)) -> (u64, u64) {
    if threads::worth(lane.len()) {
        let (first, last) = lane.split_at(lane.len() / 2);
        let (a, b) = threads::both(lane.len(), || range(first, key), || range(last, key));
        return (a.0.min(b.0), a.1.max(b.1));
    }
    let keys = lane.iter().map(key);
    keys.fold((u64::MAX, u64::MIN), |(least, greatest), key| (least.min(key), greatest.max(key)))
}

/// Calls `mend` for neighbours, of which there are several, that differ in the lowest bits only.
fn each_run(packed: &mut [u64], bits: u32, mend: &(impl Fn(&mut [u64]) + Sync)) {
    let n = packed.len();
    if threads::worth(n)
        && let Some(end) = (n / 2..n).find(|&k| packed[k] >> bits != packed[k - 1] >> bits)
    {
        let (first, last) = packed.split_at_mut(end);
        threads::both(n, || each_run(first, bits, mend), || each_run(last, bits, mend));
        return;
    }
    for alike in packed.chunk_by_mut(|a, b| a >> bits == b >> bits) {
        if alike.len() > 1 {
            mend(alike);
        }
    }
}

/// As [`by_packing`], for keys that are wider.
pub(super) fn by_comparing<T: SortKey>(lane: &[T], order: &mut Vec<i64>) {
    let start = order.len();
    order.extend(0..lane.len() as i64);
    order[start..].sort_by_key(|&place| lane[place as usize].key());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: SortKey<Key: Into<u64>>>(lane: Vec<T>) {
        let (mut packed, mut compared) = (Vec::new(), Vec::new());
        by_packing(&lane, &mut Room::default(), &mut packed);
        by_comparing(&lane, &mut compared);
        assert_eq!(packed, compared);
    }

    #[test]
    fn packed_keys_are_ordered_as_whole_ones() {
        check::<f64>(vec![]);
        check(vec![1.0]);
        check(vec![i64::MAX, i64::MIN, 0, i64::MAX, -1]);
        let signs = [1.0, -1.0, f64::NAN, 0.0, -0.0, f64::INFINITY];
        check((0..5000).map(|k| signs[k % 6] * (1.0 + (k % 11) as f64 * f64::EPSILON)).collect());
        check((0..5000_i64).map(|k| (k * 7919) % 1000 - 500).collect());
        check((0..5000).map(|k| (k * 31 % 256) as u8).collect());
        check((0..5000).map(|k| ((k * 7919 % 100) as f32).sqrt() - 5.0).collect());
        // Enough for several threads, few of them alike, many, and all.
        for values in [1, 999, 299_993] {
            let near = |k| 1.0 + (k * 7919 % values) as f64 * f64::EPSILON;
            check((0..300_000_i64).map(near).chain([-1e300]).collect());
        }
    }
}
