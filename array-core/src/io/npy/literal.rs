//! The Python literals that headers of `.npy` files consist of.

use std::fmt;

use crate::io::site::{Flaw, Outcome};

/// Lists in lists deeper than this are no header.
const DEEPEST: usize = 16;

/// A literal of Python.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Text(String),
    Int(u64),
    Bool(bool),
    Tuple(Vec<Literal>),
    List(Vec<Literal>),
}

impl Literal {
    /// The entries of a dictionary with keys of text, in order; it is all that the text holds.
    pub(super) fn dictionary(text: &str) -> Outcome<Vec<(String, Literal)>> {
        let mut parser = Parser { text, depth: 0 };
        parser.expect('{')?;
        let mut entries = Vec::new();
        while !parser.take('}') {
            let Literal::Text(key) = parser.literal()? else {
                return Err(Flaw::new("has a key that is not text"));
            };
            parser.expect(':')?;
            entries.push((key, parser.literal()?));
            if !parser.take(',') {
                parser.expect('}')?;
                break;
            }
        }
        match parser.next() {
            None => Ok(entries),
            Some(_) => Err(parser.unexpected("nothing after the dictionary")),
        }
    }
}

struct Parser<'a> {
    /// What is left.
    text: &'a str,
    depth: usize,
}

impl Parser<'_> {
    /// The next character that is not blank.
    fn next(&mut self) -> Option<char> {
        self.text = self.text.trim_ascii_start();
        self.text.chars().next()
    }

    fn take(&mut self, character: char) -> bool {
        let found = self.next() == Some(character);
        if found {
            self.text = &self.text[character.len_utf8()..];
        }
        found
    }

    fn expect(&mut self, character: char) -> Outcome<()> {
        if self.take(character) { Ok(()) } else { Err(self.unexpected(&format!("`{character}`"))) }
    }

    fn unexpected(&self, wanted: &str) -> Flaw {
        let found: String = self.text.chars().take(20).collect();
        Flaw::new(format!("expected {wanted}, found {found:?}"))
    }

    fn literal(&mut self) -> Outcome<Literal> {
        match self.next() {
            Some(quote @ ('\'' | '"')) => {
                let inner = &self.text[1..];
                let end = inner.find([quote, '\\', '\n']);
                let Some(end) = end.filter(|&end| inner[end..].starts_with(quote)) else {
                    return Err(self.unexpected("text that ends, without escapes"));
                };
                self.text = &inner[end + 1..];
                Ok(Literal::Text(inner[..end].to_owned()))
            }
            Some('0'..='9') => {
                let end = self.text.find(|c: char| !c.is_ascii_digit());
                let (digits, rest) = self.text.split_at(end.unwrap_or(self.text.len()));
                let number = digits.parse();
                let number = number.map_err(|_| self.unexpected("a number below 2^64"))?;
                // Python 2 marked long integers.
                self.text = rest.strip_prefix('L').unwrap_or(rest);
                Ok(Literal::Int(number))
            }
            Some('(') => self.sequence(')'),
            Some('[') => self.sequence(']'),
            _ => {
                for (word, value) in [("True", true), ("False", false)] {
                    if let Some(rest) = self.text.strip_prefix(word) {
                        self.text = rest;
                        return Ok(Literal::Bool(value));
                    }
                }
                Err(self.unexpected("a text, number, tuple, True or False"))
            }
        }
    }

    /// What stands between brackets, the opening one of which is next.
    fn sequence(&mut self, close: char) -> Outcome<Literal> {
        if self.depth == DEEPEST {
            return Err(Flaw::new("has brackets in brackets without end"));
        }
        self.depth += 1;
        self.text = &self.text[1..];
        let mut items = Vec::new();
        let mut comma = false;
        while !self.take(close) {
            items.push(self.literal()?);
            comma = self.take(',');
            if !comma {
                self.expect(close)?;
                break;
            }
        }
        self.depth -= 1;
        Ok(match close {
            ']' => Literal::List(items),
            // Brackets around a single literal do not make a tuple, only a comma does.
            _ if items.len() == 1 && !comma => items.remove(0),
            _ => Literal::Tuple(items),
        })
    }
}

/// As Python writes it.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = |items: &[Self]| {
            let texts: Vec<String> = items.iter().map(Self::to_string).collect();
            texts.join(", ")
        };
        match self {
            Self::Text(text) => write!(f, "'{text}'"),
            Self::Int(number) => write!(f, "{number}"),
            Self::Bool(true) => f.write_str("True"),
            Self::Bool(false) => f.write_str("False"),
            Self::Tuple(one) if one.len() == 1 => write!(f, "({},)", one[0]),
            Self::Tuple(many) => write!(f, "({})", items(many)),
            Self::List(many) => write!(f, "[{}]", items(many)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_read_and_written_as_python_does() {
        let text = "{'a': [('x', '<f8', (2,)), ()], \"b\": True, 'c': (7), }";
        let entries = Literal::dictionary(text).unwrap();
        let shown: Vec<String> =
            entries.iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(shown, ["a=[('x', '<f8', (2,)), ()]", "b=True", "c=7"]);
    }

    #[test]
    fn what_python_would_refuse_or_run_is_refused() {
        for text in [
            "",
            "{",
            "{'a'}",
            "{'a': }",
            "{'a': 1,,}",
            "{'a': 1} x",
            "{1: 2}",
            "{'a': 'b\\n'}",
            "{'a': 'b}",
            "{'a': f()}",
            "{'a': -1}",
        ] {
            assert!(Literal::dictionary(text).is_err(), "{text}");
        }
        let deep = format!("{{'a': {}1{}}}", "(".repeat(100), ")".repeat(100));
        assert!(Literal::dictionary(&deep).is_err());
    }
}
