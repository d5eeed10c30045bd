//! What a notebook session needs from the library: panics reported as frames, and interrupts.

use std::any::Any;
use std::panic::{self, PanicHookInfo};
use std::sync::Once;

use serde_json::json;

use crate::display::emit;
use crate::interrupt::{self, KeyboardInterrupt};

/// The text of the report of an interrupted cell.
const INTERRUPTED: &str = "KeyboardInterrupt";

/// Prepares the process for running cells; a second call does nothing.
///
/// Panics are reported as `panic` frames where a notebook listens
/// (`ARRAY_CORE_DISPLAY=inline`), with message and place, instead of text on stderr. On Unix,
/// SIGINT requests an [interrupt] instead of ending the process.
pub fn start() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let inherited = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if emit::is_inline() {
                report(info);
            } else if !info.payload().is::<KeyboardInterrupt>() {
                inherited(info);
            }
        }));
        #[cfg(unix)]
        unix::request_on_sigint();
    });
}

/// Whether what a caught panic carries is an interrupt, not a failure.
#[must_use]
pub fn is_interrupt(payload: &(dyn Any + Send)) -> bool {
    payload.is::<KeyboardInterrupt>()
}

/// The text of what a caught panic carries.
#[must_use]
pub fn panic_message(payload: &(dyn Any + Send)) -> &str {
    if payload.is::<KeyboardInterrupt>() {
        INTERRUPTED
    } else if let Some(text) = payload.downcast_ref::<&str>() {
        text
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text
    } else {
        "a panic with a value that is not text"
    }
}

fn report(info: &PanicHookInfo<'_>) {
    let place = info.location();
    // The payload of a formatted panic is its text only after formatting.
    let message = match info.payload_as_str() {
        Some(text) => text,
        None if info.payload().is::<KeyboardInterrupt>() => INTERRUPTED,
        None => "a panic with a value that is not text",
    };
    emit::frame(&json!({
        "type": "panic",
        "message": message,
        "file": place.map(|place| place.file()),
        "line": place.map(panic::Location::line),
        "column": place.map(panic::Location::column),
    }));
}

#[cfg(unix)]
mod unix {
    //! SIGINT, through the C library that the standard library links anyway.

    use std::ffi::c_int;

    const SIGINT: c_int = 2;

    unsafe extern "C" {
        fn signal(number: c_int, handler: extern "C" fn(c_int)) -> usize;
    }

    extern "C" fn on_sigint(_: c_int) {
        super::interrupt::request();
    }

    pub(super) fn request_on_sigint() {
        // SAFETY: the handler only stores to an atomic, which is allowed in signal handlers.
        unsafe {
            signal(SIGINT, on_sigint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_panic_is_its_message() {
        let payload = panic::catch_unwind(|| panic!("axis {}", 3)).unwrap_err();
        assert_eq!(panic_message(&*payload), "axis 3");
        assert!(!is_interrupt(&*payload));
    }
}
