//! One running engine process, from its start to its end.

use std::process::Stdio;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use engine_protocol::{Event, Outcome, Request, RequestId};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::sync::{mpsc, watch};
use tokio::task::AbortHandle;
use tokio::time::timeout;

use super::super::{CellOutput, Fault};
use super::answers::Answers;
use crate::platform;

/// How long the last output of a dead engine is waited for: its own children may hold the pipe.
const DRAIN: Duration = Duration::from_millis(500);

/// How many of its last lines on standard error are told when an engine does not start.
const LAST_WORDS: usize = 10;

/// Why an engine is gone.
#[derive(Clone, Debug)]
pub(super) enum Gone {
    /// It said that it cannot work, or never got as far as being ready.
    Fault(Fault),
    /// It ended after it had been ready; the text says how.
    Died(String),
}

impl Gone {
    /// What this means for a cell.
    pub(super) fn into_outcome(self) -> Result<Outcome, Fault> {
        match self {
            Self::Fault(fault) => Err(fault),
            Self::Died(how) => Ok(Outcome::Died {
                reason: format!(
                    "the engine ended with {how}; all variables and definitions are gone with it, \
                     run the cells again from the top"
                ),
                lost: Vec::new(),
            }),
        }
    }

    /// What this means for everything else.
    pub(super) fn into_fault(self) -> Fault {
        match self {
            Self::Fault(fault) => fault,
            Self::Died(how) => Fault(format!("the engine ended with {how}")),
        }
    }
}

/// Where an engine is in its life.
#[derive(Clone)]
enum Life {
    Starting,
    Ready,
    Gone(Gone),
}

/// A running engine. Dropping the last handle closes its input, which ends it.
pub(super) struct Engine {
    requests: mpsc::UnboundedSender<Request>,
    shared: Arc<Shared>,
}

/// What the engine's handles share with the task that reads its events.
struct Shared {
    life: watch::Sender<Life>,
    answers: Mutex<Answers>,
    /// Where output goes: the latest cell's, also after its end.
    output: Mutex<Option<Arc<dyn CellOutput>>>,
    /// The question that waits for the user.
    asking: Mutex<Option<AbortHandle>>,
    /// Why the process is to be killed.
    kill: watch::Sender<Option<String>>,
    last_words: Mutex<Vec<String>>,
}

impl Engine {
    /// Starts the process.
    pub(super) fn spawn(mut command: Command) -> Result<Self, Fault> {
        platform::detach(&mut command);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command.spawn().map_err(|error| {
            let program = command.as_std().get_program().to_string_lossy().into_owned();
            Fault(format!("the engine {program:?} could not be started: {error}"))
        })?;
        let shared = Arc::new(Shared {
            life: watch::Sender::new(Life::Starting),
            answers: Mutex::default(),
            output: Mutex::default(),
            asking: Mutex::default(),
            kill: watch::Sender::new(None),
            last_words: Mutex::default(),
        });
        let (requests, queue) = mpsc::unbounded_channel();
        let (stdin, stdout, stderr) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let piped = "all three streams are piped";
        tokio::spawn(write(stdin.expect(piped), queue));
        let words = tokio::spawn(overhear(stderr.expect(piped), shared.clone()));
        let reading = read(stdout.expect(piped), shared.clone(), requests.downgrade());
        let living = shared.clone();
        tokio::spawn(async move {
            let end = live(child, reading, &living).await;
            // Its last words explain a failed start.
            let _ = timeout(DRAIN, words).await;
            living.end(&end);
        });
        Ok(Self { requests, shared })
    }

    /// Returns when it is ready.
    pub(super) async fn ready(&self) -> Result<(), Gone> {
        let mut life = self.shared.life.subscribe();
        let settled = life.wait_for(|life| !matches!(life, Life::Starting)).await;
        match settled.as_deref() {
            Ok(Life::Gone(gone)) => Err(gone.clone()),
            _ => Ok(()),
        }
    }

    /// Why it is gone, if it is.
    pub(super) fn gone(&self) -> Option<Gone> {
        match &*self.shared.life.borrow() {
            Life::Gone(gone) => Some(gone.clone()),
            Life::Starting | Life::Ready => None,
        }
    }

    /// Returns when it has ended.
    pub(super) async fn ended(&self) {
        // The sender lives as long as `self`.
        let _ = self.shared.life.subscribe().wait_for(|life| matches!(life, Life::Gone(_))).await;
    }

    /// Sends output to where a cell wants it.
    pub(super) fn set_output(&self, output: Arc<dyn CellOutput>) {
        *lock(&self.shared.output) = Some(output);
    }

    /// Sends a request and waits for its answer.
    pub(super) async fn ask(
        &self,
        request: impl FnOnce(RequestId) -> Request,
    ) -> Result<Event, Gone> {
        let (id, answer) = lock(&self.shared.answers).expect();
        self.tell(request(id));
        if let Some(gone) = self.gone() {
            return Err(gone);
        }
        match answer.await {
            Ok(event) => Ok(event),
            Err(_) => {
                self.ended().await;
                Err(self.gone().expect("it has ended"))
            }
        }
    }

    /// Sends a request that has no answer.
    pub(super) fn tell(&self, request: Request) {
        if self.requests.send(request).is_err() {
            log::debug!("a request to an engine that is gone was dropped");
        }
    }

