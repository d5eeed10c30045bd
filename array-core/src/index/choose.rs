//! Choosing between arrays, element by element: `where_`, `select`, `choose`.

use std::borrow::Borrow;

use crate::array::Array;
use crate::broadcast::shape_of_two;
use crate::dtype::{Complex32, Complex64, Element};
use crate::error::{Result, or_raise};
use crate::join::Arrays;

use super::moves::Piece;
use super::plan::slice_element;
use super::take::take_along_axis;
use super::term::Listing;
use super::value::Values;

/// One side of [`where_`], where `Y` is the other: arrays and single values mix, and a plain
/// integer is a float if the other side is.
///
/// ```compile_fail,E0277
/// # use array_core::prelude::*;
/// let n = 2_i64;
/// // error: `where_` cannot choose between `{float}` and `i64`
/// // note: two numbers need one type: write `2.` or `n as f64`
/// where_(array([true]), 1.5, n);
/// ```
#[diagnostic::on_unimplemented(
    message = "`where_` cannot choose between `{Self}` and `{Y}`",
    label = "both sides need one element type",
    note = "two numbers need one type: write `2.` or `n as f64`",
    note = "a float beside an array of integers: write `.astype::<f64>()` on the array"
)]
pub trait Choice<Y> {
    /// The type of the elements of both sides.
    type Element: Element;

    /// Both sides as arrays.
    fn sides(self, other: Y) -> [Array<Self::Element>; 2];
}

impl<T: Element, Y: Values<T>> Choice<Y> for Array<T> {
    type Element = T;

    fn sides(self, other: Y) -> [Array<T>; 2] {
        [self, other.values()]
    }
}

impl<T: Element, Y: Values<T>> Choice<Y> for &Array<T> {
    type Element = T;

    fn sides(self, other: Y) -> [Array<T>; 2] {
        [self.clone(), other.values()]
    }
}

impl<T: Element> Choice<T> for T {
    type Element = T;

    fn sides(self, other: T) -> [Array<T>; 2] {
        [Array::scalar(self), Array::scalar(other)]
    }
}

impl<T: Element> Choice<Array<T>> for T {
    type Element = T;

    fn sides(self, other: Array<T>) -> [Array<T>; 2] {
        [Array::scalar(self), other]
    }
}

impl<T: Element> Choice<&Array<T>> for T {
    type Element = T;

    fn sides(self, other: &Array<T>) -> [Array<T>; 2] {
        [Array::scalar(self), other.clone()]
    }
}

macro_rules! mixed_choice {
    ($($t:ty)*) => {$(
        impl Choice<Array<$t>> for i32 {
            type Element = $t;

            fn sides(self, other: Array<$t>) -> [Array<$t>; 2] {
                [self.values(), other]
            }
        }

        impl Choice<&Array<$t>> for i32 {
            type Element = $t;

            fn sides(self, other: &Array<$t>) -> [Array<$t>; 2] {
                [self.values(), other.clone()]
            }
        }
    )*};
}
mixed_choice!(f32 f64 Complex32 Complex64);

impl Choice<f64> for i32 {
    type Element = f64;

    fn sides(self, other: f64) -> [Array<f64>; 2] {
        [self.values(), other.values()]
    }
}

impl Choice<i32> for f64 {
    type Element = f64;

    fn sides(self, other: i32) -> [Array<f64>; 2] {
        [self.values(), other.values()]
    }
}

/// The elements of `yes` where the condition is true, else those of `no` (NumPy: `where`).
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([1., -2., 3.]);
/// let positive = array([true, false, true]);
/// assert_eq!(where_(&positive, &a, 0.).to_vec(), [1., 0., 3.]);
/// assert_eq!(where_(&positive, 1, &a).to_vec(), [1., -2., 1.]);
/// assert_eq!(where_(positive, 3, 2).to_vec(), [3, 2, 3]);
/// ```
///
/// # Panics
/// Panics if the three shapes do not broadcast.
#[must_use]
#[track_caller]
pub fn where_<X: Choice<Y>, Y>(
    condition: impl Borrow<Array<bool>>,
    yes: X,
    no: Y,
) -> Array<X::Element> {
    let [yes, no] = yes.sides(no);
    or_raise(chosen(condition.borrow(), &yes, &no))
}

