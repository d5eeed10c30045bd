//! An evaluator that is a process of its own, spoken to in lines of JSON (see `engine_protocol`).
//!
//! The process starts in the background as soon as the kernel does. When it dies, the cell that
//! ran then says so, and the next one starts another.

mod answers;
mod engine;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use engine_protocol::{
    Completions, Documentation, Event, ExecuteRequest, Outcome, Request, RequestId, Variable,
};
use tokio::process::Command;
use tokio::sync::{Mutex, watch};
use tokio::time::{Instant, sleep_until, timeout};

use super::{Cell, CellOutput, Evaluator, Fault};
use engine::{Engine, Gone};

/// How long an engine may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// To end a cell after an interrupt, before it is killed.
    pub interrupt: Duration,
    /// To end by itself, before it is killed.
    pub shutdown: Duration,
    /// To complete or document what is typed.
    pub question: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            // The engine has a grace period of its own, after which it kills what runs the cell.
            interrupt: Duration::from_secs(15),
            // Jupyter itself kills a kernel after five seconds.
            shutdown: Duration::from_secs(2),
            question: Duration::from_secs(30),
        }
    }
}

/// Makes the command that starts an engine.
pub type Launch = Box<dyn Fn() -> Result<Command, Fault> + Send + Sync>;

/// An engine process, started again when it is gone.
pub struct ProcessEvaluator {
    launch: Launch,
    patience: Patience,
    engine: Arc<Mutex<Slot>>,
    /// Counts the interrupts, so that a cell sees those that come while it runs.
    interrupts: watch::Sender<u64>,
}

/// The engine that cells go to.
enum Slot {
    /// None yet, or the last one's end has been told.
    Empty,
    /// One that lives, or whose end has not been told.
    Started(Arc<Engine>),
    /// One that could not be started, which has not been told.
    Failed(Fault),
}

impl ProcessEvaluator {
    /// Starts the engine in the background.
    pub fn start(launch: Launch, patience: Patience) -> Arc<Self> {
        let evaluator = Arc::new(Self {
            launch,
            patience,
            engine: Arc::new(Mutex::new(Slot::Empty)),
            interrupts: watch::Sender::new(0),
        });
        // Taken before anyone can ask: requests wait until there is an engine to wait for.
        let slot = evaluator.engine.clone().try_lock_owned().expect("nobody else has it yet");
        let starting = evaluator.clone();
        tokio::spawn(async move {
            let mut slot = slot;
            starting.ensure_started(&mut slot);
        });
        evaluator
    }

    fn ensure_started(&self, slot: &mut Slot) {
        if !matches!(slot, Slot::Empty) {
            return;
        }
        let engine = (self.launch)().and_then(Engine::spawn);
        *slot = engine.map_or_else(Slot::Failed, |engine| Slot::Started(Arc::new(engine)));
    }

    /// The engine, ready or not. An end that has not been told is told now, once.
    async fn engine(&self) -> Result<Arc<Engine>, Gone> {
        let mut slot = self.engine.lock().await;
        self.ensure_started(&mut slot);
        match &*slot {
            Slot::Started(engine) => match engine.gone() {
                None => Ok(engine.clone()),
                Some(gone) => {
                    *slot = Slot::Empty;
                    Err(gone)
                }
            },
            Slot::Failed(fault) => {
                let fault = fault.clone();
                *slot = Slot::Empty;
                Err(Gone::Fault(fault))
            }
            Slot::Empty => unreachable!("an engine was started, or failed to"),
        }
    }

    /// Notes that the end of an engine has been told, and starts the next one.
    async fn replace(&self, told: &Arc<Engine>) {
        let mut slot = self.engine.lock().await;
        if matches!(&*slot, Slot::Started(engine) if Arc::ptr_eq(engine, told)) {
            *slot = Slot::Empty;
        }
        self.ensure_started(&mut slot);
    }