    /// Kills the process.
    pub(super) fn kill(&self, why: &str) {
        self.shared.kill.send_replace(Some(why.to_owned()));
    }
}

impl Shared {
    /// Acts on one event.
    fn handle(self: &Arc<Self>, event: Event, requests: &mpsc::WeakUnboundedSender<Request>) {
        let output = lock(&self.output).clone();
        match event {
            Event::Ready => self.life.send_modify(|life| {
                if matches!(life, Life::Starting) {
                    *life = Life::Ready;
                }
            }),
            Event::Fault { message } => {
                self.life.send_replace(Life::Gone(Gone::Fault(Fault(message))));
                lock(&self.answers).give_up();
                self.kill.send_replace(Some("it reported a fault".to_owned()));
            }
            Event::Progress { message } => match output {
                Some(output) => output.progress(&message),
                None => log::info!("{message}"),
            },
            Event::Stream { name, text } => match output {
                Some(output) => output.stream(name, &text),
                None => log::info!("output before the first cell: {text}"),
            },
            Event::Display(display) => drop(output.map(|output| output.display(display))),
            Event::ClearOutput { wait } => drop(output.map(|output| output.clear(wait))),
            Event::Replacement { text } => drop(output.map(|output| output.replace_cell(text))),
            Event::Input(request) => {
                let requests = requests.clone();
                let question = tokio::spawn(async move {
                    let text = match output {
                        Some(output) => output.input(request).await,
                        None => None,
                    };
                    if let Some(requests) = requests.upgrade() {
                        let _ = requests.send(Request::InputReply { text });
                    }
                });
                *lock(&self.asking) = Some(question.abort_handle());
            }
            Event::Executed { id, .. } => {
                // A question that the cell did not wait for must not answer a later one.
                if let Some(question) = lock(&self.asking).take() {
                    question.abort();
                }
                lock(&self.answers).deliver(id, event);
            }
            Event::Completed { id, .. }
            | Event::Inspected { id, .. }
            | Event::Variables { id, .. } => {
                lock(&self.answers).deliver(id, event);
            }
        }
    }

    /// Notes the end of the process, unless a fault has told it already.
    fn end(&self, how: &str) {
        self.life.send_modify(|life| {
            let gone = match life {
                Life::Gone(_) => return,
                Life::Ready => Gone::Died(how.to_owned()),
                Life::Starting => {
                    let words = lock(&self.last_words);
                    let last = words.last().map_or("it wrote nothing", String::as_str);
                    let message = format!(
                        "the engine ended with {how} before it was ready: {last}\n{}",
                        words.join("\n")
                    );
                    Gone::Fault(Fault(message.trim_end().to_owned()))
                }
            };
            *life = Life::Gone(gone);
        });
        lock(&self.answers).give_up();
    }
}

/// Accompanies a process to its end; says how it ended.
async fn live(mut child: Child, reading: impl Future<Output = ()>, shared: &Shared) -> String {
    let mut kill = shared.kill.subscribe();
    let mut reading = std::pin::pin!(reading);
    let mut open = true;
    let mut killed = None;
    let status = loop {
        tokio::select! {
            status = child.wait() => break status,
            () = &mut reading, if open => open = false,
            Ok(why) = kill.wait_for(Option::is_some), if killed.is_none() => {
                killed.clone_from(&why);
                drop(why);
                if let Some(process) = child.id() {
                    platform::kill_group(process);
                }
            }
        }
    };
    if open {
        let _ = timeout(DRAIN, reading).await;
    }
    let how = status.map_or_else(|error| error.to_string(), platform::describe);
    killed.map_or_else(|| how.clone(), |why| format!("{how}: {why}"))
}

async fn write(mut stdin: ChildStdin, mut queue: mpsc::UnboundedReceiver<Request>) {
    while let Some(request) = queue.recv().await {
        if let Err(error) = stdin.write_all(engine_protocol::to_line(&request).as_bytes()).await {
            log::warn!("the engine takes no more requests: {error}");
            return;
        }
    }
}

/// Reads events until the stream ends. A line that is no event is logged and passed over.
async fn read(
    stdout: ChildStdout,
    shared: Arc<Shared>,
    requests: mpsc::WeakUnboundedSender<Request>,
) {
    let mut stdout = BufReader::new(stdout);
    let mut line = Vec::new();
    while matches!(stdout.read_until(b'\n', &mut line).await, Ok(1..)) {
        let text = String::from_utf8_lossy(&line);
        match engine_protocol::from_line(&text) {
            Ok(event) => shared.handle(event, &requests),
            Err(error) => log::warn!("the engine wrote no event but {text:?}: {error}"),
        }
        line.clear();
    }
}

/// Logs what the engine writes to standard error, and keeps the end of it.
async fn overhear(stderr: ChildStderr, shared: Arc<Shared>) {
    let mut stderr = BufReader::new(stderr);
    let mut line = Vec::new();
    while matches!(stderr.read_until(b'\n', &mut line).await, Ok(1..)) {
        let text = String::from_utf8_lossy(&line).trim_end().to_owned();
        log::info!("engine: {text}");
        let mut words = lock(&shared.last_words);
        if words.len() == LAST_WORDS {
            words.remove(0);
        }
        words.push(text);
        line.clear();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
