//! The session's `use` declarations, one per imported name, so that a later one replaces an earlier
//! one of the same name.

use std::collections::BTreeSet;
use std::ops::Range;

use syn::{ItemUse, UseTree};

/// One imported name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Import {
    /// The whole path as it is to be written: `std::fmt::Write as _`, `crate::shapes::*`.
    pub(crate) path: String,
    /// The name it binds; the path itself for `*` and `_`, which bind none.
    pub(super) binds: String,
    /// Names in the path: items of the session may be among them.
    pub(crate) mentions: BTreeSet<String>,
    /// The cell that declares it, and where.
    pub(crate) cell: u32,
    pub(crate) range: Range<usize>,
}

impl Import {
    /// Adds every name that a declaration imports, replacing earlier imports of the same names.
    pub(super) fn add(imports: &mut Vec<Self>, item: &ItemUse, cell: u32, range: Range<usize>) {
        let mut leaves = Vec::new();
        let prefix = if item.leading_colon.is_some() { "::" } else { "" };
        flatten(prefix, &item.tree, &mut leaves);
        for (path, binds) in leaves {
            imports.retain(|old| old.binds != binds);
            let words = path.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            let mentions = words.filter(|word| !word.is_empty()).map(str::to_owned).collect();
            imports.push(Self { path, binds, mentions, cell, range: range.clone() });
        }
    }
}

fn flatten(prefix: &str, tree: &UseTree, leaves: &mut Vec<(String, String)>) {
    match tree {
        UseTree::Path(path) => flatten(&format!("{prefix}{}::", path.ident), &path.tree, leaves),
        UseTree::Name(name) if name.ident == "self" => {
            let path = prefix.trim_end_matches("::").to_owned();
            let binds = path.rsplit("::").next().unwrap_or_default().to_owned();
            leaves.push((path, binds));
        }
        UseTree::Name(name) => {
            leaves.push((format!("{prefix}{}", name.ident), name.ident.to_string()))
        }
        UseTree::Rename(rename) => {
            let whole = if rename.ident == "self" {
                prefix.trim_end_matches("::").to_owned()
            } else {
                format!("{prefix}{}", rename.ident)
            };
            let path = format!("{whole} as {}", rename.rename);
            let binds = if rename.rename == "_" { path.clone() } else { rename.rename.to_string() };
            leaves.push((path, binds));
        }
        UseTree::Glob(_) => leaves.push((format!("{prefix}*"), format!("{prefix}*"))),
        UseTree::Group(group) => {
            for tree in &group.items {
                flatten(prefix, tree, leaves);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paths that are imported after these declarations.
    #[track_caller]
    fn check(declarations: &[&str], expected: &[&str]) {
        let mut imports = Vec::new();
        for (cell, text) in (1..).zip(declarations) {
            Import::add(&mut imports, &syn::parse_str(text).unwrap(), cell, 0..text.len());
        }
        let paths: Vec<&str> = imports.iter().map(|import| import.path.as_str()).collect();
        assert_eq!(paths, expected);
    }

    #[test]
    fn groups_become_single_names() {
        check(
            &["use std::{fmt::{self, Write as _}, rc::*, io as input};"],
            &["std::fmt", "std::fmt::Write as _", "std::rc::*", "std::io as input"],
        );
        check(&["use ::std::rc::{self as r, Rc};"], &["::std::rc as r", "::std::rc::Rc"]);
    }

    #[test]
    fn the_last_import_of_a_name_counts() {
        check(&["use a::T;", "use b::T;"], &["b::T"]);
        check(&["use a::T;", "use b::U as T;"], &["b::U as T"]);
        check(&["use a::T as _;", "use b::T as _;"], &["a::T as _", "b::T as _"]);
        check(&["use a::*;", "use b::*;", "use a::*;"], &["b::*", "a::*"]);
    }
}
