//! Turns what the relay sends into events, and keeps what decides a cell's outcome.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine_protocol::{DisplayEvent, Event, MimeBundle, StreamName};
use engine_support::{Decoder, Events, Frame, Panic};
use serde_json::Value;

use crate::panics;
use crate::platform;
use crate::relay::message::Message;

/// What a cell's run left for its outcome.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Record {
    /// The value of its last expression.
    pub(crate) result: Option<MimeBundle>,
    /// The last panic that array-core told of.
    pub(crate) panic: Option<Panic>,
    /// Whether a panic ended it.
    pub(crate) panicked: bool,
    /// Whether a top-level `?` ended it.
    pub(crate) left_early: bool,
    /// The error that a top-level `?` met.
    pub(crate) error: Option<String>,
    /// Variables whose type it redefined.
    pub(crate) redefined: Vec<String>,
    /// How the runner died, if it did.
    pub(crate) death: Option<String>,
}

struct State {
    record: Record,
    /// A content block that the next one may belong to.
    content: Option<DisplayEvent>,
    stdout: Decoder,
    stderr: Decoder,
}

/// The receiving end of the relay's messages.
#[derive(Clone)]
pub(crate) struct Output {
    events: Events,
    state: Arc<Mutex<State>>,
    muted: Arc<AtomicBool>,
}

impl Output {
    pub(crate) fn new(events: Events) -> Output {
        let (stdout, stderr) = (Decoder::default(), Decoder::default());
        let state = State { record: Record::default(), content: None, stdout, stderr };
        Output { events, state: Arc::new(Mutex::new(state)), muted: Arc::default() }
    }

    /// Shows nothing, or everything again; for cells that are not the user's.
    pub(crate) fn mute(&self, muted: bool) {
        self.muted.store(muted, Ordering::SeqCst);
    }

    fn send(&self, event: &Event) {
        if !self.muted.load(Ordering::SeqCst) {
            self.events.send(event);
        }
    }

    fn stream(&self, name: StreamName, text: String) {
        if !text.is_empty() {
            self.send(&Event::Stream { name, text });
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends a cell: shows what was held back, and gives what decides its outcome.
    pub(crate) fn take_record(&self) -> Record {
        let mut state = self.state();
        self.show_content(&mut state);
        let rest = state.stdout.finish();
        self.stream(StreamName::Stdout, rest);
        let rest = state.stderr.finish();
        self.stream(StreamName::Stderr, rest);
        let mut record = std::mem::take(&mut state.record);
        if !record.panicked
            && let Some(panic) = record.panic.take()
        {
            self.show_panic(&panic);
        }
        record
    }

    /// Takes one message of the relay.
    pub(crate) fn receive(&self, message: Message) {
        let mut state = self.state();
        if !matches!(message, Message::Content(_)) {
            self.show_content(&mut state);
        }
        match message {
            Message::Stdout(bytes) => {
                let text = state.stdout.push(&bytes);
                self.stream(StreamName::Stdout, text);
            }
            Message::Stderr(bytes) => {
                let text = state.stderr.push(&bytes);
                self.stream(StreamName::Stderr, text);
            }
            Message::Frame(json) => self.frame(&json, &mut state),
            Message::Content(content) => self.content(&content, &mut state),
            Message::Error(text) => {
                state.record.error = Some(String::from_utf8_lossy(&text).into_owned());
            }
            Message::Redefined(name) => {
                state.record.redefined.push(String::from_utf8_lossy(&name).into_owned());
            }
            Message::Panicked => state.record.panicked = true,
            Message::LeftEarly => state.record.left_early = true,
            Message::Exited(code) => {
                state.record.death = Some(format!("it exited with code {code}"))
            }
            Message::Killed(signal) => state.record.death = Some(death_by_signal(signal)),
            Message::Hello(_) | Message::Started | Message::Finished | Message::Pong => {}
        }
    }

    fn frame(&self, json: &[u8], state: &mut State) {
        match serde_json::from_slice(json) {
            Ok(Frame::DisplayData(display)) => {
                self.send(&Event::Display(display.event(false)));
            }
            Ok(Frame::UpdateDisplayData(display)) => {
                self.send(&Event::Display(display.event(true)));
            }
            Ok(Frame::ExecuteResult(display)) => state.record.result = Some(display.data),
            Ok(Frame::ClearOutput { wait }) => self.send(&Event::ClearOutput { wait }),
            Ok(Frame::Panic(panic)) => {
                // An earlier one was caught by the cell, or ended another thread than the cell's.
                if let Some(before) = state.record.panic.replace(panic) {
                    self.show_panic(&before);
                }
            }
            // evcxr tells of a cell's end in a line of its own.
            Ok(Frame::End) => {}
            Err(error) => {
                let text = String::from_utf8_lossy(json);
                let text = format!("a display that cannot be read ({error}): {text}\n");
                self.stream(StreamName::Stderr, text);
            }
        }
    }

    /// Shows a panic that does not end the cell as a Rust program would.
    fn show_panic(&self, panic: &Panic) {
        let Panic { message, file, line, column } = panic;
        // The place in the cell's crate is not the one in the cell.
        let place = if panics::is_of_cell(panic) {
            String::new()
        } else {
            format!(" at {file}:{line}:{column}")
        };
        let text = format!("a thread panicked{place}:\n{message}\n");
        self.stream(StreamName::Stderr, text);
    }

    /// Blocks that follow each other at once are representations of one value if one of them is the
    /// plain text that accompanies the other; else each is a display of its own.
    fn content(&self, content: &[u8], state: &mut State) {
        let content = String::from_utf8_lossy(content);
        let (mime, content) = content.split_once('\n').unwrap_or((&content, ""));
        let mime = mime.trim().to_owned();
        let is_json = mime == "application/json" || mime.ends_with("+json");
        let value = match serde_json::from_str(content) {
            Ok(value) if is_json => value,
            _ => Value::from(content),
        };
        let belongs = state.content.as_ref().is_some_and(|before| {
            let is_text = |mime: &str| mime == "text/plain";
            before.data.len() == 1
                && before.data.keys().any(|other| is_text(other) != is_text(&mime))
        });
        if !belongs {
            self.show_content(state);
        }
        state.content.get_or_insert_default().data.insert(mime, value);
    }

    fn show_content(&self, state: &mut State) {
        if let Some(display) = state.content.take() {
            self.send(&Event::Display(display));
        }
    }
}

fn death_by_signal(signal: i32) -> String {
    match platform::signal_name(signal) {
        Some(name) => format!("signal {signal} ({name})"),
        None => format!("signal {signal}"),
    }
}

#[cfg(test)]
mod tests;
