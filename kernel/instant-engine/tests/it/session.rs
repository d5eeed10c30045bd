//! A running engine, and what it says in a form for comparing.

use std::env::var_os;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Once;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use engine_protocol::{
    Diagnostic, Event, ExecuteRequest, MimeBundle, Outcome, Request, StreamName,
};
use expect_test::Expect;

/// Names the runtime directory.
const RUNTIME: &str = "ARRAY_KERNEL_RUNTIME";
/// No answer takes as long as this.
const LIMIT: Duration = Duration::from_secs(120);

/// Runs cells in a session of their own and compares the transcript: nothing for a cell that says
/// nothing, else lines that start with its number.
#[track_caller]
pub(crate) fn check(cells: &[&str], expected: Expect) {
    let Some(mut session) = Session::start() else { return };
    let transcript: String = cells.iter().map(|cell| session.run(cell)).collect();
    expected.assert_eq(&transcript);
}

/// An engine with its session.
pub(crate) struct Session {
    child: Child,
    requests: Option<ChildStdin>,
    events: Receiver<Event>,
    count: u32,
}

impl Session {
    /// Starts an engine and waits until it is ready; `None` without a runtime, which is printed.
    pub(crate) fn start() -> Option<Self> {
        let Some(runtime) = var_os(RUNTIME).map(PathBuf::from) else {
            static SAID: Once = Once::new();
            SAID.call_once(|| {
                // Not by `eprintln!`, which cargo keeps to itself when a test passes.
                let line =
                    format!("skipped: {RUNTIME} names no runtime (`array-kernel doctor` does)\n");
                std::io::stderr().write_all(line.as_bytes()).unwrap();
            });
            return None;
        };
        let mut child = Command::new(env!("CARGO_BIN_EXE_instant-engine"))
            .args(["serve", "--runtime"])
            .arg(runtime)
            // cargo test points it at libraries of this workspace, array-core's among them; Jupyter
            // starts the engine without.
            .env_remove("LD_LIBRARY_PATH")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, events) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let event = engine_protocol::from_line(&line)
                    .unwrap_or_else(|error| panic!("not an event: {line}: {error}"));
                if sender.send(event).is_err() {
                    return;
                }
            }
        });
        let requests = child.stdin.take();
        let mut session = Self { child, requests, events, count: 0 };
        assert_eq!(session.next(), Event::Ready);
        Some(session)
    }

    pub(crate) fn send(&mut self, request: &Request) {
        let line = engine_protocol::to_line(request);
        self.requests.as_mut().unwrap().write_all(line.as_bytes()).unwrap();
    }

    pub(crate) fn interrupt(&mut self) {
        self.send(&Request::Interrupt);
    }

    /// The next event; waits for it.
    #[track_caller]
    pub(crate) fn next(&mut self) -> Event {
        self.events.recv_timeout(LIMIT).expect("the engine answers")
    }

    /// The next event, if it comes within a time.
    pub(crate) fn next_within(&mut self, time: Duration) -> Option<Event> {
        match self.events.recv_timeout(time) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => panic!("the engine is gone"),
        }
    }

    /// Sends a cell.
    pub(crate) fn begin(&mut self, code: &str) {
        self.count += 1;
        let request = ExecuteRequest {
            id: self.count.into(),
            cell: self.count,
            code: code.to_owned(),
            allow_stdin: false,
        };
        self.send(&Request::Execute(request));
    }

    /// Waits until the running cell has printed something.
    pub(crate) fn until_printed(&mut self) {
        let event = self.next();
        assert!(matches!(event, Event::Stream { .. }), "{event:?}");
    }

    /// The events of the running cell up to its end.
    pub(crate) fn events(&mut self) -> (Vec<Event>, Outcome) {
        let mut events = Vec::new();
        loop {
            match self.next() {
                Event::Executed { id, outcome } => {
                    assert_eq!(id, u64::from(self.count));
                    return (events, outcome);
                }
                Event::Progress { .. } => {}
                event => events.push(event),
            }
        }
    }

    /// Runs a cell; what it says, as lines.
    pub(crate) fn run(&mut self, code: &str) -> String {
        self.begin(code);
        self.finish()
    }

    /// The same for a cell that was begun.
    pub(crate) fn finish(&mut self) -> String {
        let (events, outcome) = self.events();
        let mut lines = Vec::new();
        for event in joined(events) {
            lines.push(match event {
                Event::Stream { name: StreamName::Stdout, text } => format!("stdout {text:?}"),
                Event::Stream { name: StreamName::Stderr, text } => format!("stderr {text:?}"),
                Event::Display(display) => format!("display {}", plain(&display.data)),
                other => format!("{other:?}"),
            });
        }
        show_outcome(&outcome, &mut lines);
        let number = self.count;
        lines.iter().fold(String::new(), |mut text, line| {
            writeln!(text, "[{number}] {line}").unwrap();
            text
        })
    }

    /// Closes the engine's input, as a kernel does that ends.
    pub(crate) fn close(&mut self) {
        self.requests.take();
    }

    /// Waits for the end of the engine.
    #[track_caller]
    pub(crate) fn until_ended(&mut self, limit: Duration) {
        let deadline = Instant::now() + limit;
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "the engine does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The names and types of the variables that stand.
    pub(crate) fn variables(&mut self) -> String {
        self.send(&Request::Variables { id: 0 });
        let Event::Variables { variables, .. } = self.next() else { panic!("no variables") };
        let listed = variables.iter().map(|v| format!("{}: {}", v.name, v.type_name));
        listed.collect::<Vec<_>>().join(", ")
    }
}

