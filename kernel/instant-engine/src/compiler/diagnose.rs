//! rustc's messages, led back to the cells they are about.

use std::collections::BTreeMap;

use engine_protocol::{Diagnostic, Level, Location, Span};
use engine_support::Panic;
use serde::Deserialize;

use super::source_map::{Origin, SourceMap, position};
use super::waiting::SOURCE;

/// A message as rustc writes it with `--error-format=json`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct CompilerMessage {
    message: String,
    code: Option<Code>,
    level: String,
    spans: Vec<RawSpan>,
    children: Vec<CompilerMessage>,
}

#[derive(Clone, Debug, Deserialize)]
struct Code {
    code: String,
}

#[derive(Clone, Debug, Deserialize)]
struct RawSpan {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    is_primary: bool,
    label: Option<String>,
    suggested_replacement: Option<String>,
    expansion: Option<Box<Expansion>>,
}

#[derive(Clone, Debug, Deserialize)]
struct Expansion {
    span: RawSpan,
}

impl RawSpan {
    /// The place in the crate's own source: for code that a macro made, the macro's use.
    fn in_source(&self) -> &Self {
        match &self.expansion {
            Some(expansion) if !self.is_own() || self.label.is_none() => expansion.span.in_source(),
            _ => self,
        }
    }

    fn is_own(&self) -> bool {
        self.file_name == SOURCE
    }
}

/// Where in the session's cells a message is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) cell: u32,
    pub(crate) diagnostic: Diagnostic,
}

impl CompilerMessage {
    /// Reads one line of rustc's output.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }

    pub(crate) fn is_error(&self) -> bool {
        self.level.starts_with("error")
    }

    /// rustc's code, `E0382`.
    pub(crate) fn code(&self) -> &str {
        self.code.as_ref().map_or("", |code| &code.code)
    }

    /// Where in its file each primary place of the message begins.
    pub(super) fn primary_bytes(&self) -> impl Iterator<Item = usize> {
        self.spans.iter().filter(|span| span.is_primary).map(|span| span.byte_start)
    }

    /// What the message quotes first.
    pub(crate) fn quoted(&self) -> Option<&str> {
        self.message.split('`').nth(1)
    }

    /// Whether an error that `?` met is not of the kind that a cell can tell.
    pub(crate) fn is_about_failure(&self) -> bool {
        self.code() == "E0277" && self.message.starts_with("`?` couldn't convert the error")
    }

    /// The place of a `?` of the cell itself that an `Option` meets.
    pub(crate) fn tries_option(&self) -> Option<usize> {
        let is_such =
            self.message.starts_with("the `?` operator can only be used on `Result`s, not");
        let of_cell = |span: &&RawSpan| {
            let label = span.label.as_deref().unwrap_or_default();
            span.is_primary && ["CellError>`", "__Failure>`"].iter().any(|end| label.ends_with(end))
        };
        let span = self.spans.iter().find(of_cell).filter(|_| is_such)?.in_source();
        span.is_own().then_some(span.byte_start)
    }

    /// Whether a bracket is not closed, or closes nothing.
    pub(crate) fn is_about_brackets(&self) -> bool {
        [
            "mismatched closing delimiter",
            "unexpected closing delimiter",
            "this file contains an unclosed",
        ]
        .iter()
        .any(|start| self.message.starts_with(start))
    }

    /// The places that the message names, as bytes of the crate's source, each with whether it is the
    /// primary one.
    fn places(&self) -> impl Iterator<Item = (usize, bool)> {
        let places = self.spans.iter().map(|raw| (raw.in_source(), raw.is_primary));
        let own = places.filter(|(span, _)| span.is_own());
        own.map(|(span, primary)| (span.byte_start, primary))
    }

    /// The origins of these places.
    pub(crate) fn origins<'a>(
        &'a self,
        map: &'a SourceMap,
    ) -> impl Iterator<Item = (&'a Origin, bool)> {
        self.places().filter_map(|(at, primary)| Some((map.origin(at)?.0, primary)))
    }

    /// The imports at these places: cell and path.
    pub(crate) fn imports<'a>(
        &'a self,
        map: &'a SourceMap,
    ) -> impl Iterator<Item = ((u32, &'a str), bool)> {
        self.places().filter_map(|(at, primary)| Some((map.import(at)?, primary)))
    }

    /// The origins of the places that its notes name.
    pub(crate) fn noted<'a>(&'a self, map: &'a SourceMap) -> impl Iterator<Item = &'a Origin> {
        let notes = self.children.iter().flat_map(|note| note.origins(map));
        notes.map(|(origin, _)| origin)
    }
}

