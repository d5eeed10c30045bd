//! Arrays from nested literals, lists and arrays.

use crate::array::Array;
use crate::dims::Ints;
use crate::dtype::{Complex64, Element};
use crate::error::{Error, ErrorKind};

/// An element type that literals stand for: `f64`, `i64`, `bool` and `Complex64`.
///
/// That there is one integer and one float type is what lets `array([1, 2])` infer.
#[diagnostic::on_unimplemented(
    message = "literals make arrays of f64, i64, bool or Complex64, not of `{Self}`",
    note = "write `array_of::<{Self}>(..)`, `Array::<{Self}>::full(..)`, or convert with `.astype::<{Self}>()`"
)]
pub trait Literal: Element {}
impl Literal for f64 {}
impl Literal for i64 {}
impl Literal for bool {}
impl Literal for Complex64 {}

/// Elements in nested arrays, slices, `Vec`s, tuples or [`Array`]s: what [`array()`] takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not made of `{T}` elements",
    label = "expected elements of one type, in nested arrays, lists or tuples",
    note = "`array` infers f64, i64, bool or Complex64; for other types write `array_of::<f32>(..)`"
)]
pub trait Nested<T: Element> {
    /// Appends the lengths of the levels, read off the first item of each.
    #[doc(hidden)]
    fn levels(&self, shape: &mut Ints);
    /// Writes the elements to `out` from `at` on, which moves; false if an item has not `shape`.
    /// So much of `out` is free as `shape` has elements.
    #[doc(hidden)]
    fn elements(&self, shape: &[isize], out: &mut [T], at: &mut usize) -> bool;
    /// [`elements`](Nested::elements) of one item after the other.
    #[doc(hidden)]
    fn list(items: &[Self], shape: &[isize], out: &mut [T], at: &mut usize) -> bool
    where
        Self: Sized,
    {
        // No iterator: cells compile this without optimisation.
        let mut k = 0;
        while k < items.len() {
            if !items[k].elements(shape, out, at) {
                return false;
            }
            k += 1;
        }
        true
    }
    /// A list of these as the elements that it holds, if they lie in it already.
    ///
    /// # Errors
    /// The list itself, when its items are lists.
    #[doc(hidden)]
    fn flat(list: Vec<Self>) -> std::result::Result<Vec<T>, Vec<Self>>
    where
        Self: Sized,
    {
        Err(list)
    }
}

impl<T: Element> Nested<T> for T {
    fn levels(&self, _: &mut Ints) {}
    fn elements(&self, shape: &[isize], out: &mut [T], at: &mut usize) -> bool {
        let fits = shape.is_empty();
        if fits {
            out[*at] = *self;
            *at += 1;
        }
        fits
    }
    fn list(items: &[T], shape: &[isize], out: &mut [T], at: &mut usize) -> bool {
        let fits = shape.is_empty();
        if fits {
            T::copy_elements(items, out, at);
        }
        fits
    }
    fn flat(list: Vec<T>) -> std::result::Result<Vec<T>, Vec<T>> {
        Ok(list)
    }
}

impl<T: Element, N: Nested<T>> Nested<T> for [N] {
    fn levels(&self, shape: &mut Ints) {
        shape.push(self.len() as isize);
        if !self.is_empty() {
            self[0].levels(shape);
        }
    }
    fn elements(&self, shape: &[isize], out: &mut [T], at: &mut usize) -> bool {
        match shape {
            [len, rest @ ..] if *len == self.len() as isize => N::list(self, rest, out, at),
            _ => false,
        }
    }
}

/// Containers that are read as the slice they hold.
macro_rules! nested_slice {
    ($([$($generics:tt)*] $container:ty;)*) => {$(
        impl<T: Element, N: Nested<T>, $($generics)*> Nested<T> for $container {
            fn levels(&self, shape: &mut Ints) {
                let items: &[N] = &self[..];
                items.levels(shape);
            }
            fn elements(&self, shape: &[isize], out: &mut [T], at: &mut usize) -> bool {
                let items: &[N] = &self[..];
                items.elements(shape, out, at)
            }
        }
    )*};
}
nested_slice! {
    [const L: usize] [N; L];
    [const L: usize] &[N; L];
    [] &[N];
    [] Vec<N>;
    [] &Vec<N>;
}

macro_rules! nested_tuple {
    ($len:literal: $first:ident $($rest:ident)*) => {
        impl<T: Element, $first: Nested<T>, $($rest: Nested<T>),*> Nested<T> for ($first, $($rest,)*) {
            fn levels(&self, shape: &mut Ints) {
                shape.push($len);
                self.0.levels(shape);
            }
            #[allow(non_snake_case)]
            fn elements(&self, shape: &[isize], out: &mut [T], at: &mut usize) -> bool {
                let ($first, $($rest,)*) = self;
                match shape {
                    [$len, inner @ ..] => {
                        $first.elements(inner, out, at) $(&& $rest.elements(inner, out, at))*
                    }
                    _ => false,
                }
            }
        }
    };
}
nested_tuple!(1: A);
nested_tuple!(2: A B);
nested_tuple!(3: A B C);
nested_tuple!(4: A B C D);
nested_tuple!(5: A B C D E);
nested_tuple!(6: A B C D E F);

