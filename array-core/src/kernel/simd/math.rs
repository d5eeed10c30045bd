//! Elementary functions without branches, so that the compiler makes vectors of their loops.
//!
//! Each function is right for *ordinary* arguments, which its twin in [`ordinary`] tells; callers
//! give the others to the standard library. Arguments are brought near zero, where a polynomial,
//! fitted at Chebyshev nodes, is exact to about 2^-60; what rounding took from a large part is
//! carried along as a small one. Errors stay below one unit in the last place for `exp`, `log`,
//! `sin` and `cos`, below three for the others; the tests against NumPy's validation sets see it.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, LN_2, LOG2_E, LOG10_E, PI};

/// The numbers to which adding and subtracting this rounds to whole numbers, which then are the
/// lowest bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts, of which the first ends in zeros: its small multiples are exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// What is left of ln 2, 1/ln 2, 1/ln 10, π/2 and 2/3 when their floats are taken off.
const LN_2_REST: f64 = 2.319_046_813_846_299_6e-17;
const LOG2_E_REST: f64 = 2.035_527_374_093_103_3e-17;
const LOG10_E_REST: f64 = 1.098_319_650_216_765e-17;
const FRAC_PI_2_REST: f64 = 6.123_233_995_736_766e-17;
const TWO_THIRDS_REST: f64 = 3.700_743_415_417_188e-17;
/// log10 2 in two parts, as ln 2.
const LOG10_2_HIGH: f64 = 0.301_029_995_549_470_2;
const LOG10_2_LOW: f64 = 1.145_110_089_802_183_8e-10;
/// π/2 in three parts.
const FRAC_PI_2_PARTS: [f64; 3] =
    [1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21];

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
/// The same without its first term, 2/3: `2s + s z (2/3 + z p(z))`.
const LOG_TAIL: [f64; 7] = [
    0.400_000_000_000_000_3,
    0.285_714_285_713_374_6,
    0.222_222_222_715_774_44,
    0.181_818_081_700_687_4,
    0.153_855_804_353_949_85,
    0.132_857_701_928_684_24,
    0.129_159_296_581_653_93,
];
/// `sin(r) = r + r z p(z)` for |r| up to π/4.
const SIN: [f64; 7] = [
    -0.166_666_666_666_666_66,
    0.008_333_333_333_333_331,
    -0.000_198_412_698_412_650_17,
    2.755_731_921_930_192e-06,
    -2.505_210_621_952_189_5e-08,
    1.605_852_957_226_787_7e-10,
    -7.586_576_588_171_073e-13,
];
/// `cos(r) = 1 - z/2 + z² p(z)`.
const COS: [f64; 7] = [
    0.041_666_666_666_666_664,
    -0.001_388_888_888_888_888_7,
    2.480_158_730_158_461_8e-05,
    -2.755_731_922_138_211_4e-07,
    2.087_675_578_389_404e-09,
    -1.147_045_974_967_560_7e-11,
    4.745_804_889_760_674e-14,
];
/// `sinh(x) = x + x z p(z)` for |x| up to 1.
const SINH: [f64; 8] = [
    0.166_666_666_666_666_66,
    0.008_333_333_333_333_333,
    0.000_198_412_698_412_697_73,
    2.755_731_922_404_034e-06,
    2.505_210_836_405_804e-08,
    1.605_904_839_635_056_2e-10,
    7.646_625_361_656_657e-13,
    2.844_526_416_989_528_5e-15,
];
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

/// Which arguments the functions are right for.
pub(crate) mod ordinary {
    /// Of `exp`, `expm1`, `sinh` and `cosh`: their values are neither infinite nor subnormal.
    #[inline(always)]
    pub(crate) fn exponent(x: f64) -> bool {
        x.abs() < 700.0
    }

    /// Of `exp2`.
    #[inline(always)]
    pub(crate) fn binary_exponent(x: f64) -> bool {
        x.abs() < 1000.0
    }

    /// Of logarithms: positive, finite and not subnormal.
    #[inline(always)]
    pub(crate) fn positive(x: f64) -> bool {
        (f64::MIN_POSITIVE..=f64::MAX).contains(&x)
    }

    /// Of `log1p`.
    #[inline(always)]
    pub(crate) fn above_minus_one(x: f64) -> bool {
        x > -1.0 && x < 1e300
    }

    /// Of `sin`, `cos` and `tan`: not so large that multiples of π/2 lose digits, and not so near
    /// to one that what is left has too few.
    #[inline(always)]
    pub(crate) fn angle(x: f64) -> bool {
        let (r, _, turns) = super::near_zero(x);
        let turned = turns != super::ROUNDER.to_bits();
        x.abs() < 1e6 && (!turned || r.abs() > 1e-6)
    }

    /// Of functions without exceptions.
    #[inline(always)]
    pub(crate) fn any(_: f64) -> bool {
        true
    }

    /// Of the base and the exponent of a power.
    #[inline(always)]
    pub(crate) fn power(x: f64, y: f64) -> bool {
        positive(x) && (y * super::log2(x)).abs() < 1000.0
    }
}

