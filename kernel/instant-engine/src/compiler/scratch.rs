//! The directory in which a session's cells are compiled.

use std::io;
use std::path::Path;

use engine_support::directory::Directory;

/// A directory among those of all sessions of a runtime: while it is there, `array-kernel clean`
/// leaves the runtime alone. It is deleted with this value.
#[derive(Debug)]
pub(crate) struct Scratch(Directory);

impl Scratch {
    /// Makes the directory.
    ///
    /// # Errors
    /// When it cannot be made or locked.
    pub(crate) fn create(runtime: &Path) -> io::Result<Self> {
        Directory::create(runtime).map(Self)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        Directory::remove(self.0.path());
    }
}
