//! The lines of a text that hold something: without comments, empty lines, header and footer.

use std::collections::VecDeque;

use memchr::{memchr2, memmem};

use super::reader::Options;
use super::split::{Delimiter, Quoted};
use crate::io::site::{Flaw, Outcome};

/// A line with fields. With quotes around a line's end, it is several lines of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record<'a> {
    /// The number of its first line, from 1.
    pub(super) line: usize,
    pub(super) text: &'a str,
}

/// The records of a text, one by one.
pub(super) struct Records<'a> {
    rest: &'a str,
    /// The number of the line where `rest` begins.
    line: usize,
    options: &'a Options,
    comments: Option<memmem::Finder<'a>>,
    quoted: Option<Quoted<'a>>,
    /// Records that may prove to be the footer.
    held_back: VecDeque<Record<'a>>,
    left: usize,
}

impl<'a> Records<'a> {
    /// The records after the header. `quote` is the character around fields, if there is one.
    pub(super) fn new(text: &'a str, options: &'a Options, quote: Option<char>) -> Self {
        let comments = &options.comments;
        let mut records = Self {
            rest: text,
            line: 1,
            options,
            comments: (!comments.is_empty()).then(|| memmem::Finder::new(comments)),
            quoted: quote.map(|quote| Quoted { quote, delimiter: &options.delimiter, comments }),
            held_back: VecDeque::new(),
            left: options.max_rows.unwrap_or(usize::MAX),
        };
        for _ in 0..options.skip_header {
            records.raw_line();
        }
        records
    }

    /// The next line of the text as it stands, without its end; `None` behind the last.
    fn raw_line(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let end = memchr2(b'\n', b'\r', self.rest.as_bytes()).unwrap_or(self.rest.len());
        let (line, rest) = self.rest.split_at(end);
        self.rest = after_line_end(rest);
        self.line += 1;
        Some(line)
    }

    /// The line of names, which may be a comment; taken before the records.
    pub(super) fn header(&mut self) -> Outcome<Option<Record<'a>>> {
        let mark = self.options.comments.as_str();
        while !self.rest.is_empty() {
            let (before, line) = (self.rest, self.line);
            let text = self.raw_line().unwrap_or_default().trim_ascii();
            if text.is_empty() {
                continue;
            }
            if mark.is_empty() || !text.starts_with(mark) {
                (self.rest, self.line) = (before, line);
                return self.any();
            }
            let text = text[mark.len()..].split(mark).next().unwrap_or_default();
            if !text.trim_ascii().is_empty() {
                return Ok(Some(Record { line, text }));
            }
        }
        Ok(None)
    }

    /// The next record, footer or not.
    fn any(&mut self) -> Outcome<Option<Record<'a>>> {
        loop {
            let line = self.line;
            let text = if let Some(quoted) = self.quoted_line() {
                let unclosed = || Flaw::new(format!("line {line}: a quote is not closed"));
                let end = quoted.record_end(self.rest).ok_or_else(unclosed)?;
                let (text, rest) = self.rest.split_at(end);
                self.line += text.bytes().filter(|&byte| byte == b'\n').count();
                self.rest = rest;
                // A comment, if that is what has ended the record, and the line's end.
                self.raw_line();
                text
            } else {
                let Some(text) = self.raw_line() else { return Ok(None) };
                match self.comments.as_ref().and_then(|mark| mark.find(text.as_bytes())) {
                    Some(start) => &text[..start],
                    None => text,
                }
            };
            if !self.is_blank(text) {
                return Ok(Some(Record { line, text }));
            }
        }
    }

    /// How to read the next line, if it has a quote; most lines have none and are read faster.
    fn quoted_line(&self) -> Option<Quoted<'a>> {
        let quoted = self.quoted?;
        let end = memchr2(b'\n', b'\r', self.rest.as_bytes()).unwrap_or(self.rest.len());
        self.rest[..end].contains(quoted.quote).then_some(quoted)
    }

    /// Whether a line has no fields.
    fn is_blank(&self, text: &str) -> bool {
        match self.options.delimiter {
            Delimiter::Widths(_) => text.is_empty(),
            _ => text.trim_ascii().is_empty(),
        }
    }

    /// The next record; `None` behind the last, or when there are as many as wanted.
    pub(super) fn next(&mut self) -> Outcome<Option<Record<'a>>> {
        if self.left == 0 {
            return Ok(None);
        }
        while self.held_back.len() <= self.options.skip_footer {
            match self.any()? {
                Some(record) => self.held_back.push_back(record),
                None => return Ok(None),
            }
        }
        self.left -= 1;
        Ok(self.held_back.pop_front())
    }
}

/// What follows a line's end: `\n`, `\r\n` or `\r`.
fn after_line_end(rest: &str) -> &str {
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
    rest.unwrap_or_default()
}
