//! Requests in, replies out: the one place that says busy and idle, and that no request can break.
//!
//! Shell requests are handled one after the other, control requests beside them. Around each, busy
//! and idle are published whatever happens; a handler that panics answers with an error, and the
//! kernel lives on.

mod request;

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::sync::mpsc;

pub use request::{Invalid, Request};

use crate::diagnostics::{explain_bug, refuse};
use crate::handlers::{
    Answer, Scope, Then, comm, comm_info, complete, debug, execute, history, inspect, interrupt,
    is_complete, kernel_info, shutdown, subshell,
};
use crate::outbox::Status;
use crate::session::Session;
use crate::wire::{Channel, Header, Message};

/// How long the reply of a failed cell waits for cells that were sent along with it: a client that
/// runs all cells sends them at once, and the first may fail before the last is read from the socket.
const IN_FLIGHT: Duration = Duration::from_millis(20);

/// The messages that come in, by channel.
pub struct Inbox {
    /// Requests in order.
    pub shell: mpsc::UnboundedReceiver<Message>,
    /// Requests that do not wait.
    pub control: mpsc::UnboundedReceiver<Message>,
    /// Answers to input requests.
    pub stdin: mpsc::UnboundedReceiver<Message>,
}

/// Handles all messages until a shutdown request, or until the channels are closed.
pub async fn run(session: Arc<Session>, inbox: Inbox) {
    session.outbox.publisher(None).status(Status::Starting);
    let Inbox { shell, control, stdin } = inbox;
    tokio::select! {
        () = serve_shell(&session, shell) => {}
        () = serve_control(&session, control) => {}
        () = serve_stdin(&session, stdin) => {}
    }
}

/// What a channel does after a request.
enum Next {
    Continue,
    /// Does not run the cells among so many waiting messages.
    Abort(usize),
    End,
}

async fn serve_shell(session: &Arc<Session>, mut shell: mpsc::UnboundedReceiver<Message>) {
    // How many of the waiting messages came before a cell failed.
    let mut aborting = 0_usize;
    while let Some(message) = shell.recv().await {
        let abort = aborting > 0;
        aborting = aborting.saturating_sub(1);
        match serve(session, Channel::Shell, message, abort, || shell.len()).await {
            Next::Continue => {}
            Next::Abort(waiting) => aborting = waiting,
            Next::End => return,
        }
    }
}

async fn serve_control(session: &Arc<Session>, mut control: mpsc::UnboundedReceiver<Message>) {
    while let Some(message) = control.recv().await {
        if let Next::End = serve(session, Channel::Control, message, false, || 0).await {
            return;
        }
    }
}

async fn serve_stdin(session: &Arc<Session>, mut stdin: mpsc::UnboundedReceiver<Message>) {
    while let Some(message) = stdin.recv().await {
        let text = message.content.get("value").and_then(|value| value.as_str());
        match (message.header.msg_type.as_str(), text) {
            ("input_reply", Some(text)) => {
                if !session.input.answer(text.to_owned()) {
                    log::warn!("an input_reply that nobody waits for was dropped");
                }
            }
            ("input_reply", None) => log::warn!("an input_reply without a value was dropped"),
            (other, _) => log::warn!("a {other:?} message on the stdin channel was dropped"),
        }
    }
    // A client without stdin is no reason to end the kernel.
    std::future::pending().await
}

/// Handles one message: busy, handler, reply, idle. `waiting` counts the messages behind it.
async fn serve(
    session: &Arc<Session>,
    channel: Channel,
    message: Message,
    abort: bool,
    waiting: impl Fn() -> usize,
) -> Next {
    let parent = Arc::new(message.header.clone());
    let publisher = session.outbox.publisher(Some(parent.clone()));
    publisher.status(Status::Busy);
    let scope = Scope {
        session: session.clone(),
        publisher: publisher.clone(),
        parent: parent.clone(),
        identities: message.identities.clone(),
    };
    let answer = match Request::parse(&message.header, &message.content) {
        Ok(Request::Execute(_)) if abort => Answer::reply(json!({"status": "aborted"})),
        Ok(request) => behind_wall(request, scope, &parent).await,
        Err(invalid) => {
            log::warn!("{invalid}");
            Answer::reply(refuse("InvalidRequest", &invalid.to_string()).to_reply())
        }
    };
    // Counted before the reply: what a client sends after it knows of the failure is run.
    let next = match answer.then {
        Then::Continue => Next::Continue,
        Then::AbortQueue => {
            tokio::time::sleep(IN_FLIGHT).await;
            Next::Abort(waiting())
        }
        Then::Shutdown { .. } => Next::End,
    };
    if let Some(content) = answer.reply {
        session.outbox.reply(channel, &message, parent, content);
    }
    if let Then::Shutdown { restart } = answer.then {
        publisher.publish("shutdown_reply", json!({"status": "ok", "restart": restart}));
    }
    publisher.status(Status::Idle);
    next
}

/// Handles a request in a task of its own, so that a panic ends that task only.
async fn behind_wall(request: Request, scope: Scope, header: &Header) -> Answer {
    let publisher = scope.publisher.clone();
    let is_cell = matches!(request, Request::Execute(_));
    let handled = tokio::spawn(async move { handle(request, scope).await }).await;
    handled.unwrap_or_else(|error| {
        let failure = explain_bug(&header.msg_type, &panic_message(error));
        log::error!("{}", failure.value);
        if is_cell {
            publisher.publish("error", failure.to_content());
        }
        let then = if is_cell { Then::AbortQueue } else { Then::Continue };
        Answer { reply: Some(failure.to_reply()), then }
    })
}

fn panic_message(error: tokio::task::JoinError) -> String {
    let payload = match error.try_into_panic() {
        Ok(payload) => payload,
        Err(error) => return error.to_string(),
    };
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without a message".to_owned())
}

/// Which handler serves which request.
async fn handle(request: Request, scope: Scope) -> Answer {
    match request {
        Request::KernelInfo => kernel_info::handle(),
        Request::Execute(request) => execute::handle(&request, &scope).await,
        Request::Complete(request) => complete::handle(&request, &scope).await,
        Request::Inspect(request) => inspect::handle(&request, &scope).await,
        Request::IsComplete(request) => is_complete::handle(&request),
        Request::History(request) => history::handle(&request, &scope),
        Request::CommInfo => comm_info::handle(),
        Request::CommOpen(request) => comm::open(&request, &scope),
        Request::CommMsg(request) => comm::message(&request),
        Request::CommClose(request) => comm::close(&request),
        Request::Interrupt => interrupt::handle(&scope).await,
        Request::Shutdown(request) => shutdown::handle(&request, &scope).await,
        Request::Debug => debug::handle(),
        Request::Subshell => subshell::handle(),
    }
}
