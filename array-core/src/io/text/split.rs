//! The fields of a line.

use std::borrow::Cow;

use memchr::memmem;

/// What stands between fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    Whitespace,
    Text(String),
    /// Nothing: fields have so many characters. A single width is that of all.
    Widths(Vec<usize>),
}

impl Delimiter {
    /// Appends the fields of a line without quotes.
    pub(super) fn split<'a>(&self, text: &'a str, fields: &mut Vec<Cow<'a, str>>) {
        match self {
            Self::Whitespace => fields.extend(text.split_ascii_whitespace().map(Cow::Borrowed)),
            Self::Text(delimiter) => match *delimiter.as_bytes() {
                [] => fields.push(Cow::Borrowed(text)),
                [byte] => {
                    let mut start = 0;
                    for (at, &found) in text.as_bytes().iter().enumerate() {
                        if found == byte {
                            fields.push(Cow::Borrowed(&text[start..at]));
                            start = at + 1;
                        }
                    }
                    fields.push(Cow::Borrowed(&text[start..]));
                }
                _ => {
                    let mut start = 0;
                    for at in memmem::find_iter(text.as_bytes(), delimiter.as_bytes()) {
                        fields.push(Cow::Borrowed(&text[start..at]));
                        start = at + delimiter.len();
                    }
                    fields.push(Cow::Borrowed(&text[start..]));
                }
            },
            Self::Widths(widths) => split_widths(text, widths, fields),
        }
    }

    /// A line without the blanks at its ends, which are no fields; those of fixed widths count.
    pub(super) fn stripped<'a>(&self, text: &'a str) -> &'a str {
        match self {
            Self::Text(_) => text.trim_matches(' '),
            Self::Whitespace | Self::Widths(_) => text,
        }
    }

    /// Bytes of the delimiter that a text begins with.
    fn at_start_of(&self, text: &str) -> Option<usize> {
        let blank = |c: &char| c.is_ascii_whitespace() && !matches!(c, '\n' | '\r');
        match self {
            Self::Whitespace => {
                let blanks = text.chars().take_while(blank).count();
                (blanks > 0).then_some(blanks)
            }
            Self::Text(delimiter) => {
                (!delimiter.is_empty() && text.starts_with(delimiter)).then_some(delimiter.len())
            }
            Self::Widths(_) => None,
        }
    }
}

fn split_widths<'a>(text: &'a str, widths: &[usize], fields: &mut Vec<Cow<'a, str>>) {
    let mut rest = text;
    let mut next = |width: usize| {
        let end = rest.char_indices().nth(width).map_or(rest.len(), |(end, _)| end);
        let (field, after) = rest.split_at(end);
        rest = after;
        fields.push(Cow::Borrowed(field));
        rest.is_empty()
    };
    match *widths {
        // A width of nothing would not get on.
        [width] => while !next(width.max(1)) {},
        _ => widths.iter().for_each(|&width| {
            next(width);
        }),
    }
}

/// Lines in which a quote at the beginning of a field lasts until the next one.
#[derive(Clone, Copy)]
pub(super) struct Quoted<'a> {
    pub(super) quote: char,
    pub(super) delimiter: &'a Delimiter,
    pub(super) comments: &'a str,
}

