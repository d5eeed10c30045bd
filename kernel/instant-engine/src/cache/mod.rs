//! Compiled cells on disk, by a hash of everything that went into them: a notebook that is run again
//! runs without the compiler.
//!
//! ```text
//! <runtime>/cells/
//!   lock         shared by whoever looks a cell up, exclusive for whoever adds or deletes one
//!   <key>.so     a compiled cell; its modification time tells when it was last used
//!   <key>.sum    its length and SHA-256: what does not match is compiled anew
//!   new-*        what a compiler is writing, or a cell that runs for the first time
//! ```
//!
//! A new cell runs from its `new-*` file at once; it is flushed to the disk and takes its name on a
//! thread beside, after the run. Several sessions may use one folder.
//!
//! Invariant: a file that was found stays for [`evict::LOADING`], long enough to be loaded: looking
//! it up sets its time under the lock, and nobody deletes a younger one.

mod evict;
mod files;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use anyhow::{Context as _, Result};

pub(crate) use evict::clear;

/// Set to how many megabytes of compiled cells are kept.
pub(crate) const LIMIT_VARIABLE: &str = "ARRAY_KERNEL_CELL_CACHE_MB";
/// How many are kept otherwise.
const DEFAULT_LIMIT_MB: u64 = 1024;
/// After how many new cells the folder's size is looked at again.
const CELLS_BETWEEN_EVICTIONS: u64 = 100;

/// The folder of compiled cells of a runtime.
pub(crate) fn folder(runtime: &Path) -> PathBuf {
    runtime.join("cells")
}

/// A library to run, and what it is to be called in the cache.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Library {
    pub(crate) path: PathBuf,
    key: String,
    is_new: bool,
}

/// A session's view of the folder.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    /// Libraries to keep; `None` once the session ends.
    queue: Option<Sender<Library>>,
    keeper: Option<JoinHandle<()>>,
}

impl Cache {
    /// Opens the folder, and begins to delete what exceeds the limit in the background.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub(crate) fn open(folder: PathBuf) -> Result<Self> {
        Self::with_limit(folder, limit(std::env::var(LIMIT_VARIABLE).ok().as_deref()))
    }

    fn with_limit(folder: PathBuf, limit: u64) -> Result<Self> {
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let (queue, libraries) = channel();
        let kept = folder.clone();
        let keeper = thread::spawn(move || keep_all(&kept, limit, &libraries));
        Ok(Self { folder, queue: Some(queue), keeper: Some(keeper) })
    }

    /// The library of a key, when it is there and intact.
    pub(crate) fn find(&self, key: &str) -> Option<Library> {
        let path = files::find(&self.folder, key)?;
        Some(Library { path, key: key.to_owned(), is_new: false })
    }

    /// Where the compiler is to write the library of a key: a name that nobody else uses.
    pub(crate) fn fresh(&self, key: &str) -> Library {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(format!("new-{}-{number}", std::process::id()));
        Library { path, key: key.to_owned(), is_new: true }
    }

    /// Keeps a library that has been loaded, so that later sessions find it; does not wait.
    pub(crate) fn keep(&self, library: Library) {
        if let Some(queue) = self.queue.as_ref().filter(|_| library.is_new) {
            // The keeper ends with the queue only.
            let _ = queue.send(library);
        }
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
    }
}

/// The limit in bytes.
fn limit(setting: Option<&str>) -> u64 {
    let megabytes = setting.and_then(|text| text.trim().parse().ok()).unwrap_or(DEFAULT_LIMIT_MB);
    megabytes.saturating_mul(1_000_000)
}

/// The background of a session. What cannot be kept or deleted costs a compile some day, no more.
fn keep_all(folder: &Path, limit: u64, libraries: &Receiver<Library>) {
    let evict = || {
        if let Err(error) = evict::evict(folder, limit) {
            eprintln!("instant-engine: {} cannot be tidied: {error}", folder.display());
        }
    };
    evict();
    let mut kept = 0;
    for library in libraries {
        if let Err(error) = files::keep(folder, &library.path, &library.key) {
            eprintln!("instant-engine: {} is not kept: {error}", library.path.display());
            let _ = std::fs::remove_file(&library.path);
        }
        kept += 1;
        if kept % CELLS_BETWEEN_EVICTIONS == 0 {
            evict();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A session that compiles and keeps one cell, and ends.
    fn keep(folder: &Path, key: &str, contents: &str) {
        let cache = Cache::with_limit(folder.to_owned(), u64::MAX).unwrap();
        let library = cache.fresh(key);
        fs::write(&library.path, contents).unwrap();
        cache.keep(library);
    }

    #[test]
    fn what_one_session_keeps_another_finds() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), "key", "machine code");
        let cache = Cache::with_limit(folder.path().to_owned(), u64::MAX).unwrap();
        assert_eq!(fs::read(cache.find("key").unwrap().path).unwrap(), b"machine code");
        assert_eq!(cache.find("other"), None);
        let names = fs::read_dir(folder.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert!(!names.into_iter().any(|name| name.starts_with("new-")));
    }

    #[test]
    fn a_library_that_was_found_is_not_kept_again() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), "key", "machine code");
        let cache = Cache::with_limit(folder.path().to_owned(), u64::MAX).unwrap();
        cache.keep(cache.find("key").unwrap());
        drop(cache);
        assert_eq!(fs::read(folder.path().join("key.so")).unwrap(), b"machine code");
    }

    #[test]
    fn new_files_have_names_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::with_limit(folder.path().to_owned(), u64::MAX).unwrap();
        assert_ne!(cache.fresh("key").path, cache.fresh("key").path);
    }

    #[test]
    fn concurrent_sessions_leave_an_intact_cell() {
        let folder = tempfile::tempdir().unwrap();
        thread::scope(|scope| {
            for contents in ["one", "another", "a third"] {
                scope.spawn(|| (0..20).for_each(|_| keep(folder.path(), "key", contents)));
            }
        });
        assert!(files::find(folder.path(), "key").is_some());
    }

    #[test]
    fn the_limit_is_a_number_of_megabytes() {
        assert_eq!(limit(Some("20")), 20_000_000);
        assert_eq!(limit(Some("0")), 0);
        for setting in [None, Some("much")] {
            assert_eq!(limit(setting), 1_024_000_000);
        }
    }
}
