//! How far sums, means and variances are from the exact ones.

use array_core::prelude::*;
use serde_json::json;

/// How many numbers are summed.
const COUNT: usize = 10_000_000;
/// What is added to numbers whose variance is asked for.
const SHIFT: f64 = 1e6;

/// The figures of which `tests/bench/arrays/accuracy.py` knows the exact values.
pub(crate) fn errors() -> String {
    let tenths = Array::<f32>::full(COUNT, 0.1);
    let shifted = default_rng(6).standard_normal(1_000_000) + SHIFT;
    let narrow = (default_rng(6).standard_normal(1_000_000) + 100.).astype::<f32>();
    json!({
        "sum of 1e7 x 0.1f32": tenths.sum(),
        "mean of 1e7 x 0.1f32": tenths.mean(),
        "column sums of 1e7 x 0.1f32": tenths.reshape((COUNT / 10, 10)).sum_axis(0).max(),
        "mean of 1e6 normal + 1e6": shifted.mean(),
        "var of 1e6 normal + 1e6": shifted.var(),
        "var of 1e6 normal + 100, f32": narrow.var(),
    })
    .to_string()
}
