//! What can be written to a selection: an array, a list or a single value.

use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element};

/// A value for several elements: one for all of them, or an array or list that is stretched to
/// their shape. Plain integers work for floats, and floats for complex numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written to an array of `{T}`",
    note = "convert arrays with `.astype::<{T}>()`",
    note = "an array of integers takes floats after `.astype::<f64>()`"
)]
pub trait Values<T: Element> {
    /// The value as an array.
    fn values(self) -> Array<T>;
}

impl<T: Element> Values<T> for T {
    fn values(self) -> Array<T> {
        Array::scalar(self)
    }
}

impl<T: Element> Values<T> for Array<T> {
    fn values(self) -> Array<T> {
        self
    }
}

impl<T: Element> Values<T> for &Array<T> {
    fn values(self) -> Array<T> {
        self.clone()
    }
}

impl<T: Element> Values<T> for Vec<T> {
    fn values(self) -> Array<T> {
        Array::from_vec(&[self.len()], self)
    }
}

impl<T: Element> Values<T> for &[T] {
    fn values(self) -> Array<T> {
        self.to_vec().values()
    }
}

impl<T: Element, const N: usize> Values<T> for [T; N] {
    fn values(self) -> Array<T> {
        self.to_vec().values()
    }
}

impl<T: Element, const M: usize, const N: usize> Values<T> for [[T; M]; N] {
    fn values(self) -> Array<T> {
        Array::from_vec(&[N, M], self.as_flattened().to_vec())
    }
}

macro_rules! mixed_value {
    ($($from:ty => $($to:ty)*;)*) => {$($(
        impl Values<$to> for $from {
            fn values(self) -> Array<$to> {
                Array::scalar(self.cast())
            }
        }
    )*)*};
}
mixed_value! {
    i32 => f32 f64 Complex32 Complex64;
    f64 => Complex64;
    f32 => Complex32;
}
