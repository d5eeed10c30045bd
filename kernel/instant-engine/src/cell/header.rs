//! What may stand before a cell's statements: a line for a script's interpreter, and attributes of
//! the crate, `#![..]`.

use std::borrow::Cow;

use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Block, Stmt};

/// Attributes without which the items of a cell mean nothing; others are for their own cell only.
const LASTING: [&str; 3] = ["feature", "recursion_limit", "type_length_limit"];

/// How many bytes an interpreter's line takes at the start of a cell; `#![` begins an attribute.
pub(super) fn interpreter_line(code: &str) -> usize {
    match code.strip_prefix("#!") {
        Some(rest) if !rest.trim_start().starts_with('[') => code.find('\n').unwrap_or(code.len()),
        _ => 0,
    }
}

/// The code with its first bytes blank, so that the rest keeps its places.
pub(super) fn blank_until(code: &str, start: usize) -> Cow<'_, str> {
    match start {
        0 => Cow::Borrowed(code),
        _ => Cow::Owned(" ".repeat(start) + &code[start..]),
    }
}

/// Attributes of the crate, then statements.
pub(super) fn parse(code: &str) -> syn::Result<(Vec<Attribute>, Vec<Stmt>)> {
    let parser = |input: ParseStream<'_>| {
        Ok((input.call(Attribute::parse_inner)?, input.call(Block::parse_within)?))
    };
    parser.parse_str(code)
}

/// Whether an attribute holds for the cells that follow, too.
pub(super) fn lasts(attribute: &Attribute) -> bool {
    LASTING.iter().any(|name| attribute.path().is_ident(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interpreters_line_is_no_attribute() {
        let check = |code, length| assert_eq!(interpreter_line(code), length, "{code}");
        check("#!/usr/bin/env rust\n1", 19);
        check("#!only", 6);
        check("#![allow(x)]\n1", 0);
        check("#! [allow(x)]", 0);
        check("1", 0);
        assert_eq!(blank_until("#!é\n1", 4), "    \n1");
    }

    #[test]
    fn attributes_stand_before_statements() {
        let (attributes, statements) = parse("#![feature(x)] #![allow(y)]\nlet a = 1; a").unwrap();
        assert_eq!(attributes.iter().map(lasts).collect::<Vec<_>>(), [true, false]);
        assert_eq!(statements.len(), 2);
        assert!(parse("1; #![allow(y)]").is_err());
    }
}
