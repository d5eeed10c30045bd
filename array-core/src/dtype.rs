//! The element types of arrays, and the families that operations ask for.
//!
//! The traits are sealed: an array's element type is one of the thirteen of [`DType`], and each
//! operation has a kernel compiled for every one that it accepts.

use std::fmt;

use crate::array::Array;
use crate::cast::CastFrom;
use crate::compare::Comparable;
use crate::elementwise::{
    Arithmetic, Bitwise, DivideAssign, FloatFunctions, Predicates, RealFunctions,
};

pub use num_complex::{Complex, Complex32, Complex64};

pub use crate::dtype_info::{FloatInfo, IntInfo, finfo, iinfo};
use crate::handle::Handle;
use crate::index::Move;

/// The name of an element type at run time (NumPy: `numpy.dtype`).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum DType {
    /// `bool`, one byte.
    Bool,
    /// `i8`.
    I8,
    /// `i16`.
    I16,
    /// `i32`.
    I32,
    /// `i64`, the default for integer literals.
    I64,
    /// `u8`.
    U8,
    /// `u16`.
    U16,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `f32`.
    F32,
    /// `f64`, the default for everything else.
    F64,
    /// Two `f32`: real and imaginary part.
    C64,
    /// Two `f64`: real and imaginary part.
    C128,
}

impl DType {
    /// NumPy's name: `float64`, `int32`, `complex128`, ...
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::I8 => "int8",
            Self::I16 => "int16",
            Self::I32 => "int32",
            Self::I64 => "int64",
            Self::U8 => "uint8",
            Self::U16 => "uint16",
            Self::U32 => "uint32",
            Self::U64 => "uint64",
            Self::F32 => "float32",
            Self::F64 => "float64",
            Self::C64 => "complex64",
            Self::C128 => "complex128",
        }
    }

    /// The Rust type to write: `f64`, `i32`, `Complex64`, ...
    #[must_use]
    pub const fn rust_name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::C64 => "Complex32",
            Self::C128 => "Complex64",
        }
    }

    /// Bytes per element (NumPy: `dtype.itemsize`).
    #[must_use]
    pub const fn itemsize(self) -> usize {
        match self {
            Self::Bool | Self::I8 | Self::U8 => 1,
            Self::I16 | Self::U16 => 2,
            Self::I32 | Self::U32 | Self::F32 => 4,
            Self::I64 | Self::U64 | Self::F64 | Self::C64 => 8,
            Self::C128 => 16,
        }
    }
}

/// As [`DType`]'s `Display`: `f64`.
impl fmt::Debug for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Shows the Rust name, the one a cell can write in `.astype::<..>()`.
impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.rust_name())
    }
}

mod sealed {
    pub trait Sealed {}
    pub trait SealedInt {}
}
pub(crate) use sealed::{Sealed, SealedInt};

/// A type that arrays can hold. Sealed.
///
/// The associated types say what operations make of it, as NumPy's promotion rules do.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an array element",
    label = "not one of f64 f32 i64 i32 i16 i8 u64 u32 u16 u8 bool Complex64 Complex32"
)]
pub trait Element:
    Sealed
    + Handle
    + Move
    + Copy
    + Default
    + PartialEq
    + fmt::Debug
    + Send
    + Sync
    + 'static
    + CastFrom<bool>
    + CastFrom<i8>
    + CastFrom<i16>
    + CastFrom<i32>
    + CastFrom<i64>
    + CastFrom<u8>
    + CastFrom<u16>
    + CastFrom<u32>
    + CastFrom<u64>
    + CastFrom<f32>
    + CastFrom<f64>
    + CastFrom<Complex32>
    + CastFrom<Complex64>
    + FloatFunctions
    + Predicates
    + Comparable
    + crate::reduce::ElementKernels
    + crate::sort::SortKernels
    + crate::set::SetKernels
    + crate::join::JoinKernels
    + crate::creation::GridKernels
    + crate::shape::ShapeKernels
    + crate::io::ParseElement
{
    /// The type of sums and products: integers and `bool` widen to 64 bits.
    type Sum: Numeric;
    /// The type of means, roots, logarithms and the like: `f64` for integers and `bool`.
    type Float: Inexact;
    /// The type of magnitudes: the parts of a complex number, else the type itself.
    type Real: Element;
    /// Plain bits of the same size and alignment: code that only moves elements is compiled for
    /// these few types.
    #[doc(hidden)]
    type Bits: Copy + Send + Sync + 'static;

    /// The run-time name of this type.
    const DTYPE: DType;
    /// Zero, or `false`.
    const ZERO: Self;
    /// One, or `true`.
    const ONE: Self;

    /// Converts one element as [`Array::astype`](crate::Array::astype) does.
    fn cast<U: Element>(self) -> U;
    /// Converts an array.
    #[doc(hidden)]
    fn cast_array<U: Element>(array: &Array<Self>) -> Array<U>;

    /// Whether the value is, or has a part that is, not a number.
    fn is_nan_value(self) -> bool;
}

