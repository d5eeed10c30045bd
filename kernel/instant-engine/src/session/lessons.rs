//! The course's crate, which cells have for the naming.
//!
//! A cell that names `lessons` gets the copy that came with the kernel, as if it had said
//! `:dep lessons = { path = ".." }`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use engine_support::Events;
use syn::Item;

use super::commands::Step;
use super::{Session, externs};
use crate::cell::Cell;
use crate::dependencies::{Dependencies, Failure, Place, build, names_crate};
use crate::interrupt::Target;

/// The crate's name.
const LESSONS: &str = "lessons";

impl Session {
    /// Makes the course's crate ready for a cell that names it.
    pub(super) fn add_lessons(&mut self, code: &str, cell: &Cell) -> Step {
        if self.dependencies.has(LESSONS)
            || !names_crate(code, |name| name == LESSONS)
            || self.has_own_lessons(cell)
        {
            return Ok(None);
        }
        match with_lessons(&self.dependencies, &self.runtime)? {
            Some(dependencies) => self.add_crates_silently(dependencies),
            None => Ok(None),
        }
    }

    /// Whether the name means a module of the notebook's own.
    fn has_own_lessons(&self, cell: &Cell) -> bool {
        let is_module = |item: &Item| matches!(item, Item::Mod(module) if module.ident == LESSONS);
        cell.items.iter().any(|(item, _)| is_module(item)) || self.program.defines(LESSONS)
    }
}

/// Compiles the course's crate ahead of the sessions that will name it.
///
/// # Errors
/// When it cannot be compiled; the text says why.
pub(crate) fn prepare(runtime: &Path, events: &Events) -> Result<()> {
    let Some(dependencies) = with_lessons(&Dependencies::default(), runtime)? else {
        return Ok(());
    };
    let (runtime, start) = (runtime.to_owned(), runtime.join("template"));
    let place = Place { runtime, start, frames: false };
    events.progress("Compiling the course's crate");
    match build(&dependencies, &place, &externs::host()?, &Target::default().tool(), None)? {
        Ok(_) => Ok(()),
        Err(Failure::Cargo(message)) => bail!(message),
        Err(Failure::Killed) => bail!("cargo was stopped"),
    }
}

/// The crates with the course's among them; nothing in a runtime without a course.
fn with_lessons(dependencies: &Dependencies, runtime: &Path) -> Result<Option<Dependencies>> {
    let Some(package) = package(runtime) else { return Ok(None) };
    let path = toml::Value::from(&*package.to_string_lossy());
    let line = format!("{LESSONS} = {{ path = {path} }}");
    let all = dependencies.with(&line, Path::new(""));
    all.map(Some).map_err(|error| anyhow!("{error}"))
}

/// The package as the kernel has laid it beside array-core; none in a runtime without a course.
///
/// Each version has a folder of its own, so that sessions keep theirs when a newer kernel comes.
fn package(runtime: &Path) -> Option<PathBuf> {
    let all = runtime.join("src").join(LESSONS);
    let current = fs::read_to_string(all.join("current")).ok()?;
    Some(all.join(current.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_version_is_taken() {
        let runtime = tempfile::tempdir().unwrap();
        assert_eq!(package(runtime.path()), None);
        let all = runtime.path().join("src/lessons");
        fs::create_dir_all(&all).unwrap();
        fs::write(all.join("current"), "1a2b\n").unwrap();
        assert_eq!(package(runtime.path()), Some(all.join("1a2b")));
    }
}
