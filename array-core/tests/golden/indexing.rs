//! Slices, masks, index lists: reading and writing.

use array_core::index::{IndexTerm as _, Term};
use array_core::prelude::*;
use serde_json::Value as Json;

use crate::case::Case;
use crate::value::{Value, any, any2, both, of};

pub(crate) fn call(case: &Case) -> Option<Value> {
    match (case.call.as_str(), case.args.as_slice()) {
        ("i", [a]) => {
            let index = parts(case)?;
            any!(a, a => a.i(index))
        }
        ("set", args) => {
            let index = parts(case)?;
            any2!(args, (a, value) => {
                let mut b = a.clone();
                b.set(index, value.item());
                b
            })
        }
        ("i_mask", [a, Value::Bool(mask)]) => any!(a, a => a.i(mask)),
        ("set_mask", [a, Value::Bool(mask), value]) => {
            let pair = [a.clone(), value.clone()];
            any2!(&pair, (a, value) => {
                let mut b = a.clone();
                b.set(mask, value.item());
                b
            })
        }
        ("compress", [a, Value::Bool(rows)]) => any!(a, a => compress_axis(rows, a, 0)),
        ("extract", [a, Value::Bool(mask)]) => any!(a, a => extract(mask, a)),
        ("take", [a, Value::I64(index)]) => match case.axis() {
            Some(axis) => any!(a, a => take_axis(a, index, axis)),
            None => any!(a, a => take(a, index)),
        },
        ("put", [a, Value::I64(index), values]) => {
            let pair = [a.clone(), values.clone()];
            any2!(&pair, (a, values) => {
                let mut b = a.clone();
                b.put(index, values);
                b
            })
        }
        ("take_along_axis", [a, Value::I64(index)]) => {
            any!(a, a => take_along_axis(a, index, case.axis()?))
        }
        ("nonzero", [a]) => any!(a, a => nonzero(a)),
        ("argwhere", [a]) => any!(a, a => argwhere(a)),
        ("flatnonzero", [a]) => any!(a, a => flatnonzero(a)),
        ("where", [Value::Bool(mask), x, y]) => {
            let pair = [x.clone(), y.clone()];
            any2!(&pair, (x, y) => where_(mask, x, y))
        }
        ("choose", [Value::I64(which), choices @ ..]) => {
            Some(choose(which, floats(choices)?).into())
        }
        ("select", [Value::Bool(first), Value::Bool(second), values @ ..]) => {
            Some(select([first, second], floats(values)?, case.float("default")?).into())
        }
        _ => None,
    }
}

fn floats(values: &[Value]) -> Option<Vec<Array<f64>>> {
    let one = |value: &Value| match value {
        Value::F64(a) => Some(a.clone()),
        _ => None,
    };
    values.iter().map(one).collect()
}

/// The index of a case, part by part.
fn parts(case: &Case) -> Option<Vec<Term>> {
    case.params["index"].as_array()?.iter().map(part).collect()
}

fn part(json: &Json) -> Option<Term> {
    if let Some(at) = json["at"].as_i64() {
        return Some(at.term());
    }
    if let Some(bounds) = json["slice"].as_array() {
        let step = bounds[2].as_i64().unwrap_or(1);
        return Some(match (bounds[0].as_i64(), bounds[1].as_i64()) {
            (Some(start), Some(stop)) => (start..stop).by(step).term(),
            (Some(start), None) => (start..).by(step).term(),
            (None, Some(stop)) => (..stop).by(step).term(),
            (None, None) => (..).by(step).term(),
        });
    }
    if let Some(list) = json["list"].as_array() {
        let list: Vec<i64> = list.iter().map(|x| x.as_i64().expect("an index")).collect();
        return Some(list.term());
    }
    if let Some(mask) = json["mask"].as_array() {
        let mask: Vec<bool> = mask.iter().map(|x| x.as_bool().expect("a bool")).collect();
        return Some(array(mask).term());
    }
    Some(if json["newaxis"] == true { NewAxis.term() } else { Ellipsis.term() })
}
