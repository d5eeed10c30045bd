//! From a cell to a shared library: the text of its crate, rustc, and rustc's messages led back to
//! the cell.

mod clocks;
mod diagnose;
mod find_path;
mod generate;
mod inserts;
mod link;
mod rustc;
mod scratch;
mod source_map;
mod statics;
mod waiting;

pub(crate) use diagnose::{CompilerMessage, Placed, panic_place, place};
pub(crate) use generate::{CRATE_NAME, ENTRY, Failures, Generated, Plan, Taken, generate};
pub(crate) use link::Linker;
pub(crate) use rustc::{Failure, Rustc};
pub(crate) use scratch::Scratch;
pub(crate) use source_map::{Origin, SourceMap};
pub(crate) use statics::{Link, Links, place as static_place};
pub(crate) use waiting::Waiting;
