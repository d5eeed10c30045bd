//! Powers.

use std::f32::consts::LOG2_E;

use super::exponential::small_exp2m1;
use super::logarithm::LOG2_E_REST;
use super::{ROUNDER, mantissa, polynomial, power_of_two};

/// `log((1+s)/(1-s)) = 2s + s z p(z)` with `z = s²`, for the mantissas from √½ to √2.
const LOG_TAIL: [f32; 4] = [0.666_666_7, 0.400_001_23, 0.285_506_5, 0.233_347_2];

/// `x` to the power of `y`: the binary logarithm is carried in two parts, as exponents multiply its
/// error.
#[inline(always)]
pub(crate) fn power(x: f32, y: f32) -> f32 {
    let (k, m) = mantissa(x);
    let f = m - 1.0;
    // s = f / (2 + f), in two parts.
    let sum = 2.0 + f;
    let sum_rest = f - (sum - 2.0);
    let inverse = 1.0 / sum;
    let s = f * inverse;
    let s_rest = inverse * (-s).mul_add(sum_rest, (-s).mul_add(sum, f));
    // log m, in two parts.
    let z = s * s;
    let tail = (s * z).mul_add(polynomial(z, &LOG_TAIL), s_rest * 2.0_f32.mul_add(z, 2.0));
    let log = s.mul_add(2.0, tail);
    let log_rest = s.mul_add(2.0, -log) + tail;
    // Its binary logarithm, to which k is added.
    let product = log * LOG2_E;
    let product_rest = log.mul_add(LOG2_E, -product) + log.mul_add(LOG2_E_REST, log_rest * LOG2_E);
    let sum = k + product;
    let sum_rest = ((k - sum) + product) + product_rest;
    // y log2 x, in two parts, and its exponential.
    let power = y * sum;
    let power_rest = y.mul_add(sum, -power) + y * sum_rest;
    let rounded = power + ROUNDER;
    let r = (power - (rounded - ROUNDER)) + power_rest;
    let scale = power_of_two(rounded);
    small_exp2m1(r).mul_add(scale, scale)
}
