//! `comm_open`, `comm_msg`, `comm_close`: the kernel has no comm targets, so a comm that a client
//! opens is closed again, as the specification asks, and there is none to send to.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages>

use serde::Deserialize;
use serde_json::json;

use super::{Answer, Scope};

/// A client wants to open a comm.
#[derive(Clone, Debug, Deserialize)]
pub struct CommOpen {
    /// The comm's id, chosen by the client.
    pub comm_id: String,
    /// Whom it wants to talk to.
    #[serde(default)]
    pub target_name: String,
}

/// A message to a comm, or its end.
#[derive(Clone, Debug, Deserialize)]
pub struct CommMsg {
    /// The comm's id.
    pub comm_id: String,
}

/// Closes the comm again.
pub fn open(request: &CommOpen, scope: &Scope) -> Answer {
    log::warn!("comm_open for unknown target {:?}", request.target_name);
    scope.publisher.publish("comm_close", json!({"comm_id": request.comm_id, "data": {}}));
    Answer::none()
}

/// Notes a message to a comm that does not exist.
pub fn message(request: &CommMsg) -> Answer {
    log::warn!("comm_msg for unknown comm {:?}", request.comm_id);
    Answer::none()
}

/// Notes the end of a comm that does not exist.
pub fn close(request: &CommMsg) -> Answer {
    log::debug!("comm_close for unknown comm {:?}", request.comm_id);
    Answer::none()
}
