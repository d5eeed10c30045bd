//! The identifiers that stand in a piece of source.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

/// Every identifier among the tokens, those in `{..}` of string literals included: format strings
/// name variables there.
pub(crate) fn mentioned_names(tokens: TokenStream) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect(tokens, &mut names);
    names
}

/// A name without the `r#` of raw identifiers, as messages and format strings have it.
pub(crate) fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

fn collect(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), names),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                names.insert(bare(&name).to_owned());
            }
            TokenTree::Literal(literal) => in_format_string(&literal.to_string(), names),
            TokenTree::Punct(_) => {}
        }
    }
}

/// The longest literal that is searched for format arguments; longer ones are data.
const LONGEST_FORMAT: usize = 1 << 16;

fn in_format_string(literal: &str, names: &mut BTreeSet<String>) {
    if !literal.contains('"') || literal.len() > LONGEST_FORMAT {
        return;
    }
    for piece in literal.split('{').skip(1) {
        let inside = piece.split('}').next().unwrap_or_default();
        // `{x:>width$.precision$}` names three variables.
        for word in inside.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
            if word.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                names.insert(word.to_owned());
            }
        }
    }
}
