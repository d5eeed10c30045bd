//! Stopping what runs: the compiler at once, a cell by asking first.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use engine_protocol::StreamName;
use engine_support::Events;

/// How long a cell may take to notice an interrupt before its process is killed.
const GRACE: Duration = Duration::from_millis(1000);
/// How long a patient runner has; the kernel's patience with the engine is longer.
const LONG_GRACE: Duration = Duration::from_secs(10);
/// What is said to whoever waits for a patient runner.
const UNHEEDED: &str = "Python has not stopped yet: it heeds an interrupt between two steps of its own \
                        code. In 10 s, or by a second interrupt, it is ended, and its variables with \
                        it.\n";

/// What an interrupt is to stop; shared with the thread that reads requests.
#[derive(Clone, Default)]
pub(crate) struct Target {
    tool: Tool,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// The runner's process, zero when there is none.
    runner: AtomicI32,
    /// Counts cells, so that a late kill does not hit the next one.
    cell: AtomicU64,
    /// Whether the runner runs a cell. Before that, a cell is read and compiled.
    running: AtomicBool,
    killed: AtomicBool,
    /// Whether the first interrupt only asks, and has a long time to be answered.
    is_patient: AtomicBool,
    /// Whether the cell was asked to stop.
    asked: AtomicBool,
}

impl State {
    fn kill(&self, runner: i32) {
        self.killed.store(true, Ordering::SeqCst);
        signal(-runner, libc::SIGKILL);
    }
}

/// A process that works for the engine, a compiler or a shell, with all that it starts itself: they
/// may be killed at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tool(Arc<Mutex<ToolState>>);

#[derive(Debug, Default)]
struct ToolState {
    /// The process, which leads a group of its own.
    process: Option<i32>,
    /// Whether a cell is at work, and whether it was interrupted.
    busy: bool,
    interrupted: bool,
}

impl Tool {
    fn state(&self) -> MutexGuard<'_, ToolState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a process. It is killed at once if the cell was interrupted meanwhile.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start(&self, command: &mut Command) -> io::Result<Child> {
        let child = command.process_group(0).spawn()?;
        self.watch(&child);
        Ok(child)
    }

    /// Has a process work for the cell that has been started before, as the leader of a group. It is
    /// killed at once if the cell was interrupted meanwhile.
    pub(crate) fn watch(&self, process: &Child) {
        let mut state = self.state();
        state.process = i32::try_from(process.id()).ok();
        if state.interrupted {
            state.kill();
        }
    }

    /// Starts a process that works for minutes: it ends when the engine is killed, too.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start_long(&self, command: &mut Command) -> io::Result<Child> {
        // Elsewhere than on Linux, what a killed engine has started goes on to its end.
        #[cfg(target_os = "linux")]
        // SAFETY: prctl is async-signal-safe.
        unsafe {
            command.pre_exec(|| {
                libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
                Ok(())
            });
        }
        self.start(command)
    }

    /// The process has ended.
    pub(crate) fn ended(&self) {
        self.state().process = None;
    }

    /// Whether the cell was interrupted before it ran.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.state().interrupted
    }
}

impl ToolState {
    fn kill(&self) {
        if let Some(process) = self.process {
            signal(-process, libc::SIGKILL);
        }
    }
}

impl Target {
    /// Where the processes stand that work for a cell before it runs.
    pub(crate) fn tool(&self) -> Tool {
        self.tool.clone()
    }

    /// Names the runner's process, which is killed when it does not heed an interrupt.
    pub(crate) fn set_runner(&self, process: Option<i32>) {
        self.state.runner.store(process.unwrap_or(0), Ordering::SeqCst);
        self.state.is_patient.store(false, Ordering::SeqCst);
    }

    /// Names a process that is killed by a second interrupt, or much later.
    pub(crate) fn set_patient_runner(&self, process: i32) {
        self.set_runner(Some(process));
        self.state.is_patient.store(true, Ordering::SeqCst);
    }

    /// A cell begins.
    pub(crate) fn begin(&self) {
        let mut tool = self.tool.state();
        self.state.cell.fetch_add(1, Ordering::SeqCst);
        for flag in [&self.state.killed, &self.state.running, &self.state.asked] {
            flag.store(false, Ordering::SeqCst);
        }
        *tool = ToolState { busy: true, ..ToolState::default() };
    }

