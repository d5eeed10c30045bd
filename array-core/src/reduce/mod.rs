//! Reductions: sums, means, extremes and statistics, of the whole array or along axes.
//!
//! Each reduction exists as a method and as a free function, in one scheme:
//!
//! | call | NumPy |
//! |---|---|
//! | `a.sum()` | `a.sum()` |
//! | `a.sum_axis(0)`, `a.sum_axis(-1)` | `a.sum(axis=0)`, `a.sum(axis=-1)` |
//! | `a.sum_axes([0, 2])` | `a.sum(axis=(0, 2))` |
//! | `a.sum_keepdims()`, `a.sum_axis_keepdims(0)`, `a.sum_axes_keepdims([0, 2])` | `keepdims=True` |
//! | `a.std_with(1)`, `a.std_axis_with(0, 1)` | `a.std(ddof=1)`, `a.std(axis=0, ddof=1)` |
//!
//! ```
//! use array_core::prelude::*;
//!
//! let a = arange(6).reshape((2, 3));
//! assert_eq!(a.sum(), 15);
//! assert_eq!(a.mean_axis(0).to_vec(), [1.5, 2.5, 3.5]);
//! assert_eq!(a.max_axis_keepdims(-1).shape(), [2, 1]);
//! assert_eq!(a.std_with(1), 3.5_f64.sqrt());
//! ```

#[macro_use]
mod macros;

pub(crate) use macros::dispatch;
pub(crate) use order::Ordered;

mod along;
mod average;
mod bins;
mod convolve;
mod correlation;
mod extremes;
mod fold;
mod interp;
mod lane;
mod nan;
mod order;
mod place;
mod plan;
mod quantile;
mod scan;
mod slope;
mod spacing;
mod spread;
mod sums;
mod truth;

#[doc(hidden)]
pub use along::Along;
pub use average::*;
pub use bins::*;
pub use convolve::*;
pub use correlation::*;
pub use extremes::*;
pub use interp::*;
pub use nan::*;
pub use quantile::*;
pub use scan::*;
pub use slope::*;
pub use spread::*;
pub use sums::*;
pub use truth::*;

use crate::array::Array;
use crate::dtype::Element;

/// The kernels of every element type.
#[doc(hidden)]
pub trait ElementKernels: Sums + Spread + Extremes + Truth + NanKernels + Scans + Averages {}
impl<T: Sums + Spread + Extremes + Truth + NanKernels + Scans + Averages> ElementKernels for T {}

/// The kernels of every number type.
#[doc(hidden)]
pub trait NumericKernels: Ranged + Differences + Convolutions {}
impl<T: Ranged + Differences + Convolutions> NumericKernels for T {}

/// The kernels of every type on the number line.
#[doc(hidden)]
pub trait RealKernels: Medians + Quantiles {}
impl<T: Medians + Quantiles> RealKernels for T {}

/// The array as floats or complex numbers: itself, sharing its elements, if it has such.
///
/// Statistics that are rarely asked of integers are compiled for the floats only.
fn floats<T: Element>(array: &Array<T>) -> Array<T::Float> {
    match (array as &dyn std::any::Any).downcast_ref() {
        Some(same) => Array::clone(same),
        None => array.astype(),
    }
}

/// All elements as one lane, if they lie side by side in row-major order and there are any.
fn one_lane<T: Element>(array: &Array<T>) -> Option<&[T]> {
    let lane = array.data.as_slice().filter(|lane| !lane.is_empty())?;
    crate::interrupt::check();
    Some(lane)
}

/// The one element of a 0-d result.
pub(crate) fn only<T: Element>(result: Array<T>) -> T {
    T::first(&result).expect("a whole reduction has one result")
}

#[cfg(test)]
mod samples {
    //! Arrays that the tests share.
    use super::*;

    /// 0 to 23 as (2, 3, 4).
    pub(crate) fn cube() -> Array<i64> {
        Array::from_vec(&[2, 3, 4], (0..24).collect())
    }

    pub(crate) fn vector<T: Element, const N: usize>(elements: [T; N]) -> Array<T> {
        Array::from_vec(&[N], elements.to_vec())
    }
}
