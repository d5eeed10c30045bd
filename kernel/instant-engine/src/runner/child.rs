//! The engine's end of the runner.

use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::os::fd::AsRawFd as _;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use engine_protocol::StreamName;
use engine_support::{Demux, Panic, Piece};
use serde::{Deserialize, Serialize};

use super::waiting::reads_input;
use super::{CONTROL_FD, Order};

/// The runner process.
pub(crate) struct Runner {
    child: Child,
    control: UnixStream,
    events: Receiver<RunnerEvent>,
}

/// What the runner wrote.
#[derive(Debug)]
pub(crate) enum RunnerEvent {
    /// A piece of a stream.
    Output(StreamName, Piece),
    /// A stream ended.
    Closed,
    /// The cell's own report.
    Report(Report),
}

/// What a cell says of itself, on the control socket.
#[derive(Debug, Deserialize)]
#[serde(tag = "report", rename_all = "snake_case")]
pub(crate) enum Report {
    /// A variable was stored.
    Stored { name: String, type_name: String, copy: bool },
    /// The cell ended.
    Ended(Ending),
    /// The cell's library could not be loaded: none of it ran.
    Unloadable { message: String },
}

/// How a cell ended.
#[derive(Debug, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub(crate) enum Ending {
    /// It came to its end.
    Ok,
    /// A top-level `?` met an error, or Python raised one, which has a name.
    Failed { name: Option<String>, message: String },
    /// It panicked; the frame on standard output has the particulars.
    Panicked,
    /// It was interrupted.
    Interrupted,
}

/// What the system says of a call that an interrupt has ended.
const CANCELLED: &str = "Operation canceled";

impl Ending {
    /// Whether a waiting call that was cancelled is why the cell failed.
    pub(crate) fn is_cancelled(&self, panic: Option<&Panic>) -> bool {
        match self {
            Self::Failed { message, .. } => message.contains(CANCELLED),
            Self::Panicked => panic.is_some_and(|panic| panic.message.contains(CANCELLED)),
            Self::Ok | Self::Interrupted => false,
        }
    }
}

/// The runner is gone.
#[derive(Debug)]
pub(crate) struct Died(pub(crate) ExitStatus);

