//! The relay: starts the runner, hands evcxr's commands down and its control lines up, and sends
//! everything else that the runner writes to the server, as it comes.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitCode, Stdio};

use engine_support::{Control, Demux, Piece};

use super::message::{Message, PING};
use crate::platform::{self, Descriptor, Socket};

/// Makes array-core write its displays into the runner's standard output.
const INLINE_DISPLAY: (&str, &str) = ("ARRAY_CORE_DISPLAY", "inline");
/// Tells the relay that evcxr asked for backtraces, not the user.
pub(crate) const KEEP_BACKTRACE: &str = "ARRAY_KERNEL_USER_BACKTRACE";
/// evcxr's order to run a cell.
const RUN: &[u8] = b"LOAD_AND_RUN ";
/// How often to look whether the runner has ended, in milliseconds: while its output is open, which
/// a process that it started may keep, and once it is closed.
const EXIT_CHECK: (i32, i32) = (300, 3);
/// Bytes read at once.
const CHUNK: usize = 64 * 1024;

/// Runs until evcxr or the runner is gone.
pub(crate) fn run() -> ExitCode {
    match Relay::start().and_then(Relay::run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the relay failed: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Relay {
    server: Socket,
    runner: Child,
    commands: ChildStdin,
    stdout: Output<ChildStdout>,
    stderr: Output<ChildStderr>,
}

/// One of the runner's streams.
struct Output<S> {
    stream: S,
    demux: Demux,
    ended: bool,
}

impl<S: Read + Descriptor> Output<S> {
    fn new(stream: S) -> io::Result<Output<S>> {
        platform::set_nonblocking(&stream)?;
        Ok(Output { stream, demux: Demux::default(), ended: false })
    }

    fn descriptor(&self) -> Option<&dyn Descriptor> {
        (!self.ended).then_some(&self.stream)
    }

    /// What one read gives; `None` when nothing is there.
    fn read(&mut self) -> io::Result<Option<Vec<Piece>>> {
        let mut chunk = [0; CHUNK];
        match self.stream.read(&mut chunk) {
            Ok(0) => {
                self.ended = true;
                Ok(None)
            }
            Ok(length) => Ok(Some(self.demux.push(&chunk[..length]))),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Some(Vec::new())),
            Err(error) => Err(error),
        }
    }
}

fn gone(stream: &str) -> io::Error {
    io::Error::other(format!("the runner was started without its {stream}"))
}

impl Relay {
    fn start() -> io::Result<Relay> {
        let mut server = platform::inherited_socket();
        let mut command = Command::new(std::env::current_exe()?);
        command
            .env(INLINE_DISPLAY.0, INLINE_DISPLAY.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if std::env::var_os(KEEP_BACKTRACE).is_none() {
            command.env_remove("RUST_BACKTRACE");
        }
        let mut runner = platform::spawn_group(&mut command)?;
        let commands = runner.stdin.take().ok_or_else(|| gone("input"))?;
        let stdout = Output::new(runner.stdout.take().ok_or_else(|| gone("output"))?)?;
        let stderr = Output::new(runner.stderr.take().ok_or_else(|| gone("error output"))?)?;
        Message::Hello(runner.id().cast_signed()).write(&mut server)?;
        Ok(Relay { server, runner, commands, stdout, stderr })
    }

    fn run(mut self) -> io::Result<()> {
        loop {
            let [command, ping, stdout, stderr] = platform::wait_readable(
                [
                    Some(&io::stdin()),
                    Some(&self.server),
                    self.stdout.descriptor(),
                    self.stderr.descriptor(),
                ],
                if self.stdout.ended { EXIT_CHECK.1 } else { EXIT_CHECK.0 },
            )?;
            // Of two pipes nobody knows the order; reports usually follow what they are about.
            if stdout && let Some(pieces) = self.stdout.read()? {
                self.pass(pieces)?;
            }
            if stderr && let Some(pieces) = self.stderr.read()? {
                self.pass_errors(pieces)?;
            }
            if ping {
                self.answer()?;
            }
            if command && !self.hand_down()? {
                // evcxr is gone, and with it everything a cell could still do.
                platform::kill_group(self.runner.id().cast_signed());
                return self.runner.wait().map(drop);
            }
            if (self.stdout.ended || !(stdout || stderr || ping || command)) && self.end()? {
                return Ok(());
            }
        }
    }

    /// Gives the runner what evcxr writes; false when evcxr is gone.
    fn hand_down(&mut self) -> io::Result<bool> {
        let mut chunk = [0; CHUNK];
        let length = io::stdin().lock().read(&mut chunk)?;
        let bytes = &chunk[..length];
        if bytes.starts_with(RUN) {
            Message::Started.write(&mut self.server)?;
        }
        // A runner that is gone is noticed by its exit.
        let _ = self.commands.write_all(bytes).and_then(|()| self.commands.flush());
        Ok(length > 0)
    }

    /// Answers a ping once everything written before it has been passed on.
    fn answer(&mut self) -> io::Result<()> {
        let mut pings = [0; 16];
        let length = self.server.read(&mut pings)?;
        self.drain()?;
        for _ in pings[..length].iter().filter(|byte| **byte == PING) {
            Message::Pong.write(&mut self.server)?;
        }
        Ok(())
    }

    /// Passes on all that has been written so far.
    fn drain(&mut self) -> io::Result<()> {
        while let Some(pieces) = self.stderr.read()? {
            self.pass_errors(pieces)?;
        }
        while let Some(pieces) = self.stdout.read()? {
            self.pass(pieces)?;
        }
        Ok(())
    }

    fn pass(&mut self, pieces: Vec<Piece>) -> io::Result<()> {
        for piece in pieces {
            let message = match piece {
                Piece::Text(bytes) => Message::Stdout(bytes),
                Piece::Frame(json) => Message::Frame(json),
                Piece::Content(content) => Message::Content(content),
                Piece::Error(text) => Message::Error(text),
                Piece::Control(control, line) => {
                    self.control(control, &line)?;
                    continue;
                }
            };
            message.write(&mut self.server)?;
        }
        Ok(())
    }

    /// On standard error, where nothing but the marked errors of `?` is for anyone else.
    fn pass_errors(&mut self, pieces: Vec<Piece>) -> io::Result<()> {
        for piece in pieces {
            let message = match piece {
                Piece::Error(text) => Message::Error(text),
                Piece::Text(bytes)
                | Piece::Frame(bytes)
                | Piece::Content(bytes)
                | Piece::Control(_, bytes) => Message::Stderr(bytes),
            };
            message.write(&mut self.server)?;
        }
        Ok(())
    }

    /// Tells the server, then evcxr, so that the server never learns of it later than evcxr.
    fn control(&mut self, control: Control, line: &[u8]) -> io::Result<()> {
        let message = match control {
            Control::Complete => Some(Message::Finished),
            Control::Panic => Some(Message::Panicked),
            Control::Error => Some(Message::LeftEarly),
            Control::ChangedType => {
                let name = line.splitn(2, |byte| *byte == b':').nth(1).unwrap_or_default();
                Some(Message::Redefined(name.trim_ascii().to_vec()))
            }
            Control::Input => None,
        };
        if control == Control::Complete {
            while let Some(pieces) = self.stderr.read()? {
                self.pass_errors(pieces)?;
            }
            let held_back = self.stderr.demux.finish();
            self.pass_errors(held_back.into_iter().collect())?;
        }
        if let Some(message) = message {
            message.write(&mut self.server)?;
        }
        let mut evcxr = io::stdout().lock();
        evcxr.write_all(line)?;
        evcxr.flush()
    }

    /// Whether the runner has ended; if so, the server knows how, and has all that it wrote.
    fn end(&mut self) -> io::Result<bool> {
        let Some(status) = self.runner.try_wait()? else { return Ok(false) };
        self.drain()?;
        let held_back = (self.stdout.demux.finish(), self.stderr.demux.finish());
        self.pass(held_back.0.into_iter().collect())?;
        self.pass_errors(held_back.1.into_iter().collect())?;
        let message = match platform::signal(status) {
            Some(signal) => Message::Killed(signal),
            None => Message::Exited(status.code().unwrap_or(-1)),
        };
        message.write(&mut self.server)?;
        Ok(true)
    }
}