impl Quoted<'_> {
    /// Bytes until a record ends: at a line's end or a comment outside of quotes. `None` if a
    /// quote is not closed.
    pub(super) fn record_end(&self, text: &str) -> Option<usize> {
        let mut at = 0;
        loop {
            at += self.leading_blanks(&text[at..]);
            if text[at..].starts_with(self.quote) {
                at += self.closing(&text[at..])?;
            }
            loop {
                let rest = &text[at..];
                let comment = !self.comments.is_empty() && rest.starts_with(self.comments);
                if rest.is_empty() || rest.starts_with(['\n', '\r']) || comment {
                    return Some(at);
                }
                if let Some(length) = self.delimiter.at_start_of(rest) {
                    at += length;
                    break;
                }
                at += rest.chars().next().map_or(0, char::len_utf8);
            }
        }
    }

    /// Appends the fields of a record, without their quotes.
    pub(super) fn split<'a>(&self, text: &'a str, fields: &mut Vec<Cow<'a, str>>) {
        let mut start = self.leading_blanks(text);
        loop {
            let mut at = start;
            let mut field = Cow::Borrowed("");
            if text[at..].starts_with(self.quote) {
                let width = self.quote.len_utf8();
                let inner;
                (inner, at) = match self.closing(&text[start..]) {
                    Some(length) => (&text[start + width..start + length - width], start + length),
                    // Records with such a quote are refused before they are split.
                    None => (&text[start + width..], text.len()),
                };
                let twice = String::from_iter([self.quote; 2]);
                field = if inner.contains(&twice) {
                    Cow::Owned(inner.replace(&twice, &self.quote.to_string()))
                } else {
                    Cow::Borrowed(inner)
                };
                start = at;
            }
            let delimiter = loop {
                let rest = &text[at..];
                if rest.is_empty() {
                    break None;
                }
                if let Some(length) = self.delimiter.at_start_of(rest) {
                    break Some(length);
                }
                at += rest.chars().next().map_or(0, char::len_utf8);
            };
            // What stands between a closing quote and the delimiter belongs to the field.
            match field {
                Cow::Borrowed("") => field = Cow::Borrowed(&text[start..at]),
                _ if start < at => field.to_mut().push_str(&text[start..at]),
                _ => {}
            }
            fields.push(field);
            match delimiter {
                None => return,
                Some(length) => start = at + length,
            }
            // Blanks at the end of a line do not begin another field.
            if start == text.len() && *self.delimiter == Delimiter::Whitespace {
                return;
            }
        }
    }

    /// Blanks before the first field, where blanks are what stands between fields.
    fn leading_blanks(&self, text: &str) -> usize {
        match self.delimiter {
            Delimiter::Whitespace => self.delimiter.at_start_of(text).unwrap_or_default(),
            _ => 0,
        }
    }

    /// Bytes of a quoted text that begins with its quote, until after the closing one.
    fn closing(&self, text: &str) -> Option<usize> {
        let width = self.quote.len_utf8();
        let mut at = width;
        loop {
            at += text[at..].find(self.quote)? + width;
            if !text[at..].starts_with(self.quote) {
                return Some(at);
            }
            at += width;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(delimiter: Delimiter, text: &str) -> Vec<String> {
        let mut fields = Vec::new();
        delimiter.split(text, &mut fields);
        fields.into_iter().map(Cow::into_owned).collect()
    }

    fn quoted(delimiter: &Delimiter, text: &str) -> Vec<String> {
        let quoted = Quoted { quote: '"', delimiter, comments: "#" };
        let mut fields = Vec::new();
        let end = quoted.record_end(text).unwrap();
        quoted.split(&text[..end], &mut fields);
        fields.into_iter().map(Cow::into_owned).collect()
    }

    #[test]
    fn fields_without_quotes() {
        let text = |delimiter: &str| Delimiter::Text(delimiter.into());
        assert_eq!(plain(Delimiter::Whitespace, " 1 \t2  "), ["1", "2"]);
        assert_eq!(plain(text(","), ",1,,é,"), ["", "1", "", "é", ""]);
        assert_eq!(plain(text(";;"), "1;;2;3"), ["1", "2;3"]);
        assert_eq!(plain(Delimiter::Widths(vec![3]), "123456é"), ["123", "456", "é"]);
        assert_eq!(plain(Delimiter::Widths(vec![2, 3]), " 1 22xx"), [" 1", " 22"]);
        assert_eq!(plain(Delimiter::Widths(vec![2, 3]), "1"), ["1", ""]);
    }

    #[test]
    fn fields_with_quotes() {
        let comma = Delimiter::Text(",".into());
        assert_eq!(quoted(&comma, "\"a,b\",c # d"), ["a,b", "c "]);
        assert_eq!(quoted(&comma, "\"say \"\"hi\"\"\",\"\",x"), ["say \"hi\"", "", "x"]);
        assert_eq!(quoted(&comma, "\"a\nb\"\nc"), ["a\nb"]);
        assert_eq!(quoted(&comma, "5\" disk,\"#1\""), ["5\" disk", "#1"]);
        assert_eq!(quoted(&comma, "1,"), ["1", ""]);
        assert_eq!(quoted(&Delimiter::Whitespace, "  \"a b\" c  "), ["a b", "c"]);
        let open = Quoted { quote: '"', delimiter: &comma, comments: "" };
        assert_eq!(open.record_end("1,\"a\nb"), None);
    }
}
