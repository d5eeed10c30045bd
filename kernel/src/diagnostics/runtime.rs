//! What goes wrong while a cell runs: errors, panics, interrupts, crashes, and what they cost.

use engine_protocol::{Location, LostVariable, Span};

use super::style::Style;
use super::{Failure, Source, snippet};

pub(super) fn failed(name: &str, message: &str) -> Failure {
    headed(name, message, Vec::new())
}

pub(super) fn panicked(
    message: &str,
    location: Option<Location>,
    lost: &[LostVariable],
    source: Source<'_>,
) -> Failure {
    let message = if message.trim().is_empty() { "a panic without a message" } else { message };
    let mut traceback = head("Panic", message);
    if let Some(start) = location {
        let end = Location { column: token_end(source.code, start), ..start };
        let span = Span { start, end, label: "panicked here".to_owned(), primary: true };
        traceback.extend(snippet::render(source, &[span], Style::Error));
    }
    traceback.extend(losses(lost));
    Failure::new("Panic", message, traceback)
}

pub(super) fn interrupted(lost: &[LostVariable]) -> Failure {
    let message = "the cell was interrupted";
    let kept = if lost.is_empty() { vec!["all variables are kept".to_owned()] } else { vec![] };
    let mut failure = headed("KeyboardInterrupt", message, kept);
    failure.traceback.extend(losses(lost));
    failure
}

pub(super) fn died(reason: &str, lost: &[LostVariable]) -> Failure {
    let mut failure = headed("RunnerDied", &format!("the cell's process died: {reason}"), vec![]);
    failure.traceback.extend(losses(lost));
    failure
}

/// A failure of a name, a message and notes.
pub(super) fn headed(name: &str, message: &str, notes: Vec<String>) -> Failure {
    let mut traceback = head(name, message);
    traceback.extend(notes.iter().map(|note| noted("note", note)));
    Failure::new(name, message, traceback)
}

/// `Name: message`, further lines of the message below.
fn head(name: &str, message: &str) -> Vec<String> {
    let mut lines = message.trim_end().lines();
    let first = Style::Strong.paint(&format!(": {}", lines.next().unwrap_or_default()));
    let mut out = vec![format!("{}{first}", Style::Error.paint(name))];
    out.extend(lines.map(str::to_owned));
    out
}

fn noted(word: &str, text: &str) -> String {
    format!("  {} {}: {text}", Style::Guide.paint("="), Style::Note.paint(word))
}

/// Says which variables are gone, why, and how to get them back.
fn losses(lost: &[LostVariable]) -> Vec<String> {
    if lost.is_empty() {
        return Vec::new();
    }
    let mut out: Vec<String> = lost
        .iter()
        .map(|variable| noted("lost", &format!("`{}`: {}", variable.name, variable.reason)))
        .collect();
    let (them, cells) = if lost.len() == 1 {
        ("it", "the cell that makes")
    } else {
        ("them", "the cells that make")
    };
    let all = lost.iter().all(|variable| variable.restorable);
    let at_once = if all { "; `%restore` does it, side effects included" } else { "" };
    out.push(noted("help", &format!("run {cells} {them} again{at_once}")));
    out
}

/// The column after the name or literal at a place: a panic has a start only.
fn token_end(code: &str, start: Location) -> usize {
    let line = code.lines().nth(start.line.max(1) - 1).unwrap_or_default();
    let rest = line.chars().skip(start.column.max(1) - 1);
    let word = rest.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '!')).count();
    start.column + word.max(1)
}

#[cfg(test)]
mod tests {
    use engine_protocol::Outcome;
    use expect_test::{Expect, expect};

    use super::super::style::readable;
    use super::super::{explain, explain_bug, explain_fault};
    use super::*;
    use crate::evaluator::Fault;

    fn check(outcome: Outcome, expected: Expect) {
        let code = "let v: Vec<i32> = vec![];\n    v[3]";
        let failure = explain(&outcome, Source { cell: 4, code }).expect("a failure");
        show(&failure, expected);
    }

    fn show(failure: &Failure, expected: Expect) {
        let Failure { name, value, traceback } = failure;
        expected.assert_eq(&format!("{name} | {value}\n{}", readable(traceback)));
    }

