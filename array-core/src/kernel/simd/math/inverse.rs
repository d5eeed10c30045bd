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

/// `asin(t) - t` for |t| up to ½.
#[inline(always)]
fn asin_rest(t: f64) -> f64 {
    let z = t * t;
    t * z * polynomial(z, &ASIN)
}

/// The root of a number up to a half, and what is left of it.
#[inline(always)]
fn root_parts(square: f64) -> (f64, f64) {
    let root = square.sqrt();
    // So small a rest has enough digits by a quotient of `f32`, which takes less time.
    let half_inverse = f64::from(0.5 / root as f32);
    let rest = (-root).mul_add(root, square) * half_inverse;
    (root, if root == 0.0 { 0.0 } else { rest })
}

#[inline(always)]
pub(crate) fn arcsin(x: f64) -> f64 {
    let size = x.abs();
    let large = size > 0.5;
    // Half the angle's complement has the sine √((1 - x) / 2), whose own rest is carried along.
    let (root, root_rest) = root_parts(0.5 * (1.0 - size));
    let t = if large { root } else { size };
    let rest = asin_rest(t);
    let complement = FRAC_PI_2 - 2.0 * t;
    let lost = (FRAC_PI_2 - complement) - 2.0 * t;
    let of_large = complement + (lost + (FRAC_PI_2_REST - 2.0 * (rest + root_rest)));
    (if large { of_large } else { t + rest }).copysign(x)
}

#[inline(always)]
pub(crate) fn arccos(x: f64) -> f64 {
    let size = x.abs();
    let large = size > 0.5;
    let (root, root_rest) = root_parts(0.5 * (1.0 - size));
    let t = if large { root } else { x };
    let rest = asin_rest(t);
    let of_small = FRAC_PI_2 - (t - (FRAC_PI_2_REST - rest));
    let half = root + (rest + root_rest);
    let of_large = if x > 0.0 { 2.0 * half } else { PI - 2.0 * (half - FRAC_PI_2_REST) };
    if large { of_large } else { of_small }
}
