//! `complete_request`: what could stand at the cursor.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion>

use engine_protocol::Completions;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Scope};
use crate::cursor;

/// Asks for completions.
#[derive(Clone, Debug, Deserialize)]
pub struct CompleteRequest {
    /// The cell's source.
    pub code: String,
    /// The cursor, in code points; the end of the source when absent.
    #[serde(default)]
    pub cursor_pos: Option<usize>,
}

/// Asks the evaluator. One that cannot answer has nothing to propose: typing must go on.
pub async fn handle(request: &CompleteRequest, scope: &Scope) -> Answer {
    let code = &request.code;
    let at = request.cursor_pos.map_or(code.len(), |position| cursor::to_byte(code, position));
    let completions = scope.session.evaluator.complete(code, at).await.unwrap_or_else(|fault| {
        log::warn!("no completions: {fault}");
        Completions { start: at, end: at, items: Vec::new() }
    });
    let start = cursor::to_code_point(code, completions.start);
    let end = cursor::to_code_point(code, completions.end).max(start);
    let matches: Vec<&str> = completions.items.iter().map(|item| item.text.as_str()).collect();
    let types: Vec<Value> = completions
        .items
        .iter()
        .map(|item| {
            let signature = item.signature.as_deref().unwrap_or_default();
            json!({"start": start, "end": end, "text": item.text, "type": item.kind, "signature": signature})
        })
        .collect();
    Answer::ok(json!({
        "matches": matches,
        "cursor_start": start,
        "cursor_end": end,
        "metadata": {"_jupyter_types_experimental": types},
    }))
}
