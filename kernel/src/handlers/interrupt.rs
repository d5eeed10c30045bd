//! `interrupt_request`: stops the running cell. It comes by the control channel, past the cell.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt>

use serde_json::json;

use super::{Answer, Scope};

/// Tells the evaluator to stop; the cell itself ends with its own error.
pub async fn handle(scope: &Scope) -> Answer {
    scope.session.evaluator.interrupt().await;
    Answer::ok(json!({}))
}
