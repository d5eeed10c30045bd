//! Comparisons element by element.

use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element};
use crate::elementwise::{Operand, binary_into, lexicographic_less, pairs};
use crate::error::{Result, or_raise};
use crate::kernel::BinaryLoop;

/// A comparison of two elements.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// The comparisons of an element type: `false < true`, and complex numbers compare by real part,
/// then imaginary part, as in NumPy.
#[doc(hidden)]
pub trait Comparable: Sized {
    fn compare(comparison: Comparison, a: Array<Self>, b: Array<Self>) -> Result<Array<bool>>
    where
        Self: Element;
    fn all_equal(a: &Array<Self>, b: &Array<Self>) -> bool
    where
        Self: Element;
}

macro_rules! comparable {
    ($less:expr, $less_equal:expr => $($t:ty)*) => {$(
        impl Comparable for $t {
            fn compare(
                comparison: Comparison,
                a: Array<Self>,
                b: Array<Self>,
            ) -> Result<Array<bool>> {
                let less: BinaryLoop<'_, $t, $t, bool> = pairs!(|x, y: $t| -> bool { $less(x, y) });
                let less_equal: BinaryLoop<'_, $t, $t, bool> =
                    pairs!(|x, y: $t| -> bool { $less_equal(x, y) });
                match comparison {
                    Comparison::Equal => binary_into(&a, &b, pairs!(|x, y: $t| -> bool { x == y })),
                    Comparison::NotEqual => binary_into(&a, &b, pairs!(|x, y: $t| -> bool { x != y })),
                    Comparison::Less => binary_into(&a, &b, less),
                    Comparison::LessEqual => binary_into(&a, &b, less_equal),
                    Comparison::Greater => binary_into(&b, &a, less),
                    Comparison::GreaterEqual => binary_into(&b, &a, less_equal),
                }
            }
            fn all_equal(a: &Array<Self>, b: &Array<Self>) -> bool {
                *a.data == *b.data
            }
        }
    )*};
}
comparable! { |x, y| x < y, |x, y| x <= y => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
comparable! { |x: bool, y: bool| !x & y, |x: bool, y: bool| !x | y => bool }
comparable! {
    lexicographic_less, |x, y| x == y || lexicographic_less(x, y) => Complex32 Complex64
}

macro_rules! functions {
    ($($name:ident, $method:ident = $comparison:expr, $doc:literal;)*) => {
        $(
            #[doc = concat!($doc, " (NumPy: `numpy.", stringify!($name), "`).")]
            #[doc = ""]
            #[doc = "# Panics"]
            #[doc = "Panics if the shapes do not broadcast."]
            #[track_caller]
            #[must_use]
            pub fn $name<T: Element>(a: impl Operand<T>, b: impl Operand<T>) -> Array<bool> {
                or_raise(T::compare($comparison, a.into_array(), b.into_array()))
            }
        )*
        impl<T: Element> Array<T> {
            $(
                #[doc = concat!($doc, ", element by element (NumPy: `numpy.", stringify!($name), "`).")]
                #[doc = ""]
                #[doc = "# Panics"]
                #[doc = "Panics if the shapes do not broadcast."]
                #[track_caller]
                #[must_use]
                pub fn $method(&self, other: impl Operand<T>) -> Array<bool> {
                    $name(self, other)
                }
            )*
        }
    };
}
functions! {
    equal, equal = Comparison::Equal, "Which elements are equal";
    not_equal, not_equal = Comparison::NotEqual, "Which elements differ";
    less, lt = Comparison::Less, "Which elements are less than the other's";
    less_equal, le = Comparison::LessEqual, "Which elements are at most the other's";
    greater, gt = Comparison::Greater, "Which elements are greater than the other's";
    greater_equal, ge = Comparison::GreaterEqual, "Which elements are at least the other's";
}

/// Whether shape and all elements are equal; NaN equals nothing. For an elementwise comparison
/// there is [`Array::equal`].
impl<T: Element> PartialEq for Array<T> {
    fn eq(&self, other: &Self) -> bool {
        super::array_equal(self, other)
    }
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    #[test]
    fn arrays_compare_with_arrays_and_numbers() {
        let a = array([1., 2., f64::NAN]);
        assert_eq!(a.gt(1.5).to_vec(), [false, true, false]);
        assert_eq!(a.le(1).to_vec(), [true, false, false]);
        assert_eq!(a.ge(array([1., 3., 0.])).to_vec(), [true, false, false]);
        assert_eq!(a.equal(&a).to_vec(), [true, true, false]);
        assert_eq!(a.not_equal(&a).to_vec(), [false, false, true]);
        assert_eq!(less(2, &a).to_vec(), [false, false, false]);
        assert_eq!(array([[1], [2]]).lt(array([1, 2])).to_vec(), [false, true, false, false]);
        assert_eq!(array([true, false]).lt(true).to_vec(), [false, true]);
    }

    #[test]
    fn complex_numbers_compare_by_real_part_first() {
        let c = |re, im| Complex64::new(re, im);
        let a = array([c(1., 5.), c(2., 1.), c(2., f64::NAN)]);
        assert_eq!(a.lt(c(2., 2.)).to_vec(), [true, true, false]);
        assert_eq!(a.ge(c(2., 1.)).to_vec(), [false, true, false]);
    }

    #[test]
    fn whole_arrays_are_equal_or_not() {
        assert!(arange(3) == array([0, 1, 2]));
        assert!(arange(3) != array([[0, 1, 2]]));
        assert!(array([f64::NAN]) != array([f64::NAN]));
    }
}
