//! The levels that quantiles are asked at: one number or several.

use crate::array::Array;
use crate::dtype::Element;

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
one_level!(i32 i64 f64);

impl Levels for &Array<f64> {
    type Of<F: Element> = Array<F>;
    fn levels(self) -> Array<f64> {
        self.clone()
    }
    fn of<F: Element>(quantiles: Array<F>) -> Array<F> {
        quantiles
    }
}
