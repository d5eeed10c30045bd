//! The template: a session that has its dependencies compiled already.
//!
//! New sessions start from a copy of it. What is large and never written to again, the compiled
//! dependencies, is shared by hard links; what cargo updates in place, its fingerprints and the
//! cell's own output, is copied with its times, by which cargo tells that nothing has to be built.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use engine_support::Events;

use crate::manifest;
use crate::session::Session;
use crate::stdio;
use crate::unify;

/// Cells that make rust-analyzer and the compiler touch what most notebooks use.
const WARM_UP: [&str; 2] = ["let a = zeros(3);", "a"];

/// From how many bytes on a file is worth sharing.
const LARGE: u64 = 64 * 1024;

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
    prepare.with_context(|| format!("cannot set up {}", new.display()))?;

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

/// Makes `to` have everything that `from` has; what is there already stays.
///
/// # Errors
/// When something cannot be read or written.
pub(crate) fn plant(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (original, copy) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            plant(&original, &copy)?;
        } else if !copy.exists() {
            let linked = is_shared(&original) && fs::hard_link(&original, &copy).is_ok();
            if !linked {
                copy_with_time(&original, &copy)?;
            }
        }
    }
    Ok(())
}

/// Whether a file is the output of a dependency, which nobody writes to again and whose copy would
/// take time.
fn is_shared(file: &Path) -> bool {
    let is_large = fs::metadata(file).is_ok_and(|metadata| metadata.len() >= LARGE);
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_cell = ["ctx", "libctx", "libcode_"].iter().any(|cell| name.starts_with(cell));
    let is_state = file.iter().any(|part| part == ".fingerprint" || part == "incremental");
    is_large && !is_cell && !is_state
}

fn copy_with_time(original: &Path, copy: &Path) -> io::Result<()> {
    fs::copy(original, copy)?;
    let time = fs::metadata(original)?.modified()?;
    File::options().write(true).open(copy)?.set_modified(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_shares_what_is_large_and_owns_the_rest() {
        let directory = tempfile::tempdir().unwrap();
        let (from, to) = (directory.path().join("from"), directory.path().join("to"));
        let write = |path: &Path, byte: u8, length: u64| {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, vec![byte; usize::try_from(length).unwrap()]).unwrap();
        };
        let (large, small) = ("target/deps/liba.so", "target/deps/a.d");
        let (cell, kept) = ("target/deps/libctx.so", "target/libb.so");
        for file in [large, cell, kept] {
            write(&from.join(file), b'o', LARGE);
        }
        write(&from.join(small), b'o', 10);
        write(&to.join(kept), b'k', 1);
        plant(&from, &to).unwrap();

        assert_eq!(fs::read(to.join(kept)).unwrap(), b"k");
        for (file, shared) in [(large, true), (small, false), (cell, false)] {
            let time = |root: &Path| fs::metadata(root.join(file)).unwrap().modified().unwrap();
            assert_eq!(time(&from), time(&to), "{file}");
            fs::write(to.join(file), "changed").unwrap();
            assert_eq!(fs::read(from.join(file)).unwrap() == b"changed", shared, "{file}");
        }
    }
}
