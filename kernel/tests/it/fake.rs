//! An evaluator whose cells are commands, one per line.

use std::sync::Arc;
use std::time::Duration;

use array_kernel::evaluator::{Cell, CellOutput, Evaluator, Fault};
use async_trait::async_trait;
use engine_protocol::{
    CompletionItem, Completions, Diagnostic, DisplayEvent, Documentation, InputRequest, Location,
    LostVariable, MimeBundle, Outcome, Span, StreamName, Variable,
};
use serde_json::json;
use tokio::sync::Notify;

/// The evaluator. What a cell may do is in [`Fake::line`].
#[derive(Default)]
pub(crate) struct Fake {
    interrupted: Notify,
}

impl Fake {
    /// Does what one line says; an outcome ends the cell.
    async fn line(
        &self,
        line: &str,
        output: &Arc<dyn CellOutput>,
        result: &mut Option<MimeBundle>,
    ) -> Result<Option<Outcome>, Fault> {
        let (command, text) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        match command {
            "" => {}
            "print" => output.stream(StreamName::Stdout, &format!("{text}\n")),
            "eprint" => output.stream(StreamName::Stderr, &format!("{text}\n")),
            "print_many" => {
                for number in 0..text.parse().expect("a number") {
                    output.stream(StreamName::Stdout, &format!("{number}\n"));
                }
            }
            "display" => {
                output.display(DisplayEvent { data: plain(text), ..DisplayEvent::default() })
            }
            "display_as" | "update" => {
                let (id, text) = text.split_once(' ').expect("an id and a text");
                output.display(DisplayEvent {
                    data: plain(text),
                    display_id: Some(id.to_owned()),
                    update: command == "update",
                    ..DisplayEvent::default()
                });
            }
            "clear" => output.clear(text == "wait"),
            "replace" => output.replace_cell(text.to_owned()),
            "progress" => output.progress(text),
            "later" => {
                let (output, text) = (output.clone(), format!("{text}\n"));
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    output.stream(StreamName::Stdout, &text);
                });
            }
            "value" => *result = Some(plain(text)),
            "ask" | "ask_secretly" => {
                let password = command == "ask_secretly";
                let answer = output.input(InputRequest { prompt: text.to_owned(), password }).await;
                *result = Some(plain(&format!("{answer:?}")));
            }
            "wait" => {
                self.interrupted.notified().await;
                return Ok(Some(Outcome::Interrupted { lost: vec![lost("a")] }));
            }
            "compile_error" => return Ok(Some(compile_error(text))),
            "fail" => {
                return Ok(Some(Outcome::Failed { name: "Error".into(), message: text.into() }));
            }
            "panic" => {
                let location = Some(Location { line: 1, column: 1 });
                let lost = vec![];
                return Ok(Some(Outcome::Panicked { message: text.into(), location, lost }));
            }
            "die" => return Ok(Some(Outcome::Died { reason: text.into(), lost: vec![lost("a")] })),
            "fault" => return Err(Fault(text.to_owned())),
            "bug" => panic!("{text}"),
            other => panic!("{other:?} is no command of the fake evaluator"),
        }
        Ok(None)
    }
}

#[async_trait]
impl Evaluator for Fake {
    async fn execute(&self, cell: Cell, output: Arc<dyn CellOutput>) -> Result<Outcome, Fault> {
        let mut result = None;
        for line in cell.code.lines() {
            if let Some(outcome) = self.line(line, &output, &mut result).await? {
                return Ok(outcome);
            }
        }
        Ok(Outcome::Ok { result })
    }

    async fn complete(&self, code: &str, cursor: usize) -> Result<Completions, Fault> {
        if code.starts_with("bug") {
            panic!("a bug in completion");
        }
        if code.starts_with("fault") {
            return Err(Fault("no completion today".to_owned()));
        }
        let start = code[..cursor].rfind(' ').map_or(0, |space| space + 1);
        let item = |text: &str, kind: &str| CompletionItem {
            text: text.to_owned(),
            kind: kind.to_owned(),
            signature: Some("fn(usize)".to_owned()),
        };
        Ok(Completions {
            start,
            end: cursor,
            items: vec![item("zeros", "function"), item("zip", "method")],
        })
    }

    async fn inspect(&self, code: &str, cursor: usize) -> Result<Option<Documentation>, Fault> {
        let text = format!("before the cursor: {:?}", &code[..cursor]);
        Ok((!code.starts_with("unknown")).then(|| Documentation { markdown: String::new(), text }))
    }

    async fn variables(&self) -> Result<Vec<Variable>, Fault> {
        Ok(Vec::new())
    }

    async fn reset(&self) -> Result<Outcome, Fault> {
        Ok(Outcome::Ok { result: None })
    }

    async fn restart(&self) -> Result<(), Fault> {
        Ok(())
    }

    async fn interrupt(&self) {
        self.interrupted.notify_waiters();
    }

    async fn shutdown(&self) {
        self.interrupted.notify_waiters();
    }
}

fn plain(text: &str) -> MimeBundle {
    MimeBundle::from([("text/plain".to_owned(), json!(text))])
}

fn lost(name: &str) -> LostVariable {
    LostVariable { name: name.to_owned(), reason: "it was in use".to_owned(), restorable: false }
}

fn compile_error(message: &str) -> Outcome {
    let span = Span {
        start: Location { line: 1, column: 1 },
        end: Location { line: 1, column: 14 },
        label: "here".to_owned(),
        primary: true,
    };
    let code = Some("E0001".to_owned());
    let message = message.to_owned();
    let error = Diagnostic { code, message, spans: vec![span], ..Diagnostic::default() };
    Outcome::CompileErrors { errors: vec![error] }
}
