//! Folding slices in an order that is both fast and accurate.
//!
//! Running results side by side let the compiler use vector registers, and halving the
//! slice instead of running through it keeps the rounding error of a sum proportional to the
//! logarithm of its length (NumPy's pairwise summation, here for every axis).

use ndarray::{ArrayView1, Axis};

use crate::dtype::{DType, Element};
use crate::kernel::{ahead, widest};
use crate::threads;

/// Running results side by side: four of the widest vectors of 64-bit numbers.
const LANES: usize = 32;
/// Below this length a lane is folded straight through.
const LANE_BLOCK: usize = 512;
/// Up to this many rows are folded straight through.
const ROW_BLOCK: usize = 32;
/// Columns folded together: their running results stay in the first-level cache, and rows are read
/// in stretches of several pages.
const TILE: usize = 4096;
/// Rows shorter than this are folded several at once.
const SHORT_ROW: usize = 32;
/// Bytes between elements up to which several lie in a page.
const NEAR: usize = 256;
/// Bytes from the first to the last element of what no cache holds.
const OUT_OF_CACHES: usize = 1 << 25;

/// Folds `lane`, which has at least one element.
#[inline]
pub(crate) fn fold_lane<T: Copy + Sync, A: Element>(
    lane: &[T],
    lift: &(impl Fn(T) -> A + Sync),
    join: &(impl Fn(A, A) -> A + Sync),
) -> A {
    if size_of_val(lane) > ahead::DISTANCE {
        fold_part::<T, A, true>(lane, lift, join)
    } else {
        fold_part::<T, A, false>(lane, lift, join)
    }
}

/// Folds part of a lane; with `ASK`, memory is asked for ahead.
fn fold_part<T: Copy + Sync, A: Element, const ASK: bool>(
    lane: &[T],
    lift: &(impl Fn(T) -> A + Sync),
    join: &(impl Fn(A, A) -> A + Sync),
) -> A {
    if lane.len() <= LANE_BLOCK {
        return widest(
            #[inline(always)]
            || fold_block::<T, A, ASK>(lane, lift, join),
        );
    }
    let half = lane.len() / 2;
    let (first, last) = lane.split_at(half - half % LANES);
    let (first, last) = threads::both(
        lane.len(),
        || fold_part::<T, A, ASK>(first, lift, join),
        || fold_part::<T, A, ASK>(last, lift, join),
    );
    join(first, last)
}

/// As [`fold_lane`], in the same order, of elements with gaps between them.
pub(crate) fn fold_gapped<T: Element, A: Element>(
    lane: ArrayView1<'_, T>,
    lift: &(impl Fn(T) -> A + Sync),
    join: &(impl Fn(A, A) -> A + Sync),
) -> A {
    let gap = lane.strides()[0].unsigned_abs() * size_of::<T>();
    // What is in a cache, and what lies far apart, is not read faster for having been asked for.
    if gap <= NEAR && gap * lane.len() >= OUT_OF_CACHES {
        fold_gapped_part::<T, A, true>(lane, lift, join)
    } else {
        fold_gapped_part::<T, A, false>(lane, lift, join)
    }
}

/// Folds part of a lane; with `ASK`, memory is asked for ahead.
fn fold_gapped_part<T: Element, A: Element, const ASK: bool>(
    lane: ArrayView1<'_, T>,
    lift: &(impl Fn(T) -> A + Sync),
    join: &(impl Fn(A, A) -> A + Sync),
) -> A {
    let n = lane.len();
    if n <= LANE_BLOCK {
        let (start, stride): (*const T, isize) = (lane.as_ptr(), lane.strides()[0]);
        // SAFETY: only elements of the lane are asked for.
        let at = |k: usize| unsafe { *start.offset(k as isize * stride) };
        let ask_for = |k: usize, n: usize| {
            if ASK {
                ahead::ask_with_gaps(start.wrapping_offset(k as isize * stride), stride, n);
            }
        };
        return fold_each(n, at, ask_for, lift, join);
    }
    let half = n / 2;
    let (first, last) = lane.split_at(Axis(0), half - half % LANES);
    let (first, last) = threads::both(
        n,
        || fold_gapped_part::<T, A, ASK>(first, lift, join),
        || fold_gapped_part::<T, A, ASK>(last, lift, join),
    );
    join(first, last)
}

