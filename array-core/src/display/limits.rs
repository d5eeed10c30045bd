//! How much of a value is shown before the rest is left out, with a word about it.

/// Characters of a `Debug` text; a longer one is cut.
pub const DEBUG_CHARACTERS: usize = 10_000;

/// Elements of a `Vec`, slice or map that are shown one by one.
pub const ITEMS: usize = 50;
