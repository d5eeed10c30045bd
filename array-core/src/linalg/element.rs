//! The element types of linear algebra, each with kernels compiled in this crate.
//!
//! A method of `Array` only forwards to a kernel of its element type, so that a notebook cell
//! instantiates none of the work.

use ndarray::{ArrayView2, ArrayViewMut2};

use super::norms::Norm;
use super::{
    chain, condition, contract, decompose, eigen, einsum, gemm, norms, product, pseudo, solve,
};
use crate::array::Array;
use crate::dims::Ints;
use crate::dtype::{Complex32, Complex64, Element, Inexact};
use crate::error::{Error, ErrorKind, Result};
use crate::kernel;

/// Passes the list of product kernels to a macro.
macro_rules! product_kernels {
    ($then:ident $($extra:tt)*) => {
        $then! { $($extra)*
            fn matmul_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> = product::stacked;
            fn dot_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> = product::dotted;
            fn inner_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> = contract::inner_product;
            fn tensordot_kernel(a: &Array<Self>, b: &Array<Self>, axes: (Ints, Ints)) -> Result<Array<Self>> = contract::over_axes;
            fn outer_kernel(a: &Array<Self>, b: &Array<Self>) -> Array<Self> = contract::outer_product;
            fn vdot_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Self> = contract::conjugated_dot;
            fn kron_kernel(a: &Array<Self>, b: &Array<Self>) -> Array<Self> = contract::kronecker;
            fn trace_kernel(a: &Array<Self>, offset: isize, axes: (isize, isize)) -> Result<Array<Self::Sum>> = contract::diagonal_sums;
            fn multi_dot_kernel(arrays: &[&Array<Self>]) -> Result<Array<Self>> = chain::product_of;
            fn power_kernel(a: &Array<Self>, exponent: i64) -> Result<Array<Self>> = chain::power;
            fn einsum_kernel(subscripts: &str, operands: &[&Array<Self>]) -> Result<Array<Self>> = einsum::evaluate;
        }
    };
}

/// Passes the list of kernels over fields to a macro.
macro_rules! field_kernels {
    ($then:ident $($extra:tt)*) => {
        $then! { $($extra)*
            fn inv_kernel(a: &Array<Self>) -> Result<Array<Self>> = solve::inverse;
            fn det_kernel(a: &Array<Self>) -> Result<Array<Self>> = solve::determinants;
            fn slogdet_kernel(a: &Array<Self>) -> Result<(Array<Self>, Array<Self::Part>)> = solve::log_determinants;
            fn solve_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> = solve::solutions;
            fn lstsq_kernel(a: &Array<Self>, b: &Array<Self>, rcond: Option<f64>) -> Result<solve::LeastSquaresOf<Self>> = solve::least_squares;
            fn pinv_kernel(a: &Array<Self>, rcond: Option<f64>) -> Result<Array<Self>> = pseudo::pseudo_inverse;
            fn eig_kernel(a: &Array<Self>) -> Result<eigen::Pairs<Self::Complex, Self::Complex>> = eigen::general;
            fn eigvals_kernel(a: &Array<Self>) -> Result<Array<Self::Complex>> = eigen::general_values;
            fn eigh_kernel(a: &Array<Self>) -> Result<eigen::Pairs<Self::Part, Self>> = eigen::hermitian;
            fn eigvalsh_kernel(a: &Array<Self>) -> Result<Array<Self::Part>> = eigen::hermitian_values;
            fn svd_kernel(a: &Array<Self>, full: bool) -> Result<decompose::SvdOf<Self>> = decompose::singular;
            fn svdvals_kernel(a: &Array<Self>) -> Result<Array<Self::Part>> = decompose::singular_values;
            fn qr_kernel(a: &Array<Self>, complete: bool) -> Result<(Array<Self>, Array<Self>)> = decompose::orthogonal;
            fn cholesky_kernel(a: &Array<Self>) -> Result<Array<Self>> = decompose::cholesky_factor;
            fn norm_kernel(a: &Array<Self>, order: Option<Norm>, axes: Option<&[isize]>) -> Result<Array<Self::Part>> = norms::by_axes;
            fn cond_kernel(a: &Array<Self>, order: Option<Norm>) -> Result<Self::Part> = condition::condition;
            fn rank_kernel(a: &Array<Self>, tolerance: Option<f64>) -> Result<usize> = condition::rank;
        }
    };
}

