//! Calls one of Jupyter's tools so that it finds this kernel, whether installed or not.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::iter;
use std::process::Command;

use anyhow::Context;

use super::jupyter_paths::process_environment;
use super::kernelspec::{self, KernelSpec};
use super::python;
use crate::runtime::Runtime;

/// The command `python -m module`, ready for its arguments.
///
/// # Errors
/// When no interpreter has the module, or the kernelspec cannot be written.
pub(super) fn command(module: &str, runtime: &Runtime) -> anyhow::Result<Command> {
    let mut command = Command::new(python::with_module(module)?);
    command.args(["-m", module]).env("JUPYTER_PATH", jupyter_path(runtime)?);
    Ok(command)
}

/// `JUPYTER_PATH` with a folder in front that holds a kernelspec for this runtime.
fn jupyter_path(runtime: &Runtime) -> anyhow::Result<OsString> {
    let data = runtime.root().join("share/jupyter");
    let executable = runtime.kernel_executable();
    KernelSpec::new(&executable, kernelspec::DISPLAY_NAME, BTreeMap::new())?.write(
        &data.join("kernels"),
        kernelspec::NAME,
        false,
    )?;
    let inherited = process_environment("JUPYTER_PATH").unwrap_or_default();
    let inherited = env::split_paths(&inherited).filter(|path| !path.as_os_str().is_empty());
    env::join_paths(iter::once(data).chain(inherited))
        .context("cannot put the runtime folder on JUPYTER_PATH")
}
