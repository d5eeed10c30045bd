//! Stops the cell that is being compiled or run.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::platform;
use crate::relay::link::Link;

/// How long a running cell has to notice an interrupt before its process is killed.
const GRACE: Duration = Duration::from_millis(1000);
/// How often to look at what the cell is doing.
const STEP: Duration = Duration::from_millis(20);

/// The cell at work, as an interrupt sees it.
#[derive(Clone, Default)]
struct Current {
    /// Set by the first interrupt.
    interrupted: Arc<AtomicBool>,
    ended: Arc<AtomicBool>,
}

/// Interrupts cells from any thread.
#[derive(Clone, Default)]
pub(crate) struct Interrupter {
    current: Arc<Mutex<Option<Current>>>,
}

impl Interrupter {
    /// Notes that a cell begins.
    pub(crate) fn begin(&self) {
        *self.current() = Some(Current::default());
    }

    /// Notes that the cell ended; says whether it was interrupted.
    pub(crate) fn end(&self) -> bool {
        let Some(current) = self.current().take() else { return false };
        current.ended.store(true, Ordering::SeqCst);
        current.interrupted.load(Ordering::SeqCst)
    }

    /// Whether the cell at work has been interrupted.
    pub(crate) fn is_interrupted(&self) -> bool {
        let current = self.current();
        current.as_ref().is_some_and(|current| current.interrupted.load(Ordering::SeqCst))
    }

    fn current(&self) -> MutexGuard<'_, Option<Current>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Interrupts the cell at work, if there is one, and returns at once.
    ///
    /// While it compiles, the compiler is killed and nothing is lost. While it runs, it is asked to
    /// stop; if it does not, its process is killed, and the variables with it.
    pub(crate) fn interrupt(&self, link: Link) {
        let Some(current) = self.current().clone() else { return };
        if current.interrupted.swap(true, Ordering::SeqCst) {
            return;
        }
        thread::spawn(move || stop(&current, &link));
    }
}

fn stop(current: &Current, link: &Link) {
    let mut asked: Option<Instant> = None;
    while !current.ended.load(Ordering::SeqCst) {
        match (link.runner(), asked) {
            (Some(runner), None) if link.is_running() => {
                platform::interrupt(runner);
                asked = Some(Instant::now());
            }
            (Some(runner), Some(since)) if link.is_running() => {
                if since.elapsed() > GRACE {
                    platform::kill_group(runner);
                }
            }
            (Some(runner), _) => kill_compilers(runner),
            (None, _) => {}
        }
        thread::sleep(STEP);
    }
}

/// Kills cargo and all that it started. The relay is spared, the one child that the runner descends
/// from.
fn kill_compilers(runner: i32) {
    for child in platform::children(std::process::id().cast_signed()) {
        let started = platform::descendants(child);
        if !started.contains(&runner) {
            for process in std::iter::once(child).chain(started) {
                platform::kill(process);
            }
        }
    }
}