    fn lost(name: &str, reason: &str) -> LostVariable {
        LostVariable { name: name.into(), reason: reason.into(), restorable: false }
    }

    #[test]
    fn success_has_nothing_to_explain() {
        let source = Source { cell: 1, code: "1" };
        assert_eq!(explain(&Outcome::Ok { result: None }, source), None);
    }

    #[test]
    fn a_panic_points_at_its_place_and_names_what_it_took() {
        check(
            Outcome::Panicked {
                message: "index out of bounds: the len is 0 but the index is 3\nsecond line".into(),
                location: Some(Location { line: 2, column: 5 }),
                lost: vec![lost("v", "it was moved into this cell")],
            },
            expect![[r#"
                Panic | index out of bounds: the len is 0 but the index is 3
                <r>Panic</><s>: index out of bounds: the len is 0 but the index is 3</>
                second line
                 <b>--></> cell [4]:2:5
                <b>  |</>
                <b>2 |</>     v[3]
                <b>  |</>     <r>^ panicked here</>
                  <b>=</> <g>lost</>: `v`: it was moved into this cell
                  <b>=</> <g>help</>: run the cell that makes it again
            "#]],
        );
    }

    #[test]
    fn a_panic_elsewhere_has_no_place() {
        check(
            Outcome::Panicked { message: String::new(), location: None, lost: vec![] },
            expect![[r#"
                Panic | a panic without a message
                <r>Panic</><s>: a panic without a message</>
            "#]],
        );
    }

    #[test]
    fn an_error_with_a_name_of_its_own() {
        check(
            Outcome::Failed { name: "Error".into(), message: "No such file (os error 2)".into() },
            expect![[r#"
                Error | No such file (os error 2)
                <r>Error</><s>: No such file (os error 2)</>
            "#]],
        );
    }

    #[test]
    fn interrupts_and_crashes_say_what_is_lost() {
        check(
            Outcome::Interrupted { lost: vec![] },
            expect![[r#"
            KeyboardInterrupt | the cell was interrupted
            <r>KeyboardInterrupt</><s>: the cell was interrupted</>
              <b>=</> <g>note</>: all variables are kept
        "#]],
        );
        check(
            Outcome::Died {
                reason: "signal 11 (SIGSEGV)".into(),
                lost: vec![
                    lost("a", "it lived in the process"),
                    lost("b", "it lived in the process"),
                ],
            },
            expect![[r#"
                RunnerDied | the cell's process died: signal 11 (SIGSEGV)
                <r>RunnerDied</><s>: the cell's process died: signal 11 (SIGSEGV)</>
                  <b>=</> <g>lost</>: `a`: it lived in the process
                  <b>=</> <g>lost</>: `b`: it lived in the process
                  <b>=</> <g>help</>: run the cells that make them again
            "#]],
        );
    }

    #[test]
    fn what_can_be_restored_is_said() {
        let restorable = LostVariable { restorable: true, ..lost("a", "its process ended") };
        check(
            Outcome::Interrupted { lost: vec![restorable] },
            expect![[r#"
                KeyboardInterrupt | the cell was interrupted
                <r>KeyboardInterrupt</><s>: the cell was interrupted</>
                  <b>=</> <g>lost</>: `a`: its process ended
                  <b>=</> <g>help</>: run the cell that makes it again; `%restore` does it, side effects included
            "#]],
        );
    }

    #[test]
    fn faults_and_bugs_are_not_blamed_on_the_cell() {
        show(
            &explain_fault(&Fault("rustc was not found: install it".into())),
            expect![[r#"
            KernelFault | rustc was not found: install it
            <r>KernelFault</><s>: rustc was not found: install it</>
        "#]],
        );
        show(
            &explain_bug("complete_request", "index out of bounds"),
            expect![[r#"
            KernelBug | complete_request: index out of bounds
            <r>KernelBug</><s>: complete_request: index out of bounds</>
              <b>=</> <g>note</>: this is a bug in the kernel, not in the cell; the kernel goes on
        "#]],
        );
    }
}
