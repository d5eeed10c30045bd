//! Logic on any element type, where zero is false.

use crate::array::Array;
use crate::dtype::Element;
use crate::elementwise::{Argument, Bitwise, Operand, bitwise_and, bitwise_or, bitwise_xor};

macro_rules! functions {
    ($($name:ident = $bitwise:ident, $doc:literal;)*) => {$(
        #[doc = concat!($doc, " (NumPy: `numpy.", stringify!($name), "`).")]
        #[doc = ""]
        #[doc = "# Panics"]
        #[doc = "Panics if the shapes do not broadcast."]
        #[track_caller]
        #[must_use]
        pub fn $name<T: Element>(a: impl Operand<T>, b: impl Operand<T>) -> Array<bool> {
            $bitwise(a.into_array().astype::<bool>(), b.into_array().astype::<bool>())
        }
    )*};
}
functions! {
    logical_and = bitwise_and, "Where both are not zero";
    logical_or = bitwise_or, "Where either is not zero";
    logical_xor = bitwise_xor, "Where one only is not zero";
}

/// Where elements are zero, or `false` (NumPy: `numpy.logical_not`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(logical_not(array([0., 2.])).to_vec(), [true, false]);
/// ```
pub fn logical_not<A: Argument>(a: A) -> A::Out<bool> {
    a.apply(|a| bool::inverted(a.astype::<bool>()))
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    #[test]
    fn zero_is_false_and_nan_is_true() {
        let a = array([0., 2., f64::NAN]);
        assert_eq!(logical_not(&a).to_vec(), [true, false, false]);
        assert_eq!(logical_and(&a, 1).to_vec(), [false, true, true]);
        assert_eq!(logical_xor(array([0, 1]), array([1, 1])).to_vec(), [true, false]);
        assert_eq!(logical_or(array([true, false]), false).to_vec(), [true, false]);
    }
}
