//! Deleting compiled cells: the least recently used ones above the limit, or all of them.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::files::{CHECKSUM, LIBRARY, LOCK, lock_exclusive};

/// How long a cell that a session has found stays, for the session to load it.
pub(super) const LOADING: Duration = Duration::from_secs(60);
/// After how long a file that is no whole cell was left behind by a process that is no more.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// What was deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Deleted {
    /// How many compiled cells.
    pub(crate) cells: usize,
    /// How many bytes in all.
    pub(crate) bytes: u64,
}

/// Deletes the cells that were used longest ago, until the others fit the limit, and what dead
/// processes left behind.
pub(super) fn evict(folder: &Path, limit: u64) -> io::Result<Deleted> {
    let mut cells = Vec::new();
    for (path, metadata) in files(folder)? {
        match kind(&path) {
            Kind::Cell => cells.push((metadata.modified()?, metadata.len(), path)),
            Kind::Stray if is_older(&metadata, ABANDONED) => remove(&path)?,
            Kind::Stray | Kind::Part => {}
        }
    }
    let mut size: u64 = cells.iter().map(|(_, size, _)| size).sum();
    cells.sort();
    let mut deleted = Deleted::default();
    for (_, bytes, path) in cells {
        if size <= limit {
            break;
        }
        if delete(folder, &path)? {
            size -= bytes;
            deleted.cells += 1;
            deleted.bytes += bytes;
        }
    }
    Ok(deleted)
}

/// Deletes every cell that no session is about to load.
///
/// # Errors
/// When the folder cannot be read, or a file in it not be deleted.
pub(crate) fn clear(folder: &Path) -> io::Result<Deleted> {
    if folder.is_dir() { evict(folder, 0) } else { Ok(Deleted::default()) }
}

/// Deletes a cell, unless a session has just found it.
fn delete(folder: &Path, library: &Path) -> io::Result<bool> {
    let _lock = lock_exclusive(folder)?;
    match fs::metadata(library) {
        Ok(metadata) if !is_older(&metadata, LOADING) => return Ok(false),
        Ok(_) => {}
        // Another session was quicker.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    }
    remove(library)?;
    remove(&library.with_extension(CHECKSUM))?;
    Ok(true)
}

/// Deletes a file that another session may delete as well.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

enum Kind {
    Cell,
    /// A cell's checksum, which goes with it, or the lock.
    Part,
    /// What a compiler writes, or a process left behind.
    Stray,
}

fn kind(path: &Path) -> Kind {
    match path.extension() {
        Some(extension) if extension == LIBRARY => Kind::Cell,
        Some(extension) if extension == CHECKSUM && path.with_extension(LIBRARY).exists() => {
            Kind::Part
        }
        None if path.file_name().is_some_and(|name| name == LOCK) => Kind::Part,
        _ => Kind::Stray,
    }
}

fn files(folder: &Path) -> io::Result<Vec<(PathBuf, Metadata)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // What another session deletes meanwhile is no error.
        if let Ok(metadata) = fs::metadata(&path)
            && metadata.is_file()
        {
            found.push((path, metadata));
        }
    }
    Ok(found)
}

fn is_older(metadata: &Metadata, age: Duration) -> bool {
    let modified = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    modified.elapsed().is_ok_and(|elapsed| elapsed > age)
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::super::files::{find, keep};
    use super::*;

    /// A folder with cells of a thousand bytes, each last used so many seconds ago.
    fn folder(cells: &[(&str, u64)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (key, age) in cells {
            let fresh = folder.path().join("new-1-0");
            fs::write(&fresh, [7; 1000]).unwrap();
            keep(folder.path(), &fresh, key).unwrap();
            set_age(&folder.path().join(key).with_extension(LIBRARY), *age);
        }
        folder
    }

    fn set_age(path: &Path, seconds: u64) {
        let time = SystemTime::now() - Duration::from_secs(seconds);
        File::open(path).unwrap().set_modified(time).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_least_recently_used_go_first() {
        let folder = folder(&[("new", 100), ("old", 300), ("middle", 200)]);
        let deleted = evict(folder.path(), 2000).unwrap();
        assert_eq!(deleted, Deleted { cells: 1, bytes: 1000 });
        assert_eq!(names(folder.path()), ["lock", "middle.so", "middle.sum", "new.so", "new.sum"]);
    }

    #[test]
    fn a_cell_that_was_just_found_stays() {
        let folder = folder(&[("found", 300), ("idle", 300)]);
        find(folder.path(), "found").unwrap();
        assert_eq!(clear(folder.path()).unwrap(), Deleted { cells: 1, bytes: 1000 });
        assert_eq!(names(folder.path()), ["found.so", "found.sum", "lock"]);
    }

    #[test]
    fn what_dead_processes_left_goes_after_a_day() {
        let folder = folder(&[("kept", 2 * 24 * 3600)]);
        for (name, age) in [("new-7-1", 100), ("new-7-2", 90_000), ("lost.sum", 90_000)] {
            fs::write(folder.path().join(name), "").unwrap();
            set_age(&folder.path().join(name), age);
        }
        set_age(&folder.path().join("kept.sum"), 90_000);
        evict(folder.path(), u64::MAX).unwrap();
        assert_eq!(names(folder.path()), ["kept.so", "kept.sum", "lock", "new-7-1"]);
    }

    #[test]
    fn clearing_what_was_never_there_deletes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(clear(&folder.path().join("cells")).unwrap(), Deleted::default());
    }
}
