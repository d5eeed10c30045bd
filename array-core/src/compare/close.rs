//! Equality within a tolerance, and of whole arrays.

use crate::array::Array;
use crate::dtype::{Complex64, Element, Numeric};
use crate::elementwise::Operand;
use crate::error::{Result, or_raise};
use crate::kernel;

/// The relative tolerance of [`isclose`].
const RELATIVE: f64 = 1e-5;
/// The absolute tolerance of [`isclose`].
const ABSOLUTE: f64 = 1e-8;

/// Where `a` and `b` differ by at most `1e-8 + 1e-5 * |b|` (NumPy: `numpy.isclose`).
///
/// Infinities are close to themselves, NaN to nothing.
///
/// # Panics
/// Panics if the shapes do not broadcast.
///
/// ```
/// # use array_core::prelude::*;
/// assert!(allclose(sqrt(square(array([0.1, 0.2]))), array([0.1, 0.2])));
/// assert_eq!(isclose(array([1., 2.]), 1.000001).to_vec(), [true, false]);
/// ```
#[track_caller]
#[must_use]
pub fn isclose<T: Numeric>(a: impl Operand<T>, b: impl Operand<T>) -> Array<bool> {
    isclose_with(a, b, RELATIVE, ABSOLUTE, false)
}

/// [`isclose`] with a relative and an absolute tolerance, and whether NaN is close to NaN (NumPy:
/// `isclose(a, b, rtol, atol, equal_nan)`).
///
/// # Panics
/// Panics if the shapes do not broadcast.
#[track_caller]
#[must_use]
pub fn isclose_with<T: Numeric>(
    a: impl Operand<T>,
    b: impl Operand<T>,
    rtol: f64,
    atol: f64,
    equal_nan: bool,
) -> Array<bool> {
    let (a, b) = (a.into_array().astype(), b.into_array().astype());
    or_raise(close(&a, &b, rtol, atol, equal_nan))
}

/// Whether all elements are close, as [`isclose`] tells (NumPy: `numpy.allclose`).
///
/// # Panics
/// Panics if the shapes do not broadcast.
#[track_caller]
#[must_use]
pub fn allclose<T: Numeric>(a: impl Operand<T>, b: impl Operand<T>) -> bool {
    allclose_with(a, b, RELATIVE, ABSOLUTE, false)
}

/// [`allclose`] with tolerances, as of [`isclose_with`] (NumPy: `allclose(a, b, rtol, atol,
/// equal_nan)`).
///
/// # Panics
/// Panics if the shapes do not broadcast.
#[track_caller]
#[must_use]
pub fn allclose_with<T: Numeric>(
    a: impl Operand<T>,
    b: impl Operand<T>,
    rtol: f64,
    atol: f64,
    equal_nan: bool,
) -> bool {
    all(&isclose_with(a, b, rtol, atol, equal_nan))
}

/// Compares as complex numbers, which hold all others: compiled once, whatever the element type.
fn close(
    a: &Array<Complex64>,
    b: &Array<Complex64>,
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
}
