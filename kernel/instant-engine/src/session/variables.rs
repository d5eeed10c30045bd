//! The variables of a session, and what became of those that are gone.

use std::collections::{BTreeMap, BTreeSet};

use engine_protocol::{LostVariable, Variable as Listed};

use super::collect::Stored;
use super::type_names::{shown, writable};
use crate::cell::Binding;

/// A variable in the store.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    /// Its type, as a cell can write it.
    pub(super) type_text: String,
    pub(super) copy: bool,
    pub(super) mutable: bool,
    /// The generation of the session's types in which it was last stored.
    pub(super) generation: u64,
}

impl Variable {
    /// Whether it stays though its bare name stands where a value is given away: a copy is given, or
    /// a mutable reference lent.
    pub(super) fn stays_when_named(&self) -> bool {
        self.copy || self.type_text.starts_with("&mut ")
    }

    /// Whether its type involves one that a cell defined.
    pub(super) fn is_of_session(&self) -> bool {
        self.type_text.contains("crate::")
    }
}

/// All variables by name.
#[derive(Debug, Default)]
pub(super) struct Variables {
    standing: BTreeMap<String, Variable>,
    /// What happened to variables that are gone, as a clause: `it was moved in cell [3]`.
    gone: BTreeMap<String, String>,
    /// Types by what `type_name` suggests, as cells can write them where that is something else.
    spelling: BTreeMap<String, String>,
    /// What the last cell made but the store refuses, with the reason.
    refused: Vec<(String, String)>,
    /// Whether the user knows that closures are not kept.
    told_of_closures: bool,
}

