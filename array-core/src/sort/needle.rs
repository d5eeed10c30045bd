//! What is searched for in a sorted array.

use crate::array::Array;
use crate::dtype::Element;

/// One value or an array of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be searched for in an array of `{T}`",
    label = "expected a `{T}` or an `&Array<{T}>`"
)]
pub trait Needles<T: Element> {
    /// One place, or an array of places.
    type Places;
    /// The values, searched for by `search`.
    #[doc(hidden)]
    fn search(self, search: impl FnOnce(&Array<T>) -> Array<i64>) -> Self::Places;
}

impl<T: Element> Needles<T> for T {
    type Places = i64;
    fn search(self, search: impl FnOnce(&Array<T>) -> Array<i64>) -> i64 {
        crate::reduce::only(search(&Array::scalar(self)))
    }
}

impl<T: Element> Needles<T> for &Array<T> {
    type Places = Array<i64>;
    fn search(self, search: impl FnOnce(&Array<T>) -> Array<i64>) -> Array<i64> {
        search(self)
    }
}

impl<T: Element, const N: usize> Needles<T> for [T; N] {
    type Places = Array<i64>;
    fn search(self, search: impl FnOnce(&Array<T>) -> Array<i64>) -> Array<i64> {
        search(&Array::from_vec(&[N], self.to_vec()))
    }
}
