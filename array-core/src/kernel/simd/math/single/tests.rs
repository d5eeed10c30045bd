//! How far the functions are from the right values.

use super::*;

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
        exp, exponent, exp, 0.51;
        exp2, binary_exponent, exp2, 0.51;
        expm1, exponent, exp_m1, 0.51;
        sinh, exponent, sinh, 0.75;
        cosh, exponent, cosh, 0.75;
        tanh, any, tanh, 2.3;
        log, positive, ln, 0.52;
        log2, positive, log2, 0.52;
        log10, positive, log10, 0.52;
        log1p, above_minus_one, ln_1p, 0.52;
        sin, angle, sin, 0.51;
        cos, angle, cos, 0.51;
        tan, angle, tan, 2.0;
        arcsin, any, asin, 0.52;
        arccos, any, acos, 0.52;
        arctan, any, atan, 0.52;
    }
}

#[test]
fn powers_are_near_the_right_value() {
    for x in floats() {
        for y in [-7.25_f32, -1.0, -0.3, 0.0, 1e-3, 0.5, 1.0, 2.0, 3.0, 11.5] {
            if ordinary::power(x, y) {
                let off = units(power(x, y), f64::from(x).powf(y.into()));
                assert!(off < 0.52, "{x:e} to the power of {y}: off by {off} units");
            }
        }
    }
}
