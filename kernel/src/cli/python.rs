//! Finds a Python interpreter that has the Jupyter tool at hand.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::bail;

use super::jupyter_paths::process_environment;

/// The folder under the user's cache in which `install.sh` makes a virtual environment, where there
/// is no Jupyter yet.
const OWN_ENVIRONMENT: &str = "array-kernel-python";

/// Names the interpreter to use, before all others.
const OVERRIDE: &str = "ARRAY_KERNEL_PYTHON";

/// The first interpreter that can import `module`.
///
/// # Errors
/// When there is none; the error names the interpreters that were asked.
pub(super) fn with_module(module: &str) -> anyhow::Result<PathBuf> {
    let candidates = candidates();
    if let Some(python) = candidates.iter().find(|python| can_import(python, module)) {
        return Ok(python.clone());
    }
    if candidates.is_empty() {
        bail!("no Python found; install Python 3, then `python3 -m pip install jupyterlab`");
    }
    let asked: Vec<_> = candidates.iter().map(|python| python.display().to_string()).collect();
    bail!(
        "no Python found that has `{module}` (asked {}); \
         run `python3 -m pip install jupyterlab`, or name an interpreter in {OVERRIDE}",
        asked.join(", ")
    )
}

/// Interpreters worth asking, best first.
fn candidates() -> Vec<PathBuf> {
    let in_environment = |variable: &str| {
        process_environment(variable).map(|prefix| Path::new(&prefix).join("bin/python"))
    };
    let own = dirs::cache_dir().map(|cache| cache.join(OWN_ENVIRONMENT).join("bin/python"));
    let ordered = [
        process_environment(OVERRIDE).map(PathBuf::from),
        in_environment("VIRTUAL_ENV"),
        in_environment("CONDA_PREFIX"),
        on_path("jupyter").and_then(|script| interpreter_of(&script)),
        own,
        on_path("python3"),
        on_path("python"),
    ];
    let mut found: Vec<PathBuf> = Vec::new();
    for python in ordered.into_iter().flatten() {
        if python.is_file() && !found.contains(&python) {
            found.push(python);
        }
    }
    found
}

fn can_import(python: &Path, module: &str) -> bool {
    let probe =
        "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)";
    Command::new(python)
        .args(["-c", probe, module])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The file that a command name means.
pub(super) fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// The interpreter named in a script's first line: tools installed each in an environment of its
/// own are found by it.
fn interpreter_of(script: &Path) -> Option<PathBuf> {
    let source = fs::read(script).ok()?;
    let first_line = source.split(|&byte| byte == b'\n').next()?.strip_prefix(b"#!")?;
    let interpreter = std::str::from_utf8(first_line).ok()?.split_whitespace().next()?;
    let name = Path::new(interpreter).file_name().and_then(OsStr::to_str)?;
    name.starts_with("python").then(|| interpreter.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_a_script_names_its_interpreter() {
        let folder = tempfile::tempdir().unwrap();
        let check = |source: &str, expected: Option<&str>| {
            let script = folder.path().join("jupyter");
            fs::write(&script, source).unwrap();
            assert_eq!(interpreter_of(&script), expected.map(PathBuf::from), "{source:?}");
        };
        check("#!/opt/venv/bin/python3.11\nimport sys\n", Some("/opt/venv/bin/python3.11"));
        check("#! /opt/venv/bin/python -s\n", Some("/opt/venv/bin/python"));
        check("#!/bin/sh\n'''exec' python\n", None);
        check("\u{7f}ELF", None);
        check("", None);
    }

    #[test]
    fn a_missing_module_is_an_error_that_names_it() {
        let error = with_module("no_such_module_of_jupyter").unwrap_err().to_string();
        assert!(error.contains("no Python found"), "{error}");
        assert!(error.contains("pip install jupyterlab"), "{error}");
    }
}
