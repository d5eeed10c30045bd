//! Where records of CSV text end: at a line's end, unless that stands in quotes.

use polars::prelude::CommentPrefix;

/// What texts stand between that contain separators or ends of lines.
const QUOTE: u8 = b'"';

/// The end of the last record that is complete; 0 where none is. The text begins with a record.
pub(super) fn last_end(text: &[u8], comment: Option<&CommentPrefix>) -> usize {
    // Quotes in comments are none, so these have to be known from the start.
    if comment.is_some() {
        return ends(text, comment).filter(|end| text[end - 1] == b'\n').last().unwrap_or(0);
    }
    let mut quoted = count(text, QUOTE) % 2 == 1;
    let last = text.iter().rposition(|&byte| {
        quoted ^= byte == QUOTE;
        byte == b'\n' && !quoted
    });
    last.map_or(0, |place| place + 1)
}

/// The end of each record and comment; the last may lack its line's end.
pub(super) fn ends<'t>(
    text: &'t [u8],
    comment: Option<&'t CommentPrefix>,
) -> impl Iterator<Item = usize> + 't {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        if rest.is_empty() {
            return None;
        }
        let is_comment = match comment {
            Some(CommentPrefix::Single(first)) => rest.first() == Some(first),
            Some(CommentPrefix::Multi(prefix)) => rest.starts_with(prefix.as_bytes()),
            None => false,
        };
        let mut quoted = false;
        let end = rest.iter().position(|&byte| {
            quoted ^= byte == QUOTE && !is_comment;
            byte == b'\n' && !quoted
        });
        start += end.map_or(rest.len(), |place| place + 1);
        Some(start)
    })
}

/// How many ends of lines a text has.
pub(super) fn lines(text: &[u8]) -> usize {
    count(text, b'\n')
}

fn count(text: &[u8], wanted: u8) -> usize {
    text.iter().filter(|&&byte| byte == wanted).count()
}
