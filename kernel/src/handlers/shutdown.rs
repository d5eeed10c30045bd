//! `shutdown_request`: ends the kernel.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown>

use serde::Deserialize;
use serde_json::json;

use super::{Answer, Scope, Then};

/// The end.
#[derive(Clone, Debug, Deserialize)]
pub struct ShutdownRequest {
    /// A new kernel will take this one's place.
    #[serde(default)]
    pub restart: bool,
}

/// Ends the evaluator; the kernel ends after the reply.
pub async fn handle(request: &ShutdownRequest, scope: &Scope) -> Answer {
    scope.session.evaluator.shutdown().await;
    let restart = request.restart;
    Answer { then: Then::Shutdown { restart }, ..Answer::ok(json!({"restart": restart})) }
}
