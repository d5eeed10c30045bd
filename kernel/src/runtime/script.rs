//! Has the engine, which reads cells, write a notebook as a Rust program.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::evaluator::instant;

/// The program of these cells.
pub(super) fn of(cells: &[String], runtime: &Path) -> Result<String> {
    let executable = runtime.join("bin").join(instant::EXECUTABLE);
    let start = || format!("cannot start {}", executable.display());
    let mut engine = Command::new(&executable)
        .arg("script")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(start)?;
    if let Some(mut input) = engine.stdin.take() {
        // The engine reads all of it before it writes.
        input.write_all(&serde_json::to_vec(cells)?).with_context(start)?;
    }
    let output = engine.wait_with_output().context("cannot read what the engine writes")?;
    if !output.status.success() {
        bail!("the engine ended with {}", output.status);
    }
    String::from_utf8(output.stdout).context("the program is not UTF-8")
}
