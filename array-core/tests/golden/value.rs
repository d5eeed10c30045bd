//! An array of any dtype, or a list of them: what cases take and give.

use array_core::ndarray::{ArrayD, IxDyn};
use array_core::prelude::*;
use serde_json::Value as Json;

/// An array of any dtype, or a list of arrays.
#[derive(Clone)]
pub(crate) enum Value {
    F64(Array<f64>),
    F32(Array<f32>),
    I64(Array<i64>),
    I32(Array<i32>),
    I16(Array<i16>),
    I8(Array<i8>),
    U64(Array<u64>),
    U32(Array<u32>),
    U16(Array<u16>),
    U8(Array<u8>),
    Bool(Array<bool>),
    C64(Array<Complex32>),
    C128(Array<Complex64>),
    List(Vec<Value>),
}

/// Runs `$body` with `$a` bound to the array, if its dtype is one of the named variants.
macro_rules! of {
    ([$($variant:ident)*], $value:expr, $a:ident => $body:expr) => {
        match $value {
            $($crate::value::Value::$variant($a) => Some($crate::value::Value::from($body)),)*
            _ => None,
        }
    };
}

/// Runs `$body` with `$a` bound to the array, whichever its dtype; its value is of one type.
macro_rules! with_array {
    ($value:expr, $a:ident => $body:expr) => {
        with_array!(@ [F64 F32 I64 I32 I16 I8 U64 U32 U16 U8 Bool C64 C128], $value, $a => $body)
    };
    (@ [$($variant:ident)*], $value:expr, $a:ident => $body:expr) => {
        match $value {
            $($crate::value::Value::$variant($a) => $body,)*
            $crate::value::Value::List(_) => panic!("a list is not an array"),
        }
    };
}

/// The same for two arrays of one dtype.
macro_rules! both {
    ([$($variant:ident)*], $args:expr, ($a:ident, $b:ident) => $body:expr) => {
        match $args {
            $([$crate::value::Value::$variant($a), $crate::value::Value::$variant($b), ..] => {
                Some($crate::value::Value::from($body))
            })*
            _ => None,
        }
    };
}

/// Names the families of element types: each a macro for one array, and one for a pair of them.
macro_rules! families {
    ($d:tt $($with:ident $name:ident [$($variant:ident)*];)*) => {$(
        macro_rules! $name {
            ($d($d arguments:tt)*) => {
                $with!([$($variant)*], $d($d arguments)*)
            };
        }
        pub(crate) use $name;
    )*};
}
pub(crate) use {both, of, with_array};

families! { $
    of any [F64 F32 I64 I32 I16 I8 U64 U32 U16 U8 Bool C64 C128];
    of numeric [F64 F32 I64 I32 I16 I8 U64 U32 U16 U8 C64 C128];
    of real [F64 F32 I64 I32 I16 I8 U64 U32 U16 U8];
    of real_or_bool [F64 F32 I64 I32 I16 I8 U64 U32 U16 U8 Bool];
    of integer [I64 I32 I16 I8 U64 U32 U16 U8];
    of signed [F64 F32 I64 I32 I16 I8 C64 C128];
    of float [F64 F32];
    of complex [C64 C128];
    of inexact [F64 F32 C64 C128];
    both any2 [F64 F32 I64 I32 I16 I8 U64 U32 U16 U8 Bool C64 C128];
    both numeric2 [F64 F32 I64 I32 I16 I8 U64 U32 U16 U8 C64 C128];
    both real2 [F64 F32 I64 I32 I16 I8 U64 U32 U16 U8];
    both integer_or_bool2 [I64 I32 I16 I8 U64 U32 U16 U8 Bool];
    both float2 [F64 F32];
}

/// One element type: how its elements are read, and how they are compared.
trait Number: Element {
    fn parse(json: &Json) -> Self;
    fn wide(self) -> Complex64;
}

fn parse_float(json: &Json) -> f64 {
    json.as_f64().or_else(|| json.as_str()?.parse().ok()).expect("a number")
}

macro_rules! number {
    ($($variant:ident $t:ty, $name:literal, |$json:ident| $parse:expr, |$x:ident| $wide:expr;)*) => {
        $(
            impl Number for $t {
                fn parse($json: &Json) -> Self {
                    $parse
                }
                fn wide(self) -> Complex64 {
                    let $x = self;
                    $wide
                }
            }

            impl From<Array<$t>> for Value {
                fn from(array: Array<$t>) -> Self {
                    Self::$variant(array)
                }
            }

            impl From<$t> for Value {
                fn from(scalar: $t) -> Self {
                    Self::$variant(Array::from(ArrayD::from_elem(IxDyn(&[]), scalar)))
                }
            }
        )*

        impl Value {
            /// Reads an array or a list of arrays.
            pub(crate) fn parse(json: &Json) -> Self {
                if let Some(items) = json["list"].as_array() {
                    return Self::List(items.iter().map(Self::parse).collect());
                }
                let shape: Vec<usize> = serde_json::from_value(json["s"].clone()).expect("a shape");
                let elements = json["v"].as_array().expect("elements");
                match json["d"].as_str().expect("a dtype") {
                    $($name => {
                        let values = elements.iter().map(<$t as Number>::parse).collect();
                        Self::$variant(Array::from(ArrayD::from_shape_vec(shape, values).expect("a whole array")))
                    })*
                    other => panic!("dtype {other}"),
                }
            }

            /// Dtype, shape and elements, widened to the largest type.
            fn parts(&self) -> (&'static str, Vec<usize>, Vec<Complex64>) {
                match self {
                    $(Self::$variant(a) => {
                        ($name, a.shape().to_vec(), a.to_vec().into_iter().map(Number::wide).collect())
                    })*
                    Self::List(_) => ("list", Vec::new(), Vec::new()),
                }
            }
        }
    };
}

