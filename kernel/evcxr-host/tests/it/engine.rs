//! The engine as a child process, and what it says in a form for comparing.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use engine_protocol::{Event, ExecuteRequest, MimeBundle, Outcome, Request};
use tempfile::TempDir;

/// No answer takes as long as this.
const LIMIT: Duration = Duration::from_secs(300);

/// A runtime built from the fixture, once for all tests.
pub(crate) fn runtime() -> &'static Path {
    static RUNTIME: OnceLock<TempDir> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| {
        let runtime = tempfile::tempdir().unwrap();
        copy(&fixture(), &runtime.path().join("src"));
        let prepared = engine_command("prepare", runtime.path()).output().unwrap();
        assert!(prepared.status.success(), "{}", String::from_utf8_lossy(&prepared.stdout));
        runtime
    });
    runtime.path()
}

pub(crate) fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (original, copy_path) = (entry.path(), to.join(entry.file_name()));
        if original.is_dir() {
            copy(&original, &copy_path);
        } else {
            fs::copy(original, copy_path).unwrap();
        }
    }
}

pub(crate) fn engine_command(task: &str, runtime: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evcxr-host"));
    command
        .arg(task)
        .arg("--runtime")
        .arg(runtime)
        // Nothing in the fixture comes from the network.
        .env("CARGO_NET_OFFLINE", "true")
        // cargo test points it at libraries of this workspace, array-core's among them; Jupyter
        // starts the engine without.
        .env_remove("LD_LIBRARY_PATH")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// A running engine.
pub(crate) struct Engine {
    child: Child,
    requests: Option<ChildStdin>,
    events: Receiver<Event>,
    count: u32,
}

impl Engine {
    /// Starts an engine and waits until it is ready.
    pub(crate) fn start() -> Engine {
        let mut child = engine_command("serve", runtime()).spawn().unwrap();
        let requests = child.stdin.take();
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
        let mut engine = Engine { child, requests, events, count: 0 };
        assert_eq!(engine.next(), Event::Ready);
        engine
    }

    pub(crate) fn send(&mut self, request: &Request) {
        let line = engine_protocol::to_line(request);
        self.requests.as_mut().unwrap().write_all(line.as_bytes()).unwrap();
    }

    pub(crate) fn next(&mut self) -> Event {
        self.events.recv_timeout(LIMIT).expect("the engine answers")
    }

    /// Sends a cell; its events are to be read with [`Engine::next`].
    pub(crate) fn begin(&mut self, code: &str) {
        self.count += 1;
        let request = ExecuteRequest {
            id: self.count.into(),
            cell: self.count,
            code: code.to_owned(),
            allow_stdin: true,
        };
        self.send(&Request::Execute(request));
    }

    /// Runs a cell; gives its events up to its end, one per line.
    pub(crate) fn run(&mut self, code: &str) -> String {
        self.begin(code);
        self.finish()
    }

    /// The events up to the end of the cell, one per line; adjacent text is joined.
    pub(crate) fn finish(&mut self) -> String {
        let mut transcript = String::new();
        let mut pending: Option<(String, String)> = None;
        loop {
            let event = self.next();
            if let Event::Stream { name, text } = &event {
                let name = format!("{name:?}").to_lowercase();
                match &mut pending {
                    Some((before, joined)) if *before == name => joined.push_str(text),
                    _ => {
                        show_stream(&mut transcript, pending.take());
                        pending = Some((name, text.clone()));
                    }
                }
                continue;
            }
            show_stream(&mut transcript, pending.take());
            match event {
                Event::Executed { id, outcome } => {
                    assert_eq!(id, u64::from(self.count));
                    show_outcome(&mut transcript, &outcome);
                    return transcript;
                }
                Event::Display(display) => {
                    writeln!(transcript, "display {}", bundle(&display.data)).unwrap();
                }
                Event::Progress { .. } => {}
                other => writeln!(transcript, "{other:?}").unwrap(),
            }
        }
    }

    /// Closes the engine's input, and waits for its end.
    pub(crate) fn end(mut self) {
        self.requests.take();
        assert!(self.child.wait().unwrap().success());
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.requests.take();
        let _ended = self.child.wait();
    }
}

fn show_stream(transcript: &mut String, stream: Option<(String, String)>) {
    if let Some((name, text)) = stream {
        writeln!(transcript, "{name} {text:?}").unwrap();
    }
}

fn bundle(data: &MimeBundle) -> String {
    let entries = data.iter().map(|(mime, value)| format!("{mime} {value}"));
    entries.collect::<Vec<_>>().join(" | ")
}

/// Of a compiler's message, only what does not change with each version of it.
fn show_outcome(transcript: &mut String, outcome: &Outcome) {
    match outcome {
        Outcome::Ok { result: None } => writeln!(transcript, "ok"),
        Outcome::Ok { result: Some(data) } => writeln!(transcript, "= {}", bundle(data)),
        Outcome::CompileErrors { errors } => {
            for error in errors {
                let spans = error.spans.iter().map(|span| {
                    let (start, end) = (span.start, span.end);
                    format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
                });
                let places = spans.collect::<Vec<_>>().join(" ");
                let code = error.code.as_deref().unwrap_or(&error.message);
                writeln!(transcript, "error {code} at {places}").unwrap();
                for note in error.notes.iter().filter(|note| note.contains(" is gone: ")) {
                    writeln!(transcript, "  {note}").unwrap();
                }
            }
            Ok(())
        }
        other => writeln!(transcript, "{other:?}"),
    }
    .unwrap();
}
