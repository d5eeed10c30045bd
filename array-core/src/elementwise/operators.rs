//! The operators, for owned and borrowed arrays with arrays and numbers on either side.

use std::ops::{
    Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign,
    Mul, MulAssign, Neg, Not, Rem, RemAssign, Shl, ShlAssign, Shr, ShrAssign, Sub, SubAssign,
};

use super::arithmetic::{Arithmetic, Binary, DivideAssign, Unary};
use super::bits::{Bit, Bitwise};
use super::operand::Operand;
use super::real::{Division, RealFunctions};
use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element, Inexact, Integer, Numeric, Real};
use crate::error::or_raise;

/// `array op operand` for owned and borrowed arrays.
macro_rules! operators {
    ($($trait:ident $method:ident: $bound:ident, $kernels:ident::$kernel:ident($($op:expr)?) $(-> $out:ident)?;)*) => {$(
        impl<T: $bound, R: Operand<T>> $trait<R> for Array<T> {
            type Output = Array<operators!(@out T $($out)?)>;
            #[track_caller]
            fn $method(self, other: R) -> Self::Output {
                or_raise(<T as $kernels>::$kernel($($op,)? self, other.into_array()))
            }
        }
        impl<T: $bound, R: Operand<T>> $trait<R> for &Array<T> {
            type Output = Array<operators!(@out T $($out)?)>;
            #[track_caller]
            fn $method(self, other: R) -> Self::Output {
                or_raise(<T as $kernels>::$kernel($($op,)? self.clone(), other.into_array()))
            }
        }
    )*};
    (@out $t:ident $out:ident) => { <$t as Element>::$out };
    (@out $t:ident) => { $t };
}
operators! {
    Add add: Numeric, Arithmetic::binary(Binary::Add);
    Sub sub: Numeric, Arithmetic::binary(Binary::Subtract);
    Mul mul: Numeric, Arithmetic::binary(Binary::Multiply);
    Div div: Numeric, Arithmetic::divide() -> Float;
    Rem rem: Real, RealFunctions::division(Division::Remainder);
    BitAnd bitand: Bitwise, Bitwise::bitwise(Bit::And);
    BitOr bitor: Bitwise, Bitwise::bitwise(Bit::Or);
    BitXor bitxor: Bitwise, Bitwise::bitwise(Bit::Xor);
    Shl shl: Integer, Bitwise::bitwise(Bit::Left);
    Shr shr: Integer, Bitwise::bitwise(Bit::Right);
}

/// `array op= operand`, in the array's own memory.
macro_rules! assignments {
    ($($trait:ident $method:ident: $bound:ident, $kernels:ident::$kernel:ident($($op:expr)?);)*) => {$(
        impl<T: $bound, R: Operand<T>> $trait<R> for Array<T> {
            #[track_caller]
            fn $method(&mut self, other: R) {
                or_raise(<T as $kernels>::$kernel($($op,)? self, other.into_array()));
            }
        }
    )*};
}
assignments! {
    AddAssign add_assign: Numeric, Arithmetic::binary_assign(Binary::Add);
    SubAssign sub_assign: Numeric, Arithmetic::binary_assign(Binary::Subtract);
    MulAssign mul_assign: Numeric, Arithmetic::binary_assign(Binary::Multiply);
    DivAssign div_assign: Inexact, DivideAssign::divide_assign();
    RemAssign rem_assign: Real, RealFunctions::division_assign(Division::Remainder);
    BitAndAssign bitand_assign: Bitwise, Bitwise::bitwise_assign(Bit::And);
    BitOrAssign bitor_assign: Bitwise, Bitwise::bitwise_assign(Bit::Or);
    BitXorAssign bitxor_assign: Bitwise, Bitwise::bitwise_assign(Bit::Xor);
    ShlAssign shl_assign: Integer, Bitwise::bitwise_assign(Bit::Left);
    ShrAssign shr_assign: Integer, Bitwise::bitwise_assign(Bit::Right);
}

/// `number op array`. Float arrays take one integer type beside their own, so that literals infer.
macro_rules! number_first {
    ($trait:ident $method:ident -> $out:tt: $($number:ty => $array:ty),*) => {$(
        impl $trait<Array<$array>> for $number {
            type Output = Array<number_first!(@out $array, $out)>;
            #[track_caller]
            fn $method(self, other: Array<$array>) -> Self::Output {
                Operand::<$array>::into_array(self).$method(other)
            }
        }
        impl $trait<&Array<$array>> for $number {
            type Output = Array<number_first!(@out $array, $out)>;
            #[track_caller]
            fn $method(self, other: &Array<$array>) -> Self::Output {
                Operand::<$array>::into_array(self).$method(other)
            }
        }
    )*};
    (@out $t:ty, Own) => { $t };
    (@out $t:ty, $out:ident) => { <$t as Element>::$out };
}
macro_rules! arithmetic_number_first {
    ($($pairs:tt)*) => {
        number_first!(Add add -> Own: $($pairs)*);
        number_first!(Sub sub -> Own: $($pairs)*);
        number_first!(Mul mul -> Own: $($pairs)*);
        number_first!(Div div -> Float: $($pairs)*);
    };
}
arithmetic_number_first! {
    i8 => i8, i16 => i16, i32 => i32, i64 => i64, u8 => u8, u16 => u16, u32 => u32, u64 => u64,
    f32 => f32, f64 => f64, Complex32 => Complex32, Complex64 => Complex64,
    i32 => f32, i32 => f64, i32 => Complex32, i32 => Complex64,
    f32 => Complex32, f64 => Complex64
}
number_first!(Rem rem -> Own: i8 => i8, i16 => i16, i32 => i32, i64 => i64, u8 => u8, u16 => u16,
    u32 => u32, u64 => u64, f32 => f32, f64 => f64, i32 => f32, i32 => f64);