    /// The cell is about to run; false when it was interrupted before.
    pub(crate) fn run(&self) -> bool {
        let state = self.tool.state();
        self.state.running.store(!state.interrupted, Ordering::SeqCst);
        !state.interrupted
    }

    /// The cell has ended.
    pub(crate) fn end(&self) {
        self.state.running.store(false, Ordering::SeqCst);
        self.tool.state().busy = false;
    }

    /// Nobody is left to tell: what the current cell is at ends at once, whatever it holds.
    pub(crate) fn abandon(&self) {
        let mut tool = self.tool.state();
        tool.interrupted = true;
        tool.kill();
        let runner = self.state.runner.load(Ordering::SeqCst);
        if self.state.running.load(Ordering::SeqCst) && runner != 0 {
            signal(-runner, libc::SIGKILL);
        }
    }

    /// Whether the cell was asked to stop.
    pub(crate) fn was_asked(&self) -> bool {
        self.state.asked.load(Ordering::SeqCst)
    }

    /// Whether the runner was killed because the cell did not heed an interrupt.
    pub(crate) fn was_killed(&self) -> bool {
        self.state.killed.load(Ordering::SeqCst)
    }

    /// Stops whatever the current cell is at: a compiler at once; code by asking, and by killing its
    /// process when it does not listen.
    pub(crate) fn interrupt(&self, events: &Events) {
        let mut tool = self.tool.state();
        if !tool.busy {
            return;
        }
        if !self.state.running.load(Ordering::SeqCst) {
            tool.interrupted = true;
            tool.kill();
            return;
        }
        drop(tool);
        let runner = self.state.runner.load(Ordering::SeqCst);
        if runner == 0 {
            return;
        }
        let is_patient = self.state.is_patient.load(Ordering::SeqCst);
        if self.state.asked.swap(true, Ordering::SeqCst) && is_patient {
            self.state.kill(runner);
            return;
        }
        signal(runner, libc::SIGINT);
        let events = events.clone();
        let (state, cell) = (Arc::clone(&self.state), self.state.cell.load(Ordering::SeqCst));
        thread::spawn(move || {
            let still_runs = || {
                state.cell.load(Ordering::SeqCst) == cell
                    && state.running.load(Ordering::SeqCst)
                    && state.runner.load(Ordering::SeqCst) == runner
            };
            thread::sleep(GRACE / 4);
            // The cell may have been about to begin, and have forgotten what came before.
            if still_runs() {
                signal(runner, libc::SIGINT);
            }
            thread::sleep(GRACE / 4 * 3);
            if still_runs() && is_patient {
                events.stream(StreamName::Stderr, UNHEEDED);
                thread::sleep(LONG_GRACE - GRACE);
            }
            if still_runs() {
                state.kill(runner);
            }
        });
    }
}

fn signal(process: i32, number: i32) {
    // SAFETY: kill takes two numbers; a process that is gone is an error without effect.
    unsafe { libc::kill(process, number) };
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::process::Stdio;
    use std::time::Instant;

    use super::*;

    #[test]
    fn an_interrupt_before_the_compiler_starts_reaches_it() {
        let target = Target::default();
        target.interrupt(&Events::stdout());
        target.begin();
        assert!(!target.tool().is_interrupted(), "an interrupt between cells is none");
        target.interrupt(&Events::stdout());
        let mut child = target.tool().start(Command::new("sleep").arg("60")).unwrap();
        assert_eq!(child.wait().unwrap().code(), None, "it was killed");
        target.tool().ended();
        assert!(!target.run(), "the cell must not run any more");
        target.end();
        target.begin();
        assert!(target.run());
    }

    #[test]
    fn what_a_tool_has_started_is_stopped_with_it() {
        let target = Target::default();
        target.begin();
        let mut shell = Command::new("sh");
        shell.args(["-c", "sleep 60 & echo; wait"]).stdout(Stdio::piped());
        let mut child = target.tool().start(&mut shell).unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        let started = Instant::now();
        target.interrupt(&Events::stdout());
        child.wait().unwrap();
        // It ends when nobody has it open any more.
        stdout.read_to_end(&mut Vec::new()).unwrap();
        assert!(started.elapsed() < Duration::from_secs(30), "the sleep goes on");
    }
}
