//! The engine's conversation with the kernel: requests on standard input, events on standard output.

use std::io::{BufRead as _, stdin};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use anyhow::Result;
use engine_protocol::{Event, Outcome, Request};
use engine_support::Events;

use crate::assist::{self, Kind, Question, SharedContext};
use crate::interrupt::Target;
use crate::session::Session;

/// How often to look for the output of threads while no cell runs.
const PAUSE: Duration = Duration::from_millis(50);

/// Serves a kernel until it says goodbye or is gone.
///
/// # Errors
/// When the session cannot go on.
pub(crate) fn serve(runtime: &Path) -> Result<()> {
    let events = Events::stdout();
    let target = Target::default();
    let context = SharedContext::default();
    let questions = assist::start(runtime.to_owned(), context.clone(), events.clone());
    let (answer, answers) = channel();
    let requests = read_requests(target.clone(), events.clone(), questions, answer);
    let mut session = match Session::start(runtime, events.clone(), target.clone(), answers) {
        Ok(session) => session,
        Err(error) => {
            events.fault(format!("{error:#}"));
            return Ok(());
        }
    };
    events.send(&Event::Ready);
    loop {
        let request = match requests.recv_timeout(PAUSE) {
            Ok(request) => request,
            Err(RecvTimeoutError::Timeout) => {
                session.pass_on();
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        };
        match request {
            Request::Execute(request) => {
                let outcome = session.execute(&request).unwrap_or_else(failed);
                target.end();
                *context.lock().expect("no panic while locked") = session.context().into();
                events.send(&Event::Executed { id: request.id, outcome });
            }
            Request::Reset { id } => {
                let outcome = session.reset().unwrap_or_else(failed);
                *context.lock().expect("no panic while locked") = session.context().into();
                events.send(&Event::Executed { id, outcome });
            }
            Request::Variables { id } => {
                events.send(&Event::Variables { id, variables: session.variables() })
            }
            // Seen by the reading thread.
            Request::Shutdown
            | Request::Interrupt
            | Request::InputReply { .. }
            | Request::Complete { .. }
            | Request::Inspect { .. } => {}
        }
    }
    Ok(())
}

/// A fault of the engine, told as the outcome of the cell that met it.
fn failed(error: anyhow::Error) -> Outcome {
    Outcome::Failed { name: "EngineError".into(), message: format!("{error:#}") }
}

/// Reads requests on a thread of their own: interrupts are heeded and questions answered while a
/// cell runs.
fn read_requests(
    target: Target,
    events: Events,
    questions: Sender<Question>,
    answer: Sender<Option<String>>,
) -> Receiver<Request> {
    let (sender, requests) = channel();
    thread::spawn(move || {
        for line in stdin().lock().lines().map_while(std::io::Result::ok) {
            let question = match engine_protocol::from_line::<Request>(&line) {
                Ok(Request::Complete { id, code, cursor }) => {
                    Question { id, code, cursor, kind: Kind::Completion }
                }
                Ok(Request::Inspect { id, code, cursor }) => {
                    Question { id, code, cursor, kind: Kind::Documentation }
                }
                Ok(Request::Interrupt) => {
                    target.interrupt(&events);
                    // A cell that waits for input gets none.
                    let _none_waits = answer.send(None);
                    continue;
                }
                Ok(Request::InputReply { text }) => {
                    let _none_waits = answer.send(text);
                    continue;
                }
                Ok(request) => {
                    if matches!(request, Request::Execute(_)) {
                        // Here, since an interrupt may be the very next line. The kernel sends a
                        // cell only once the one before has ended.
                        target.begin();
                    }
                    if request == Request::Shutdown {
                        break;
                    }
                    if sender.send(request).is_err() {
                        break;
                    }
                    continue;
                }
                Err(error) => {
                    eprintln!("instant-engine: not a request: {error}");
                    continue;
                }
            };
            if questions.send(question).is_err() {
                break;
            }
        }
        target.abandon();
    });
    requests
}