/// Leads messages back to cells: errors only, each once, those about cell `number` first. A message
/// about generated text alone is kept only when nothing else explains the failure.
pub(crate) fn place(
    messages: &[CompilerMessage],
    map: &SourceMap,
    sources: &BTreeMap<u32, String>,
    number: u32,
) -> Vec<Placed> {
    let errors =
        messages.iter().filter(|message| message.is_error() && !is_summary(&message.message));
    let mut placed: Vec<Placed> = Vec::new();
    for message in errors {
        let found = locate(message, map, sources, number);
        if !placed.iter().any(|earlier| earlier.diagnostic == found.diagnostic) {
            placed.push(found);
        }
    }
    if placed.iter().any(|found| !found.diagnostic.spans.is_empty()) {
        placed.retain(|found| !found.diagnostic.spans.is_empty());
    }
    placed.sort_by_key(|found| found.cell != number);
    placed
}

fn is_summary(message: &str) -> bool {
    message.starts_with("aborting due to") || message.starts_with("For more information")
}

fn locate(
    message: &CompilerMessage,
    map: &SourceMap,
    sources: &BTreeMap<u32, String>,
    number: u32,
) -> Placed {
    let mut cell = number;
    let mut spans = Vec::new();
    for raw in &message.spans {
        let span = raw.in_source();
        let Some((owner, start)) = span.is_own().then(|| map.in_cell(span.byte_start)).flatten()
        else {
            continue;
        };
        let end = map
            .in_cell(span.byte_end)
            .filter(|(other, _)| *other == owner)
            .map_or(start, |(_, end)| end);
        if raw.is_primary {
            cell = owner;
        }
        spans.push((
            owner,
            start,
            end.max(start),
            raw.label.clone().unwrap_or_default(),
            raw.is_primary,
        ));
    }
    if spans.is_empty() {
        // What follows a cell's text is generated: the text ends too early.
        let own = message.spans.iter().map(RawSpan::in_source).find(|span| span.is_own());
        let before = own.and_then(|span| map.before(span.byte_start));
        let before = before.filter(|(owner, _)| *owner == number && message.code.is_none());
        spans.extend(before.map(|(owner, end)| (owner, end, end, String::new(), true)));
    }
    spans.sort_by_key(|(_, _, _, _, primary)| !primary);
    let in_that_cell = spans.into_iter().filter(|(owner, ..)| *owner == cell);
    let source = sources.get(&cell).map_or("", String::as_str);
    let spans = in_that_cell.map(|(_, start, end, label, primary)| Span {
        start: position(source, start),
        end: position(source, end),
        label,
        primary,
    });
    let mut notes: Vec<String> = message.children.iter().filter_map(note).collect();
    if cell != number {
        notes.insert(0, format!("note: this stands in cell [{cell}]"));
    }
    let diagnostic = Diagnostic {
        level: Level::Error,
        code: message.code.as_ref().map(|code| code.code.clone()),
        message: message.message.clone(),
        spans: spans.collect(),
        notes,
    };
    Placed { cell, diagnostic }
}

/// A note or help, with what it proposes to write.
fn note(child: &CompilerMessage) -> Option<String> {
    let about_elsewhere = child.spans.iter().any(|span| !span.in_source().is_own());
    if child.message.is_empty() || (about_elsewhere && child.level == "note") {
        return None;
    }
    let proposal = child.spans.iter().find_map(|span| span.suggested_replacement.as_deref());
    let proposal = proposal.map(str::trim).filter(|text| !text.is_empty() && !text.contains('\n'));
    let proposal = proposal.map(|text| format!(": `{text}`")).unwrap_or_default();
    Some(format!("{}: {}{proposal}", child.level, child.message))
}

