//! Elementary functions of `f32`.
//!
//! They calculate in `f64`, where polynomials that are exact to about 2^-31 are short and nothing
//! that rounding took need be carried along: what is off before the last rounding is a hundredth of
//! a unit. Where a quotient would be slow in `f64` it is taken in `f32`; the result is off by up to
//! 2.2 units then.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, LN_2, LOG2_E, LOG10_2, LOG10_E, PI};

use super::angle::with_sign;
use super::{FRAC_PI_2_REST, ROUNDER, mantissa, polynomial, power_of_two};

/// `exp(r) - 1 = r p(r)` for |r| up to ln 2 / 2.
const EXPM1: [f64; 7] = [
    1.0,
    0.500_000_004_722_104_7,
    0.166_666_667_191_122_8,
    0.041_666_352_438_247_99,
    0.008_333_298_432_825_67,
    0.001_394_114_659_780_252_7,
    0.000_198_993_163_428_474_16,
];
/// `2^r - 1 = r p(r)` for |r| up to ½.
const EXP2M1: [f64; 7] = [
    LN_2,
    0.240_226_509_225_607_6,
    0.055_504_108_839_305_79,
    0.009_618_056_620_501_077,
    0.001_333_350_234_148_273_5,
    0.000_154_614_679_052_868_3,
    1.529_734_162_712_908_5e-05,
];
/// `log(1 + f) = f p(f)`, for the mantissas from √½ to √2.
const LOG: [f64; 11] = [
    1.000_000_000_601_021_5,
    -0.499_999_994_140_164_3,
    0.333_333_026_609_301_14,
    -0.250_000_623_744_053_9,
    0.200_025_356_456_810_97,
    -0.166_665_555_837_321_93,
    0.142_122_911_437_380_4,
    -0.124_208_210_247_923_07,
    0.119_458_787_927_038_6,
    -0.116_206_502_296_167_64,
    0.065_723_282_033_252_62,
];
/// The same for powers, whose exponents multiply the error.
const LOG_OF_BASE: [f64; 13] = [
    0.999_999_999_987_465_1,
    -0.500_000_000_359_518,
    0.333_333_342_492_100_2,
    -0.249_999_927_284_351_55,
    0.199_998_881_396_327_6,
    -0.166_670_245_723_361,
    0.142_908_117_512_141_7,
    -0.124_954_353_322_114_24,
    0.110_060_381_081_124_25,
    -0.099_459_959_207_185_82,
    0.100_472_058_112_229_31,
    -0.098_044_219_436_679_87,
    0.052_358_895_255_632_79,
];
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
/// `sinh(x) = x p(x²)` for |x| up to 1.
const SINH: [f64; 5] = [
    1.000_000_000_049_720_2,
    0.166_666_664_180_977_6,
    0.008_333_353_205_516_373,
    0.000_198_357_138_755_536,
    2.819_018_792_791_475e-06,
];
/// `atan(t) = t p(t²)` for |t| up to 1.
const ATAN: [f64; 11] = [
    0.999_999_999_553_537_6,
    -0.333_333_224_889_115_93,
    0.199_995_581_003_639_62,
    -0.142_785_760_248_077_57,
    0.110_507_712_758_483_67,
    -0.087_850_432_823_585_22,
    0.066_852_815_178_685_1,
    -0.043_928_410_733_152_14,
    0.021_912_945_865_357_053,
    -0.007_030_669_470_383_700_5,
    0.001_057_607_438_049_528_8,
];
/// `asin(t) = t p(t²)` for |t| up to ½.
const ASIN: [f64; 7] = [
    1.000_000_000_231_506_8,
    0.166_666_576_147_070_2,
    0.075_005_727_234_481_57,
    0.044_508_449_300_585_964,
    0.031_859_436_226_017_16,
    0.014_286_411_343_389_979,
    0.037_690_070_582_483_12,
];

/// Which arguments the functions are right for.
pub(crate) mod ordinary {
    use super::mantissa;

    /// Of `exp`, `expm1`, `sinh` and `cosh`: their values are neither infinite nor subnormal.
    #[inline(always)]
    pub(crate) fn exponent(x: f32) -> bool {
        x.abs() < 87.0
    }

    /// Of `exp2`.
    #[inline(always)]
    pub(crate) fn binary_exponent(x: f32) -> bool {
        x.abs() < 125.0
    }

    /// Of logarithms: positive, finite and not subnormal.
    #[inline(always)]
    pub(crate) fn positive(x: f32) -> bool {
        (f32::MIN_POSITIVE..=f32::MAX).contains(&x)
    }

    /// Of `log1p`.
    #[inline(always)]
    pub(crate) fn above_minus_one(x: f32) -> bool {
        x > -1.0 && x <= f32::MAX
    }

    /// Of `sin`, `cos` and `tan`: not so large that multiples of π/2 lose digits.
    #[inline(always)]
    pub(crate) fn angle(x: f32) -> bool {
        x.abs() < 1e5
    }

    /// Of functions without exceptions.
    #[inline(always)]
    pub(crate) fn any(_: f32) -> bool {
        true
    }

    /// Of the base and the exponent of a power, as for `f64`.
    #[inline(always)]
    pub(crate) fn power(x: f32, y: f32) -> bool {
        positive(x) && f64::from(y.abs()) * (mantissa(x.into()).0.abs() + 0.5) < 125.0
    }
}

/// `a` and a power of two with `exp(x) = (1 + a) 2^n`.
#[inline(always)]
fn exp_parts(x: f64) -> (f64, f64) {
    let rounded = x.mul_add(LOG2_E, ROUNDER);
    let r = (ROUNDER - rounded).mul_add(LN_2, x);
    (r * polynomial(r, &EXPM1), power_of_two(rounded))
}

