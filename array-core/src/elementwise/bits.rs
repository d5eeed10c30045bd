//! Bits of integers, and `bool`.

use super::combine::{self, each, pairs};
use super::operand::{Argument, Operand};
use crate::array::Array;
use crate::dtype::{Element, Integer};
use crate::error::{Result, or_raise};
use crate::kernel::BinaryLoop;

/// A function of the bits of two integers.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Bit {
    And,
    Or,
    Xor,
    Left,
    Right,
}

/// An element that has bits: integers and `bool`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no bits to combine",
    label = "`&`, `|`, `^` and `!` work on arrays of bool or integers",
    note = "compare first: `a.gt(0.) & b.lt(1.)`"
)]
pub trait Bitwise: Element {
    #[doc(hidden)]
    fn bitwise(op: Bit, a: Array<Self>, b: Array<Self>) -> Result<Array<Self>>;
    #[doc(hidden)]
    fn bitwise_assign(op: Bit, a: &mut Array<Self>, b: Array<Self>) -> Result<()>;
    #[doc(hidden)]
    fn inverted(a: Array<Self>) -> Array<Self>;
}

macro_rules! bitwise {
    ($($t:ty: $left:expr, $right:expr;)*) => {$(
        impl Bitwise for $t {
            fn bitwise(op: Bit, a: Array<Self>, b: Array<Self>) -> Result<Array<Self>> {
                combine::binary(a, b, <$t>::bit_loop(op))
            }
            fn bitwise_assign(op: Bit, a: &mut Array<Self>, b: Array<Self>) -> Result<()> {
                combine::assign(a, &b, <$t>::bit_loop(op))
            }
            fn inverted(a: Array<Self>) -> Array<Self> {
                combine::unary(a, each!(|x: $t| -> $t { !x }))
            }
        }
        impl BitLoops for $t {
            fn bit_loop(op: Bit) -> BinaryLoop<'static, $t, $t, $t> {
                match op {
                    Bit::And => pairs!(|x, y: $t| -> $t { x & y }),
                    Bit::Or => pairs!(|x, y: $t| -> $t { x | y }),
                    Bit::Xor => pairs!(|x, y: $t| -> $t { x ^ y }),
                    Bit::Left => pairs!(|x, y: $t| -> $t { $left(x, y) }),
                    Bit::Right => pairs!(|x, y: $t| -> $t { $right(x, y) }),
                }
            }
        }
    )*};
}

/// The loops that [`Bitwise`] chooses from.
trait BitLoops: Element {
    fn bit_loop(op: Bit) -> BinaryLoop<'static, Self, Self, Self>;
}

/// Integers; shifts by the width or more leave nothing but the sign.
macro_rules! integer {
    ($($t:ty)*) => {
        bitwise! {$(
            $t: |x: $t, by: $t| {
                u32::try_from(by).ok().and_then(|by| x.checked_shl(by)).unwrap_or(0)
            }, |x: $t, by: $t| {
                u32::try_from(by)
                    .ok()
                    .and_then(|by| x.checked_shr(by))
                    .unwrap_or_else(|| x.checked_shr(<$t>::BITS - 1).map_or(0, |s| if <$t>::MIN == 0 { 0 } else { s }))
            };
        )*}
    };
}
integer!(i8 i16 i32 i64 u8 u16 u32 u64);

// `bool` is not shifted: the shift operators and functions ask for integers.
bitwise! {
    bool: |x: bool, by: bool| x && !by, |x: bool, by: bool| x && !by;
}

macro_rules! functions {
    ($($bound:ident: $name:ident = $op:expr, $doc:literal;)*) => {$(
        #[doc = concat!($doc, " (NumPy: `numpy.", stringify!($name), "`).")]
        #[doc = ""]
        #[doc = "# Panics"]
        #[doc = "Panics if the shapes do not broadcast."]
        #[track_caller]
        #[must_use]
        pub fn $name<T: $bound>(a: impl Operand<T>, b: impl Operand<T>) -> Array<T> {
            or_raise(T::bitwise($op, a.into_array(), b.into_array()))
        }
    )*};
}
functions! {
    Bitwise: bitwise_and = Bit::And, "The bits set in both; of `bool`, both";
    Bitwise: bitwise_or = Bit::Or, "The bits set in either; of `bool`, either";
    Bitwise: bitwise_xor = Bit::Xor, "The bits set in one only; of `bool`, one only";
    Integer: left_shift = Bit::Left, "Shifts the bits of the first left by the second";
    Integer: right_shift = Bit::Right, "Shifts the bits of the first right by the second";
}

/// The bits not set; of `bool`, the opposite (NumPy: `numpy.invert`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(invert(array([0, 5])).to_vec(), [-1, -6]);
/// assert_eq!((!array([true, false])).to_vec(), [false, true]);
/// ```
pub fn invert<A: Argument<Elem: Bitwise>>(a: A) -> A::Out<A::Elem> {
    a.apply(<A::Elem as Bitwise>::inverted)
}

/// [`invert`] under its other name (NumPy: `numpy.bitwise_not`).
pub fn bitwise_not<A: Argument<Elem: Bitwise>>(a: A) -> A::Out<A::Elem> {
    invert(a)
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    #[test]
    fn shifts_beyond_the_width_leave_the_sign() {
        let a = array([-8, 8]);
        assert_eq!(right_shift(&a, 1).to_vec(), [-4, 4]);
        assert_eq!(right_shift(&a, 64).to_vec(), [-1, 0]);
        assert_eq!(left_shift(&a, 100).to_vec(), [0, 0]);
        assert_eq!(right_shift(array_of::<u8>([200]), 9).to_vec(), [0]);
        assert_eq!(invert(array([true, false])).to_vec(), [false, true]);
        assert_eq!(bitwise_xor(&a, -1).to_vec(), [7, -9]);
    }
}
