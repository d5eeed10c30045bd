//! What evcxr and the relay tell of a cell, as an outcome.

use std::any::Any;
use std::collections::HashMap;
use std::ops::Range;

use engine_protocol::{Diagnostic, MimeBundle, Outcome, Span};
use evcxr::{CompilationError, Error, EvalOutputs};
use serde_json::Value;

use super::Session;
use crate::cell::Cell;
use crate::cell::edit::location_of;
use crate::diagnose::{diagnostics, plain_text};
use crate::output::Record;
use crate::panics;
use crate::variables::MOVED;

impl Session {
    /// How a cell ended; `source` is what evcxr compiled for it.
    pub(super) fn outcome(
        &mut self,
        result: Result<EvalOutputs, Error>,
        record: Record,
        cell: &Cell,
        number: u32,
        source: &str,
    ) -> Outcome {
        let reason = match &result {
            Err(Error::SubprocessTerminated(_)) if self.interrupter.is_interrupted() => {
                format!("cell [{number}] did not heed an interrupt, so its process was ended")
            }
            Err(Error::SubprocessTerminated(_)) => {
                format!("cell [{number}] ended the process that held it")
            }
            _ if record.panicked => format!("{MOVED} in cell [{number}], which panicked"),
            _ => format!("{MOVED} in cell [{number}]"),
        };
        let lost =
            self.variables.update(self.context.variables_and_types(), &reason, &record.redefined);
        match result {
            Ok(_) if record.panicked => {
                let location =
                    record.panic.as_ref().and_then(|panic| panics::locate(panic, source, cell));
                let message = record.panic.map(|panic| panic.message);
                let message = message.unwrap_or_else(|| "the cell panicked".into());
                Outcome::Panicked { message, location, lost }
            }
            Ok(_) if record.left_early => {
                let message = record.error.unwrap_or_else(|| "`?` met an error".into());
                failure("Error", &message)
            }
            Ok(outputs) => {
                let result = record.result.or_else(|| bundle(outputs.content_by_mime_type));
                Outcome::Ok { result }
            }
            Err(Error::CompilationErrors(errors)) => self.compile_errors(&errors, cell),
            Err(Error::SubprocessTerminated(text)) => {
                Outcome::Died { reason: record.death.unwrap_or(text), lost }
            }
            Err(error) => Outcome::CompileErrors { errors: vec![message(&error, cell)] },
        }
    }

    fn compile_errors(&self, errors: &[CompilationError], cell: &Cell) -> Outcome {
        // evcxr reports a command that fails as an error that no compiler told of, at its line.
        let place = |error: &CompilationError| {
            error.json.is_null().then(|| error.spanned_messages().first()?.span)?
        };
        let command = errors.first().and_then(|error| {
            let line = place(error)?.start_line;
            let command = cell.commands.iter().find(|command| command.line == line)?;
            Some((command, error.message()))
        });
        match command {
            Some((command, message)) if command.name == "dep" => {
                failure("DependencyError", &message)
            }
            Some((_, message)) => failure("CommandError", &message),
            None => Outcome::CompileErrors { errors: diagnostics(errors, cell, &self.variables) },
        }
    }
}

pub(super) fn failure(name: &str, message: &str) -> Outcome {
    Outcome::Failed { name: name.to_owned(), message: message.trim_end().to_owned() }
}

/// A panic of evcxr or of the rust-analyzer within.
pub(super) fn engine_failure(panic: &(dyn Any + Send)) -> Outcome {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    failure("EngineError", &format!("the engine panicked: {text}"))
}

fn bundle(content: HashMap<String, String>) -> Option<MimeBundle> {
    let entries = content.into_iter().map(|(mime, text)| (mime, Value::from(text.trim_end())));
    let bundle: MimeBundle = entries.collect();
    (!bundle.is_empty()).then_some(bundle)
}

/// What evcxr itself finds wrong with a cell, for example a variable that cannot be kept.
fn message(error: &Error, cell: &Cell) -> Diagnostic {
    let text = plain_text(error).replace("evcxr", "the kernel");
    let mut lines = text.lines();
    let message = lines.next().unwrap_or_default().to_owned();
    let note = lines.collect::<Vec<_>>().join("\n");
    let span = message.split('`').nth(1).and_then(|name| binding(cell.source.original(), name));
    Diagnostic {
        message,
        spans: span.into_iter().collect(),
        notes: if note.is_empty() { Vec::new() } else { vec![format!("note: {note}")] },
        ..Diagnostic::default()
    }
}

/// A `let` without a pattern, with the span of what stands in its place.
pub(super) fn missing_pattern(cell: &Cell) -> Option<Outcome> {
    let range = cell.missing_pattern.clone()?;
    let code = cell.source.original();
    let error = Diagnostic {
        message: format!("expected pattern, found `{}`", &code[range.clone()]),
        spans: vec![span(code, range)],
        ..Diagnostic::default()
    };
    Some(Outcome::CompileErrors { errors: vec![error] })
}

fn span(code: &str, range: Range<usize>) -> Span {
    Span {
        start: location_of(code, range.start),
        end: location_of(code, range.end),
        label: String::new(),
        primary: true,
    }
}

/// Where the code binds `name` by `let`.
fn binding(code: &str, name: &str) -> Option<Span> {
    let is_part = |char: char| char.is_alphanumeric() || char == '_';
    let start = code.match_indices(name).map(|(start, _)| start).find(|start| {
        let before = code[..*start].trim_end();
        let after = code[start + name.len()..].chars().next();
        (before.ends_with("let") || before.ends_with("let mut")) && !after.is_some_and(is_part)
    })?;
    Some(span(code, start..start + name.len()))
}

#[cfg(test)]
mod tests {
    use engine_protocol::Location;

    use super::*;

    #[test]
    fn what_evcxr_finds_stands_at_the_binding() {
        let cell = Cell::new("let fx = 1;\nlet mut f = |x| x;");
        let text = "The variable `f` is a closure, which cannot be persisted.\nUse evcxr so.";
        let diagnostic = message(&Error::Message(text.into()), &cell);
        assert_eq!(diagnostic.message, "The variable `f` is a closure, which cannot be persisted.");
        assert_eq!(diagnostic.notes, ["note: Use the kernel so."]);
        assert_eq!(diagnostic.spans[0].start, Location { line: 2, column: 9 });
        assert_eq!(diagnostic.spans[0].end, Location { line: 2, column: 10 });
    }
}
