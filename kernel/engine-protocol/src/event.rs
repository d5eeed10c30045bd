//! What an engine tells the kernel.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Completions, Documentation, Outcome, RequestId, Variable};

/// Representations of one value by MIME type. JSON types (`application/json`, `*+json`) hold JSON,
/// all others a string (base64 for binary types).
pub type MimeBundle = BTreeMap<String, Value>;

/// One line on the engine's standard output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The engine can run cells. Sent once after start, and again after it restarted its runner.
    Ready,
    /// The engine cannot do its work; the text says why and what to do.
    Fault {
        /// The cause and the remedy.
        message: String,
    },
    /// Progress on something slow that the user waits for, for example building a dependency.
    Progress {
        /// What is under way.
        message: String,
    },
    /// The cell, or a thread it left behind, wrote to a standard stream. Not line-buffered.
    Stream {
        /// Which stream.
        name: StreamName,
        /// The text.
        text: String,
    },
    /// The cell displayed a value.
    Display(DisplayEvent),
    /// The cell cleared its output.
    ClearOutput {
        /// Clear only when new output arrives.
        wait: bool,
    },
    /// The cell's source is to be replaced by this text, which is not run.
    Replacement {
        /// The text.
        text: String,
    },
    /// The cell wants a line of input; the kernel answers with `Request::InputReply`.
    Input(InputRequest),
    /// A cell ended.
    Executed {
        /// The request this answers.
        id: RequestId,
        /// How it ended.
        outcome: Outcome,
    },
    /// Answer to `Request::Complete`.
    Completed {
        /// The request this answers.
        id: RequestId,
        /// The candidates.
        completions: Completions,
    },
    /// Answer to `Request::Inspect`.
    Inspected {
        /// The request this answers.
        id: RequestId,
        /// What is known of the name, if anything.
        documentation: Option<Documentation>,
    },
    /// Answer to `Request::Variables`.
    Variables {
        /// The request this answers.
        id: RequestId,
        /// In the order of their names.
        variables: Vec<Variable>,
    },
}

/// A standard stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StreamName {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// A value to display.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DisplayEvent {
    /// Its representations.
    pub data: MimeBundle,
    /// Metadata by MIME type.
    #[serde(default)]
    pub metadata: BTreeMap<String, Value>,
    /// Names the display so that it can be updated later.
    #[serde(default)]
    pub display_id: Option<String>,
    /// Replace the display of the same name rather than add one.
    #[serde(default)]
    pub update: bool,
}

/// A line of input that a cell asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InputRequest {
    /// Shown to the user.
    pub prompt: String,
    /// Do not echo the answer.
    pub password: bool,
}
