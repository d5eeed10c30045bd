//! How a cell is compiled and run, as far as commands decide it.

/// How a cell without loops, closures and functions is compiled: what it calls is compiled already.
const LIGHT: u8 = 0;
/// How a cell with code of its own is compiled.
const HEAVY: u8 = 3;

/// What the commands before a cell say about it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Options {
    /// The optimisation that the user wants in place of the engine's own choice.
    pub(super) level: Option<u8>,
    /// Whether to print how long the cell takes.
    pub(super) timed: bool,
}

impl Options {
    /// The optimisation of a cell: the user's choice, or what suits its code.
    pub(super) fn level_of(self, is_heavy: bool) -> u8 {
        self.level.unwrap_or(if is_heavy { HEAVY } else { LIGHT })
    }
}
