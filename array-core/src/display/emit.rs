//! Sending what is shown: frames on stdout in a notebook, text in a plain program.
//!
//! A notebook's runner is started with `ARRAY_CORE_DISPLAY=inline` in its environment. Then each
//! frame is `ESC ] 5379 ;`, one line of JSON, `ESC \` on stdout, so that it keeps its place among
//! the printed lines. The JSON has the field `type` (`execute_result`, `display_data`,
//! `update_display_data`, `clear_output` or `panic`), with `data` and `metadata` by MIME type for
//! those that show something, `display_id` and `wait` where they apply.

use std::env;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Bundle, Render};

const BEGIN: &str = "\x1b]5379;";
const END: &str = "\x1b\\";

/// Whether frames are understood by who reads this process's stdout.
#[must_use]
pub fn is_inline() -> bool {
    env::var_os("ARRAY_CORE_DISPLAY").is_some_and(|mode| mode == "inline")
}

/// A frame as it stands in a stream.
pub(crate) fn framed(message: &Value) -> String {
    // JSON escapes control characters, so the end mark cannot occur inside.
    format!("{BEGIN}{message}{END}")
}

/// Sends one frame, or prints its `text/plain` when no notebook listens.
pub fn frame(message: &Value) {
    let output = if is_inline() {
        framed(message)
    } else {
        match message["data"]["text/plain"].as_str() {
            Some(text) => format!("{text}\n"),
            None => return,
        }
    };
    let mut stdout = io::stdout().lock();
    // A closed stdout leaves nobody to show anything to.
    let _ = stdout.write_all(output.as_bytes()).and_then(|()| stdout.flush());
}

/// Sends the value of a cell's last expression; nothing for an empty bundle.
pub fn execute_result(bundle: Bundle) {
    send("execute_result", &bundle, None);
}

/// Shows a value now, in the middle of a cell (IPython: `display`).
///
/// Takes anything that implements [`Render`], by value or by reference: arrays, plots, numbers,
/// text, [`html`](super::html()) and their tuples and vectors.
///
/// ```
/// use array_core::prelude::*;
///
/// display("half way");
/// display((1, 2.5));
/// ```
pub fn display(value: impl Render) {
    send("display_data", &value.bundle(), None);
}

/// Shows a value under a name by which [`update_display`] can replace it.
pub fn display_with_id(id: &str, value: impl Render) {
    send("display_data", &value.bundle(), Some(id));
}

/// Replaces what was shown under a name.
pub fn update_display(id: &str, value: impl Render) {
    send("update_display_data", &value.bundle(), Some(id));
}

/// Clears what the cell has shown so far; with `wait`, only when the next output arrives.
pub fn clear_output(wait: bool) {
    frame(&json!({"type": "clear_output", "wait": wait}));
}

fn send(message_type: &str, bundle: &Bundle, display_id: Option<&str>) {
    if bundle.is_empty() {
        return;
    }
    let mut message = bundle.to_message(message_type);
    if let Some(id) = display_id {
        message["display_id"] = id.into();
    }
    frame(&message);
}
