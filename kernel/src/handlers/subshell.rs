//! `create_subshell_request`, `delete_subshell_request`, `list_subshell_request`: cells share one
//! program and run one after the other, so there are no subshells.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#create-subshell>

use super::Answer;
use crate::diagnostics::refuse;

/// Refuses.
pub fn handle() -> Answer {
    Answer::reply(refuse("NotSupported", "this kernel has no subshells").to_reply())
}
