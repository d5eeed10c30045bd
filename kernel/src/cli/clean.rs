//! `array-kernel clean`: deletes what older versions and ended sessions left in the cache, and
//! compiled cells.

use std::process::ExitCode;

use crate::runtime;

pub(super) fn run() -> anyhow::Result<ExitCode> {
    runtime::clean(|removed| println!("{removed}"))?;
    Ok(ExitCode::SUCCESS)
}
