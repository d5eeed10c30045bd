//! Calls that wait, ended by an interrupt: sleeping, reading, accepting, waiting for a process.
//!
//! The standard library goes on waiting when a signal comes. These functions stand in the place of the
//! C library's, for all that the runner loads, and differ in one case: while a cell runs and an
//! interrupt has been asked for, a sleep on the cell's thread is over, and other calls fail as
//! cancelled. Nothing is unwound in a signal's handler, so that all variables stay.

use std::cell::Cell;
use std::ffi::{CStr, c_int, c_void};
use std::mem;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use libc::{
    clockid_t, id_t, idtype_t, nfds_t, pid_t, pollfd, siginfo_t, size_t, sockaddr, socklen_t,
    ssize_t, timespec,
};

thread_local! {
    /// Whether a cell runs on this thread, the one that signals come to.
    static IN_CELL: Cell<bool> = const { Cell::new(false) };
}
/// Whether an interrupt was asked for since it began.
static ASKED: AtomicBool = AtomicBool::new(false);
/// What array-core does about an interrupt; zero until that is known.
static INHERITED: AtomicUsize = AtomicUsize::new(0);

/// Runs a cell.
pub(super) fn in_cell(cell: impl FnOnce()) {
    ASKED.store(false, Ordering::SeqCst);
    IN_CELL.set(true);
    cell();
    IN_CELL.set(false);
}

extern "C" fn on_interrupt(signal: c_int) {
    ASKED.store(true, Ordering::SeqCst);
    let inherited = INHERITED.load(Ordering::SeqCst);
    if inherited != 0 {
        // SAFETY: the address is that of the handler which stood before this one.
        let handler: extern "C" fn(c_int) = unsafe { mem::transmute(inherited) };
        handler(signal);
    }
}

/// Whether a call is the cell's own, and may be ended. Sees to it that an interrupt is noticed, once
/// array-core is there, whose handler has waiting calls go on.
fn is_of_cell() -> bool {
    if !IN_CELL.get() {
        return false;
    }
    if INHERITED.load(Ordering::SeqCst) == 0 {
        // SAFETY: sigaction reads and writes these values only; zeros are a valid value.
        unsafe {
            let mut action: libc::sigaction = mem::zeroed();
            libc::sigaction(libc::SIGINT, ptr::null(), &raw mut action);
            let handler = action.sa_sigaction;
            if handler != libc::SIG_IGN && handler != libc::SIG_DFL {
                INHERITED.store(handler, Ordering::SeqCst);
                action.sa_sigaction = on_interrupt as extern "C" fn(c_int) as usize;
                action.sa_flags &= !libc::SA_RESTART;
                libc::sigaction(libc::SIGINT, &raw const action, ptr::null_mut());
            }
        }
    }
    true
}

fn is_asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// The C library's own function.
fn inherited(name: &CStr, address: &AtomicUsize) -> usize {
    let mut found = address.load(Ordering::Relaxed);
    if found == 0 {
        // SAFETY: dlsym takes a C string.
        found = unsafe { libc::dlsym(libc::RTLD_NEXT, name.as_ptr()) } as usize;
        address.store(found, Ordering::Relaxed);
    }
    found
}

fn cancel() {
    // SAFETY: the address is that of this thread's own number.
    unsafe { *libc::__errno_location() = libc::ECANCELED };
}

fn was_cut_short() -> bool {
    // SAFETY: as in `cancel`.
    unsafe { *libc::__errno_location() == libc::EINTR }
}

/// Defines calls that fail with -1. `$asks` says which of them may be ended.
macro_rules! cancellable {
    ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty, if $asks:expr;)*) => {$(
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name($($argument: $type),*) -> $result {
            static ADDRESS: AtomicUsize = AtomicUsize::new(0);
            let name = concat!(stringify!($name), "\0").as_bytes();
            let name = CStr::from_bytes_with_nul(name).unwrap_or_default();
            type Call = unsafe extern "C" fn($($type),*) -> $result;
            // SAFETY: it is the C library's function of this name and type.
            let call: Call = unsafe { mem::transmute(inherited(name, &ADDRESS)) };
            let ends = $asks && is_of_cell();
            if ends && is_asked() {
                cancel();
                return -1;
            }
            // SAFETY: the caller keeps this function's contract.
            let result = unsafe { call($($argument),*) };
            if ends && result == -1 && was_cut_short() && is_asked() {
                cancel();
            }
            result
        }
    )*};
}

cancellable! {
    // The runner's own conversation with the engine goes on.
    read(file: c_int, buffer: *mut c_void, count: size_t) -> ssize_t, if file != super::CONTROL_FD;
    recv(socket: c_int, buffer: *mut c_void, length: size_t, flags: c_int) -> ssize_t, if true;
    recvfrom(
        socket: c_int, buffer: *mut c_void, length: size_t, flags: c_int, address: *mut sockaddr,
        size: *mut socklen_t
    ) -> ssize_t, if true;
    accept4(socket: c_int, address: *mut sockaddr, size: *mut socklen_t, flags: c_int) -> c_int, if true;
    connect(socket: c_int, address: *const sockaddr, size: socklen_t) -> c_int, if true;
    poll(files: *mut pollfd, count: nfds_t, timeout: c_int) -> c_int, if timeout != 0;
    waitpid(process: pid_t, status: *mut c_int, options: c_int) -> pid_t, if options & libc::WNOHANG == 0;
    waitid(kind: idtype_t, id: id_t, info: *mut siginfo_t, options: c_int) -> c_int,
        if options & libc::WNOHANG == 0;
}

#[unsafe(no_mangle)]
unsafe extern "C" fn clock_nanosleep(
    clock: clockid_t,
    flags: c_int,
    time: *const timespec,
    rest: *mut timespec,
) -> c_int {
    static ADDRESS: AtomicUsize = AtomicUsize::new(0);
    type Call = unsafe extern "C" fn(clockid_t, c_int, *const timespec, *mut timespec) -> c_int;
    // SAFETY: it is the C library's function of this name and type.
    let call: Call = unsafe { mem::transmute(inherited(c"clock_nanosleep", &ADDRESS)) };
    let ends = is_of_cell();
    if ends && is_asked() {
        return 0;
    }
    // SAFETY: the caller keeps this function's contract.
    let result = unsafe { call(clock, flags, time, rest) };
    if ends && result == libc::EINTR && is_asked() { 0 } else { result }
}
