//! The element types of products: all thirteen, each with kernels compiled in this crate.

use ndarray::{ArrayView2, ArrayViewMut2};

use super::{gemm, product};
use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element};
use crate::error::Result;

/// An element type with products of vectors and matrices: every one.
///
/// Integers wrap, `bool` uses and/or, as NumPy's.
pub trait Product: Element {
    /// Writes the product of two non-empty matrices over the zeros in `c`, which is row-major.
    #[doc(hidden)]
    fn gemm(a: ArrayView2<'_, Self>, b: ArrayView2<'_, Self>, c: ArrayViewMut2<'_, Self>);
    /// [`super::try_matmul`].
    #[doc(hidden)]
    fn matmul_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>>;
    /// [`super::try_dot`].
    #[doc(hidden)]
    fn dot_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>>;
}

macro_rules! product {
    ($($gemm:ident: $($t:ty),*;)*) => {$($(
        impl Product for $t {
            fn gemm(a: ArrayView2<'_, Self>, b: ArrayView2<'_, Self>, c: ArrayViewMut2<'_, Self>) {
                gemm::$gemm(a, b, c);
            }
            fn matmul_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> {
                product::stacked(a, b)
            }
            fn dot_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> {
                product::dotted(a, b)
            }
        }
    )*)*};
}

product! {
    real: f64, f32;
    complex: Complex64, Complex32;
    exact: i8, i16, i32, i64, u8, u16, u32, u64, bool;
}
