//! What a cell's run brings: its output goes on to the kernel, the rest decides the outcome.

use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use anyhow::Result;
use engine_protocol::{DisplayEvent, Event, InputRequest, MimeBundle, StreamName};
use engine_support::{Control, Decoder, Events, Frame, Panic, Piece};

use super::input::{self, Desk};
use crate::runner::{Ending, Report, Runner, RunnerEvent};

/// A variable that a cell stored.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) name: String,
    pub(super) type_name: String,
    pub(super) copy: bool,
}

/// What is left of a cell's run.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// How it ended; `None` when its process did.
    pub(super) ending: Option<Ending>,
    /// Why nothing of it ran.
    pub(super) unloadable: Option<String>,
    pub(super) result: Option<MimeBundle>,
    /// The last panic; another one was caught.
    pub(super) panic: Option<Panic>,
    pub(super) stored: Vec<Stored>,
    /// The end of what it wrote to its standard error.
    pub(super) last_words: String,
}

/// The runner's streams: standard output, standard error, and its reports.
const STREAMS: usize = 3;

/// How long a cell may be silent before it is looked at: it may wait for input.
const PATIENCE: Duration = Duration::from_millis(100);

/// How many bytes of standard error are kept to tell why a process ended.
const LAST_WORDS: usize = 512;
/// The message of a panic by which an interrupt ends a thread.
const INTERRUPTED: &str = "KeyboardInterrupt";

/// Passes on what a cell writes until it has ended and all of it has arrived.
pub(super) fn collect(
    runner: &mut Runner,
    events: &Events,
    desk: &Desk<'_>,
    tell: &dyn Fn(&Panic) -> String,
) -> Result<Collected> {
    let mut run = Run::new(events, tell);
    let (mut ended, mut closed) = (0, 0);
    while ended < STREAMS && closed < STREAMS {
        match runner.next(PATIENCE) {
            Ok(RunnerEvent::Output(name, Piece::Frame(json))) => {
                ended += usize::from(run.frame(name, &json))
            }
            Ok(RunnerEvent::Output(_, Piece::Control(Control::Input, line))) => {
                desk.serve(input::request(&line), runner, events);
            }
            Ok(RunnerEvent::Output(name, piece)) => run.piece(name, piece),
            Ok(RunnerEvent::Report(Report::Stored { name, type_name, copy })) => {
                run.collected.stored.push(Stored { name, type_name, copy });
            }
            Ok(RunnerEvent::Report(Report::Ended(ending))) => {
                run.collected.ending = Some(ending);
                ended += 1;
            }
            Ok(RunnerEvent::Report(Report::Unloadable { message })) => {
                run.collected.unloadable = Some(message);
                break;
            }
            Ok(RunnerEvent::Closed) => closed += 1,
            Err(RecvTimeoutError::Timeout) if runner.has_ended() => break,
            Err(RecvTimeoutError::Timeout) if run.is_untold => run.tell_panic(),
            Err(RecvTimeoutError::Timeout) if runner.reads_input() => {
                desk.serve(InputRequest::default(), runner, events);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if ended < STREAMS {
        run.collected.ending = None;
    }
    if !matches!(run.collected.ending, Some(Ending::Panicked)) {
        run.tell_panic();
    }
    run.flush();
    Ok(run.collected)
}

/// Passes on what threads of earlier cells wrote in the meantime.
pub(super) fn drain(runner: &Runner, events: &Events) {
    let tell = |panic: &Panic| format!("panicked: {}\n", panic.message);
    let mut run = Run::new(events, &tell);
    while let Some(event) = runner.pending() {
        match event {
            RunnerEvent::Output(name, Piece::Frame(json)) => {
                run.frame(name, &json);
            }
            RunnerEvent::Output(name, piece) => run.piece(name, piece),
            RunnerEvent::Report(_) | RunnerEvent::Closed => {}
        }
    }
    run.tell_panic();
    run.flush();
}

struct Run<'a> {
    events: &'a Events,
    collected: Collected,
    decoders: [Decoder; 2],
    /// A panic in words.
    tell: &'a dyn Fn(&Panic) -> String,
    /// Whether the last panic has not been told.
    is_untold: bool,
}

impl<'a> Run<'a> {
    fn new(events: &'a Events, tell: &'a dyn Fn(&Panic) -> String) -> Self {
        let (collected, decoders) = Default::default();
        Self { events, collected, decoders, tell, is_untold: false }
    }

    /// Tells of a panic that did not end the cell: it was caught, or it ended another thread.
    fn tell_panic(&mut self) {
        let untold = std::mem::take(&mut self.is_untold);
        if let Some(panic) = self.collected.panic.as_ref().filter(|_| untold) {
            self.events.stream(StreamName::Stderr, (self.tell)(panic));
        }
    }

    fn decoder(&mut self, name: StreamName) -> &mut Decoder {
        &mut self.decoders[usize::from(name == StreamName::Stderr)]
    }

    fn piece(&mut self, name: StreamName, piece: Piece) {
        let text = match piece {
            Piece::Text(bytes) | Piece::Control(_, bytes) | Piece::Error(bytes) => {
                self.decoder(name).push(&bytes)
            }
            Piece::Content(content) => return self.content(&content),
            Piece::Frame(_) => return,
        };
        if name == StreamName::Stderr {
            self.listen(&text);
        }
        self.events.stream(name, text);
    }

    /// Keeps the end of what goes to standard error.
    fn listen(&mut self, text: &str) {
        let words = &mut self.collected.last_words;
        words.push_str(text);
        let surplus = words.ceil_char_boundary(words.len().saturating_sub(LAST_WORDS));
        words.drain(..surplus);
    }

    /// A block of evcxr's convention, which plotting crates print: MIME type, line end, content.
    fn content(&mut self, content: &[u8]) {
        let text = String::from_utf8_lossy(content);
        let (mime, data) = text.split_once('\n').unwrap_or((&text, ""));
        let data = MimeBundle::from([(mime.to_owned(), data.into())]);
        self.events.send(&Event::Display(DisplayEvent { data, ..DisplayEvent::default() }));
    }

    /// Takes a frame; whether it marks the end of its stream for this cell.
    fn frame(&mut self, name: StreamName, json: &[u8]) -> bool {
        match serde_json::from_slice(json) {
            Ok(Frame::End) => return true,
            Ok(Frame::DisplayData(display)) => {
                self.events.send(&Event::Display(display.event(false)))
            }
            Ok(Frame::UpdateDisplayData(display)) => {
                self.events.send(&Event::Display(display.event(true)))
            }
            Ok(Frame::ExecuteResult(display)) => self.collected.result = Some(display.data),
            Ok(Frame::ClearOutput { wait }) => self.events.send(&Event::ClearOutput { wait }),
            Ok(Frame::Panic(panic)) => {
                self.tell_panic();
                self.is_untold = panic.message != INTERRUPTED;
                self.collected.panic = Some(panic);
            }
            // Not one of ours: text that happens to look like a frame.
            Err(_) => {
                let text = self.decoder(name).push(json);
                self.events.stream(name, text);
            }
        }
        false
    }

    fn flush(&mut self) {
        for name in [StreamName::Stdout, StreamName::Stderr] {
            let rest = self.decoder(name).finish();
            self.events.stream(name, rest);
        }
    }
}
