//! Sums, products, powers, extremes: what all numbers have.

use super::combine::{self, Updates, each, pairs, updates};
use super::complex::{ComplexMath, lexicographic_less};
use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element};
use crate::error::{Error, ErrorKind, Result};
use crate::kernel::simd;
use crate::kernel::simd::math::lookup::LookUp;
use crate::kernel::simd::math::{self, single};
use crate::kernel::{BinaryLoop, UnaryLoop, slice_map};
use crate::reduce::only;

/// A function of two numbers of a type, with a result of the type.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Power,
    Maximum,
    Minimum,
    Fmax,
    Fmin,
}

/// A function of one number of a type, with a result of the type.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Unary {
    Negative,
    Sign,
    Square,
    Reciprocal,
    Conjugate,
}

/// The arithmetic loops of an element type.
#[doc(hidden)]
pub trait Arithmetic: Element {
    fn binary(op: Binary, a: Array<Self>, b: Array<Self>) -> Result<Array<Self>>;
    fn binary_assign(op: Binary, a: &mut Array<Self>, b: Array<Self>) -> Result<()>;
    fn unary(op: Unary, a: Array<Self>) -> Array<Self>;
    fn divide(a: Array<Self>, b: Array<Self>) -> Result<Array<Self::Float>>;
    fn absolute(a: Array<Self>) -> Array<Self::Real>;
    /// Between two numbers, given as arrays without axes.
    fn clamped(a: Array<Self>, low: Array<Self>, high: Array<Self>) -> Array<Self>;
}

macro_rules! integer {
    ($($t:ty: $sign:ident;)*) => {$(
        impl Arithmetic for $t {
            fn binary(op: Binary, a: Array<Self>, b: Array<Self>) -> Result<Array<Self>> {
                check_exponents(op, &b)?;
                combine::binary_updating(a, b, Self::binary_loop(op), Self::updates(op))
            }
            fn binary_assign(op: Binary, a: &mut Array<Self>, b: Array<Self>) -> Result<()> {
                check_exponents(op, &b)?;
                combine::assign_updating(a, &b, Self::binary_loop(op), Self::updates(op))
            }
            fn unary(op: Unary, a: Array<Self>) -> Array<Self> {
                combine::unary(a, Self::unary_loop(op))
            }
            fn divide(a: Array<Self>, b: Array<Self>) -> Result<Array<f64>> {
                combine::binary_into(&a, &b, pairs!(|x, y: $t| -> f64 { x as f64 / y as f64 }))
            }
            fn absolute(a: Array<Self>) -> Array<Self> {
                integer!(@absolute $sign, a, $t)
            }
            fn clamped(a: Array<Self>, low: Array<Self>, high: Array<Self>) -> Array<Self> {
                let (low, high) = (only(low), only(high));
                combine::unary(a, &|a, out| {
                    slice_map(
                        a,
                        out,
                        #[inline(always)]
                        move |x| x.max(low).min(high),
                    );
                })
            }
        }
        impl Loops for $t {
            fn binary_loop(op: Binary) -> BinaryLoop<'static, Self, Self, Self> {
                match op {
                    Binary::Add => pairs!(|x, y: $t| -> $t { x.wrapping_add(y) }),
                    Binary::Subtract => pairs!(|x, y: $t| -> $t { x.wrapping_sub(y) }),
                    Binary::Multiply => pairs!(|x, y: $t| -> $t { x.wrapping_mul(y) }),
                    Binary::Power => pairs!(|x, y: $t| -> $t { integer_power(x, y as u64) }),
                    Binary::Maximum | Binary::Fmax => pairs!(|x, y: $t| -> $t { x.max(y) }),
                    Binary::Minimum | Binary::Fmin => pairs!(|x, y: $t| -> $t { x.min(y) }),
                }
            }
            fn updates(op: Binary) -> Option<Updates<Self>> {
                match op {
                    Binary::Add => Some(updates!(|x, y: $t| { x.wrapping_add(y) })),
                    Binary::Subtract => Some(updates!(|x, y: $t| { x.wrapping_sub(y) })),
                    Binary::Multiply => Some(updates!(|x, y: $t| { x.wrapping_mul(y) })),
                    _ => None,
                }
            }
            fn unary_loop(op: Unary) -> UnaryLoop<'static, Self, Self> {
                match op {
                    Unary::Negative => each!(|x: $t| -> $t { x.wrapping_neg() }),
                    Unary::Sign => integer!(@sign $sign, $t),
                    Unary::Square => each!(|x: $t| -> $t { x.wrapping_mul(x) }),
                    // NumPy leaves the reciprocal of zero undefined; zero here.
                    Unary::Reciprocal => {
                        each!(|x: $t| -> $t { if x == 0 { 0 } else { (1 as $t).wrapping_div(x) } })
                    }
                    Unary::Conjugate => each!(|x: $t| -> $t { x }),
                }
            }
        }
    )*};
    (@absolute signed, $a:ident, $t:ty) => {
        combine::unary($a, each!(|x: $t| -> $t { x.wrapping_abs() }))
    };
    (@absolute unsigned, $a:ident, $t:ty) => { $a };
    (@sign signed, $t:ty) => { each!(|x: $t| -> $t { x.signum() }) };
    (@sign unsigned, $t:ty) => { each!(|x: $t| -> $t { x.min(1) }) };
}

