//! Turns evcxr's compilation errors into diagnostics about the cell as the user wrote it.

use engine_protocol::{Diagnostic, Level, Location, Span};
use evcxr::CompilationError;
use serde_json::Value;

use crate::cell::Cell;
use crate::prelude;
use crate::variables::{MOVED, Variables};

/// The errors that stopped a cell, each once.
pub(crate) fn diagnostics(
    errors: &[CompilationError],
    cell: &Cell,
    variables: &Variables,
) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for error in errors.iter().filter(|error| error.level() != "warning") {
        let diagnostic = diagnostic(error, cell, variables);
        if !diagnostics.contains(&diagnostic) {
            diagnostics.push(diagnostic);
        }
    }
    // Errors without a place in the cell follow from the others.
    if diagnostics.iter().any(|diagnostic| !diagnostic.spans.is_empty()) {
        diagnostics.retain(|diagnostic| !diagnostic.spans.is_empty());
    }
    diagnostics
}

fn diagnostic(error: &CompilationError, cell: &Cell, variables: &Variables) -> Diagnostic {
    let fallback_label = format!("{}: {}", error.level(), error.message());
    let mut spans: Vec<Span> = Vec::new();
    for message in error.spanned_messages() {
        let Some(span) = &message.span else { continue };
        let place = |line, column| cell.source.original_location(Location { line, column });
        let label = if message.label == fallback_label { "" } else { &message.label };
        let span = Span {
            start: place(span.start_line, span.start_column),
            end: place(span.end_line, span.end_column),
            label: if prelude::is_internal(label) { String::new() } else { label.to_owned() },
            primary: message.is_primary,
        };
        if !spans.contains(&span) {
            spans.push(span);
        }
    }
    spans.sort_by_key(|span| !span.primary);
    let mut notes = notes(&error.json);
    notes.extend(own_note(error, variables));
    Diagnostic {
        level: Level::Error,
        code: error.code().map(str::to_owned),
        message: error.message(),
        spans,
        notes,
    }
}

/// How evcxr starts the text of a failure of cargo itself, which it follows by all that cargo wrote.
const CARGO_FAILED: &str = "Compilation failed, but no parsable errors were found. STDERR:";

/// What an error of evcxr's says, without what cargo wrote besides its errors.
pub(crate) fn plain_text(error: &evcxr::Error) -> String {
    let text = error.to_string();
    let Some(output) = text.strip_prefix(CARGO_FAILED) else { return text };
    let output = output.split("\nSTDOUT:").next().unwrap_or(output);
    let errors: Vec<_> = output.lines().skip_while(|line| !line.starts_with("error")).collect();
    if errors.is_empty() {
        return "cargo was ended before it had compiled the cell".to_owned();
    }
    errors.join("\n").trim_end().to_owned()
}

/// The compiler's notes and helps, those apart that are about generated code.
fn notes(json: &Value) -> Vec<String> {
    let children = json["children"].as_array().map(Vec::as_slice).unwrap_or_default();
    let notes = children.iter().filter_map(|child| {
        let message = child["message"].as_str()?;
        let suggestion = suggestion(child);
        let text = match &suggestion {
            Some(replacement) => format!("{message}: `{replacement}`"),
            None => message.to_owned(),
        };
        let about_macros = message.contains("-Z macro-backtrace");
        let hidden = about_macros || prelude::is_internal(&text);
        (!hidden).then(|| format!("{}: {text}", child["level"].as_str().unwrap_or("note")))
    });
    notes.collect()
}

/// What the compiler suggests to write, if that is one piece on one line.
fn suggestion(child: &Value) -> Option<String> {
    let [span] = child["spans"].as_array()?.as_slice() else { return None };
    let replacement = span["suggested_replacement"].as_str()?.trim();
    (!replacement.is_empty() && !replacement.contains('\n')).then(|| replacement.to_owned())
}

/// What only someone who knows the session can say.
fn own_note(error: &CompilationError, variables: &Variables) -> Option<String> {
    match error.code()? {
        "E0425" => {
            let message = error.message();
            let name = message.split('`').nth(1)?;
            let reason = variables.why_gone(name)?;
            let was_moved = reason.starts_with(MOVED);
            let advice = if was_moved { "; `&` before it there would keep it" } else { "" };
            Some(format!("note: `{name}` is gone: {reason}{advice}"))
        }
        "E0384" | "E0596" => {
            Some("help: a variable of an earlier cell becomes mutable by `let mut x = x;`".into())
        }
        "E0597" | "E0716" => Some(
            "note: a variable outlives its cell, so it cannot hold a reference to what does not"
                .into(),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_cargo_wrote_its_errors_are_kept() {
        let text = |stderr: &str| {
            plain_text(&evcxr::Error::Message(format!("{CARGO_FAILED}\n{stderr}\nSTDOUT:{{}}\n\n")))
        };
        let stderr = "warning: w\n   Compiling a\nerror: failed to run `build`\n  why\n";
        assert_eq!(text(stderr), "error: failed to run `build`\n  why");
        assert!(text("   Compiling a\n").contains("was ended"));
        assert_eq!(plain_text(&evcxr::Error::Message("else".into())), "else");
    }

    #[test]
    fn notes_keep_what_the_user_can_act_on() {
        let json = serde_json::json!({ "children": [
            { "level": "help", "message": "consider borrowing", "spans": [
                { "suggested_replacement": "&" } ] },
            { "level": "help", "message": "consider cloning", "spans": [
                { "suggested_replacement": "a\nb" } ] },
            { "level": "note", "message": "required by `array_kernel_cell::attempt`", "spans": [] },
            { "level": "note", "message": "in a macro (run with -Z macro-backtrace)", "spans": [] },
            { "level": "note", "message": "move occurs", "spans": [] },
        ] });
        assert_eq!(
            notes(&json),
            ["help: consider borrowing: `&`", "help: consider cloning", "note: move occurs"]
        );
    }
}
