//! Exponentials and hyperbolic functions.

use std::f32::consts::{LN_2, LOG2_E};

use super::{LN_2_HIGH, LN_2_LOW, ROUNDER, polynomial, power_of_two};

/// `exp(r) - 1 = r + r² p(r)` for |r| up to ln 2 / 2.
pub(in super::super) const EXPM1: [f32; 5] =
    [0.5, 0.166_665_38, 0.041_666_266, 0.008_367_247, 0.001_394_759_9];
/// What is left of ln 2 when its float is taken off.
const LN_2_REST: f32 = -1.904_654_3e-9;
/// `2^r - 1 = r ln 2 + r² p(r)` for |r| up to ½.
const EXP2M1: [f32; 5] =
    [0.240_226_5, 0.055_503_55, 0.009_618_027, 0.001_339_202, 0.000_154_710_68];

/// `a` and a power of two with `exp(x) = (1 + a) 2^n`.
#[inline(always)]
fn exp_parts(x: f32) -> (f32, f32) {
    let rounded = x.mul_add(LOG2_E, ROUNDER);
    let less = ROUNDER - rounded;
    let near = less.mul_add(LN_2_HIGH, x);
    let r = less.mul_add(LN_2_LOW, near);
    // What the rounding of `r` took off.
    let taken = less.mul_add(LN_2_LOW, near - r);
    (r + (r * r).mul_add(polynomial(r, &EXPM1), taken), power_of_two(rounded))
}

#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let (part, scale) = exp_parts(x);
    part.mul_add(scale, scale)
}

#[inline(always)]
pub(crate) fn exp2(x: f32) -> f32 {
    let rounded = x + ROUNDER;
    let part = x - (rounded - ROUNDER);
    let scale = power_of_two(rounded);
    small_exp2m1(part).mul_add(scale, scale)
}

/// `2^r - 1` for |r| up to ½.
#[inline(always)]
pub(super) fn small_exp2m1(r: f32) -> f32 {
    r.mul_add(LN_2, r * r.mul_add(polynomial(r, &EXP2M1), LN_2_REST))
}

#[inline(always)]
fn small_expm1(x: f32) -> f32 {
    let (part, scale) = exp_parts(x);
    part.mul_add(scale, scale - 1.0)
}

#[inline(always)]
pub(crate) fn expm1(x: f32) -> f32 {
    // Below it is -1 to the last digit.
    small_expm1(if x < -40.0 { -40.0 } else { x }).copysign(x)
}

#[inline(always)]
pub(crate) fn sinh(x: f32) -> f32 {
    let e = small_expm1(x.abs());
    (0.5 * (e + e / (e + 1.0))).copysign(x)
}

#[inline(always)]
pub(crate) fn cosh(x: f32) -> f32 {
    let e = exp(x.abs());
    0.5 * (e + 1.0 / e)
}

#[inline(always)]
pub(crate) fn tanh(x: f32) -> f32 {
    let size = x.abs();
    // Above it is 1 to the last digit.
    let least = if size > 10.0 { 10.0 } else { size };
    // exp(2x) - 1, without what the rounding of `r` takes off: its quotient hides that.
    let rounded = least.mul_add(2.0 * LOG2_E, ROUNDER);
    let less = ROUNDER - rounded;
    let r = less.mul_add(LN_2_LOW, less.mul_add(LN_2_HIGH, 2.0 * least));
    let small = (r * r).mul_add(polynomial(r, &EXPM1), r);
    let scale = power_of_two(rounded);
    let e = small.mul_add(scale, scale - 1.0);
    (e / (e + 2.0)).copysign(x)
}
