//! The process that runs Python.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::runner::Runner;

/// Names the interpreter to use.
const INTERPRETER: &str = "ARRAY_KERNEL_PYTHON";
/// The virtual environment in which Jupyter was started.
const ENVIRONMENT: &str = "VIRTUAL_ENV";

/// The worker's modules; they lie in the session's directory while it lives.
const MODULES: [(&str, &str); 5] = [
    ("__init__.py", include_str!("../../python/__init__.py")),
    ("worker.py", include_str!("../../python/worker.py")),
    ("exchange.py", include_str!("../../python/exchange.py")),
    ("shown.py", include_str!("../../python/shown.py")),
    ("figures.py", include_str!("../../python/figures.py")),
];
/// The package that they make: no name that a user might import.
const PACKAGE: &str = "array_kernel_python";
/// Starts the worker. The search path stays as it is for `python -c`, with the package's folder last.
const START: &str = "import sys; sys.path.append(sys.argv.pop()); \
                     from array_kernel_python.worker import serve; serve()";

/// What the process is told beside what every runner is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order<'a> {
    /// Run a cell.
    Run {
        code: &'a str,
        /// The cell's number.
        cell: u32,
        /// Where variables are exchanged.
        folder: &'a Path,
        /// Variables to take from there first, and those to put there in the end.
        inputs: &'a [String],
        outputs: &'a [String],
    },
}

/// Starts the user's Python; its modules are put into `directory`.
///
/// # Errors
/// When it cannot be started. The inner error is the user's affair: there is no such interpreter.
pub(crate) fn start(directory: &Path) -> Result<Result<Runner, String>> {
    let package = directory.join(PACKAGE);
    fs::create_dir_all(&package)?;
    for (name, text) in MODULES {
        fs::write(package.join(name), text)?;
    }
    let interpreter = interpreter();
    let mut command = Command::new(&interpreter);
    command.args(["-u", "-c", START]).arg(directory);
    // Its own libraries only; pictures for the notebook; text as the notebook has it.
    command.env_remove("LD_LIBRARY_PATH").env("PYTHONIOENCODING", "utf-8");
    if env::var_os("MPLBACKEND").is_none_or(|backend| backend.to_string_lossy().contains("inline"))
    {
        command.env("MPLBACKEND", format!("module://{PACKAGE}.figures"));
    }
    match Runner::spawn(command) {
        Ok(runner) => Ok(Ok(runner)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Err(format!(
            "there is no Python at `{}`: install it, or name one by `%env {INTERPRETER}=/path/to/python3`",
            interpreter.display()
        ))),
        Err(error) => Err(error).context(format!("cannot run {}", interpreter.display())),
    }
}

/// The interpreter that the user means.
fn interpreter() -> PathBuf {
    let named =
        |variable| env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    let of_environment = || Some(named(ENVIRONMENT)?.join("bin/python"));
    named(INTERPRETER).or_else(of_environment).unwrap_or_else(|| "python3".into())
}
