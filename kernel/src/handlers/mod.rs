//! What the kernel does for each request: one file per request, which parses and applies it.
//!
//! Handlers know the session, the evaluator and the way out; not each other, nor the sockets.

pub mod comm;
pub mod comm_info;
pub mod complete;
pub mod debug;
pub mod execute;
pub mod history;
pub mod inspect;
pub mod interrupt;
pub mod is_complete;
pub mod kernel_info;
pub mod shutdown;
pub mod subshell;

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Value, json};

use crate::outbox::Publisher;
use crate::session::Session;
use crate::wire::Header;

/// What a handler works with.
#[derive(Clone)]
pub struct Scope {
    /// The state of the kernel.
    pub session: Arc<Session>,
    /// Publishes in the name of the request.
    pub publisher: Publisher,
    /// The header of the request.
    pub parent: Arc<Header>,
    /// The routing prefixes of who asked.
    pub identities: Vec<Bytes>,
}

/// What came of a request.
#[derive(Debug)]
pub struct Answer {
    /// The content of the reply; comm messages have none.
    pub reply: Option<Value>,
    /// What happens next.
    pub then: Then,
}

/// What happens after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// The next request.
    Continue,
    /// Cells that already wait are not run.
    AbortQueue,
    /// The kernel ends.
    Shutdown {
        /// A new kernel will take its place.
        restart: bool,
    },
}

impl Answer {
    /// A reply, after which the kernel goes on.
    pub fn reply(content: Value) -> Self {
        Self { reply: Some(content), then: Then::Continue }
    }

    /// The reply to a request that succeeded, with these fields besides the status.
    pub fn ok(mut content: Value) -> Self {
        content["status"] = json!("ok");
        Self::reply(content)
    }

    /// No reply.
    pub fn none() -> Self {
        Self { reply: None, then: Then::Continue }
    }
}
