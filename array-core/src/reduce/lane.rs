//! The extremes of one lane and their places.

use super::fold::joins_in_any_order;
use super::order::Ordered;
use crate::kernel::simd::{self, Found};
use crate::kernel::{ahead, widest};
use crate::threads;

/// Elements of which the extreme is found at once, before the next are looked at: few enough to be
/// in the first-level cache still when its place is asked for.
const BLOCK: usize = 1024;
/// Elements of which the first that is as asked is found at once.
const PIECE: usize = 256;
/// Running extremes side by side: two of the widest vectors of 64-bit numbers.
const LANES: usize = 16;

/// Bytes of blocks from which memory is asked for ahead: more is likely to follow.
const ASK_FROM: usize = 1 << 12;

/// Which of two elements is looked for.
pub(super) trait Wanted: Copy + Sync {
    /// Whether the larger one.
    const GREATEST: bool;

    /// Whether `b` is looked for rather than `a`; never if one is NaN.
    fn rather<T: Ordered>(a: T, b: T) -> bool;

    /// The one looked for, `a` if they are equal or one is NaN: a single instruction.
    #[inline(always)]
    fn choose<T: Ordered>(a: T, b: T) -> T {
        if Self::rather(a, b) { b } else { a }
    }

    /// The one looked for, NaN if one is.
    #[inline(always)]
    fn choose_or_nan<T: Ordered>(a: T, b: T) -> T {
        if Self::rather(a, b) || b.is_nan_value() { b } else { a }
    }

    /// The one looked for; NaN goes if the other is a number.
    #[inline(always)]
    fn choose_number<T: Ordered>(a: T, b: T) -> T {
        if Self::rather(a, b) || a.is_nan_value() { b } else { a }
    }
}

/// The smaller of two elements is looked for.
#[derive(Clone, Copy)]
pub(super) struct Smallest;
/// The larger of two elements is looked for.
#[derive(Clone, Copy)]
pub(super) struct Largest;

impl Wanted for Smallest {
    const GREATEST: bool = false;

    #[inline(always)]
    fn rather<T: Ordered>(a: T, b: T) -> bool {
        b.before(a)
    }
}

impl Wanted for Largest {
    const GREATEST: bool = true;

    #[inline(always)]
    fn rather<T: Ordered>(a: T, b: T) -> bool {
        a.before(b)
    }
}

/// The element of a lane that is looked for, or NaN if there is one.
pub(super) fn extreme<T: Ordered, W: Wanted>(lane: &[T], wanted: W) -> T {
    in_halves(lane, &|part| extreme_of_part(part, wanted), &W::choose_or_nan)
}

/// The element of a lane that is looked for; NaN if there are no others.
pub(super) fn extreme_number<T: Ordered, W: Wanted>(lane: &[T], _: W) -> T {
    let of_part = |part: &[T]| {
        // What begins with a number passes over NaN, which is never looked for.
        let numbers = from_first_number(part);
        widest(
            #[inline(always)]
            || extreme_of_block::<T, W>(numbers, numbers[0]).0,
        )
    };
    in_halves(lane, &of_part, &W::choose_number)
}

/// The place of the element that is looked for, or of the first NaN.
pub(super) fn place<T: Ordered, W: Wanted>(lane: &[T], _: W) -> usize {
    place_in_halves::<T, W>(lane)
}

fn place_in_halves<T: Ordered, W: Wanted>(lane: &[T]) -> usize {
    if threads::worth(lane.len()) {
        let (first, last) = lane.split_at(lane.len() / 2);
        let (a, b) = threads::both(
            lane.len(),
            || place_in_halves::<T, W>(first),
            || place_in_halves::<T, W>(last),
        );
        let b = first.len() + b;
        // Of equals, and of NaNs, the first counts.
        let is_last =
            W::rather(lane[a], lane[b]) || lane[b].is_nan_value() && !lane[a].is_nan_value();
        return if is_last { b } else { a };
    }
    match in_one_pass::<T, W, true>(lane) {
        Some(Found::At(place)) => place,
        Some(Found::Nan) => nan_place(lane),
        None => widest(
            #[inline(always)]
            || place_of::<T, W, true>(lane),
        ),
    }
}

/// Of a lane that is not so long that its places are better not kept.
fn in_one_pass<T: Ordered, W: Wanted, const STOP_AT_NAN: bool>(lane: &[T]) -> Option<Found> {
    if lane.len() > BLOCK {
        None
    } else if W::GREATEST {
        simd::place::<T, true, STOP_AT_NAN>(lane)
    } else {
        simd::place::<T, false, STOP_AT_NAN>(lane)
    }
}

