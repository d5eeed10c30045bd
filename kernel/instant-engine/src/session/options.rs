//! How a cell is compiled and run, as far as commands decide it.

use crate::cell::Work;

/// Crates whose functions are compiled into the cells that call them.
pub(super) const GENERIC: [&str; 2] = ["ndarray", "polars"];
/// How a cell without loops, closures and functions is compiled: what it calls is compiled already.
pub(super) const LIGHT: u8 = 0;
/// How a cell with code of its own is compiled.
const HEAVY: u8 = 3;

/// Which way a cell of the engine's own carries variables between Rust and Python.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Exchange {
    ToPython,
    FromPython,
}

/// What the commands before a cell say about it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Options {
    /// The optimisation that the user wants in place of the engine's own choice.
    pub(super) level: Option<u8>,
    /// Whether to print how long the cell takes.
    pub(super) timed: bool,
    /// Set for a cell that stands in no notebook.
    pub(super) exchange: Option<Exchange>,
}

impl Options {
    /// The optimisation of a cell: the user's choice, or what suits its code, the items that it
    /// reaches (`has_items` with code), and what it calls.
    ///
    /// Calls of `generic` crates, ndarray's or polars', compile all that they do into the cell: to
    /// optimise that takes half a second or more, which a closure that runs over a million elements
    /// does not earn back. A loop may.
    pub(super) fn level_of(self, work: Work, has_items: bool, generic: bool) -> u8 {
        let is_heavy = has_items
            || match work {
                Work::Calls => false,
                Work::Closures => !generic,
                Work::Loops => true,
            };
        self.level.unwrap_or(if is_heavy { HEAVY } else { LIGHT })
    }
}
