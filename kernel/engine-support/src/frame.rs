//! The frames that array-core writes between a cell's printed lines.

use std::collections::BTreeMap;

use engine_protocol::{DisplayEvent, MimeBundle};
use serde::Deserialize;
use serde_json::Value;

/// A frame of `array_core::display` or `array_core::session`.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Frame {
    /// Show a value.
    DisplayData(Display),
    /// Replace a value shown before.
    UpdateDisplayData(Display),
    /// The value of the cell's last expression.
    ExecuteResult(Display),
    /// Clear the cell's output.
    ClearOutput {
        /// Only when something new comes.
        #[serde(default)]
        wait: bool,
    },
    /// The cell panicked.
    Panic(Panic),
    /// The cell ended: everything it wrote to this stream stands before this frame.
    End,
}

/// A value to show.
#[derive(Debug, Deserialize)]
pub struct Display {
    /// Its representations.
    pub data: MimeBundle,
    /// Metadata by MIME type.
    #[serde(default)]
    pub metadata: BTreeMap<String, Value>,
    /// The name under which it can be replaced.
    #[serde(default)]
    pub display_id: Option<String>,
}

impl Display {
    /// The event that shows this value, or replaces an earlier one by it.
    #[must_use]
    pub fn event(self, update: bool) -> DisplayEvent {
        let Self { data, metadata, display_id } = self;
        DisplayEvent { data, metadata, display_id, update }
    }
}

/// A panic, as array-core's hook tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Panic {
    /// What it said.
    pub message: String,
    /// The file it arose in.
    #[serde(default)]
    pub file: String,
    /// The line, from 1.
    #[serde(default)]
    pub line: usize,
    /// The column, from 1.
    #[serde(default)]
    pub column: usize,
}
