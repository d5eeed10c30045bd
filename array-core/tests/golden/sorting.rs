//! Sorting, searching and sets.

use array_core::prelude::*;

use crate::case::Case;
use crate::value::{Value, any, any2, both, of};

pub(crate) fn call(case: &Case) -> Option<Value> {
    let axis = case.axis();
    match (case.call.as_str(), case.args.as_slice()) {
        ("sort", [a]) => match axis {
            Some(axis) => any!(a, a => sort_axis(a, axis)),
            None => any!(a, a => sort(a)),
        },
        ("argsort", [a]) => match axis {
            Some(axis) => any!(a, a => argsort_axis(a, axis)),
            None => any!(a, a => argsort(a)),
        },
        ("unique", [a]) => any!(a, a => unique(a)),
        ("unique_index", [a]) => any!(a, a => unique_all(a).indices),
        ("unique_inverse", [a]) => any!(a, a => unique_all(a).inverse_indices),
        ("unique_counts", [a]) => any!(a, a => unique_all(a).counts),
        ("partition_kth", [a]) => {
            let k = case.int("k")?;
            any!(a, a => partition(a, k)[k])
        }
        ("lexsort", [Value::F64(a), Value::F64(b)]) => Some(lexsort([a, b]).into()),
        ("lexsort", [Value::I64(a), Value::I64(b)]) => Some(lexsort([a, b]).into()),
        ("lexsort", [Value::F64(a), Value::I64(b)]) => Some(lexsort((a, b)).into()),
        ("lexsort", [Value::F64(a), Value::F64(b), Value::F64(c)]) => {
            Some(lexsort([a, b, c]).into())
        }
        ("lexsort", [Value::I64(a), Value::I64(b), Value::I64(c)]) => {
            Some(lexsort((a, b, c)).into())
        }
        ("lexsort_rows", [a]) => any!(a, a => lexsort(a)),
        ("searchsorted", args) => {
            let side = if case.word("side")? == "left" { Side::Left } else { Side::Right };
            any2!(args, (a, v) => searchsorted_with(a, v, side))
        }
        ("union1d", args) => any2!(args, (a, b) => union1d(a, b)),
        ("intersect1d", args) => any2!(args, (a, b) => intersect1d(a, b)),
        ("setdiff1d", args) => any2!(args, (a, b) => setdiff1d(a, b)),
        ("setxor1d", args) => any2!(args, (a, b) => setxor1d(a, b)),
        ("isin", args) => any2!(args, (a, b) => isin(a, b)),
        _ => None,
    }
}