/// The polynomial with these coefficients, the constant first.
#[inline(always)]
fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    let mut value = coefficients[N - 1];
    let mut k = N - 1;
    while k > 0 {
        k -= 1;
        value = value.mul_add(x, coefficients[k]);
    }
    value
}

/// 2 to the power of the whole number that was rounded to by adding [`ROUNDER`].
#[inline(always)]
fn power_of_two(rounded: f64) -> f64 {
    f64::from_bits(rounded.to_bits().wrapping_add(1023) << 52)
}

/// `r` and `n` with `x = r + n ln 2`, and `n` as [`ROUNDER`] leaves it.
#[inline(always)]
fn without_twos(x: f64) -> (f64, f64) {
    let rounded = x.mul_add(LOG2_E, ROUNDER);
    let n = rounded - ROUNDER;
    ((-n).mul_add(LN_2_LOW, (-n).mul_add(LN_2_HIGH, x)), rounded)
}

/// `exp(r) - 1` for small `r`.
#[inline(always)]
fn small_expm1(r: f64) -> f64 {
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

#[inline(always)]
pub(crate) fn sinh(x: f64) -> f64 {
    let size = x.abs();
    let e = expm1(size);
    let z = x * x;
    let near_zero = (size * z).mul_add(polynomial(z, &SINH), size);
    let value = if size < 1.0 { near_zero } else { 0.5 * (e + e / (e + 1.0)) };
    value.copysign(x)
}

#[inline(always)]
pub(crate) fn cosh(x: f64) -> f64 {
    let e = exp(x.abs());
    0.5 * e + 0.5 / e
}

#[inline(always)]
pub(crate) fn tanh(x: f64) -> f64 {
    let size = x.abs();
    // Above it is 1 to the last digit.
    let e = expm1(2.0 * if size > 20.0 { 20.0 } else { size });
    (e / (e + 2.0)).copysign(x)
}

/// `k` and `m` with `x = m 2^k` and `m` from √½ to √2.
#[inline(always)]
fn mantissa(x: f64) -> (f64, f64) {
    const HALF_ROOT: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits();
    const ONE: u64 = 1.0_f64.to_bits();
    // The whole number in the exponent's bits, as a float: `ROUNDER` with it in its lowest bits.
    const SHIFT: f64 = 4_503_599_627_370_496.0;
    let bits = x.to_bits().wrapping_add(ONE - HALF_ROOT);
    let k = f64::from_bits((bits >> 52) | SHIFT.to_bits()) - (SHIFT + 1023.0);
    let m = f64::from_bits((bits & ((1 << 52) - 1)).wrapping_add(HALF_ROOT));
    (k, m)
}

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

/// `log m` in two parts, the first of which is the nearest float but for a few last bits.
#[inline(always)]
fn log_in_two(m: f64) -> (f64, f64) {
    let (f, half_square, rest) = log_parts(m);
    let high = f - half_square;
    let low = ((f - high) - half_square) + rest;
    let sum = high + low;
    (sum, (high - sum) + low)
}

#[inline(always)]
pub(crate) fn log2(x: f64) -> f64 {
    let (k, m) = mantissa(x);
    let (high, low) = log_in_two(m);
    let product = high * LOG2_E;
    let rest = high.mul_add(LOG2_E, -product) + (high * LOG2_E_REST + low * LOG2_E);
    let sum = k + product;
    sum + ((k - sum) + product + rest)
}

#[inline(always)]
pub(crate) fn log10(x: f64) -> f64 {
    let (k, m) = mantissa(x);
    let (high, low) = log_in_two(m);
    let product = high * LOG10_E;
    let rest = high.mul_add(LOG10_E, -product) + (high * LOG10_E_REST + low * LOG10_E);
    let twos = k * LOG10_2_HIGH;
    let sum = twos + product;
    sum + ((twos - sum) + product + k.mul_add(LOG10_2_LOW, rest))
}

/// `x` to the power of `y`: the logarithm is carried in two parts, with a dozen bits to spare.
#[inline(always)]
pub(crate) fn power(x: f64, y: f64) -> f64 {
    let (k, m) = mantissa(x);
    let f = m - 1.0;
    // s = f / (2 + f), in two parts.
    let sum = 2.0 + f;
    let sum_rest = f - (sum - 2.0);
    let s = f / sum;
    let s_rest = ((-s).mul_add(sum, f) - s * sum_rest) / sum;
    // z = s², in two parts.
    let z = s * s;
    let z_rest = s.mul_add(s, -z) + 2.0 * s * s_rest;
    // series = z (2/3 + z p(z)), in two parts.
    let tail = z * polynomial(z, &LOG_TAIL);
    let factor = 2.0 / 3.0 + tail;
    let factor_rest = (2.0 / 3.0 - factor) + tail + TWO_THIRDS_REST;
    let series = z * factor;
    let series_rest = z.mul_add(factor, -series) + (z * factor_rest + z_rest * factor);
    // log m = 2s + s series, in two parts; then k ln 2 is added.
    let term = s * series;
    let term_rest = s.mul_add(series, -term) + (s * series_rest + s_rest * series);
    let high = 2.0 * s + term;
    let high_rest = (2.0 * s - high) + term + (term_rest + 2.0 * s_rest);
    let twos = k * LN_2_HIGH;
    let sum = twos + high;
    // The larger of both first, whichever that is.
    let back = sum - twos;
    let sum_rest = (twos - (sum - back)) + (high - back) + k.mul_add(LN_2_LOW, high_rest);
    let log = sum + sum_rest;
    let log_rest = (sum - log) + sum_rest;
    // y log x, in two parts, and its exponential.
    let product = y * log;
    let product_rest = y.mul_add(log, -product) + y * log_rest;
    let (r, rounded) = without_twos(product);
    let n = rounded - ROUNDER;
    // What the rounding of `r` took off.
    let near = (-n).mul_add(LN_2_HIGH, product);
    let taken = (-n).mul_add(LN_2_LOW, near - r);
    let small = small_expm1(r);
    let correction = (product_rest + taken) * (1.0 + small);
    (1.0 + (small + correction)) * power_of_two(rounded)
}

/// The angle's distance from the nearest multiple of π/2, in two parts, and that multiple in the
/// lowest bits.
#[inline(always)]
fn near_zero(x: f64) -> (f64, f64, u64) {
    let rounded = x.mul_add(std::f64::consts::FRAC_2_PI, ROUNDER);
    let n = rounded - ROUNDER;
    let first = (-n).mul_add(FRAC_PI_2_PARTS[0], x);
    let second = n * FRAC_PI_2_PARTS[1];
    let high = first - second;
    let back = high - first;
    let lost = (first - (high - back)) - (second + back);
    let low = (-n).mul_add(FRAC_PI_2_PARTS[2], lost);
    let r = high + low;
    (r, (high - r) + low, rounded.to_bits())
}

/// Sine and cosine of `r + rest`.
#[inline(always)]
fn small_sin_cos(r: f64, rest: f64) -> (f64, f64) {
    let z = r * r;
    let half = 0.5 * z;
    let sin = r + (r * z).mul_add(polynomial(z, &SIN), (-half).mul_add(rest, rest));
    let one = 1.0 - half;
    let cos = one + (((1.0 - one) - half) + (z * z).mul_add(polynomial(z, &COS), -r * rest));
    (sin, cos)
}

/// `value` with the other sign if the bit is set.
#[inline(always)]
fn with_sign(value: f64, bit: u64) -> f64 {
    f64::from_bits(value.to_bits() ^ (bit << 63))
}

#[inline(always)]
pub(crate) fn sin(x: f64) -> f64 {
    let (r, rest, turns) = near_zero(x);
    let (sin, cos) = small_sin_cos(r, rest);
    let value = with_sign(if turns & 1 == 0 { sin } else { cos }, turns >> 1 & 1);
    // Of the zeros only, whose sign the reduction loses.
    if x == 0.0 { x } else { value }
}

#[inline(always)]
pub(crate) fn cos(x: f64) -> f64 {
    let (r, rest, turns) = near_zero(x);
    let (sin, cos) = small_sin_cos(r, rest);
    with_sign(if turns & 1 == 0 { cos } else { sin }, (turns + 1) >> 1 & 1)
}

#[inline(always)]
pub(crate) fn tan(x: f64) -> f64 {
    let (r, rest, turns) = near_zero(x);
    let (sin, cos) = small_sin_cos(r, rest);
    let (above, below) = if turns & 1 == 0 { (sin, cos) } else { (-cos, sin) };
    if x == 0.0 { x } else { above / below }
}

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

#[inline(always)]
pub(crate) fn arcsin(x: f64) -> f64 {
    let size = x.abs();
    let large = size > 0.5;
    // Half the angle's complement has the sine √((1 - x) / 2), whose own rest is carried along.
    let square = 0.5 * (1.0 - size);
    let root = square.sqrt();
    let root_rest = (-root).mul_add(root, square) / (2.0 * root);
    let t = if large { root } else { size };
    let rest = asin_rest(t);
    let root_rest = if root == 0.0 { 0.0 } else { root_rest };
    let complement = FRAC_PI_2 - 2.0 * t;
    let lost = (FRAC_PI_2 - complement) - 2.0 * t;
    let of_large = complement + (lost + (FRAC_PI_2_REST - 2.0 * (rest + root_rest)));
    (if large { of_large } else { t + rest }).copysign(x)
}

#[inline(always)]
pub(crate) fn arccos(x: f64) -> f64 {
    let size = x.abs();
    let large = size > 0.5;
    let square = 0.5 * (1.0 - size);
    let root = square.sqrt();
    let root_rest = (-root).mul_add(root, square) / (2.0 * root);
    let root_rest = if root == 0.0 { 0.0 } else { root_rest };
    let t = if large { root } else { x };
    let rest = asin_rest(t);
    let of_small = FRAC_PI_2 - (t - (FRAC_PI_2_REST - rest));
    let half = root + (rest + root_rest);
    let of_large = if x > 0.0 { 2.0 * half } else { PI - 2.0 * (half - FRAC_PI_2_REST) };
    if large { of_large } else { of_small }
}
