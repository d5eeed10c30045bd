//! Rust's tokens, as far as completeness depends on them: what is open, and what comes last.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A name or a keyword.
    Word(&'a str),
    /// A number, character, string or lifetime.
    Literal,
    /// `(`, `[` or `{`.
    Open(char),
    /// `)`, `]` or `}`.
    Close(char),
    /// An operator or separator, as long as it can be.
    Punctuation(&'a str),
    /// A string or comment that does not end.
    Unterminated(Unterminated),
    /// A character that begins no token.
    Stray,
}

/// What does not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unterminated {
    String,
    Comment,
    /// A character literal ends on its line, so more lines do not help.
    Character,
}

/// Operators of more than one character that the end of code may be judged by, longest first.
const OPERATORS: [&str; 13] =
    ["..=", "...", "..", "->", "=>", "::", "&&", "||", "==", "<=", ">=", "!=", "+="];

/// The tokens of some code, without comments and white space.
pub(super) fn tokens(code: &str) -> Tokens<'_> {
    Tokens { rest: code }
}

/// Iterates over tokens.
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(unterminated) = self.skip_blank() {
            return Some(Token::Unterminated(unterminated));
        }
        let first = self.rest.chars().next()?;
        Some(match first {
            '(' | '[' | '{' => self.one(Token::Open(first)),
            ')' | ']' | '}' => self.one(Token::Close(first)),
            '"' => self.string(1),
            '\'' => self.quote(),
            _ if first.is_ascii_digit() => self.number(),
            _ if first.is_alphabetic() || first == '_' => self.word(),
            _ if first.is_ascii_punctuation() && !matches!(first, '`' | '\\') => self.punctuation(),
            _ => {
                self.take(first.len_utf8());
                Token::Stray
            }
        })
    }
}

impl<'a> Tokens<'a> {
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    fn one(&mut self, token: Token<'a>) -> Token<'a> {
        self.take(1);
        token
    }

    /// Skips white space and comments, which nest when they are blocks.
    fn skip_blank(&mut self) -> Option<Unterminated> {
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.starts_with("//") {
                self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
            } else if self.rest.starts_with("/*") {
                let Some(length) = block_comment(self.rest) else {
                    self.rest = "";
                    return Some(Unterminated::Comment);
                };
                self.take(length);
            } else {
                return None;
            }
        }
    }

    /// A string whose opening quote is the last of `opening` bytes; a backslash escapes.
    fn string(&mut self, opening: usize) -> Token<'a> {
        self.take(opening);
        let mut escaped = false;
        for (at, c) in self.rest.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    self.take(at + 1);
                    return Token::Literal;
                }
                _ => {}
            }
        }
        self.unterminated(Unterminated::String)
    }

    /// `r"..."`, `br##"..."##` and the like, from the first `#` or quote; `None` for `r#name`.
    fn raw_string(&mut self, prefix: usize) -> Option<Token<'a>> {
        let after = &self.rest[prefix..];
        let hashes = after.len() - after.trim_start_matches('#').len();
        if !after[hashes..].starts_with('"') {
            return None;
        }
        self.take(prefix + hashes + 1);
        let end = format!("\"{}", "#".repeat(hashes));
        Some(match self.rest.find(&end) {
            Some(at) => {
                self.take(at + end.len());
                Token::Literal
            }
            None => self.unterminated(Unterminated::String),
        })
    }

    /// A character or a lifetime.
    fn quote(&mut self) -> Token<'a> {
        let mut chars = self.rest[1..].chars();
        match (chars.next(), chars.next()) {
            (Some('\\'), Some(escaped)) => {
                let body = &self.rest[2 + escaped.len_utf8()..];
                let line = &body[..body.find('\n').unwrap_or(body.len())];
                let Some(end) = line.find('\'') else {
                    return self.unterminated(Unterminated::Character);
                };
                self.take(2 + escaped.len_utf8() + end + 1);
            }
            (Some(c), Some('\'')) => {
                self.take(c.len_utf8() + 2);
            }
            (Some(c), _) if c.is_alphabetic() || c == '_' => {
                self.take(1);
                self.word();
            }
            _ => return self.unterminated(Unterminated::Character),
        }
        Token::Literal
    }

    fn number(&mut self) -> Token<'a> {
        let digits = |c: char| c.is_alphanumeric() || c == '_';
        let whole = self.take(self.rest.find(|c| !digits(c)).unwrap_or(self.rest.len()));
        // `1.5` and `1.` are numbers; in `1..2` and `1.max(2)` the point is not theirs.
        let after_point = self.rest.strip_prefix('.').map(|rest| rest.chars().next());
        if after_point
            .is_some_and(|next| next.is_none_or(|c| c != '.' && c != '_' && !c.is_alphabetic()))
            && !whole.starts_with("0x")
        {
            self.take(1);
            self.take(self.rest.find(|c| !digits(c)).unwrap_or(self.rest.len()));
        }
        Token::Literal
    }

    fn word(&mut self) -> Token<'a> {
        let length =
            self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let word = &self.rest[..length];
        match (word, self.rest[length..].chars().next()) {
            ("r" | "br" | "cr", Some('"' | '#')) => {
                if let Some(string) = self.raw_string(length) {
                    return string;
                }
            }
            ("b" | "c", Some('"')) => return self.string(length + 1),
            ("b", Some('\'')) => {
                self.take(1);
                return self.quote();
            }
            _ => {}
        }
        Token::Word(self.take(length))
    }

    fn punctuation(&mut self) -> Token<'a> {
        let operator = OPERATORS.iter().find(|operator| self.rest.starts_with(**operator));
        Token::Punctuation(self.take(operator.map_or(1, |operator| operator.len())))
    }

    fn unterminated(&mut self, what: Unterminated) -> Token<'a> {
        self.rest = "";
        Token::Unterminated(what)
    }
}

