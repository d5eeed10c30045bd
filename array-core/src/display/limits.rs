//! How much of a value is shown before the rest is left out, with a word about it.

/// Characters of a `Debug` text; a longer one is cut.
pub const DEBUG_CHARACTERS: usize = 10_000;

/// Elements of a `Vec`, slice or map that are shown one by one.
pub const ITEMS: usize = 50;

/// Rows of an HTML table; of a longer one the middle is left out.
pub const ROWS: usize = 20;

/// Columns of an HTML table, whatever their width.
pub const COLUMNS: usize = 20;

/// Columns of an HTML table that are shown however wide they are.
pub const FEWEST_COLUMNS: usize = 6;

/// Characters of a row of an HTML table; wider tables leave out columns in the middle.
pub const ROW_CHARACTERS: usize = 130;

/// Characters that the space around a cell of an HTML table is wide.
pub const CELL_CHARACTERS: usize = 3;

/// Two-dimensional pages of an array of more axes in its HTML display.
pub const PAGES: usize = 6;
