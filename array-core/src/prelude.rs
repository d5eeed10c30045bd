//! What every notebook cell sees: `use array_core::prelude::*;`.

pub use crate::array::{Array, OneArray};
pub use crate::broadcast::*;
pub use crate::compare::*;
pub use crate::creation::*;
pub use crate::display::prelude::*;
pub use crate::dtype::{Complex32, Complex64, DType, Element, FloatInfo, IntInfo, finfo, iinfo};
pub use crate::elementwise::*;
pub use crate::error::Error;
pub use crate::fft::*;
pub use crate::index::prelude::*;
pub use crate::input::{input, input_password};
pub use crate::io::prelude::*;
pub use crate::join::*;
pub use crate::linalg::*;
pub use crate::missing::*;
pub use crate::plot::prelude::*;
pub use crate::random::*;
pub use crate::reduce::*;
pub use crate::set::*;
pub use crate::shape::*;
pub use crate::sort::*;
pub use crate::threads::{num_threads, set_num_threads};
pub use crate::timeit;
pub use crate::timing::Timing;