/// Division in place, for types that quotients stay in.
#[doc(hidden)]
pub trait DivideAssign: Element {
    fn divide_assign(a: &mut Array<Self>, b: Array<Self>) -> Result<()>;
}

/// The loops that [`Arithmetic`] chooses from.
trait Loops: Element {
    fn binary_loop(op: Binary) -> BinaryLoop<'static, Self, Self, Self>;
    /// The same in place, of what is often written so and faster than copying.
    fn updates(op: Binary) -> Option<Updates<Self>>;
    fn unary_loop(op: Unary) -> UnaryLoop<'static, Self, Self>;
}

integer! {
    i8: signed; i16: signed; i32: signed; i64: signed;
    u8: unsigned; u16: unsigned; u32: unsigned; u64: unsigned;
}

/// Refuses negative exponents of integers.
fn check_exponents<T: Element + PartialOrd>(op: Binary, b: &Array<T>) -> Result<()> {
    if op == Binary::Power && b.data.iter().any(|&exponent| exponent < T::ZERO) {
        let message = "Integers to negative integer powers are not allowed.";
        return Err(Error::new(ErrorKind::Value, message));
    }
    Ok(())
}

/// `base` to the `exponent`, by squaring; wraps.
#[inline]
fn integer_power<T: crate::dtype::Numeric>(mut base: T, mut exponent: u64) -> T {
    let mut power = T::ONE;
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = power.times(base);
        }
        base = base.times(base);
        exponent >>= 1;
    }
    power
}

macro_rules! inexact {
    ($($t:ty => $real:ty;)*) => {$(
        impl Arithmetic for $t {
            fn binary(op: Binary, a: Array<Self>, b: Array<Self>) -> Result<Array<Self>> {
                if op == Binary::Power
                    && let Some(run) = constant_power(&b)
                {
                    return Ok(combine::unary(a, run));
                }
                combine::binary_updating(a, b, Self::binary_loop(op), Self::updates(op))
            }
            fn binary_assign(op: Binary, a: &mut Array<Self>, b: Array<Self>) -> Result<()> {
                combine::assign_updating(a, &b, Self::binary_loop(op), Self::updates(op))
            }
            fn unary(op: Unary, a: Array<Self>) -> Array<Self> {
                combine::unary(a, Self::unary_loop(op))
            }
            fn divide(a: Array<Self>, b: Array<Self>) -> Result<Array<Self>> {
                combine::binary(a, b, pairs!(|x, y: $t| -> $t { x.quotient(y) }))
            }
            fn absolute(a: Array<Self>) -> Array<$real> {
                combine::unary_into(&a, each!(|x: $t| -> $real { x.magnitude() }))
            }
            fn clamped(a: Array<Self>, low: Array<Self>, high: Array<Self>) -> Array<Self> {
                let (low, high) = (only(low), only(high));
                combine::unary(a, &|a, out| {
                    slice_map(
                        a,
                        out,
                        #[inline(always)]
                        move |x: $t| {
                            let above = if x.not_less(low) || x.is_nan_value() { x } else { low };
                            if high.not_less(above) || above.is_nan_value() { above } else { high }
                        },
                    );
                })
            }
        }
        impl DivideAssign for $t {
            fn divide_assign(a: &mut Array<Self>, b: Array<Self>) -> Result<()> {
                combine::assign(a, &b, pairs!(|x, y: $t| -> $t { x.quotient(y) }))
            }
        }
        impl Loops for $t {
            fn binary_loop(op: Binary) -> BinaryLoop<'static, Self, Self, Self> {
                match op {
                    Binary::Add => pairs!(|x, y: $t| -> $t { x + y }),
                    Binary::Subtract => pairs!(|x, y: $t| -> $t { x - y }),
                    Binary::Multiply => pairs!(|x, y: $t| -> $t { x * y }),
                    Binary::Power => Self::power_loop(),
                    Binary::Maximum => pairs!(|x, y: $t| -> $t {
                        if x.not_less(y) || x.is_nan_value() { x } else { y }
                    }),
                    Binary::Minimum => pairs!(|x, y: $t| -> $t {
                        if y.not_less(x) || x.is_nan_value() { x } else { y }
                    }),
                    Binary::Fmax => pairs!(|x, y: $t| -> $t {
                        if x.not_less(y) || y.is_nan_value() { x } else { y }
                    }),
                    Binary::Fmin => pairs!(|x, y: $t| -> $t {
                        if y.not_less(x) || y.is_nan_value() { x } else { y }
                    }),
                }
            }
            fn updates(op: Binary) -> Option<Updates<Self>> {
                match op {
                    Binary::Add => Some(updates!(|x, y: $t| { x + y })),
                    Binary::Subtract => Some(updates!(|x, y: $t| { x - y })),
                    Binary::Multiply => Some(updates!(|x, y: $t| { x * y })),
                    _ => None,
                }
            }
            fn unary_loop(op: Unary) -> UnaryLoop<'static, Self, Self> {
                match op {
                    Unary::Negative => each!(|x: $t| -> $t { -x }),
                    Unary::Sign => each!(|x: $t| -> $t { x.sign_value() }),
                    Unary::Square => each!(|x: $t| -> $t { x * x }),
                    Unary::Reciprocal => each!(|x: $t| -> $t { x.inverse_value() }),
                    Unary::Conjugate => each!(|x: $t| -> $t { x.conjugate() }),
                }
            }
        }
    )*};
}
inexact! {
    f32 => f32; f64 => f64; Complex32 => f32; Complex64 => f64;
}

