//! The places of the extremes of one lane.

use super::lane::{Wanted, extreme_of_block, from_first_number};
use super::order::Ordered;
use crate::kernel::widest;

/// Elements that are looked at once, for the extreme and its place.
const BLOCK: usize = 1024;
/// From here on as many elements side by side pay as keep two vectors of 64-bit numbers busy.
const LONG: usize = 128;
/// Below this vectors take longer than one element after the other.
const FEW: usize = 8;

/// The place of the element that is looked for, or of the first NaN.
pub(super) fn place<T: Ordered, W: Wanted>(lane: &[T], _: W) -> usize {
    widest(
        #[inline(always)]
        || place_of::<T, W, true>(lane),
    )
}

/// The place of the element that is looked for, which must not be NaN.
pub(super) fn place_of_number<T: Ordered, W: Wanted>(lane: &[T], _: W) -> usize {
    let numbers = from_first_number(lane);
    let place = widest(
        #[inline(always)]
        || place_of::<T, W, false>(numbers),
    );
    lane.len() - numbers.len() + place
}

/// The place of the element that is looked for: of a long lane first its block.
#[inline(always)]
fn place_of<T: Ordered, W: Wanted, const STOP_AT_NAN: bool>(lane: &[T]) -> usize {
    if lane.len() <= BLOCK {
        return place_in_block::<T, W, STOP_AT_NAN>(lane);
    }
    let mut best = lane[0];
    let mut start = 0;
    for (k, block) in lane.chunks(BLOCK).enumerate() {
        let (so_far, nan) = extreme_of_block::<T, W>(block, best);
        if STOP_AT_NAN && nan {
            return k * BLOCK + first_nan(block);
        }
        if W::rather(best, so_far) {
            (best, start) = (so_far, k * BLOCK);
        }
    }
    let block = &lane[start..lane.len().min(start + BLOCK)];
    // A block may begin with NaNs that are passed over.
    let numbers = from_first_number(block);
    start + block.len() - numbers.len() + place_in_block::<T, W, false>(numbers)
}

#[inline(always)]
fn place_in_block<T: Ordered, W: Wanted, const STOP_AT_NAN: bool>(block: &[T]) -> usize {
    match block.len() {
        ..FEW => place_in_few::<T, W, STOP_AT_NAN>(block),
        FEW..LONG => place_side_by_side::<T, W, STOP_AT_NAN, FEW>(block),
        _ => place_side_by_side::<T, W, STOP_AT_NAN, { 2 * FEW }>(block),
    }
}

/// The place of the element that is looked for, of at least `LANES`: the best of each lane of
/// vectors, and where it stood, are found in one pass.
#[inline(always)]
fn place_side_by_side<T: Ordered, W: Wanted, const STOP_AT_NAN: bool, const LANES: usize>(
    block: &[T],
) -> usize {
    let first = block[0];
    let (mut best, mut starts, mut nan) = ([first; LANES], [0_u32; LANES], [false; LANES]);
    for (k, chunk) in block.as_chunks::<LANES>().0.iter().enumerate() {
        look::<T, W, LANES>(k * LANES, chunk, &mut best, &mut starts, &mut nan);
    }
    // Elements that were looked at already do no harm: equal ones do not take a place.
    let last = block.last_chunk().expect("at least as many elements as lanes");
    look::<T, W, LANES>(block.len() - LANES, last, &mut best, &mut starts, &mut nan);
    if STOP_AT_NAN && nan.iter().fold(false, |any, &nan| any | nan) {
        return first_nan(block);
    }
    let mut winners = best;
    let mut width = LANES / 2;
    while width > 0 {
        for k in 0..width {
            winners[k] = W::choose(winners[k], winners[k + width]);
        }
        width /= 2;
    }
    let winner = winners[0];
    if !W::rather(first, winner) {
        return 0;
    }
    // Of the lanes with this element, the one where it stood first; a lane that has none better than
    // the first element is not among them.
    let places = std::array::from_fn::<u32, LANES, _>(|k| {
        if best[k] == winner { starts[k] + k as u32 } else { u32::MAX }
    });
    places.iter().fold(u32::MAX, |first, &place| first.min(place)) as usize
}

/// Takes what is better in a chunk, and where that chunk starts.
#[inline(always)]
fn look<T: Ordered, W: Wanted, const LANES: usize>(
    start: usize,
    chunk: &[T; LANES],
    best: &mut [T; LANES],
    starts: &mut [u32; LANES],
    nan: &mut [bool; LANES],
) {
    for k in 0..LANES {
        let better = W::rather(best[k], chunk[k]);
        best[k] = if better { chunk[k] } else { best[k] };
        starts[k] = if better { start as u32 } else { starts[k] };
        nan[k] |= chunk[k].is_nan_value();
    }
}

/// The place of the element that is looked for among so few that vectors take longer.
#[inline(always)]
fn place_in_few<T: Ordered, W: Wanted, const STOP_AT_NAN: bool>(lane: &[T]) -> usize {
    let (mut best, mut place) = (lane[0], 0);
    for (k, &x) in lane.iter().enumerate() {
        if STOP_AT_NAN && x.is_nan_value() {
            return k;
        }
        place = if W::rather(best, x) { k } else { place };
        best = W::choose(best, x);
    }
    place
}

/// The place of the first NaN, of which there must be one.
fn first_nan<T: Ordered>(block: &[T]) -> usize {
    block.iter().position(|x| x.is_nan_value()).expect("a NaN was seen")
}

#[cfg(test)]
mod tests {
    use super::super::lane::{Largest, Smallest};
    use super::*;

    #[test]
    fn the_first_of_equals_is_found_with_every_kind_of_instructions() {
        for n in [1, 7, 8, 9, 31, 127, 128, 129, 1000, 1024, 1025, 5000] {
            for at in [0, n / 3, n / 2, n - 1] {
                let mut lane = vec![1.0_f32; n];
                lane[at..].iter_mut().step_by(3).for_each(|x| *x = 2.0);
                assert_eq!(place(&lane, Largest), at);
                assert_eq!(place_of::<f32, Largest, true>(&lane), at);
                assert_eq!(place_of_number(&lane, Largest), at);
                let smallest = if at == 0 { 1.min(n - 1) } else { 0 };
                assert_eq!(place(&lane, Smallest), smallest);
                assert_eq!(place_of::<f32, Smallest, false>(&lane), smallest);
                lane[at] = f32::NAN;
                assert_eq!(place(&lane, Largest), at);
                assert_eq!(place_of::<f32, Smallest, true>(&lane), at);
            }
        }
    }

    #[test]
    fn nans_that_a_block_begins_with_are_passed_over() {
        let mut lane = vec![1.0_f64; 3000];
        lane[1024..1100].fill(f64::NAN);
        lane[1500] = 0.5;
        assert_eq!(place_of_number(&lane, Smallest), 1500);
        assert_eq!(place_of::<f64, Smallest, false>(&lane), 1500);
        assert_eq!(place(&lane, Smallest), 1024);
    }
}
