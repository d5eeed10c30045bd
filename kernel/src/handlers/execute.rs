//! `execute_request`: runs a cell.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute>

mod expressions;
mod output;

use std::collections::BTreeMap;
use std::sync::Arc;

use engine_protocol::{MimeBundle, Outcome};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Scope, Then};
use crate::diagnostics::{self, Failure, Source};
use crate::evaluator::{Cell, CellOutput};
use output::FrontendOutput;

/// A cell to run.
#[derive(Clone, Debug, Deserialize)]
pub struct ExecuteRequest {
    /// Its source.
    pub code: String,
    /// Run it without counting it, and show neither the input nor the value. What it prints is
    /// shown nevertheless, as ipykernel does: extensions rely on it.
    #[serde(default)]
    pub silent: bool,
    /// Count it and remember it; a silent cell never is.
    #[serde(default = "yes")]
    pub store_history: bool,
    /// Expressions to evaluate after the cell, by name.
    #[serde(default)]
    pub user_expressions: BTreeMap<String, String>,
    /// Whether the client can be asked for input.
    #[serde(default = "yes")]
    pub allow_stdin: bool,
    /// Whether cells that wait behind this one are not run if it fails.
    #[serde(default = "yes")]
    pub stop_on_error: bool,
}

fn yes() -> bool {
    true
}

/// Counts the cell, shows its input, runs it, and shows what came of it.
pub async fn handle(request: &ExecuteRequest, scope: &Scope) -> Answer {
    let session = &scope.session;
    let blank = request.code.trim().is_empty();
    let counted = request.store_history && !request.silent && !blank;
    let number = if counted { session.count() } else { session.upcoming_count() };
    if !request.silent {
        let input = json!({"code": request.code, "execution_count": number});
        scope.publisher.publish("execute_input", input);
    }

    let frontend = Arc::new(FrontendOutput::new(scope.clone(), request.allow_stdin));
    let output: Arc<dyn CellOutput> = frontend.clone();
    let run = match blank {
        true => Ok(None),
        false => evaluate(&request.code, number, request.allow_stdin, scope, output.clone()).await,
    };
    let shown = run.as_ref().ok().and_then(Option::as_ref).filter(|_| !request.silent);
    if counted {
        let plain = shown.and_then(|data| data.get("text/plain")).and_then(|text| text.as_str());
        if let Err(error) = session.history().add(number, &request.code, plain.map(str::to_owned)) {
            log::warn!("the history was not written: {error}");
        }
    }
    if let Some(data) = shown {
        scope.publisher.execute_result(number, data);
    }
    match run {
        Ok(_) => {
            let values =
                expressions::evaluate_all(&request.user_expressions, number, scope, &output).await;
            Answer::ok(json!({
                "execution_count": number,
                "payload": frontend.payload(),
                "user_expressions": values,
            }))
        }
        Err(failure) => {
            scope.publisher.publish("error", failure.to_content());
            let mut reply = failure.to_reply();
            reply["execution_count"] = json!(number);
            reply["payload"] = json!([]);
            reply["user_expressions"] = json!({});
            let then = if request.stop_on_error { Then::AbortQueue } else { Then::Continue };
            Answer { reply: Some(reply), then }
        }
    }
}

/// Evaluates source as a cell; gives the representations of its value, or says how it failed.
async fn evaluate(
    code: &str,
    number: u32,
    allow_stdin: bool,
    scope: &Scope,
    output: Arc<dyn CellOutput>,
) -> Result<Option<MimeBundle>, Failure> {
    let cell = Cell { number, code: code.to_owned(), allow_stdin };
    let outcome = scope.session.evaluator.execute(cell, output).await;
    let outcome = outcome.map_err(|fault| diagnostics::explain_fault(&fault))?;
    match diagnostics::explain(&outcome, Source { cell: number, code }) {
        Some(failure) => Err(failure),
        None => Ok(match outcome {
            Outcome::Ok { result } => result.filter(|bundle| !bundle.is_empty()),
            _ => None,
        }),
    }
}
