//! The runner's own loop.

use std::ffi::{CStr, CString, c_char, c_void};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::fd::FromRawFd as _;
use std::os::unix::net::UnixStream;

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use super::{CONTROL_FD, Order};
use crate::compiler::ENTRY;

/// Handed to every cell: how it reports to the engine.
#[repr(C)]
struct Host {
    /// Called with one line of JSON.
    report: extern "C" fn(*const u8, usize),
}

/// Runs cells until the engine closes the socket.
///
/// # Errors
/// When the socket breaks.
pub(crate) fn serve() -> Result<()> {
    // SAFETY: signal and fcntl take numbers. An interrupt before the first cell is none; processes
    // that cells start are not to hold the socket open.
    unsafe {
        libc::signal(libc::SIGINT, libc::SIG_IGN);
        libc::fcntl(CONTROL_FD, libc::F_SETFD, libc::FD_CLOEXEC);
    }
    // SAFETY: the engine opened this descriptor for the runner, and nothing else here uses it.
    let control = unsafe { UnixStream::from_raw_fd(CONTROL_FD) };
    for line in BufReader::new(control).lines() {
        match serde_json::from_str(&line?)? {
            Order::Preload { library } => {
                load(&library, false)?;
            }
            Order::Run { library, shared } => {
                if let Err(error) = run(&library, shared) {
                    let message = format!("{error:#}");
                    tell(
                        json!({"report": "unloadable", "message": message}).to_string().as_bytes(),
                    );
                }
            }
            // SAFETY: no cell runs. A thread that a cell left behind might read the environment at
            // this moment, as it might in any program that sets variables.
            Order::SetVariable { name, value } => unsafe { std::env::set_var(name, value) },
            Order::ChangeDirectory { path } => std::env::set_current_dir(path)?,
        }
    }
    Ok(())
}

/// Loads a cell and calls it. What it does, and how it ends, the cell reports itself.
///
/// # Errors
/// When it cannot be loaded: it calls what no library has.
fn run(library: &str, shared: bool) -> Result<()> {
    let handle = load(library, shared)?;
    let entry = CString::new(ENTRY)?;
    // SAFETY: the handle comes from dlopen and is never closed.
    let symbol = unsafe { libc::dlsym(handle, entry.as_ptr()) };
    if symbol.is_null() {
        bail!("{library} has no {ENTRY}");
    }
    // SAFETY: the engine generated this function with this signature.
    let cell: extern "C" fn(&Host) = unsafe { std::mem::transmute::<*mut c_void, _>(symbol) };
    let host = Host { report };
    #[cfg(target_os = "linux")]
    super::blocking::in_cell(|| cell(&host));
    #[cfg(not(target_os = "linux"))]
    cell(&host);
    Ok(())
}

/// Loads a library and never unloads it: values in the store have code in it. What is `shared` can be
/// linked to by libraries that are loaded later.
fn load(library: &str, shared: bool) -> Result<*mut c_void> {
    let path = CString::new(library)?;
    let scope = if shared { libc::RTLD_GLOBAL } else { libc::RTLD_LOCAL };
    // SAFETY: the path is a valid C string; initialisers are those of cells and of array-core.
    let handle = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW | scope) };
    if handle.is_null() {
        // SAFETY: dlerror gives a C string after a failed dlopen.
        let reason = unsafe { CStr::from_ptr(libc::dlerror().cast::<c_char>()) };
        let reason = reason.to_string_lossy();
        if let Some((_, symbol)) = reason.split_once("undefined symbol: ") {
            bail!(
                "`{symbol}` is in no library that this cell links: name the one that has it by \
                 `#[link(name = \"..\")]` above `extern`"
            );
        }
        bail!("cannot load {library}: {reason}");
    }
    Ok(handle)
}

extern "C" fn report(text: *const u8, length: usize) {
    // SAFETY: the caller passes a live buffer of this length.
    tell(unsafe { std::slice::from_raw_parts(text, length) });
}

fn tell(text: &[u8]) {
    // SAFETY: as in `serve`; the stream is forgotten again so that the descriptor stays open.
    let mut control = std::mem::ManuallyDrop::new(unsafe { UnixStream::from_raw_fd(CONTROL_FD) });
    let line = [text, b"\n"].concat();
    if control.write_all(&line).context("the engine is gone").is_err() {
        std::process::exit(1);
    }
}
