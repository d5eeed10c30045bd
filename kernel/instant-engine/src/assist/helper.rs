//! The process that embeds rust-analyzer, and its conversation.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use engine_protocol::{Completions, Documentation, Event, Request};

/// The helper's executable, beside this one.
const EXECUTABLE: &str = "evcxr-host";
/// How long a question waits for a helper that has just been started.
const START: Duration = Duration::from_secs(25);
/// How long a question waits for its answer.
const ANSWER: Duration = Duration::from_secs(5);
/// How long a failed helper is left alone.
const PAUSE: Duration = Duration::from_secs(60);

/// The helper, running or not.
pub(super) struct Helper {
    runtime: PathBuf,
    running: Option<Running>,
    failed: Option<Instant>,
    next_id: u64,
}

struct Running {
    child: Child,
    events: Receiver<Event>,
    ready: bool,
    started: Instant,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Helper {
    /// A helper on a runtime, not started yet.
    pub(super) fn new(runtime: PathBuf) -> Self {
        Self { runtime, running: None, failed: None, next_id: 0 }
    }

    /// Completions at a byte of the code; `None` when the helper cannot say.
    pub(super) fn complete(&mut self, code: &str, cursor: usize) -> Option<Completions> {
        let answer = self.ask(|id| Request::Complete { id, code: code.to_owned(), cursor })?;
        match answer {
            Event::Completed { completions, .. } => Some(completions),
            _ => None,
        }
    }

    /// Documentation of the name at a byte of the code.
    pub(super) fn inspect(&mut self, code: &str, cursor: usize) -> Option<Documentation> {
        let answer = self.ask(|id| Request::Inspect { id, code: code.to_owned(), cursor })?;
        match answer {
            Event::Inspected { documentation, .. } => documentation,
            _ => None,
        }
    }

    fn ask(&mut self, request: impl FnOnce(u64) -> Request) -> Option<Event> {
        if self.failed.is_some_and(|when| when.elapsed() < PAUSE) {
            return None;
        }
        if self.running.is_none() {
            self.running = self.start();
        }
        self.next_id += 1;
        let id = self.next_id;
        let answer = self.running.as_mut().map(|running| running.ask(id, &request(id)));
        match answer {
            Some(Answer::Event(event)) => Some(*event),
            Some(Answer::NotYet) => None,
            Some(Answer::Gone) | None => {
                self.running = None;
                self.failed = Some(Instant::now());
                None
            }
        }
    }

    fn start(&self) -> Option<Running> {
        let executable = std::env::current_exe().ok()?.with_file_name(EXECUTABLE);
        let mut command = Command::new(executable);
        command.arg("serve").arg("--runtime").arg(&self.runtime);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let stdout = BufReader::new(child.stdout.take()?);
        let (sender, events) = channel();
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if let Ok(event) = engine_protocol::from_line(&line)
                    && sender.send(event).is_err()
                {
                    return;
                }
            }
        });
        Some(Running { child, events, ready: false, started: Instant::now() })
    }
}

enum Answer {
    Event(Box<Event>),
    NotYet,
    Gone,
}

impl Running {
    fn ask(&mut self, id: u64, request: &Request) -> Answer {
        while !self.ready {
            let left = START.saturating_sub(self.started.elapsed());
            match self.events.recv_timeout(left) {
                Ok(Event::Ready) => self.ready = true,
                Ok(Event::Fault { .. }) => return Answer::Gone,
                Ok(_) => {}
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => return Answer::NotYet,
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return Answer::Gone,
            }
        }
        let Some(stdin) = self.child.stdin.as_mut() else { return Answer::Gone };
        if stdin
            .write_all(engine_protocol::to_line(request).as_bytes())
            .and_then(|()| stdin.flush())
            .is_err()
        {
            return Answer::Gone;
        }
        let asked = Instant::now();
        loop {
            match self.events.recv_timeout(ANSWER.saturating_sub(asked.elapsed())) {
                Ok(Event::Completed { id: answered, completions }) if answered == id => {
                    return Answer::Event(Box::new(Event::Completed { id, completions }));
                }
                Ok(Event::Inspected { id: answered, documentation }) if answered == id => {
                    return Answer::Event(Box::new(Event::Inspected { id, documentation }));
                }
                Ok(_) => {}
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => return Answer::NotYet,
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return Answer::Gone,
            }
        }
    }
}
