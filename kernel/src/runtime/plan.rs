//! Which runtime belongs to the sources and the compiler found now, and how it is built.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::prepare::{self, Template};
use super::sources::Sources;
use super::{MARKER, Runtime, cache_directory, executables, lessons};

/// A runtime that may or may not be built yet.
pub(super) struct Plan {
    sources: Sources,
    compiler: String,
    root: PathBuf,
}

impl Plan {
    pub(super) fn new() -> Result<Plan> {
        let sources = Sources::locate()?;
        let compiler = compiler()?;
        let root = match sources.runtime() {
            Some(runtime) if was_built_by(runtime, &compiler) => runtime.to_owned(),
            _ => {
                let name = format!("{}-{}", env!("CARGO_PKG_VERSION"), sources.key(&compiler)?);
                cache_directory()?.join(name)
            }
        };
        Ok(Plan { sources, compiler, root })
    }

    /// The directory of the runtime, whether built or not.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The runtime, if it is complete.
    pub(super) fn built(&self) -> Option<Runtime> {
        self.root.join(MARKER).is_file().then(|| Runtime { root: self.root.clone() })
    }

    /// The runtime, built now if need be.
    pub(super) fn build(&self, progress: &mut dyn FnMut(&str)) -> Result<Runtime> {
        let _lock = lock(&self.root, progress)?;
        if let Some(runtime) = self.built() {
            if self.refresh()? {
                self.compile_lessons(progress);
            }
            return Ok(runtime);
        }
        let started = Instant::now();
        progress(&format!("Building array-core in {}", self.root.display()));
        // An earlier build that was cut short goes on where it stopped.
        self.sources.copy_to(&self.root.join("src"))?;
        self.refresh()?;
        prepare::run(&self.root, Template::Arrays, progress)?;
        self.compile_lessons(progress);
        let seconds = started.elapsed().as_secs();
        let marker = serde_json::json!({ "compiler": self.compiler, "build_seconds": seconds });
        fs::write(self.root.join(MARKER), format!("{marker:#}\n"))
            .with_context(|| format!("cannot mark {} as complete", self.root.display()))?;
        progress(&format!("Built array-core in {seconds} s"));
        Ok(Runtime { root: self.root.clone() })
    }

    /// Brings up to date what is not compiled with the runtime; whether the course has changed.
    fn refresh(&self) -> Result<bool> {
        executables::refresh(&self.root)?;
        match self.sources.clone_directory() {
            Some(clone) => lessons::refresh(clone, &self.root),
            None => Ok(false),
        }
    }

    /// Spares the first session of a lesson the wait. Not needed for any other, so no fault of it
    /// is one of the runtime; a session that names the course's crate tries again, and tells.
    fn compile_lessons(&self, progress: &mut dyn FnMut(&str)) {
        if let Err(error) = prepare::lessons(&self.root, progress) {
            progress(&format!("The course's crate cannot be compiled now: {error:#}"));
        }
    }
}

/// Whether a runtime is of this compiler: cells that another one compiles do not link.
fn was_built_by(runtime: &Path, compiler: &str) -> bool {
    let marker = fs::read(runtime.join(MARKER)).unwrap_or_default();
    serde_json::from_slice::<serde_json::Value>(&marker)
        .is_ok_and(|marker| marker["compiler"] == compiler)
}

/// The compiler's version and host, as `rustc -vV` tells them.
fn compiler() -> Result<String> {
    // Not in the working directory, for which rustup may have another compiler than for sessions.
    let mut rustc = Command::new("rustc");
    let output = rustc.arg("-vV").current_dir(std::env::temp_dir()).output().context(
        "rustc, which compiles cells, does not start; install Rust from https://rustup.rs",
    )?;
    if !output.status.success() {
        bail!("`rustc -vV` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The lock that whoever builds or deletes the runtime at `root` holds.
pub(super) fn lock_file(root: &Path) -> Result<File> {
    let path = root.with_added_extension("lock");
    if let Some(cache) = path.parent() {
        fs::create_dir_all(cache).with_context(|| format!("cannot make {}", cache.display()))?;
    }
    File::create(&path).with_context(|| format!("cannot make {}", path.display()))
}

fn lock(root: &Path, progress: &mut dyn FnMut(&str)) -> Result<File> {
    let file = lock_file(root)?;
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::WouldBlock) => progress("Waiting for another process that builds it"),
        Err(TryLockError::Error(error)) => return Err(error).context("cannot lock the runtime"),
    }
    file.lock().context("cannot lock the runtime")?;
    Ok(file)
}
