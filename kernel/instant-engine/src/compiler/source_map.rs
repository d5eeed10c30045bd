//! Which text of a generated crate came from where.

use std::borrow::Cow;
use std::ops::Range;

/// A byte offset in a cell, and the text that stands there in addition.
pub(super) type Insert = (usize, Cow<'static, str>);

/// Where a piece of generated text came from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Origin {
    /// Verbatim from a cell, starting at this byte of its source.
    Cell {
        /// The cell's number.
        number: u32,
        /// Byte offset of the piece in the cell.
        start: usize,
    },
    /// A path of a `use` declaration, written anew.
    Import {
        /// The cell's number.
        number: u32,
        /// Where the path stands in the cell; the whole declaration, when it is spread over a group.
        range: Range<usize>,
    },
    /// The line that takes a variable out of the store.
    Take(String),
    /// The line that puts a variable that stood before back into the store.
    PutBack(String),
    /// The line that stores a variable that the cell made.
    PutNew(String),
    /// The line that shows the last expression.
    Show,
}

/// Generated text together with its origins.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceMap {
    text: String,
    pieces: Vec<(Range<usize>, Origin)>,
}

impl SourceMap {
    /// The generated text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Adds text of no particular origin.
    pub(crate) fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds text of an origin.
    pub(crate) fn add_from(&mut self, origin: Origin, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push((start..self.text.len(), origin));
    }

    /// Adds a range of a cell verbatim, with `inserts` in between.
    pub(super) fn add_cell(
        &mut self,
        number: u32,
        source: &str,
        range: Range<usize>,
        inserts: &[Insert],
    ) {
        let mut start = range.start;
        for (at, text) in inserts.iter().filter(|(at, _)| range.contains(at)) {
            self.add_from(Origin::Cell { number, start }, &source[start..*at]);
            self.add(text);
            start = *at;
        }
        if start < range.end {
            self.add_from(Origin::Cell { number, start }, &source[start..range.end]);
        }
    }

    /// The origin of a byte of the generated text, with the piece's own range there.
    pub(crate) fn origin(&self, at: usize) -> Option<(&Origin, Range<usize>)> {
        // The end of a piece counts as in it: spans may be empty and stand after the last byte.
        let covers = |range: &Range<usize>| range.start <= at && at <= range.end;
        let inside = self.pieces.iter().find(|(range, _)| range.contains(&at));
        let (range, origin) =
            inside.or_else(|| self.pieces.iter().find(|(range, _)| covers(range)))?;
        Some((origin, range.clone()))
    }

    /// The cell and the byte in it from which a byte of the generated text came.
    pub(crate) fn in_cell(&self, at: usize) -> Option<(u32, usize)> {
        match self.origin(at)? {
            (Origin::Cell { number, start }, range) => Some((*number, start + (at - range.start))),
            (Origin::Import { number, range }, written) => {
                let inside = range.start + (at - written.start);
                let is_verbatim = range.len() == written.len();
                let whole = if at < written.end { range.start } else { range.end };
                Some((*number, if is_verbatim { inside } else { whole }))
            }
            _ => None,
        }
    }

    /// The cell's text that ends last before a byte of the generated text: the cell and its end there.
    pub(crate) fn before(&self, at: usize) -> Option<(u32, usize)> {
        let ended = self.pieces.iter().filter(|(range, _)| range.end <= at);
        let of_cells = ended.filter_map(|(range, origin)| match origin {
            Origin::Cell { number, start } => Some((range.end, *number, start + range.len())),
            _ => None,
        });
        of_cells.max_by_key(|(end, ..)| *end).map(|(_, number, end)| (number, end))
    }

    /// The import that was written at a byte of the generated text: its cell and its path.
    pub(crate) fn import(&self, at: usize) -> Option<(u32, &str)> {
        match self.origin(at)? {
            (Origin::Import { number, .. }, range) => Some((*number, &self.text[range])),
            _ => None,
        }
    }

    /// The byte at which a line and column (both from 1, columns in characters) stands.
    pub(crate) fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let start = match line {
            1 => 0,
            _ => self.text.match_indices('\n').nth(line.checked_sub(2)?)?.0 + 1,
        };
        let width: usize =
            self.text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
        Some(start + width)
    }
}

/// Line and column (both from 1, columns in characters) of a byte of a text.
pub(crate) fn position(text: &str, at: usize) -> engine_protocol::Location {
    let before = &text[..text.floor_char_boundary(at)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    engine_protocol::Location {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_cell_is_found_again_around_inserts() {
        let source = "loop { work(); }";
        let mut map = SourceMap::default();
        map.add("fn cell() {\n");
        map.add_cell(3, source, 0..source.len(), &[(6, "check();".into())]);
        map.add("\n}");
        let at = map.text().find("work").unwrap();
        assert_eq!(map.in_cell(at), Some((3, source.find("work").unwrap())));
        assert_eq!(map.in_cell(map.text().find("check").unwrap() + 2), None);
        assert_eq!(map.offset(2, 1), Some(12));
        assert_eq!(map.before(map.text().len()), Some((3, source.len())));
    }

    #[test]
    fn imports_are_found_where_they_are_written() {
        let mut map = SourceMap::default();
        map.add("use ");
        map.add_from(Origin::Import { number: 1, range: 4..10 }, "std::f");
        map.add(";\nuse ");
        map.add_from(Origin::Import { number: 2, range: 0..20 }, "std::g");
        let (verbatim, of_group) = (4 + "std::".len(), map.text().rfind('g').unwrap());
        assert_eq!(map.import(verbatim), Some((1, "std::f")));
        assert_eq!(map.in_cell(verbatim), Some((1, 9)));
        assert_eq!(map.import(of_group), Some((2, "std::g")));
        assert_eq!(map.in_cell(of_group), Some((2, 0)));
    }

    #[test]
    fn positions_count_characters() {
        let check = |text: &str, at: usize, line: usize, column: usize| {
            assert_eq!(position(text, at), engine_protocol::Location { line, column });
        };
        check("abc", 0, 1, 1);
        check("a\nbc", 3, 2, 2);
        check("é🦀x", "é🦀".len(), 1, 3);
        check("é", 1, 1, 1);
        check("a\n", 2, 2, 1);
    }
}