/// The loop for the power of one common exponent that is quicker, and not less exact, than `pow`.
fn constant_power<T: InexactMath>(exponent: &Array<T>) -> Option<UnaryLoop<'static, T, T>> {
    if exponent.ndim() != 0 {
        return None;
    }
    let exponent = *exponent.data.first()?;
    if exponent == T::ONE {
        Some(&|a, out| crate::kernel::slice_map(a, out, |x| x))
    } else if exponent == T::ONE + T::ONE {
        Some(&|a, out| crate::kernel::slice_map(a, out, |x| x * x))
    } else {
        None
    }
}

/// What the loops of floats and complex numbers call by one name.
pub(super) trait InexactMath: crate::dtype::Inexact {
    /// `self / other`.
    fn quotient(self, other: Self) -> Self;
    /// `1 / self`.
    fn inverse_value(self) -> Self;
    /// The loop of powers.
    fn power_loop() -> BinaryLoop<'static, Self, Self, Self>;
    /// The absolute value.
    fn magnitude(self) -> Self::Part;
    /// -1, 0 or 1; of a complex number, that of length one in its direction.
    fn sign_value(self) -> Self;
    /// The complex conjugate.
    fn conjugate(self) -> Self;
    /// `self >= other`; complex numbers by real part, then imaginary part.
    fn not_less(self, other: Self) -> bool;
}

macro_rules! inexact_math {
    ($($t:ty: $math:ident;)*) => {$(
        impl InexactMath for $t {
            #[inline(always)]
            fn quotient(self, other: Self) -> Self { self / other }
            #[inline(always)]
            fn inverse_value(self) -> Self { 1.0 / self }
            fn power_loop() -> BinaryLoop<'static, Self, Self, Self> {
                &|a, b, out| {
                    if <$t as LookUp>::powers(a, b, out) {
                        return;
                    }
                    simd::approximate_two(
                        a,
                        b,
                        out,
                        #[inline(always)]
                        |x: $t, y: $t| $math::power(x, y),
                        #[inline(always)]
                        |x: $t, y: $t| $math::ordinary::power(x, y),
                        <$t>::powf,
                    );
                }
            }
            #[inline(always)]
            fn magnitude(self) -> Self { self.abs() }
            #[inline(always)]
            fn sign_value(self) -> Self {
                if self > 0.0 { 1.0 } else if self < 0.0 { -1.0 } else if self == 0.0 { 0.0 } else { self }
            }
            #[inline(always)]
            fn conjugate(self) -> Self { self }
            #[inline(always)]
            fn not_less(self, other: Self) -> bool { self >= other }
        }
        impl InexactMath for num_complex::Complex<$t> {
            #[inline(always)]
            fn quotient(self, other: Self) -> Self { self.divided_by(other) }
            #[inline(always)]
            fn inverse_value(self) -> Self { self.inverse() }
            fn power_loop() -> BinaryLoop<'static, Self, Self, Self> {
                pairs!(|x, y: num_complex::Complex<$t>| -> num_complex::Complex<$t> { x.raised_to(y) })
            }
            #[inline(always)]
            fn magnitude(self) -> $t { self.re.hypot(self.im) }
            #[inline(always)]
            fn sign_value(self) -> Self { self.direction() }
            #[inline(always)]
            fn conjugate(self) -> Self { self.conj() }
            #[inline(always)]
            fn not_less(self, other: Self) -> bool {
                self == other || lexicographic_less(other, self)
            }
        }
    )*};
}
inexact_math! { f32: single; f64: math; }