macro_rules! declare {
    ($(fn $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty = $path:path;)*) => {
        $(#[doc(hidden)] fn $name($($arg: $ty),*) -> $ret;)*
    };
}

macro_rules! implement {
    ($(fn $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty = $path:path;)*) => {
        $(fn $name($($arg: $ty),*) -> $ret { $path($($arg),*) })*
    };
}

/// An element type of linear algebra: every one.
///
/// In products integers wrap and `bool` uses and/or, as NumPy's; where equations are solved,
/// integers and `bool` become `f64`.
pub trait Product: Element {
    /// The type in which equations with it are solved: `f64` for integers and `bool`.
    type Field: Field;
    /// Writes the product of two non-empty matrices over the zeros in `c`, which is row-major.
    #[doc(hidden)]
    fn gemm(a: ArrayView2<'_, Self>, b: ArrayView2<'_, Self>, c: ArrayViewMut2<'_, Self>);
    /// The elements of the product of two non-empty matrices, row by row.
    #[doc(hidden)]
    fn gemm_whole(a: ArrayView2<'_, Self>, b: ArrayView2<'_, Self>) -> Vec<Self>;
    /// The elements of the products of two stacks of as many non-empty row-major matrices, of these
    /// rows, depth and columns.
    #[doc(hidden)]
    fn gemm_stack(a: &[Self], b: &[Self], sides: [usize; 3]) -> Vec<Self>;
    /// `x * y`, wrapping; `and` for `bool`.
    #[doc(hidden)]
    fn mul(x: Self, y: Self) -> Self;
    /// The complex conjugate; of anything real, itself.
    #[doc(hidden)]
    fn conjugate(x: Self) -> Self;
    /// The array in the type where equations are solved; shares the data if that is its own.
    #[doc(hidden)]
    fn to_field(a: &Array<Self>) -> Array<Self::Field>;
    /// The inverse in the array's own type, which integers do not have.
    #[doc(hidden)]
    fn own_inverse(a: &Array<Self>) -> Result<Array<Self>>;
    product_kernels!(declare);
}

/// The type of the moduli of `T`'s field: `f32` for `f32` and `Complex32`, else `f64`.
pub(super) type PartOf<T> = <<T as Product>::Field as Inexact>::Part;

/// A type in which linear equations are solved: `f64`, `f32`, `Complex64`, `Complex32`.
pub trait Field: Product<Field = Self> + Inexact {
    /// The type of eigenvalues: `Complex64` or `Complex32`.
    type Complex: Field<Part = Self::Part>;
    /// The absolute value.
    #[doc(hidden)]
    fn modulus(self) -> Self::Part;
    /// Whether no part is infinite or not a number.
    #[doc(hidden)]
    fn finite(self) -> bool;
    field_kernels!(declare);
}

macro_rules! product {
    ($gemm:ident $whole:ident $stack:ident: $($t:ty, $x:ident $y:ident => $mul:expr, $conj:expr, $field:ty, $convert:expr, $inverse:expr;)*) => {$(
        impl Product for $t {
            type Field = $field;
            fn gemm(a: ArrayView2<'_, Self>, b: ArrayView2<'_, Self>, c: ArrayViewMut2<'_, Self>) {
                gemm::$gemm(a, b, c);
            }
            fn gemm_whole(a: ArrayView2<'_, Self>, b: ArrayView2<'_, Self>) -> Vec<Self> {
                gemm::$whole(a, b)
            }
            fn gemm_stack(a: &[Self], b: &[Self], sides: [usize; 3]) -> Vec<Self> {
                gemm::$stack(a, b, sides)
            }
            #[inline]
            fn mul($x: Self, $y: Self) -> Self {
                $mul
            }
            #[inline]
            fn conjugate($x: Self) -> Self {
                $conj
            }
            fn to_field(a: &Array<Self>) -> Array<Self::Field> {
                $convert(a)
            }
            fn own_inverse(a: &Array<Self>) -> Result<Array<Self>> {
                $inverse(a)
            }
            product_kernels!(implement);
        }
    )*};
}

macro_rules! field {
    ($gemm:ident $whole:ident $stack:ident: $($t:ty, $complex:ty, $x:ident => $conj:expr, $abs:expr, $finite:expr;)*) => {$(
        product!($gemm $whole $stack: $t, $x y => $x * y, $conj, $t, Array::clone, Self::inv_kernel;);
        impl Field for $t {
            type Complex = $complex;
            #[inline]
            fn modulus(self) -> Self::Part {
                let $x = self;
                $abs
            }
            #[inline]
            fn finite(self) -> bool {
                let $x = self;
                $finite
            }
            field_kernels!(implement);
        }
    )*};
}

macro_rules! integer {
    ($($t:ty),*) => {$(
        product!(exact whole one_by_one: $t, x y => x.wrapping_mul(y), x, f64, as_f64, no_inverse;);
    )*};
}

field! { real real_whole real_stack:
    f64, Complex64, x => x, x.abs(), x.is_finite();
    f32, Complex32, x => x, x.abs(), x.is_finite();
}
field! { by_blas whole one_by_one:
    Complex64, Complex64, x => x.conj(), x.norm(), x.is_finite();
    Complex32, Complex32, x => x.conj(), x.norm(), x.is_finite();
}
integer!(i8, i16, i32, i64, u8, u16, u32, u64);
product!(exact whole one_by_one: bool, x y => x & y, x, f64, as_f64, no_inverse;);

fn as_f64<T: Element>(a: &Array<T>) -> Array<f64> {
    kernel::map(&a.data.view(), T::cast::<f64>).into()
}

fn no_inverse<T: Element>(_: &Array<T>) -> Result<Array<T>> {
    let message = format!(
        "matrix_power: a negative power of a matrix of {0} is not a matrix of {0}: \
         write .astype::<f64>() first",
        T::DTYPE
    );
    Err(Error::new(ErrorKind::Value, message))
}
