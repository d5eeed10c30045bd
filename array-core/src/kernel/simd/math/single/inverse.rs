//! The inverses of sine, cosine and tangent.

use std::f32::consts::{FRAC_PI_2, PI};

use super::polynomial;

/// What is left of π/2 when its float is taken off.
const FRAC_PI_2_REST: f32 = -4.371_139e-8;
/// `atan(t) = t + t z p(z)` with `z = t²`, for |t| up to 1.
const ATAN: [f32; 8] = [
    -0.333_331_67,
    0.199_941_37,
    -0.142_142_09,
    0.106_789_4,
    -0.075_805_776,
    0.043_553_53,
    -0.016_581_178,
    0.002_974_589,
];
/// `asin(t) = t + t z p(z)` with `z = t²`, for |t| up to ½.
const ASIN: [f32; 5] = [0.166_667_54, 0.074_952_416, 0.045_477_1, 0.024_147_6, 0.042_218_566];

#[inline(always)]
pub(crate) fn arctan(x: f32) -> f32 {
    let size = x.abs();
    // The angle's complement has a small tangent.
    let far = size > 1.0;
    let t = (if far { -1.0 } else { size }) / (if far { size } else { 1.0 });
    let z = t * t;
    let rest = (t * z).mul_add(polynomial(z, &ATAN), if far { FRAC_PI_2_REST } else { 0.0 });
    let angle = if far { FRAC_PI_2 } else { 0.0 } + (t + rest);
    angle.copysign(x)
}

/// The angle with this sine; or half the complement of that, if the sine is more than a half.
#[inline(always)]
fn near_arcsin(size: f32) -> f32 {
    let square = (-0.5_f32).mul_add(size, 0.5);
    let large = size > 0.5;
    let t = if large { square.sqrt() } else { size };
    let z = if large { square } else { size * size };
    (t * z).mul_add(polynomial(z, &ASIN), t)
}

#[inline(always)]
pub(crate) fn arcsin(x: f32) -> f32 {
    let size = x.abs();
    let angle = near_arcsin(size);
    let of_large = FRAC_PI_2 - 2.0_f32.mul_add(angle, -FRAC_PI_2_REST);
    (if size > 0.5 { of_large } else { angle }).copysign(x)
}

#[inline(always)]
pub(crate) fn arccos(x: f32) -> f32 {
    let angle = near_arcsin(x.abs()).copysign(x);
    let of_large =
        if x > 0.0 { 2.0 * angle } else { PI + 2.0_f32.mul_add(angle, 2.0 * FRAC_PI_2_REST) };
    let of_small = FRAC_PI_2 - (angle - FRAC_PI_2_REST);
    if x.abs() > 0.5 { of_large } else { of_small }
}
