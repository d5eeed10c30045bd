//! The verdict on code typed so far.

use super::tokens::{Token, Unterminated, tokens};

/// Whether code can run as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It can.
    Complete,
    /// It needs more.
    Incomplete {
        /// What the next line should begin with.
        indent: String,
    },
    /// Nothing that could follow makes it right.
    Invalid,
    /// It is not Rust.
    Unknown,
}

/// Indentation per open bracket.
const STEP: &str = "    ";

/// Keywords whose statement ends with `;`.
const ENDS_WITH_SEMICOLON: [&str; 5] = ["let", "use", "const", "static", "type"];

/// Keywords whose item or expression has a body in braces.
const HAS_BODY: [&str; 12] =
    ["fn", "struct", "enum", "trait", "impl", "mod", "if", "else", "match", "while", "for", "loop"];

/// Words that come before something.
const PREFIXES: [&str; 13] = [
    "pub",
    "unsafe",
    "async",
    "extern",
    "move",
    "mut",
    "ref",
    "dyn",
    "as",
    "in",
    "where",
    "else",
    "macro_rules",
];

pub(super) fn judge(code: &str) -> Verdict {
    let start = code.trim_start();
    if start.starts_with("%%") {
        // The body of a cell magic is often in another language.
        return Verdict::Unknown;
    }
    if start.starts_with(['%', '?']) || start.starts_with(':') && !start.starts_with("::") {
        return Verdict::Complete;
    }
    let mut scan = Scan::default();
    for token in tokens(code) {
        match token {
            Token::Open(bracket) => scan.open(bracket),
            Token::Close(bracket) => {
                if !scan.close(bracket) {
                    return Verdict::Invalid;
                }
            }
            Token::Unterminated(Unterminated::Character) | Token::Stray => return Verdict::Invalid,
            // What a next line begins with would become part of the text.
            Token::Unterminated(_) => return Verdict::Incomplete { indent: String::new() },
            Token::Word(_) | Token::Literal | Token::Punctuation(_) => scan.other(token),
        }
    }
    scan.verdict()
}

/// What has been seen so far.
#[derive(Default)]
struct Scan<'a> {
    /// Brackets that are open.
    open: Vec<char>,
    /// The statement outside of all brackets that has not ended.
    statement: Statement<'a>,
}

/// A statement outside of all brackets.
#[derive(Default)]
struct Statement<'a> {
    /// Its first keyword that decides how it ends.
    keyword: Option<&'a str>,
    /// Whether something in braces has followed.
    body: bool,
    /// The last token.
    last: Option<Token<'a>>,
}

impl<'a> Scan<'a> {
    fn open(&mut self, bracket: char) {
        if self.open.is_empty() {
            self.statement.body |= bracket == '{';
            self.statement.last = Some(Token::Open(bracket));
        }
        self.open.push(bracket);
    }

    /// Closes a bracket; `false` when it is not the one that is open.
    fn close(&mut self, bracket: char) -> bool {
        let expected = match bracket {
            ')' => '(',
            ']' => '[',
            _ => '{',
        };
        if self.open.pop() != Some(expected) {
            return false;
        }
        if self.open.is_empty() {
            // `#[...]` and `#![...]` belong to what follows.
            let attribute = bracket == ']'
                && matches!(self.statement.last, Some(Token::Open('[')))
                && self.statement.keyword == Some("#");
            if attribute {
                self.statement =
                    Statement { last: Some(Token::Punctuation("#")), ..Statement::default() };
            } else {
                self.statement.last = Some(Token::Close(bracket));
            }
        }
        true
    }

    fn other(&mut self, token: Token<'a>) {
        if !self.open.is_empty() {
            return;
        }
        let statement = &mut self.statement;
        match token {
            Token::Punctuation(";") => {
                *statement = Statement { last: Some(token), ..Statement::default() };
                return;
            }
            Token::Punctuation("#") => statement.keyword = Some("#"),
            Token::Word(word) => {
                // A body ends an `if` or an item, unless `else` or an operator follows.
                let ended = statement.body
                    && statement.last == Some(Token::Close('}'))
                    && !statement
                        .keyword
                        .is_some_and(|keyword| ENDS_WITH_SEMICOLON.contains(&keyword));
                if ended && word != "else" {
                    *statement = Statement::default();
                }
                if word == "else" {
                    statement.body = false;
                }
                let decides = ENDS_WITH_SEMICOLON.contains(&word) || HAS_BODY.contains(&word);
                // In `const fn` the later word decides.
                if decides && (statement.keyword.is_none() || word == "fn") {
                    statement.keyword = Some(word);
                }
            }
            _ => {}
        }
        statement.last = Some(token);
    }

