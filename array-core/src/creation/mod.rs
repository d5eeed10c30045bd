//! Making arrays: from literals, by filling, ranges, grids and matrices.
//!
//! Free functions make `f64` arrays, or infer `i64`, `f64`, `bool` or `Complex64` from literals.
//! For the other element types there are the constructors of [`Array`] itself
//! (`Array::<f32>::zeros(5)`), [`array_of`] and [`Array::astype`](crate::Array::astype).

mod filled;
mod from;
mod grid;
mod matrix;
mod nested;
mod range;
mod triangles;

pub use filled::{empty, empty_like, full, full_like, ones, ones_like, zeros, zeros_like};
pub use from::{copy, from_iter, fromfn};
pub use grid::{Indexing, indices, meshgrid, meshgrid_with};
pub use matrix::{
    diag, diag_with, eye, eye_with, identity, tri, tri_with, tril, tril_with, triu, triu_with,
};
pub use nested::{Literal, Nested, array, array_of};
pub use range::{
    Arange, Number, arange, geomspace, linspace, linspace_with, logspace, logspace_with,
};
pub use triangles::{
    tril_indices, tril_indices_from, tril_indices_from_with, tril_indices_with, triu_indices,
    triu_indices_from, triu_indices_from_with, triu_indices_with,
};

use crate::array::Array;
use crate::broadcast::repeat_to;
use crate::dims::Ints;
use crate::dtype::{Complex32, Complex64, Element};
use crate::error::Result;
use crate::reduce::dispatch;

use from::build;
use grid::along;
use matrix::{Part, diagonal, keep};

dispatch! {
    /// The kernels of arrays that are made of others.
    GridKernels: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    built = build(dims: Ints, f: &mut dyn FnMut(&[i64]) -> Self) -> Array<Self>;
    along = along(values: &Array<Self>, shape: &[usize], place: usize) -> Array<Self>;
    diagonal = diagonal(v: &Array<Self>, k: isize) -> Result<Array<Self>>;
    kept_part = keep(a: &Array<Self>, name: &str, part: Part, k: isize) -> Result<Array<Self>>;
    repeated_to = repeat_to(a: &Array<Self>, dims: Ints) -> Result<Array<Self>>;
}
