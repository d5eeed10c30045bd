//! Sine, cosine and tangent.

use super::{ROUNDER, polynomial};

/// π/2 in three parts.
const FRAC_PI_2_PARTS: [f64; 3] =
    [1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21];
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

/// The angle's distance from the nearest multiple of π/2, in two parts, and that multiple in the
/// lowest bits.
#[inline(always)]
pub(super) fn near_zero(x: f64) -> (f64, f64, u64) {
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
pub(super) fn with_sign(value: f64, bit: u64) -> f64 {
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
