//! Arrays in text files: numbers in lines, and tables with columns of several types.
//!
//! Reading goes in this order, one file each: the text ([`source`]) is cut into lines ([`records`]),
//! lines into fields ([`split`]), and the fields of the chosen columns ([`plan`]) become elements
//! ([`parse`], [`table`]) or columns of several types ([`columns`]).

mod columns;
mod format;
mod parse;
mod plan;
mod reader;
mod records;
mod save;
mod source;
mod split;
mod table;

pub use columns::{ColumnValues, Columns};
pub use parse::ParseElement;
pub use plan::{ColumnKey, ColumnNames};
pub use reader::{TextReader, genfromtxt, genfromtxt_str, loadtxt, loadtxt_str};
pub use save::{SaveText, savetxt};
