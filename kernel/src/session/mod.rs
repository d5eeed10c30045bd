//! What outlives a request: the evaluator, the execution count, the history, the open question.

mod history;
mod input;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use history::{Entry, History, Range};
pub use input::InputDesk;

use crate::evaluator::Evaluator;
use crate::outbox::Outbox;

/// The state of a kernel.
pub struct Session {
    /// Runs the cells.
    pub evaluator: Arc<dyn Evaluator>,
    /// The way out.
    pub outbox: Outbox,
    /// Where an answer to an input request is awaited.
    pub input: InputDesk,
    history: Mutex<History>,
    executed: AtomicU32,
}

impl Session {
    /// A fresh session: the next cell is `[1]`.
    pub fn new(evaluator: Arc<dyn Evaluator>, outbox: Outbox, history: History) -> Self {
        Self {
            evaluator,
            outbox,
            input: InputDesk::default(),
            history: Mutex::new(history),
            executed: AtomicU32::new(0),
        }
    }

    /// The number that the next counted cell will have.
    pub fn upcoming_count(&self) -> u32 {
        self.executed.load(Ordering::Relaxed) + 1
    }

    /// Counts a cell and gives it its number.
    pub fn count(&self) -> u32 {
        self.executed.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The inputs of this and earlier sessions.
    pub fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