impl Runner {
    /// Starts a runner that finds libraries in `libraries`.
    ///
    /// # Errors
    /// When the process cannot be started.
    pub(crate) fn start(libraries: &[&Path]) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("runner");
        command.env("ARRAY_CORE_DISPLAY", "inline").env("RUST_BACKTRACE", "0");
        command.env("LD_LIBRARY_PATH", std::env::join_paths(libraries)?);
        Self::spawn(command).context("cannot start the process that runs cells")
    }

    /// Starts a program that runs cells: it finds its end of the socket at [`CONTROL_FD`].
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn spawn(mut command: Command) -> io::Result<Self> {
        let (control, theirs) = UnixStream::pair()?;
        command.process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // SAFETY: dup2 and prctl are async-signal-safe, and `theirs` lives in the closure.
        unsafe {
            command.pre_exec(move || {
                if libc::dup2(theirs.as_raw_fd(), CONTROL_FD) < 0 {
                    return Err(io::Error::last_os_error());
                }
                #[cfg(target_os = "linux")]
                libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
                Ok(())
            });
        }
        let mut child = command.spawn()?;
        drop(command);
        let (sender, events) = channel();
        let stdout = child.stdout.take().expect("standard output is piped");
        let stderr = child.stderr.take().expect("standard error is piped");
        watch_stream(StreamName::Stdout, stdout, sender.clone());
        watch_stream(StreamName::Stderr, stderr, sender.clone());
        watch_reports(control.try_clone()?, sender);
        Ok(Self { child, control, events })
    }

    /// Has a library loaded for good.
    pub(crate) fn preload(&mut self, library: &Path) -> Result<()> {
        self.order(&Order::Preload { library: library.to_string_lossy().into_owned() })
    }

    /// Has a compiled cell run; [`Runner::next`] tells what happens.
    /// `shared` says whether later cells use its statics.
    pub(crate) fn run(&mut self, library: &Path, shared: bool) -> Result<()> {
        self.order(&Order::Run { library: library.to_string_lossy().into_owned(), shared })
    }

    /// Sets a variable of the runner's environment.
    pub(crate) fn set_variable(&mut self, name: &str, value: &str) -> Result<()> {
        self.order(&Order::SetVariable { name: name.to_owned(), value: value.to_owned() })
    }

    /// Changes the runner's working directory.
    pub(crate) fn change_directory(&mut self, path: &Path) -> Result<()> {
        self.order(&Order::ChangeDirectory { path: path.to_owned() })
    }

    /// Sends an order.
    pub(crate) fn order(&mut self, order: &impl Serialize) -> Result<()> {
        let line = serde_json::to_string(order)? + "\n";
        // A runner that is gone shows as the end of its streams.
        let _ = self.control.write_all(line.as_bytes());
        Ok(())
    }

    /// What the runner writes next; waits for it as long as `patience`.
    ///
    /// # Errors
    /// When nothing came, or nothing will: all its streams have ended.
    pub(crate) fn next(&self, patience: Duration) -> Result<RunnerEvent, RecvTimeoutError> {
        self.events.recv_timeout(patience)
    }

    /// Whether the cell waits for a line on its standard input.
    pub(crate) fn reads_input(&self) -> bool {
        reads_input(self.id())
    }

    /// Gives the cell a line of input.
    pub(crate) fn give_input(&mut self, line: &str) {
        if let Some(stdin) = &mut self.child.stdin {
            // A runner that is gone shows as the end of its streams.
            let _ = stdin.write_all(format!("{line}\n").as_bytes()).and_then(|()| stdin.flush());
        }
    }

    /// Ends the standard input, for good.
    pub(crate) fn close_input(&mut self) {
        self.child.stdin = None;
    }

    /// What the runner has written already, without waiting.
    pub(crate) fn pending(&self) -> Option<RunnerEvent> {
        self.events.try_recv().ok()
    }

    /// The process, for signals.
    pub(crate) fn id(&self) -> i32 {
        i32::try_from(self.child.id()).expect("process numbers fit an i32")
    }

    /// Whether it has ended. Its streams may stay open all the same: the processes that a cell has
    /// started hold them, too.
    pub(crate) fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Waits for the end of a runner whose streams have ended.
    pub(crate) fn reap(&mut self) -> Result<Died> {
        Ok(Died(self.child.wait()?))
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // SAFETY: kill takes two numbers; a group that is gone is an error without effect.
        unsafe { libc::kill(-self.id(), libc::SIGKILL) };
        let _ = self.child.wait();
    }
}

/// Bytes read from a stream at once.
const CHUNK: usize = 1 << 16;

fn watch_stream(
    name: StreamName,
    mut stream: impl Read + Send + 'static,
    events: Sender<RunnerEvent>,
) {
    thread::spawn(move || {
        let mut demux = Demux::default();
        let mut buffer = vec![0; CHUNK];
        while let Ok(length @ 1..) = stream.read(&mut buffer) {
            for piece in demux.push(&buffer[..length]) {
                if events.send(RunnerEvent::Output(name, piece)).is_err() {
                    return;
                }
            }
        }
        if let Some(piece) = demux.finish() {
            let _ = events.send(RunnerEvent::Output(name, piece));
        }
        let _ = events.send(RunnerEvent::Closed);
    });
}

fn watch_reports(control: UnixStream, events: Sender<RunnerEvent>) {
    thread::spawn(move || {
        for line in BufReader::new(control).lines().map_while(io::Result::ok) {
            if let Ok(report) = serde_json::from_str(&line)
                && events.send(RunnerEvent::Report(report)).is_err()
            {
                return;
            }
        }
        let _ = events.send(RunnerEvent::Closed);
    });
}
