//! `inspect_request`: documentation of the name at the cursor.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection>

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Answer, Scope};
use crate::cursor;

/// Asks for documentation. The level of detail is ignored: there is one text per name.
#[derive(Clone, Debug, Deserialize)]
pub struct InspectRequest {
    /// The cell's source.
    pub code: String,
    /// The cursor, in code points; the end of the source when absent.
    #[serde(default)]
    pub cursor_pos: Option<usize>,
}

/// Asks the evaluator. One that cannot answer knows nothing.
pub async fn handle(request: &InspectRequest, scope: &Scope) -> Answer {
    let code = &request.code;
    let at = request.cursor_pos.map_or(code.len(), |position| cursor::to_byte(code, position));
    let documentation = scope.session.evaluator.inspect(code, at).await.unwrap_or_else(|fault| {
        log::warn!("no documentation: {fault}");
        None
    });
    let mut data = Map::new();
    if let Some(documentation) = &documentation {
        data.insert("text/plain".into(), json!(documentation.text));
        if !documentation.markdown.is_empty() {
            data.insert("text/markdown".into(), json!(documentation.markdown));
        }
    }
    Answer::ok(json!({
        "found": documentation.is_some(),
        "data": Value::Object(data),
        "metadata": {},
    }))
}
