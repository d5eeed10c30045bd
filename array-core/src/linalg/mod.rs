//! Linear algebra (NumPy: `numpy.linalg`, and `dot`, `matmul` and their like).
//!
//! Products take arrays of any element type; decompositions and solvers take integers as `f64`.
//! Products panic on shapes that do not fit and have `try_*` twins; whatever may fail because of
//! the values, such as the inverse of a singular matrix, returns a `Result`.

mod element;
mod gemm;
mod product;

pub use element::Product;
pub use product::{dot, matmul, try_dot, try_matmul};
