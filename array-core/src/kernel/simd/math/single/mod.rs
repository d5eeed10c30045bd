//! Elementary functions of `f32`.
//!
//! They calculate in `f32`, so that a vector holds twice as many numbers as of `f64`, and carry
//! along what rounding took only where the result would be off by more than a few units in the last
//! place: `exp` and `log` are off by less than one, `tan` by less than four, as the tests see.

mod angle;
mod exponential;
mod inverse;
mod logarithm;
pub(crate) mod ordinary;
mod power;

pub(crate) use angle::{cos, sin, tan};
pub(crate) use exponential::{cosh, exp, exp2, expm1, sinh, tanh};
pub(crate) use inverse::{arccos, arcsin, arctan};
pub(crate) use logarithm::{log, log1p, log2, log10};
pub(crate) use power::power;

pub(super) use exponential::EXPM1;

/// The numbers to which adding and subtracting this rounds to whole numbers, which then are the
/// lowest bits.
pub(super) const ROUNDER: f32 = 12_582_912.0;
/// ln 2 in two parts, of which the first ends in zeros: its small multiples are exact.
pub(super) const LN_2_HIGH: f32 = 0.693_145_75;
pub(super) const LN_2_LOW: f32 = 1.428_606_8e-6;

/// The polynomial with these coefficients, the constant first.
#[inline(always)]
fn polynomial<const N: usize>(x: f32, coefficients: &[f32; N]) -> f32 {
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
fn power_of_two(rounded: f32) -> f32 {
    f32::from_bits(rounded.to_bits().wrapping_add(127) << 23)
}

/// `k` and `m` with `x = m 2^k` and `m` from √½ to √2.
#[inline(always)]
fn mantissa(x: f32) -> (f32, f32) {
    const HALF_ROOT: u32 = std::f32::consts::FRAC_1_SQRT_2.to_bits();
    const ONE: u32 = 1.0_f32.to_bits();
    let bits = x.to_bits().wrapping_add(ONE - HALF_ROOT);
    let k = (bits >> 23) as i32 - 127;
    let m = f32::from_bits((bits & ((1 << 23) - 1)).wrapping_add(HALF_ROOT));
    (k as f32, m)
}

#[cfg(test)]
mod tests;
