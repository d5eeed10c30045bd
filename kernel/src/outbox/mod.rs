//! The way out: everything the kernel sends goes through the [`Outbox`], in order.
//!
//! The outbox builds messages and puts them into a queue; whoever holds the other end delivers
//! them, the server to sockets, a test to a list.

mod publisher;
mod streams;

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use engine_protocol::StreamName;
use serde_json::{Map, Value, json};
use tokio::sync::mpsc;

pub use publisher::{Publisher, Status};
use streams::{FLUSH_AFTER, Pending};

use crate::wire::{Channel, Header, Message};

/// A message and the channel it leaves by.
#[derive(Debug)]
pub struct Outgoing {
    /// Where it goes.
    pub channel: Channel,
    /// What goes there.
    pub message: Message,
}

/// Sends messages. Clones send to the same queue.
#[derive(Clone)]
pub struct Outbox(Arc<Inner>);

struct Inner {
    /// The kernel's session, in the header of all it sends.
    session: String,
    queue: mpsc::UnboundedSender<Outgoing>,
    /// Stream output that waits for more of its kind. Held while sending, which keeps the order.
    pending: Mutex<Option<Pending>>,
}

impl Outbox {
    /// An outbox and the queue it fills.
    pub fn new() -> (Self, mpsc::UnboundedReceiver<Outgoing>) {
        let (queue, outgoing) = mpsc::unbounded_channel();
        let session = uuid::Uuid::new_v4().to_string();
        (Self(Arc::new(Inner { session, queue, pending: Mutex::new(None) })), outgoing)
    }

    /// Publishes on iopub what a request causes; without a parent what no request caused.
    pub fn publisher(&self, parent: Option<Arc<Header>>) -> Publisher {
        Publisher::new(self.clone(), parent)
    }

    /// Answers a request, on the channel it came by: `x_request` with `x_reply`.
    pub fn reply(&self, channel: Channel, request: &Message, parent: Arc<Header>, content: Value) {
        let kind = &request.header.msg_type;
        let kind = format!("{}_reply", kind.strip_suffix("_request").unwrap_or(kind));
        // ipykernel repeats the status in the metadata, and ipyparallel reads it there.
        let status = content.get("status").cloned().unwrap_or(Value::Null);
        let metadata = Map::from_iter([("status".to_owned(), status)]);
        let mut message = self.message(&kind, Some(parent), content);
        message.identities = request.identities.clone();
        message.metadata = metadata;
        self.send(Outgoing { channel, message });
    }

    /// Greets a client that has subscribed to a topic of iopub.
    pub fn welcome(&self, topic: &str) {
        let kind = "iopub_welcome";
        let content = json!({"subscription": topic});
        self.publish(if topic.is_empty() { kind } else { topic }, None, kind, content);
    }

    /// Asks the user behind a request for a line of input.
    pub fn ask(&self, to: Vec<Bytes>, parent: Arc<Header>, prompt: &str, password: bool) {
        let content = json!({"prompt": prompt, "password": password});
        let mut message = self.message("input_request", Some(parent), content);
        message.identities = to;
        self.send(Outgoing { channel: Channel::Stdin, message });
    }

    fn publish(&self, topic: &str, parent: Option<Arc<Header>>, kind: &str, content: Value) {
        let mut message = self.message(kind, parent, content);
        message.identities = vec![Bytes::from(topic.to_owned())];
        self.send(Outgoing { channel: Channel::Iopub, message });
    }

    fn message(&self, kind: &str, parent: Option<Arc<Header>>, content: Value) -> Message {
        Message {
            identities: Vec::new(),
            header: Header::new(kind, &self.0.session),
            parent,
            metadata: Map::new(),
            content,
            buffers: Vec::new(),
        }
    }

    /// Sends a message after all stream output that came before it.
    fn send(&self, outgoing: Outgoing) {
        let mut pending = self.0.lock_pending();
        self.flush_locked(&mut pending);
        self.0.deliver(outgoing);
    }

    /// Collects stream output, so that a loop of small prints becomes few messages.
    fn stream(&self, name: StreamName, parent: Option<&Arc<Header>>, text: &str) {
        if text.is_empty() {
            return;
        }
        let mut pending = self.0.lock_pending();
        if let Some(current) = pending.as_mut().filter(|current| current.takes(name, parent)) {
            current.text.push_str(text);
        } else {
            self.flush_locked(&mut pending);
            *pending = Some(Pending::new(name, parent.cloned(), text));
            let outbox = self.clone();
            tokio::spawn(async move {
                tokio::time::sleep(FLUSH_AFTER).await;
                outbox.flush();
            });
        }
        if pending.as_ref().is_some_and(Pending::is_full) {
            self.flush_locked(&mut pending);
        }
    }

    fn flush(&self) {
        self.flush_locked(&mut self.0.lock_pending());
    }

    fn flush_locked(&self, pending: &mut Option<Pending>) {
        let Some(Pending { name, parent, text }) = pending.take() else { return };
        let name = match name {
            StreamName::Stdout => "stdout",
            StreamName::Stderr => "stderr",
        };
        let mut message = self.message("stream", parent, json!({"name": name, "text": text}));
        message.identities = vec![Bytes::from(format!("stream.{name}"))];
        self.0.deliver(Outgoing { channel: Channel::Iopub, message });
    }
}

impl Inner {
    fn lock_pending(&self) -> std::sync::MutexGuard<'_, Option<Pending>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn deliver(&self, outgoing: Outgoing) {
        if self.queue.send(outgoing).is_err() {
            log::debug!("a message after the end of the session was dropped");
        }
    }
}