/// The place of the first NaN of a lane that has one.
fn nan_place<T: Ordered>(lane: &[T]) -> usize {
    lane.iter().position(|x| x.is_nan_value()).expect("a NaN was seen")
}

/// The place of the element that is looked for, which must not be NaN.
pub(super) fn place_of_number<T: Ordered, W: Wanted>(lane: &[T], _: W) -> usize {
    let numbers = from_first_number(lane);
    let place = match in_one_pass::<T, W, false>(numbers) {
        Some(Found::At(place)) => place,
        _ => widest(
            #[inline(always)]
            || place_of::<T, W, false>(numbers),
        ),
    };
    lane.len() - numbers.len() + place
}

/// The lane without the NaNs that it begins with; only the last one if there is nothing else.
fn from_first_number<T: Ordered>(lane: &[T]) -> &[T] {
    let first = lane.iter().position(|x| !x.is_nan_value()).unwrap_or(lane.len() - 1);
    &lane[first..]
}

/// The result for a lane from those for its halves, on several threads if it is worth them.
fn in_halves<T: Ordered>(
    lane: &[T],
    of_part: &(impl Fn(&[T]) -> T + Sync),
    choose: &(impl Fn(T, T) -> T + Sync),
) -> T {
    if !threads::worth(lane.len()) {
        return of_part(lane);
    }
    let (first, last) = lane.split_at(lane.len() / 2);
    let (a, b) = threads::both(
        lane.len(),
        || in_halves(first, of_part, choose),
        || in_halves(last, of_part, choose),
    );
    // NaN in the first half is kept.
    if a.is_nan_value() && b.is_nan_value() { a } else { choose(a, b) }
}

fn extreme_of_part<T: Ordered, W: Wanted>(lane: &[T], _: W) -> T {
    let mut best = lane[0];
    // Larger blocks than those of places: their ends cost time.
    for block in lane.chunks(8 * BLOCK) {
        let (so_far, nan) = widest(
            #[inline(always)]
            || extreme_of_block::<T, W>(block, best),
        );
        if nan {
            return *block.iter().find(|x| x.is_nan_value()).unwrap_or(&best);
        }
        best = so_far;
    }
    best
}

/// The element that is looked for in a block and `best`, and whether the block has NaN: that is
/// passed over, unless it is `best`.
#[inline(always)]
fn extreme_of_block<T: Ordered, W: Wanted>(block: &[T], best: T) -> (T, bool) {
    if joins_in_any_order(T::DTYPE) && size_of::<T>() < 4 {
        // The compiler chooses the running extremes itself, and better.
        return (block.iter().fold(best, |best, &x| W::choose(best, x)), false);
    }
    let (chunks, rest) = block.as_chunks::<LANES>();
    let (pairs, last) = chunks.as_chunks::<2>();
    let mut best = [best; LANES];
    let mut nan = [false; LANES];
    for pair @ [first, second] in pairs {
        if size_of_val(block) >= ASK_FROM {
            ahead::ask(pair);
        }
        for k in 0..LANES {
            best[k] = W::choose(W::choose(best[k], first[k]), second[k]);
            nan[k] |= first[k].is_nan_value() | second[k].is_nan_value();
        }
    }
    for chunk in last {
        for k in 0..LANES {
            best[k] = W::choose(best[k], chunk[k]);
            nan[k] |= chunk[k].is_nan_value();
        }
    }
    // Elements that were looked at already do no harm, and one by one the rest would take longer.
    if let Some(chunk) = block.last_chunk::<LANES>() {
        for k in 0..LANES {
            best[k] = W::choose(best[k], chunk[k]);
            nan[k] |= chunk[k].is_nan_value();
        }
    } else {
        for (k, &x) in rest.iter().enumerate() {
            best[k] = W::choose(best[k], x);
            nan[k] |= x.is_nan_value();
        }
    }
    let mut width = LANES / 2;
    while width > 0 {
        for k in 0..width {
            best[k] = W::choose(best[k], best[k + width]);
        }
        width /= 2;
    }
    (best[0], nan.iter().fold(false, |any, &nan| any | nan))
}