/// As [`fold_block`], of `n` elements that `at` gives, and without wide vectors: to fill these takes
/// longer than to load one element after the other. `ask_for` asks ahead of `n` elements from `k` on.
fn fold_each<T: Copy, A: Element>(
    n: usize,
    at: impl Fn(usize) -> T,
    ask_for: impl Fn(usize, usize),
    lift: &impl Fn(T) -> A,
    join: &impl Fn(A, A) -> A,
) -> A {
    if joins_in_any_order(A::DTYPE) || n < LANES {
        ask_for(0, n);
        return (1..n).fold(lift(at(0)), |folded, k| join(folded, lift(at(k))));
    }
    let mut lanes: [A; LANES] = std::array::from_fn(|k| lift(at(k)));
    let whole = n - n % LANES;
    for start in (LANES..whole).step_by(LANES) {
        ask_for(start, LANES);
        for (k, lane) in lanes.iter_mut().enumerate() {
            *lane = join(*lane, lift(at(start + k)));
        }
    }
    (whole..n).fold(join_lanes(lanes, join), |folded, k| join(folded, lift(at(k))))
}

#[inline(always)]
fn fold_block<T: Copy, A: Element, const ASK: bool>(
    block: &[T],
    lift: &impl Fn(T) -> A,
    join: &impl Fn(A, A) -> A,
) -> A {
    if joins_in_any_order(A::DTYPE) {
        return fold_straight(block, lift, join);
    }
    let (chunks, rest) = block.as_chunks::<LANES>();
    let Some((first, chunks)) = chunks.split_first() else {
        return fold_straight(block, lift, join);
    };
    let mut lanes: [A; LANES] = std::array::from_fn(|k| lift(first[k]));
    for chunk in chunks {
        if ASK {
            ahead::ask(chunk);
        }
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane = join(*lane, lift(x));
        }
    }
    rest.iter().fold(join_lanes(lanes, join), |folded, &x| join(folded, lift(x)))
}

/// The running results in one.
#[inline(always)]
fn join_lanes<A: Copy>(mut lanes: [A; LANES], join: &impl Fn(A, A) -> A) -> A {
    let mut width = LANES / 2;
    while width > 0 {
        for k in 0..width {
            lanes[k] = join(lanes[k], lanes[k + width]);
        }
        width /= 2;
    }
    lanes[0]
}

/// Whether results of a type are the same in whatever order they are joined. The compiler then
/// chooses the running results itself, and better.
pub(super) const fn joins_in_any_order(dtype: DType) -> bool {
    !matches!(dtype, DType::F32 | DType::F64 | DType::C64 | DType::C128)
}

/// Folds one element after the other.
#[inline(always)]
fn fold_straight<T: Copy, A: Copy>(
    block: &[T],
    lift: &impl Fn(T) -> A,
    join: &impl Fn(A, A) -> A,
) -> A {
    let (first, rest) = block.split_first().expect("a fold needs an element");
    rest.iter().fold(lift(*first), |folded, &x| join(folded, lift(x)))
}

