//! The functions of one argument, as functions and as methods.

use super::arithmetic::{Arithmetic, Unary};
use super::float::{FloatFunctions, FloatUnary};
use super::operand::Argument;
use super::real::{RealFunctions, RealUnary, Rounding};
use crate::array::Array;
use crate::dtype::{Element, Numeric, Real};

/// The functions of a family: free functions of arrays and numbers, and methods of arrays.
macro_rules! family {
    ($bound:ident, $kernels:ident :: $kernel:ident, $out:tt:
        $($name:ident = $op:expr, $doc:literal $(, $extra:literal)*;)*) => {
        $(
            #[doc = concat!($doc, " (NumPy: `numpy.", stringify!($name), "`).")]
            $(#[doc = ""] #[doc = $extra])*
            pub fn $name<A: Argument<Elem: $bound>>(a: A) -> A::Out<family!(@out A::Elem, $out)> {
                a.apply(|a| <A::Elem as $kernels>::$kernel($op, a))
            }
        )*
        impl<T: $bound> Array<T> {
            $(
                #[doc = concat!($doc, " (NumPy: `numpy.", stringify!($name), "`).")]
                $(#[doc = ""] #[doc = $extra])*
                #[must_use]
                pub fn $name(&self) -> Array<family!(@out T, $out)> {
                    <T as $kernels>::$kernel($op, self.clone())
                }
            )*
        }
    };
    (@out $t:ty, Own) => { $t };
    (@out $t:ty, $out:ident) => { <$t as Element>::$out };
}

family! { Element, FloatFunctions::float_unary, Float:
    sqrt = FloatUnary::Sqrt, "Square roots; NaN of negative numbers";
    exp = FloatUnary::Exp, "`e` to the power of each element";
    exp2 = FloatUnary::Exp2, "2 to the power of each element";
    expm1 = FloatUnary::Expm1, "`exp(x) - 1`, exact for small `x`";
    log = FloatUnary::Log, "Natural logarithms; -inf of zero, NaN of negative numbers";
    log2 = FloatUnary::Log2, "Logarithms to base 2";
    log10 = FloatUnary::Log10, "Logarithms to base 10";
    log1p = FloatUnary::Log1p, "`log(1 + x)`, exact for small `x`";
    sin = FloatUnary::Sin, "Sines of angles in radians";
    cos = FloatUnary::Cos, "Cosines of angles in radians";
    tan = FloatUnary::Tan, "Tangents of angles in radians";
    arcsin = FloatUnary::Arcsin, "Angles with these sines, from -π/2 to π/2";
    arccos = FloatUnary::Arccos, "Angles with these cosines, from 0 to π";
    arctan = FloatUnary::Arctan, "Angles with these tangents, from -π/2 to π/2";
    sinh = FloatUnary::Sinh, "Hyperbolic sines";
    cosh = FloatUnary::Cosh, "Hyperbolic cosines";
    tanh = FloatUnary::Tanh, "Hyperbolic tangents";
    arcsinh = FloatUnary::Arcsinh, "Inverse hyperbolic sines";
    arccosh = FloatUnary::Arccosh, "Inverse hyperbolic cosines";
    arctanh = FloatUnary::Arctanh, "Inverse hyperbolic tangents";
}

family! { Real, RealFunctions::real_unary, Float:
    cbrt = RealUnary::Cbrt, "Cube roots, negative ones of negative numbers";
    deg2rad = RealUnary::Deg2rad, "Degrees to radians";
    rad2deg = RealUnary::Rad2deg, "Radians to degrees";
}

family! { Real, RealFunctions::rounded, Own:
    floor = Rounding::Floor, "Rounds down to whole numbers";
    ceil = Rounding::Ceil, "Rounds up to whole numbers";
    trunc = Rounding::Trunc, "Rounds towards zero to whole numbers";
    rint = Rounding::Rint, "Rounds to the nearest whole numbers, halves to even ones";
    round = Rounding::Rint, "Rounds to the nearest whole numbers, halves to even ones";
}

family! { Numeric, Arithmetic::unary, Own:
    negative = Unary::Negative, "Changes the sign; unsigned integers wrap";
    sign = Unary::Sign, "-1, 0 or 1; of complex numbers, the number of length one in their direction";
    square = Unary::Square, "Squares";
    reciprocal = Unary::Reciprocal, "`1 / x`; of integers, rounded towards zero";
}

/// Absolute values; of complex numbers, their lengths (NumPy: `numpy.abs`).
///
/// The absolute value of the least integer of a type wraps to itself.
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(abs(array([-1., 2.])).to_vec(), [1., 2.]);
/// assert_eq!(abs(-3), 3);
/// assert_eq!(abs(array([Complex64::new(3., 4.)])).to_vec(), [5.]);
/// ```
pub fn abs<A: Argument<Elem: Numeric>>(a: A) -> A::Out<<A::Elem as Element>::Real> {
    a.apply(<A::Elem as Arithmetic>::absolute)
}

/// The elements as they are (NumPy: `numpy.positive`).
pub fn positive<A: Argument<Elem: Numeric>>(a: A) -> A::Out<A::Elem> {
    a.apply(|a| a)
}

/// Rounds to `decimals` digits after the point, halves to even; negative: before the point (NumPy:
/// `round(a, decimals)`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(round_with(array([1.25, 2.678]), 1).to_vec(), [1.2, 2.7]);
/// assert_eq!(round_with(array([1234]), -2).to_vec(), [1200]);
/// ```
pub fn round_with<A: Argument<Elem: Real>>(a: A, decimals: i32) -> A::Out<A::Elem> {
    a.apply(|a| <A::Elem as RealFunctions>::rounded_to(a, decimals))
}

impl<T: Numeric> Array<T> {
    /// Absolute values; of complex numbers, their lengths (NumPy: `numpy.abs`).
    #[must_use]
    pub fn abs(&self) -> Array<T::Real> {
        T::absolute(self.clone())
    }
}

impl<T: Real> Array<T> {
    /// Rounds to `decimals` digits after the point, halves to even; negative: before the point
    /// (NumPy: `a.round(decimals)`).
    #[must_use]
    pub fn round_with(&self, decimals: i32) -> Self {
        T::rounded_to(self.clone(), decimals)
    }
}
