//! The strategies that look at one column.

use super::no_values;
use crate::error::Result;

/// Replaces what is missing in each column by what `learn` makes of the column's values.
pub(super) fn replace(
    elements: &mut [f64],
    columns: usize,
    learn: fn(&mut [f64]) -> f64,
) -> Result<()> {
    let mut present = Vec::new();
    for column in 0..columns {
        if !elements.iter().skip(column).step_by(columns).any(|x| x.is_nan()) {
            continue;
        }
        present.clear();
        let values = elements.iter().skip(column).step_by(columns);
        present.extend(values.copied().filter(|x| !x.is_nan()));
        if present.is_empty() {
            return Err(no_values(column));
        }
        let value = learn(&mut present);
        let values = elements.iter_mut().skip(column).step_by(columns);
        values.filter(|x| x.is_nan()).for_each(|x| *x = value);
    }
    Ok(())
}

pub(super) fn mean(present: &mut [f64]) -> f64 {
    present.iter().sum::<f64>() / present.len() as f64
}

pub(super) fn median(present: &mut [f64]) -> f64 {
    present.sort_unstable_by(f64::total_cmp);
    let half = present.len() / 2;
    if present.len() % 2 == 1 { present[half] } else { (present[half - 1] + present[half]) / 2.0 }
}

/// The value of the longest run; of several, the least.
pub(super) fn most_frequent(present: &mut [f64]) -> f64 {
    present.sort_unstable_by(f64::total_cmp);
    let runs = present.chunk_by(|a, b| a == b);
    // `max_by_key` would take the last of equals.
    let longest = runs.rev().max_by_key(|run| run.len());
    longest.map_or(f64::NAN, |run| run[0])
}

/// Replaces what is missing by the last value above, where there is one.
pub(super) fn fill_forward(elements: &mut [f64], columns: usize) {
    for place in columns..elements.len() {
        if elements[place].is_nan() {
            elements[place] = elements[place - columns];
        }
    }
}
