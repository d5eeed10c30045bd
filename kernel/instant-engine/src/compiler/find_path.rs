//! The public path of a type that `type_name` names by a private one.
//!
//! `tokio::runtime::task::join::JoinHandle` lies in private modules and is public as
//! `tokio::task::JoinHandle`: crates re-export what is public from modules further out, under the
//! name it has. So each path that leaves modules out is tried as an import, in the crate itself and
//! in those that cells see; rustc tells in one go which of them there are.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

use super::diagnose::CompilerMessage;
use super::rustc::{Linked, Rustc};

/// Of how many modules paths may leave some out: each doubles the paths to try.
const MODULES: usize = 6;
/// An import hides what other imports would be told of.
const ROUNDS: usize = 3;

impl Rustc {
    /// The type with public paths in place of private ones, as far as there are any.
    ///
    /// # Errors
    /// When the compiler cannot be run.
    pub(crate) fn with_public_paths(&self, type_text: &str) -> Result<String> {
        let built = self.crates.iter().flat_map(|built| &built.crates);
        let crates: Vec<&str> =
            self.externs.iter().chain(built).map(|(name, _)| name.as_str()).collect();
        let mut candidates: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for path in private_candidates(type_text) {
            candidates.insert(path, shorter(path, &crates));
        }
        let mut paths: Vec<String> = candidates.values().flatten().cloned().collect();
        for _ in 0..ROUNDS {
            let missing = self.missing(&paths)?;
            if missing.is_empty() {
                break;
            }
            let mut line = 0;
            paths.retain(|_| {
                line += 1;
                !missing.contains(&(line - 1))
            });
        }
        let public: BTreeSet<String> = paths.into_iter().collect();
        Ok(replace(type_text, |path| {
            let mut found = candidates.get(path)?.iter().filter(|path| public.contains(*path));
            found.next().cloned()
        }))
    }

    /// Which of the paths cannot be imported, by their indices.
    fn missing(&self, paths: &[String]) -> Result<BTreeSet<usize>> {
        let source = self.work.path().join("paths.rs");
        let line = |(k, path): (usize, &String)| format!("use {path} as _{k};\n");
        let text: String = paths.iter().enumerate().map(line).collect();
        std::fs::write(&source, &text)
            .with_context(|| format!("cannot write {}", source.display()))?;
        let mut command = Command::new(&self.program);
        let links = Linked { preludes: true, crates: self.crates.as_ref() };
        command.args(self.arguments(0, 0, links));
        command.arg("--emit=metadata").arg("-o").arg(self.work.path().join("paths.rmeta"));
        let output = command.arg(&source).stdin(Stdio::null()).output();
        let output = output.with_context(|| format!("cannot run {}", self.program.display()))?;
        let messages = String::from_utf8_lossy(&output.stderr);
        let messages = messages.lines().filter_map(CompilerMessage::parse);
        let errors = messages.filter(CompilerMessage::is_error);
        let line_of =
            |at: usize| text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        Ok(errors
            .flat_map(|error| error.primary_bytes().map(line_of).collect::<Vec<_>>())
            .collect())
    }
}

/// The paths by which a type may be public, the likeliest first: those with most of the private
/// path's modules, and of these those in its own crate.
fn shorter(private: &str, crates: &[&str]) -> Vec<String> {
    let segments: Vec<&str> = private.trim_start_matches("::").split("::").collect();
    let [own, modules @ .., name] = segments.as_slice() else { return Vec::new() };
    let modules = &modules[..modules.len().min(MODULES)];
    let mut subsets: Vec<Vec<&str>> = vec![Vec::new()];
    for module in modules {
        let longer: Vec<_> =
            subsets.iter().map(|kept| [kept.as_slice(), &[module]].concat()).collect();
        subsets.extend(longer);
    }
    subsets.sort_by_key(|kept| std::cmp::Reverse(kept.len()));
    let others = crates.iter().filter(|name| *name != own);
    let through = others.flat_map(|other| [format!("::{other}::{own}::"), format!("::{other}::")]);
    let starts: Vec<String> = std::iter::once(format!("::{own}::")).chain(through).collect();
    let path = |start: &String, kept: &[&str]| {
        let mut path = start.clone();
        for module in kept {
            path += module;
            path += "::";
        }
        path + name
    };
    // A prelude is where a type that is public nowhere else may be.
    let preludes = starts.iter().map(|start| path(start, &["prelude"]));
    subsets
        .iter()
        .flat_map(|kept| starts.iter().map(|start| path(start, kept)))
        .chain(preludes)
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_with_most_in_common_is_tried_first() {
        let found = shorter("tokio::runtime::task::JoinHandle", &["tokio", "array_core"]);
        let first = ["::tokio::runtime::task::", "::array_core::tokio::runtime::task::"];
        assert_eq!(found[..2], first.map(|start| format!("{start}JoinHandle")));
        for path in ["::tokio::task::", "::array_core::", "::tokio::prelude::"] {
            assert!(found.contains(&format!("{path}JoinHandle")), "{path}");
        }
        assert_eq!(shorter("::std::str::iter::Split", &[])[1], "::std::str::Split");
    }

    #[test]
    fn only_foreign_paths_are_replaced() {
        let text = "Vec<(a::b::C<f64>, crate::D, &str)>";
        assert_eq!(private_candidates(text), ["a::b::C"]);
        let replaced =
            replace(text, |path| path.rsplit("::").next().map(|name| format!("x::{name}")));
        assert_eq!(replaced, "Vec<(x::C<f64>, crate::D, &str)>");
    }
}