/// Whether a process runs.
pub(crate) fn is_alive(process: &str) -> bool {
    Command::new("kill").args(["-0", process]).output().unwrap().status.success()
}

impl Drop for Session {
    fn drop(&mut self) {
        self.requests.take();
        let _ended = self.child.wait();
    }
}

/// Adjacent texts of one stream as one: how they are cut is the system's choice.
fn joined(events: Vec<Event>) -> Vec<Event> {
    let mut joined: Vec<Event> = Vec::new();
    for event in events {
        match (joined.last_mut(), event) {
            (Some(Event::Stream { name: before, text }), Event::Stream { name, text: more })
                if *before == name =>
            {
                text.push_str(&more)
            }
            (_, event) => joined.push(event),
        }
    }
    joined
}

/// A value's plain text, with its other representations named.
fn plain(data: &MimeBundle) -> String {
    let text = data.get("text/plain").and_then(|text| text.as_str()).unwrap_or_default();
    let others: Vec<&str> =
        data.keys().map(String::as_str).filter(|mime| *mime != "text/plain").collect();
    if others.is_empty() { text.to_owned() } else { format!("{text} ({})", others.join(", ")) }
}

fn show_outcome(outcome: &Outcome, lines: &mut Vec<String>) {
    let lost = |lost: &[engine_protocol::LostVariable]| {
        let each = lost.iter().map(|lost| format!("lost {}: {}", lost.name, lost.reason));
        each.collect::<Vec<_>>()
    };
    match outcome {
        Outcome::Ok { result: None } => {}
        Outcome::Ok { result: Some(data) } => lines.push(format!("= {}", plain(data))),
        Outcome::CompileErrors { errors } => lines.extend(errors.iter().flat_map(show_error)),
        Outcome::Failed { name, message } => lines.push(format!("{name}: {message}")),
        Outcome::Panicked { message, location, lost: gone } => {
            let place = location.map(|at| format!(" at {}:{}", at.line, at.column));
            lines.push(format!("panic{}: {message}", place.unwrap_or_default()));
            lines.extend(lost(gone));
        }
        Outcome::Interrupted { lost: gone } => {
            lines.push("interrupted".into());
            lines.extend(lost(gone));
        }
        Outcome::Died { reason, lost: gone } => {
            lines.push(format!("died: {reason}"));
            lines.extend(lost(gone));
        }
    }
}

/// Of a compiler's message, only what does not change with each version of it; of its notes, those
/// that the engine adds.
fn show_error(error: &Diagnostic) -> Vec<String> {
    let spans = error.spans.iter().filter(|span| span.primary).map(|span| {
        let (start, end) = (span.start, span.end);
        format!(" at {}:{}-{}:{}", start.line, start.column, end.line, end.column)
    });
    let place: String = spans.collect();
    let what = error.code.as_deref().unwrap_or(&error.message);
    let own = |note: &&String| note.contains("cell [") || note.contains("dropped when");
    let notes = error.notes.iter().filter(own).map(|note| format!("  {note}"));
    std::iter::once(format!("error {what}{place}")).chain(notes).collect()
}
