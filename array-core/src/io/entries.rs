//! Several arrays with names, as the files that hold more than one take them.

use super::DynArray;
use super::site::{Flaw, Outcome};
use crate::array::Array;
use crate::dtype::Element;

/// An array with a name: a pair such as `("x", &x)`. One without a name gets NumPy's, `arr_0`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an array with a name",
    note = "write `(\"x\", &x)`; `&x` alone is named by its place: arr_0, arr_1, .."
)]
pub trait NamedArray {
    /// The name and the array; `place` counts from zero.
    fn named(self, place: usize) -> (String, DynArray);
}

impl<N: Into<String>, A: Into<DynArray>> NamedArray for (N, A) {
    fn named(self, _place: usize) -> (String, DynArray) {
        (self.0.into(), self.1.into())
    }
}

impl<T: Element> NamedArray for &Array<T> {
    fn named(self, place: usize) -> (String, DynArray) {
        (format!("arr_{place}"), self.into())
    }
}

impl<T: Element> NamedArray for Array<T> {
    fn named(self, place: usize) -> (String, DynArray) {
        (&self).named(place)
    }
}

/// Arrays with names: a tuple of [`NamedArray`]s, which may differ in element type, or a list.
///
/// `(("x", &x), ("n", &n))`, `[("x", &x), ("y", &y)]`, `(&x, &n)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple or list of arrays with names",
    note = "write `((\"x\", &x), (\"n\", &n))`, or `[(\"x\", &x)]` for a single one"
)]
pub trait NamedArrays {
    /// The names and arrays in order.
    fn entries(self) -> Vec<(String, DynArray)>;
}

fn list(arrays: impl IntoIterator<Item: NamedArray>) -> Vec<(String, DynArray)> {
    arrays.into_iter().enumerate().map(|(place, array)| array.named(place)).collect()
}

impl<A: NamedArray, const N: usize> NamedArrays for [A; N] {
    fn entries(self) -> Vec<(String, DynArray)> {
        list(self)
    }
}

impl<A: NamedArray> NamedArrays for Vec<A> {
    fn entries(self) -> Vec<(String, DynArray)> {
        list(self)
    }
}

macro_rules! tuples {
    ($(($($array:ident $place:literal),+))+) => {$(
        impl<$($array: NamedArray),+> NamedArrays for ($($array,)+) {
            #[allow(non_snake_case, reason = "each variable has the name of its type")]
            fn entries(self) -> Vec<(String, DynArray)> {
                let ($($array,)+) = self;
                vec![$($array.named($place)),+]
            }
        }
    )+};
}
tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}

/// Refuses entries of which two have one name.
pub(super) fn refuse_repeated(entries: &[(String, DynArray)]) -> Outcome<()> {
    let mut names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Flaw::new(format!("two arrays are named {:?}", pair[0]))),
        None => Ok(()),
    }
}
