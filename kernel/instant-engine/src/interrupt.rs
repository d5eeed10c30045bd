//! Stopping what runs: the compiler at once, a cell by asking first.

use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How long a cell may take to notice an interrupt before its process is killed.
const GRACE: Duration = Duration::from_millis(1000);

/// What an interrupt is to stop; shared with the thread that reads requests.
#[derive(Clone, Default)]
pub(crate) struct Target {
    compiler: Arc<Mutex<Option<u32>>>,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// The runner's process, zero when there is none.
    runner: AtomicI32,
    /// Counts cells, so that a late kill does not hit the next one.
    cell: AtomicU64,
    /// Whether a cell runs.
    busy: AtomicBool,
    killed: AtomicBool,
}

impl Target {
    /// Where the compiler's process stands while it runs.
    pub(crate) fn compiler(&self) -> Arc<Mutex<Option<u32>>> {
        Arc::clone(&self.compiler)
    }

    /// Names the runner's process.
    pub(crate) fn set_runner(&self, process: Option<i32>) {
        self.state.runner.store(process.unwrap_or(0), Ordering::SeqCst);
    }

    /// A cell begins.
    pub(crate) fn begin(&self) {
        self.state.cell.fetch_add(1, Ordering::SeqCst);
        self.state.killed.store(false, Ordering::SeqCst);
        self.state.busy.store(true, Ordering::SeqCst);
    }

    /// The cell has ended.
    pub(crate) fn end(&self) {
        self.state.busy.store(false, Ordering::SeqCst);
    }

    /// Whether the runner was killed because the cell did not heed an interrupt.
    pub(crate) fn was_killed(&self) -> bool {
        self.state.killed.load(Ordering::SeqCst)
    }

    /// Stops whatever the current cell is at.
    pub(crate) fn interrupt(&self) {
        if !self.state.busy.load(Ordering::SeqCst) {
            return;
        }
        let compiler = *self.compiler.lock().expect("no panic while locked");
        if let Some(compiler) = compiler.and_then(|id| i32::try_from(id).ok()) {
            signal(compiler, libc::SIGKILL);
            return;
        }
        let runner = self.state.runner.load(Ordering::SeqCst);
        if runner == 0 {
            return;
        }
        signal(runner, libc::SIGINT);
        let (state, cell) = (Arc::clone(&self.state), self.state.cell.load(Ordering::SeqCst));
        thread::spawn(move || {
            thread::sleep(GRACE);
            let same =
                state.cell.load(Ordering::SeqCst) == cell && state.busy.load(Ordering::SeqCst);
            if same && state.runner.load(Ordering::SeqCst) == runner {
                state.killed.store(true, Ordering::SeqCst);
                signal(-runner, libc::SIGKILL);
            }
        });
    }
}

fn signal(process: i32, number: i32) {
    // SAFETY: kill takes two numbers; a process that is gone is an error without effect.
    unsafe { libc::kill(process, number) };
}
