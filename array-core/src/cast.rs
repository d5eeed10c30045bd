//! Conversion between element types.

use std::any::Any;

use num_complex::{Complex, Complex32, Complex64};

use crate::array::Array;
use crate::dtype::Element;
use crate::handle::Handle;
use crate::kernel::{collect, slice_map};
use crate::threads;

impl<T: Element> Array<T> {
    /// The same values as elements of type `U` (NumPy: `ndarray.astype`).
    ///
    /// Floats become integers by dropping the fraction; what does not fit becomes the nearest
    /// integer of the type, and NaN zero (NumPy leaves these undefined). Integers wrap. Complex
    /// numbers lose their imaginary part. What is not zero becomes `true`. Elements of the type
    /// already are shared until either array is written.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// assert_eq!(array([1.9, -1.9]).astype::<i64>().to_vec(), [1, -1]);
    /// assert_eq!(array([300]).astype::<u8>().to_vec(), [44]);
    /// ```
    #[must_use]
    pub fn astype<U: Element>(&self) -> Array<U> {
        T::cast_array(self)
    }
}

/// Conversion between two element types, as NumPy's `astype` does it.
#[doc(hidden)]
pub trait CastFrom<S>: Sized {
    /// Converts one element.
    fn cast_from(value: S) -> Self;
    /// Converts an array.
    fn array_from(array: &Array<S>) -> Array<Self>
    where
        S: Element,
        Self: Element;
}

/// A function of each element.
#[inline(always)]
fn converted<A: Copy + Sync, C: Send>(elements: &[A], convert: impl Fn(A) -> C + Sync) -> Vec<C> {
    collect(elements.len(), |out| {
        threads::each_part(out, |start, out| slice_map(&elements[start..], out, &convert));
    })
}

/// The array conversion of [`CastFrom`], compiled here for a pair of types.
macro_rules! cast_array {
    ($from:ty) => {
        fn array_from(array: &Array<$from>) -> Array<Self> {
            // What is of the type already is shared until it is written.
            if let Some(same) = (array as &dyn Any).downcast_ref::<Array<Self>>()
                && same.data.is_standard_layout()
            {
                return same.clone();
            }
            let view = array.data.view();
            let elements = crate::kernel::contiguous(&view);
            let cast = converted(&elements, <Self as CastFrom<$from>>::cast_from);
            Self::assemble(array.shape(), cast)
        }
    };
}

/// Conversions out of a type that Rust's `as` converts from.
macro_rules! cast_as {
    ($($from:ty => $($to:ty)*;)*) => {$($(
        impl CastFrom<$from> for $to {
            #[inline(always)]
            #[allow(clippy::unnecessary_cast, clippy::cast_lossless)]
            fn cast_from(value: $from) -> Self { value as $to }
            cast_array!($from);
        }
    )*)*};
}
cast_as! {
    bool => i8 i16 i32 i64 u8 u16 u32 u64;
    i8 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    i16 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    i32 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    i64 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    u8 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    u16 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    u32 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    u64 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    f32 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    f64 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
}

/// Conversions to and from `bool`, by "is it zero" and "zero or one".
macro_rules! cast_bool {
    ($($t:ty)*) => {$(
        impl CastFrom<$t> for bool {
            #[inline(always)]
            fn cast_from(value: $t) -> Self { value != <$t as Element>::ZERO }
            cast_array!($t);
        }
    )*};
}
cast_bool!(bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64);

/// Conversions into complex numbers (imaginary part zero) and out of them (real part only).
macro_rules! cast_complex {
    ($($part:ty => $($t:ty)*;)*) => {$($(
        impl CastFrom<$t> for Complex<$part> {
            #[inline(always)]
            fn cast_from(value: $t) -> Self {
                Complex::new(<$part as CastFrom<$t>>::cast_from(value), 0.0)
            }
            cast_array!($t);
        }
        impl CastFrom<Complex<$part>> for $t {
            #[inline(always)]
            fn cast_from(value: Complex<$part>) -> Self {
                <$t as CastFrom<$part>>::cast_from(value.re)
            }
            cast_array!(Complex<$part>);
        }
    )*)*};
}
cast_complex! {
    f32 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    f64 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
}

macro_rules! cast_between {
    ($($from:ty => $to:ty, $value:ident => $e:expr;)*) => {$(
        impl CastFrom<$from> for $to {
            #[inline(always)]
            fn cast_from($value: $from) -> Self { $e }
            cast_array!($from);
        }
    )*};
}
cast_between! {
    bool => f32, b => f32::from(u8::from(b));
    bool => f64, b => f64::from(u8::from(b));
    bool => Complex32, b => Complex::new(f32::from(u8::from(b)), 0.0);
    bool => Complex64, b => Complex::new(f64::from(u8::from(b)), 0.0);
    Complex32 => Complex32, z => z;
    Complex64 => Complex64, z => z;
    Complex32 => Complex64, z => Complex::new(f64::from(z.re), f64::from(z.im));
    Complex64 => Complex32, z => Complex::new(z.re as f32, z.im as f32);
}
