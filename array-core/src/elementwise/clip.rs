//! Keeping numbers within bounds.

use super::operand::{Argument, Operand};
use super::real::RealFunctions;
use super::{maximum, minimum};
use crate::array::Array;
use crate::dtype::{Float, Numeric, Real};

/// The elements, limited to the range from `low` to `high` (NumPy: `numpy.clip`).
///
/// NaN stays NaN. For one bound only, see [`maximum`] and [`minimum`].
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([-3., 0.5, 9.]);
/// assert_eq!(clip(&a, 0, 1).to_vec(), [0., 0.5, 1.]);
/// assert_eq!(clip(&a, array([-9., 1., 2.]), 5).to_vec(), [-3., 1., 5.]);
/// ```
///
/// # Panics
/// Panics if the shapes do not broadcast.
#[track_caller]
#[must_use]
pub fn clip<T: Numeric>(
    a: impl Operand<T>,
    low: impl Operand<T>,
    high: impl Operand<T>,
) -> Array<T> {
    let (a, low, high) = (a.into_array(), low.into_array(), high.into_array());
    if low.ndim() == 0 && high.ndim() == 0 {
        return T::clamped(a, low, high);
    }
    minimum(maximum(a, low), high)
}

impl<T: Numeric> Array<T> {
    /// The elements, limited to the range from `low` to `high` (NumPy: `ndarray.clip`).
    ///
    /// # Panics
    /// Panics if the shapes do not broadcast.
    #[track_caller]
    #[must_use]
    pub fn clip(&self, low: impl Operand<T>, high: impl Operand<T>) -> Self {
        clip(self, low, high)
    }
}

/// NaN becomes zero, infinities the greatest and least finite numbers (NumPy: `numpy.nan_to_num`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([f64::NAN, f64::INFINITY, 1.]);
/// assert_eq!(nan_to_num(&a).to_vec(), [0., f64::MAX, 1.]);
/// assert_eq!(nan_to_num_with(&a, -1., 9., -9.).to_vec(), [-1., 9., 1.]);
/// ```
pub fn nan_to_num<A: Argument<Elem: Real>>(a: A) -> A::Out<A::Elem> {
    a.apply(|a| {
        let (low, high) = (num_traits::Bounded::min_value(), num_traits::Bounded::max_value());
        <A::Elem as RealFunctions>::finite(a, num_traits::Zero::zero(), high, low)
    })
}

/// [`nan_to_num`] with the values for NaN, infinity and minus infinity (NumPy: `nan_to_num(a,
/// nan=.., posinf=.., neginf=..)`).
#[must_use]
pub fn nan_to_num_with<T: Float>(
    a: impl Operand<T>,
    nan: T,
    positive_infinity: T,
    negative_infinity: T,
) -> Array<T> {
    T::finite(a.into_array(), nan, positive_infinity, negative_infinity)
}
