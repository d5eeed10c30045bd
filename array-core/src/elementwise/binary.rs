//! The functions of two arguments.

use super::arithmetic::Binary;
use super::operand::Operand;
use super::real::{Division, RealBinary};
use crate::array::Array;
use crate::dtype::{Numeric, Real};
use crate::error::{Result, or_raise};

macro_rules! functions {
    ($bound:ident, $kernel:ident, $out:ty: $($name:ident = $op:expr, $doc:literal $(, $extra:literal)*;)*) => {$(
        #[doc = concat!($doc, " (NumPy: `numpy.", stringify!($name), "`).")]
        #[doc = ""]
        #[doc = "# Panics"]
        #[doc = concat!("Panics if the shapes do not broadcast", $(", ", $extra,)* ".")]
        #[track_caller]
        #[must_use]
        pub fn $name<T: $bound>(a: impl Operand<T>, b: impl Operand<T>) -> Array<$out> {
            or_raise(T::$kernel($op, a.into_array(), b.into_array()))
        }
    )*};
}

functions! { Numeric, binary, T:
    add = Binary::Add, "Sums";
    subtract = Binary::Subtract, "Differences";
    multiply = Binary::Multiply, "Products";
    power = Binary::Power, "Powers", "or an integer has a negative exponent";
    maximum = Binary::Maximum, "The greater of each pair; NaN if one is NaN";
    minimum = Binary::Minimum, "The lesser of each pair; NaN if one is NaN";
    fmax = Binary::Fmax, "The greater of each pair, ignoring NaN";
    fmin = Binary::Fmin, "The lesser of each pair, ignoring NaN";
}

functions! { Real, division, T:
    floor_divide = Division::Floor, "Quotients rounded down", "or an integer is divided by zero";
    remainder = Division::Remainder, "Remainders with the divisor's sign", "or an integer is divided by zero";
    fmod = Division::Fmod, "Remainders with the dividend's sign", "or an integer is divided by zero";
}

functions! { Real, real_binary, T::Float:
    arctan2 = RealBinary::Arctan2, "The angles of the points `(b, a)`, from -π to π";
    hypot = RealBinary::Hypot, "The lengths `sqrt(a² + b²)`, without overflow";
    copysign = RealBinary::Copysign, "The size of the first with the sign of the second";
    logaddexp = RealBinary::Logaddexp, "`log(exp(a) + exp(b))`, without overflow";
}

/// Quotients; of integers, floats (NumPy: `numpy.divide`, `numpy.true_divide`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(divide(array([1, 2]), 4).to_vec(), [0.25, 0.5]);
/// assert_eq!((array([1, 2]) / 4).to_vec(), [0.25, 0.5]);
/// ```
///
/// # Panics
/// Panics if the shapes do not broadcast.
#[track_caller]
#[must_use]
pub fn divide<T: Numeric>(a: impl Operand<T>, b: impl Operand<T>) -> Array<T::Float> {
    or_raise(try_divide(a, b))
}

/// [`add`] that returns an error.
///
/// # Errors
/// If the shapes do not broadcast.
pub fn try_add<T: Numeric>(a: impl Operand<T>, b: impl Operand<T>) -> Result<Array<T>> {
    T::binary(Binary::Add, a.into_array(), b.into_array())
}

/// [`subtract`] that returns an error.
///
/// # Errors
/// If the shapes do not broadcast.
pub fn try_subtract<T: Numeric>(a: impl Operand<T>, b: impl Operand<T>) -> Result<Array<T>> {
    T::binary(Binary::Subtract, a.into_array(), b.into_array())
}

/// [`multiply`] that returns an error.
///
/// # Errors
/// If the shapes do not broadcast.
pub fn try_multiply<T: Numeric>(a: impl Operand<T>, b: impl Operand<T>) -> Result<Array<T>> {
    T::binary(Binary::Multiply, a.into_array(), b.into_array())
}

/// [`divide`] that returns an error.
///
/// # Errors
/// If the shapes do not broadcast.
pub fn try_divide<T: Numeric>(a: impl Operand<T>, b: impl Operand<T>) -> Result<Array<T::Float>> {
    T::divide(a.into_array(), b.into_array())
}

impl<T: Numeric> Array<T> {
    /// Powers: `a.power(2)` (NumPy: `a ** b`).
    ///
    /// # Panics
    /// Panics if the shapes do not broadcast, or an integer has a negative exponent.
    #[track_caller]
    #[must_use]
    pub fn power(&self, exponent: impl Operand<T>) -> Self {
        power(self, exponent)
    }

    /// The greater of each pair; NaN if one is NaN (NumPy: `numpy.maximum`).
    ///
    /// # Panics
    /// Panics if the shapes do not broadcast.
    #[track_caller]
    #[must_use]
    pub fn maximum(&self, other: impl Operand<T>) -> Self {
        maximum(self, other)
    }

    /// The lesser of each pair; NaN if one is NaN (NumPy: `numpy.minimum`).
    ///
    /// # Panics
    /// Panics if the shapes do not broadcast.
    #[track_caller]
    #[must_use]
    pub fn minimum(&self, other: impl Operand<T>) -> Self {
        minimum(self, other)
    }
}

impl<T: Real> Array<T> {
    /// Quotients rounded down (NumPy: `a // b`).
    ///
    /// # Panics
    /// Panics if the shapes do not broadcast, or an integer is divided by zero.
    #[track_caller]
    #[must_use]
    pub fn floor_divide(&self, divisor: impl Operand<T>) -> Self {
        floor_divide(self, divisor)
    }
}