/// The place of the element that is looked for: first its block, then its place there.
#[inline(always)]
fn place_of<T: Ordered, W: Wanted, const STOP_AT_NAN: bool>(lane: &[T]) -> usize {
    if lane.len() < LANES {
        return place_in_few::<T, W, STOP_AT_NAN>(lane);
    }
    let mut best = lane[0];
    let mut start = 0;
    for (k, block) in lane.chunks(BLOCK).enumerate() {
        let (so_far, nan) = extreme_of_block::<T, W>(block, best);
        if STOP_AT_NAN && nan {
            return k * BLOCK + first_place(block, |x| x.is_nan_value());
        }
        if W::rather(best, so_far) {
            (best, start) = (so_far, k * BLOCK);
        }
    }
    let block = &lane[start..lane.len().min(start + BLOCK)];
    start + first_place(block, |x| x == best)
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

/// The place of the first element of a block that is as asked, of which there must be one. Those of
/// a piece are all asked: a branch that is guessed wrongly takes as long as some vectors.
#[inline(always)]
fn first_place<T: Copy>(block: &[T], ask: impl Fn(T) -> bool) -> usize {
    let mut first = 0;
    for piece in block.chunks(PIECE) {
        let mut place = u32::MAX;
        for (k, &x) in (0_u32..).zip(piece) {
            place = place.min(if ask(x) { k } else { u32::MAX });
        }
        if place != u32::MAX {
            return first + place as usize;
        }
        first += PIECE;
    }
    unreachable!("the extreme of a block is in it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::simd::forced::each_level;

    /// `n` elements in no order, among them equal ones.
    fn some<T>(n: usize, of: impl Fn(u64) -> T) -> Vec<T> {
        (1..=n as u64).map(|k| of(k.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52)).collect()
    }

    /// Checks a lane against one comparison after the other.
    fn check<T: Ordered + std::fmt::Debug, W: Wanted>(lane: &[T], wanted: W) {
        let mut right = 0;
        for (k, &x) in lane.iter().enumerate() {
            if W::rather(lane[right], x) {
                right = k;
            }
        }
        if let Some(nan) = lane.iter().position(|x| x.is_nan_value()) {
            assert_eq!(place(lane, wanted), nan);
            assert!(extreme(lane, wanted).is_nan_value());
            let numbers: Vec<usize> =
                (0..lane.len()).filter(|&k| !lane[k].is_nan_value()).collect();
            let mut number = numbers[0];
            for &k in &numbers {
                if W::rather(lane[number], lane[k]) {
                    number = k;
                }
            }
            assert_eq!(place_of_number(lane, wanted), number);
            assert_eq!(extreme_number(lane, wanted), lane[number]);
            return;
        }
        assert_eq!(extreme(lane, wanted), lane[right]);
        assert_eq!(extreme_number(lane, wanted), lane[right]);
        assert_eq!(place(lane, wanted), right, "of {} elements", lane.len());
        assert_eq!(place_of_number(lane, wanted), right);
    }

    fn check_both<T: Ordered + std::fmt::Debug>(lane: &[T]) {
        each_level(|| {
            check(lane, Smallest);
            check(lane, Largest);
        });
    }

    #[test]
    fn lanes_of_every_length_have_their_extremes_where_comparing_finds_them() {
        for n in (1..100).chain([1023, 1024, 1025, 2000, 8191, 8193, 20_011]) {
            check_both(&some(n, |x| x as f64 - 2000.5));
            check_both(&some(n, |x| -(x as f32)));
            check_both(&some(n, |x| x as i64 - 2000));
            check_both(&some(n, |x| x as u8));
            check_both(&some(n, |x| x as i16));
            check_both(&some(n, |x| x % 3 == 1));
            check_both(&some(n, |x| crate::dtype::Complex64::new((x % 8) as f64, x as f64)));
        }
    }

    #[test]
    fn nan_is_found_and_passed_over_wherever_it_stands() {
        for n in [2, 15, 16, 17, 40, 1025, 3000] {
            for k in (0..n).step_by(7).chain([n - 1]) {
                let mut lane = some(n, |x| x as f64);
                lane[k] = f64::NAN;
                check_both(&lane);
                lane[n - 1 - k / 2] = -f64::NAN;
                lane[0] = if n > 2 { f64::NAN } else { lane[0] };
                if lane.iter().any(|x| !x.is_nan()) {
                    check_both(&lane);
                }
            }
        }
        let half = crate::dtype::Complex64::new(1.0, f64::NAN);
        check_both(&[half, (2.0).into(), half, (3.0).into()]);
        assert!(extreme_number(&[f64::NAN; 20], Largest).is_nan());
    }

    #[test]
    fn infinite_elements_and_zeros_of_both_signs_are_numbers() {
        const INFINITY: f64 = f64::INFINITY;
        check_both(&[-INFINITY; 40]);
        check_both(&[INFINITY, 1.0, INFINITY]);
        check_both(&[0.0, -0.0, 0.0]);
        check_both(&[-0.0, 0.0, 0.0]);
    }
}
