//! The output of a cell on its way to the frontends, and its questions to the user.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use engine_protocol::{DisplayEvent, InputRequest, StreamName};
use serde_json::{Value, json};

use crate::evaluator::CellOutput;
use crate::handlers::Scope;

/// Publishes in the name of the request that runs the cell.
pub(super) struct FrontendOutput {
    scope: Scope,
    allow_stdin: bool,
    replacement: Mutex<Option<String>>,
}

impl FrontendOutput {
    pub(super) fn new(scope: Scope, allow_stdin: bool) -> Self {
        Self { scope, allow_stdin, replacement: Mutex::default() }
    }

    /// What the reply asks the frontend to do; asked once.
    ///
    /// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#payloads-deprecated>
    pub(super) fn payload(&self) -> Value {
        let text = self.replacement.lock().unwrap_or_else(PoisonError::into_inner).take();
        let next = |text| json!({"source": "set_next_input", "text": text, "replace": true});
        text.into_iter().map(next).collect()
    }
}

#[async_trait]
impl CellOutput for FrontendOutput {
    fn stream(&self, name: StreamName, text: &str) {
        self.scope.publisher.stream(name, text);
    }

    fn display(&self, display: DisplayEvent) {
        self.scope.publisher.display(display);
    }

    fn clear(&self, wait: bool) {
        self.scope.publisher.clear_output(wait);
    }

    fn replace_cell(&self, text: String) {
        *self.replacement.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
    }

    fn progress(&self, message: &str) {
        self.scope.publisher.stream(StreamName::Stderr, &format!("{message}\n"));
    }

    /// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-stdin-router-dealer-channel>
    async fn input(&self, request: InputRequest) -> Option<String> {
        if !self.allow_stdin {
            return None;
        }
        let Scope { session, parent, identities, .. } = &self.scope;
        let answer = session.input.open();
        session.outbox.ask(identities.clone(), parent.clone(), &request.prompt, request.password);
        answer.await.ok()
    }
}
