//! Which items a cell needs.
//!
//! Items that nobody calls are not free: each is type-checked and borrow-checked again with every
//! cell. So a cell's crate has only the items whose names the cell mentions, then those that these
//! mention, and so on; an `impl` comes along once all of the session's names in its header are
//! there.

use std::collections::BTreeSet;

use super::items::{Definition, Kind, Program};

impl Program {
    /// The items reached from `roots`, in the order of their definition, and whether any were left
    /// out. Items of cell `number` are always in: their mistakes are to be reported.
    pub(crate) fn reached(
        &self,
        mut roots: BTreeSet<String>,
        number: u32,
    ) -> (Vec<&Definition>, bool) {
        for import in &self.imports {
            roots.extend(import.mentions.iter().cloned());
        }
        let mut included = vec![false; self.definitions.len()];
        let mut names = roots;
        loop {
            let mut grew = false;
            for (k, definition) in self.definitions.iter().enumerate() {
                if !included[k]
                    && (definition.cell == number || self.is_reached(definition, &names))
                {
                    included[k] = true;
                    grew = true;
                    names.extend(definition.mentions.iter().cloned());
                    names.insert(definition.name.clone());
                }
            }
            if !grew {
                break;
            }
        }
        let pruned = included.contains(&false);
        let reached =
            self.definitions.iter().zip(included).filter_map(|(item, is_in)| is_in.then_some(item));
        (reached.collect(), pruned)
    }

    fn is_reached(&self, definition: &Definition, names: &BTreeSet<String>) -> bool {
        match &definition.kind {
            Kind::Impl { header, .. } => {
                header.iter().filter(|name| self.defines(name)).all(|name| names.contains(name))
            }
            _ => !definition.provides.is_disjoint(names),
        }
    }

    /// Whether an item has this name.
    pub(crate) fn defines(&self, name: &str) -> bool {
        let named =
            |item: &Definition| !matches!(item.kind, Kind::Impl { .. }) && item.name == name;
        self.definitions.iter().any(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;

    /// The items that a later cell gets when it mentions these names.
    #[track_caller]
    fn check(items: &str, mentioned: &[&str], expected: &[&str]) {
        let program = Program::default().with(1, items, &Cell::parse(items));
        let roots = mentioned.iter().map(|name| (*name).to_owned()).collect();
        let (reached, pruned) = program.reached(roots, 2);
        let names: Vec<&str> = reached.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, expected);
        assert_eq!(pruned, names.len() < program.definitions.len());
    }

    #[test]
    fn functions_bring_what_they_call() {
        let items = "fn a() { b() }\nfn b() -> C { C }\nstruct C;\nfn d() {}";
        check(items, &["a"], &["a", "b", "C"]);
        check(items, &["d"], &["d"]);
        check(items, &[], &[]);
    }

    #[test]
    fn impls_come_with_their_types_and_traits() {
        let items =
            "struct A;\ntrait T { fn f(&self); }\nimpl T for A { fn f(&self) { g() } }\nfn g() {}";
        check(items, &["A"], &["A"]);
        check(items, &["A", "f"], &["A", "T", "impl T for A", "g"]);
        check("struct A;\nimpl A { fn f() {} }", &["A"], &["A", "impl A"]);
    }

    #[test]
    fn variants_macros_and_raw_names_are_found() {
        check("enum E { Dot }", &["Dot"], &["E"]);
        check("macro_rules! m { () => { f() } }\nfn f() {}", &["m"], &["m", "f"]);
        check("fn r#match() {}", &["match"], &["match"]);
    }

    #[test]
    fn imports_are_always_there() {
        check("mod m { pub fn f() {} }\nuse m::f;", &[], &["m"]);
    }
}
