//! What array-kernel and an evaluation engine say to each other.
//!
//! An engine is a process of its own: the kernel writes one [`Request`] per line to its standard
//! input and reads one [`Event`] per line from its standard output, both as JSON. Everything an
//! engine has to tell about a cell is a value: an [`Outcome`] says how the cell ended, and only a
//! fault of the engine itself is an [`Event::Fault`]. An engine whose standard input is closed ends,
//! with everything that it started: nobody is left to talk to.
//!
//! Positions are byte offsets into the UTF-8 source of the cell; lines and columns count from 1,
//! columns in Unicode scalar values. The Jupyter wire format stays outside.

mod event;
mod outcome;
mod request;

pub use event::{DisplayEvent, Event, InputRequest, MimeBundle, StreamName};
pub use outcome::{Diagnostic, Level, Location, LostVariable, Outcome, Span};
pub use request::{ExecuteRequest, Request, RequestId};

use serde::{Deserialize, Serialize};

/// Candidates to replace a range of the cell's source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Completions {
    /// Byte offset at which the replaced range starts.
    pub start: usize,
    /// Byte offset at which the replaced range ends.
    pub end: usize,
    /// The candidates, best first.
    pub items: Vec<CompletionItem>,
}

/// One completion candidate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CompletionItem {
    /// The text to insert.
    pub text: String,
    /// What it is: `function`, `method`, `variable`, `type`, `module`, `keyword`, `magic`, ...
    pub kind: String,
    /// Its signature or type, when known.
    pub signature: Option<String>,
}

/// Documentation for the name under the cursor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Documentation {
    /// Plain text.
    pub text: String,
    /// The same as Markdown.
    pub markdown: String,
}

/// A variable of the session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its type, as Rust source.
    pub type_name: String,
}

/// Reads one message from a line of JSON.
///
/// # Errors
/// When the line is not JSON, or not a message of type `T`.
pub fn from_line<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T, serde_json::Error> {
    serde_json::from_str(line)
}

/// Writes one message as a line of JSON, its newline included.
///
/// # Panics
/// Never for the types of this crate: they have string keys only.
pub fn to_line<T: Serialize>(message: &T) -> String {
    let mut line = serde_json::to_string(message).expect("messages serialize to JSON");
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_line_format() {
        let request = Request::Execute(ExecuteRequest {
            id: 7,
            cell: 3,
            code: "let a = \"x\\n\";\na".into(),
            allow_stdin: true,
        });
        let line = to_line(&request);
        assert_eq!(line.matches('\n').count(), 1);
        assert_eq!(from_line::<Request>(&line).unwrap(), request);

        let event = Event::Executed {
            id: 7,
            outcome: Outcome::Panicked {
                message: "index 3".into(),
                location: Some(Location { line: 2, column: 1 }),
                lost: vec![LostVariable {
                    name: "b".into(),
                    reason: "moved".into(),
                    restorable: true,
                }],
            },
        };
        assert_eq!(from_line::<Event>(&to_line(&event)).unwrap(), event);
    }
}
