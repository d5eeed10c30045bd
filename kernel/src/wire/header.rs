//! The header of a message, which its answers carry back as their parent.

use chrono::{SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::PROTOCOL_VERSION;

/// A message header: what the kernel reads of it, and the rest as it came.
///
/// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#message-header>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Unique per message.
    pub msg_id: String,
    /// For example `execute_request`.
    pub msg_type: String,
    /// The session of the sender.
    #[serde(default)]
    pub session: String,
    /// `date`, `username`, `version`, `subshell_id` and whatever a client adds, kept verbatim.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Header {
    /// The header of a new message of this process.
    pub fn new(msg_type: &str, session: &str) -> Self {
        let mut rest = Map::new();
        rest.insert("username".into(), json!("array-kernel"));
        rest.insert("version".into(), json!(PROTOCOL_VERSION));
        rest.insert("date".into(), json!(Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true)));
        Self {
            msg_id: uuid::Uuid::new_v4().to_string(),
            msg_type: msg_type.to_owned(),
            session: session.to_owned(),
            rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_goes_back_as_it_came() {
        let text = json!({
            "msg_id": "1", "msg_type": "execute_request", "session": "s", "username": "u",
            "date": "2024-01-01T00:00:00Z", "version": "5.5", "subshell_id": "x", "extra": [1],
        });
        let header: Header = serde_json::from_value(text.clone()).unwrap();
        assert_eq!(serde_json::to_value(header).unwrap(), text);
    }
}
