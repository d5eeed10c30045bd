//! What quantiles are asked for: at which levels, by which method.

use super::QuantileMethod;
use crate::array::Array;
use crate::dtype::Element;
use crate::error::{Error, ErrorKind};

/// One level or several. Of one, the quantile of a whole array is a number; of several, an array.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no level of quantiles",
    label = "expected a number, or a list or `&Array<f64>` of numbers"
)]
pub trait Levels {
    /// The quantiles of a whole array.
    type Of<F: Element>;
    /// The levels.
    #[doc(hidden)]
    fn levels(self) -> Array<f64>;
    /// Turns the results, of the shape of the levels, into what the caller gets.
    #[doc(hidden)]
    fn of<F: Element>(quantiles: Array<F>) -> Self::Of<F>;
}

macro_rules! one_level {
    ($($t:ty)*) => {$(
        impl Levels for $t {
            type Of<F: Element> = F;
            fn levels(self) -> Array<f64> { Array::scalar(self.cast()) }
            fn of<F: Element>(quantiles: Array<F>) -> F { crate::reduce::only(quantiles) }
        }

        impl Levels for &[$t] {
            type Of<F: Element> = Array<F>;
            fn levels(self) -> Array<f64> {
                Array::from_vec(&[self.len()], self.iter().map(|x| x.cast()).collect())
            }
            fn of<F: Element>(quantiles: Array<F>) -> Array<F> { quantiles }
        }

        impl<const N: usize> Levels for [$t; N] {
            type Of<F: Element> = Array<F>;
            fn levels(self) -> Array<f64> { self.as_slice().levels() }
            fn of<F: Element>(quantiles: Array<F>) -> Array<F> { quantiles }
        }

        impl Levels for Vec<$t> {
            type Of<F: Element> = Array<F>;
            fn levels(self) -> Array<f64> { self.as_slice().levels() }
            fn of<F: Element>(quantiles: Array<F>) -> Array<F> { quantiles }
        }
    )*};
}
// One integer and one float type, so that literals infer.
one_level!(i32 f64);

impl Levels for &Array<f64> {
    type Of<F: Element> = Array<F>;
    fn levels(self) -> Array<f64> {
        self.clone()
    }
    fn of<F: Element>(quantiles: Array<F>) -> Array<F> {
        quantiles
    }
}

/// What is asked of a lane.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Query {
    pub(super) levels: Vec<f64>,
    /// The shape of `levels`, which comes before the kept axes in the result.
    pub(super) shape: Vec<usize>,
    pub(super) method: QuantileMethod,
    pub(super) skip_nan: bool,
}

impl Query {
    #[track_caller]
    pub(super) fn new(
        levels: Array<f64>,
        scale: f64,
        method: QuantileMethod,
        skip_nan: bool,
    ) -> Self {
        let shape = levels.shape().to_vec();
        let levels: Vec<f64> = levels.data.iter().map(|level| level / scale).collect();
        if !levels.iter().all(|level| (0.0..=1.0).contains(level)) {
            let name = if scale == 1.0 { "Quantiles" } else { "Percentiles" };
            let message = format!("{name} must be in the range [0, {scale}]");
            Error::new(ErrorKind::Value, message).raise();
        }
        Self { levels, shape, method, skip_nan }
    }
}
