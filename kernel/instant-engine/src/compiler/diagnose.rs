//! rustc's messages, led back to the cells they are about.

use std::collections::BTreeMap;

use engine_protocol::{Diagnostic, Level, Location, Span};
use engine_support::Panic;
use serde::Deserialize;

use super::rustc::SOURCE;
use super::source_map::{Origin, SourceMap, position};

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

    /// What rustc suggests to write.
    pub(super) fn suggestions(&self) -> impl Iterator<Item = &str> {
        let spans = self.children.iter().flat_map(|child| &child.spans);
        spans.filter_map(|span| span.suggested_replacement.as_deref())
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
