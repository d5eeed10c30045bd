//! Log lines on standard error, which Jupyter shows in its terminal.

use std::str::FromStr;

use log::{LevelFilter, Log, Metadata, Record};

/// The variable that sets the level: `off`, `error`, `warn`, `info`, `debug` or `trace`.
pub const LEVEL: &str = "ARRAY_KERNEL_LOG";

/// Writes the kernel's own lines, and from other crates warnings only.
struct Logger;

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("array_kernel") || metadata.level() <= log::Level::Warn
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            eprintln!("[array-kernel] {}: {}", record.level(), record.args());
        }
    }

    fn flush(&self) {}
}

/// Starts logging: warnings unless the environment says otherwise.
pub fn start() {
    let level = std::env::var(LEVEL).ok().and_then(|level| LevelFilter::from_str(&level).ok());
    log::set_max_level(level.unwrap_or(LevelFilter::Warn));
    if log::set_logger(&Logger).is_err() {
        log::debug!("logging was started already");
    }
}
