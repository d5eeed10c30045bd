//! What is said about a cell that did not end well: one name, one line, one traceback.

mod compile;
mod runtime;
mod snippet;
mod style;

use engine_protocol::Outcome;
use serde_json::{Value, json};

use crate::evaluator::Fault;

/// A cell's failure, as Jupyter shows it.
///
/// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#execution-errors>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure, for example `CompileError`.
    pub name: String,
    /// The failure in one line, without colours.
    pub value: String,
    /// The failure in full, coloured, one string per line.
    pub traceback: Vec<String>,
}

impl Failure {
    /// The content of an `error` message.
    pub fn to_content(&self) -> Value {
        json!({"ename": self.name, "evalue": self.value, "traceback": self.traceback})
    }

    /// The content of a reply that failed in this way.
    pub fn to_reply(&self) -> Value {
        let mut content = self.to_content();
        content["status"] = json!("error");
        content
    }

    fn new(name: &str, value: &str, traceback: Vec<String>) -> Self {
        // What a user's error says may have several lines; `evalue` has one.
        let value = value.lines().next().unwrap_or_default().trim_end().to_owned();
        Self { name: name.to_owned(), value, traceback }
    }
}

/// The source that a failure is about.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The cell's number.
    pub cell: u32,
    /// Its text.
    pub code: &'a str,
}

/// Explains how a cell failed; `None` when it did not.
pub fn explain(outcome: &Outcome, source: Source<'_>) -> Option<Failure> {
    Some(match outcome {
        Outcome::Ok { .. } => return None,
        Outcome::CompileErrors { errors } => compile::explain(errors, source),
        Outcome::Failed { name, message } => runtime::failed(name, message),
        Outcome::Panicked { message, location, lost } => {
            runtime::panicked(message, *location, lost, source)
        }
        Outcome::Interrupted { lost } => runtime::interrupted(lost),
        Outcome::Died { reason, lost } => runtime::died(reason, lost),
    })
}

/// Explains that the evaluator cannot work.
pub fn explain_fault(fault: &Fault) -> Failure {
    runtime::headed("KernelFault", &fault.0, Vec::new())
}

/// Explains that a handler panicked: a bug of the kernel, which lives on.
pub fn explain_bug(request: &str, message: &str) -> Failure {
    let note = "this is a bug in the kernel, not in the cell; the kernel goes on".to_owned();
    runtime::headed("KernelBug", &format!("{request}: {message}"), vec![note])
}

/// Explains that a request cannot be served.
pub fn refuse(name: &str, why: &str) -> Failure {
    Failure::new(name, why, Vec::new())
}
