//! Which arguments the functions are right for.

use super::{ROUNDER, mantissa};

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

/// Of `sin`, `cos` and `tan`: not so large that multiples of π/2 lose digits, and not so near to
/// one that what is left has too few.
#[inline(always)]
pub(crate) fn angle(x: f64) -> bool {
    let (r, _, turns) = super::angle::near_zero(x);
    let turned = turns != ROUNDER.to_bits();
    x.abs() < 1e6 && (!turned || r.abs() > 1e-6)
}

/// Of functions without exceptions.
#[inline(always)]
pub(crate) fn any(_: f64) -> bool {
    true
}

/// Of the base and the exponent of a power: its binary logarithm is less than 1000 even where that
/// of the base is half a unit more than its exponent.
#[inline(always)]
pub(crate) fn power(x: f64, y: f64) -> bool {
    positive(x) && y.abs() * (mantissa(x).0.abs() + 0.5) < 1000.0
}
