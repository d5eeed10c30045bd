//! Interrupting a calculation and keeping the variables.
//!
//! A signal sets a flag; loops that may run long call [`check`], which unwinds with a
//! [`KeyboardInterrupt`]. Whoever runs the cell catches the unwinding and recognises it.

use std::sync::atomic::{AtomicBool, Ordering};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// The payload with which [`check`] unwinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyboardInterrupt;

/// Asks the running calculation to stop. Safe to call in a signal handler.
pub fn request() {
    REQUESTED.store(true, Ordering::Relaxed);
}

/// Forgets a request, before a new cell runs. Tells whether there was one.
pub fn clear() -> bool {
    REQUESTED.swap(false, Ordering::Relaxed)
}

/// Whether an interrupt is requested and nobody has noticed it yet.
// A load where it is asked: as a call it would make recursion in cells several times slower.
#[inline]
pub fn is_requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}

/// Unwinds with a [`KeyboardInterrupt`] if an interrupt was requested, and forgets the request.
///
/// # Panics
/// Panics if an interrupt was requested; that is its purpose.
#[inline]
#[track_caller]
pub fn check() {
    if is_requested() {
        stop();
    }
}

#[cold]
#[track_caller]
fn stop() {
    if clear() {
        std::panic::panic_any(KeyboardInterrupt);
    }
}
