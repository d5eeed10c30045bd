//! How far the functions are from the right values.

use super::*;
use crate::kernel::simd::{forced::each_level, widest};

/// How far off a value is, in units in the last place of the right one.
fn units(value: f32, right: f64) -> f64 {
    let nearest = right as f32;
    let size = nearest.abs();
    let unit = f64::from(f32::from_bits(size.to_bits() + 1)) - f64::from(size);
    if value == nearest { 0.0 } else { (f64::from(value) - right).abs() / unit }
}

/// Floats of every size and sign, zeros among them.
fn floats() -> impl Iterator<Item = f32> {
    (0..=u32::MAX).step_by(400_009).chain([1 << 31]).map(f32::from_bits)
}

#[test]
fn functions_of_one_number_are_near_the_right_value() {
    macro_rules! check {
        ($($function:ident, $ordinary:ident, $exact:ident, $within:literal;)*) => {$(
            for x in floats().filter(|&x| x.is_finite() && ordinary::$ordinary(x)) {
                let (value, right) = ($function(x), f64::from(x).$exact());
                if right.is_nan() {
                    assert!(value.is_nan(), "{}({x:e}) = {value:e}", stringify!($function));
                    continue;
                }
                let off = units(value, right);
                let same_sign = right != 0.0 || value.to_bits() == (right as f32).to_bits();
                assert!(
                    off <= $within && same_sign,
                    "{}({x:e}) = {value:e}, off by {off} units",
                    stringify!($function)
                );
            }
        )*};
    }
    check! {
        exp, exponent, exp, 0.95;
        exp2, binary_exponent, exp2, 0.95;
        expm1, exponent, exp_m1, 1.6;
        sinh, exponent, sinh, 2.3;
        cosh, exponent, cosh, 1.4;
        tanh, any, tanh, 2.5;
        log, positive, ln, 0.9;
        log2, positive, log2, 1.0;
        log10, positive, log10, 0.95;
        log1p, above_minus_one, ln_1p, 0.95;
        sin, angle, sin, 0.51;
        cos, angle, cos, 0.51;
        tan, angle, tan, 3.6;
        arcsin, any, asin, 2.4;
        arccos, any, acos, 1.2;
        arctan, any, atan, 1.5;
    }
}

#[test]
fn powers_are_near_the_right_value() {
    for x in floats() {
        for y in [-240.5_f32, -7.25, -1.0, -0.3, 0.0, 1e-3, 0.5, 1.0, 2.0, 3.0, 11.5, 99.9, 249.0] {
            if ordinary::power(x, y) {
                let off = units(power(x, y), f64::from(x).powf(y.into()));
                assert!(off < 2.6, "{x:e} to the power of {y}: off by {off} units");
            }
        }
    }
}

#[test]
fn powers_and_logarithms_that_are_whole_numbers_are_exact() {
    for base in 1..=40_u8 {
        let mut product = 1.0_f32;
        for exponent in 0..6_u8 {
            if product < 16_777_216.0 {
                assert_eq!(power(base.into(), exponent.into()), product, "{base}^{exponent}");
            }
            product *= f32::from(base);
        }
    }
    for exponent in 0..=10 {
        let whole = exponent as f32;
        assert_eq!(log10(10.0_f32.powi(exponent)), whole);
        assert_eq!(log2(2.0_f32.powi(exponent)), whole);
        assert_eq!(exp2(whole), 2.0_f32.powi(exponent));
    }
}

#[test]
fn values_do_not_depend_on_the_instructions() {
    macro_rules! check {
        ($($function:ident, $ordinary:ident;)*) => {$(
            let arguments: Vec<f32> = floats().filter(|&x| ordinary::$ordinary(x)).collect();
            each_level(|| {
                let mut values = arguments.clone();
                widest(
                    #[inline(always)]
                    || values.iter_mut().for_each(|x| *x = $function(*x)),
                );
                for (&x, value) in arguments.iter().zip(values) {
                    let portable = $function(x);
                    assert!(
                        value.to_bits() == portable.to_bits() || value.is_nan() && portable.is_nan(),
                        "{}({x:e}) = {portable:e}, or {value:e}",
                        stringify!($function)
                    );
                }
            });
        )*};
    }
    check! {
        exp, exponent; exp2, binary_exponent; expm1, exponent; sinh, exponent; cosh, exponent;
        tanh, any; log, positive; log2, positive; log10, positive; log1p, above_minus_one;
        sin, angle; cos, angle; tan, angle; arcsin, any; arccos, any; arctan, any;
    }
}
