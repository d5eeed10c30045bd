//! `user_expressions`: evaluated after the cell, for the reply alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::evaluate;
use crate::evaluator::CellOutput;
use crate::handlers::Scope;

/// The value of each expression, or how it failed. What they print goes where the cell's goes.
pub(super) async fn evaluate_all(
    expressions: &BTreeMap<String, String>,
    number: u32,
    scope: &Scope,
    output: &Arc<dyn CellOutput>,
) -> Value {
    let mut values = Map::new();
    for (name, code) in expressions {
        let value = match evaluate(code, number, false, scope, output.clone()).await {
            Ok(data) => json!({"status": "ok", "data": data.unwrap_or_default(), "metadata": {}}),
            Err(failure) => failure.to_reply(),
        };
        values.insert(name.clone(), value);
    }
    Value::Object(values)
}
