//! Logarithms.

use std::f64::consts::{LOG2_E, LOG10_E};

use super::{LN_2_HIGH, LN_2_LOW, mantissa, polynomial};

/// What is left of 1/ln 2 when its float is taken off.
const LOG2_E_REST: f64 = 2.035_527_374_093_103_3e-17;
/// What is left of 1/ln 10 when its float is taken off.
const LOG10_E_REST: f64 = 1.098_319_650_216_765e-17;
/// log10 2 in two parts, as ln 2.
const LOG10_2_HIGH: f64 = 0.301_029_995_549_470_2;
const LOG10_2_LOW: f64 = 1.145_110_089_802_183_8e-10;
/// `log((1+s)/(1-s)) = 2s + s z p(z)` with `z = s²`, for the mantissas from √½ to √2.
const LOG: [f64; 8] = [
    0.666_666_666_666_666_6,
    0.400_000_000_000_008_9,
    0.285_714_285_707_959_37,
    0.222_222_223_934_526_3,
    0.181_817_954_545_265,
    0.153_862_497_881_961_05,
    0.132_685_033_127_947_6,
    0.130_894_451_452_463_12,
];

/// `f = m - 1` and the small rest of `log m = f - f²/2 + rest`, with that square.
#[inline(always)]
fn log_parts(m: f64) -> (f64, f64, f64) {
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let half_square = 0.5 * f * f;
    (f, half_square, s * z.mul_add(polynomial(z, &LOG), half_square))
}

#[inline(always)]
pub(crate) fn log(x: f64) -> f64 {
    let (k, m) = mantissa(x);
    let (f, half_square, rest) = log_parts(m);
    let low = k.mul_add(LN_2_LOW, rest);
    k.mul_add(LN_2_HIGH, f - (half_square - low))
}

#[inline(always)]
pub(crate) fn log1p(x: f64) -> f64 {
    let u = 1.0 + x;
    let lost = if x > 1.0 { 1.0 - (u - x) } else { x - (u - 1.0) };
    let (k, m) = mantissa(u);
    let (f, half_square, rest) = log_parts(m);
    let low = k.mul_add(LN_2_LOW, rest + lost / u);
    k.mul_add(LN_2_HIGH, f - (half_square - low)).copysign(x)
}

#[inline(always)]
pub(crate) fn log2(x: f64) -> f64 {
    let (k, m) = mantissa(x);
    let (f, half_square, rest) = log_parts(m);
    k + f.mul_add(LOG2_E, (rest - half_square).mul_add(LOG2_E, f * LOG2_E_REST))
}

#[inline(always)]
pub(crate) fn log10(x: f64) -> f64 {
    let (k, m) = mantissa(x);
    let (f, half_square, rest) = log_parts(m);
    let low = k.mul_add(LOG10_2_LOW, f * LOG10_E_REST);
    let high = f.mul_add(LOG10_E, (rest - half_square).mul_add(LOG10_E, low));
    k.mul_add(LOG10_2_HIGH, high)
}
