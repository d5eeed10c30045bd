//! A kernel from its start to its end.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use tokio::process::Command;

use crate::connection::Connection;
use crate::evaluator::process::{Launch, Patience, ProcessEvaluator};
use crate::evaluator::{Evaluator, Fault, evcxr, instant};
use crate::outbox::Outbox;
use crate::runtime::Runtime;
use crate::server::Server;
use crate::session::{History, Session};
use crate::{parent, platform};

/// The program that evaluates cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The evcxr host of the runtime.
    Evcxr,
    /// The instant engine of the runtime.
    Instant,
    /// A command line that speaks the engine protocol.
    Command(String),
}

/// Runs a kernel on the sockets of a connection file until Jupyter ends it or is gone itself.
///
/// # Errors
/// When the file cannot be read, or the sockets not be bound.
pub async fn run(connection_file: &Path, engine: Engine) -> Result<()> {
    let connection = Connection::read(connection_file)?;
    // The engine takes longest to start, so it starts first; kernel_info does not wait for it.
    let evaluator = ProcessEvaluator::start(launch(engine), Patience::default());
    let server = Server::bind(&connection).await?;
    let (outbox, outgoing) = Outbox::new();
    let session = Arc::new(Session::new(evaluator.clone(), outbox, open_history()));
    server.serve(session, outgoing, stop(evaluator.clone())).await;
    evaluator.shutdown().await;
    Ok(())
}

fn launch(engine: Engine) -> Launch {
    match engine {
        Engine::Command(line) => Box::new(move || Ok(platform::shell(&line))),
        Engine::Evcxr => Box::new(|| in_runtime(evcxr::command)),
        Engine::Instant => Box::new(|| in_runtime(instant::command)),
    }
}

/// The command of an engine that stands in the runtime.
fn in_runtime(command: fn(&Path) -> Command) -> Result<Command, Fault> {
    match Runtime::locate() {
        Ok(Some(runtime)) => Ok(command(runtime.root())),
        Ok(None) => Err(Fault(
            "what cells link against has not been built: run `array-kernel install`".to_owned(),
        )),
        Err(error) => Err(Fault(format!("the runtime was not found: {error:#}"))),
    }
}

/// Returns when something other than a message ends the kernel. Interrupts meanwhile stop the cell.
async fn stop(evaluator: Arc<ProcessEvaluator>) {
    let signals = async {
        let on_interrupt = || async { evaluator.interrupt().await };
        if let Err(error) = platform::signals(on_interrupt).await {
            log::warn!("signals are not handled: {error}");
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = signals => log::info!("terminated by a signal"),
        () = parent::gone() => log::info!("Jupyter is gone"),
    }
}

/// The history kept under the user's data directory; one that is forgotten, when that fails.
fn open_history() -> History {
    let Some(folder) = dirs::data_dir() else { return History::in_memory() };
    let file = folder.join("array-kernel").join("history.jsonl");
    History::open(&file).unwrap_or_else(|error| {
        log::warn!("the history in {} is not used: {error}", file.display());
        History::in_memory()
    })
}
