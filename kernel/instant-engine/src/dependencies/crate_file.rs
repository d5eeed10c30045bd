//! Tells one build of a crate from another.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A crate's compiled file as it was when cargo had built it. Its name has a hash of the crate's
/// version and features, and sources that changed change the file.
#[derive(Clone, Debug)]
pub(crate) struct CrateFile {
    path: PathBuf,
    length: u64,
    time: Option<SystemTime>,
}

/// Files of one name, length and time are one build; so are copies of it.
impl PartialEq for CrateFile {
    fn eq(&self, other: &Self) -> bool {
        self.path.file_name() == other.path.file_name()
            && self.length == other.length
            && self.time == other.time
    }
}

impl CrateFile {
    pub(crate) fn new(path: &Path) -> Self {
        let metadata = fs::metadata(path).ok();
        Self {
            path: path.to_owned(),
            length: metadata.as_ref().map_or(0, fs::Metadata::len),
            time: metadata.and_then(|metadata| metadata.modified().ok()),
        }
    }

    pub(super) fn is_in(&self, folder: &Path) -> bool {
        self.path.parent() == Some(folder)
    }

    /// What differs from build to build, for keys of caches.
    pub(crate) fn stamp(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        format!("{name} {} {:?}", self.length, self.time)
    }

    /// Whether both have the same types. In another workspace cargo compiles a crate a second time,
    /// and the compiler makes of the same sources the same file, byte by byte.
    pub(crate) fn is_same_build(&self, other: &Self) -> bool {
        self == other
            || self.path.file_name() == other.path.file_name()
                && self.length == other.length
                && [self, other].iter().all(|file| **file == Self::new(&file.path))
                && has_same_bytes(&self.path, &other.path).unwrap_or(false)
    }
}

fn has_same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    Ok(fs::read(one)? == fs::read(other)?)
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_was_compiled_twice_from_the_same_sources_is_one_build() {
        let directory = tempfile::tempdir().unwrap();
        let write = |workspace: &str, name: &str, text: &str, second: u64| {
            let path = directory.path().join(workspace).join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(second);
            File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
            CrateFile::new(&path)
        };
        let first = write("a", "libx-1.rlib", "code", 1);
        assert!(first.is_same_build(&write("b", "libx-1.rlib", "code", 2)));
        assert!(!first.is_same_build(&write("c", "libx-1.rlib", "edoc", 2)), "other sources");
        assert!(!first.is_same_build(&write("d", "libx-2.rlib", "code", 2)), "another version");
        let later = write("a", "libx-1.rlib", "code", 3);
        assert!(!first.is_same_build(&write("e", "libx-1.rlib", "code", 2)), "no longer there");
        assert!(later.is_same_build(&write("e", "libx-1.rlib", "code", 2)));
    }
}
