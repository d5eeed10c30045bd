//! How much of the disk a directory takes.

use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

/// Bytes of all files below `directory`; a file with several names counts once.
pub(super) fn of(directory: &Path) -> io::Result<u64> {
    let mut seen = HashSet::new();
    let mut total = 0;
    let mut pending = vec![directory.to_owned()];
    while let Some(directory) = pending.pop() {
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                pending.push(entry.path());
            } else if identity(&metadata).is_none_or(|identity| seen.insert(identity)) {
                total += metadata.len();
            }
        }
    }
    Ok(total)
}

/// What two names of one file have in common.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_two_names_counts_once() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("a"), [0; 1000]).unwrap();
        fs::create_dir(directory.path().join("sub")).unwrap();
        fs::write(directory.path().join("sub/b"), [0; 10]).unwrap();
        fs::hard_link(directory.path().join("a"), directory.path().join("sub/c")).unwrap();
        assert_eq!(of(directory.path()).unwrap(), 1010);
    }
}
