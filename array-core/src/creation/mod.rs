//! Making arrays: from literals, by filling, ranges, grids and matrices.
//!
//! Free functions make `f64` arrays, or infer `i64`, `f64`, `bool` or `Complex64` from literals.
//! For the other element types there are the constructors of [`Array`](crate::Array) itself
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
