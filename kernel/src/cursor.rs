//! Cursor positions: Jupyter counts Unicode code points, the evaluator counts bytes.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#cursor-pos-unicode-note>

/// The byte offset of the code point at `position`; the end of the text when it lies beyond.
pub fn to_byte(text: &str, position: usize) -> usize {
    text.char_indices().nth(position).map_or(text.len(), |(offset, _)| offset)
}

/// How many code points stand before byte `offset`. An offset inside a code point counts as the
/// code point's start, one beyond the text as its end.
pub fn to_code_point(text: &str, offset: usize) -> usize {
    text[..text.floor_char_boundary(offset)].chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One, two, three and four bytes long, the last one two UTF-16 units.
    const TEXT: &str = "aπ→😀z";

    #[test]
    fn code_points_to_bytes_and_back() {
        for (position, offset) in [0, 1, 3, 6, 10, 11].into_iter().enumerate() {
            assert_eq!(to_byte(TEXT, position), offset, "code point {position}");
            assert_eq!(to_code_point(TEXT, offset), position, "byte {offset}");
        }
    }

    #[test]
    fn out_of_range_is_the_end() {
        assert_eq!(to_byte(TEXT, 99), TEXT.len());
        assert_eq!(to_code_point(TEXT, 99), 5);
        assert_eq!((to_byte("", 3), to_code_point("", 3)), (0, 0));
    }

    #[test]
    fn inside_a_code_point_is_its_start() {
        assert_eq!([7, 8, 9].map(|offset| to_code_point(TEXT, offset)), [3, 3, 3]);
    }
}
