//! Sampled curves.

use array_core::prelude::*;

use crate::case::Case;
use crate::value::{Value, of, real};

pub(crate) fn call(case: &Case) -> Option<Value> {
    match case.call.as_str() {
        "gradient" => slopes(case),
        "gradient_all" => all_slopes(case),
        "trapezoid" => areas(case),
        "interp" => between(case),
        _ => None,
    }
}

fn slopes(case: &Case) -> Option<Value> {
    let order = case.int("edge_order").and_then(|order| usize::try_from(order).ok());
    let step = case.float("step");
    match (case.args.as_slice(), case.axis(), order) {
        ([f], None, None) => real!(f, f => gradient(f)),
        ([f], None, Some(1)) => real!(f, f => gradient_with(f, step?)),
        ([f], None, Some(order)) => real!(f, f => gradient_edge_order(f, step?, order)),
        ([f, Value::F64(x)], None, Some(order)) => {
            real!(f, f => gradient_edge_order(f, x, order))
        }
        ([f], Some(axis), Some(order)) => {
            real!(f, f => gradient_axis_edge_order(f, axis, step?, order))
        }
        ([f, Value::F64(x)], Some(axis), Some(1)) => real!(f, f => gradient_axis_with(f, axis, x)),
        ([f, Value::F64(x)], Some(axis), Some(order)) => {
            real!(f, f => gradient_axis_edge_order(f, axis, x, order))
        }
        _ => None,
    }
}

fn all_slopes(case: &Case) -> Option<Value> {
    match case.args.as_slice() {
        [Value::F64(f)] => {
            let steps = case.floats("steps")?;
            Some(match steps.iter().all(|&step| step == 1.) {
                true => gradient_all(f).into(),
                false => gradient_all_with(f, steps).into(),
            })
        }
        [Value::F64(f), Value::F64(x), Value::F64(y), Value::F64(z)] => {
            Some(gradient_all_with(f, [x, y, z]).into())
        }
        _ => None,
    }
}

fn areas(case: &Case) -> Option<Value> {
    match (case.args.as_slice(), case.axis(), case.float("step")) {
        ([Value::F64(y)], None, None) => Some(trapezoid(y).into()),
        ([Value::F64(y)], None, Some(step)) => Some(trapezoid_with(y, step).into()),
        ([Value::F64(y), Value::F64(x)], None, _) => Some(trapezoid_with(y, x).into()),
        ([Value::F64(y), Value::F64(x)], Some(axis), _) => {
            Some(trapezoid_axis_with(y, axis, x).into())
        }
        _ => None,
    }
}

fn between(case: &Case) -> Option<Value> {
    let [x, Value::F64(xp), Value::F64(fp)] = case.args.as_slice() else { return None };
    match (case.float("left"), case.float("right"), case.float("period")) {
        (Some(left), Some(right), _) => real!(x, x => interp_with(x, xp, fp, left, right)),
        (_, _, Some(period)) => real!(x, x => interp_period(x, xp, fp, period)),
        _ => real!(x, x => interp(x, xp, fp)),
    }
}
