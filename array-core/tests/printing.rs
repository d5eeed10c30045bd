//! Arrays print as NumPy prints them, to the character: the cases of `print_cases.json`, which
//! `print_cases.py` wrote.

use array_core::display::{FloatMode, PrintOptions};
use array_core::prelude::*;
use ndarray::{ArrayD, IxDyn};
use serde_json::Value;

/// The options a case names, over the defaults.
fn options(case: &Value) -> PrintOptions {
    let mut options = PrintOptions::new();
    for (name, value) in case["options"].as_object().into_iter().flatten() {
        let count = || usize::try_from(value.as_u64().unwrap()).unwrap();
        let text = || value.as_str().unwrap();
        options = match name.as_str() {
            "precision" => options.precision(count()),
            "threshold" => options.threshold(count()),
            "edgeitems" => options.edgeitems(count()),
            "linewidth" => options.linewidth(count()),
            "suppress" => options.suppress(value.as_bool().unwrap()),
            "sign" => options.sign(text().chars().next().unwrap()),
            "nanstr" => options.nanstr(text()),
            "infstr" => options.infstr(text()),
            "separator" => options.separator(text()),
            "floatmode" => options.floatmode(match text() {
                "fixed" => FloatMode::Fixed,
                "unique" => FloatMode::Unique,
                "maxprec" => FloatMode::MaxPrec,
                "maxprec_equal" => FloatMode::MaxPrecEqual,
                other => panic!("floatmode {other}"),
            }),
            other => panic!("option {other}"),
        };
    }
    options
}

/// An element as the cases write it, or made from a number.
trait FromCase: Element {
    fn parse(value: &Value) -> Self;
    fn from_number(value: f64) -> Self;
}

macro_rules! from_case {
    ($($t:ty)*) => {$(
        impl FromCase for $t {
            fn parse(value: &Value) -> Self {
                value.as_str().unwrap().parse().unwrap()
            }
            fn from_number(value: f64) -> Self {
                value as $t
            }
        }
    )*};
}

from_case! { f64 f32 i64 i32 i16 i8 u64 u32 u16 u8 }

impl FromCase for bool {
    fn parse(value: &Value) -> Self {
        value == "true"
    }
    fn from_number(value: f64) -> Self {
        value != 0.0
    }
}

macro_rules! complex_from_case {
    ($($t:ty, $part:ty;)*) => {$(
        impl FromCase for $t {
            fn parse(value: &Value) -> Self {
                Self::new(<$part>::parse(&value[0]), <$part>::parse(&value[1]))
            }
            fn from_number(value: f64) -> Self {
                Self::new(value as $part, 0.0)
            }
        }
    )*};
}

complex_from_case! { Complex64, f64; Complex32, f32; }

/// The three texts of a case's array.
fn texts<T: FromCase>(case: &Value) -> [String; 3] {
    let shape: Vec<usize> = serde_json::from_value(case["shape"].clone()).unwrap();
    let elements: Vec<T> = match case["arange"].as_f64() {
        Some(step) => {
            (0..shape.iter().product()).map(|i: usize| T::from_number(i as f64 * step)).collect()
        }
        None => case["data"].as_array().unwrap().iter().map(T::parse).collect(),
    };
    let array = Array::from(ArrayD::from_shape_vec(IxDyn(&shape), elements).unwrap());
    let options = options(case);
    [
        array_str_with(&array, &options),
        array_repr_with(&array, &options),
        array2string_with(&array, &options),
    ]
}

#[test]
fn arrays_print_as_numpy_prints_them() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("print_cases.json")).unwrap();
    assert!(cases.len() > 800, "{} cases", cases.len());
    let mut failures = Vec::new();
    for case in &cases {
        let ours = match case["dtype"].as_str().unwrap() {
            "bool" => texts::<bool>(case),
            "int8" => texts::<i8>(case),
            "int16" => texts::<i16>(case),
            "int32" => texts::<i32>(case),
            "int64" => texts::<i64>(case),
            "uint8" => texts::<u8>(case),
            "uint16" => texts::<u16>(case),
            "uint32" => texts::<u32>(case),
            "uint64" => texts::<u64>(case),
            "float32" => texts::<f32>(case),
            "float64" => texts::<f64>(case),
            "complex64" => texts::<Complex32>(case),
            "complex128" => texts::<Complex64>(case),
            other => panic!("dtype {other}"),
        };
        for (kind, ours) in ["str", "repr", "array2string"].into_iter().zip(ours) {
            // Where `array2string` is left out it is the same as `str`.
            let numpy = case.get(kind).unwrap_or(&case["str"]).as_str().unwrap();
            if ours != numpy {
                failures.push(format!(
                    "{kind} of {} {} {}\nours:\n{ours}\nNumPy:\n{numpy}\n",
                    case["dtype"], case["shape"], case["options"]
                ));
            }
        }
    }
    let first = failures.iter().take(10).cloned().collect::<String>();
    assert!(failures.is_empty(), "{} of {} cases differ\n{first}", failures.len(), cases.len());
}