    fn verdict(&self) -> Verdict {
        if self.open.is_empty() && !self.statement.goes_on() {
            return Verdict::Complete;
        }
        // One step for a statement that goes on in the next line, unless a body or item is to come.
        let hanging = self.open.is_empty() && self.statement.hangs();
        Verdict::Incomplete { indent: STEP.repeat(self.open.len() + usize::from(hanging)) }
    }
}

impl Statement<'_> {
    /// Whether more has to come.
    fn goes_on(&self) -> bool {
        self.ends_open() || self.lacks_end()
    }

    /// Whether the next line continues an expression.
    fn hangs(&self) -> bool {
        self.last != Some(Token::Punctuation("#"))
            && !self.keyword.is_some_and(|keyword| HAS_BODY.contains(&keyword))
    }

    /// Whether the last token needs a next one.
    fn ends_open(&self) -> bool {
        match self.last {
            // `..`, `?` and `>` may end an expression; the rest may not.
            Some(Token::Punctuation(text)) => !matches!(text, ";" | ".." | "?" | ">" | "_"),
            Some(Token::Word(word)) => PREFIXES.contains(&word),
            _ => false,
        }
    }

    /// Whether its keyword asks for a `;` or a body that has not come.
    fn lacks_end(&self) -> bool {
        self.keyword.is_some_and(|keyword| {
            ENDS_WITH_SEMICOLON.contains(&keyword) || HAS_BODY.contains(&keyword) && !self.body
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(codes: &[&str]) {
        for code in codes {
            assert_eq!(judge(code), Verdict::Complete, "{code:?}");
        }
    }

    fn incomplete(codes: &[(&str, usize)]) {
        for (code, steps) in codes {
            assert_eq!(
                judge(code),
                Verdict::Incomplete { indent: STEP.repeat(*steps) },
                "{code:?}"
            );
        }
    }

    #[test]
    fn complete_code() {
        complete(&[
            "",
            "  \n",
            "1",
            "a + b",
            "let a = 1;",
            "let a = 1; a",
            "fn f() {}",
            "fn f() { let a = 1; }",
            "struct S;",
            "struct S(i32);",
            "struct S { a: i32 }",
            "impl S {\n    fn f(&self) {}\n}",
            "use a::*;",
            "if a { b } else { c }",
            "for i in 0..3 { }",
            "match a { _ => 1 }",
            "loop { break }",
            "println!(\"{\")",
            "vec![1, 2]",
            "a?",
            "f()?",
            "let v = (0..3)\n    .map(|x| x)\n    .collect::<Vec<_>>();",
            "(0..3)\n    .map(|x| x)\n    .sum::<i32>()",
            "#[derive(Debug)] struct S;",
            "let f = |x: i32| { x };",
            "0..",
            "1.",
            "'a'",
            "// a comment (",
            "/* a /* ( */ */ 1",
            "let s = S { a: 1 };",
            "if a { b }\nlet c = 1;",
            "macro_rules! m { () => {} }",
            "let Some(x) = y else { return };",
            "unsafe { f() }",
            "let a = r#\"(\"#;",
            "'outer: loop { break 'outer; }",
            "const fn f() {}",
            "a.union(&b)",
            "!(a || b)",
            "pub fn f<'a>(x: &'a str) -> &'a str { x }",
        ]);
    }

    #[test]
    fn magics_are_complete() {
        complete(&["%timeit f(", ":dep a = \"1\"", "?zeros", "zeros?"]);
        assert_eq!(judge("%%bash\necho ("), Verdict::Unknown);
    }

    #[test]
    fn open_brackets_indent() {
        incomplete(&[
            ("fn f() {", 1),
            ("fn f() {\n    if a {", 2),
            ("f(", 1),
            ("vec![1,", 1),
            ("let a = S {", 1),
            ("let a = [[1., 2.],", 1),
        ]);
    }

    #[test]
    fn statements_go_on() {
        incomplete(&[
            ("let a", 1),
            ("let a =", 1),
            ("let a = 1", 1),
            ("use a::b", 1),
            ("a +", 1),
            ("a.", 1),
            ("a &&", 1),
            ("let v = (0..3)\n    .map(|x| x)", 1),
            ("let a = if b { 1 } else { 2 }", 1),
            ("#[derive(Debug)]", 0),
            ("fn f()", 0),
            ("impl S", 0),
            ("if a", 0),
            ("match a", 0),
            ("struct S", 0),
            ("if a { b } else", 0),
            ("pub", 1),
            ("a,", 1),
            ("x = ", 1),
            ("let a = b?", 1),
            ("!(a ||", 1),
        ]);
    }

    #[test]
    fn open_text_is_continued_as_it_is() {
        incomplete(&[("let s = \"abc", 0), ("/* a", 0), ("f(r#\"", 0)]);
    }

    #[test]
    fn nothing_helps() {
        for code in [")", "(]", "fn f() { ) }", "let c = '", "a ` b", "f(a}}"] {
            assert_eq!(judge(code), Verdict::Invalid, "{code:?}");
        }
    }
}
