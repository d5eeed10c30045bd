//! The element types of linear algebra, each with kernels compiled in this crate.
//!
//! A method of `Array` only forwards to a kernel of its element type, so that a notebook cell
//! instantiates none of the work.

use std::ops::Neg;

use ndarray::{ArrayView2, ArrayViewMut2, LinalgScalar};
use num_traits::Float;

use super::norms::Norm;
use super::{contract, decompose, einsum, eigen, gemm, norms, product, solve};
use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element};
use crate::error::{Error, ErrorKind, Result};

/// Passes the list of product kernels to a macro.
macro_rules! product_kernels {
    ($then:ident $($extra:tt)*) => {
        $then! { $($extra)*
            fn matmul_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> = product::stacked;
            fn dot_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> = product::dotted;
            fn inner_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> = contract::inner_product;
            fn tensordot_kernel(a: &Array<Self>, b: &Array<Self>, axes: &(Vec<isize>, Vec<isize>)) -> Result<Array<Self>> = contract::over_axes;
            fn kron_kernel(a: &Array<Self>, b: &Array<Self>) -> Array<Self> = contract::kronecker;
            fn einsum_kernel(subscripts: &str, operands: &[&Array<Self>]) -> Result<Array<Self>> = einsum::evaluate;
        }
    };
}

