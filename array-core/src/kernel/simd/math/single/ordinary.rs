//! Which arguments the functions are right for.

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
    x > -1.0 && x < 1e38
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
    positive(x) && y.abs() * (mantissa(x).0.abs() + 0.5) < 125.0
}
