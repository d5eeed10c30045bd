//! Linear algebra (NumPy: `numpy.linalg`, and `dot`, `matmul` and their like).
//!
//! Products take arrays of any element type; decompositions and solvers take integers as `f64`,
//! and stacks of matrices wherever NumPy does. Products panic on shapes that do not fit and have
//! `try_*` twins; whatever may fail because of the values, such as the inverse of a singular
//! matrix, returns a `Result`.
//!
//! # Routes
//!
//! Each routine takes the fastest of the routes that are linked, by measurement beside NumPy on
//! one thread (`tests/bench/arrays`; NumPy calls the same LAPACK drivers of its own OpenBLAS):
//!
//! OpenBLAS uses several threads for matrices from 256 rows on: below, they gain nothing.
//!
//! | routine | route |
//! |---|---|
//! | products of floats | blocks in the caches, tiles in registers, with AVX-512 or AVX2: a fifth faster than OpenBLAS, which other processors use |
//! | products of complex numbers; of floats with one row or column | OpenBLAS `gemm`, `gemv` |
//! | products of up to 12³ multiplications, and stacks of such | a loop in registers: starting BLAS takes longer |
//! | products of up to 8 rows and columns over many terms, narrow matrices times vectors | loops that read the operands once |
//! | products of integers and `bool` | a blocked loop: BLAS knows none |
//! | `solve`, `inv`, `det` | `getrf` with `getrs` for all right sides at once, or `getri` |
//! | `cholesky`, `qr` | `potrf`; `geqrf` with `orgqr` |
//! | `svd`, `pinv`, `cond` | `gesdd`: divide and conquer, four times as fast as `gesvd` |
//! | `eigh` | `syevd`: divide and conquer, five times as fast as `syev` |
//! | `eig` | `geev` |
//! | `lstsq` | `gelsd` |

mod blocked;
mod chain;
mod condition;
mod contract;
mod decompose;
mod deep;
mod eigen;
mod einsum;
mod element;
mod gemm;
mod lapack;
mod narrow;
mod norms;
mod outer;
mod product;
mod pseudo;
mod small;
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
pub use pseudo::pinv;
pub use solve::{LeastSquaresOf, SignsOf, det, inv, lstsq, slogdet, solve};
