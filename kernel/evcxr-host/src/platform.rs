//! Everything that only Unix can do: process groups, signals, descriptors, polling.

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus};

/// What can be waited for by [`wait_readable`].
pub(crate) use std::os::fd::AsRawFd as Descriptor;
/// The connection of the relay to the server.
pub(crate) use std::os::unix::net::UnixStream as Socket;

/// Where the relay finds its end of the socket.
const SOCKET: RawFd = 3;

/// Turns the result of a C call into an error.
fn check(result: libc::c_int) -> io::Result<libc::c_int> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

/// Leaves the terminal's process group, so that Ctrl-C there does not end this process.
pub(crate) fn leave_process_group() {
    // SAFETY: setpgid takes two numbers. It fails for a group leader only, which is as well.
    unsafe { libc::setpgid(0, 0) };
}

/// Gives the process that `command` starts `socket` at the place [`inherited_socket`] looks.
pub(crate) fn pass_socket(command: &mut Command, socket: Socket) {
    // SAFETY: the closure calls dup2 only, which is async-signal-safe. `socket` lives in it.
    unsafe {
        command.pre_exec(move || check(libc::dup2(socket.as_raw_fd(), SOCKET)).map(drop));
    }
}

/// The socket that [`pass_socket`] gave to this process, which may call this once.
pub(crate) fn inherited_socket() -> Socket {
    // SAFETY: the server gives every relay a socket at this number, and nothing else owns it. It
    // is not for the relay's own children, hence the flag.
    unsafe {
        libc::fcntl(SOCKET, libc::F_SETFD, libc::FD_CLOEXEC);
        Socket::from_raw_fd(SOCKET)
    }
}

/// Starts a process as leader of a group of its own, which on Linux dies with its parent.
pub(crate) fn spawn_group(command: &mut Command) -> io::Result<Child> {
    command.process_group(0);
    #[cfg(target_os = "linux")]
    // SAFETY: the closure calls prctl only, which is async-signal-safe.
    unsafe {
        command.pre_exec(|| check(libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL)).map(drop));
    }
    command.spawn()
}

/// Ends every process of a group at once.
pub(crate) fn kill_group(group: i32) {
    // SAFETY: kill takes two numbers; a group that is gone is an error without effect.
    unsafe { libc::kill(-group, libc::SIGKILL) };
}

/// Ends one process at once.
pub(crate) fn kill(process: i32) {
    // SAFETY: kill takes two numbers; a process that is gone is an error without effect.
    unsafe { libc::kill(process, libc::SIGKILL) };
}

/// Sends a process what Ctrl-C sends.
pub(crate) fn interrupt(process: i32) {
    // SAFETY: kill takes two numbers; a process that is gone is an error without effect.
    unsafe { libc::kill(process, libc::SIGINT) };
}

/// The signal that ended a process, if one did.
pub(crate) fn signal(status: ExitStatus) -> Option<i32> {
    status.signal()
}

/// A signal's name, for those that end a process by its own fault or by a user's wish.
pub(crate) fn signal_name(signal: i32) -> Option<&'static str> {
    Some(match signal {
        libc::SIGSEGV => "SIGSEGV, endless recursion or an access to memory that is not there",
        libc::SIGBUS => "SIGBUS, an access to memory that is not there",
        libc::SIGILL => "SIGILL, an illegal instruction",
        libc::SIGFPE => "SIGFPE, an arithmetic error",
        libc::SIGABRT => "SIGABRT, the program called abort",
        libc::SIGKILL => "SIGKILL, another process or a lack of memory ended it",
        libc::SIGTERM => "SIGTERM, another process ended it",
        libc::SIGINT => "SIGINT, an interrupt that nothing in the cell listened to",
        libc::SIGTRAP => "SIGTRAP, a trap instruction",
        _ => return None,
    })
}

/// Signals by which a program's own fault ends it, and the action that lets them do so.
pub(crate) const FAULT_SIGNALS: [i32; 3] = [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL];
/// See [`FAULT_SIGNALS`].
pub(crate) const DEFAULT_ACTION: usize = libc::SIG_DFL;

