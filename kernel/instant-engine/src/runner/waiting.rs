//! Whether a process waits for its standard input.
//!
//! A cell that reads a line without saying so first would wait for ever. On Linux the kernel tells
//! which system call a process is in; elsewhere only requests that cells announce are seen.

/// Whether the main thread of a child process is reading from its standard input.
#[cfg(target_os = "linux")]
pub(super) fn reads_input(process: i32) -> bool {
    // "0 0x0 0x7f.. ..": the call's number, then its arguments; "running" outside of calls.
    let Ok(call) = std::fs::read_to_string(format!("/proc/{process}/syscall")) else {
        return false;
    };
    let mut words = call.split_whitespace();
    let number = words.next().and_then(|word| word.parse().ok());
    number == Some(libc::SYS_read) && words.next() == Some("0x0")
}

/// Whether the main thread of a child process is reading from its standard input.
#[cfg(not(target_os = "linux"))]
pub(super) fn reads_input(_: i32) -> bool {
    false
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_reader_is_told_from_a_sleeper() {
        let check = |program: &str, argument: &str, reads: bool| {
            let mut command = Command::new(program);
            let mut child = command
                .arg(argument)
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .expect("the program is there");
            let process = i32::try_from(child.id()).unwrap();
            // It takes a while to get there.
            let seen = (0..50).any(|_| {
                sleep(Duration::from_millis(20));
                reads_input(process)
            });
            child.kill().unwrap();
            child.wait().unwrap();
            assert_eq!(seen, reads, "{program}");
        };
        check("cat", "-", true);
        check("sleep", "60", false);
    }
}
