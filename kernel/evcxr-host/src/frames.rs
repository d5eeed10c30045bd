//! Data frames for a session, which has them only once they are used.

use engine_support::frames::CRATE;

/// The statement that makes the crate known to array-core's display.
pub(crate) fn start() -> String {
    format!("{CRATE}::register();")
}

/// What cells see of the crate.
pub(crate) fn items() -> String {
    format!("use {CRATE}::prelude::*;")
}

/// Adds the crate to a session.
pub(crate) fn dependency(runtime: &std::path::Path) -> String {
    format!(":dep array-frames = {{ path = {:?} }}", runtime.join("src/array-core/frames"))
}
