//! The workspace in which cargo builds a session's crates.
//!
//! Sessions that ask for the same crates share it; while one builds, the others wait.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use engine_support::{directory, plant};
use sha2::{Digest as _, Sha256};

use super::{Dependencies, manifest};
use crate::interrupt::Tool;

/// How often to look whether another session has ended its build.
const PAUSE: Duration = Duration::from_millis(50);

/// Where a set of crates is built, and from what.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) runtime: PathBuf,
    /// The workspace whose build products and versions the new one starts from: the session's last
    /// one, or the template.
    pub(crate) start: PathBuf,
    /// Whether cells use data frames, which the crates' library then must not hold twice.
    pub(crate) frames: bool,
}

/// Deletes all workspaces of a runtime, unless a session may be using one; whether there was any.
///
/// # Errors
/// When the sessions cannot be listed or a workspace cannot be deleted.
pub(crate) fn clear(runtime: &Path) -> io::Result<bool> {
    directory::sweep(runtime)?;
    let is_running =
        fs::read_dir(runtime.join("sessions")).is_ok_and(|mut entries| entries.next().is_some());
    let all = all(runtime);
    if is_running || !all.is_dir() {
        return Ok(false);
    }
    fs::remove_dir_all(all)?;
    Ok(true)
}

fn all(runtime: &Path) -> PathBuf {
    runtime.join("dependencies")
}

/// A workspace that is being built in; others wait.
pub(super) struct Workspace {
    pub(super) root: PathBuf,
    pub(super) library: String,
    _lock: File,
}

impl Workspace {
    /// Makes the workspace, or finds it made, and locks it; nothing when the cell is interrupted while
    /// another session builds there.
    pub(super) fn open(
        dependencies: &Dependencies,
        place: &Place,
        tool: &Tool,
    ) -> io::Result<Option<Self>> {
        let name = name(dependencies, place.frames);
        let all = all(&place.runtime);
        fs::create_dir_all(&all)?;
        let lock = File::create(all.join(format!("{name}.lock")))?;
        while let Err(error) = lock.try_lock() {
            match error {
                TryLockError::Error(error) => return Err(error),
                TryLockError::WouldBlock if tool.is_interrupted() => return Ok(None),
                TryLockError::WouldBlock => thread::sleep(PAUSE),
            }
        }
        let root = all.join(&name);
        if !root.join("Cargo.toml").exists() {
            prepare(&root, place)?;
        }
        // The dynamic linker takes a library of a known name for the one that it knows, so that a
        // library of changed sources needs another.
        let library = format!("notebook_crates_{}", digest(&[&name, &stamp(dependencies)]));
        Ok(Some(Self { root, library, _lock: lock }))
    }

    /// Writes the package; `linked` names the crates that its library links.
    pub(super) fn write(
        &self,
        dependencies: &Dependencies,
        place: &Place,
        linked: &[String],
    ) -> io::Result<()> {
        let manifest =
            manifest::manifest(dependencies, &place.runtime, &self.library, place.frames);
        write_if_changed(&self.package().join("Cargo.toml"), &manifest)?;
        let code = manifest::code(linked, place.frames, dependencies.has_tokio());
        write_if_changed(&self.package().join("lib.rs"), &code)
    }

    /// The package's directory, named as in the template so that cargo finds everything built.
    pub(super) fn package(&self) -> PathBuf {
        self.root.join("cell")
    }
}

/// A file that is written again looks changed to cargo.
fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    fs::write(path, text)
}

/// Plants the build products of `place.start`. The manifest comes last: without it, the next
/// session starts anew.
fn prepare(root: &Path, place: &Place) -> io::Result<()> {
    fs::create_dir_all(root)?;
    plant(&place.start.join("cell/target"), &root.join("cell/target"))?;
    fs::copy(place.start.join("Cargo.lock"), root.join("Cargo.lock"))?;
    // The template's profiles, without which everything would be compiled anew.
    let manifest = fs::read_to_string(place.start.join("Cargo.toml"))?;
    let manifest = manifest.replace(r#"members = ["cell", "pins"]"#, r#"members = ["cell"]"#);
    fs::write(root.join("Cargo.toml"), manifest)
}

fn name(dependencies: &Dependencies, frames: bool) -> String {
    let lines = dependencies.lines().join("\n");
    digest(&[&lines, if frames { "frames" } else { "" }])
}

fn digest(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).fold(String::new(), |name, byte| name + &format!("{byte:02x}"))
}

/// When the sources of path dependencies last changed.
fn stamp(dependencies: &Dependencies) -> String {
    let newest = dependencies.paths().filter_map(|path| newest(&path)).max();
    newest.map(|time| format!("{time:?}")).unwrap_or_default()
}

fn newest(directory: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(directory).ok()?.flatten();
    let times = entries.filter_map(|entry| {
        let name = entry.file_name();
        let metadata = entry.metadata().ok()?;
        if !metadata.is_dir() {
            metadata.modified().ok()
        } else if name == "target" || name.to_string_lossy().starts_with('.') {
            None
        } else {
            newest(&entry.path())
        }
    });
    times.max()
}

#[cfg(test)]
mod tests {
    use engine_support::Events;

    use super::*;
    use crate::interrupt::Target;

    #[test]
    fn waiting_for_another_session_can_be_interrupted() {
        let directory = tempfile::tempdir().unwrap();
        let start = directory.path().join("template");
        fs::create_dir_all(start.join("cell/target")).unwrap();
        fs::write(start.join("Cargo.toml"), "").unwrap();
        fs::write(start.join("Cargo.lock"), "").unwrap();
        let place = Place { runtime: directory.path().to_owned(), start, frames: false };
        let target = Target::default();
        let open = || Workspace::open(&Dependencies::default(), &place, &target.tool()).unwrap();
        target.begin();
        let other = open();
        assert!(other.is_some());
        thread::scope(|scope| {
            let waiting = scope.spawn(open);
            thread::sleep(PAUSE);
            assert!(!waiting.is_finished());
            target.interrupt(&Events::stdout());
            assert!(waiting.join().unwrap().is_none());
        });
        drop(other);
        target.begin();
        assert!(open().is_some());
    }
}
