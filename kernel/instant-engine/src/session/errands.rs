//! What commands do by cells of the engine's own, and the questions that need none.

use std::fs;

use anyhow::Result;
use engine_protocol::{DisplayEvent, Documentation, Event, ExecuteRequest, MimeBundle, Outcome};

use super::Session;
use super::commands::{Step, refused};
use super::options::{Errand, LIGHT, Options};
use crate::magic;

impl Session {
    /// Runs a cell of the engine's own. What follows it is compiled first.
    pub(super) fn run_errand(
        &mut self,
        request: &ExecuteRequest,
        code: String,
        errand: Errand,
    ) -> Result<Outcome> {
        let options = Options { errand: Some(errand), level: Some(LIGHT), ..Options::default() };
        let outcome = self.run(&ExecuteRequest { code, ..request.clone() }, options);
        self.target.begin();
        outcome
    }

    /// Shows what an expression gives.
    pub(super) fn show(&mut self, request: &ExecuteRequest, expression: String) -> Step {
        Ok(match self.run_errand(request, expression, Errand::Show)? {
            Outcome::Ok { result } => {
                result.into_iter().for_each(|data| self.display(data));
                None
            }
            Outcome::CompileErrors { errors } => Some(refused(
                errors.first().map_or_else(String::new, |error| error.message.clone()),
            )),
            other => Some(other),
        })
    }

    /// Shows a value in the middle of a cell.
    pub(super) fn display(&self, data: MimeBundle) {
        self.events.send(&Event::Display(DisplayEvent { data, ..DisplayEvent::default() }));
    }

    /// Offers a file's text in the place of the cell.
    pub(super) fn load(&self, file: &str) -> Step {
        if file.is_empty() {
            return Ok(Some(refused("`%load` needs the name of a file")));
        }
        match fs::read_to_string(file) {
            Ok(text) => {
                // A cell that can be run, and that says where it is from.
                let head = if file.ends_with(".py") {
                    format!("%%python\n# %load {file}\n")
                } else {
                    format!("// %load {file}\n")
                };
                self.events.send(&Event::Replacement { text: head + &text });
                Ok(None)
            }
            Err(error) => Ok(Some(refused(format!("cannot load {file}: {error}")))),
        }
    }

    /// Lists the session's cells, or the last ones.
    pub(super) fn list_history(&self, arguments: &str) -> Step {
        let count = match arguments.strip_prefix("-n").map(str::trim) {
            None if arguments.is_empty() => self.inputs.len(),
            count => match count.unwrap_or(arguments).parse() {
                Ok(count) => count,
                Err(_) => {
                    let reason =
                        format!("`{arguments}` is no number of cells; write `%history -n 5`");
                    return Ok(Some(refused(reason)));
                }
            },
        };
        let first = self.inputs.len().saturating_sub(count);
        for (number, code) in &self.inputs[first..] {
            // Further lines stand below the first one's code.
            let head = format!("[{number}] ");
            let indent = format!("\n{}", " ".repeat(head.len()));
            self.print(&format!("{head}{}\n", code.trim_end().replace('\n', &indent)));
        }
        Ok(None)
    }

    /// What is known of a name that a cell asks about: commands, variables, array-core.
    pub(super) fn explain(&self, name: &str) -> Option<Documentation> {
        let bare = name.trim_start_matches(['%', ':']);
        if bare.len() < name.len() {
            let text = magic::purpose(bare)?;
            let markdown = format!("```text\n{text}```");
            return Some(Documentation { text, markdown });
        }
        let variables = self.variables();
        let Some(variable) = variables.iter().find(|variable| variable.name == name) else {
            let (owner, last) = name.rsplit_once(['.', ':']).unwrap_or(("", name));
            return self.catalogue.explain(last, !owner.is_empty());
        };
        let is_tried =
            ["Result<", "Option<"].iter().any(|start| variable.type_name.starts_with(start));
        let text = format!("let {name}: {}", variable.type_name);
        let markdown = format!("```rust\n{text}\n```");
        (!is_tried).then_some(Documentation { text, markdown })
    }
}
