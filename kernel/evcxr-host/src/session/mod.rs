//! The evaluation context with its life cycle: setting up, running cells, starting over.

mod execute;
mod extend;
mod inspect;
mod outcome;
mod start;

use std::path::PathBuf;
use std::sync::mpsc::Receiver;

use engine_support::Events;
use evcxr::CommandContext;

use crate::interrupt::Interrupter;
use crate::output::Output;
use crate::relay::link::Link;
use crate::variables::Variables;

/// A session: evcxr's context in a workspace of its own, and the process that runs its cells.
pub(crate) struct Session {
    context: CommandContext,
    link: Link,
    output: Output,
    events: Events,
    interrupter: Interrupter,
    variables: Variables,
    runtime: PathBuf,
    /// The cargo workspace, with evcxr's crate in `cell/`.
    workspace: PathBuf,
    /// The `:dep` lines that succeeded, kept by a reset.
    dependencies: Vec<String>,
    has_frames: bool,
    /// Whether the runner is a new one that the session has not started yet.
    needs_start: bool,
}

/// The user's answers to requests for input.
pub(crate) type Answers = Receiver<Option<String>>;

impl Session {
    /// What interrupts this session's cells, and the link it needs to do so.
    pub(crate) fn interrupter(&self) -> (Interrupter, Link) {
        (self.interrupter.clone(), self.link.clone())
    }
}
