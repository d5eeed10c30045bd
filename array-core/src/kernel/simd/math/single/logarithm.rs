//! Logarithms.

use std::f32::consts::{LOG2_E, LOG10_E};

use super::{LN_2_HIGH, LN_2_LOW, mantissa, polynomial};

/// What is left of 1/ln 2 when its float is taken off.
pub(super) const LOG2_E_REST: f32 = 1.925_963e-8;
/// What is left of 1/ln 10 when its float is taken off.
const LOG10_E_REST: f32 = -1.010_305e-8;
/// log10 2 in two parts, as ln 2.
const LOG10_2_HIGH: f32 = 0.301_025_4;
const LOG10_2_LOW: f32 = 4.605_039e-6;
/// `log(1 + f) = f - f²/2 + f³ p(f)`, for the mantissas from √½ to √2.
const LOG: [f32; 8] = [
    0.333_333_16,
    -0.250_008_26,
    0.200_023_74,
    -0.166_239_99,
    0.141_788_24,
    -0.131_322_18,
    0.129_001_69,
    -0.078_729_235,
];

/// The small rest of `log(1 + f) = f + rest`.
#[inline(always)]
fn log_rest(f: f32) -> f32 {
    let square = f * f;
    square * f.mul_add(polynomial(f, &LOG), -0.5)
}

#[inline(always)]
pub(crate) fn log(x: f32) -> f32 {
    let (k, m) = mantissa(x);
    let f = m - 1.0;
    k.mul_add(LN_2_HIGH, f + k.mul_add(LN_2_LOW, log_rest(f)))
}

#[inline(always)]
pub(crate) fn log2(x: f32) -> f32 {
    let (k, m) = mantissa(x);
    let f = m - 1.0;
    let rest = log_rest(f).mul_add(LOG2_E, f * LOG2_E_REST);
    k + f.mul_add(LOG2_E, rest)
}

#[inline(always)]
pub(crate) fn log10(x: f32) -> f32 {
    let (k, m) = mantissa(x);
    let f = m - 1.0;
    let rest = log_rest(f).mul_add(LOG10_E, k.mul_add(LOG10_2_LOW, f * LOG10_E_REST));
    k.mul_add(LOG10_2_HIGH, f.mul_add(LOG10_E, rest))
}

#[inline(always)]
pub(crate) fn log1p(x: f32) -> f32 {
    let u = 1.0 + x;
    let lost = if x > 1.0 { 1.0 - (u - x) } else { x - (u - 1.0) };
    let (k, m) = mantissa(u);
    // A small argument is the mantissa's distance from 1 itself; from others the sum with 1 took
    // something, whose share of the sum is added.
    let small = k == 0.0;
    let f = if small { x } else { m - 1.0 };
    let lost = if small { 0.0 } else { lost / u };
    k.mul_add(LN_2_HIGH, f + k.mul_add(LN_2_LOW, log_rest(f) + lost)).copysign(x)
}