impl Variables {
    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Variable)> {
        self.standing.iter()
    }

    /// The variables whose type mentions one of these types.
    pub(super) fn of_types(&self, types: &BTreeSet<String>) -> Vec<String> {
        let mentions = |text: &str| {
            text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .any(|word| types.contains(word))
        };
        let affected = self
            .standing
            .iter()
            .filter(|(_, variable)| variable.is_of_session() && mentions(&variable.type_text));
        affected.map(|(name, _)| name.clone()).collect()
    }

    /// The variables whose type may hold one of these crates': it is theirs, or a cell's own, whose
    /// fields its name does not tell.
    pub(super) fn of_crates(&self, crates: &BTreeSet<String>) -> Vec<String> {
        let belongs = |text: &str| {
            let mut paths = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            paths.any(|path| path.split("::").next().is_some_and(|first| crates.contains(first)))
        };
        let affected = self
            .standing
            .iter()
            .filter(|(_, variable)| variable.is_of_session() || belongs(&variable.type_text));
        affected.map(|(name, _)| name.clone()).collect()
    }

    /// Notes what a cell stored.
    pub(super) fn store(
        &mut self,
        stored: &Stored,
        binding: Option<&Binding>,
        cell: u32,
        generation: u64,
    ) {
        let earlier = self.standing.remove(&stored.name);
        let written = binding.and_then(|binding| binding.written_type.clone());
        let type_text = match (written, writable(&stored.type_name)) {
            // A type in the user's words may use names that a later cell redefines.
            (_, Ok(text)) => self.spelling.get(&text).cloned().unwrap_or(text),
            (Some(text), Err(_)) => text,
            (None, Err(reason)) => {
                self.gone.insert(
                    stored.name.clone(),
                    format!("`{}` was not kept after cell [{cell}]: {reason}", stored.name),
                );
                self.refused.push((stored.name.clone(), reason));
                return;
            }
        };
        let mutable = binding.map_or_else(
            || earlier.is_some_and(|variable| variable.mutable),
            |binding| binding.mutable,
        );
        self.gone.remove(&stored.name);
        self.standing.insert(
            stored.name.clone(),
            Variable { type_text, copy: stored.copy, mutable, generation },
        );
    }

    /// Notes that types are to be written otherwise than `type_name` suggests.
    pub(super) fn respell(&mut self, respelt: Vec<(String, String)>) {
        for (before, after) in respelt {
            for variable in self.standing.values_mut() {
                if variable.type_text == before {
                    variable.type_text.clone_from(&after);
                }
            }
            self.spelling.insert(before, after);
        }
    }

    /// Takes note that a cell gave a variable away.
    pub(super) fn moved(&mut self, name: &str, cell: u32) {
        if self.standing.remove(name).is_some() {
            let story = format!(
                "`{name}` was moved in cell [{cell}]: run its definition again; there, lend it with `&{name}` to keep it"
            );
            self.gone.insert(name.to_owned(), story);
        }
    }

    /// Forgets a variable; `when` tells the occasion.
    pub(super) fn remove(&mut self, name: &str, when: &str) {
        self.standing.remove(name);
        self.gone.insert(name.to_owned(), format!("`{name}` was dropped {when}"));
    }

    /// Forgets a variable that cells cannot use.
    pub(super) fn refuse(&mut self, name: &str, reason: &str) {
        self.standing.remove(name);
        self.gone.insert(name.to_owned(), format!("`{name}` cannot be used: {reason}"));
    }

    /// All variables are gone; `restorable` says whether `%restore` can make them again.
    pub(super) fn lose_all(&mut self, reason: &str, restorable: bool) -> Vec<LostVariable> {
        let names: Vec<String> = std::mem::take(&mut self.standing).into_keys().collect();
        for name in &names {
            let remedy = if restorable { "; `%restore` makes it again" } else { "" };
            self.gone.insert(name.clone(), format!("`{name}` is gone: {reason}{remedy}"));
        }
        let lost = |name| LostVariable { name, reason: reason.to_owned(), restorable };
        names.into_iter().map(lost).collect()
    }

    /// Whether there is a variable of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.standing.contains_key(name)
    }

    /// What became of a variable that does not stand.
    pub(super) fn story(&self, name: &str) -> Option<&str> {
        self.gone.get(name).map(String::as_str)
    }

    /// The same for an outcome's list.
    pub(super) fn loss(&self, name: &str) -> LostVariable {
        let reason = "the cell moved it".to_owned();
        LostVariable { name: name.to_owned(), reason, restorable: false }
    }

    /// What the last cell made but could not be kept; asked once.
    pub(super) fn take_refused(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.refused)
    }

    /// Whether the user is yet to hear that closures are not kept; asked once.
    pub(super) fn are_closures_news(&mut self) -> bool {
        !std::mem::replace(&mut self.told_of_closures, true)
    }

    pub(super) fn list(&self) -> Vec<Listed> {
        let listed = self.standing.iter().map(|(name, variable)| Listed {
            name: name.clone(),
            type_name: shown(&variable.type_text),
        });
        listed.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Variables as cell 1 stored them: names with what `type_name` says.
    fn stored(variables: &[(&str, &str)]) -> Variables {
        let mut all = Variables::default();
        for (name, type_name) in variables {
            let (name, type_name) = ((*name).to_owned(), (*type_name).to_owned());
            all.store(&Stored { name, type_name, copy: false }, None, 1, 0);
        }
        all
    }

    fn names(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_redefined_type_is_found_within_others() {
        let variables = stored(&[
            ("a", "notebook::Point"),
            ("b", "alloc::vec::Vec<notebook::shapes::Line<notebook::Point>>"),
            ("c", "notebook::Pointer"),
            ("d", "other::Point"),
        ]);
        let check = |types: &[&str], expected: &[&str]| {
            assert_eq!(variables.of_types(&names(types)), expected, "{types:?}");
        };
        check(&["Point"], &["a", "b"]);
        check(&["shapes"], &["b"]);
        check(&["Pointer", "Line"], &["b", "c"]);
        check(&["Vec"], &["b"]);
        check(&[], &[]);
    }

    #[test]
    fn values_of_replaced_crates_are_found() {
        let variables = stored(&[
            ("own", "notebook::Wrapper"),
            ("theirs", "alloc::vec::Vec<other::Point>"),
            ("number", "i32"),
        ]);
        assert_eq!(variables.of_crates(&names(&["other"])), ["own", "theirs"]);
        assert_eq!(variables.of_crates(&names(&["unused"])), ["own"]);
    }

    #[test]
    fn what_is_gone_has_a_story_until_it_is_back() {
        let mut variables = stored(&[("a", "i32"), ("b", "i32"), ("c", "i32")]);
        variables.moved("a", 7);
        variables.remove("b", "when its type was redefined");
        variables.refuse("c", "of its type");
        assert_eq!(
            variables.story("a"),
            Some(
                "`a` was moved in cell [7]: run its definition again; there, lend it with `&a` to keep it"
            )
        );
        assert_eq!(variables.story("b"), Some("`b` was dropped when its type was redefined"));
        assert_eq!(variables.story("c"), Some("`c` cannot be used: of its type"));
        assert_eq!(variables.list(), []);
        let back = Stored { name: "a".into(), type_name: "f64".into(), copy: true };
        variables.store(&back, None, 8, 0);
        assert_eq!(variables.story("a"), None);
        let lost = variables.lose_all("the process ended", true);
        let (name, reason) = ("a".into(), "the process ended".into());
        assert_eq!(lost, [LostVariable { name, reason, restorable: true }]);
        let story = "`a` is gone: the process ended; `%restore` makes it again";
        assert_eq!(variables.story("a"), Some(story));
    }

    #[test]
    fn what_has_no_writable_type_is_refused_once() {
        let mut variables =
            stored(&[("f", "notebook::array_kernel_cell::{{closure}}::{{closure}}")]);
        assert_eq!(variables.list(), []);
        let refused = variables.take_refused();
        assert!(matches!(&refused[..], [(name, _)] if name == "f"), "{refused:?}");
        assert_eq!(variables.take_refused(), []);
        assert!(variables.story("f").unwrap().starts_with("`f` was not kept after cell [1]: "));
    }
}
