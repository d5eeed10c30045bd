//! The directories of running sessions, and what is left of ended ones.
//!
//! A session holds a lock on `sessions/<name>.lock` as long as it lives, however it ends; a
//! directory whose lock can be taken is nobody's any more.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How often to try to delete a directory that others may still write to.
const REMOVAL_ATTEMPTS: usize = 20;

/// The directory of this process's session. Not removed by dropping, since a process may end by
/// `exit`: see [`Directory::remove`].
#[derive(Debug)]
pub struct Directory {
    path: PathBuf,
    _lock: File,
}

impl Directory {
    /// Makes a directory for a new session.
    ///
    /// # Errors
    /// When it cannot be made or locked.
    pub fn create(runtime: &Path) -> io::Result<Directory> {
        let sessions = runtime.join("sessions");
        fs::create_dir_all(&sessions)?;
        let time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let name = format!("{}-{:x}", std::process::id(), time.unwrap_or_default().as_micros());
        let path = sessions.join(name);
        // The lock comes first: a directory without one is swept.
        let lock = File::create(lock_path(&path))?;
        lock.lock()?;
        fs::create_dir(&path)?;
        Ok(Directory { path, _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Deletes it, as far as that can be done; a sweep deletes what is left.
    pub fn remove(path: &Path) {
        // Of the processes just killed, one may still write.
        let removed = (0..REMOVAL_ATTEMPTS).any(|_| fs::remove_dir_all(path).is_ok());
        if removed {
            let _unlocked = fs::remove_file(lock_path(path));
        }
    }
}

fn lock_path(directory: &Path) -> PathBuf {
    let mut name: OsString = directory.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

/// Deletes the directories of ended sessions; returns them.
///
/// # Errors
/// When the sessions cannot be listed or a directory cannot be deleted.
pub fn sweep(runtime: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(runtime.join("sessions")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut deleted = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() && is_stale(&path) {
            fs::remove_dir_all(&path)?;
            let _absent = fs::remove_file(lock_path(&path));
            deleted.push(path);
        }
    }
    Ok(deleted)
}

fn is_stale(directory: &Path) -> bool {
    match File::open(lock_path(directory)) {
        Ok(lock) => lock.try_lock().is_ok(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ended_sessions_are_swept() {
        let runtime = tempfile::tempdir().unwrap();
        assert!(sweep(runtime.path()).unwrap().is_empty());
        let running = Directory::create(runtime.path()).unwrap();
        let ended = Directory::create(runtime.path()).unwrap().path().to_owned();
        assert_eq!(sweep(runtime.path()).unwrap(), [ended]);
        assert!(running.path().is_dir());
        Directory::remove(running.path());
        assert_eq!(fs::read_dir(runtime.path().join("sessions")).unwrap().count(), 0);
    }
}
