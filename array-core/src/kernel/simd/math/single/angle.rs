//! Sine, cosine and tangent.
//!
//! Sine and cosine calculate in `f64`: near multiples of π/2 that leaves all digits right.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2};

use super::{ROUNDER, polynomial};
use crate::kernel::simd::math as wide;
use crate::kernel::simd::math::angle::with_sign;

/// `sin(r) = r p(r²)` for |r| up to π/4.
const SIN: [f64; 5] = [
    0.999_999_999_995_668_8,
    -0.166_666_666_315_631_62,
    0.008_333_328_779_736_224,
    -0.000_198_392_013_885_586_45,
    2.717_338_055_735_482e-06,
];
/// `cos(r) = p(r²)`.
const COS: [f64; 5] = [
    0.999_999_999_952_442,
    -0.499_999_996_145_502_8,
    0.041_666_616_662_651_89,
    -0.001_388_661_709_570_438_2,
    2.437_974_753_546_116e-05,
];
/// π/2 in three parts.
const FRAC_PI_2_PARTS: [f32; 3] = [1.570_796_4, -4.371_139e-8, -1.715_124_5e-15];
/// `sin(r) = r + r z p(z)` with `z = r²`, for |r| up to π/4, in `f32`.
const SIN_TAIL: [f32; 3] = [-0.166_666_55, 0.008_332_167, -0.000_195_156_58];
/// `cos(r) = 1 - z/2 + z² p(z)`.
const COS_TAIL: [f32; 3] = [0.041_666_646, -0.001_388_735_3, 2.443_661e-5];

/// Sine and cosine of the angle's distance from the nearest multiple of π/2, and that multiple in
/// the lowest bits.
#[inline(always)]
fn sin_cos(x: f32) -> (f64, f64, u64) {
    let x = f64::from(x);
    let rounded = x.mul_add(FRAC_2_PI, wide::ROUNDER);
    let less = wide::ROUNDER - rounded;
    let r = less.mul_add(wide::FRAC_PI_2_REST, less.mul_add(FRAC_PI_2, x));
    let z = r * r;
    (r * wide::polynomial(z, &SIN), wide::polynomial(z, &COS), rounded.to_bits())
}

#[inline(always)]
pub(crate) fn sin(x: f32) -> f32 {
    let (sin, cos, turns) = sin_cos(x);
    let value = with_sign(if turns & 1 == 0 { sin } else { cos }, turns >> 1 & 1) as f32;
    // Of the zeros only, whose sign the reduction loses.
    if x == 0.0 { x } else { value }
}

#[inline(always)]
pub(crate) fn cos(x: f32) -> f32 {
    let (sin, cos, turns) = sin_cos(x);
    with_sign(if turns & 1 == 0 { cos } else { sin }, (turns + 1) >> 1 & 1) as f32
}

#[inline(always)]
pub(crate) fn tan(x: f32) -> f32 {
    let rounded = x.mul_add(std::f32::consts::FRAC_2_PI, ROUNDER);
    let less = ROUNDER - rounded;
    // What the first step gives is exact, as a multiple of the last place of π/2 less than 1.
    let first = less.mul_add(FRAC_PI_2_PARTS[0], x);
    let r = less.mul_add(FRAC_PI_2_PARTS[2], less.mul_add(FRAC_PI_2_PARTS[1], first));
    let z = r * r;
    let sin = (r * z).mul_add(polynomial(z, &SIN_TAIL), r);
    let cos = (z * z).mul_add(polynomial(z, &COS_TAIL), z.mul_add(-0.5, 1.0));
    let even = rounded.to_bits() & 1 == 0;
    let (above, below) = if even { (sin, cos) } else { (-cos, sin) };
    if x == 0.0 { x } else { above / below }
}
