//! Notices that a cell wants data frames, which sessions have only once they are used: polars takes
//! minutes to build, and makes each cell that links it slower to compile.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The crate of data frames as cells write it.
pub const CRATE: &str = "array_frames";

/// What brings the first frame into a session: functions and types that need no frame beforehand.
const NAMES: [&str; 13] = [
    CRATE,
    "polars",
    "DataFrame",
    "Series",
    "to_df",
    "columns_to_df",
    "from_df",
    "read_csv",
    "read_csv_with",
    "read_ipc",
    "read_json",
    "read_parquet",
    "scan_csv",
];
/// The same for macros, whose names are variables' names elsewhere.
const MACROS: [&str; 1] = ["df"];
/// What stands before a name that a cell gives to something of its own.
const DEFINING: [&str; 8] = ["fn", "struct", "enum", "union", "type", "trait", "mod", "let"];
/// How deep brackets are looked into; code that nests deeper names frames higher up.
const DEEPEST: usize = 100;

/// Whether code mentions data frames. Text and comments do not count, nor methods, nor names for
/// which the session has something of its own.
#[must_use]
pub fn are_mentioned(code: &str, is_own: impl Fn(&str) -> bool) -> bool {
    // Most code has none of the words, and to read it takes longer.
    if !NAMES.iter().chain(&MACROS).any(|name| code.contains(name)) {
        return false;
    }
    let Ok(tokens) = code.parse::<TokenStream>() else { return false };
    let mut mentioned = Vec::new();
    let mut defined = Vec::new();
    collect(tokens, DEEPEST, &mut mentioned, &mut defined);
    mentioned.iter().any(|name| !defined.contains(name) && !is_own(name))
}

/// Whether a type, by its full name, is one of frames.
#[must_use]
pub fn has_type(type_name: &str) -> bool {
    [CRATE, "polars"].iter().any(|name| type_name.contains(name))
}

/// Gathers the names that mean frames, and those among them that the code itself defines.
fn collect(
    tokens: TokenStream,
    depth: usize,
    mentioned: &mut Vec<String>,
    defined: &mut Vec<String>,
) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if depth > 0 => {
                collect(group.stream(), depth - 1, mentioned, defined);
            }
            TokenTree::Ident(name) => {
                let name = name.to_string();
                // A variable may have a macro's name: `let df = df!(..)`.
                let is_macro = MACROS.contains(&name.as_str());
                if !is_macro && !NAMES.contains(&name.as_str()) {
                    continue;
                }
                match before(&tokens[..i]) {
                    Before::MacroRules => defined.push(name),
                    Before::Definition if !is_macro => defined.push(name),
                    Before::Other if !is_macro || is_called(&tokens[i + 1..]) => {
                        mentioned.push(name);
                    }
                    Before::Definition | Before::Other | Before::Dot => {}
                }
            }
            _ => {}
        }
    }
}

/// What stands before a name.
enum Before {
    MacroRules,
    Definition,
    Dot,
    Other,
}

fn before(tokens: &[TokenTree]) -> Before {
    match tokens {
        [.., TokenTree::Ident(word)] if DEFINING.iter().any(|known| word == known) => {
            Before::Definition
        }
        [.., TokenTree::Ident(word), TokenTree::Punct(mark)]
            if word == "macro_rules" && mark.as_char() == '!' =>
        {
            Before::MacroRules
        }
        [.., TokenTree::Punct(first), TokenTree::Punct(second)]
            if first.as_char() == '.' && second.as_char() == '.' =>
        {
            Before::Other
        }
        [.., TokenTree::Punct(mark)] if mark.as_char() == '.' => Before::Dot,
        _ => Before::Other,
    }
}

/// Whether what follows a name calls it as a macro.
fn is_called(after: &[TokenTree]) -> bool {
    matches!(after, [TokenTree::Punct(mark), TokenTree::Group(group), ..]
        if mark.as_char() == '!' && group.delimiter() != Delimiter::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRELUDE: &str = include_str!("../../../array-core/frames/src/prelude.rs");

    fn wants(code: &str) -> bool {
        are_mentioned(code, |_| false)
    }

    #[test]
    fn mentions_are_names_not_text() {
        for code in [
            "let d = to_df(&a, [\"x\"])?;",
            "{ f(array_frames::x) }",
            "fn ages(d: &DataFrame) {}",
            "let t = df!(\"x\" => [1])?;",
            "let df = df!(\"x\" => [1])?; df",
            "for x in ..read_csv(p) {}",
        ] {
            assert!(wants(code), "{code}");
        }
        for code in [
            "let a = \"DataFrame\"; // to_df",
            "todo_to_df()",
            "let a = (;",
            "let df = a.diff(); df != b",
            "client.read_json()",
        ] {
            assert!(!wants(code), "{code}");
        }
    }

    #[test]
    fn what_the_session_defines_is_not_of_frames() {
        assert!(!wants("fn read_json(s: &str) {}\nread_json(\"x\")"));
        assert!(!wants("macro_rules! df { () => { 1 } }\ndf!()"));
        assert!(!are_mentioned("read_json(\"x\")", |name| name == "read_json"));
        assert!(wants("fn f(s: &str) { read_json(s); }"));
    }

    #[test]
    fn deep_code_is_looked_into_as_far_as_the_stack_is_safe() {
        let nested = |depth: usize| format!("{}to_df{}", "(".repeat(depth), ")".repeat(depth));
        assert!(wants(&nested(50)));
        assert!(!wants(&nested(10_000)));
    }

    /// The lists here and what cells see are kept together by this.
    #[test]
    fn the_names_are_those_of_the_prelude() {
        let words: Vec<&str> = PRELUDE.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        for name in NAMES.iter().chain(&MACROS).filter(|name| **name != CRATE) {
            assert!(words.contains(name), "{name} is not in the prelude");
        }
        let brings_frames = |word: &&str| {
            word.starts_with("read_") || word.starts_with("scan_") || word.ends_with("_df")
        };
        for word in words.into_iter().filter(brings_frames) {
            assert!(NAMES.contains(&word), "{word} is not known to bring frames");
        }
    }
}
