//! Medians and quantiles of lanes, found by partial sorting.

use std::ops::Range;

use super::levels::Query;
use super::method;
use crate::array::Array;
use crate::dtype::{Element, Float, Real};
use crate::error::{Error, ErrorKind};
use crate::kernel::{self, contiguous};
use crate::reduce::fold::fold_lane;
use crate::reduce::plan::{Folds, Order, Over};
use crate::reduce::{Along, floats};
use crate::sort::SortKey;

pub(super) fn median_kernel<T: Element<Float: Float + SortKey>>(
    array: &Array<T>,
    over: &Over,
) -> Array<T::Float> {
    medians_of_floats(&floats(array), over, false)
}

pub(super) fn nanmedian_kernel<T: Element<Float: Float + SortKey>>(
    array: &Array<T>,
    over: &Over,
) -> Array<T::Float> {
    medians_of_floats(&floats(array), over, true)
}

fn medians_of_floats<F: Float + SortKey>(
    array: &Array<F>,
    over: &Over,
    skip_nan: bool,
) -> Array<F> {
    Folds::new(array, over, Order::Any).fold_scratch(|lane| {
        let numbers = numbers_first(lane);
        if numbers.len() < lane.len() && !skip_nan { F::nan() } else { middle(&mut lane[numbers]) }
    })
}

/// Brings what is not NaN to the front of `lane`, and says where it is.
fn numbers_first<F: Float>(lane: &mut [F]) -> Range<usize> {
    if !kernel::any(lane, |x| x.is_nan()) {
        return 0..lane.len();
    }
    let mut numbers = 0;
    for k in 0..lane.len() {
        if !lane[k].is_nan() {
            lane.swap(numbers, k);
            numbers += 1;
        }
    }
    0..numbers
}

/// The median of a lane without NaN.
fn middle<F: Float + SortKey>(lane: &mut [F]) -> F {
    let n = lane.len();
    if n == 0 {
        return F::nan();
    }
    F::select_in_lane(lane, n / 2);
    let upper = lane[n / 2];
    if n % 2 == 1 {
        return upper;
    }
    let larger = |a: F, b: F| if a < b { b } else { a };
    let lower = fold_lane(&lane[..n / 2], &|x| x, &larger);
    (lower + upper) / (F::ONE + F::ONE)
}

#[track_caller]
pub(super) fn quantiles_kernel<T: Real<Float: Float + SortKey>>(
    array: &Array<T>,
    along: Along,
    query: Query,
) -> Array<T::Float> {
    let over = along.over(array.ndim());
    if !query.skip_nan && over.folds_nothing(array.shape()) {
        let message = "quantile of nothing: index -1 is out of bounds for axis 0 with size 0";
        Error::new(ErrorKind::Index, message).raise();
    }
    quantiles_of_floats(&floats(array), &over, &query)
}

fn quantiles_of_floats<F: Float + SortKey>(
    array: &Array<F>,
    over: &Over,
    query: &Query,
) -> Array<F> {
    let folds = Folds::new(array, over, Order::Any);
    // One row of results for each level.
    let mut rows = vec![Vec::with_capacity(folds.results()); query.levels.len()];
    folds.each_scratch(|lane| {
        let numbers = numbers_first(lane);
        let quantiles = if numbers.is_empty() || (numbers.len() < lane.len() && !query.skip_nan) {
            vec![F::nan(); query.levels.len()]
        } else {
            method::quantiles_of(&mut lane[numbers], &query.levels, query.method)
        };
        for (row, quantile) in rows.iter_mut().zip(quantiles) {
            row.push(quantile);
        }
    });
    let mut shape = query.shape.clone();
    let mut results = Vec::new();
    let mut kept = Vec::new();
    for row in rows {
        let row = folds.finish(row);
        kept = row.shape().to_vec();
        results.extend_from_slice(&contiguous(&row.data.view()));
    }
    shape.extend(kept);
    Array::from_vec(&shape, results)
}
