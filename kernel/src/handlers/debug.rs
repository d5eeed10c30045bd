//! `debug_request`: the kernel has no debugger, and says so rather than staying silent.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#debug-request>

use super::Answer;
use crate::diagnostics::refuse;

/// Refuses.
pub fn handle() -> Answer {
    Answer::reply(refuse("NotSupported", "this kernel has no debugger").to_reply())
}
