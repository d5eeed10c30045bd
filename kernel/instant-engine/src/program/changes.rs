//! What a new definition changes for values that exist already.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::items::{Definition, Program};
use super::uses::Import;

impl Program {
    /// The names of types that may be laid out otherwise than in `earlier`: redefined, or mentioning
    /// what was. Rather a name too many than one too few: a value that is dropped without need can
    /// be made again, one that is read by another layout is undefined behaviour.
    pub(crate) fn changed_types(&self, earlier: &Self) -> BTreeSet<String> {
        let mut changed = BTreeSet::new();
        for old in &earlier.definitions {
            let stands =
                |new: &Definition| new.name == old.name && new.fingerprint == old.fingerprint;
            if old.fixes_layout() && !self.definitions.iter().any(stands) {
                old.add_affected(&mut changed);
            }
        }
        for new in self.definitions.iter().filter(|new| new.fixes_layout()) {
            // What earlier items mention by this name was something else, from a prelude.
            let hides = |old: &Definition| old.mentions.contains(&new.name);
            let known = |old: &Definition| old.name == new.name;
            if !earlier.definitions.iter().any(known) && earlier.definitions.iter().any(hides) {
                new.add_affected(&mut changed);
            }
        }
        for import in &self.imports {
            let known = earlier.imports.iter().find(|old| old.binds == import.binds);
            if known.is_some_and(|old| old.path == import.path) {
                continue;
            }
            let mentioned =
                |name: &String| earlier.definitions.iter().any(|old| old.mentions.contains(name));
            let hidden = self.names_of(import).into_iter().filter(mentioned);
            changed.extend(hidden.filter(|name| known.is_some() || is_of_type(name)));
        }
        for old in &earlier.imports {
            // Without it, its name means what a prelude calls so.
            if self.imports.iter().all(|import| import.binds != old.binds) {
                changed.extend(earlier.names_of(old));
            }
        }
        loop {
            let before = changed.len();
            for definition in self.definitions.iter().filter(|item| item.fixes_layout()) {
                if !definition.mentions.is_disjoint(&changed) {
                    definition.add_affected(&mut changed);
                }
            }
            for import in &self.imports {
                let is_glob = import.path.ends_with("::*");
                if !is_glob && !import.mentions.is_disjoint(&changed) {
                    changed.insert(import.binds.clone());
                }
            }
            if changed.len() == before {
                return changed;
            }
        }
    }

    /// The names that an import may bring: all, as far as they can hide what types are made of.
    fn names_of(&self, import: &Import) -> BTreeSet<String> {
        let Some(parent) = import.path.strip_suffix("::*") else {
            return BTreeSet::from([import.binds.clone()]);
        };
        let of_session = self.definitions.iter().filter(|item| parent.ends_with(&item.name));
        let of_session: BTreeSet<String> =
            of_session.flat_map(|item| item.mentions.iter().cloned()).collect();
        let is_std = ["std", "core", "alloc"]
            .iter()
            .any(|name| parent.trim_start_matches("::").split("::").next() == Some(*name));
        // A glob hides what is in scope without being imported; std's has only one such name.
        let hidden: &[&str] = if is_std { &["Result"] } else { &PRELUDE };
        of_session.into_iter().chain(hidden.iter().map(|name| (*name).to_owned())).collect()
    }

    /// A hash that changes when an item does, or when one of these names in it is imported from
    /// elsewhere.
    pub(crate) fn meaning(&self, definition: &Definition, names: &BTreeSet<String>) -> u64 {
        let imports = self.imports.iter().filter(|import| names.contains(&import.binds));
        let paths: BTreeSet<&str> = imports.map(|import| import.path.as_str()).collect();
        let mut hasher = DefaultHasher::new();
        (definition.fingerprint, paths).hash(&mut hasher);
        hasher.finish()
    }
}

/// The types of the standard library's prelude.
const PRELUDE: [&str; 5] = ["Box", "Option", "Result", "String", "Vec"];

/// Whether a name can be that of a type, as types are named; a field may have any other name.
fn is_of_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;

    /// What the last of these cells changes.
    fn check(cells: &[&str], expected: &[&str]) {
        let mut earlier = Program::default();
        let mut program = Program::default();
        for (number, cell) in (1..).zip(cells) {
            earlier = program;
            program = earlier.with(number, cell, &Cell::parse(cell));
        }
        let changed = program.changed_types(&earlier);
        assert_eq!(changed.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_redefined_type_and_what_contains_it() {
        check(&["struct A(i32);", "struct B(A);", "struct C;", "struct A(f64);"], &["A", "B"]);
        check(&["struct A(i32);", "struct A(i32);"], &[]);
        check(&["struct A(i32);", "fn f() {}", "fn f() -> A { A(1) }"], &[]);
    }

    #[test]
    fn what_a_redefined_module_contains() {
        let uses = "use m::A;\nuse m::n::B as D;\nstruct E(D);";
        let module = "mod m { pub struct A; pub mod n { pub struct B; } }";
        let other = "mod m { pub struct A(u8); pub mod n { pub struct B; } }";
        check(&[module, uses, other], &["A", "B", "D", "E", "m", "n"]);
    }

    #[test]
    fn a_name_that_is_imported_from_elsewhere() {
        let modules = "mod m { pub struct A; }\nmod n { pub struct A(u8); }";
        check(&[modules, "use m::A;\nstruct B(A);", "use n::A;"], &["A", "B", "m", "n"]);
        check(&[modules, "use m::A;\nstruct B(A);", "use m::A;"], &[]);
    }

    #[test]
    fn a_name_of_the_prelude_that_is_hidden() {
        check(&["struct A(Vec<u8>);", "struct Vec<T>(T);"], &["A", "Vec"]);
        check(&["struct A(Array<u8>);", "use other::Array;"], &["A", "Array"]);
        check(&["struct A { rc: u8 }", "use std::rc;"], &[]);
    }

    #[test]
    fn a_name_that_a_glob_hides() {
        let module = "mod m { pub struct Vec; }\nstruct A(Vec<u8>);";
        check(&[module, "use m::*;"], &["A", "Vec", "m"]);
        check(&["struct A(Vec<u8>);", "use std::collections::*;"], &[]);
        check(&["struct A(Result<u8, u8>);", "use std::io::*;"], &["A", "Result"]);
        check(&["struct A(Vec<u8>);", "use unknown::*;"], &["A", "Vec"]);
    }
}
