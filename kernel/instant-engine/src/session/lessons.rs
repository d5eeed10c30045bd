//! The course's crate, which cells have for the naming.
//!
//! A cell that names `lessons` gets the copy that came with the kernel, as if it had said
//! `:dep lessons = { path = ".." }`.

use std::fs;
use std::path::{Path, PathBuf};

use syn::Item;

use super::Session;
use super::commands::Step;
use crate::cell::Cell;
use crate::dependencies::names_crate;

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
        let Some(package) = package(&self.runtime) else { return Ok(None) };
        let path = toml::Value::from(&*package.to_string_lossy());
        let line = format!("{LESSONS} = {{ path = {path} }}");
        let dependencies = self.dependencies.with(&line, Path::new(""));
        self.add_crates_silently(dependencies.map_err(|error| anyhow::anyhow!("{error}"))?)
    }

    /// Whether the name means a module of the notebook's own.
    fn has_own_lessons(&self, cell: &Cell) -> bool {
        let is_module = |item: &Item| matches!(item, Item::Mod(module) if module.ident == LESSONS);
        cell.items.iter().any(|(item, _)| is_module(item))
            || self.program.definitions.iter().any(|definition| definition.name == LESSONS)
    }
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
