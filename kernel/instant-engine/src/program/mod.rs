//! The program that a notebook has grown into: its items by name, as text.
//!
//! A cell's crate contains the items that the cell reaches, transitively; see [`reach`].

mod changes;
mod items;
mod reach;
mod statics;
mod uses;

pub(crate) use items::{Definition, Program};
pub(crate) use statics::{Key, Static};
pub(crate) use uses::Import;
