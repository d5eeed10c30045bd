//! Elementary functions without branches, so that the compiler makes vectors of their loops.
//!
//! Each function is right for *ordinary* arguments, which its twin in [`ordinary`] tells; callers
//! give the others to the standard library. Arguments are brought near zero, where a polynomial,
//! fitted at Chebyshev nodes, is exact to about 2^-60; what rounding took from a large part is
//! carried along as a small one. Errors stay below one unit in the last place for `exp`, `log`,
//! `sin` and `cos`, below four for the others; the tests against NumPy's validation sets see it.
//! The functions of `f32`, which need less, are in [`single`], and powers by look-up in [`lookup`].

mod angle;
mod exponential;
mod inverse;
mod logarithm;
pub(crate) mod lookup;
pub(crate) mod ordinary;
mod power;
pub(crate) mod single;

pub(crate) use angle::{cos, sin, tan};
pub(crate) use exponential::{cosh, exp, exp2, expm1, sinh, tanh};
pub(crate) use inverse::{arccos, arcsin, arctan};
pub(crate) use logarithm::{log, log1p, log2, log10};
pub(crate) use power::power;

/// The numbers to which adding and subtracting this rounds to whole numbers, which then are the
/// lowest bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts, of which the first ends in zeros: its small multiples are exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// What is left of π/2 when its float is taken off.
const FRAC_PI_2_REST: f64 = 6.123_233_995_736_766e-17;

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
