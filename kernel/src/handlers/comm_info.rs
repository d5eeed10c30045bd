//! `comm_info_request`: which comms are open. The kernel has no comm targets, so none ever is.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-info>

use serde_json::json;

use super::Answer;

/// Lists the open comms.
pub fn handle() -> Answer {
    Answer::ok(json!({"comms": {}}))
}
