//! The server's end of the relay's socket.

use std::io::{self, Write};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::message::{Message, PING};
use super::process::KEEP_BACKTRACE;
use crate::arguments;
use crate::platform::{self, Socket};

/// How long a relay may take to pass on what the runner wrote, before it counts as gone.
const FLUSH_LIMIT: Duration = Duration::from_secs(5);

/// What the relays of a session, one after the other, have told.
#[derive(Debug, Default)]
struct Status {
    /// The runner, while it lives.
    runner: Option<i32>,
    /// Whether it runs a cell.
    running: bool,
    /// Pongs received.
    pongs: u64,
}

#[derive(Default)]
struct Shared {
    status: Mutex<Status>,
    changed: Condvar,
}

impl Shared {
    fn status(&self) -> MutexGuard<'_, Status> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn update(&self, message: &Message) {
        let mut status = self.status();
        match message {
            Message::Hello(process) => {
                if let Some(before) = status.runner.replace(*process) {
                    platform::kill_group(before);
                }
                status.running = false;
            }
            Message::Started => status.running = true,
            Message::Finished => status.running = false,
            Message::Exited(_) | Message::Killed(_) => {
                status.running = false;
                // What the cell started goes with it.
                if let Some(runner) = status.runner.take() {
                    platform::kill_group(runner);
                }
            }
            Message::Pong => status.pongs += 1,
            _ => return,
        }
        self.changed.notify_all();
    }
}

/// Knows the runner, and when all of its output has arrived. Clones are the same link.
#[derive(Clone)]
pub(crate) struct Link {
    socket: Arc<Socket>,
    shared: Arc<Shared>,
    pings: Arc<Mutex<u64>>,
}

impl Link {
    /// A link, and the command by which evcxr starts the relay at its other end. `sink` gets every
    /// message in order, on a thread of its own.
    ///
    /// # Errors
    /// When the system gives no socket, or this program's path is unknown.
    pub(crate) fn open(sink: impl FnMut(Message) + Send + 'static) -> io::Result<(Link, Command)> {
        let (near, far) = Socket::pair()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(arguments::RELAY);
        if std::env::var_os("RUST_BACKTRACE").is_some() {
            command.env(KEEP_BACKTRACE, "1");
        }
        platform::pass_socket(&mut command, far);
        let shared = Arc::new(Shared::default());
        let socket = near.try_clone()?;
        std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || follow(socket, &shared, sink)
        });
        Ok((Link { socket: Arc::new(near), shared, pings: Arc::default() }, command))
    }

    /// Waits until everything that the runner wrote up to now has reached the sink.
    pub(crate) fn flush(&self) {
        let target = {
            let mut pings = self.pings.lock().unwrap_or_else(PoisonError::into_inner);
            *pings += 1;
            *pings
        };
        if (&*self.socket).write_all(&[PING]).is_err() {
            return;
        }
        let pending = |status: &mut Status| status.pongs < target && status.runner.is_some();
        // A relay that does not answer has been killed; the next one answers in its place.
        let _limit =
            self.shared.changed.wait_timeout_while(self.shared.status(), FLUSH_LIMIT, pending);
    }

    /// The runner's process, while it lives.
    pub(crate) fn runner(&self) -> Option<i32> {
        self.shared.status().runner
    }

    /// Whether the runner runs a cell now.
    pub(crate) fn is_running(&self) -> bool {
        self.shared.status().running
    }

    /// Ends the runner, and waits until its relay has told so.
    pub(crate) fn end_runner(&self) {
        if let Some(runner) = self.runner() {
            platform::kill_group(runner);
            let alive = |status: &mut Status| status.runner == Some(runner);
            let status = self.shared.status();
            let _limit = self.shared.changed.wait_timeout_while(status, FLUSH_LIMIT, alive);
        }
    }
}

fn follow(mut socket: Socket, shared: &Shared, mut sink: impl FnMut(Message)) {
    loop {
        match Message::read(&mut socket) {
            Ok(message) => {
                let copy = match &message {
                    Message::Stdout(_) | Message::Stderr(_) => None,
                    other => Some(other.clone()),
                };
                sink(message);
                if let Some(message) = copy {
                    shared.update(&message);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return,
            Err(error) => {
                eprintln!("what the relay sends cannot be read: {error}");
                return;
            }
        }
    }
}
