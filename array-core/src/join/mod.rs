//! Joining arrays into one and splitting one into several.

mod concatenate;
mod edit;
mod pad;
mod split;
mod tile;

pub use concatenate::{
    Arrays, column_stack, concatenate, concatenate_axis, dstack, hstack, stack, stack_axis,
    try_concatenate, try_concatenate_axis, try_stack, try_stack_axis, vstack,
};
pub use edit::{append, append_axis, delete, delete_axis, insert, insert_axis};
pub use pad::{Pad, PadWidths, pad, pad_with};
pub use split::{
    Cuts, Sections, array_split, array_split_axis, dsplit, hsplit, split, split_axis, try_split,
    try_split_axis, vsplit,
};
pub use tile::{repeat, repeat_axis, tile};

use ndarray::SliceInfoElem;

use crate::array::Array;
use crate::dims::Ints;
use crate::dtype::{Complex32, Complex64, Element};
use crate::error::Result;
use crate::index::slice_element;
use crate::reduce::dispatch;

use concatenate::{join, join_raised, stack_along};
use pad::padded;
use tile::tiled;

dispatch! {
    /// The kernels of joining and padding.
    JoinKernels: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    joined = join(arrays: Vec<Array<Self>>, axis: isize) -> Result<Array<Self>>;
    stacked = stack_along(arrays: Vec<Array<Self>>, axis: isize) -> Result<Array<Self>>;
    joined_raised = join_raised(arrays: Vec<Array<Self>>, rank: usize, axis: isize)
        -> Result<Array<Self>>;
    tiled_by = tiled(a: &Array<Self>, dims: Ints) -> Array<Self>;
    padded_by = padded(a: &Array<Self>, widths: &[(usize, usize)], mode: Pad<Self>)
        -> Result<Array<Self>>;
}

/// The slices of an array of this shape that keep `count` positions of one axis, from `first` on.
fn part_along(shape: &[usize], axis: usize, first: usize, count: usize) -> Vec<SliceInfoElem> {
    let whole = shape.iter().map(|&len| slice_element(0, len, 1));
    let mut slices: Vec<SliceInfoElem> = whole.collect();
    slices[axis] = slice_element(first as isize, count, 1);
    slices
}