/// Reads from a descriptor give `WouldBlock` when nothing is there.
pub(crate) fn set_nonblocking(descriptor: &impl AsRawFd) -> io::Result<()> {
    let descriptor = descriptor.as_raw_fd();
    // SAFETY: fcntl with these commands reads and writes flags of an open descriptor.
    unsafe {
        let flags = check(libc::fcntl(descriptor, libc::F_GETFL))?;
        check(libc::fcntl(descriptor, libc::F_SETFL, flags | libc::O_NONBLOCK))?;
    }
    Ok(())
}

/// Waits until one of the descriptors can be read or has ended, at most `milliseconds`; says which
/// can. `None` descriptors are not waited for.
pub(crate) fn wait_readable<const N: usize>(
    descriptors: [Option<&dyn Descriptor>; N],
    milliseconds: i32,
) -> io::Result<[bool; N]> {
    let mut polled = descriptors.map(|descriptor| libc::pollfd {
        fd: descriptor.map_or(-1, AsRawFd::as_raw_fd),
        events: libc::POLLIN,
        revents: 0,
    });
    // SAFETY: the pointer and the length are those of an array that lives across the call.
    let result = unsafe { libc::poll(polled.as_mut_ptr(), N as libc::nfds_t, milliseconds) };
    match check(result) {
        Ok(_) => Ok(polled.map(|polled| polled.revents != 0)),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok([false; N]),
        Err(error) => Err(error),
    }
}

/// Makes `number` refer to what `to` refers to; what it referred to before is returned.
pub(crate) fn redirect(number: RawFd, to: &impl AsRawFd) -> io::Result<File> {
    // SAFETY: the three calls take numbers; the duplicate is owned by nothing else.
    unsafe {
        let before = check(libc::fcntl(number, libc::F_DUPFD_CLOEXEC, 10))?;
        let before = OwnedFd::from_raw_fd(before);
        check(libc::dup2(to.as_raw_fd(), number))?;
        Ok(File::from(before))
    }
}

/// The processes that `process` started itself and that still run.
pub(crate) fn children(process: i32) -> Vec<i32> {
    parents().into_iter().filter(|pair| pair.1 == process).map(|pair| pair.0).collect()
}

/// The processes that `process` started and that still run, theirs included.
pub(crate) fn descendants(process: i32) -> Vec<i32> {
    let pairs = parents();
    let mut found = vec![process];
    let mut next = 0;
    while next < found.len() {
        let parent = found[next];
        found.extend(pairs.iter().filter(|pair| pair.1 == parent).map(|pair| pair.0));
        next += 1;
    }
    found.remove(0);
    found
}

/// All processes, each with its parent.
#[cfg(target_os = "linux")]
fn parents() -> Vec<(i32, i32)> {
    let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
    let pair = |entry: io::Result<std::fs::DirEntry>| {
        let entry = entry.ok()?;
        let process = entry.file_name().to_str()?.parse().ok()?;
        let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
        // `pid (name) state ppid ...`, where the name may contain anything.
        let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
        Some((process, parent))
    };
    entries.filter_map(pair).collect()
}

/// All processes, each with its parent.
#[cfg(not(target_os = "linux"))]
fn parents() -> Vec<(i32, i32)> {
    let Ok(output) = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output() else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let pair = |line: &str| {
        let mut numbers = line.split_whitespace().map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    };
    text.lines().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_found_and_killed() {
        let mut child = spawn_group(Command::new("sleep").arg("60")).unwrap();
        let process = i32::try_from(child.id()).unwrap();
        let own = i32::try_from(std::process::id()).unwrap();
        assert!(children(own).contains(&process));
        assert!(descendants(own).contains(&process));
        kill_group(process);
        assert_eq!(signal(child.wait().unwrap()), Some(libc::SIGKILL));
    }

    #[test]
    fn waiting_tells_what_can_be_read() {
        let (mut near, far) = Socket::pair().unwrap();
        let (_silent_near, silent) = Socket::pair().unwrap();
        let both: [Option<&dyn Descriptor>; 2] = [Some(&far), Some(&silent)];
        assert_eq!(wait_readable(both, 0).unwrap(), [false, false]);
        io::Write::write_all(&mut near, b"x").unwrap();
        assert_eq!(wait_readable(both, 1000).unwrap(), [true, false]);
        assert_eq!(wait_readable([None], 0).unwrap(), [false]);
    }
}
