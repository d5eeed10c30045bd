//! The course's crate in a runtime's `src/`, for cells that name it.
//!
//! ```text
//! src/lessons/<hash>/   the package as it stood at one time
//! src/lessons/current   the hash of the version that new sessions take
//! ```
//!
//! No part of the runtime's key: a lesson that changes gives a new version beside the others, which
//! sessions that run keep, and array-core is not built again.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::sources::collect;

/// The package's directory in a clone, and that of its versions in a runtime's `src/`.
const PACKAGE: &str = "lessons";
/// Names the version that new sessions take.
const CURRENT: &str = "current";

/// Makes the clone's package the runtime's current version; whether another one was.
pub(super) fn refresh(clone: &Path, runtime: &Path) -> Result<bool> {
    let versions = runtime.join("src").join(PACKAGE);
    let package = clone.join(PACKAGE);
    let files = files(&package)?;
    let version = version(&package, &files)?;
    let target = versions.join(&version);
    if !target.is_dir() {
        let fresh = target.with_added_extension(format!("new-{}", std::process::id()));
        for file in &files {
            copy(&package.join(file), &fresh.join(file))?;
        }
        fs::rename(&fresh, &target)
            .with_context(|| format!("cannot move {} in place", fresh.display()))?;
    }
    let current = versions.join(CURRENT);
    let is_new = !fs::read_to_string(&current).is_ok_and(|before| before == version);
    if is_new {
        let fresh = current.with_extension(format!("new-{}", std::process::id()));
        fs::write(&fresh, &version)
            .and_then(|()| fs::rename(&fresh, &current))
            .with_context(|| format!("cannot write {}", current.display()))?;
    }
    Ok(is_new)
}

/// Deletes the versions that new sessions do not take, which no session may be using.
pub(super) fn delete_outdated(runtime: &Path) -> Result<()> {
    let versions = runtime.join("src").join(PACKAGE);
    let Ok(current) = fs::read_to_string(versions.join(CURRENT)) else { return Ok(()) };
    let entries =
        fs::read_dir(&versions).with_context(|| format!("cannot read {}", versions.display()))?;
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() && path.file_name() != Some(current.as_ref()) {
            fs::remove_dir_all(&path)
                .with_context(|| format!("cannot delete {}", path.display()))?;
        }
    }
    Ok(())
}

/// What the package is compiled from: its manifest, its code, its data and the lessons' texts.
fn files(package: &Path) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    collect(package, Path::new(""), &mut all)?;
    all.retain(|file| {
        let is_text = file.extension().is_some_and(|extension| extension == "md");
        file == Path::new("Cargo.toml")
            || file.starts_with("src")
            || file.starts_with("data")
            || is_text
    });
    all.sort();
    Ok(all)
}

fn version(package: &Path, files: &[PathBuf]) -> Result<String> {
    let mut hasher = Sha256::new();
    for file in files {
        let path = package.join(file);
        let contents =
            fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for bytes in [file.as_os_str().as_encoded_bytes(), &contents] {
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
    }
    Ok(hex::encode(&hasher.finalize()[..6]))
}

fn copy(original: &Path, copy: &Path) -> Result<()> {
    if let Some(directory) = copy.parent() {
        fs::create_dir_all(directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
    }
    fs::copy(original, copy)
        .with_context(|| format!("cannot copy {} to {}", original.display(), copy.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_lesson_is_a_version_of_its_own() {
        let directory = tempfile::tempdir().unwrap();
        let (clone, runtime) = (directory.path().join("clone"), directory.path().join("runtime"));
        let write = |file: &str, text: &str| {
            let path = clone.join(PACKAGE).join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let current = || {
            let is_new = refresh(&clone, &runtime).unwrap();
            assert!(!refresh(&clone, &runtime).unwrap());
            let versions = runtime.join("src").join(PACKAGE);
            (versions.join(fs::read_to_string(versions.join(CURRENT)).unwrap()), is_new)
        };
        write("Cargo.toml", "[package]");
        write("src/lib.rs", "//! One.");
        write("01-a.md", "# 1. A");
        write("build.py", "no part of the package");
        let (first, is_new) = current();
        assert!(is_new);
        assert!(first.join("src/lib.rs").is_file() && first.join("01-a.md").is_file());
        assert!(!first.join("build.py").exists());
        assert_eq!(current(), (first.clone(), false));

        write("src/lib.rs", "//! Two.");
        let (second, is_new) = current();
        assert!(is_new);
        assert_ne!(second, first);
        assert!(first.join("src/lib.rs").is_file(), "running sessions keep theirs");
        delete_outdated(&runtime).unwrap();
        assert!(!first.exists() && second.is_dir());
    }
}
