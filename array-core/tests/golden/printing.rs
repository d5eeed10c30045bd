//! The printed form of values.

use array_core::display::{PrintOptions, array_str_with};
use serde_json::Value as Json;

use crate::value::{Value, with_array};

/// The text of an array under the printing options that a case names.
pub(crate) fn text(value: &Value, options: &Json) -> String {
    let options = parse(options);
    with_array!(value, a => array_str_with(a, &options))
}

fn parse(json: &Json) -> PrintOptions {
    let size = |name: &str| json[name].as_u64().map(|n| usize::try_from(n).expect("a size"));
    let mut options = PrintOptions::new();
    if let Some(digits) = size("precision") {
        options = options.precision(digits);
    }
    if let Some(elements) = size("threshold") {
        options = options.threshold(elements);
    }
    if let Some(elements) = size("edgeitems") {
        options = options.edgeitems(elements);
    }
    if let Some(characters) = size("linewidth") {
        options = options.linewidth(characters);
    }
    options.suppress(json["suppress"] == true)
}
