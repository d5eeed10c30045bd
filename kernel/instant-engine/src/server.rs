//! The engine's conversation with the kernel: requests on standard input, events on standard output.

use std::io::{BufRead as _, stdin};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use anyhow::Result;
use engine_protocol::{Completions, Event, Outcome, Request};
use engine_support::Events;

use crate::interrupt::Target;
use crate::session::Session;

/// Serves a kernel until it says goodbye or is gone.
///
/// # Errors
/// When the session cannot go on.
pub(crate) fn serve(runtime: &Path) -> Result<()> {
    let events = Events::stdout();
    let target = Target::default();
    let requests = read_requests(target.clone());
    let mut session = match Session::start(runtime, events.clone(), target.clone()) {
        Ok(session) => session,
        Err(error) => {
            events.fault(format!("{error:#}"));
            return Ok(());
        }
    };
    events.send(&Event::Ready);
    for request in requests {
        match request {
            Request::Execute(request) => {
                let outcome = session.execute(&request).unwrap_or_else(failed);
                target.end();
                events.send(&Event::Executed { id: request.id, outcome });
            }
            Request::Reset { id } => {
                let outcome = session.reset().unwrap_or_else(failed);
                events.send(&Event::Executed { id, outcome });
            }
            Request::Complete { id, cursor, .. } => {
                let completions = Completions { start: cursor, end: cursor, items: Vec::new() };
                events.send(&Event::Completed { id, completions });
            }
            Request::Inspect { id, .. } => events.send(&Event::Inspected { id, documentation: None }),
            Request::Variables { id } => events.send(&Event::Variables { id, variables: session.variables() }),
            Request::Shutdown => break,
            // Seen by the reading thread.
            Request::Interrupt | Request::InputReply { .. } => {}
        }
    }
    Ok(())
}

/// A fault of the engine, told as the outcome of the cell that met it.
fn failed(error: anyhow::Error) -> Outcome {
    Outcome::Failed { name: "EngineError".into(), message: format!("{error:#}") }
}

/// Reads requests on a thread of their own: an interrupt is heeded while a cell runs.
fn read_requests(target: Target) -> Receiver<Request> {
    let (sender, requests) = channel();
    thread::spawn(move || {
        for line in stdin().lock().lines().map_while(std::io::Result::ok) {
            match engine_protocol::from_line::<Request>(&line) {
                Ok(Request::Interrupt) => target.interrupt(),
                Ok(request) => {
                    if sender.send(request).is_err() {
                        return;
                    }
                }
                Err(error) => eprintln!("instant-engine: not a request: {error}"),
            }
        }
    });
    requests
}
