//! The inverses of sine, cosine and tangent.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

use super::{FRAC_PI_2_REST, polynomial};

/// `atan(t) = t + t z p(z)` for |t| up to √2 - 1.
const ATAN: [f64; 12] = [
    -0.333_333_333_333_333_3,
    0.199_999_999_999_998,
    -0.142_857_142_856_588_24,
    0.111_111_111_050_575_7,
    -0.090_909_087_486_352_32,
    0.076_922_962_344_915_14,
    -0.066_664_223_640_332_06,
    0.058_789_000_323_429_83,
    -0.052_302_411_507_894,
    0.045_506_220_391_755_364,
    -0.034_545_610_104_858_494,
    0.016_258_132_064_979_208,
];
/// `asin(t) = t + t z p(z)` for |t| up to ½.
const ASIN: [f64; 14] = [
    0.166_666_666_666_666_66,
    0.075_000_000_000_001_18,
    0.044_642_857_142_551_895,
    0.030_381_944_475_532_34,
    0.022_372_157_443_507_22,
    0.017_352_816_540_325_496,
    0.013_963_780_012_203_57,
    0.011_566_459_612_121_669,
    0.009_621_842_970_100_282,
    0.009_319_560_794_767_446,
    0.003_044_879_909_455_677_3,
    0.019_554_513_336_123_378,
    -0.019_241_671_746_743_04,
    0.029_612_011_264_955_12,
];

#[inline(always)]
pub(crate) fn arctan(x: f64) -> f64 {
    const NEAR: f64 = std::f64::consts::SQRT_2 - 1.0;
    const FAR: f64 = std::f64::consts::SQRT_2 + 1.0;
    let size = x.abs();
    // The angle less 0, π/4 or π/2 has a small tangent.
    let far = size > FAR;
    let middle = size > NEAR;
    let above = if far {
        -1.0
    } else if middle {
        size - 1.0
    } else {
        size
    };
    let below = if far {
        size
    } else if middle {
        size + 1.0
    } else {
        1.0
    };
    let base = if far {
        FRAC_PI_2
    } else if middle {
        FRAC_PI_4
    } else {
        0.0
    };
    let rest = if far {
        FRAC_PI_2_REST
    } else if middle {
        FRAC_PI_2_REST / 2.0
    } else {
        0.0
    };
    let t = above / below;
    let z = t * t;
    let angle = base + (t + (t * z).mul_add(polynomial(z, &ATAN), rest));
    angle.copysign(x)
}

/// The root of a number, and what is left of it.
#[inline(always)]
fn root_parts(square: f64) -> (f64, f64) {
    // Half the exponent, with its sign changed, is that of the inverse root: this subtraction does
    // both and is off by less than a twentieth.
    const GUESS: u64 = 0x5fe6_eb50_c7b5_37a9;
    let root = square.sqrt();
    // The rest is divided by twice the root, without a quotient: it is so small that one step from
    // the guess gives enough digits.
    let guess = f64::from_bits(GUESS.wrapping_sub(square.to_bits() >> 1));
    let half_inverse = guess * (-0.25 * square * guess).mul_add(guess, 0.75);
    (root, (-root).mul_add(root, square) * half_inverse)
}

/// What an inverse sine is made of.
struct Sine {
    /// Whether the sine is more than a half: then half the angle's complement, whose sine is
    /// √((1 - x) / 2), takes the place of the angle.
    large: bool,
    sine: f64,
    /// What rounding took from the sine.
    sine_rest: f64,
    /// What the angle is more than the sine, in parts of the sine.
    rest: f64,
}

#[inline(always)]
fn sine(size: f64) -> Sine {
    let large = size > 0.5;
    let square = 0.5 * (1.0 - size);
    let (root, root_rest) = root_parts(square);
    let z = if large { square } else { size * size };
    Sine {
        large,
        sine: if large { root } else { size },
        sine_rest: root_rest,
        rest: z * polynomial(z, &ASIN),
    }
}

#[inline(always)]
pub(crate) fn arcsin(x: f64) -> f64 {
    let Sine { large, sine, sine_rest, rest } = sine(x.abs());
    let complement = (-2.0_f64).mul_add(sine, FRAC_PI_2);
    let lost = (-2.0_f64).mul_add(sine, FRAC_PI_2 - complement) + FRAC_PI_2_REST;
    let of_large = complement + (-2.0_f64).mul_add(sine.mul_add(rest, sine_rest), lost);
    (if large { of_large } else { sine.mul_add(rest, sine) }).copysign(x)
}

#[inline(always)]
pub(crate) fn arccos(x: f64) -> f64 {
    let Sine { large, sine, sine_rest, rest } = sine(x.abs());
    let angle = sine.copysign(x);
    let of_small = FRAC_PI_2 - (angle - angle.mul_add(-rest, FRAC_PI_2_REST));
    let half = sine + sine.mul_add(rest, sine_rest);
    let of_large = if x > 0.0 { 2.0 * half } else { PI - 2.0 * (half - FRAC_PI_2_REST) };
    if large { of_large } else { of_small }
}