/// Folds the rows of `block`, at least one, into `results`, one for each column.
///
/// `lift` also gets its column's entry of `columns`; sums, which need none, pass `()`s.
pub(crate) fn fold_rows<T: Copy + Sync, C: Copy + Sync, A: Copy + Send>(
    block: &[T],
    columns: &[C],
    results: &mut [A],
    lift: &(impl Fn(T, C) -> A + Sync),
    join: &(impl Fn(A, A) -> A + Sync),
) {
    let width = columns.len();
    let together = (2 * SHORT_ROW).div_ceil(width);
    let rows = block.len() / width;
    if width < SHORT_ROW && rows >= 2 * together {
        let (wide, rest) = block.split_at(rows / together * together * width);
        let repeated = columns.repeat(together);
        let mut partial = vec![results[0]; width * together];
        fold_tile(wide, width * together, &repeated, &mut partial, lift, join);
        let mut parts = partial.chunks_exact(width);
        results.copy_from_slice(parts.next().expect("at least one row"));
        for part in parts {
            join_rows(results, part, join);
        }
        for row in rest.chunks_exact(width) {
            join_row(results, row, columns, lift, join);
        }
        return;
    }
    for first in (0..width).step_by(TILE) {
        let last = width.min(first + TILE);
        let tile = &block[first..];
        fold_tile(tile, width, &columns[first..last], &mut results[first..last], lift, join);
    }
}

/// Folds the first `columns.len()` elements of rows that lie `stride` apart.
fn fold_tile<T: Copy + Sync, C: Copy + Sync, A: Copy + Send>(
    tile: &[T],
    stride: usize,
    columns: &[C],
    results: &mut [A],
    lift: &(impl Fn(T, C) -> A + Sync),
    join: &(impl Fn(A, A) -> A + Sync),
) {
    let width = columns.len();
    let rows = tile.len().div_ceil(stride);
    if rows > ROW_BLOCK {
        let (first, last) = tile.split_at(rows / 2 * stride);
        let mut partial = vec![results[0]; width];
        threads::both(
            rows * width,
            || fold_tile(first, stride, columns, results, lift, join),
            || fold_tile(last, stride, columns, &mut partial, lift, join),
        );
        join_rows(results, &partial, join);
        return;
    }
    widest(
        #[inline(always)]
        || fold_few_rows(tile, stride, columns, results, lift, join),
    );
}

/// Folds rows straight through.
#[inline(always)]
fn fold_few_rows<T: Copy, C: Copy, A: Copy>(
    tile: &[T],
    stride: usize,
    columns: &[C],
    results: &mut [A],
    lift: &impl Fn(T, C) -> A,
    join: &impl Fn(A, A) -> A,
) {
    let width = columns.len();
    let mut rows = tile.chunks(stride).map(|row| &row[..width]);
    let first = rows.next().expect("a fold needs a row");
    for ((result, &x), &column) in results.iter_mut().zip(first).zip(columns) {
        *result = lift(x, column);
    }
    // Four rows at once quarter the traffic of the running results.
    while let Some(a) = rows.next() {
        match (rows.next(), rows.next(), rows.next()) {
            (Some(b), Some(c), Some(d)) => {
                let fours = a.iter().zip(b).zip(c).zip(d).zip(columns);
                for (result, ((((&a, &b), &c), &d), &column)) in results.iter_mut().zip(fours) {
                    let (first, last) = (
                        join(lift(a, column), lift(b, column)),
                        join(lift(c, column), lift(d, column)),
                    );
                    *result = join(*result, join(first, last));
                }
            }
            (b, c, _) => {
                for row in [Some(a), b, c].into_iter().flatten() {
                    join_row(results, row, columns, lift, join);
                }
            }
        }
    }
}

#[inline(always)]
fn join_row<T: Copy, C: Copy, A: Copy>(
    results: &mut [A],
    row: &[T],
    columns: &[C],
    lift: &impl Fn(T, C) -> A,
    join: &impl Fn(A, A) -> A,
) {
    for ((result, &x), &column) in results.iter_mut().zip(row).zip(columns) {
        *result = join(*result, lift(x, column));
    }
}

fn join_rows<A: Copy>(results: &mut [A], others: &[A], join: &impl Fn(A, A) -> A) {
    widest(
        #[inline(always)]
        || {
            for (result, &other) in results.iter_mut().zip(others) {
                *result = join(*result, other);
            }
        },
    );
}
