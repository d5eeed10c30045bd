//! Where `dbg!` stands, which is to print the places that the notebook knows.

use proc_macro2::{TokenStream, TokenTree};

/// The name of the macro.
pub(crate) const DBG: &str = "dbg";

/// The byte offsets right after the brackets that open its arguments. One that is called by a path,
/// `std::dbg!`, is left alone.
pub(crate) fn debug_prints(tokens: TokenStream) -> Vec<usize> {
    let mut places = Vec::new();
    collect(tokens, &mut places);
    places
}

fn collect(tokens: TokenStream, places: &mut Vec<usize>) {
    let is_punct = |token: Option<&TokenTree>, sign: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    let mut before: [Option<TokenTree>; 3] = [const { None }; 3];
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            let [path, name, bang] = &before;
            let is_dbg = matches!(name, Some(TokenTree::Ident(name)) if name == DBG);
            if is_dbg && is_punct(bang.as_ref(), '!') && !is_punct(path.as_ref(), ':') {
                places.push(group.span_open().byte_range().end);
            }
            collect(group.stream(), places);
        }
        before = [before[1].take(), before[2].take(), Some(token)];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_are_found_wherever_they_stand() {
        let check = |expected: &str| {
            let code = expected.replace('@', "");
            let mut marked = code.clone();
            for at in debug_prints(code.parse().unwrap()).into_iter().rev() {
                marked.insert(at, '@');
            }
            assert_eq!(marked, expected);
        };
        check("let a = dbg!(@1 + dbg![@2]);");
        check("fn f() { println!(\"{}\", dbg!(@é)) }");
        check("dbg!(@)");
        check("std::dbg!(1); dbg(1); dbg_all!(1); \"dbg!(1)\"");
    }
}
