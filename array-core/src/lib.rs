//! NumPy-style arrays for Rust notebooks.
//!
//! [`Array<T>`] has a static element type and a dynamic rank, is cheap to clone and copies on
//! write. Every operation is a thin generic wrapper over a kernel that is compiled in this crate
//! once per element type, so that a notebook cell which calls it compiles in hundredths of a
//! second and runs at full speed whatever the cell's own optimisation level.
//!
//! ```
//! use array_core::prelude::*;
//!
//! let a = arange(12).reshape((3, 4));
//! assert_eq!(a.sum(), 66);
//! assert_eq!(a.sum_axis(0).to_vec(), [12, 15, 18, 21]);
//! ```
//!
//! Who knows NumPy starts with the guide [`for_numpy_users`], which has both side by side.
//!
//! # The modules, one idea each
//!
//! | module | idea |
//! |---|---|
//! | [`array`](mod@array) | the array type itself and its attributes |
//! | [`dtype`] | the element types and their families |
//! | [`dims`] | what stands for a shape, an axis or a position in a call |
//! | [`error`] | what can go wrong, with the shapes and values involved |
//! | [`creation`] | `zeros`, `arange`, `linspace`, ... |
//! | [`index`] | elements, slices, masks, index lists; reading and writing |
//! | [`shape`], [`join`] | reshaping; concatenating and splitting |
//! | [`broadcast`] | the broadcasting rule and its explanation |
//! | [`elementwise`] | operators and universal functions |
//! | [`compare`] | comparisons and logic |
//! | [`reduce`] | sums, means, extremes, statistics, whole or by axis |
//! | [`sort`], [`set`] | order and sets |
//! | [`linalg`], [`fft`], [`random`] | as NumPy's modules of these names |
//! | [`io`] | files: `.npy`, `.npz`, text and CSV, safetensors |
//! | [`missing`] | NaN as missing values: counting and replacing them |
//! | [`display`], [`plot`](mod@plot) | tables, text and pictures |
//! | [`session`], [`interrupt`] | what a notebook session needs: panic reports, interrupts |
//! | [`input`](mod@input), [`timing`] | asking the user; `timeit!` |
//! | [`threads`] | how many threads a calculation may use |
//! | [`cell`] | what compiled notebook cells call |

pub mod array;
pub mod broadcast;
pub mod cell;
pub mod compare;
pub mod creation;
pub mod dims;
pub mod display;
pub mod dtype;
pub mod elementwise;
pub mod error;
pub mod fft;
pub mod index;
pub mod input;
pub mod interrupt;
pub mod io;
pub mod join;
pub mod linalg;
pub mod missing;
pub mod plot;
pub mod prelude;
pub mod random;
pub mod reduce;
pub mod session;
pub mod set;
pub mod shape;
pub mod sort;
pub mod threads;
pub mod timing;

// Documentation only: its code blocks are compiled and run.
#[cfg(any(doc, doctest))]
#[doc = include_str!("../docs/for_numpy_users.md")]
pub mod for_numpy_users {}

mod cast;
mod dtype_info;
mod handle;
mod interop;
mod ints;
mod kernel;

pub use array::Array;
pub use dtype::{DType, Element};
pub use error::{Error, Result};
pub use ndarray;
pub use num_complex::{Complex, Complex32, Complex64};
