//! What every session starts with: array-core's prelude, and the few helpers that the insertions
//! into cells call.

use std::path::Path;

use crate::platform;

/// Stands before the last expression of a cell.
pub(crate) const SHOW_OPEN: &str = "array_core::display::show_result!(";
/// Stands after the last expression of a cell.
pub(crate) const SHOW_CLOSE: &str = "); crate::array_kernel_cell::flush();";
/// Stands after the last statement of a cell that shows nothing.
pub(crate) const FLUSH: &str = " crate::array_kernel_cell::flush();";
/// Stands before the operand of a top-level `?`.
pub(crate) const ATTEMPT_OPEN: &str = "crate::array_kernel_cell::attempt(";
/// Stands after the operand of a top-level `?`.
pub(crate) const ATTEMPT_CLOSE: &str = ")";

/// Whether a name is one that the insertions use, and not the user's.
pub(crate) fn is_internal(text: &str) -> bool {
    text.contains("array_kernel_") || text.contains("evcxr_") || text.contains("Evcxr")
}

/// Adds array-core to a session.
pub(crate) fn dependency(runtime: &Path) -> String {
    format!(":dep array-core = {{ path = {:?} }}", runtime.join("src/array-core"))
}

/// The items of the first cell of a session.
///
/// `attempt` gives the error of a `?` a form that the relay recognises where evcxr prints it. The
/// signals of a crash get their default action back, which evcxr replaces by a page of addresses.
pub(crate) fn items() -> String {
    let signals = platform::FAULT_SIGNALS;
    let action = platform::DEFAULT_ACTION;
    format!(
        r#"use array_core::prelude::*;
mod array_kernel_cell {{
    pub struct Failure<E>(E);
    impl<E: std::fmt::Display> std::fmt::Display for Failure<E> {{
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{
            write!(f, "\x1b]5379;error;{{}}\x1b\\", self.0)
        }}
    }}
    impl<E: std::fmt::Debug> std::fmt::Debug for Failure<E> {{
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{
            write!(f, "\x1b]5379;error;{{:?}}\x1b\\", self.0)
        }}
    }}
    pub fn attempt<T, E>(result: Result<T, E>) -> Result<T, Failure<E>> {{
        result.map_err(Failure)
    }}
    pub fn flush() {{
        let _ = std::io::Write::flush(&mut std::io::stdout());
    }}
    pub fn start() {{
        unsafe extern "C" {{
            fn signal(number: i32, action: usize) -> usize;
        }}
        for number in {signals:?} {{
            unsafe {{ signal(number, {action}) }};
        }}
        array_core::session::start();
    }}
}}
"#
    )
}

/// The statement by which each new runner starts.
///
/// Its `?` has evcxr provide for top-level `?`s from the start, which it would else learn from the
/// first cell with one, by a second compilation.
pub(crate) const START: &str = "crate::array_kernel_cell::start(); Ok::<(), std::fmt::Error>(())?;";
