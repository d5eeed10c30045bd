//! Changing shapes; joining and splitting.

use array_core::prelude::*;

use crate::case::Case;
use crate::value::{Value, any, of};

pub(crate) fn call(case: &Case) -> Option<Value> {
    match case.args.as_slice() {
        [a] => shapes(case, a)
            .or_else(|| splits(case, a))
            .or_else(|| edits(case, a))
            .or_else(|| paddings(case, a)),
        _ => None,
    }
    .or_else(|| joins(case))
}

fn shapes(case: &Case, a: &Value) -> Option<Value> {
    let axis = case.axis();
    match case.call.as_str() {
        "reshape" => {
            let shape = case.ints("shape")?;
            any!(a, a => a.reshape(&shape[..]))
        }
        "ravel" => any!(a, a => a.ravel()),
        "flatten" => any!(a, a => a.flatten()),
        "transpose" => match case.ints("axes") {
            Some(axes) => any!(a, a => a.transpose_axes(&axes[..])),
            None => any!(a, a => a.transpose()),
        },
        "atleast_1d" => any!(a, a => atleast_1d(a)),
        "atleast_2d" => any!(a, a => atleast_2d(a)),
        "atleast_3d" => any!(a, a => atleast_3d(a)),
        "flip" => match axis {
            Some(axis) => any!(a, a => flip_axis(a, axis)),
            None => any!(a, a => flip(a)),
        },
        "roll" => {
            let shift = case.int("shift")?;
            match axis {
                Some(axis) => any!(a, a => roll_axis(a, shift, axis)),
                None => any!(a, a => roll(a, shift)),
            }
        }
        "expand_dims" => any!(a, a => expand_dims(a, axis?)),
        "swapaxes" => {
            let (i, j) = (case.int("i")?, case.int("j")?);
            any!(a, a => swapaxes(a, i, j))
        }
        "moveaxis" => {
            let (i, j) = (case.int("i")?, case.int("j")?);
            any!(a, a => moveaxis(a, i, j))
        }
        "squeeze" => match axis {
            Some(axis) => any!(a, a => squeeze_axis(a, axis)),
            None => any!(a, a => squeeze(a)),
        },
        "fliplr" => any!(a, a => fliplr(a)),
        "flipud" => any!(a, a => flipud(a)),
        "rot90" => {
            let k = case.int("k")?;
            any!(a, a => rot90(a, k))
        }
        "broadcast_to" => {
            let shape = case.sizes("shape")?;
            any!(a, a => broadcast_to(a, &shape[..]))
        }
        "tile" => {
            let reps = case.ints("reps")?;
            any!(a, a => tile(a, &reps[..]))
        }
        "repeat" => {
            let n = case.int("n")?;
            match axis {
                Some(axis) => any!(a, a => repeat_axis(a, n, axis)),
                None => any!(a, a => repeat(a, n)),
            }
        }
        _ => None,
    }
}

fn splits(case: &Case, a: &Value) -> Option<Value> {
    let Value::F64(a) = a else { return None };
    let n = case.int("n");
    Some(match case.call.as_str() {
        "split" => split_axis(a, n?, case.axis()?).into(),
        "split_at" => split_axis(a, &case.ints("at")?[..], case.axis()?).into(),
        "array_split" => array_split_axis(a, n?, case.axis()?).into(),
        "hsplit" => hsplit(a, n?).into(),
        "vsplit" => vsplit(a, n?).into(),
        "dsplit" => dsplit(a, n?).into(),
        _ => return None,
    })
}

fn joins(case: &Case) -> Option<Value> {
    macro_rules! join {
        ($($variant:ident)*) => {
            match case.args.first()? {
                $(Value::$variant(_) => {
                    let arrays: Vec<_> = case.args.iter().map(|arg| match arg {
                        Value::$variant(a) => Some(a.clone()),
                        _ => None,
                    }).collect::<Option<_>>()?;
                    let joined = match case.call.as_str() {
                        "concatenate" => concatenate_axis(&arrays, case.axis()?),
                        "stack" => stack_axis(&arrays, case.axis()?),
                        "vstack" => vstack(&arrays),
                        "hstack" => hstack(&arrays),
                        "dstack" => dstack(&arrays),
                        "column_stack" => column_stack(&arrays),
                        "append" => match case.axis() {
                            Some(axis) => append_axis(&arrays[0], &arrays[1], axis),
                            None => append(&arrays[0], &arrays[1]),
                        },
                        _ => return None,
                    };
                    Some(Value::from(joined))
                })*
                Value::List(_) => None,
            }
        };
    }
    join!(F64 F32 I64 I32 I16 I8 U64 U32 U16 U8 Bool C64 C128)
}

fn edits(case: &Case, a: &Value) -> Option<Value> {
    let Value::F64(a) = a else { return None };
    let at = case.int("at");
    Some(match (case.call.as_str(), case.axis()) {
        ("insert", None) => insert(a, at?, case.float("value")?).into(),
        ("insert", Some(axis)) => insert_axis(a, at?, case.float("value")?, axis).into(),
        ("delete", None) => delete(a, at?).into(),
        ("delete", Some(axis)) => delete_axis(a, at?, axis).into(),
        _ => return None,
    })
}

fn paddings(case: &Case, a: &Value) -> Option<Value> {
    if case.call != "pad" {
        return None;
    }
    let widths: Vec<(usize, usize)> = serde_json::from_value(case.params["widths"].clone()).ok()?;
    let value = case.float("value").unwrap_or(0.);
    any!(a, a => pad_with(a, widths, match case.word("mode")? {
        "constant" => Pad::Constant(value.cast()),
        "edge" => Pad::Edge,
        "linear_ramp" => Pad::LinearRamp(value.cast()),
        "maximum" => Pad::Maximum,
        "mean" => Pad::Mean,
        "median" => Pad::Median,
        "minimum" => Pad::Minimum,
        "reflect" => Pad::Reflect,
        "symmetric" => Pad::Symmetric,
        _ => Pad::Wrap,
    }))
}
