//! Elementwise functions and operators.
//!
//! Operands are arrays, owned or borrowed, and numbers, in any combination; shapes broadcast both
//! ways. An owned operand lends its memory to the result where type and shape allow, so
//! `sqrt(&a * 2.)` allocates once. The element types of two arrays must agree ([`Operand`]).
//!
//! Each function has its loops compiled here for every element type; what a cell instantiates is
//! a call.
//!
//! ```
//! use array_core::prelude::*;
//!
//! let a = array([1., 4., 9.]);
//! assert_eq!(sqrt(&a).to_vec(), [1., 2., 3.]);
//! assert_eq!((2 * &a + 1).to_vec(), [3., 9., 19.]);
//! assert_eq!(maximum(&a, 4).to_vec(), [4., 4., 9.]);
//! assert_eq!(floor_divide(array([7, -7]), 2).to_vec(), [3, -4]);
//! assert_eq!(remainder(array([7, -7]), 2).to_vec(), [1, 1]);
//! assert_eq!(round(array([0.5, 1.5, 2.5])).to_vec(), [0., 2., 2.]);
//! assert_eq!(bitwise_and(array([5, 12]), 6).to_vec(), [4, 4]);
//! ```

mod arithmetic;
mod binary;
mod bits;
mod clip;
mod combine;
mod complex;
mod float;
mod hyperbolic;
mod operand;
mod operators;
mod predicates;
mod real;
#[cfg(test)]
mod tests;
mod unary;

pub(crate) use arithmetic::{Arithmetic, DivideAssign};
pub(crate) use combine::{binary_into, pairs};
pub(crate) use complex::lexicographic_less;
pub(crate) use float::FloatFunctions;
pub(crate) use predicates::Predicates;
pub(crate) use real::RealFunctions;

pub use binary::{
    add, arctan2, copysign, divide, floor_divide, fmax, fmin, fmod, hypot, logaddexp, maximum,
    minimum, multiply, power, remainder, subtract, try_add, try_divide, try_multiply, try_subtract,
};
pub use bits::{
    Bitwise, bitwise_and, bitwise_not, bitwise_or, bitwise_xor, invert, left_shift, right_shift,
};
pub use clip::{clip, nan_to_num, nan_to_num_with};
pub use complex::{angle, conj, imag, real};
pub use operand::{Argument, Operand};
pub use predicates::{isfinite, isinf, isnan, signbit};
pub use unary::{
    abs, arccos, arccosh, arcsin, arcsinh, arctan, arctanh, cbrt, ceil, cos, cosh, deg2rad, exp,
    exp2, expm1, floor, log, log1p, log2, log10, negative, positive, rad2deg, reciprocal, rint,
    round, round_with, sign, sin, sinh, sqrt, square, tan, tanh, trunc,
};
