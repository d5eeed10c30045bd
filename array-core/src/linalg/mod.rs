//! Linear algebra (NumPy: `numpy.linalg`, and `dot`, `matmul` and their like).
//!
//! Products take arrays of any element type; decompositions and solvers take integers as `f64`,
//! and stacks of matrices wherever NumPy does. Products panic on shapes that do not fit and have
//! `try_*` twins; whatever may fail because of the values, such as the inverse of a singular
//! matrix, returns a `Result`.

mod chain;
mod condition;
mod contract;
mod decompose;
mod eigen;
mod einsum;
mod element;
mod gemm;
mod lapack;
mod norms;
mod product;
mod solve;
mod stack;
mod subscripts;
#[cfg(test)]
mod tests;

pub use chain::{matrix_power, multi_dot};
pub use condition::{cond, matrix_rank};
pub use contract::{ContractedAxes, Crossed, cross, inner, kron, outer, tensordot, trace, vdot};
pub use decompose::{QrMode, QrOf, SvdOf, cholesky, qr, svd, svdvals};
pub use eigen::{Pairs, eig, eigh, eigvals, eigvalsh};
pub use einsum::{einsum, try_einsum};
pub use element::{Field, Product};
pub use norms::{Norm, norm};
pub use product::{dot, matmul, try_dot, try_matmul};
pub use solve::{LeastSquaresOf, SignsOf, det, inv, lstsq, pinv, slogdet, solve};