/// Passes the list of kernels over fields to a macro.
macro_rules! field_kernels {
    ($then:ident $($extra:tt)*) => {
        $then! { $($extra)*
            fn inv_kernel(a: &Array<Self>) -> Result<Array<Self>> = solve::inverse;
            fn det_kernel(a: &Array<Self>) -> Result<(Array<Self>, Array<Self::Real>)> = solve::determinants;
            fn solve_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> = solve::solutions;
            fn lstsq_kernel(a: &Array<Self>, b: &Array<Self>, rcond: Option<f64>) -> Result<solve::LeastSquaresOf<Self>> = solve::least_squares;
            fn pinv_kernel(a: &Array<Self>, rcond: Option<f64>) -> Result<Array<Self>> = solve::pseudo_inverse;
            fn eig_kernel(a: &Array<Self>) -> Result<eigen::Pairs<Self::Complex, Self::Complex>> = eigen::general;
            fn eigvals_kernel(a: &Array<Self>) -> Result<Array<Self::Complex>> = eigen::general_values;
            fn eigh_kernel(a: &Array<Self>) -> Result<eigen::Pairs<Self::Real, Self>> = eigen::hermitian;
            fn eigvalsh_kernel(a: &Array<Self>) -> Result<Array<Self::Real>> = eigen::hermitian_values;
            fn svd_kernel(a: &Array<Self>, full: bool) -> Result<decompose::SvdOf<Self>> = decompose::singular;
            fn svdvals_kernel(a: &Array<Self>) -> Result<Array<Self::Real>> = decompose::singular_values;
            fn qr_kernel(a: &Array<Self>, complete: bool) -> Result<(Array<Self>, Array<Self>)> = decompose::orthogonal;
            fn cholesky_kernel(a: &Array<Self>) -> Result<Array<Self>> = decompose::cholesky_factor;
            fn norm_kernel(a: &Array<Self>, order: Option<Norm>, axes: Option<&[isize]>) -> Result<Array<Self::Real>> = norms::by_axes;
            fn cond_kernel(a: &Array<Self>, order: Option<Norm>) -> Result<Self::Real> = norms::condition;
            fn rank_kernel(a: &Array<Self>, tolerance: Option<f64>) -> Result<usize> = norms::rank;
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

/// An element type with products of vectors and matrices: every one.
///
/// Integers wrap, `bool` uses and/or, as NumPy's.
pub trait Product: Element {
    /// Writes the product of two non-empty matrices over the zeros in `c`, which is row-major.
    #[doc(hidden)]
    fn gemm(a: ArrayView2<'_, Self>, b: ArrayView2<'_, Self>, c: ArrayViewMut2<'_, Self>);
    /// `x + y`, wrapping; `or` for `bool`.
    #[doc(hidden)]
    fn add(x: Self, y: Self) -> Self;
    /// `x - y`, wrapping; exclusive `or` for `bool`.
    #[doc(hidden)]
    fn sub(x: Self, y: Self) -> Self;
    /// `x * y`, wrapping; `and` for `bool`.
    #[doc(hidden)]
    fn mul(x: Self, y: Self) -> Self;
    /// The complex conjugate; of anything real, itself.
    #[doc(hidden)]
    fn conjugate(x: Self) -> Self;
    /// The number one; `true` for `bool`.
    #[doc(hidden)]
    fn unit() -> Self;
    product_kernels!(declare);
}

/// A type in which linear equations are solved: `f64`, `f32`, `Complex64`, `Complex32`.
pub trait Field: Product + LinalgScalar + Neg<Output = Self> {
    /// The type of moduli: `f64` or `f32`.
    type Real: Field<Real = Self::Real> + Float;
    /// The type of eigenvalues: `Complex64` or `Complex32`.
    type Complex: Field<Real = Self::Real>;
    #[doc(hidden)]
    fn modulus(self) -> Self::Real;
    #[doc(hidden)]
    fn from_real(x: Self::Real) -> Self;
    #[doc(hidden)]
    fn real_from_f64(x: f64) -> Self::Real;
    #[doc(hidden)]
    fn is_finite(self) -> bool;
    field_kernels!(declare);
}

/// An element type that linear algebra accepts: every one, integers and `bool` as `f64`.
pub trait Linear: Product {
    /// The type of the results.
    type Field: Field;
    /// The array in the results' type; shares the data if that is its own.
    #[doc(hidden)]
    fn to_field(a: &Array<Self>) -> Array<Self::Field>;
    /// The inverse in the array's own type, which integers do not have.
    #[doc(hidden)]
    fn own_inverse(a: &Array<Self>) -> Result<Array<Self>>;
}

macro_rules! product {
    ($gemm:ident $t:ty, $x:ident $y:ident: $add:expr, $sub:expr, $mul:expr, $conj:expr, $one:expr) => {
        impl Product for $t {
            fn gemm(a: ArrayView2<'_, Self>, b: ArrayView2<'_, Self>, c: ArrayViewMut2<'_, Self>) {
                gemm::$gemm(a, b, c);
            }
            #[inline]
            fn add($x: Self, $y: Self) -> Self {
                $add
            }
            #[inline]
            fn sub($x: Self, $y: Self) -> Self {
                $sub
            }
            #[inline]
            fn mul($x: Self, $y: Self) -> Self {
                $mul
            }
            #[inline]
            fn conjugate($x: Self) -> Self {
                $conj
            }
            #[inline]
            fn unit() -> Self {
                $one
            }
            product_kernels!(implement);
        }
    };
}

macro_rules! field {
    ($gemm:ident: $($t:ty, $real:ty, $complex:ty, $x:ident => $conj:expr, $abs:expr, $finite:expr, $from:expr;)*) => {$(
        product!($gemm $t, $x y: $x + y, $x - y, $x * y, $conj, num_traits::One::one());
        impl Field for $t {
            type Real = $real;
            type Complex = $complex;
            fn modulus(self) -> $real {
                let $x = self;
                $abs
            }
            fn from_real($x: $real) -> Self {
                $from
            }
            fn real_from_f64(x: f64) -> $real {
                x as $real
            }
            fn is_finite(self) -> bool {
                let $x = self;
                $finite
            }
            field_kernels!(implement);
        }
        impl Linear for $t {
            type Field = Self;
            fn to_field(a: &Array<Self>) -> Array<Self> {
                a.clone()
            }
            fn own_inverse(a: &Array<Self>) -> Result<Array<Self>> {
                Self::inv_kernel(a)
            }
        }
    )*};
}

macro_rules! integer {
    ($($t:ty),*) => {$(
        product!(exact $t, x y: x.wrapping_add(y), x.wrapping_sub(y), x.wrapping_mul(y), x, 1);
        as_f64!($t, x => x as f64);
    )*};
}

macro_rules! as_f64 {
    ($t:ty, $x:ident => $f64:expr) => {
        impl Linear for $t {
            type Field = f64;
            fn to_field(a: &Array<Self>) -> Array<f64> {
                a.data.mapv(|$x| $f64).into()
            }
            fn own_inverse(_: &Array<Self>) -> Result<Array<Self>> {
                let message = format!(
                    "matrix_power: a negative power of a matrix of {0} is not one of {0}: write \
                     .astype::<f64>() first",
                    Self::DTYPE
                );
                Err(Error::new(ErrorKind::Value, message))
            }
        }
    };
}

field! { real:
    f64, f64, Complex64, x => x, x.abs(), f64::is_finite(x), x;
    f32, f32, Complex32, x => x, x.abs(), f32::is_finite(x), x;
}
field! { complex:
    Complex64, f64, Complex64, x => x.conj(), x.norm(), x.re.is_finite() && x.im.is_finite(), Self::new(x, 0.);
    Complex32, f32, Complex32, x => x.conj(), x.norm(), x.re.is_finite() && x.im.is_finite(), Self::new(x, 0.);
}
integer!(i8, i16, i32, i64, u8, u16, u32, u64);
product!(exact bool, x y: x | y, x ^ y, x & y, x, true);
as_f64!(bool, x => f64::from(u8::from(x)));
