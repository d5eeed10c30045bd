//! polars data frames for `array-core`: both ways between frames and arrays, CSV files, and tables.
//!
//! Kept apart from array-core because polars takes minutes to build and its presence doubles the
//! compile time of every cell that links it.
//!
//! ```
//! use array_core::prelude::*;
//! use array_frames::prelude::*;
//!
//! # fn main() -> Result<(), Error> {
//! let a = array([[1.0, 2.0], [3.0, 4.0]]);
//! let df = to_df(&a, ["x", "y"])?;
//! assert_eq!(df.array::<f64>("y")?.to_vec(), [2.0, 4.0]);
//! assert_eq!(from_df::<f64>(&df)?.shape(), [2, 2]);
//! # Ok(())
//! # }
//! ```
//!
//! | module | idea |
//! |---|---|
//! | [`convert`] | `to_df`, `from_df`, one column as an array |
//! | [`csv`] | `read_csv`, `write_csv` |
//! | [`table`] | how frames and series are shown |
//! | [`prelude`] | what cells see |

pub mod convert;
pub mod csv;
pub mod prelude;
pub mod table;

pub use convert::{FrameArrays, FrameElement, from_df, to_df};
pub use csv::{read_csv, write_csv};
pub use polars;
pub use table::register;
