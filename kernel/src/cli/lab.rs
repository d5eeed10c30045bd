//! `array-kernel lab`: starts JupyterLab with this kernel.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::jupyter_tool;
use super::progress::report;
use crate::runtime::Runtime;

/// What `lab` can be told.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Passed on to JupyterLab as they are.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let runtime = Runtime::ensure(report)?;
    let status = jupyter_tool::command("jupyterlab", &runtime)?
        .args(&arguments.arguments)
        .status()
        .context("cannot start JupyterLab")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
