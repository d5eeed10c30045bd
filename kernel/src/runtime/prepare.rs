//! Has the engines build the template that sessions start from, and tidy what sessions leave.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use engine_protocol::Event;

use crate::evaluator::{evcxr, instant};

/// What a template has compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Template {
    /// array-core.
    Arrays,
    /// array-core and array-frames.
    Frames,
}

/// Builds a template of the runtime at `root`.
pub(super) fn run(root: &Path, template: Template, progress: &mut dyn FnMut(&str)) -> Result<()> {
    let mut command = engine(root, evcxr::EXECUTABLE, "prepare");
    if template == Template::Frames {
        command.arg("--frames");
    }
    follow(command, progress)
}

/// Compiles the course's crate.
pub(super) fn lessons(root: &Path, progress: &mut dyn FnMut(&str)) -> Result<()> {
    follow(engine(root, instant::EXECUTABLE, "lessons"), progress)
}

/// Deletes what ended sessions left behind.
pub(super) fn sweep(root: &Path, progress: &mut dyn FnMut(&str)) -> Result<()> {
    follow(engine(root, evcxr::EXECUTABLE, "sweep"), progress)
}

/// Deletes the compiled cells.
pub(super) fn clean(root: &Path, progress: &mut dyn FnMut(&str)) -> Result<()> {
    follow(engine(root, instant::EXECUTABLE, "clean"), progress)
}

fn engine(root: &Path, executable: &str, task: &str) -> Command {
    let mut command = Command::new(root.join("bin").join(executable));
    command.arg(task).arg("--runtime").arg(root);
    command
}

/// Runs one of the engine's tasks to its end, passing its progress on.
fn follow(mut command: Command, progress: &mut dyn FnMut(&str)) -> Result<()> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let mut fault = None;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.context("cannot read what the engine reports")?;
            match engine_protocol::from_line(&line) {
                Ok(Event::Progress { message }) => progress(&message),
                Ok(Event::Fault { message }) => fault = Some(message),
                Ok(_) => {}
                Err(_) => bail!("the engine reports in a form of another version: {line}"),
            }
        }
    }
    let status = child.wait().context("cannot wait for the engine")?;
    match fault {
        Some(message) => bail!(message),
        None if status.success() => Ok(()),
        None => bail!("the engine ended with {status}"),
    }
}
