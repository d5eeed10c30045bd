//! Powers.

use super::exponential::{small_expm1, without_twos};
use super::{LN_2_HIGH, LN_2_LOW, ROUNDER, mantissa, polynomial, power_of_two};

/// What is left of 2/3 when its float is taken off.
const TWO_THIRDS_REST: f64 = 3.700_743_415_417_188e-17;
/// `log((1+s)/(1-s)) = 2s + s z (2/3 + z p(z))` with `z = s²`, for the mantissas from √½ to √2.
const LOG_TAIL: [f64; 7] = [
    0.400_000_000_000_000_3,
    0.285_714_285_713_374_6,
    0.222_222_222_715_774_44,
    0.181_818_081_700_687_4,
    0.153_855_804_353_949_85,
    0.132_857_701_928_684_24,
    0.129_159_296_581_653_93,
];

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
