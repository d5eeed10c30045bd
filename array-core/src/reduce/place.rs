//! Where a curve is asked for.

use crate::array::Array;
use crate::dtype::Real;

/// One place or an array of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no place to interpolate at",
    label = "expected a number or an `&Array` of real numbers"
)]
pub trait Places {
    /// One value, or an array of values.
    type Values;
    /// The values that `find` gives for the places.
    #[doc(hidden)]
    fn find(self, find: impl FnOnce(&Array<f64>) -> Array<f64>) -> Self::Values;
}

macro_rules! one_place {
    ($($t:ty)*) => {$(
        impl Places for $t {
            type Values = f64;
            fn find(self, find: impl FnOnce(&Array<f64>) -> Array<f64>) -> f64 {
                crate::reduce::only(find(&Array::scalar(self.into())))
            }
        }
    )*};
}
// One integer and one float type, so that literals infer.
one_place!(i32 f64);

impl<T: Real> Places for &Array<T> {
    type Values = Array<f64>;
    fn find(self, find: impl FnOnce(&Array<f64>) -> Array<f64>) -> Array<f64> {
        find(&self.astype())
    }
}
