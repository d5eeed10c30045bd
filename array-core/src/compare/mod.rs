//! Comparisons and logic, elementwise and of whole arrays.
//!
//! Comparison is a method, `gt lt ge le equal not_equal`, or a function, `greater(&a, 2.5)`, and
//! gives an array of `bool`; the operator `a == b` asks whether two arrays are equal altogether.
//!
//! ```
//! use array_core::prelude::*;
//!
//! let a = array([1., 2., 3.]);
//! assert_eq!(a.gt(1.5).to_vec(), [false, true, true]);
//! assert_eq!((a.ge(2.) & a.lt(3.)).to_vec(), [false, true, false]);
//! assert_eq!(logical_or(a.equal(1.), a.equal(3.)).to_vec(), [true, false, true]);
//! assert!(a == array([1., 2., 3.]));
//! ```

mod close;
mod elementwise;
mod logic;

pub use close::{CloseTo, allclose, allclose_with, array_equal, isclose, isclose_with};
pub(crate) use elementwise::Comparable;
pub use elementwise::{equal, greater, greater_equal, less, less_equal, not_equal};
pub use logic::{logical_and, logical_not, logical_or, logical_xor};
