//! Joining arrays into one and splitting one into several.

mod concatenate;
mod edit;
mod pad;
mod split;
mod tile;

pub use concatenate::{
    Arrays, OneArray, column_stack, concatenate, concatenate_axis, dstack, hstack, stack,
    stack_axis, try_concatenate, try_concatenate_axis, try_stack, try_stack_axis, vstack,
};
pub use edit::{append, append_axis, delete, delete_axis, insert, insert_axis};
pub(crate) use pad::PadKernels;
pub use pad::{Pad, PadWidths, pad, pad_with};
pub use split::{
    Cuts, Sections, array_split, array_split_axis, dsplit, hsplit, split, split_axis, try_split,
    try_split_axis, vsplit,
};
pub use tile::{repeat, repeat_axis, tile};

use ndarray::SliceInfoElem;

use crate::index::slice_element;

/// The slices of an array of this shape that keep `count` positions of one axis, from `first` on.
fn part_along(shape: &[usize], axis: usize, first: usize, count: usize) -> Vec<SliceInfoElem> {
    let whole = shape.iter().map(|&len| slice_element(0, len, 1));
    let mut slices: Vec<SliceInfoElem> = whole.collect();
    slices[axis] = slice_element(first as isize, count, 1);
    slices
}
