//! Equality within a tolerance, and of whole arrays.

use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element, Numeric};
use crate::elementwise::Operand;
use crate::error::{Result, or_raise};
use crate::kernel;

/// The relative tolerance of [`isclose`].
const RELATIVE: f64 = 1e-5;
/// The absolute tolerance of [`isclose`].
const ABSOLUTE: f64 = 1e-8;

/// One side of a comparison within a tolerance, where `B` is the other: arrays of one element type
/// and numbers mix.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not compared with `{B}` within a tolerance",
    label = "expected arrays of one element type, or numbers",
    note = "arrays of different types do not mix: write `.astype::<f64>()` on both",
    note = "numbers are compared as `f64`, `i64` or `Complex64`: write `x as f64`"
)]
pub trait CloseTo<B> {
    /// The answer of [`isclose`]: an array of `bool`, or one `bool` if both sides are numbers.
    type Answer;

    /// Both sides as arrays of the type that holds all others: compared by code that is compiled
    /// once.
    #[doc(hidden)]
    fn sides(self, other: B) -> [Array<Complex64>; 2];

    /// The answer from whether the elements are close.
    #[doc(hidden)]
    fn answer(close: Array<bool>) -> Self::Answer;
}

macro_rules! close_arrays {
    ($($array:ty)*) => {$(
        impl<T: Numeric, B: Operand<T>> CloseTo<B> for $array {
            type Answer = Array<bool>;

            fn sides(self, other: B) -> [Array<Complex64>; 2] {
                [self.astype(), other.into_array().astype()]
            }

            fn answer(close: Array<bool>) -> Array<bool> {
                close
            }
        }
    )*};
}
close_arrays!(Array<T> &Array<T>);

/// A number before arrays.
macro_rules! close_number_first {
    ($([$($generic:tt)*] $number:ty, $array:ty;)*) => {$(
        impl<$($generic)*> CloseTo<Array<$array>> for $number {
            type Answer = Array<bool>;

            fn sides(self, other: Array<$array>) -> [Array<Complex64>; 2] {
                [Operand::<$array>::into_array(self).astype(), other.astype()]
            }

            fn answer(close: Array<bool>) -> Array<bool> {
                close
            }
        }

        impl<$($generic)*> CloseTo<&Array<$array>> for $number {
            type Answer = Array<bool>;

            fn sides(self, other: &Array<$array>) -> [Array<Complex64>; 2] {
                [Operand::<$array>::into_array(self).astype(), other.astype()]
            }

            fn answer(close: Array<bool>) -> Array<bool> {
                close
            }
        }
    )*};
}
close_number_first! {
    [T: Numeric] T, T;
    [] i32, f64;
    [] i32, f32;
    [] i32, Complex64;
    [] i32, Complex32;
    [] f64, Complex64;
    [] f32, Complex32;
}

macro_rules! close_numbers {
    ($($number:ty: $($other:ty)*;)*) => {$($(
        impl CloseTo<$other> for $number {
            type Answer = bool;

            fn sides(self, other: $other) -> [Array<Complex64>; 2] {
                [self.cast(), other.cast()].map(Array::scalar)
            }

            fn answer(close: Array<bool>) -> bool {
                all(&close)
            }
        }
    )*)*};
}
// One integer and one float type, so that literals infer.
close_numbers! {
    f64: f64 i64 Complex64;
    i64: f64 i64 Complex64;
    Complex64: f64 i64 Complex64;
}

/// Where `a` and `b` differ by at most `1e-8 + 1e-5 * |b|` (NumPy: `numpy.isclose`).
///
/// Infinities are close to themselves, NaN to nothing. Of two numbers the answer is one `bool`.
///
/// # Panics
/// Panics if the shapes do not broadcast.
///
/// ```
/// # use array_core::prelude::*;
/// assert!(allclose(sqrt(square(array([0.1, 0.2]))), array([0.1, 0.2])));
/// assert_eq!(isclose(array([1., 2.]), 1.000001).to_vec(), [true, false]);
/// assert!(isclose(0.1 + 0.2, 0.3));
/// ```
#[track_caller]
#[must_use]
pub fn isclose<A: CloseTo<B>, B>(a: A, b: B) -> A::Answer {
    isclose_with(a, b, RELATIVE, ABSOLUTE, false)
}

