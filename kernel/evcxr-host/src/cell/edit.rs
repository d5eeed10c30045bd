//! Source with insertions, and the way back from places in it to places in the original.

use std::ops::Range;

use engine_protocol::Location;

/// A source into which text without line ends has been inserted: lines stay, columns shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edited {
    original: String,
    text: String,
    /// Offset in the original and text, by offset.
    insertions: Vec<(usize, String)>,
}

impl Edited {
    /// Inserts each text at its byte offset of `original`; of several at one offset, in their order.
    pub(crate) fn new(original: &str, mut insertions: Vec<(usize, String)>) -> Edited {
        insertions.sort_by_key(|insertion| insertion.0);
        let mut text = String::with_capacity(original.len() + 64);
        let mut copied = 0;
        for (offset, insertion) in &insertions {
            text.push_str(&original[copied..*offset]);
            text.push_str(insertion);
            copied = *offset;
        }
        text.push_str(&original[copied..]);
        Edited { original: original.to_owned(), text, insertions }
    }

    /// The source as edited.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The source as it was.
    pub(crate) fn original(&self) -> &str {
        &self.original
    }

    /// The range in the edited source of a range of the original, without what is inserted at its
    /// ends.
    pub(crate) fn edited_range(&self, original: Range<usize>) -> Range<usize> {
        let inserted = |up_to: &dyn Fn(usize) -> bool| {
            let before = self.insertions.iter().take_while(|insertion| up_to(insertion.0));
            before.map(|insertion| insertion.1.len()).sum::<usize>()
        };
        let start = original.start + inserted(&|offset| offset <= original.start);
        let end = original.end + inserted(&|offset| offset < original.end);
        start..end
    }

    /// The offset in the original of an offset in the edited source; within an insertion, the place
    /// where it was inserted.
    pub(crate) fn original_offset(&self, edited: usize) -> usize {
        let mut inserted = 0;
        for (offset, insertion) in &self.insertions {
            let start = offset + inserted;
            if edited < start {
                break;
            }
            if edited < start + insertion.len() {
                return *offset;
            }
            inserted += insertion.len();
        }
        edited - inserted
    }

    /// The place in the original of a place in the edited source.
    pub(crate) fn original_location(&self, edited: Location) -> Location {
        let offset = offset_of(&self.text, edited);
        location_of(&self.original, self.original_offset(offset))
    }
}

/// The byte offset of a place; past the end of a line or of the text, the end.
pub(crate) fn offset_of(text: &str, location: Location) -> usize {
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number + 1 == location.line {
            let line = line.trim_end_matches(['\n', '\r']);
            let column = line.char_indices().nth(location.column.saturating_sub(1));
            return start + column.map_or(line.len(), |(offset, _)| offset);
        }
        start += line.len();
    }
    text.len()
}

/// The place of a byte offset.
pub(crate) fn location_of(text: &str, offset: usize) -> Location {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    Location {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited() -> Edited {
        Edited::new(
            "let é = f()?;\né + g()?",
            vec![(15, "s<".into()), (9, "a(".into()), (12, ")".into()), (24, ">".into())],
        )
    }

    #[test]
    fn insertions_stand_where_they_belong() {
        assert_eq!(edited().text(), "let é = a(f())?;\ns<é + g()?>");
    }

    #[test]
    fn ranges_leave_out_what_stands_at_their_ends() {
        let edited = edited();
        for (range, expected) in
            [(0..14, "let é = a(f())?;"), (9..12, "f()"), (15..24, "é + g()?"), (15..17, "é")]
        {
            assert_eq!(&edited.text()[edited.edited_range(range)], expected);
        }
    }

    #[test]
    fn offsets_lead_back() {
        let edited = edited();
        let original = edited.original().to_owned();
        for (offset, char) in original.char_indices() {
            let there = edited.edited_range(offset..offset + char.len_utf8()).start;
            assert!(edited.text()[there..].starts_with(char), "{offset}");
            assert_eq!(edited.original_offset(there), offset);
        }
    }

    #[test]
    fn a_place_within_an_insertion_is_where_it_was_inserted() {
        let edited = edited();
        let place = edited.original_location(Location { line: 1, column: 10 });
        assert_eq!(place, Location { line: 1, column: 9 });
        let place = edited.original_location(Location { line: 2, column: 3 });
        assert_eq!(place, Location { line: 2, column: 1 });
    }

    #[test]
    fn places_past_the_end_are_the_end() {
        assert_eq!(offset_of("ab\ncd", Location { line: 1, column: 9 }), 2);
        assert_eq!(offset_of("ab\ncd", Location { line: 9, column: 1 }), 5);
        assert_eq!(location_of("é\nb", 4), Location { line: 2, column: 2 });
    }
}
