//! Functions that make arrays, and casts.

use array_core::prelude::*;

use crate::case::Case;
use crate::value::{Value, any, of};

pub(crate) fn call(case: &Case) -> Option<Value> {
    let shape = || case.sizes("shape");
    let limits = || {
        let of = case.params["of"].as_array()?;
        Some((of[0].as_f64()?, of[1].as_f64()?))
    };
    match (case.call.as_str(), case.args.as_slice()) {
        ("zeros", []) => Some(zeros(&shape()?[..]).into()),
        ("ones", []) => Some(ones(&shape()?[..]).into()),
        ("full", []) => Some(full(&shape()?[..], case.float("value")?).into()),
        ("eye", []) => Some(eye(case.int("n")?).into()),
        ("identity", []) => Some(identity(case.int("n")?).into()),
        ("arange_int", []) => {
            let of = case.ints("of")?;
            Some(arange((of[0], of[1], of[2])).into())
        }
        ("arange_float", []) => {
            let (start, stop) = limits()?;
            Some(arange((start, stop, case.params["of"][2].as_f64()?)).into())
        }
        ("linspace", []) => Some(linspace(limits()?.0, limits()?.1, case.int("n")?).into()),
        ("logspace", []) => Some(logspace(limits()?.0, limits()?.1, case.int("n")?).into()),
        ("geomspace", []) => Some(geomspace(limits()?.0, limits()?.1, case.int("n")?).into()),
        ("indices", []) => Some(indices(&shape()?[..]).into()),
        ("meshgrid", [Value::F64(x), Value::F64(y)]) => Some(meshgrid(x, y).into()),
        ("diag", [a]) => any!(a, a => diag_with(a, case.int("k")?)),
        ("tril", [a]) => any!(a, a => tril_with(a, case.int("k")?)),
        ("triu", [a]) => any!(a, a => triu_with(a, case.int("k")?)),
        ("zeros_like", [a]) => any!(a, a => zeros_like(a)),
        ("ones_like", [a]) => any!(a, a => ones_like(a)),
        ("astype", [a]) => cast(a, case.word("to")?),
        _ => None,
    }
}

fn cast(a: &Value, to: &str) -> Option<Value> {
    match to {
        "f64" => any!(a, a => a.astype::<f64>()),
        "f32" => any!(a, a => a.astype::<f32>()),
        "i64" => any!(a, a => a.astype::<i64>()),
        "i32" => any!(a, a => a.astype::<i32>()),
        "i16" => any!(a, a => a.astype::<i16>()),
        "i8" => any!(a, a => a.astype::<i8>()),
        "u64" => any!(a, a => a.astype::<u64>()),
        "u32" => any!(a, a => a.astype::<u32>()),
        "u16" => any!(a, a => a.astype::<u16>()),
        "u8" => any!(a, a => a.astype::<u8>()),
        "bool" => any!(a, a => a.astype::<bool>()),
        "c64" => any!(a, a => a.astype::<Complex32>()),
        "c128" => any!(a, a => a.astype::<Complex64>()),
        _ => None,
    }
}
