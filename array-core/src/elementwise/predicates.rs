//! Questions about single numbers.

use super::combine::{self, each};
use super::operand::Argument;
use super::real::RealFunctions;
use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element, Real};
use crate::handle::Handle;

/// A question about a number.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Predicate {
    Nan,
    Infinite,
    Finite,
}

/// The predicates of an element type.
#[doc(hidden)]
pub trait Predicates: Sized {
    fn predicate(question: Predicate, a: Array<Self>) -> Array<bool>
    where
        Self: Element;
}

macro_rules! inexact {
    ($($t:ty, $x:ident: $infinite:expr, $finite:expr;)*) => {$(
        impl Predicates for $t {
            fn predicate(question: Predicate, a: Array<Self>) -> Array<bool> {
                match question {
                    Predicate::Nan => combine::unary_into(&a, each!(|$x: $t| -> bool { $x.is_nan_value() })),
                    Predicate::Infinite => combine::unary_into(&a, each!(|$x: $t| -> bool { $infinite })),
                    Predicate::Finite => combine::unary_into(&a, each!(|$x: $t| -> bool { $finite })),
                }
            }
        }
    )*};
}
inexact! {
    f32, x: x.is_infinite(), x.is_finite();
    f64, x: x.is_infinite(), x.is_finite();
    Complex32, z: z.re.is_infinite() || z.im.is_infinite(), z.re.is_finite() && z.im.is_finite();
    Complex64, z: z.re.is_infinite() || z.im.is_infinite(), z.re.is_finite() && z.im.is_finite();
}

macro_rules! exact {
    ($($t:ty)*) => {$(
        impl Predicates for $t {
            fn predicate(question: Predicate, a: Array<Self>) -> Array<bool> {
                Handle::filled(a.shape(), matches!(question, Predicate::Finite))
            }
        }
    )*};
}
exact!(bool i8 i16 i32 i64 u8 u16 u32 u64);

macro_rules! functions {
    ($($name:ident = $question:expr, $doc:literal;)*) => {
        $(
            #[doc = concat!($doc, " (NumPy: `numpy.", stringify!($name), "`).")]
            pub fn $name<A: Argument>(a: A) -> A::Out<bool> {
                a.apply(|a| <A::Elem as Predicates>::predicate($question, a))
            }
        )*
        impl<T: Element> Array<T> {
            $(
                #[doc = concat!($doc, " (NumPy: `numpy.", stringify!($name), "`).")]
                #[must_use]
                pub fn $name(&self) -> Array<bool> {
                    T::predicate($question, self.clone())
                }
            )*
        }
    };
}
functions! {
    isnan = Predicate::Nan, "Which elements are not a number";
    isinf = Predicate::Infinite, "Which elements are infinite";
    isfinite = Predicate::Finite, "Which elements are finite numbers";
}

/// Which elements have a minus sign, -0.0 and some NaN among them (NumPy: `numpy.signbit`).
pub fn signbit<A: Argument<Elem: Real>>(a: A) -> A::Out<bool> {
    a.apply(|a| <A::Elem as RealFunctions>::signbit(&a))
}
