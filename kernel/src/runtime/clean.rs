//! Deletes runtimes that nothing uses any more, what ended sessions left behind, and compiled cells.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::plan::{self, Plan};
use super::{MARKER, cache_directory, lessons, prepare, size};

/// Deletes every half-built runtime, every one of other versions that has no running session, and
/// the remains of ended sessions and the compiled cells of the current one; `progress` is told of
/// each thing deleted.
///
/// # Errors
/// When something that should go cannot be deleted.
pub fn clean(mut progress: impl FnMut(&str)) -> Result<()> {
    let current = Plan::new()?.root().to_owned();
    for runtime in runtimes(&cache_directory()?)? {
        let is_complete = runtime.join(MARKER).is_file();
        if is_complete {
            prepare::sweep(&runtime, &mut progress)?;
        }
        let is_needed = is_complete && runtime == current;
        if is_needed {
            // The engines of other versions may not know this task.
            prepare::clean(&runtime, &mut progress)?;
            if !has_sessions(&runtime) {
                lessons::delete_outdated(&runtime)?;
            }
        } else if !has_sessions(&runtime) {
            delete(&runtime, &mut progress)?;
        }
    }
    Ok(())
}

fn runtimes(cache: &Path) -> Result<Vec<PathBuf>> {
    if !cache.is_dir() {
        return Ok(Vec::new());
    }
    let entries =
        fs::read_dir(cache).with_context(|| format!("cannot read {}", cache.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    Ok(paths.filter(|path| path.join("src").is_dir()).collect())
}

/// Whether sessions run in a runtime, once it has been swept.
fn has_sessions(runtime: &Path) -> bool {
    fs::read_dir(runtime.join("sessions")).is_ok_and(|mut entries| entries.next().is_some())
}

fn delete(runtime: &Path, progress: &mut dyn FnMut(&str)) -> Result<()> {
    let lock = plan::lock_file(runtime)?;
    if lock.try_lock().is_err() {
        return Ok(());
    }
    let megabytes = size::of(runtime).unwrap_or(0) / 1_000_000;
    fs::remove_dir_all(runtime).with_context(|| format!("cannot delete {}", runtime.display()))?;
    let lock = runtime.with_added_extension("lock");
    fs::remove_file(&lock).with_context(|| format!("cannot delete {}", lock.display()))?;
    progress(&format!("Deleted {} ({megabytes} MB)", runtime.display()));
    Ok(())
}