/// An element that can be added and multiplied: every one but `bool`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number that arrays can calculate with",
    note = "arrays of bool are counted by `.count_nonzero()` or converted by `.astype::<i64>()`"
)]
pub trait Numeric:
    Element + Arithmetic + num_traits::NumAssign + crate::reduce::NumericKernels
{
    /// `self + other`; integers wrap on overflow, as NumPy's arrays do.
    #[doc(hidden)]
    fn plus(self, other: Self) -> Self;
    /// `self - other`; integers wrap on overflow.
    #[doc(hidden)]
    fn minus(self, other: Self) -> Self;
    /// `self * other`; integers wrap on overflow.
    #[doc(hidden)]
    fn times(self, other: Self) -> Self;
}

/// An element on the number line: integers and floats. Sealed.
#[diagnostic::on_unimplemented(
    message = "this operation needs real numbers, and `{Self}` is none",
    note = "convert with `.astype::<f64>()`, or take `.abs()` or `.real()` of a complex array"
)]
pub trait Real:
    Numeric<Real = Self>
    + RealFunctions
    + crate::reduce::RealKernels
    + PartialOrd
    + num_traits::Bounded
    + num_traits::ToPrimitive
{
}

/// A signed or unsigned integer. Sealed.
#[diagnostic::on_unimplemented(
    message = "this operation needs integers, and `{Self}` is none",
    note = "convert with `.astype::<i64>()`"
)]
pub trait Integer:
    Real<Float = f64> + Bitwise + Ord + std::hash::Hash + num_traits::PrimInt
{
}

/// A floating-point number: `f32` or `f64`. Sealed.
#[diagnostic::on_unimplemented(
    message = "this operation needs floats, and `{Self}` is none",
    note = "convert with `.astype::<f64>()`"
)]
pub trait Float: Real<Float = Self, Sum = Self> + Inexact + num_traits::Float {}

/// A float or a complex number: what roots, logarithms and linear algebra work on. Sealed.
#[diagnostic::on_unimplemented(
    message = "this operation needs floats or complex numbers, and `{Self}` is neither",
    note = "convert with `.astype::<f64>()`"
)]
pub trait Inexact:
    Numeric<Float = Self, Sum = Self> + DivideAssign + std::ops::Neg<Output = Self>
{
    /// The type of its magnitude, or of its real and imaginary part; a float's is itself.
    type Part: Float;
}

/// A complex number of `f32` or `f64` parts. Sealed.
#[diagnostic::on_unimplemented(
    message = "this operation needs complex numbers, and `{Self}` is none",
    note = "convert with `.astype::<Complex64>()`"
)]
pub trait ComplexNumber: Inexact {
    /// The number with these parts.
    #[doc(hidden)]
    fn from_parts(re: Self::Part, im: Self::Part) -> Self;
    /// The real and the imaginary part.
    #[doc(hidden)]
    fn parts(self) -> (Self::Part, Self::Part);
    /// A number for each element, such as one of its parts.
    #[doc(hidden)]
    fn parts_of(a: &Array<Self>, part: fn(Self) -> Self::Part) -> Array<Self::Part>;
}