impl<T: Element> Nested<T> for Array<T> {
    fn levels(&self, shape: &mut Ints) {
        shape.extend(self.shape());
    }
    fn elements(&self, shape: &[isize], out: &mut [T], at: &mut usize) -> bool {
        T::copy_array(self, shape, out, at)
    }
}

impl<T: Element> Nested<T> for &Array<T> {
    fn levels(&self, shape: &mut Ints) {
        (**self).levels(shape);
    }
    fn elements(&self, shape: &[isize], out: &mut [T], at: &mut usize) -> bool {
        (**self).elements(shape, out, at)
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn raise_ragged() -> ! {
    let message = "setting an array element with a sequence: the nested lists are not all of the \
                   same length";
    Error::new(ErrorKind::Value, message).raise()
}

/// An array of the literal's shape, its element type inferred (NumPy: `numpy.array`).
///
/// Integers make `i64`, floats `f64`; for other types see [`array_of`]. Arrays may nest too:
/// `array([&row, &row])` stacks them.
///
/// # Panics
/// Panics if the nested lists differ in length.
///
/// ```
/// # use array_core::prelude::*;
/// let a = array([[1., 2., 3.], [4., 5., 6.]]);
/// assert_eq!((a.shape(), a.dtype()), (&[2, 3][..], DType::F64));
/// assert_eq!(array([1, 2]).dtype(), DType::I64);
/// assert_eq!(array_of::<f32>(vec![1., 2.]).itemsize(), 4);
/// ```
#[track_caller]
pub fn array<T: Literal>(values: impl Nested<T>) -> Array<T> {
    array_of(values)
}

/// An array of elements of type `T`: `array_of::<f32>([1., 2.])` (NumPy: `array(.., dtype=..)`).
///
/// # Panics
/// Panics if the nested lists differ in length.
#[track_caller]
pub fn array_of<T: Element>(values: impl Nested<T>) -> Array<T> {
    let mut shape = Ints::new(&[]);
    values.levels(&mut shape);
    let mut array = T::full(shape.clone(), T::ZERO);
    if !values.elements(&shape, T::fresh_elements(&mut array), &mut 0) {
        raise_ragged();
    }
    array
}

/// Nested arrays and lists convert as [`array_of`] does.
macro_rules! from_nested {
    ($([$($generics:tt)*] $container:ty;)*) => {$(
        impl<T: Element, N: Nested<T>, $($generics)*> From<$container> for Array<T> {
            #[track_caller]
            fn from(values: $container) -> Self {
                array_of(values)
            }
        }
    )*};
}
from_nested! {
    [const L: usize] [N; L];
    [const L: usize] &[N; L];
    [] &[N];
    [] &Vec<N>;
}

/// Nested lists convert as [`array_of`] does; the memory of a list of elements becomes the array's.
impl<T: Element, N: Nested<T>> From<Vec<N>> for Array<T> {
    #[track_caller]
    fn from(values: Vec<N>) -> Self {
        match N::flat(values) {
            Ok(elements) => Array::from_vec(&[elements.len()], elements),
            Err(values) => array_of(values),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dtype::DType;

    #[test]
    fn literals_infer_their_element_type() {
        assert_eq!(array([[1, 2], [3, 4]]).dtype(), DType::I64);
        assert_eq!(array([1., 2.]).dtype(), DType::F64);
        assert_eq!(array([true]).dtype(), DType::Bool);
        assert_eq!(array([Complex64::new(0., 1.)]).dtype(), DType::C128);
        assert_eq!(array(5).shape(), [0_usize; 0]);
    }

    #[test]
    fn all_containers_nest() {
        let a = array([[[[1, 2]], [[3, 4]]]]);
        assert_eq!(a.shape(), [1, 2, 1, 2]);
        let row = array(vec![1, 2]);
        assert_eq!(array([&row, &row]).to_vec(), [1, 2, 1, 2]);
        assert_eq!(array(((1, 2), (3, 4))).shape(), [2, 2]);
        let empty: [f64; 0] = [];
        assert_eq!(array(empty).shape(), [0]);
        assert_eq!(Array::from(vec![[1_u8, 2]]).shape(), [1, 2]);
    }

    #[test]
    #[should_panic(expected = "not all of the same length")]
    fn ragged_lists_panic() {
        let _ = array(vec![vec![1, 2], vec![3]]);
    }
}
