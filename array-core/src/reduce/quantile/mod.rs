//! Medians, percentiles and quantiles.

mod kernels;
mod levels;
mod method;

pub use method::QuantileMethod;

use kernels::{median_kernel, nanmedian_kernel, quantiles_kernel};
use levels::{Levels, Query};

use super::plan::Over;
use super::{Along, only};
use crate::array::Array;
use crate::dims::{Dims, IndexInt};
use crate::dtype::{Element, Real};

kernels! {
    /// The kernels of medians.
    Medians: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64]
    median_whole, median_over = median_kernel() -> <Self as Element>::Float;
    nanmedian_whole, nanmedian_over = nanmedian_kernel() -> <Self as Element>::Float;
}

dispatch! {
    /// The kernel of percentiles and quantiles.
    Quantiles: Real for [i8 i16 i32 i64 u8 u16 u32 u64 f32 f64]
    quantiles_over = quantiles_kernel(array: &Array<Self>, along: Along, query: Query)
        -> Array<<Self as Element>::Float>;
}

reduction! {
    /// The middle element, or the mean of the middle two (NumPy: `numpy.median`).
    ///
    /// NaN if there is one, and for nothing.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[5, 1, 3], [2, 4, 9]]);
    /// assert_eq!(a.median(), 3.5);
    /// assert_eq!(a.median_axis(1).to_vec(), [3., 4.]);
    /// ```
    Real::{median_whole, median_over}() of () -> |T| T::Float;
    median median_keepdims median_axis median_axis_keepdims median_axes median_axes_keepdims
}

reduction! {
    /// The median of what is not NaN; NaN if nothing is left (NumPy: `numpy.nanmedian`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanmedian(&a), 2.);
    /// ```
    Real::{nanmedian_whole, nanmedian_over}() of () -> |T| T::Float;
    nanmedian nanmedian_keepdims nanmedian_axis nanmedian_axis_keepdims
    nanmedian_axes nanmedian_axes_keepdims
}

