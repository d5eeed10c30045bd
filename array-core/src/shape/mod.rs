//! Changing the shape of arrays, and the order of their axes and elements.
//!
//! The results share memory with their argument wherever a change of strides is enough.

mod atleast;
mod order;
mod rearrange;

pub use atleast::{atleast_1d, atleast_2d, atleast_3d, expand_dims, squeeze, squeeze_axis};
pub use order::{flip, flip_axis, fliplr, flipud, roll, roll_axis, rot90};
pub use rearrange::{moveaxis, ravel, reshape, swapaxes, transpose, transpose_axes, try_reshape};

use crate::array::Array;
use crate::dims::Ints;
use crate::dtype::{Complex32, Complex64, Element};
use crate::reduce::dispatch;

use atleast::{expanded, squeezed, squeezed_along};
use order::{reversed, reversed_along, rolled};

dispatch! {
    /// The kernels of changes of shape.
    ShapeKernels: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    expanded = expanded(a: &Array<Self>, axes: Ints) -> Array<Self>;
    squeezed = squeezed(a: &Array<Self>) -> Array<Self>;
    squeezed_along = squeezed_along(a: &Array<Self>, axes: Ints) -> Array<Self>;
    reversed = reversed(a: &Array<Self>) -> Array<Self>;
    reversed_along = reversed_along(a: &Array<Self>, axes: Ints) -> Array<Self>;
    rolled = rolled(a: &Array<Self>, shift: isize, axis: usize) -> Array<Self>;
}
