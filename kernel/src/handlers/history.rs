//! `history_request`: inputs of this and earlier sessions.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#history>

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Scope};
use crate::session::{Entry, Range};

/// How many entries `tail` gives when the client does not say.
const DEFAULT_TAIL: usize = 100;

/// Asks for history. Raw and translated input are the same here, so `raw` is ignored.
#[derive(Clone, Debug, Deserialize)]
pub struct HistoryRequest {
    /// Whether to give the outputs too.
    #[serde(default)]
    pub output: bool,
    /// Which entries.
    #[serde(flatten)]
    pub access: Access,
}

/// Which entries.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "hist_access_type", rename_all = "lowercase")]
pub enum Access {
    /// The last ones.
    Tail {
        /// How many.
        #[serde(default)]
        n: Option<usize>,
    },
    /// Lines of one session.
    Range(Range),
    /// Those that match a pattern.
    Search {
        /// With `*` for any text and `?` for any character.
        #[serde(default)]
        pattern: Option<String>,
        /// At most this many, the last ones.
        #[serde(default)]
        n: Option<usize>,
        /// Equal inputs once.
        #[serde(default)]
        unique: Option<bool>,
    },
}

/// Looks the entries up.
pub fn handle(request: &HistoryRequest, scope: &Scope) -> Answer {
    let history = scope.session.history();
    let entries = match &request.access {
        Access::Tail { n } => history.tail(n.unwrap_or(DEFAULT_TAIL)),
        Access::Range(range) => history.range(*range),
        Access::Search { pattern, n, unique } => {
            history.search(pattern.as_deref().unwrap_or("*"), *n, unique.unwrap_or(false))
        }
    };
    let entries: Vec<Value> =
        entries.into_iter().map(|entry| to_json(entry, request.output)).collect();
    Answer::ok(json!({"history": entries}))
}

/// `[session, line, input]`, or `[session, line, [input, output]]`.
fn to_json(entry: &Entry, output: bool) -> Value {
    let Entry { session, line, input, output: value } = entry;
    if output { json!([session, line, [input, value]]) } else { json!([session, line, input]) }
}
