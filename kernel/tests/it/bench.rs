//! A running kernel without sockets, and the transcript of what it says.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use array_kernel::dispatch::{self, Inbox};
use array_kernel::evaluator::Evaluator;
use array_kernel::outbox::{Outbox, Outgoing};
use array_kernel::session::{History, Session};
use array_kernel::wire::{Channel, Header, Message};
use bytes::Bytes;
use expect_test::Expect;
use serde_json::{Map, Value, json};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::fake::Fake;

/// How long a message may take: far longer than any does.
const PATIENCE: Duration = Duration::from_secs(20);

/// A kernel, and both ends of its channels.
pub(crate) struct Bench {
    shell: UnboundedSender<Message>,
    control: UnboundedSender<Message>,
    stdin: UnboundedSender<Message>,
    outgoing: UnboundedReceiver<Outgoing>,
    kernel: JoinHandle<()>,
    /// The name of each request in the transcript, by message id.
    names: HashMap<String, String>,
}

impl Bench {
    /// A kernel with the fake evaluator.
    pub(crate) fn new() -> Self {
        Self::with(Arc::new(Fake::default()))
    }

    /// A kernel with any evaluator.
    pub(crate) fn with(evaluator: Arc<dyn Evaluator>) -> Self {
        let (outbox, outgoing) = Outbox::new();
        let session = Arc::new(Session::new(evaluator, outbox, History::in_memory()));
        let (shell, from_shell) = mpsc::unbounded_channel();
        let (control, from_control) = mpsc::unbounded_channel();
        let (stdin, from_stdin) = mpsc::unbounded_channel();
        let inbox = Inbox { shell: from_shell, control: from_control, stdin: from_stdin };
        let kernel = tokio::spawn(dispatch::run(session, inbox));
        Self { shell, control, stdin, outgoing, kernel, names: HashMap::new() }
    }

    /// Sends a message; the transcript calls it by `name`.
    pub(crate) fn send(&mut self, channel: Channel, name: &str, kind: &str, content: Value) {
        let header = Header::new(kind, "client");
        self.names.insert(header.msg_id.clone(), name.to_owned());
        let message = Message {
            identities: vec![Bytes::from("client")],
            header,
            parent: None,
            metadata: Map::new(),
            content,
            buffers: Vec::new(),
        };
        let sender = match channel {
            Channel::Shell => &self.shell,
            Channel::Control => &self.control,
            Channel::Stdin => &self.stdin,
            Channel::Iopub => panic!("nobody sends to iopub"),
        };
        sender.send(message).expect("the kernel listens");
    }

    /// Sends a cell, named by a letter of its own.
    pub(crate) fn cell(&mut self, name: &str, code: &str) {
        self.send(Channel::Shell, name, "execute_request", json!({"code": code}));
    }

    /// Sends a request on the shell channel.
    pub(crate) fn ask(&mut self, kind: &str, content: Value) {
        self.send(Channel::Shell, "ask", kind, content);
    }

    /// The next message.
    pub(crate) async fn next(&mut self) -> Outgoing {
        timeout(PATIENCE, self.outgoing.recv())
            .await
            .expect("a message in time")
            .expect("a message")
    }

    /// All messages up to the idle status of a request, as a transcript.
    pub(crate) async fn until_idle(&mut self, name: &str) -> String {
        self.until(|line| line == format!("iopub {name} status idle")).await
    }

    /// All messages up to one whose line fits.
    pub(crate) async fn until(&mut self, last: impl Fn(&str) -> bool) -> String {
        let mut transcript = String::new();
        loop {
            let outgoing = self.next().await;
            let line = self.line(&outgoing);
            writeln!(transcript, "{line}").expect("strings take text");
            if last(&line) {
                return transcript;
            }
        }
    }

    /// The content of the reply to the one request that was sent, after its idle.
    pub(crate) async fn reply(&mut self, kind: &str, content: Value) -> Value {
        self.ask(kind, content);
        let mut reply = None;
        loop {
            let Outgoing { channel, message } = self.next().await;
            if channel == Channel::Shell {
                reply = Some(message.content);
            } else if message.content["execution_state"] == "idle" {
                return reply.expect("a reply before idle");
            }
        }
    }

    /// Waits for the end of the kernel.
    pub(crate) async fn end(self) {
        timeout(PATIENCE, self.kernel).await.expect("the kernel ends").expect("without a panic");
    }

    /// One message in one line: channel, request, type, and what matters of the content.
    fn line(&self, Outgoing { channel, message }: &Outgoing) -> String {
        let channel = format!("{channel:?}").to_lowercase();
        let parent = message.parent.as_ref().map_or("-", |parent| &self.names[&parent.msg_id]);
        let kind = &message.header.msg_type;
        let content = brief(kind, &message.content);
        format!("{channel} {parent} {kind} {content}").trim_end().to_owned()
    }
}

/// What matters of a content.
fn brief(kind: &str, content: &Value) -> String {
    let text = |key: &str| content[key].as_str().unwrap_or("MISSING").to_owned();
    match kind {
        "status" => text("execution_state"),
        "stream" => format!("{} {:?}", text("name"), text("text")),
        "execute_input" => format!("[{}] {:?}", content["execution_count"], text("code")),
        "execute_result" => {
            format!("[{}] {}", content["execution_count"], content["data"]["text/plain"])
        }
        "error" => format!("{}: {}", text("ename"), text("evalue")),
        "execute_reply" if content["status"] == "ok" => {
            assert_eq!(content["payload"], json!([]));
            format!("[{}] ok {}", content["execution_count"], content["user_expressions"])
        }
        _ if kind.ends_with("_reply") && content["status"] == "error" => {
            format!("error {}: {}", text("ename"), text("evalue"))
        }
        _ => content.to_string(),
    }
}

/// Runs one cell in a new kernel and compares all that it says.
pub(crate) async fn check(code: &str, expected: Expect) {
    check_with(json!({"code": code}), expected).await;
}

/// The same with all fields of the request.
pub(crate) async fn check_with(request: Value, expected: Expect) {
    let mut bench = Bench::new();
    bench.send(Channel::Shell, "a", "execute_request", request);
    expected.assert_eq(&bench.until_idle("a").await);
}
