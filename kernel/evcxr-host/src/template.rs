//! The template: a session that has its dependencies compiled already.
//!
//! New sessions start from a copy of it, see [`plant`].

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use engine_support::{Events, plant};

use crate::earlier;
use crate::manifest;
use crate::session::Session;
use crate::stdio;
use crate::unify;

/// Cells that make rust-analyzer and the compiler touch what most notebooks use.
const WARM_UP: [&str; 2] = ["let a = zeros(3);", "a"];

/// What a template has compiled, besides what evcxr needs itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Template {
    /// array-core.
    Arrays,
    /// array-core and array-frames.
    Frames,
}

impl Template {
    /// Where it is.
    pub(crate) fn path(self, runtime: &Path) -> PathBuf {
        runtime.join(match self {
            Template::Arrays => "template",
            Template::Frames => "template-frames",
        })
    }
}

/// The task `prepare`.
pub(crate) fn run(runtime: &Path, frames: bool) -> ExitCode {
    let events = match stdio::take_over() {
        Ok(events) => events,
        Err(error) => {
            eprintln!("cannot take over the standard streams: {error}");
            return ExitCode::FAILURE;
        }
    };
    let template = if frames { Template::Frames } else { Template::Arrays };
    match build(runtime, template, &events) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            events.fault(format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Builds a template, unless another process has; that one is waited for.
fn build(runtime: &Path, template: Template, events: &Events) -> Result<()> {
    let target = template.path(runtime);
    let lock = File::create(target.with_added_extension("lock"))
        .with_context(|| format!("cannot make a lock in {}", runtime.display()))?;
    lock.lock().context("cannot lock the template")?;
    if target.is_dir() {
        return Ok(());
    }
    // What an earlier attempt that was cut short has compiled is there already.
    let new = target.with_added_extension("new");
    let prepare = match template {
        Template::Arrays => {
            unify::write(runtime)?;
            manifest::write(&new, runtime)
        }
        Template::Frames => plant(&Template::Arrays.path(runtime), &new).map_err(Into::into),
    };
    prepare
        .and_then(|()| earlier::plant_crates(runtime, template, &new))
        .with_context(|| format!("cannot set up {}", new.display()))?;

    events.progress("Compiling array-core and what it needs");
    let mut session = Session::start(runtime, &new, events.clone(), true)?;
    if template == Template::Frames {
        session.add_frames()?;
    }
    for cell in WARM_UP {
        session.warm_up(cell)?;
    }
    drop(session);
    fs::rename(&new, &target).with_context(|| format!("cannot move {} in place", new.display()))
}
