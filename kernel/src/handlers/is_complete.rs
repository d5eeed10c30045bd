//! `is_complete_request`: whether Enter should run the code or begin another line.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness>

mod judge;
mod tokens;

use serde::Deserialize;
use serde_json::json;

use super::Answer;
use judge::{Verdict, judge};

/// Asks about code typed so far.
#[derive(Clone, Debug, Deserialize)]
pub struct IsCompleteRequest {
    /// The code.
    pub code: String,
}

/// Judges the code by its tokens; no compiler is asked.
pub fn handle(request: &IsCompleteRequest) -> Answer {
    Answer::reply(match judge(&request.code) {
        Verdict::Complete => json!({"status": "complete"}),
        Verdict::Incomplete { indent } => json!({"status": "incomplete", "indent": indent}),
        Verdict::Invalid => json!({"status": "invalid"}),
        Verdict::Unknown => json!({"status": "unknown"}),
    })
}
