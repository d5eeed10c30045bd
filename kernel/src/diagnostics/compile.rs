//! Compile errors, in the form that rustc has taught everyone to read.

use engine_protocol::{Diagnostic, Level};

use super::style::Style;
use super::{Failure, Source, snippet};

pub(super) fn explain(errors: &[Diagnostic], source: Source<'_>) -> Failure {
    let mut traceback = Vec::new();
    if errors.is_empty() {
        traceback.push(Style::Error.paint("the cell does not compile"));
    }
    for (index, diagnostic) in errors.iter().enumerate() {
        if index > 0 {
            traceback.push(String::new());
        }
        render(diagnostic, source, &mut traceback);
    }
    Failure::new("CompileError", &summary(errors), traceback)
}

/// The first error, and how many there are besides.
fn summary(errors: &[Diagnostic]) -> String {
    let mut real = errors.iter().filter(|diagnostic| diagnostic.level == Level::Error);
    let Some(first) = real.next().or(errors.first()) else {
        return "the cell does not compile".to_owned();
    };
    let message = first.message.lines().next().unwrap_or_default();
    let code = first.code.as_ref().map_or_else(String::new, |code| format!("[{code}] "));
    match real.count() {
        0 => format!("{code}{message}"),
        1 => format!("{code}{message} (and 1 more error)"),
        more => format!("{code}{message} (and {more} more errors)"),
    }
}

fn render(diagnostic: &Diagnostic, source: Source<'_>, out: &mut Vec<String>) {
    let (word, style) = match diagnostic.level {
        Level::Error => ("error", Style::Error),
        Level::Warning => ("warning", Style::Warning),
    };
    let code = diagnostic.code.as_ref().map_or_else(String::new, |code| format!("[{code}]"));
    let message = Style::Strong.paint(&format!(": {}", diagnostic.message));
    out.push(format!("{}{message}", style.paint(&format!("{word}{code}"))));
    out.extend(snippet::render(source, &diagnostic.spans, style));
    for note in &diagnostic.notes {
        let mut lines = note.lines();
        let first = lines.next().unwrap_or_default();
        let (word, text) = match first.split_once(": ") {
            Some((word @ ("help" | "note"), text)) => (word, text),
            _ => ("note", first),
        };
        out.push(format!("  {} {}: {text}", Style::Guide.paint("="), Style::Note.paint(word)));
        out.extend(lines.map(|line| format!("    {line}").trim_end().to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use engine_protocol::{Location, Span};
    use expect_test::{Expect, expect};

    use super::super::style::readable;
    use super::*;

    fn check(errors: &[Diagnostic], code: &str, expected: Expect) {
        let failure = explain(errors, Source { cell: 3, code });
        assert_eq!(failure.name, "CompileError");
        expected.assert_eq(&format!("{}\n---\n{}", failure.value, readable(&failure.traceback)));
    }

    fn no_method() -> Diagnostic {
        Diagnostic {
            code: Some("E0599".into()),
            message: "no method named `foo` found for struct `Array<T>`".into(),
            spans: vec![Span {
                start: Location { line: 2, column: 3 },
                end: Location { line: 2, column: 6 },
                label: "method not found in `Array<f64>`".into(),
                primary: true,
            }],
            notes: vec!["help: there is a method `floor`\n with a similar name".into()],
            ..Diagnostic::default()
        }
    }

    #[test]
    fn an_error_with_place_and_help() {
        check(
            &[no_method()],
            "let a = zeros(3);\na.foo()",
            expect![[r#"
            [E0599] no method named `foo` found for struct `Array<T>`
            ---
            <r>error[E0599]</><s>: no method named `foo` found for struct `Array<T>`</>
             <b>--></> cell [3]:2:3
            <b>  |</>
            <b>2 |</> a.foo()
            <b>  |</>   <r>^^^ method not found in `Array<f64>`</>
              <b>=</> <g>help</>: there is a method `floor`
                 with a similar name
        "#]],
        );
    }

    #[test]
    fn several_errors_and_a_warning() {
        let warning = Diagnostic {
            level: Level::Warning,
            message: "unused".into(),
            notes: vec!["`#[warn(a::unused)]` on by default".into()],
            ..Diagnostic::default()
        };
        let plain = Diagnostic { message: "aborting".into(), ..Diagnostic::default() };
        check(
            &[warning, no_method(), plain],
            "\n a.foo()",
            expect![[r#"
                [E0599] no method named `foo` found for struct `Array<T>` (and 1 more error)
                ---
                <y>warning</><s>: unused</>
                  <b>=</> <g>note</>: `#[warn(a::unused)]` on by default

                <r>error[E0599]</><s>: no method named `foo` found for struct `Array<T>`</>
                 <b>--></> cell [3]:2:3
                <b>  |</>
                <b>2 |</>  a.foo()
                <b>  |</>   <r>^^^ method not found in `Array<f64>`</>
                  <b>=</> <g>help</>: there is a method `floor`
                     with a similar name

                <r>error</><s>: aborting</>
            "#]],
        );
    }

    #[test]
    fn nothing_said_is_still_an_error() {
        check(
            &[],
            "",
            expect![[r#"
                the cell does not compile
                ---
                <r>the cell does not compile</>
            "#]],
        );
    }
}
