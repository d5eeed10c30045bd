//! What a request publishes on iopub.

use std::sync::Arc;

use engine_protocol::{DisplayEvent, MimeBundle, StreamName};
use serde_json::{Value, json};

use super::Outbox;
use crate::wire::Header;

/// What the kernel is doing.
///
/// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-status>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The process has started; sent once.
    Starting,
    /// A request is being handled.
    Busy,
    /// The request has been handled.
    Idle,
}

/// Publishes on iopub in the name of one request.
#[derive(Clone)]
pub struct Publisher {
    outbox: Outbox,
    parent: Option<Arc<Header>>,
}

impl Publisher {
    pub(super) fn new(outbox: Outbox, parent: Option<Arc<Header>>) -> Self {
        Self { outbox, parent }
    }

    /// Publishes a message; its type is the topic too.
    pub fn publish(&self, kind: &str, content: Value) {
        self.outbox.publish(kind, self.parent.clone(), kind, content);
    }

    /// Says what the kernel is doing.
    pub fn status(&self, status: Status) {
        let state = match status {
            Status::Starting => "starting",
            Status::Busy => "busy",
            Status::Idle => "idle",
        };
        self.publish("status", json!({"execution_state": state}));
    }

    /// Publishes text of a standard stream, soon and together with what follows shortly.
    ///
    /// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#streams-stdout-stderr-etc>
    pub fn stream(&self, name: StreamName, text: &str) {
        self.outbox.stream(name, self.parent.as_ref(), text);
    }

    /// Publishes a display, or the update of one.
    ///
    /// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data>
    pub fn display(&self, display: DisplayEvent) {
        let kind = if display.update { "update_display_data" } else { "display_data" };
        let transient =
            display.display_id.map_or_else(|| json!({}), |id| json!({"display_id": id}));
        self.publish(
            kind,
            json!({"data": display.data, "metadata": display.metadata, "transient": transient}),
        );
    }

    /// Clears what the request has shown so far.
    ///
    /// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#clear-output>
    pub fn clear_output(&self, wait: bool) {
        self.publish("clear_output", json!({"wait": wait}));
    }

    /// Publishes the value of a cell.
    ///
    /// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#id6>
    pub fn execute_result(&self, count: u32, data: &MimeBundle) {
        self.publish(
            "execute_result",
            json!({"execution_count": count, "data": data, "metadata": {}}),
        );
    }
}
