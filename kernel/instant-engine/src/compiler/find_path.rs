//! The public path of a type that `type_name` names by a private one.
//!
//! `tokio::runtime::task::join::JoinHandle` lies in private modules and is public as
//! `tokio::task::JoinHandle`. rustc knows: asked for a type by its last name alone, it suggests all
//! paths by which it could be imported.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

use super::diagnose::CompilerMessage;
use super::rustc::Rustc;

impl Rustc {
    /// The type with public paths in place of private ones, as far as there are any.
    ///
    /// # Errors
    /// When the compiler cannot be run.
    pub(crate) fn with_public_paths(&self, type_text: &str) -> Result<String> {
        let paths = private_candidates(type_text);
        let found = self.suggestions(&paths)?;
        Ok(replace(type_text, |path| {
            let candidates = found.get(last(path))?;
            best(path, candidates)
        }))
    }

    /// What rustc suggests for the last name of each path.
    fn suggestions(&self, paths: &[&str]) -> Result<BTreeMap<String, Vec<String>>> {
        let source = self.work.path().join("paths.rs");
        let mut text = String::from("extern crate array_core;\n");
        // Only crates that are loaded are searched.
        if let Some(built) = &self.crates {
            for (name, _) in built.crates.iter().chain([&built.library]) {
                text += &format!("extern crate {name};\n");
            }
        }
        for (k, path) in paths.iter().enumerate() {
            text += &format!("fn f{k}(_: {}) {{}}\n", last(path));
        }
        std::fs::write(&source, text)
            .with_context(|| format!("cannot write {}", source.display()))?;
        let mut command = Command::new(&self.program);
        command.args(self.arguments(0, 0, self.crates.as_ref()));
        command.arg("--emit=metadata").arg("-o").arg(self.work.path().join("paths.rmeta"));
        let output = command.arg(&source).stdin(Stdio::null()).output();
        let output = output.with_context(|| format!("cannot run {}", self.program.display()))?;
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for message in String::from_utf8_lossy(&output.stderr).lines() {
            let Some(message) = CompilerMessage::parse(message) else { continue };
            for import in message.suggestions() {
                let path =
                    import.trim().trim_start_matches("use ").trim_end_matches(';').to_owned();
                found.entry(last(&path).to_owned()).or_default().push(path);
            }
        }
        Ok(found)
    }
}

/// The paths in a type that may lead through private modules.
fn private_candidates(type_text: &str) -> Vec<&str> {
    let paths = type_text.split(|c: char| !is_path(c));
    let mut paths: Vec<_> = paths.filter(|path| is_foreign(path)).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

fn is_foreign(path: &str) -> bool {
    path.contains("::") && !path.starts_with("crate::")
}

fn is_path(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == ':'
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

fn replace<'a>(text: &'a str, public: impl Fn(&'a str) -> Option<String>) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_path) {
        let end = rest[start..].find(|c| !is_path(c)).map_or(rest.len(), |length| start + length);
        let path = &rest[start..end];
        replaced += &rest[..start];
        let better = if is_foreign(path) { public(path) } else { None };
        replaced += better.as_deref().unwrap_or(path);
        rest = &rest[end..];
    }
    replaced + rest
}

/// Of several public paths the one that has most in common with the private one; none when the type
/// is another crate's.
fn best(private: &str, candidates: &[String]) -> Option<String> {
    let segments: Vec<&str> = private.trim_start_matches("::").split("::").collect();
    let is_same_crate = |path: &&String| path.split("::").any(|segment| segment == segments[0]);
    let common = |path: &&String| {
        let shared = path.split("::").filter(|segment| segments.contains(segment)).count();
        (shared, std::cmp::Reverse(path.len()))
    };
    let found = candidates.iter().filter(is_same_crate).max_by_key(common)?;
    // A name of the session may hide the crate's.
    Some(if private.starts_with("::") { format!("::{found}") } else { found.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_with_most_in_common_is_taken() {
        let candidates = ["tokio::sync::broadcast::Receiver", "tokio::sync::mpsc::Receiver"];
        let candidates = candidates.map(str::to_owned);
        let found = best("tokio::sync::mpsc::bounded::Receiver", &candidates);
        assert_eq!(found.as_deref(), Some("tokio::sync::mpsc::Receiver"));
        assert_eq!(best("flume::Receiver", &candidates), None);
        let std = ["std::slice::Split".to_owned(), "std::str::Split".to_owned()];
        let found = best("::std::str::iter::Split", &std);
        assert_eq!(found.as_deref(), Some("::std::str::Split"));
        let through = ["array_core::ndarray::ArrayBase".to_owned()];
        assert_eq!(best("ndarray::ArrayBase", &through).as_ref(), Some(&through[0]));
    }

    #[test]
    fn only_foreign_paths_are_replaced() {
        let text = "Vec<(a::b::C<f64>, crate::D, &str)>";
        assert_eq!(private_candidates(text), ["a::b::C"]);
        let replaced = replace(text, |path| Some(format!("x::{}", last(path))));
        assert_eq!(replaced, "Vec<(x::C<f64>, crate::D, &str)>");
    }
}
