//! The crates that a session's cells use besides array-core: what `:dep` asks for, and its build.
//!
//! cargo builds all of a session's crates into one shared library, in a workspace planted from the
//! template, so that array-core itself is never compiled again. Cells link that library as they link
//! array-core's: each crate's code and statics exist once in the process, however many cells use it.

mod artifacts;
mod build;
mod crate_file;
mod manifest;
mod workspace;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

pub(crate) use build::{Built, Failure, build, names_crate};
pub(crate) use workspace::{Place, clear};

/// What a session's `:dep` lines ask for, by the name under which cells know the crate's package.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dependencies(BTreeMap<String, Value>);

/// A `:dep` line that cannot be read.
#[derive(Debug, PartialEq)]
pub(crate) struct Unreadable(String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}; write for example `:dep rand = \"0.9\"`, `:dep serde = {{ version = \"1\", features \
             = [\"derive\"] }}` or `:dep mine = {{ path = \"../mine\" }}`",
            self.0
        )
    }
}

impl Dependencies {
    /// The same with one line more, as it stands behind `:dep`; of two lines for one crate the
    /// later counts. Relative paths start from `directory`.
    pub(crate) fn with(&self, line: &str, directory: &Path) -> Result<Self, Unreadable> {
        let unreadable =
            |reason: &str| Unreadable(format!("`:dep {line}` cannot be read: {reason}"));
        let line = line.trim();
        if line.is_empty() {
            return Err(unreadable("it names no crate"));
        }
        // `:dep rand` asks for any version.
        let text = if line.contains('=') { line.to_owned() } else { format!("{line} = \"*\"") };
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            unreadable(error.message().trim_end_matches(['\n', '.']))
        })?;
        let mut all = self.clone();
        for (name, mut value) in table {
            match &mut value {
                Value::String(_) => {}
                Value::Table(options) => {
                    if let Some(Value::String(path)) = options.get_mut("path") {
                        *path = directory.join(&*path).to_string_lossy().into_owned();
                    }
                }
                _ => return Err(unreadable("a crate is given by a version or by a table")),
            }
            all.0.insert(name, value);
        }
        Ok(all)
    }

    /// Whether a package is among them.
    pub(crate) fn has(&self, package: &str) -> bool {
        self.0.contains_key(package)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines as rust-analyzer's helper is to execute them.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.iter().map(|(name, value)| format!(":dep {name} = {value}")).collect()
    }

    /// The names by which cells write the crates, with the packages' names.
    pub(crate) fn crates(&self) -> impl Iterator<Item = (String, &str)> {
        self.0.keys().map(|name| (name.replace('-', "_"), name.as_str()))
    }

    /// Directories whose sources may change between two builds.
    fn paths(&self) -> impl Iterator<Item = PathBuf> {
        let path = |value: &Value| value.get("path").and_then(Value::as_str).map(PathBuf::from);
        self.0.values().filter_map(path)
    }

    /// Whether cells may wait on tokio.
    fn has_tokio(&self) -> bool {
        self.has("tokio")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(lines: &[&str]) -> Result<Dependencies, Unreadable> {
        lines.iter().try_fold(Dependencies::default(), |all, line| all.with(line, Path::new("/w")))
    }

    #[test]
    fn lines_are_read_as_cargo_reads_them() {
        let all = with(&[
            "rand = \"0.8\"",
            "serde = { features = [\"derive\"] }",
            "my-crate = { path = \"../mine\" }",
            "itertools",
            "rand = \"0.9\"",
        ]);
        let lines = all.unwrap().lines();
        assert_eq!(
            lines,
            [
                ":dep itertools = \"*\"",
                ":dep my-crate = { path = \"/w/../mine\" }",
                ":dep rand = \"0.9\"",
                ":dep serde = { features = [\"derive\"] }",
            ]
        );
    }

    #[test]
    fn an_unreadable_line_says_what_to_write() {
        for line in ["", "rand = ", "rand = 1", "a b"] {
            let error = with(&[line]).unwrap_err().to_string();
            assert!(error.contains(":dep rand = \"0.9\""), "{line}: {error}");
        }
    }
}