macro_rules! bitwise_number_first {
    ($($trait:ident $method:ident;)*) => {$(
        number_first!($trait $method -> Own: i8 => i8, i16 => i16, i32 => i32, i64 => i64, u8 => u8,
            u16 => u16, u32 => u32, u64 => u64);
    )*};
}
bitwise_number_first! {
    BitAnd bitand; BitOr bitor; BitXor bitxor; Shl shl; Shr shr;
}

impl<T: Numeric> Neg for Array<T> {
    type Output = Self;
    fn neg(self) -> Self {
        T::unary(Unary::Negative, self)
    }
}

impl<T: Numeric> Neg for &Array<T> {
    type Output = Array<T>;
    fn neg(self) -> Array<T> {
        T::unary(Unary::Negative, self.clone())
    }
}

impl<T: Bitwise> Not for Array<T> {
    type Output = Self;
    fn not(self) -> Self {
        T::inverted(self)
    }
}

impl<T: Bitwise> Not for &Array<T> {
    type Output = Array<T>;
    fn not(self) -> Array<T> {
        T::inverted(self.clone())
    }
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    #[test]
    fn all_combinations_of_owned_borrowed_and_numbers() {
        let a = array([1., 2.]);
        let b = array([10., 20.]);
        for sum in [&a + &b, a.clone() + &b, &a + b.clone(), a.clone() + b.clone()] {
            assert_eq!(sum.to_vec(), [11., 22.]);
        }
        assert_eq!((&a * 2).to_vec(), [2., 4.]);
        assert_eq!((&a * 2.5).to_vec(), [2.5, 5.]);
        assert_eq!((2 - &a).to_vec(), [1., 0.]);
        assert_eq!((1. / &a).to_vec(), [1., 0.5]);
        assert_eq!((a.clone() * 3_usize).to_vec(), [3., 6.]);
        assert_eq!((-&a).to_vec(), [-1., -2.]);
        assert_eq!((2 * &arange(3)).to_vec(), [0, 2, 4]);
        let z = array([Complex64::new(0., 1.)]) * 2 + 1.;
        assert_eq!(z.to_vec(), [Complex64::new(1., 2.)]);
    }

    #[test]
    fn shapes_broadcast_both_ways() {
        let column = Array::from_vec(&[3, 1], vec![0, 10, 20]);
        let sum = column + arange(3);
        assert_eq!(sum.shape(), [3, 3]);
        assert_eq!(sum.to_vec(), [0, 1, 2, 10, 11, 12, 20, 21, 22]);
        assert_eq!((zeros((0, 3)) + ones(3)).shape(), [0, 3]);
    }

    #[test]
    #[should_panic(expected = "operands could not be broadcast together with shapes (2,3) (4,)")]
    fn shapes_that_do_not_fit_panic() {
        let _ = zeros((2, 3)) + zeros(4);
    }

    #[test]
    fn owned_operands_lend_their_memory() {
        let a = linspace(0, 1, 100);
        let start = a.data.as_ptr();
        let b = (a * 2 + 1.) / 4;
        assert_eq!(b.data.as_ptr(), start);
        let c = 1. - b;
        assert_eq!(c.data.as_ptr(), start);
        let shared = c.clone();
        let d = c + 1.;
        assert_ne!(d.data.as_ptr(), start);
        assert_eq!(shared.to_vec()[0], 0.75);
    }

    #[test]
    fn assignment_leaves_clones_alone() {
        let mut a = array([[1, 2], [3, 4]]);
        let before = a.clone();
        a += array([10, 20]);
        a *= 2;
        assert_eq!(a.to_vec(), [22, 44, 26, 48]);
        assert_eq!(before.to_vec(), [1, 2, 3, 4]);
        let mut f = array([1., 2.]);
        f /= 4;
        f -= &f.clone();
        assert_eq!(f.to_vec(), [0., 0.]);
    }

    #[test]
    #[should_panic(expected = "non-broadcastable output operand with shape (2,)")]
    fn assignment_keeps_the_shape() {
        let mut a = array([1, 2]);
        a += array([[1, 2], [3, 4]]);
    }

    #[test]
    fn integers_divide_wrap_and_take_the_divisors_sign() {
        let a = array([7, -7]);
        assert_eq!((&a / 2).to_vec(), [3.5, -3.5]);
        assert_eq!((&a / 0).to_vec(), [f64::INFINITY, f64::NEG_INFINITY]);
        assert_eq!((&a % 3).to_vec(), [1, 2]);
        assert_eq!((&a % -3).to_vec(), [-2, -1]);
        assert_eq!(a.floor_divide(2).to_vec(), [3, -4]);
        assert_eq!((array([i64::MAX]) + 1).to_vec(), [i64::MIN]);
        assert_eq!((array([7.5, -7.5]) % 2).to_vec(), [1.5, 0.5]);
        assert_eq!(
            floor_divide(array([7.5, -7.5, 1.]), array([2., 2., 0.])).to_vec(),
            [3., -4., f64::INFINITY]
        );
    }

    #[test]
    #[should_panic(expected = "integer division by zero")]
    fn integer_remainder_by_zero_panics() {
        let _ = arange(3) % 0;
    }

    #[test]
    fn masks_and_bits_combine() {
        let (p, q) = (array([true, true, false]), array([true, false, false]));
        assert_eq!((&p & &q).to_vec(), [true, false, false]);
        assert_eq!((&p ^ &q).to_vec(), [false, true, false]);
        assert_eq!((!&p | q).to_vec(), [true, false, true]);
        assert_eq!(((arange(3) << 2) | 1).to_vec(), [1, 5, 9]);
        assert_eq!((!array_of::<u8>([1])).to_vec(), [254]);
    }
}
