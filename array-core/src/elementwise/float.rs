//! Roots, exponentials, logarithms, angles: functions whose results are floats, or complex.

use super::arithmetic::InexactMath;
use super::combine::{self, each};
use super::complex::ComplexMath;
use super::hyperbolic::InverseHyperbolic;
use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element};
use crate::kernel::UnaryLoop;
use crate::kernel::simd;
use crate::kernel::simd::math::{self, single};

/// A function of one number that makes floats of integers.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum FloatUnary {
    Sqrt,
    Exp,
    Exp2,
    Expm1,
    Log,
    Log2,
    Log10,
    Log1p,
    Sin,
    Cos,
    Tan,
    Arcsin,
    Arccos,
    Arctan,
    Sinh,
    Cosh,
    Tanh,
    Arcsinh,
    Arccosh,
    Arctanh,
}

/// The float functions of an element type.
#[doc(hidden)]
pub trait FloatFunctions: Sized {
    fn float_unary(op: FloatUnary, a: Array<Self>) -> Array<<Self as Element>::Float>
    where
        Self: Element;
}

/// A loop, as a constant, that approximates a function, and leaves some arguments to `exact`.
macro_rules! near {
    ($t:ty, $math:ident, $function:ident, $ordinary:ident, |$x:ident| $exact:expr) => {
        &|a: &[$t], out: &mut [std::mem::MaybeUninit<$t>]| {
            simd::approximate(
                a,
                out,
                #[inline(always)]
                |x: $t| $math::$function(x),
                #[inline(always)]
                |x: $t| $math::ordinary::$ordinary(x),
                |$x: $t| $exact,
            )
        }
    };
}

macro_rules! float {
    ($($t:ty: $math:ident;)*) => {$(
        impl FloatFunctions for $t {
            fn float_unary(op: FloatUnary, a: Array<Self>) -> Array<Self> {
                let run: UnaryLoop<'_, $t, $t> = match op {
                    FloatUnary::Sqrt => each!(|x: $t| -> $t { x.sqrt() }),
                    FloatUnary::Exp => near!($t, $math, exp, exponent, |x| x.exp()),
                    FloatUnary::Exp2 => near!($t, $math, exp2, binary_exponent, |x| x.exp2()),
                    FloatUnary::Expm1 => near!($t, $math, expm1, exponent, |x| x.exp_m1()),
                    FloatUnary::Log => near!($t, $math, log, positive, |x| x.ln()),
                    FloatUnary::Log2 => near!($t, $math, log2, positive, |x| x.log2()),
                    FloatUnary::Log10 => near!($t, $math, log10, positive, |x| x.log10()),
                    FloatUnary::Log1p => near!($t, $math, log1p, above_minus_one, |x| x.ln_1p()),
                    FloatUnary::Sin => near!($t, $math, sin, angle, |x| x.sin()),
                    FloatUnary::Cos => near!($t, $math, cos, angle, |x| x.cos()),
                    FloatUnary::Tan => near!($t, $math, tan, angle, |x| x.tan()),
                    FloatUnary::Arcsin => near!($t, $math, arcsin, any, |x| x.asin()),
                    FloatUnary::Arccos => near!($t, $math, arccos, any, |x| x.acos()),
                    FloatUnary::Arctan => near!($t, $math, arctan, any, |x| x.atan()),
                    FloatUnary::Sinh => near!($t, $math, sinh, exponent, |x| x.sinh()),
                    FloatUnary::Cosh => near!($t, $math, cosh, exponent, |x| x.cosh()),
                    FloatUnary::Tanh => near!($t, $math, tanh, any, |x| x.tanh()),
                    FloatUnary::Arcsinh => each!(|x: $t| -> $t { x.area_sine() }),
                    FloatUnary::Arccosh => each!(|x: $t| -> $t { x.area_cosine() }),
                    FloatUnary::Arctanh => each!(|x: $t| -> $t { x.area_tangent() }),
                };
                combine::unary(a, run)
            }
        }
    )*};
}
float! { f32: single; f64: math; }

macro_rules! complex {
    ($($t:ty: $consts:ident;)*) => {$(
        impl FloatFunctions for $t {
            fn float_unary(op: FloatUnary, a: Array<Self>) -> Array<Self> {
                use std::$consts::consts::{LN_2, LN_10};
                let run: UnaryLoop<'_, $t, $t> = match op {
                    FloatUnary::Sqrt => each!(|z: $t| -> $t { z.square_root() }),
                    FloatUnary::Exp => each!(|z: $t| -> $t { z.exp() }),
                    FloatUnary::Exp2 => each!(|z: $t| -> $t { (z * LN_2).exp() }),
                    FloatUnary::Expm1 => each!(|z: $t| -> $t { z.exp_minus_one() }),
                    FloatUnary::Log => {
                        each!(|z: $t| -> $t { <$t>::new(z.magnitude().ln(), z.arg()) })
                    }
                    FloatUnary::Log2 => {
                        each!(|z: $t| -> $t { <$t>::new(z.magnitude().log2(), z.arg() / LN_2) })
                    }
                    FloatUnary::Log10 => {
                        each!(|z: $t| -> $t { <$t>::new(z.magnitude().log10(), z.arg() / LN_10) })
                    }
                    FloatUnary::Log1p => each!(|z: $t| -> $t { z.ln_one_plus() }),
                    FloatUnary::Sin => each!(|z: $t| -> $t { z.sin() }),
                    FloatUnary::Cos => each!(|z: $t| -> $t { z.cos() }),
                    FloatUnary::Tan => each!(|z: $t| -> $t { z.tan() }),
                    FloatUnary::Arcsin => each!(|z: $t| -> $t { z.arcsine() }),
                    FloatUnary::Arccos => each!(|z: $t| -> $t { z.arccosine() }),
                    FloatUnary::Arctan => each!(|z: $t| -> $t { z.arctangent() }),
                    FloatUnary::Sinh => each!(|z: $t| -> $t { z.sinh() }),
                    FloatUnary::Cosh => each!(|z: $t| -> $t { z.cosh() }),
                    FloatUnary::Tanh => each!(|z: $t| -> $t { z.tanh() }),
                    FloatUnary::Arcsinh => each!(|z: $t| -> $t { z.inverse_sinh() }),
                    FloatUnary::Arccosh => each!(|z: $t| -> $t { z.inverse_cosh() }),
                    FloatUnary::Arctanh => each!(|z: $t| -> $t { z.inverse_tanh() }),
                };
                combine::unary(a, run)
            }
        }
    )*};
}
complex! { Complex32: f32; Complex64: f64; }

macro_rules! through_f64 {
    ($($t:ty)*) => {$(
        impl FloatFunctions for $t {
            fn float_unary(op: FloatUnary, a: Array<Self>) -> Array<f64> {
                f64::float_unary(op, a.astype::<f64>())
            }
        }
    )*};
}
through_f64!(bool i8 i16 i32 i64 u8 u16 u32 u64);