fn chosen<T: Element>(mask: &Array<bool>, yes: &Array<T>, no: &Array<T>) -> Result<Array<T>> {
    let shape = shape_of_two(&shape_of_two(mask.shape(), yes.shape())?, no.shape())?;
    Ok(T::choose_between(&shape, &mask.data, &yes.data, &no.data))
}

/// What [`select`] chooses from: a list of arrays, or of plain numbers.
#[diagnostic::on_unimplemented(
    message = "`select` cannot choose from `{Self}`",
    label = "expected a list of arrays or of numbers, one for each condition",
    note = "the choices need one element type: `[&a, &b]`, `[1., 2.]`"
)]
pub trait Choices {
    /// The type of the elements of all choices.
    type Element: Element;

    /// The choices as arrays.
    #[doc(hidden)]
    fn choices(self) -> Vec<Array<Self::Element>>;
}

impl<A: Arrays> Choices for A {
    type Element = A::Element;

    fn choices(self) -> Vec<Array<A::Element>> {
        self.arrays()
    }
}

macro_rules! number_choices {
    ($($t:ty)*) => {$(
        impl<const N: usize> Choices for [$t; N] {
            type Element = $t;

            fn choices(self) -> Vec<Array<$t>> {
                self.map(Array::scalar).into()
            }
        }

        impl Choices for Vec<$t> {
            type Element = $t;

            fn choices(self) -> Vec<Array<$t>> {
                self.into_iter().map(Array::scalar).collect()
            }
        }
    )*};
}
// One integer type and one float type, so that literals infer.
number_choices!(f64 i64 bool Complex64);

/// For each element the choice of the first condition that is true there, or the default (NumPy:
/// `select`).
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([1, 5, 9]);
/// let (small, large) = (array([true, false, false]), array([false, false, true]));
/// assert_eq!(select([&small, &large], [&a, &array([0])], -1).to_vec(), [1, -1, 0]);
/// assert_eq!(select([&small, &large], [-1., 1.], 0.).to_vec(), [-1., 0., 1.]);
/// ```
///
/// # Panics
/// Panics if there are not as many conditions as choices, or if the shapes do not broadcast.
#[must_use]
#[track_caller]
pub fn select<C: Arrays<Element = bool>, A: Choices>(
    conditions: C,
    choices: A,
    default: impl Values<A::Element>,
) -> Array<A::Element> {
    let (conditions, choices) = (conditions.arrays(), choices.choices());
    assert!(
        conditions.len() == choices.len(),
        "list of cases must be same length as list of conditions, not {} and {}",
        choices.len(),
        conditions.len()
    );
    let mut result = default.values();
    for (condition, choice) in conditions.iter().zip(&choices).rev() {
        result = or_raise(chosen(condition, choice, &result));
    }
    result
}

/// For each element of `index`, the element at its place in the array that it names (NumPy:
/// `choose`).
///
/// ```
/// use array_core::prelude::*;
///
/// let (a, b) = (array([1, 2, 3]), array([10, 20, 30]));
/// assert_eq!(choose(&array([0, 1, 0]), [&a, &b]).to_vec(), [1, 20, 3]);
/// ```
///
/// # Panics
/// Panics if an element of `index` names no array, or if the shapes do not broadcast.
#[must_use]
#[track_caller]
pub fn choose<I: Listing, A: Arrays>(index: &Array<I>, choices: A) -> Array<A::Element> {
    chosen_by_number(index, choices.arrays())
}

