//! Cells that ask what a name means: `zeros?`, `?zeros`, `%timeit?`.

/// The name that a cell asks about, if that is all it does. `name?` may be Rust as well: whoever
/// knows nothing of the name runs the cell.
pub(crate) fn asked(code: &str) -> Option<&str> {
    let code = code.trim();
    let name = code.strip_suffix('?').or_else(|| code.strip_prefix('?'))?.trim();
    let command = name.trim_start_matches(['%', ':']);
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with(|c: char| c.is_ascii_digit())
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    command.split("::").flat_map(|path| path.split('.')).all(is_part).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_question_mark_are_a_question() {
        let check = |code: &str, name: Option<&str>| assert_eq!(asked(code), name, "{code}");
        check("zeros?", Some("zeros"));
        check(" ?Array::reshape\n", Some("Array::reshape"));
        check("%%timeit?", Some("%%timeit"));
        check("a.sum?", Some("a.sum"));
        for code in ["f()?", "a + b?", "?", "a", "\"a\"?", "a\nb?", "1?", "let a = b?"] {
            check(code, None);
        }
    }
}
