//! The session as the analyser sees it: items, and variables with their types.

use engine_protocol::{CompletionItem, Variable};

/// A snapshot of the session.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    text: String,
    variables: Vec<Variable>,
    items: Vec<String>,
    crates: Vec<String>,
}

impl Context {
    /// Makes a snapshot of items (each its name and its source), imports and variables, the latter
    /// with types as cells write them.
    pub(crate) fn new(
        items: impl Iterator<Item = (String, String)>,
        imports: impl Iterator<Item = String>,
        variables: &[(String, String)],
        listed: Vec<Variable>,
    ) -> Self {
        let mut context = Self { variables: listed, ..Self::default() };
        for path in imports {
            context.text += &format!("use {path};\n");
        }
        for (name, source) in items {
            context.text += &source;
            context.text.push('\n');
            context.items.push(name);
        }
        for (name, type_text) in variables {
            context.text += &format!("let {name}: {type_text} = ::std::unimplemented!();\n");
        }
        context
    }

    /// The same session with the crates that its cells may name.
    pub(crate) fn with_crates(self, crates: impl Iterator<Item = String>) -> Self {
        Self { crates: crates.collect(), ..self }
    }

    /// What stands before the code that is asked about.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The code in its context.
    pub(super) fn before(&self, code: &str) -> String {
        format!("{}{code}", self.text)
    }

    /// The type of a variable, as people write it.
    pub(super) fn type_of(&self, name: &str) -> Option<&str> {
        Some(&self.variables.iter().find(|variable| variable.name == name)?.type_name)
    }

    /// The session's names.
    pub(super) fn names(&self) -> impl Iterator<Item = CompletionItem> {
        let variables = self.variables.iter().map(|variable| CompletionItem {
            text: variable.name.clone(),
            kind: "variable".into(),
            signature: Some(variable.type_name.clone()),
        });
        let items = self.items.iter().map(|name| CompletionItem {
            text: name.clone(),
            kind: "item".into(),
            signature: None,
        });
        let crates = self.crates.iter().map(|name| CompletionItem {
            text: name.clone(),
            kind: "module".into(),
            signature: None,
        });
        variables.chain(items).chain(crates)
    }
}