/// [`isclose`] with a relative and an absolute tolerance, and whether NaN is close to NaN (NumPy:
/// `isclose(a, b, rtol, atol, equal_nan)`).
///
/// # Panics
/// Panics if the shapes do not broadcast.
#[track_caller]
#[must_use]
pub fn isclose_with<A: CloseTo<B>, B>(
    a: A,
    b: B,
    rtol: f64,
    atol: f64,
    equal_nan: bool,
) -> A::Answer {
    A::answer(or_raise(close(a.sides(b), rtol, atol, equal_nan)))
}

/// Whether all elements are close, as [`isclose`] tells (NumPy: `numpy.allclose`).
///
/// # Panics
/// Panics if the shapes do not broadcast.
#[track_caller]
#[must_use]
pub fn allclose<A: CloseTo<B>, B>(a: A, b: B) -> bool {
    allclose_with(a, b, RELATIVE, ABSOLUTE, false)
}

/// [`allclose`] with tolerances, as of [`isclose_with`] (NumPy: `allclose(a, b, rtol, atol,
/// equal_nan)`).
///
/// # Panics
/// Panics if the shapes do not broadcast.
#[track_caller]
#[must_use]
pub fn allclose_with<A: CloseTo<B>, B>(a: A, b: B, rtol: f64, atol: f64, equal_nan: bool) -> bool {
    all(&or_raise(close(a.sides(b), rtol, atol, equal_nan)))
}

fn close(
    [a, b]: [Array<Complex64>; 2],
    rtol: f64,
    atol: f64,
    equal_nan: bool,
) -> Result<Array<bool>> {
    let near = |x: Complex64, y: Complex64| {
        if x.is_nan_value() || y.is_nan_value() {
            equal_nan && x.is_nan_value() && y.is_nan_value()
        } else if x.is_finite() && y.is_finite() {
            (x - y).norm() <= atol + rtol * y.norm()
        } else {
            x == y
        }
    };
    let result = kernel::zip(&a.data.view(), &b.data.view(), near)?;
    Ok(Array::from_data(result.into_shared()))
}

/// Whether shape and all elements are equal (NumPy: `numpy.array_equal`). Also written `a == b`.
///
/// ```
/// # use array_core::prelude::*;
/// assert!(array_equal(&arange(2), &array([0, 1])));
/// assert!(arange(2) != array([[0, 1]]));
/// ```
#[must_use]
pub fn array_equal<T: Element>(a: &Array<T>, b: &Array<T>) -> bool {
    T::all_equal(a, b)
}

fn all(mask: &Array<bool>) -> bool {
    mask.data.iter().all(|&yes| yes)
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    #[test]
    fn infinities_are_close_to_themselves_and_nan_to_nothing() {
        let a = array([f64::INFINITY, f64::NAN, 1e-9]);
        assert_eq!(isclose(&a, &a).to_vec(), [true, false, true]);
        assert_eq!(isclose(&a, 0).to_vec(), [false, false, true]);
        assert!(allclose_with(&a, &a, 0., 0., true));
        assert!(!allclose(array([1., 2.]), array([1., 2.1])));
        assert!(allclose(arange(3), arange(3)));
    }

    #[test]
    fn numbers_are_compared_with_numbers_and_arrays() {
        assert!(allclose(0.1 + 0.2, 0.3) && allclose(1, 1) && allclose(2.0, 2));
        assert!(!allclose(0.1, 0.2) && !isclose(f64::NAN, f64::NAN));
        assert!(isclose_with(1.0, 1.1, 0.2, 0.0, false));
        assert!(allclose(arange(3).mean(), 1.0) && allclose(1, arange(3).mean()));
        let i = Complex64::new(0., 1.);
        assert!(allclose(i * i, -1) && allclose(i, i) && allclose(7, arange(8).max()));
        assert!(allclose(0.5, &array_of::<f32>([0.5])) && allclose(1, array([Complex64::ONE])));
        assert_eq!(isclose(1, &array([1., 2.])).to_vec(), [true, false]);
        assert_eq!(isclose(1., array([1., 2.])).to_vec(), [true, false]);
        assert_eq!(isclose(2, arange(3)).to_vec(), [false, false, true]);
    }
}
