//! What the cells of a lesson see: `use lessons::prelude::*;`.

pub use crate::datasets;
pub use crate::progress::progress;
pub use crate::shapes::aligned;
pub use crate::{check, given, hint, solution};