/// What makes a type an element: name, results of sums, means and magnitudes, bits, zero and one.
macro_rules! element {
    ($($t:ty => $d:ident, $sum:ty, $float:ty, $real:ty, $bits:ty, $zero:expr, $one:expr, $nan:expr;)*) => {$(
        impl Sealed for $t {}
        impl Element for $t {
            type Sum = $sum;
            type Float = $float;
            type Real = $real;
            type Bits = $bits;
            const DTYPE: DType = DType::$d;
            const ZERO: Self = $zero;
            const ONE: Self = $one;

            #[inline]
            fn cast<U: Element>(self) -> U {
                <U as CastFrom<$t>>::cast_from(self)
            }

            fn cast_array<U: Element>(array: &Array<$t>) -> Array<U> {
                <U as CastFrom<$t>>::array_from(array)
            }

            #[inline]
            fn is_nan_value(self) -> bool {
                let is_nan: fn($t) -> bool = $nan;
                is_nan(self)
            }
        }
    )*};
}

element! {
    bool => Bool, i64, f64, bool, u8, false, true, |_| false;
    i8 => I8, i64, f64, i8, u8, 0, 1, |_| false;
    i16 => I16, i64, f64, i16, u16, 0, 1, |_| false;
    i32 => I32, i64, f64, i32, u32, 0, 1, |_| false;
    i64 => I64, i64, f64, i64, u64, 0, 1, |_| false;
    u8 => U8, u64, f64, u8, u8, 0, 1, |_| false;
    u16 => U16, u64, f64, u16, u16, 0, 1, |_| false;
    u32 => U32, u64, f64, u32, u32, 0, 1, |_| false;
    u64 => U64, u64, f64, u64, u64, 0, 1, |_| false;
    f32 => F32, f32, f32, f32, u32, 0.0, 1.0, f32::is_nan;
    f64 => F64, f64, f64, f64, u64, 0.0, 1.0, f64::is_nan;
    Complex32 => C64, Complex32, Complex32, f32, [u32; 2],
        Complex::new(0.0, 0.0), Complex::new(1.0, 0.0), |z| z.re.is_nan() || z.im.is_nan();
    Complex64 => C128, Complex64, Complex64, f64, [u64; 2],
        Complex::new(0.0, 0.0), Complex::new(1.0, 0.0), |z| z.re.is_nan() || z.im.is_nan();
}

macro_rules! integer {
    ($($t:ty)*) => {$(
        impl Numeric for $t {
            #[inline]
            fn plus(self, other: Self) -> Self { self.wrapping_add(other) }
            #[inline]
            fn minus(self, other: Self) -> Self { self.wrapping_sub(other) }
            #[inline]
            fn times(self, other: Self) -> Self { self.wrapping_mul(other) }
        }
        impl Real for $t {}
        impl Integer for $t {}
    )*};
}
integer!(i8 i16 i32 i64 u8 u16 u32 u64);

macro_rules! inexact {
    ($($t:ty => $part:ty),*) => {$(
        impl Numeric for $t {
            #[inline]
            fn plus(self, other: Self) -> Self { self + other }
            #[inline]
            fn minus(self, other: Self) -> Self { self - other }
            #[inline]
            fn times(self, other: Self) -> Self { self * other }
        }
        impl Inexact for $t {
            type Part = $part;
        }
    )*};
}
inexact!(f32 => f32, f64 => f64, Complex32 => f32, Complex64 => f64);

macro_rules! float {
    ($($t:ty)*) => {$(
        impl Real for $t {}
        impl Float for $t {}
        impl ComplexNumber for Complex<$t> {
            #[inline]
            fn from_parts(re: $t, im: $t) -> Self { Complex::new(re, im) }
            #[inline]
            fn parts(self) -> ($t, $t) { (self.re, self.im) }
            fn parts_of(a: &Array<Self>, part: fn(Self) -> $t) -> Array<$t> {
                Array::from_data(crate::kernel::map(&a.data.view(), part).into_shared())
            }
        }
    )*};
}
float!(f32 f64);