#[track_caller]
fn chosen_by_number<T: Element, I: Listing>(index: &Array<I>, choices: Vec<Array<T>>) -> Array<T> {
    let count = choices.len() as isize;
    assert!(
        index.data.iter().all(|k| (0..count).contains(&k.to_isize())),
        "invalid entry in choice array: it must name one of {count} choices"
    );
    let mut shape = index.shape().to_vec();
    for choice in &choices {
        shape = or_raise(shape_of_two(&shape, choice.shape()));
    }
    // One layer for each choice, and from each the elements that the index names.
    let layers = [&[choices.len()], &shape[..]].concat();
    let place = |layer: usize| {
        let whole = shape.iter().map(|&len| slice_element(0, len, 1));
        std::iter::once(slice_element(layer as isize, 1, 1)).chain(whole).collect()
    };
    let pieces: Vec<_> = choices
        .into_iter()
        .enumerate()
        .map(|(layer, choice)| Piece { place: place(layer), data: choice })
        .collect();
    let layered = T::join_pieces(&layers, &pieces);
    let missing = std::iter::repeat_n(1, layers.len() - index.ndim());
    let own: Vec<usize> = missing.chain(index.shape().iter().copied()).collect();
    take_along_axis(&layered, &index.reshaped(&own), 0).reshaped(&shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(shape: &[usize], flags: &[u8]) -> Array<bool> {
        Array::from_vec(shape, flags.iter().map(|&flag| flag == 1).collect())
    }

    #[test]
    fn sides_and_condition_broadcast() {
        let column = mask(&[2, 1], &[1, 0]);
        let row = Array::from_vec(&[3], vec![1., 2., 3.]);
        let chosen = where_(&column, &row, -1);
        assert_eq!(chosen.shape(), [2, 3]);
        assert_eq!(chosen.to_vec(), [1., 2., 3., -1., -1., -1.]);
        assert_eq!(where_(&column, 1., -1.).to_vec(), [1., -1.]);
        assert_eq!(where_(&column, 1.5, 0).to_vec(), [1.5, 0.]);
        assert_eq!(where_(&column, 1, -0.5).to_vec(), [1., -0.5]);
        assert_eq!(where_(&column, 0., row.clone()).to_vec(), [0., 0., 0., 1., 2., 3.]);
        let many = where_(mask(&[1, 1], &[0]), &row, row.reshape((3, 1)));
        assert_eq!(many.to_vec(), [1., 1., 1., 2., 2., 2., 3., 3., 3.]);
    }

    #[test]
    fn choices_broadcast_with_the_index() {
        let index = Array::from_vec(&[2, 2], vec![0_u8, 1, 2, 0]);
        let (a, b) = (Array::from_vec(&[2], vec![1, 2]), Array::scalar(9));
        let c = Array::from_vec(&[2, 1], vec![5, 6]);
        assert_eq!(choose(&index, [&a, &b, &c]).to_vec(), [1, 9, 6, 2]);
        assert_eq!(choose(&Array::from_vec(&[2], vec![1, 0]), [&c, &b]).to_vec(), [9, 5, 9, 6]);
    }

    #[test]
    #[should_panic(expected = "invalid entry in choice array: it must name one of 2 choices")]
    fn an_unknown_choice_panics() {
        let _ = choose(&Array::from_vec(&[1], vec![2]), [Array::scalar(0), Array::scalar(1)]);
    }

    #[test]
    #[should_panic(expected = "could not be broadcast together with shapes (2,) (3,)")]
    fn shapes_that_do_not_broadcast_panic() {
        let _ = where_(mask(&[2], &[1, 0]), &Array::from_vec(&[3], vec![1, 2, 3]), 0);
    }

    #[test]
    fn the_first_true_condition_decides() {
        let (a, b) = (mask(&[3], &[1, 0, 0]), mask(&[3], &[1, 1, 0]));
        let (x, y) = (Array::scalar(1.5), Array::from_vec(&[3], vec![7., 8., 9.]));
        assert_eq!(select((&a, &b), (&x, &y), 0).to_vec(), [1.5, 8., 0.]);
    }

    #[test]
    fn choices_may_be_plain_numbers() {
        let (a, b) = (mask(&[3], &[1, 0, 0]), mask(&[3], &[1, 1, 0]));
        assert_eq!(select([&a, &b], [1.5, 2.5], 0).to_vec(), [1.5, 2.5, 0.]);
        assert_eq!(select([&a, &b], [1, 2], -1), crate::creation::array([1, 2, -1]));
        assert_eq!(select([&a, &b], vec![1., 2.], f64::NAN).to_vec()[..2], [1., 2.]);
        assert_eq!(select([&a], [true], false).to_vec(), [true, false, false]);
    }
}
