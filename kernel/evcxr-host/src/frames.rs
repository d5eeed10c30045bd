//! Notices that a cell wants data frames, which sessions have only once they are used.

use proc_macro2::{TokenStream, TokenTree};

/// The crate's name as cells write it.
const CRATE: &str = "array_frames";
/// Names by which a cell that has not imported the crate means it.
const NAMES: [&str; 7] =
    [CRATE, "DataFrame", "Series", "to_df", "from_df", "read_csv", "write_csv"];

/// The statement that makes the crate known to array-core's display.
pub(crate) const START: &str = "array_frames::register();";
/// What cells see of the crate.
pub(crate) const ITEMS: &str = "use array_frames::prelude::*;";

/// Adds the crate to a session.
pub(crate) fn dependency(runtime: &std::path::Path) -> String {
    format!(":dep array-frames = {{ path = {:?} }}", runtime.join("src/array-core/frames"))
}

/// Whether code mentions data frames; text and comments do not count.
pub(crate) fn are_mentioned(code: &str) -> bool {
    code.parse::<TokenStream>().is_ok_and(any)
}

fn any(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => NAMES.iter().any(|known| name == known),
        TokenTree::Group(group) => any(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_names_not_text() {
        assert!(are_mentioned("let d = to_df(&a, [\"x\"])?;"));
        assert!(are_mentioned("{ f(array_frames::x) }"));
        assert!(!are_mentioned("let a = \"DataFrame\"; // to_df"));
        assert!(!are_mentioned("todo_to_df()"));
        assert!(!are_mentioned("let a = (;"));
    }
}
