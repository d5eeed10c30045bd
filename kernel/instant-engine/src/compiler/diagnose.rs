//! rustc's messages, led back to the cells they are about.

use std::collections::BTreeMap;

use engine_protocol::{Diagnostic, Level, Location, Span};
use serde::Deserialize;

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
        self.file_name.ends_with("cell.rs")
    }
}

/// Where in the session's cells a message is.
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

    /// The origins of the places that the message names, each with whether it is the primary one.
    pub(crate) fn origins<'a>(
        &'a self,
        map: &'a SourceMap,
    ) -> impl Iterator<Item = (&'a Origin, bool)> {
        let places = self.spans.iter().map(|raw| (raw.in_source(), raw.is_primary));
        let own = places.filter(|(span, _)| span.is_own());
        own.filter_map(|(span, primary)| Some((map.origin(span.byte_start)?.0, primary)))
    }
}

/// Leads messages back to cells: errors only, each once, those about cell `number` first. A message
/// about generated text alone is kept only when nothing else explains the failure.
pub(crate) fn place(
    messages: &[CompilerMessage],
    map: &SourceMap,
    sources: &BTreeMap<u32, String>,
    number: u32,
) -> Vec<Diagnostic> {
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
    placed.into_iter().map(|found| found.diagnostic).collect()
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

/// The place of a panic, given as rustc's file, line and column.
pub(crate) fn panic_place(
    map: &SourceMap,
    sources: &BTreeMap<u32, String>,
    file: &str,
    line: usize,
    column: usize,
) -> Option<(u32, Location)> {
    if !file.ends_with("cell.rs") {
        return None;
    }
    let (cell, at) = map.in_cell(map.offset(line, column)?)?;
    Some((cell, position(sources.get(&cell)?, at)))
}
