//! The task `serve`: requests in, events out.

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::thread;

use anyhow::{Context, Result};
use engine_protocol::{Event, Outcome, Request};
use engine_support::directory::{self, Directory};
use engine_support::{Events, plant};

use crate::interrupt::Interrupter;
use crate::platform;
use crate::relay::link::Link;
use crate::session::{Answers, Session};
use crate::stdio;
use crate::template::Template;

/// Code with a variable whose type rust-analyzer has to find.
const FIRST_ANALYSIS: &str = "let a = arange(3);\na";

/// Runs until the kernel is gone or ends it.
pub(crate) fn run(runtime: &Path) -> ExitCode {
    platform::leave_process_group();
    let events = match stdio::take_over() {
        Ok(events) => events,
        Err(error) => {
            eprintln!("cannot take over the standard streams: {error}");
            return ExitCode::FAILURE;
        }
    };
    match serve(runtime, &events) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            events.fault(format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// What the thread that reads requests does at once, without waiting for the cell at work.
struct Reader {
    work: Sender<Request>,
    answers: Sender<Option<String>>,
    /// Known once the session has started.
    session: Arc<OnceLock<(Interrupter, Link)>>,
    directory: PathBuf,
}

fn serve(runtime: &Path, events: &Events) -> Result<()> {
    // array-core is named by its path, which must not depend on the working directory.
    let runtime = std::path::absolute(runtime).context("the runtime has no absolute path")?;
    let directory = Directory::create(&runtime)
        .with_context(|| format!("cannot make a session in {}", runtime.display()))?;
    let (work, requests) = mpsc::channel();
    let (answers, answered) = mpsc::channel();
    let session = Arc::new(OnceLock::new());
    let reader = Reader {
        work,
        answers,
        session: Arc::clone(&session),
        directory: directory.path().to_owned(),
    };
    thread::spawn(move || reader.run());

    let started = start(&runtime, directory.path(), events);
    let Ok(mut started) = started else {
        Directory::remove(directory.path());
        return started.map(drop);
    };
    let _first = session.set(started.interrupter());
    events.send(&Event::Ready);
    thread::spawn(move || {
        if let Err(error) = directory::sweep(&runtime) {
            eprintln!("ended sessions cannot be deleted: {error}");
        }
    });
    // rust-analyzer learns the types of the library when it first needs them, which takes a while.
    started.inspect(FIRST_ANALYSIS, FIRST_ANALYSIS.len());
    work_off(&mut started, events, &requests, &answered);
    Ok(())
}

fn start(runtime: &Path, workspace: &Path, events: &Events) -> Result<Session> {
    let template = Template::Arrays.path(runtime);
    plant(&template, workspace).with_context(|| {
        format!("cannot copy {}; `array-kernel install` builds it anew", template.display())
    })?;
    Session::start(runtime, workspace, events.clone(), false)
}

/// Answers requests in their order.
fn work_off(
    session: &mut Session,
    events: &Events,
    requests: &Receiver<Request>,
    answers: &Answers,
) {
    for request in requests {
        events.send(&match request {
            Request::Execute(request) => {
                let outcome = session.execute(&request, answers);
                Event::Executed { id: request.id, outcome }
            }
            Request::Complete { id, code, cursor } => {
                Event::Completed { id, completions: session.complete(&code, cursor) }
            }
            Request::Inspect { id, code, cursor } => {
                Event::Inspected { id, documentation: session.inspect(&code, cursor) }
            }
            Request::Variables { id } => Event::Variables { id, variables: session.variables() },
            Request::Reset { id } => match session.reset() {
                Ok(()) => Event::Executed { id, outcome: Outcome::Ok { result: None } },
                Err(error) => Event::Fault { message: format!("a reset failed: {error:#}") },
            },
            Request::InputReply { .. } | Request::Interrupt | Request::Shutdown => continue,
        });
        session.revive();
    }
}

impl Reader {
    fn run(self) {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            match engine_protocol::from_line(&line) {
                Ok(Request::Interrupt) => self.interrupt(),
                Ok(Request::InputReply { text }) => {
                    let _none_waits = self.answers.send(text);
                }
                Ok(Request::Shutdown) => break,
                Ok(request) => {
                    let _ended = self.work.send(request);
                }
                Err(error) => eprintln!("a request cannot be read: {error}: {line}"),
            }
        }
        self.end();
    }

    fn interrupt(&self) {
        if let Some((interrupter, link)) = self.session.get() {
            // A cell that waits for input gets none.
            let _none_waits = self.answers.send(None);
            interrupter.interrupt(link.clone());
        }
    }

    /// Ends this process and everything it started.
    fn end(&self) -> ! {
        for process in platform::descendants(std::process::id().cast_signed()) {
            platform::kill(process);
        }
        Directory::remove(&self.directory);
        std::process::exit(0);
    }
}
