//! What stands in the generated text between the words of a cell.

use std::borrow::Cow;

use super::source_map::{Insert, position};
use crate::cell::DBG;
use crate::program::Program;

/// Looks for an interrupt, as at the start of a loop's body.
pub(super) const CHECK: &str = " ::array_core::cell::check_interrupt(); ";

/// `dbg!` for the places that [`inserts`] gives it; without one it is the standard library's. Told in
/// the standard library's form.
pub(super) const DEBUG_PRINT: &str = r#"macro_rules! dbg {
(@ $at:literal) => { ::std::eprintln!("[{}]", $at) };
(@ $at:literal $value:expr $(,)?) => { match $value { value => {
::std::eprintln!("[{}] {} = {:#?}", $at, ::std::stringify!($value), &value); value } } };
(@ $at:literal $($value:expr),+ $(,)?) => { ($(dbg!(@ $at $value)),+,) };
($($rest:tt)*) => { ::std::dbg!($($rest)*) };
}
"#;

/// Whether the session's `dbg!` is its own affair.
pub(super) fn has_own_debug_print(program: &Program) -> bool {
    program.definitions.iter().any(|definition| definition.is_macro() && definition.name == DBG)
}

/// What a piece of cell `number` has in addition: a look for interrupts in each loop, and the place of
/// each `dbg!`.
pub(super) fn inserts(
    number: u32,
    source: &str,
    loop_starts: &[usize],
    debug_prints: &[usize],
) -> Vec<Insert> {
    let checks = loop_starts.iter().map(|at| (*at, Cow::Borrowed(CHECK)));
    let places = debug_prints.iter().map(|at| {
        // The macro's name stands before its bracket.
        let start = source[..*at].rfind(DBG).unwrap_or(*at);
        let place = position(source, start);
        let text = format!("@ \"cell [{number}]:{}:{}\" ", place.line, place.column);
        (*at, Cow::Owned(text))
    });
    let mut all: Vec<Insert> = checks.chain(places).collect();
    all.sort_by_key(|(at, _)| *at);
    all
}
