//! Reading and writing parts of arrays.
//!
//! `a[(i, j)]` is one element. `a.i(..)` selects several, by any mix of integers, ranges, masks and
//! lists in a tuple, with NumPy's rules for the shape of the result; `a.set(.., value)` writes to
//! the same selections.
//!
//! An index travels as a list of [`Term`]s to a plan, which knows the geometry, and from there to a
//! primitive of the element type, which moves the elements.

mod choose;
mod element;
mod masks;
mod memory;
mod moves;
mod plan;
mod selection;
mod slice;
mod take;
mod term;
mod value;

#[cfg(test)]
mod selection_tests;

pub use choose::{Choice, Choices, choose, select, where_};
pub use element::ElementIndex;
pub use masks::{
    Flags, argwhere, compress, compress_axis, extract, flatnonzero, nonzero, place, where_1,
};
#[doc(hidden)]
pub use moves::Move;
pub(crate) use moves::Piece;
pub(crate) use plan::slice_element;
pub use slice::{By, Slice};
pub use take::{ix_, put, put_along_axis, take, take_along_axis, take_axis};
#[doc(hidden)]
pub use term::Listing;
pub use term::{ArrayIndex, Ellipsis, IndexTerm, ListItem, NewAxis, Term};
pub use value::Values;

/// The names of this module that cells see.
pub mod prelude {
    pub use super::{By, Ellipsis, NewAxis};
    pub use super::{
        argwhere, choose, compress, compress_axis, extract, flatnonzero, ix_, nonzero, place, put,
        put_along_axis, select, take, take_along_axis, take_axis, where_, where_1,
    };
}
