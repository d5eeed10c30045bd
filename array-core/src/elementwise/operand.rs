//! What functions and operators take.

use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element};
use crate::handle::Handle;

/// An operand in a calculation with arrays of `T`: such an array, owned or borrowed, or a number.
///
/// Arrays of different element types do not mix, and integer arrays take integers of their own
/// type only: convert with [`Array::astype`] (of arrays) or `as` (of numbers). Float and complex
/// arrays take integers of any type: `&a * 2`.
///
/// ```compile_fail,E0277
/// # use array_core::prelude::*;
/// // error: `&Array<i64>` does not combine with an array of `f64`
/// // note: arrays of different types do not mix: write `.astype::<f64>()` on the other array, ..
/// let sum = &zeros(3) + &arange(3);
/// ```
///
/// ```compile_fail,E0277
/// # use array_core::prelude::*;
/// // error: `{float}` does not combine with an array of `i64`
/// // note: a float beside an array of integers: write `.astype::<f64>()` on the array
/// let half = &arange(3) * 0.5;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not combine with an array of `{T}`",
    label = "expected an array of `{T}` or a number",
    note = "arrays of different types do not mix: write `.astype::<{T}>()` on the other array",
    note = "a float beside an array of integers: write `.astype::<f64>()` on the array",
    note = "an integer of another type: write `n as {T}`"
)]
pub trait Operand<T: Element> {
    /// The operand as an array; a number has no axes.
    #[doc(hidden)]
    fn into_array(self) -> Array<T>;
}

impl<T: Element> Operand<T> for T {
    fn into_array(self) -> Array<T> {
        T::filled(&[], self)
    }
}

impl<T: Element> Operand<T> for Array<T> {
    fn into_array(self) -> Array<T> {
        self
    }
}

impl<T: Element> Operand<T> for &Array<T> {
    fn into_array(self) -> Array<T> {
        self.clone()
    }
}

macro_rules! integer_operand {
    ($($array:ty: $($number:ty)*;)*) => {$($(
        impl Operand<$array> for $number {
            fn into_array(self) -> Array<$array> {
                <$array>::filled(&[], self as $array)
            }
        }
    )*)*};
}
integer_operand! {
    f64: i8 i16 i32 i64 isize u8 u16 u32 u64 usize;
    f32: i8 i16 i32 i64 isize u8 u16 u32 u64 usize;
}

macro_rules! complex_operand {
    ($($array:ty, $part:ty: $($number:ty)*;)*) => {$($(
        impl Operand<$array> for $number {
            #[allow(clippy::unnecessary_cast)]
            fn into_array(self) -> Array<$array> {
                <$array>::filled(&[], <$array>::new(self as $part, 0.0))
            }
        }
    )*)*};
}
complex_operand! {
    Complex64, f64: f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize;
    Complex32, f32: f32 i8 i16 i32 i64 isize u8 u16 u32 u64 usize;
}

/// What functions of one argument take: an array, owned or borrowed, or a number.
///
/// An array gives an array and a number a number: `sqrt(&a)`, `sqrt(2.)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an array nor a number that array functions take",
    label = "expected an array, f64, i64 or Complex64",
    note = "Rust's numbers have the functions as methods: `x.sqrt()`"
)]
pub trait Argument {
    /// The element type.
    type Elem: Element;
    /// The result when elements become `U`.
    type Out<U: Element>;
    /// Applies a function of arrays.
    #[doc(hidden)]
    #[track_caller]
    fn apply<U: Element>(
        self,
        function: impl FnOnce(Array<Self::Elem>) -> Array<U>,
    ) -> Self::Out<U>;
}

impl<T: Element> Argument for Array<T> {
    type Elem = T;
    type Out<U: Element> = Array<U>;
    fn apply<U: Element>(self, function: impl FnOnce(Self) -> Array<U>) -> Array<U> {
        function(self)
    }
}

impl<T: Element> Argument for &Array<T> {
    type Elem = T;
    type Out<U: Element> = Array<U>;
    fn apply<U: Element>(self, function: impl FnOnce(Array<T>) -> Array<U>) -> Array<U> {
        function(self.clone())
    }
}

macro_rules! number_argument {
    ($($t:ty)*) => {$(
        impl Argument for $t {
            type Elem = $t;
            type Out<U: Element> = U;
            fn apply<U: Element>(self, function: impl FnOnce(Array<$t>) -> Array<U>) -> U {
                let result = function(Array::scalar(self));
                U::first(&result).expect("a number gives a number")
            }
        }
    )*};
}
// One integer and one float type, so that literals infer.
number_argument!(f64 i64 Complex64);
