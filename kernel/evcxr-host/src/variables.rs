//! Which variables a session has, and where those went that it has no more.

use std::collections::BTreeMap;

use engine_protocol::{LostVariable, Variable};

/// How the reason starts by which a variable is gone that a cell moved.
pub(crate) const MOVED: &str = "it was moved";

/// The variables known after the last cell.
#[derive(Debug, Default)]
pub(crate) struct Variables {
    types: BTreeMap<String, String>,
    /// Why each lost variable is gone, as a clause.
    gone: BTreeMap<String, String>,
}

impl Variables {
    /// Takes note of the variables that there are after a cell, and returns those it lost, which
    /// are gone because of `reason`, or because the type of those in `redefined` was redefined.
    pub(crate) fn update<'a>(
        &mut self,
        now: impl Iterator<Item = (&'a str, &'a str)>,
        reason: &str,
        redefined: &[String],
    ) -> Vec<LostVariable> {
        let now: BTreeMap<_, _> =
            now.map(|(name, type_name)| (name.to_owned(), type_name.to_owned())).collect();
        let before = std::mem::replace(&mut self.types, now);
        self.gone.retain(|name, _| !self.types.contains_key(name));
        let mut lost = Vec::new();
        for name in before.into_keys().filter(|name| !self.types.contains_key(name)) {
            let reason = if redefined.contains(&name) { "its type was redefined" } else { reason };
            self.gone.insert(name.clone(), reason.to_owned());
            lost.push(LostVariable { name, reason: reason.to_owned(), restorable: false });
        }
        lost
    }

    /// Why a variable is gone, if it ever was there.
    pub(crate) fn why_gone(&self, name: &str) -> Option<&str> {
        self.gone.get(name).map(String::as_str)
    }

    /// All variables, by name.
    pub(crate) fn list(&self) -> Vec<Variable> {
        let variable = |(name, type_name): (&String, &String)| Variable {
            name: name.clone(),
            type_name: type_name.clone(),
        };
        self.types.iter().map(variable).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_remembered_until_it_is_back() {
        let mut variables = Variables::default();
        let lost = variables.update([("b", "i32"), ("a", "Array")].into_iter(), "", &[]);
        assert!(lost.is_empty());
        assert_eq!(
            variables.list().iter().map(|v| v.name.as_str()).collect::<Vec<_>>(),
            ["a", "b"]
        );

        let lost = variables.update([("b", "i32")].into_iter(), "it was moved in cell [2]", &[]);
        let reason = "it was moved in cell [2]".into();
        let expected = LostVariable { name: "a".into(), reason, restorable: false };
        assert_eq!(lost, [expected]);
        assert_eq!(variables.why_gone("a"), Some("it was moved in cell [2]"));

        variables.update([("b", "i32"), ("a", "f64")].into_iter(), "", &[]);
        assert_eq!(variables.why_gone("a"), None);
        variables.update([].into_iter(), "it was moved", &["a".to_owned()]);
        assert_eq!(variables.why_gone("a"), Some("its type was redefined"));
    }
}