/// The place of a panic: cell, line and column.
pub(crate) fn panic_place(
    map: &SourceMap,
    sources: &BTreeMap<u32, String>,
    panic: &Panic,
) -> Option<(u32, Location)> {
    if panic.file != SOURCE {
        return None;
    }
    let (cell, at) = map.in_cell(map.offset(panic.line, panic.column)?)?;
    Some((cell, position(sources.get(&cell)?, at)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A crate with a function of cell 1 and the statements of cell 2.
    fn example() -> (SourceMap, BTreeMap<u32, String>) {
        let sources =
            BTreeMap::from([(1, "fn f() { é }".to_owned()), (2, "let a = b;\nf(c)?".to_owned())]);
        let mut map = SourceMap::default();
        map.add("use prelude::*;\n");
        map.add_cell(1, &sources[&1], 0..sources[&1].len(), &[]);
        map.add("\nfn cell() {\n");
        map.add_cell(2, &sources[&2], 0..sources[&2].len(), &[]);
        map.add("\n}\n");
        (map, sources)
    }

    /// A span of the crate that covers a text.
    fn span(map: &SourceMap, text: &str, label: &str, is_primary: bool) -> Value {
        let start = map.text().find(text).unwrap();
        json!({
            "file_name": SOURCE, "byte_start": start, "byte_end": start + text.len(),
            "is_primary": is_primary, "label": label,
        })
    }

    fn message(
        text: &str,
        code: Option<&str>,
        spans: &[Value],
        children: &[Value],
    ) -> CompilerMessage {
        let code = code.map(|code| json!({ "code": code }));
        let message = json!({
            "message": text, "code": code, "level": "error", "spans": spans, "children": children,
        });
        CompilerMessage::parse(&message.to_string()).unwrap()
    }

    /// The places of errors, as cell, line, column, and the notes about them.
    fn placed(messages: &[CompilerMessage]) -> Vec<String> {
        let (map, sources) = example();
        let found = place(messages, &map, &sources, 2).into_iter().map(|found| {
            let spans = found.diagnostic.spans.iter();
            let spans =
                spans.map(|at| format!(" {}:{} {}", at.start.line, at.start.column, at.label));
            let notes = found.diagnostic.notes.iter().map(|note| format!("; {note}"));
            spans.chain(notes).fold(format!("[{}]", found.cell), |text, part| text + &part)
        });
        found.collect()
    }

    #[test]
    fn messages_are_led_to_their_cells_the_own_first() {
        let (map, _) = example();
        let earlier = message("no é", Some("E0425"), &[span(&map, "é", "here", true)], &[]);
        let own = message("no c", Some("E0425"), &[span(&map, "c)", "there", true)], &[]);
        let expected = ["[2] 2:3 there", "[1] 1:10 here; note: this stands in cell [1]"];
        assert_eq!(placed(&[earlier, own.clone(), own]), expected);
    }

    #[test]
    fn the_primary_place_comes_first_and_decides() {
        let (map, _) = example();
        let spans = [span(&map, "f(c)", "used", false), span(&map, "b;", "moved", true)];
        assert_eq!(placed(&[message("m", None, &spans, &[])]), ["[2] 1:9 moved 2:1 used"]);
    }

    #[test]
    fn generated_text_and_other_files_have_no_place() {
        let (map, _) = example();
        let generated = message("g", Some("E1"), &[span(&map, "prelude", "", true)], &[]);
        assert_eq!(placed(std::slice::from_ref(&generated)), ["[2]"]);
        let mut elsewhere = span(&map, "b;", "", true);
        elsewhere["file_name"] = "/rustc/library/core/src/cell.rs".into();
        assert_eq!(placed(&[message("e", Some("E1"), &[elsewhere], &[])]), ["[2]"]);
        // Beside an error with a place, it explains nothing.
        let own = message("own", None, &[span(&map, "b;", "", true)], &[]);
        assert_eq!(placed(&[generated, own]), ["[2] 1:9 "]);
    }

    #[test]
    fn what_a_macro_made_is_where_the_macro_is_used() {
        let (map, _) = example();
        let mut made = span(&map, "b;", "in the macro", true);
        made["file_name"] = "/rustc/library/alloc/src/macros.rs".into();
        made["expansion"] = json!({ "span": span(&map, "f(c)", "", true) });
        assert_eq!(placed(&[message("m", None, &[made], &[])]), ["[2] 2:1 in the macro"]);
    }

    #[test]
    fn advice_has_what_to_write() {
        let (map, _) = example();
        let mut proposal = span(&map, "b;", "", true);
        proposal["suggested_replacement"] = "&b".into();
        let help = json!({
            "message": "consider borrowing", "code": null, "level": "help",
            "spans": [proposal], "children": [],
        });
        let error = message("m", None, &[span(&map, "b;", "", true)], &[help]);
        assert_eq!(
            placed(std::slice::from_ref(&error)),
            ["[2] 1:9 ; help: consider borrowing: `&b`"]
        );
        assert_eq!(error.primary_bytes().count(), 1);
    }

    #[test]
    fn a_missing_value_is_told_by_what_the_cell_returns() {
        let (map, _) = example();
        let text = "the `?` operator can only be used on `Result`s, not `Option`s, in a closure";
        let check = |text: &str, label: &str, expected: Option<u32>| {
            let error = message(text, Some("E0277"), &[span(&map, "?", label, true)], &[]);
            let cell = error.tries_option().and_then(|at| map.in_cell(at));
            assert_eq!(cell.map(|(cell, _)| cell), expected, "{text}: {label}");
        };
        check(text, "an error compatible with `Result<(), CellError>`", Some(2));
        check(text, "an error compatible with `Result<(), __Failure>`", Some(2));
        check(text, "an error compatible with `Result<i32, String>`", None);
        check("another error", "compatible with `Result<(), CellError>`", None);
    }

    #[test]
    fn panics_of_other_files_have_no_place() {
        let (map, sources) = example();
        let check = |file: &str, line, column, expected| {
            let panic = Panic { message: "p".into(), file: file.into(), line, column };
            let place = panic_place(&map, &sources, &panic);
            assert_eq!(place.map(|(cell, at)| (cell, at.line, at.column)), expected);
        };
        check(SOURCE, 2, 10, Some((1, 1, 10)));
        check(SOURCE, 5, 3, Some((2, 2, 3)));
        check(SOURCE, 1, 1, None);
        check("library/core/src/cell.rs", 5, 3, None);
    }
}
