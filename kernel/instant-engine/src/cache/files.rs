//! One compiled cell on disk: how it is added whole, and how a damaged one is told.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

/// Extension of compiled cells.
pub(super) const LIBRARY: &str = "so";
/// Extension of their checksums.
pub(super) const CHECKSUM: &str = "sum";

/// Name of the file whose lock is the folder's.
pub(super) const LOCK: &str = "lock";

/// Holds the folder's lock until it is dropped. A file system without locks has one user.
pub(super) struct Lock(#[expect(dead_code, reason = "closing the file frees the lock")] File);

/// Locks the folder for looking up.
pub(super) fn lock_shared(folder: &Path) -> io::Result<Lock> {
    let file = lock_file(folder)?;
    let _ = file.lock_shared();
    Ok(Lock(file))
}

/// Locks the folder for adding and deleting.
pub(super) fn lock_exclusive(folder: &Path) -> io::Result<Lock> {
    let file = lock_file(folder)?;
    let _ = file.lock();
    Ok(Lock(file))
}

fn lock_file(folder: &Path) -> io::Result<File> {
    File::options().create(true).append(true).open(folder.join(LOCK))
}

/// The compiled cell of a key, when it is whole. Marks it as used.
pub(super) fn find(folder: &Path, key: &str) -> Option<PathBuf> {
    let library = folder.join(key).with_extension(LIBRARY);
    // Without a lock for what is not there: that is the common case.
    let file = File::open(&library).ok()?;
    let _lock = lock_shared(folder).ok()?;
    let _ = file.set_modified(SystemTime::now());
    let contents = fs::read(&library).ok()?;
    let expected = fs::read_to_string(library.with_extension(CHECKSUM)).ok()?;
    (checksum(&contents) == expected).then_some(library)
}

/// Gives a new library its name, once it is safely on the disk.
pub(super) fn keep(folder: &Path, fresh: &Path, key: &str) -> io::Result<()> {
    let library = folder.join(key).with_extension(LIBRARY);
    let fresh_checksum = fresh.with_added_extension(CHECKSUM);
    let mut file = File::create(&fresh_checksum)?;
    file.write_all(checksum(&fs::read(fresh)?).as_bytes())?;
    file.sync_all()?;
    File::open(fresh)?.sync_all()?;
    let _lock = lock_exclusive(folder)?;
    fs::rename(fresh, &library)?;
    fs::rename(&fresh_checksum, library.with_extension(CHECKSUM))
}

/// Length and hash of a file's contents.
fn checksum(contents: &[u8]) -> String {
    format!("{} {:x}\n", contents.len(), Sha256::digest(contents))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(contents: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("new-1-0");
        fs::write(&fresh, contents).unwrap();
        keep(folder.path(), &fresh, "key").unwrap();
        let library = find(folder.path(), "key").expect("an intact cell is found");
        (folder, library)
    }

    #[test]
    fn damaged_cells_are_not_found() {
        let damages: [fn(&Path); 5] = [
            |library| fs::write(library, b"machine").unwrap(),
            |library| fs::write(library, b"machine c0de").unwrap(),
            |library| fs::write(library, b"").unwrap(),
            |library| fs::write(library.with_extension(CHECKSUM), b"12 ").unwrap(),
            |library| fs::remove_file(library.with_extension(CHECKSUM)).unwrap(),
        ];
        for damage in damages {
            let (folder, library) = kept(b"machine code");
            damage(&library);
            assert_eq!(find(folder.path(), "key"), None);
        }
    }

    #[test]
    fn a_damaged_cell_is_replaced_by_a_whole_one() {
        let (folder, library) = kept(b"machine code");
        fs::write(&library, b"half").unwrap();
        let fresh = folder.path().join("new-1-1");
        fs::write(&fresh, b"machine code").unwrap();
        keep(folder.path(), &fresh, "key").unwrap();
        assert_eq!(find(folder.path(), "key"), Some(library));
    }

    #[test]
    fn finding_marks_as_used() {
        let (folder, library) = kept(b"machine code");
        let file = File::open(&library).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        find(folder.path(), "key").unwrap();
        assert!(file.metadata().unwrap().modified().unwrap().elapsed().unwrap().as_secs() < 60);
    }
}
