//! What only Unix can do: signals, process groups, parents.

use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};

/// Names of the signals that end a process, by number. These numbers are the same on Linux and
/// macOS, except for `SIGBUS`.
const SIGNALS: [(i32, &str); 9] = [
    (libc::SIGABRT, "SIGABRT"),
    (libc::SIGBUS, "SIGBUS"),
    (libc::SIGFPE, "SIGFPE"),
    (libc::SIGILL, "SIGILL"),
    (libc::SIGINT, "SIGINT"),
    (libc::SIGKILL, "SIGKILL"),
    (libc::SIGPIPE, "SIGPIPE"),
    (libc::SIGSEGV, "SIGSEGV"),
    (libc::SIGTERM, "SIGTERM"),
];

/// Puts a child into a process group of its own: Jupyter and Ctrl-C signal the whole group of the
/// kernel, and the kernel alone decides what an interrupt does to its engine.
pub(crate) fn detach(command: &mut Command) {
    command.process_group(0);
}

/// A command line run by the shell, without the shell staying in between.
pub(crate) fn shell(line: &str) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("exec {line}"));
    command
}

/// How a process ended, for people: `exit code 1`, `signal 11 (SIGSEGV)`.
pub(crate) fn describe(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit code {code}"),
        (None, Some(number)) => {
            let name = SIGNALS.iter().find(|(known, _)| *known == number).map(|(_, name)| *name);
            name.map_or_else(
                || format!("signal {number}"),
                |name| format!("signal {number} ({name})"),
            )
        }
        (None, None) => "an unknown cause".to_owned(),
    }
}

/// Calls `on_interrupt` for each `SIGINT`, which is how Jupyter interrupts kernels whose kernelspec
/// does not say `interrupt_mode: message`; returns at the first `SIGTERM`.
///
/// # Errors
/// When the handlers cannot be installed.
pub(crate) async fn signals<F: Future<Output = ()>>(
    mut on_interrupt: impl FnMut() -> F,
) -> std::io::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    loop {
        tokio::select! {
            Some(()) = interrupt.recv() => on_interrupt().await,
            _ = terminate.recv() => return Ok(()),
        }
    }
}

/// Kills a process that was detached, and all that it started. To be called before the process has
/// been waited for: afterwards its id may belong to another.
pub(crate) fn kill_group(process: u32) {
    let Ok(process) = libc::pid_t::try_from(process) else { return };
    // SAFETY: the call touches no memory of this process.
    if unsafe { libc::kill(-process, libc::SIGKILL) } != 0 {
        log::warn!("the engine was not killed: {}", std::io::Error::last_os_error());
    }
}

/// The process that started this one, or that took over its children.
pub(crate) fn parent() -> u32 {
    std::os::unix::process::parent_id()
}

/// Whether a process exists.
pub(crate) fn exists(process: u32) -> bool {
    let Ok(process) = libc::pid_t::try_from(process) else { return false };
    // SAFETY: signal 0 is never delivered; the call only checks for the process.
    let answer = unsafe { libc::kill(process, 0) };
    answer == 0 || std::io::Error::last_os_error().raw_os_error() == Some(libc::EPERM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_described() {
        assert_eq!(describe(ExitStatus::from_raw(3 << 8)), "exit code 3");
        assert_eq!(describe(ExitStatus::from_raw(libc::SIGSEGV)), "signal 11 (SIGSEGV)");
        assert_eq!(describe(ExitStatus::from_raw(64)), "signal 64");
    }

    #[test]
    fn this_process_has_a_parent() {
        assert!(exists(std::process::id()));
        assert!(exists(parent()));
        assert!(!exists(u32::MAX));
    }
}
