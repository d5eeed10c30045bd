//! Stream output on its way to becoming one message.

use std::sync::Arc;
use std::time::Duration;

use engine_protocol::StreamName;

use crate::wire::Header;

/// How long output waits for more: below what a reader notices, above what a loop of prints needs.
pub(super) const FLUSH_AFTER: Duration = Duration::from_millis(15);

/// Size in bytes at which output no longer waits.
const FULL: usize = 64 * 1024;

/// Output of one stream for one request.
pub(super) struct Pending {
    pub(super) name: StreamName,
    pub(super) parent: Option<Arc<Header>>,
    pub(super) text: String,
}

impl Pending {
    pub(super) fn new(name: StreamName, parent: Option<Arc<Header>>, text: &str) -> Self {
        Self { name, parent, text: text.to_owned() }
    }

    /// Whether output of this stream and parent may be appended.
    pub(super) fn takes(&self, name: StreamName, parent: Option<&Arc<Header>>) -> bool {
        let id = |header: Option<&Arc<Header>>| header.map(|header| header.msg_id.clone());
        self.name == name && id(self.parent.as_ref()) == id(parent)
    }

    pub(super) fn is_full(&self) -> bool {
        self.text.len() >= FULL
    }
}