#[inline(always)]
fn exp_wide(x: f64) -> f64 {
    let (part, scale) = exp_parts(x);
    part.mul_add(scale, scale)
}

#[inline(always)]
fn expm1_wide(x: f64) -> f64 {
    let (part, scale) = exp_parts(x);
    part.mul_add(scale, scale - 1.0)
}

#[inline(always)]
fn exp2_wide(x: f64) -> f64 {
    let rounded = x + ROUNDER;
    let part = x - (rounded - ROUNDER);
    let scale = power_of_two(rounded);
    (part * polynomial(part, &EXP2M1)).mul_add(scale, scale)
}

#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    exp_wide(x.into()) as f32
}

#[inline(always)]
pub(crate) fn exp2(x: f32) -> f32 {
    exp2_wide(x.into()) as f32
}

#[inline(always)]
pub(crate) fn expm1(x: f32) -> f32 {
    // Below it is -1 to the last digit.
    let least = if x < -40.0 { -40.0 } else { x };
    (expm1_wide(least.into()) as f32).copysign(x)
}

#[inline(always)]
pub(crate) fn sinh(x: f32) -> f32 {
    let size = f64::from(x.abs());
    let e = exp_wide(size);
    let near = size * polynomial(size * size, &SINH);
    let far = 0.5 * (e - f64::from(1.0 / e as f32));
    (if size < 1.0 { near } else { far } as f32).copysign(x)
}

#[inline(always)]
pub(crate) fn cosh(x: f32) -> f32 {
    let e = exp_wide(x.abs().into());
    (0.5 * (e + f64::from(1.0 / e as f32))) as f32
}

#[inline(always)]
pub(crate) fn tanh(x: f32) -> f32 {
    let size = x.abs();
    // Above it is 1 to the last digit.
    let e = expm1_wide(2.0 * f64::from(if size > 10.0 { 10.0 } else { size }));
    (e as f32 / (e + 2.0) as f32).copysign(x)
}

/// `k` and `log m` with `x = m 2^k`.
#[inline(always)]
fn log_parts(x: f32) -> (f64, f64) {
    let (k, m) = mantissa(x.into());
    let f = m - 1.0;
    (k, f * polynomial(f, &LOG))
}

#[inline(always)]
pub(crate) fn log(x: f32) -> f32 {
    let (k, log) = log_parts(x);
    k.mul_add(LN_2, log) as f32
}

#[inline(always)]
pub(crate) fn log2(x: f32) -> f32 {
    let (k, log) = log_parts(x);
    log.mul_add(LOG2_E, k) as f32
}

#[inline(always)]
pub(crate) fn log10(x: f32) -> f32 {
    let (k, log) = log_parts(x);
    k.mul_add(LOG10_2, log * LOG10_E) as f32
}

#[inline(always)]
pub(crate) fn log1p(x: f32) -> f32 {
    let wide = f64::from(x);
    let (k, m) = mantissa(1.0 + wide);
    // Of a small argument the sum with 1 keeps too little.
    let f = if k == 0.0 { wide } else { m - 1.0 };
    (k.mul_add(LN_2, f * polynomial(f, &LOG)) as f32).copysign(x)
}

#[inline(always)]
pub(crate) fn power(x: f32, y: f32) -> f32 {
    let (k, m) = mantissa(x.into());
    let f = m - 1.0;
    let log2 = (f * polynomial(f, &LOG_OF_BASE)).mul_add(LOG2_E, k);
    exp2_wide(f64::from(y) * log2) as f32
}

/// Sine and cosine of the angle's distance from the nearest multiple of π/2, and that multiple in
/// the lowest bits.
#[inline(always)]
fn sin_cos(x: f32) -> (f64, f64, u64) {
    let x = f64::from(x);
    let rounded = x.mul_add(FRAC_2_PI, ROUNDER);
    let less = ROUNDER - rounded;
    let r = less.mul_add(FRAC_PI_2_REST, less.mul_add(FRAC_PI_2, x));
    let z = r * r;
    (r * polynomial(z, &SIN), polynomial(z, &COS), rounded.to_bits())
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
    let (sin, cos, turns) = sin_cos(x);
    let (above, below) = if turns & 1 == 0 { (sin, cos) } else { (-cos, sin) };
    if x == 0.0 { x } else { above as f32 / below as f32 }
}

#[inline(always)]
pub(crate) fn arctan(x: f32) -> f32 {
    let size = f64::from(x.abs());
    // The angle's complement has a small tangent.
    let far = size > 1.0;
    let above = if far { 1.0 } else { size };
    let below = if far { size } else { 1.0 };
    let t = above / below;
    let angle = t * polynomial(t * t, &ATAN);
    (if far { FRAC_PI_2 - angle } else { angle } as f32).copysign(x)
}

/// The angle with this sine; or half the complement of that, if the sine is more than a half.
#[inline(always)]
fn near_arcsin(size: f64) -> f64 {
    let root = (0.5 * (1.0 - size)).sqrt();
    let t = if size > 0.5 { root } else { size };
    t * polynomial(t * t, &ASIN)
}

#[inline(always)]
pub(crate) fn arcsin(x: f32) -> f32 {
    let size = f64::from(x.abs());
    let angle = near_arcsin(size);
    (if size > 0.5 { FRAC_PI_2 - 2.0 * angle } else { angle } as f32).copysign(x)
}

#[inline(always)]
pub(crate) fn arccos(x: f32) -> f32 {
    let x = f64::from(x);
    let angle = near_arcsin(x.abs()).copysign(x);
    let of_large = if x > 0.0 { 2.0 * angle } else { PI + 2.0 * angle };
    (if x.abs() > 0.5 { of_large } else { FRAC_PI_2 - angle }) as f32
}

#[cfg(test)]
mod tests;