    /// Runs what ends with an outcome: a cell or a reset.
    async fn run(
        &self,
        output: Option<Arc<dyn CellOutput>>,
        request: impl FnOnce(RequestId) -> Request,
    ) -> Result<Outcome, Fault> {
        let mut interrupts = self.interrupts.subscribe();
        let engine = match self.engine().await {
            Ok(engine) => engine,
            Err(gone) => return gone.into_outcome(),
        };
        if let Some(output) = output {
            engine.set_output(output);
        }
        tokio::select! {
            ready = engine.ready() => if let Err(gone) = ready {
                self.replace_unless_fault(&engine, &gone).await;
                return gone.into_outcome();
            },
            _ = interrupts.changed() => return Ok(Outcome::Interrupted { lost: Vec::new() }),
        }
        let mut answer = std::pin::pin!(engine.ask(request));
        let mut deadline: Option<Instant> = None;
        loop {
            tokio::select! {
                answer = &mut answer => match answer {
                    Ok(Event::Executed { outcome, .. }) => return Ok(outcome),
                    Ok(other) => return Err(unexpected("Executed", &other)),
                    Err(gone) => {
                        self.replace_unless_fault(&engine, &gone).await;
                        return gone.into_outcome();
                    }
                },
                // A second one may mean more than the first.
                _ = interrupts.changed() => {
                    engine.tell(Request::Interrupt);
                    deadline.get_or_insert_with(|| Instant::now() + self.patience.interrupt);
                }
                () = sleep_until(deadline.unwrap_or_else(Instant::now)), if deadline.is_some() => {
                    engine.kill("it did not stop when interrupted and was killed");
                    deadline = None;
                }
            }
        }
    }

    /// A fault is tried again with the next cell, not before: it rarely goes away by itself.
    async fn replace_unless_fault(&self, engine: &Arc<Engine>, gone: &Gone) {
        match gone {
            Gone::Died(_) => self.replace(engine).await,
            Gone::Fault(_) => *self.engine.lock().await = Slot::Empty,
        }
    }

    /// Asks an engine about code. Starts none, and gives up soon, as typing cannot wait for long.
    async fn consult(&self, request: impl FnOnce(RequestId) -> Request) -> Result<Event, Fault> {
        let consulting = async {
            let engine = match &*self.engine.lock().await {
                Slot::Started(engine) => engine.clone(),
                Slot::Failed(fault) => return Err(fault.clone()),
                Slot::Empty => return Err(Fault("no engine runs".to_owned())),
            };
            engine.ready().await.map_err(Gone::into_fault)?;
            engine.ask(request).await.map_err(Gone::into_fault)
        };
        let limit = self.patience.question;
        let late = |_| Fault(format!("the engine did not answer within {limit:?}"));
        timeout(limit, consulting).await.map_err(late)?
    }
}

#[async_trait]
impl Evaluator for ProcessEvaluator {
    async fn execute(&self, cell: Cell, output: Arc<dyn CellOutput>) -> Result<Outcome, Fault> {
        let Cell { number, code, allow_stdin } = cell;
        let request = |id| Request::Execute(ExecuteRequest { id, cell: number, code, allow_stdin });
        self.run(Some(output), request).await
    }

    async fn complete(&self, code: &str, cursor: usize) -> Result<Completions, Fault> {
        let code = code.to_owned();
        match self.consult(|id| Request::Complete { id, code, cursor }).await? {
            Event::Completed { completions, .. } => Ok(completions),
            other => Err(unexpected("Completed", &other)),
        }
    }

    async fn inspect(&self, code: &str, cursor: usize) -> Result<Option<Documentation>, Fault> {
        let code = code.to_owned();
        match self.consult(|id| Request::Inspect { id, code, cursor }).await? {
            Event::Inspected { documentation, .. } => Ok(documentation),
            other => Err(unexpected("Inspected", &other)),
        }
    }

    async fn variables(&self) -> Result<Vec<Variable>, Fault> {
        match self.consult(|id| Request::Variables { id }).await? {
            Event::Variables { variables, .. } => Ok(variables),
            other => Err(unexpected("Variables", &other)),
        }
    }

    async fn reset(&self) -> Result<Outcome, Fault> {
        self.run(None, |id| Request::Reset { id }).await
    }

    async fn restart(&self) -> Result<(), Fault> {
        self.shutdown().await;
        self.ensure_started(&mut *self.engine.lock().await);
        let engine = self.engine().await.map_err(Gone::into_fault)?;
        engine.ready().await.map_err(Gone::into_fault)
    }

    async fn interrupt(&self) {
        self.interrupts.send_modify(|count| *count += 1);
    }

    async fn shutdown(&self) {
        let slot = std::mem::replace(&mut *self.engine.lock().await, Slot::Empty);
        if let Slot::Started(engine) = slot {
            engine.tell(Request::Shutdown);
            if timeout(self.patience.shutdown, engine.ended()).await.is_err() {
                engine.kill("it did not end when asked to and was killed");
                engine.ended().await;
            }
        }
    }
}

fn unexpected(wanted: &str, event: &Event) -> Fault {
    Fault(format!("the engine answered {event:?} where {wanted} was due: it is of another version"))
}