/// Writes a quantile function's methods and free functions. `scale` is the level of the whole
/// array: 1 for quantiles, 100 for percentiles.
macro_rules! quantiles {
    (
        $(#[$doc:meta])*
        $scale:literal, $skip_nan:literal;
        $all:ident $with:ident $keep:ident $axis:ident $axis_with:ident $axis_keep:ident
        $axes:ident $axes_keep:ident
    ) => {
        impl<T: Real> Array<T> {
            $(#[$doc])*
            #[must_use]
            #[track_caller]
            pub fn $all<Q: Levels>(&self, q: Q) -> Q::Of<T::Float> {
                self.$with(q, QuantileMethod::Linear)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), by another method (NumPy: `method=`).")]
            #[doc = "\n# Panics\nPanics if a level is out of range."]
            #[must_use]
            #[track_caller]
            pub fn $with<Q: Levels>(&self, q: Q, method: QuantileMethod) -> Q::Of<T::Float> {
                let query = Query::new(q.levels(), $scale, method, $skip_nan);
                Q::of(T::quantiles_over(self, Along::all(), query))
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), with every axis kept at length 1 (NumPy: `keepdims=True`).")]
            #[doc = "\n# Panics\nPanics if a level is out of range."]
            #[must_use]
            #[track_caller]
            pub fn $keep<Q: Levels>(&self, q: Q) -> Array<T::Float> {
                let query = Query::new(q.levels(), $scale, QuantileMethod::Linear, $skip_nan);
                T::quantiles_over(self, Along::all_kept(), query)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), along one axis; the axes of a list of levels come first (NumPy: `axis=0`).")]
            #[doc = "\n# Panics\nPanics if there is no such axis, or a level is out of range."]
            #[must_use]
            #[track_caller]
            pub fn $axis<Q: Levels>(&self, q: Q, axis: impl IndexInt) -> Array<T::Float> {
                self.$axis_with(q, axis, QuantileMethod::Linear)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), along one axis, by another method (NumPy: `axis=0, method=`).")]
            #[doc = "\n# Panics\nPanics if there is no such axis, or a level is out of range."]
            #[must_use]
            #[track_caller]
            pub fn $axis_with<Q: Levels>(
                &self, q: Q, axis: impl IndexInt, method: QuantileMethod,
            ) -> Array<T::Float> {
                let query = Query::new(q.levels(), $scale, method, $skip_nan);
                T::quantiles_over(self, Along::axis(axis.to_isize()), query)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), along one axis, which is kept at length 1 (NumPy: `axis=0, keepdims=True`).")]
            #[doc = "\n# Panics\nPanics if there is no such axis, or a level is out of range."]
            #[must_use]
            #[track_caller]
            pub fn $axis_keep<Q: Levels>(&self, q: Q, axis: impl IndexInt) -> Array<T::Float> {
                let query = Query::new(q.levels(), $scale, QuantileMethod::Linear, $skip_nan);
                T::quantiles_over(self, Along::axis_kept(axis.to_isize()), query)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), along several axes (NumPy: `axis=(0, 2)`).")]
            #[doc = "\n# Panics\nPanics if there is no such axis, one is named twice, or a level is out of range."]
            #[must_use]
            #[track_caller]
            pub fn $axes<Q: Levels>(&self, q: Q, axes: impl Dims) -> Array<T::Float> {
                let query = Query::new(q.levels(), $scale, QuantileMethod::Linear, $skip_nan);
                T::quantiles_over(self, Along::axes(axes.dims()), query)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), along several axes, which are kept (NumPy: `axis=(0, 2), keepdims=True`).")]
            #[doc = "\n# Panics\nPanics if there is no such axis, one is named twice, or a level is out of range."]
            #[must_use]
            #[track_caller]
            pub fn $axes_keep<Q: Levels>(&self, q: Q, axes: impl Dims) -> Array<T::Float> {
                let query = Query::new(q.levels(), $scale, QuantileMethod::Linear, $skip_nan);
                T::quantiles_over(self, Along::axes_kept(axes.dims()), query)
            }
        }

        $(#[$doc])*
        #[must_use]
        #[track_caller]
        pub fn $all<T: Real, Q: Levels>(a: &Array<T>, q: Q) -> Q::Of<T::Float> {
            a.$all(q)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), by another method (NumPy: `method=`).")]
        #[doc = "\n# Panics\nPanics if a level is out of range."]
        #[must_use]
        #[track_caller]
        pub fn $with<T: Real, Q: Levels>(
            a: &Array<T>, q: Q, method: QuantileMethod,
        ) -> Q::Of<T::Float> {
            a.$with(q, method)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), with every axis kept at length 1 (NumPy: `keepdims=True`).")]
        #[doc = "\n# Panics\nPanics if a level is out of range."]
        #[must_use]
        #[track_caller]
        pub fn $keep<T: Real, Q: Levels>(a: &Array<T>, q: Q) -> Array<T::Float> {
            a.$keep(q)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), along one axis; the axes of a list of levels come first (NumPy: `axis=0`).")]
        #[doc = "\n# Panics\nPanics if there is no such axis, or a level is out of range."]
        #[must_use]
        #[track_caller]
        pub fn $axis<T: Real, Q: Levels>(
            a: &Array<T>, q: Q, axis: impl IndexInt,
        ) -> Array<T::Float> {
            a.$axis(q, axis)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), along one axis, by another method (NumPy: `axis=0, method=`).")]
        #[doc = "\n# Panics\nPanics if there is no such axis, or a level is out of range."]
        #[must_use]
        #[track_caller]
        pub fn $axis_with<T: Real, Q: Levels>(
            a: &Array<T>, q: Q, axis: impl IndexInt, method: QuantileMethod,
        ) -> Array<T::Float> {
            a.$axis_with(q, axis, method)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), along one axis, which is kept at length 1 (NumPy: `axis=0, keepdims=True`).")]
        #[doc = "\n# Panics\nPanics if there is no such axis, or a level is out of range."]
        #[must_use]
        #[track_caller]
        pub fn $axis_keep<T: Real, Q: Levels>(
            a: &Array<T>, q: Q, axis: impl IndexInt,
        ) -> Array<T::Float> {
            a.$axis_keep(q, axis)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), along several axes (NumPy: `axis=(0, 2)`).")]
        #[doc = "\n# Panics\nPanics if there is no such axis, one is named twice, or a level is out of range."]
        #[must_use]
        #[track_caller]
        pub fn $axes<T: Real, Q: Levels>(a: &Array<T>, q: Q, axes: impl Dims) -> Array<T::Float> {
            a.$axes(q, axes)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), along several axes, which are kept (NumPy: `axis=(0, 2), keepdims=True`).")]
        #[doc = "\n# Panics\nPanics if there is no such axis, one is named twice, or a level is out of range."]
        #[must_use]
        #[track_caller]
        pub fn $axes_keep<T: Real, Q: Levels>(
            a: &Array<T>, q: Q, axes: impl Dims,
        ) -> Array<T::Float> {
            a.$axes_keep(q, axes)
        }
    };
}

quantiles! {
    /// The value below which the fraction `q` of the elements lies (NumPy: `numpy.quantile`).
    ///
    /// `q` is a number, or a list or array of them. NaN if an element is NaN.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = arange(5);
    /// assert_eq!(a.quantile(0.25), 1.);
    /// assert_eq!(a.quantile([0.5, 1.]).to_vec(), [2., 4.]);
    /// ```
    ///
    /// # Panics
    /// Panics if a level is outside 0 to 1, or if there are no elements.
    1.0, false;
    quantile quantile_with quantile_keepdims quantile_axis quantile_axis_with quantile_axis_keepdims
    quantile_axes quantile_axes_keepdims
}

quantiles! {
    /// The value below which `q` per cent of the elements lie (NumPy: `numpy.percentile`).
    ///
    /// `q` is a number, or a list or array of them. NaN if an element is NaN.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = arange(5);
    /// assert_eq!(a.percentile(25), 1.);
    /// assert_eq!(a.percentile([50, 100]).to_vec(), [2., 4.]);
    /// ```
    ///
    /// # Panics
    /// Panics if a level is outside 0 to 100, or if there are no elements.
    100.0, false;
    percentile percentile_with percentile_keepdims percentile_axis percentile_axis_with percentile_axis_keepdims
    percentile_axes percentile_axes_keepdims
}

quantiles! {
    /// The quantile of what is not NaN; NaN if nothing is left (NumPy: `numpy.nanquantile`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanquantile(&a, 0.5), 2.);
    /// ```
    ///
    /// # Panics
    /// Panics if a level is outside 0 to 1.
    1.0, true;
    nanquantile nanquantile_with nanquantile_keepdims nanquantile_axis nanquantile_axis_with nanquantile_axis_keepdims
    nanquantile_axes nanquantile_axes_keepdims
}

quantiles! {
    /// The percentile of what is not NaN; NaN if nothing is left (NumPy: `numpy.nanpercentile`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., f64::NAN, 3.]);
    /// assert_eq!(nanpercentile(&a, 50), 2.);
    /// ```
    ///
    /// # Panics
    /// Panics if a level is outside 0 to 100.
    100.0, true;
    nanpercentile nanpercentile_with nanpercentile_keepdims nanpercentile_axis nanpercentile_axis_with nanpercentile_axis_keepdims
    nanpercentile_axes nanpercentile_axes_keepdims
}

#[cfg(test)]
mod tests;
