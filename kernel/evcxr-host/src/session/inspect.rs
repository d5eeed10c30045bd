//! Completion, documentation and the list of variables, from the rust-analyzer in evcxr.

use engine_protocol::{CompletionItem, Completions, Documentation, Variable};

use super::Session;
use crate::cell::Cell;
use crate::prelude;

/// What evcxr says of a place that has no documentation.
const NOTHING: &str = "No documentation found";

impl Session {
    /// What could stand at the cursor.
    pub(crate) fn complete(&mut self, code: &str, cursor: usize) -> Completions {
        let cell = Cell::new(code);
        let none = Completions { start: cursor, end: cursor, items: Vec::new() };
        let Ok(found) = self.context.completions(cell.source.original(), cursor) else {
            return none;
        };
        let (start, end) = (found.start_offset, found.end_offset);
        let items = found.completions.into_iter().filter(|item| !prelude::is_internal(&item.code));
        let items = items.map(|item| CompletionItem {
            // In the spelling that the cell uses.
            text: match item.code.strip_prefix(':') {
                Some(name) if code[start..].trim_start().starts_with('%') => format!("%{name}"),
                _ => without_arguments(&item.code).to_owned(),
            },
            kind: item.kind.to_owned(),
            signature: (!item.label.is_empty()).then_some(item.label),
        });
        Completions { start, end, items: items.collect() }
    }

    /// What is known of the name at the cursor.
    pub(crate) fn inspect(&mut self, code: &str, cursor: usize) -> Option<Documentation> {
        let cell = Cell::new(code);
        let code = cell.source.original();
        let position = end_of_name(code, cursor);
        let (text, html) = self.context.hover_at(code, position).ok()?;
        (text != NOTHING).then_some(Documentation { text, markdown: html })
    }

    /// All variables.
    pub(crate) fn variables(&self) -> Vec<Variable> {
        self.variables.list()
    }
}

/// A call without the names that rust-analyzer gives its arguments, which the user would have to
/// delete first.
fn without_arguments(code: &str) -> &str {
    match code.split_once('(') {
        Some((name, _)) if !name.ends_with('!') && code.ends_with(')') => name,
        _ => code,
    }
}

/// The end of the name that `offset` is in.
fn end_of_name(code: &str, offset: usize) -> usize {
    let rest = &code[offset..];
    let end = rest.find(|char: char| !char.is_alphanumeric() && char != '_');
    offset + end.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_inserted_without_arguments() {
        assert_eq!(without_arguments("arange(n)"), "arange");
        assert_eq!(without_arguments("println!()"), "println!()");
        assert_eq!(without_arguments("Vec"), "Vec");
    }

    #[test]
    fn a_name_ends_where_it_ends() {
        assert_eq!(end_of_name("zéros(3)", 1), 6);
        assert_eq!(end_of_name("zeros(3)", 5), 5);
        assert_eq!(end_of_name("a", 1), 1);
    }
}
