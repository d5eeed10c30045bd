//! Changing the shape of arrays, and the order of their axes and elements.
//!
//! The results share memory with their argument wherever a change of strides is enough.

mod atleast;
mod order;
mod rearrange;

pub use atleast::{atleast_1d, atleast_2d, atleast_3d, expand_dims, squeeze, squeeze_axis};
pub use order::{flip, flip_axis, fliplr, flipud, roll, roll_axis, rot90};
pub use rearrange::{moveaxis, ravel, reshape, swapaxes, transpose, transpose_axes, try_reshape};
