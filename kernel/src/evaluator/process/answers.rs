//! Who waits for which answer of an engine.

use std::collections::HashMap;

use engine_protocol::{Event, RequestId};
use tokio::sync::oneshot;

/// The requests that have no answer yet.
#[derive(Default)]
pub(super) struct Answers {
    waiting: HashMap<RequestId, oneshot::Sender<Event>>,
    last: RequestId,
}

impl Answers {
    /// A new request's id, and where its answer will arrive. The receiver fails when the engine
    /// ends before it answers.
    pub(super) fn expect(&mut self) -> (RequestId, oneshot::Receiver<Event>) {
        let (sender, receiver) = oneshot::channel();
        self.last += 1;
        self.waiting.insert(self.last, sender);
        (self.last, receiver)
    }

    /// Hands an answer to who waits for it. One that came too late is dropped.
    pub(super) fn deliver(&mut self, id: RequestId, event: Event) {
        match self.waiting.remove(&id) {
            Some(waiting) => drop(waiting.send(event)),
            None => log::warn!("an answer to request {id}, which nobody waits for, was dropped"),
        }
    }

    /// Tells all who wait that no answer will come.
    pub(super) fn give_up(&mut self) {
        self.waiting.clear();
    }
}
