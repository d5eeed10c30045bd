//! Exponentials and the hyperbolic functions made of them.

use std::f64::consts::{LN_2, LOG2_E};

use super::{LN_2_HIGH, LN_2_LOW, ROUNDER, polynomial, power_of_two};

/// What is left of ln 2 when its float is taken off.
const LN_2_REST: f64 = 2.319_046_813_846_299_6e-17;
/// `exp(r) = 1 + r + r² q(r)` for |r| up to ln 2 / 2.
const EXP: [f64; 12] = [
    0.5,
    0.166_666_666_666_666_66,
    0.041_666_666_666_666_68,
    0.008_333_333_333_333_333,
    0.001_388_888_888_887_900_4,
    0.000_198_412_698_412_632_52,
    2.480_158_733_663_095e-05,
    2.755_731_924_734_450_7e-06,
    2.755_726_307_730_941e-07,
    2.505_207_095_980_366_2e-08,
    2.091_821_231_913_398e-09,
    1.608_667_766_678_736_2e-10,
];
/// `sinh(r) = r + r z p(z)` with `z = r²`, for |r| up to ln 2 / 2.
const SINH: [f64; 5] = [
    0.166_666_666_666_666_69,
    0.008_333_333_333_330_051,
    0.000_198_412_698_631_059_52,
    2.755_726_837_870_960_8e-6,
    2.510_042_414_492_696_3e-8,
];
/// `cosh(r) = 1 + z p(z)`, for the same.
const COSH: [f64; 6] = [
    0.5,
    0.041_666_666_666_666_68,
    0.001_388_888_888_887_904_3,
    2.480_158_733_652_597_7e-5,
    2.755_726_318_950_421e-7,
    2.091_817_086_630_594e-9,
];

/// `r` and `n` with `x = r + n ln 2`, and `n` as [`ROUNDER`] leaves it.
#[inline(always)]
pub(super) fn without_twos(x: f64) -> (f64, f64) {
    let rounded = x.mul_add(LOG2_E, ROUNDER);
    let n = rounded - ROUNDER;
    ((-n).mul_add(LN_2_LOW, (-n).mul_add(LN_2_HIGH, x)), rounded)
}

/// `exp(r) - 1` for small `r`.
#[inline(always)]
pub(super) fn small_expm1(r: f64) -> f64 {
    (r * r).mul_add(polynomial(r, &EXP), r)
}

#[inline(always)]
pub(crate) fn exp(x: f64) -> f64 {
    let (r, rounded) = without_twos(x);
    (1.0 + small_expm1(r)) * power_of_two(rounded)
}

#[inline(always)]
pub(crate) fn exp2(x: f64) -> f64 {
    let rounded = x + ROUNDER;
    let part = x - (rounded - ROUNDER);
    let r = part * LN_2;
    let rest = part.mul_add(LN_2, -r) + part * LN_2_REST;
    (1.0 + (small_expm1(r) + rest)) * power_of_two(rounded)
}

#[inline(always)]
pub(crate) fn expm1(x: f64) -> f64 {
    // Below it is -1 to the last digit.
    let least = if x < -40.0 { -40.0 } else { x };
    let (r, rounded) = without_twos(least);
    let n = rounded - ROUNDER;
    // What the rounding of `r` took off, and of its exponential less 1.
    let near = (-n).mul_add(LN_2_HIGH, least);
    let taken = (-n).mul_add(LN_2_LOW, near - r);
    let curve = r * r * polynomial(r, &EXP);
    let small = r + curve;
    let small_rest = (r - small) + curve + taken;
    // (1 + small) 2^n - 1: the products with a power of two are exact, and so is their sum in two
    // parts.
    let scale = power_of_two(rounded);
    let (a, b) = (scale - 1.0, scale * small);
    let sum = a + b;
    let back = sum - a;
    let sum_rest = (a - (sum - back)) + (b - back);
    (sum + scale.mul_add(small_rest, sum_rest)).copysign(x)
}

/// `exp(x) - 1`, off by up to two units: near zero its two parts may cancel each other.
#[inline(always)]
fn near_expm1(x: f64) -> f64 {
    let (r, rounded) = without_twos(x);
    let n = rounded - ROUNDER;
    // What the rounding of `r` took off.
    let near = (-n).mul_add(LN_2_HIGH, x);
    let taken = (-n).mul_add(LN_2_LOW, near - r);
    let small = r + (r * r).mul_add(polynomial(r, &EXP), taken);
    let scale = power_of_two(rounded);
    small.mul_add(scale, scale - 1.0)
}

/// What hyperbolic sines and cosines are made of, which are sums of those of `r` and of `n ln 2`.
struct Hyperbolic {
    /// The sine and the cosine of `n ln 2`.
    sinh: f64,
    cosh: f64,
    r: f64,
    /// The sine of `r` less `r`, and the cosine less 1.
    sinh_rest: f64,
    cosh_rest: f64,
}

#[inline(always)]
fn hyperbolic(x: f64) -> Hyperbolic {
    let (r, rounded) = without_twos(x);
    let n = rounded - ROUNDER;
    // What the rounding of `r` took off.
    let near = (-n).mul_add(LN_2_HIGH, x);
    let taken = (-n).mul_add(LN_2_LOW, near - r);
    let z = r * r;
    // Half of 2^n and of 2^-n.
    let bits = rounded.to_bits();
    let up = f64::from_bits(bits.wrapping_add(1022) << 52);
    let down = f64::from_bits(1022_u64.wrapping_sub(bits) << 52);
    Hyperbolic {
        sinh: up - down,
        cosh: up + down,
        r,
        sinh_rest: (r * z).mul_add(polynomial(z, &SINH), taken),
        cosh_rest: z * polynomial(z, &COSH),
    }
}

#[inline(always)]
pub(crate) fn sinh(x: f64) -> f64 {
    let h = hyperbolic(x.abs());
    let rest = h.sinh.mul_add(h.cosh_rest, h.cosh * h.sinh_rest);
    (h.sinh + h.cosh.mul_add(h.r, rest)).copysign(x)
}

#[inline(always)]
pub(crate) fn cosh(x: f64) -> f64 {
    let h = hyperbolic(x.abs());
    let rest = h.cosh.mul_add(h.cosh_rest, h.sinh * h.sinh_rest);
    h.cosh + h.sinh.mul_add(h.r, rest)
}

#[inline(always)]
pub(crate) fn tanh(x: f64) -> f64 {
    let size = x.abs();
    // Above it is 1 to the last digit.
    let e = near_expm1(2.0 * if size > 20.0 { 20.0 } else { size });
    (e / (e + 2.0)).copysign(x)
}
