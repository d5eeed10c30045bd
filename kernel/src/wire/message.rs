//! One message, in either direction, with its content still untyped.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::Header;

/// The channel a message came by, or leaves by. The heartbeat carries no messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Requests, processed in order.
    Shell,
    /// Requests that must not wait for the shell: interrupt, shutdown.
    Control,
    /// Questions of the kernel to the user.
    Stdin,
    /// What all clients see.
    Iopub,
}

/// A message.
///
/// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#general-message-format>
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Routing prefixes: who sent it, or whom it goes to; on iopub the topic.
    pub identities: Vec<Bytes>,
    /// Its own header.
    pub header: Header,
    /// The header of the message that caused it, if any.
    pub parent: Option<Arc<Header>>,
    /// Its metadata.
    pub metadata: Map<String, Value>,
    /// Its content, whose shape depends on the header's type.
    pub content: Value,
    /// Binary buffers, used by comms.
    pub buffers: Vec<Bytes>,
}
