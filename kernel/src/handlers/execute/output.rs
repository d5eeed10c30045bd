//! The output of a cell on its way to the frontends, and its questions to the user.

use async_trait::async_trait;
use engine_protocol::{DisplayEvent, InputRequest, StreamName};

use crate::evaluator::CellOutput;
use crate::handlers::Scope;

/// Publishes in the name of the request that runs the cell.
pub(super) struct FrontendOutput {
    scope: Scope,
    allow_stdin: bool,
}

impl FrontendOutput {
    pub(super) fn new(scope: Scope, allow_stdin: bool) -> Self {
        Self { scope, allow_stdin }
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