/// The length of the block comment at the start of `code`, if it ends.
fn block_comment(code: &str) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    while at < code.len() {
        let rest = &code.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expected: &[Token<'_>]) {
        assert_eq!(tokens(code).collect::<Vec<_>>(), expected, "{code:?}");
    }

    #[test]
    fn strings_of_all_kinds() {
        for literal in [
            r#""a \" b""#,
            r##"r#"a " b"#"##,
            "r\"\\\"",
            "b\"x\"",
            "br##\"\"#\"##",
            "c\"x\"",
            "\"\\\\\"",
            "\"\n\"",
        ] {
            check(literal, &[Token::Literal]);
        }
        for open in ["\"", "r#\"\"", "b\"", "\"\\\""] {
            check(open, &[Token::Unterminated(Unterminated::String)]);
        }
    }

    #[test]
    fn characters_and_lifetimes() {
        for literal in
            ["'a'", "'π'", "'\\''", "'\\n'", "'\\u{1F600}'", "b'x'", "'\"'", "'a", "'static", "'_"]
        {
            check(literal, &[Token::Literal]);
        }
        check("&'a str", &[Token::Punctuation("&"), Token::Literal, Token::Word("str")]);
        check("'", &[Token::Unterminated(Unterminated::Character)]);
        check("'\\n\n'", &[Token::Unterminated(Unterminated::Character)]);
    }

    #[test]
    fn comments_are_skipped_and_nest() {
        check("a // b \"\n c", &[Token::Word("a"), Token::Word("c")]);
        check("/* a /* b */ \" */ c", &[Token::Word("c")]);
        check("/* /* */", &[Token::Unterminated(Unterminated::Comment)]);
        check("/*/", &[Token::Unterminated(Unterminated::Comment)]);
    }

    #[test]
    fn numbers_ranges_and_methods() {
        check("1.", &[Token::Literal]);
        check("1.5e3_f64", &[Token::Literal]);
        check("1..2", &[Token::Literal, Token::Punctuation(".."), Token::Literal]);
        check("1.max", &[Token::Literal, Token::Punctuation("."), Token::Word("max")]);
    }

    #[test]
    fn raw_names_and_strays() {
        check("r#fn", &[Token::Word("r"), Token::Punctuation("#"), Token::Word("fn")]);
        check("`", &[Token::Stray]);
        check("→", &[Token::Stray]);
    }
}
