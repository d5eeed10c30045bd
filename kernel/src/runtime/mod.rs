//! The runtime: what a session needs on disk, built once and kept in the user's cache.
//!
//! ```text
//! <cache>/array-kernel/<version>-<key>/
//!   runtime.json    written last: a directory without it is half-built, and its build goes on
//!   bin/            the kernel and its engines, so that the clone may be deleted
//!   src/            array-core and array-frames as the cells link them, with Cargo.lock; the course's
//!                   crate, which cells compile when they name it
//!   template/       a session that has array-core compiled already; sessions start as copies of it
//!   template-frames/  the same with array-frames, made when frames are first needed
//!   sessions/       one directory per running session
//!   cells/          compiled cells, so that a notebook that is run again needs no compiler; at most
//!                   ARRAY_KERNEL_CELL_CACHE_MB megabytes, 1024 unless that is set
//! <cache>/array-kernel/<version>-<key>.lock   held while the runtime is built
//! ```
//!
//! The key is a hash of the sources, of their `Cargo.lock` and of `rustc -vV`: a new compiler or an
//! edited array gets a runtime of its own, while an edited kernel only refreshes `bin/`, an edited
//! lesson its copy in `src/lessons`. A runtime
//! is built where it stays, because cargo's fingerprints contain its path; the lock and the marker
//! file stand in for an atomic rename.

mod clean;
mod executables;
mod lessons;
mod plan;
mod prepare;
mod script;
mod size;
mod sources;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub use clean::clean;

/// Set to a clone of array-kernel to build the runtime from its sources.
pub const SOURCE_VARIABLE: &str = "ARRAY_KERNEL_SOURCE";
/// Set to a directory to use instead of `array-kernel` in the user's cache.
pub const CACHE_VARIABLE: &str = "ARRAY_KERNEL_CACHE";

/// Name of the marker that a completely built runtime has.
const MARKER: &str = "runtime.json";

/// A complete runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    root: PathBuf,
}

impl Runtime {
    /// The runtime that belongs to the sources and the compiler found now, if it is built.
    ///
    /// # Errors
    /// When the sources or the compiler cannot be found, or the cache cannot be read.
    pub fn locate() -> Result<Option<Runtime>> {
        Ok(plan::Plan::new()?.built())
    }

    /// As [`Runtime::locate`], building the runtime when it is missing; `progress` is told of each
    /// step. Also refreshes the executables in `bin/` and the course when this kernel is newer.
    ///
    /// Building takes a minute or two and needs the network only for crates that cargo has not
    /// downloaded before. Concurrent calls wait for the one that builds.
    ///
    /// # Errors
    /// As [`Runtime::locate`], or when a step of the build fails; the text has its output.
    pub fn ensure(mut progress: impl FnMut(&str)) -> Result<Runtime> {
        plan::Plan::new()?.build(&mut progress)
    }

    /// Makes data frames ready: builds array-frames (polars), in about a quarter of an hour, unless
    /// that has been done.
    ///
    /// # Errors
    /// When the build fails; the text has its output.
    pub fn ensure_frames(&self, mut progress: impl FnMut(&str)) -> Result<()> {
        if self.has_frames() {
            return Ok(());
        }
        prepare::run(&self.root, prepare::Template::Frames, &mut progress)
    }

    /// Whether data frames are ready.
    pub fn has_frames(&self) -> bool {
        self.root.join("template-frames").is_dir()
    }

    /// The runtime's directory.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The kernel as a registered kernelspec starts it.
    pub fn kernel_executable(&self) -> PathBuf {
        self.root.join("bin").join(executables::KERNEL)
    }

    /// A notebook's cells as a Rust program.
    ///
    /// # Errors
    /// When the engine, which reads cells, does not run.
    pub fn script(&self, cells: &[String]) -> Result<String> {
        script::of(cells, &self.root)
    }

    /// What the runtime takes on disk, in bytes; files that sessions share count once.
    ///
    /// # Errors
    /// When its directory cannot be read.
    pub fn size(&self) -> Result<u64> {
        size::of(&self.root)
            .with_context(|| format!("cannot measure the runtime {}", self.root.display()))
    }
}

/// The directory of all runtimes.
fn cache_directory() -> Result<PathBuf> {
    if let Some(directory) = std::env::var_os(CACHE_VARIABLE) {
        return std::path::absolute(directory).context("the cache directory has no absolute path");
    }
    let cache = dirs::cache_dir().with_context(|| {
        format!("this user has no cache directory; set {CACHE_VARIABLE} to a directory to use")
    })?;
    Ok(cache.join("array-kernel"))
}
