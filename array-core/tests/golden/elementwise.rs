//! Universal functions.

use array_core::prelude::*;

use crate::case::Case;
use crate::value::{
    Value, any, any2, both, complex, float, float2, inexact, integer, integer_or_bool2, numeric,
    numeric2, of, real, real2, signed,
};

pub(crate) fn call(case: &Case) -> Option<Value> {
    match case.args.as_slice() {
        [a] => of_one(case, a),
        args @ [_, _] => of_two(case, args),
        _ => None,
    }
}

fn of_one(case: &Case, a: &Value) -> Option<Value> {
    macro_rules! to_float {
        ($($name:ident)*) => {
            match case.call.as_str() {
                $(stringify!($name) => return numeric!(a, a => $name(a)),)*
                _ => {}
            }
        };
    }
    to_float!(sqrt exp log sin cos tanh log1p);
    macro_rules! of_inexact {
        ($($name:ident)*) => {
            match case.call.as_str() {
                $(stringify!($name) => return inexact!(a, a => $name(a)),)*
                _ => {}
            }
        };
    }
    of_inexact!(exp2 expm1 log2 log10 tan arcsin arccos arctan sinh cosh arcsinh arccosh arctanh);
    match case.call.as_str() {
        "cbrt" => float!(a, a => cbrt(a)),
        "deg2rad" => float!(a, a => deg2rad(a)),
        "rad2deg" => float!(a, a => rad2deg(a)),
        "floor" => real!(a, a => floor(a)),
        "ceil" => real!(a, a => ceil(a)),
        "trunc" => real!(a, a => trunc(a)),
        "rint" => float!(a, a => rint(a)),
        "reciprocal" => numeric!(a, a => reciprocal(a)),
        "square" => numeric!(a, a => square(a)),
        "negative" => signed!(a, a => negative(a)),
        "positive" => numeric!(a, a => positive(a)),
        "abs" => numeric!(a, a => abs(a)),
        "sign" => real!(a, a => sign(a)),
        "conj" => complex!(a, a => conj(a)),
        "isnan" => numeric!(a, a => isnan(a)),
        "isinf" => numeric!(a, a => isinf(a)),
        "isfinite" => numeric!(a, a => isfinite(a)),
        "signbit" => real!(a, a => signbit(a)),
        "nan_to_num" => real!(a, a => nan_to_num(a)),
        "logical_not" => any!(a, a => logical_not(a)),
        "round" => {
            let decimals = i32::try_from(case.int("decimals")?).ok()?;
            real!(a, a => round_with(a, decimals))
        }
        "clip" => match a {
            Value::F64(a) => Some(clip(a, 1., 3.).into()),
            Value::F32(a) => Some(clip(a, 1., 3.).into()),
            _ => integer!(a, a => clip(a, 1, 3)),
        },
        _ => None,
    }
}

fn of_two(case: &Case, args: &[Value]) -> Option<Value> {
    macro_rules! of_numeric {
        ($($name:ident)*) => {
            match case.call.as_str() {
                $(stringify!($name) => return numeric2!(args, (a, b) => $name(a, b)),)*
                _ => {}
            }
        };
    }
    of_numeric!(add subtract multiply divide maximum minimum);
    macro_rules! of_real {
        ($($name:ident)*) => {
            match case.call.as_str() {
                $(stringify!($name) => return real2!(args, (a, b) => $name(a, b)),)*
                _ => {}
            }
        };
    }
    of_real!(floor_divide remainder fmax fmin power less less_equal greater greater_equal);
    macro_rules! of_float {
        ($($name:ident)*) => {
            match case.call.as_str() {
                $(stringify!($name) => return float2!(args, (a, b) => $name(a, b)),)*
                _ => {}
            }
        };
    }
    of_float!(hypot arctan2 copysign isclose allclose);
    match case.call.as_str() {
        "equal" => any2!(args, (a, b) => equal(a, b)),
        "not_equal" => any2!(args, (a, b) => not_equal(a, b)),
        "array_equal" => any2!(args, (a, b) => array_equal(a, b)),
        "bitwise_and" => integer_or_bool2!(args, (a, b) => bitwise_and(a, b)),
        "bitwise_or" => integer_or_bool2!(args, (a, b) => bitwise_or(a, b)),
        "bitwise_xor" => integer_or_bool2!(args, (a, b) => bitwise_xor(a, b)),
        "logical_and" => any2!(args, (a, b) => logical_and(a, b)),
        "logical_or" => any2!(args, (a, b) => logical_or(a, b)),
        "logical_xor" => any2!(args, (a, b) => logical_xor(a, b)),
        _ => None,
    }
}
