//! A cell's source, and what is made of it before evcxr sees it.
//!
//! evcxr would compile a cell's last expression once to call `evcxr_display` on it and again with
//! `{:?}` when it has none. Instead, the last expression becomes the argument of array-core's
//! `show_result!`, which chooses by type. Other insertions mark the errors of top-level `?`s and
//! flush the standard output at the end of the cell.

mod commands;
pub(crate) mod edit;
mod rewrite;

use std::ops::Range;

use edit::Edited;
pub(crate) use engine_support::commands::Command;
use engine_support::commands::split;

/// A cell, ready for evcxr.
#[derive(Debug)]
pub(crate) struct Cell {
    /// The commands before its code.
    pub(crate) commands: Vec<Command>,
    /// Its source as evcxr gets it.
    pub(crate) source: Edited,
    /// The statements of its code, in the source as edited; empty when the code does not parse.
    pub(crate) statements: Vec<Range<usize>>,
    /// Where a `let` lacks its pattern, in the source as the user wrote it.
    pub(crate) missing_pattern: Option<Range<usize>>,
    /// Whether a top-level `.await` makes evcxr run it on an executor, a dependency.
    pub(crate) awaits: bool,
}

impl Cell {
    /// Reads the source of a cell.
    pub(crate) fn new(code: &str) -> Cell {
        let (commands, body) = split(code);
        let code = commands::for_evcxr(code, &commands);
        let rewrite = rewrite::rewrite(&code[body..]).unwrap_or_default();
        let shift = |(offset, text): (usize, String)| (offset + body, text);
        let insertions = rewrite.insertions.into_iter().map(shift).collect();
        let source = Edited::new(&code, insertions);
        let edited =
            |range: Range<usize>| source.edited_range(range.start + body..range.end + body);
        let statements = rewrite.statements.into_iter().map(edited).collect();
        let missing = rewrite::missing_pattern(&code[body..]);
        Cell {
            commands,
            statements,
            missing_pattern: missing.map(|range| range.start + body..range.end + body),
            source,
            awaits: rewrite.awaits,
        }
    }

    /// The code alone, as the user wrote it.
    pub(crate) fn code(&self) -> &str {
        let (_, body) = split(self.source.original());
        &self.source.original()[body..]
    }
}

#[cfg(test)]
mod tests;