number! {
    F64 f64, "f64", |j| parse_float(j), |x| Complex64::new(x, 0.);
    F32 f32, "f32", |j| parse_float(j) as f32, |x| Complex64::new(f64::from(x), 0.);
    I64 i64, "i64", |j| j.as_i64().expect("an i64"), |x| Complex64::new(x as f64, (x & 0xfff) as f64);
    I32 i32, "i32", |j| j.as_i64().expect("an i32") as i32, |x| Complex64::new(f64::from(x), 0.);
    I16 i16, "i16", |j| j.as_i64().expect("an i16") as i16, |x| Complex64::new(f64::from(x), 0.);
    I8 i8, "i8", |j| j.as_i64().expect("an i8") as i8, |x| Complex64::new(f64::from(x), 0.);
    U64 u64, "u64", |j| j.as_u64().expect("a u64"), |x| Complex64::new(x as f64, (x & 0xfff) as f64);
    U32 u32, "u32", |j| j.as_i64().expect("a u32") as u32, |x| Complex64::new(f64::from(x), 0.);
    U16 u16, "u16", |j| j.as_i64().expect("a u16") as u16, |x| Complex64::new(f64::from(x), 0.);
    U8 u8, "u8", |j| j.as_i64().expect("a u8") as u8, |x| Complex64::new(f64::from(x), 0.);
    Bool bool, "bool", |j| j.as_bool().expect("a bool"), |x| Complex64::new(f64::from(u8::from(x)), 0.);
    C64 Complex32, "c64", |j| Complex32::new(parse_float(&j[0]) as f32, parse_float(&j[1]) as f32),
        |x| Complex64::new(f64::from(x.re), f64::from(x.im));
    C128 Complex64, "c128", |j| Complex64::new(parse_float(&j[0]), parse_float(&j[1])), |x| x;
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::from(i64::try_from(count).expect("counts are small"))
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<A: Into<Value>, B: Into<Value>> From<(A, B)> for Value {
    fn from((a, b): (A, B)) -> Self {
        Self::List(vec![a.into(), b.into()])
    }
}

impl Value {
    /// The view of this array that the generator makes by the same name.
    pub(crate) fn viewed(&self, name: &str) -> Self {
        any!(self, a => viewed(a, name)).expect("views are of arrays")
    }

    /// Whether 0.0 and -0.0 both occur.
    pub(crate) fn has_both_zeros(&self) -> bool {
        let zeros = |negative: bool| {
            let is_one = |x: &Complex64| x.re == 0. && x.re.is_sign_negative() == negative;
            self.parts().2.iter().any(is_one)
        };
        zeros(true) && zeros(false)
    }

    /// The printed form under printing options.
    pub(crate) fn text(&self, options: &Json) -> String {
        crate::printing::text(self, options)
    }

    /// What differs from `other`, if anything does; `self` is NumPy's answer.
    pub(crate) fn differs(&self, other: &Self, tol: f64) -> Option<String> {
        if let (Self::List(ours), Self::List(theirs)) = (self, other) {
            if ours.len() != theirs.len() {
                return Some(format!("{} arrays, and NumPy {}", theirs.len(), ours.len()));
            }
            return ours.iter().zip(theirs).find_map(|(a, b)| a.differs(b, tol));
        }
        let ((dtype, shape, expected), (got_dtype, got_shape, got)) = (self.parts(), other.parts());
        if dtype != got_dtype {
            return Some(format!("dtype {got_dtype}, and NumPy {dtype}"));
        }
        if shape != got_shape {
            return Some(format!("shape {got_shape:?}, and NumPy {shape:?}"));
        }
        let scale = expected.iter().map(|x| x.re.abs().max(x.im.abs()));
        let scale = scale.filter(|x| x.is_finite()).fold(0., f64::max);
        let place = expected
            .iter()
            .zip(&got)
            .position(|(e, g)| !(close(e.re, g.re, tol, scale) && close(e.im, g.im, tol, scale)))?;
        Some(format!("element {place} is {}, and NumPy's {}", got[place], expected[place]))
    }
}

/// Equal, both NaN, or within `tol` of the larger of the element and the array's scale.
fn close(expected: f64, got: f64, tol: f64, scale: f64) -> bool {
    if expected == got {
        return tol > 0. || expected != 0. || expected.is_sign_negative() == got.is_sign_negative();
    }
    if expected.is_nan() || got.is_nan() {
        return expected.is_nan() && got.is_nan();
    }
    (expected - got).abs() <= tol * expected.abs().max(scale)
}

/// A view of the array with the strides that the name tells; it shares the array's memory.
fn viewed<T: Element>(array: &Array<T>, name: &str) -> Array<T> {
    match name {
        "reversed" => array.i((..).by(-1)),
        "transposed" => array.t(),
        "stepped" => array.i((Ellipsis, (..).by(2))),
        other => panic!("view {other}"),
    }
}
