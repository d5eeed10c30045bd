//! The order of elements by their places: what `argsort` and its relatives are made of.
//!
//! Key and place of an element are packed into one 64-bit integer, so that sorting integers sorts
//! places, and equal keys by place. Where both together need more bits, the key's lowest are left
//! out, and the few neighbours that differ in those only are put in order afterwards.

use super::key::SortKey;
use crate::kernel::simd::Lanes;

/// A buffer that callers keep from lane to lane.
pub(crate) type Room = Vec<u64>;

/// Appends the places of the elements in order to `order`; equal elements keep theirs.
pub(super) fn by_packing<T: SortKey<Key: Into<u64>>>(
    lane: &[T],
    packed: &mut Room,
    order: &mut Vec<i64>,
) {
    let key = |x: &T| -> u64 { x.key().into() };
    let (least, greatest) = lane
        .iter()
        .map(key)
        .fold((u64::MAX, u64::MIN), |(least, greatest), key| (least.min(key), greatest.max(key)));
    let place_bits = usize::BITS - lane.len().saturating_sub(1).leading_zeros();
    let key_bits = u64::BITS - greatest.saturating_sub(least).leading_zeros();
    let left_out = (key_bits + place_bits).saturating_sub(u64::BITS);
    let places = (1_u64 << place_bits) - 1;

    packed.clear();
    packed.extend(
        lane.iter()
            .zip(0_u64..)
            .map(|(x, place)| ((key(x) - least) >> left_out) << place_bits | place),
    );
    u64::sort(packed);
    if left_out > 0 {
        for alike in packed.chunk_by_mut(|a, b| a >> place_bits == b >> place_bits) {
            if alike.len() > 1 {
                alike.sort_unstable_by_key(|packed| {
                    let place = packed & places;
                    (lane[place as usize].key(), place)
                });
            }
        }
    }
    order.extend(packed.iter().map(|packed| (packed & places) as i64));
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
    }
}
