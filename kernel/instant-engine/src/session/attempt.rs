//! Compiling a cell, a second time where the first guess was wrong.
//!
//! Which variables a cell moves, which new ones can be stored and which items it needs is guessed
//! from its syntax. rustc tells where a guess was wrong; a wrong guess costs one more compile, never
//! a wrong result.

mod learn;

use std::collections::BTreeSet;

use anyhow::Result;
use engine_protocol::{Diagnostic, ExecuteRequest, Outcome};
use engine_support::frames;

use super::options::{GENERIC, Options};
use super::outdated::Outdated;
use super::statics::Statics;
use super::variables::Variables;
use crate::cache::Library;
use crate::cell::{Cell, bare};
use crate::compiler::{
    CompilerMessage, Failure, Failures, Generated, Links, Placed, Plan, Rustc, SourceMap, Taken,
    generate, place,
};
use crate::magic;
use crate::program::{Definition, Program};

/// The session as a cell finds it.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    /// The items, the cell's own among them.
    pub(super) program: &'a Program,
    pub(super) variables: &'a Variables,
    pub(super) statics: &'a Statics,
    /// The generation of the session's types.
    pub(super) generation: u64,
}

/// Why there is no compiled cell.
pub(super) enum Refusal {
    /// That is how the cell ended.
    Outcome(Outcome),
    /// Something of an earlier cell is in its way, which goes.
    Outdated(Outdated),
}

/// A cell on its way through the compiler.
pub(super) struct Attempt<'a> {
    request: &'a ExecuteRequest,
    options: Options,
    cell: &'a Cell,
    program: &'a Program,
    variables: &'a Variables,
    statics: &'a Statics,
    links: Links,
    generation: u64,
    taken: Vec<Taken>,
    stored: Vec<String>,
    forgotten: Vec<String>,
    unstorable: Vec<(String, String)>,
    /// Types that rustc did not accept as they were written, with what to write instead.
    respelt: Vec<(String, String)>,
    failures: Failures,
    /// Where a top-level `?` stands after an `Option`.
    options_tried: BTreeSet<usize>,
    /// Whether only the cell's text is compiled, to have its mistakes explained.
    alone: bool,
    with_all_items: bool,
    /// Whether the cell links data frames, which cost it time.
    with_frames: bool,
    /// What was wrong with the items that the cell reaches, before it was given all.
    errors_of_reached: Vec<Placed>,
}

impl<'a> Attempt<'a> {
    /// The first guess at what a cell needs.
    pub(super) fn new(
        request: &'a ExecuteRequest,
        options: Options,
        cell: &'a Cell,
        setting: Setting<'a>,
        changed: &BTreeSet<String>,
    ) -> Self {
        let Setting { program, variables, statics, generation } = setting;
        let forgotten = variables.of_types(changed);
        let mentioned = variables
            .iter()
            .filter(|(name, _)| cell.mentions.contains(bare(name)) && !forgotten.contains(name));
        let taken = mentioned.map(|(name, variable)| Taken {
            name: name.clone(),
            type_text: variable.type_text.clone(),
            mutable: variable.mutable,
            returned: variable.stays_when_named()
                || !cell.moved.contains(name) && !cell.replaced.contains(name),
            trusted: variable.is_of_session() && variable.generation != generation,
        });
        let taken: Vec<Taken> = taken.collect();
        let bound = cell.bindings.iter().map(|binding| &binding.name);
        let given = taken.iter().filter(|variable| !variable.returned);
        let replaced =
            given.map(|variable| &variable.name).filter(|name| cell.replaced.contains(*name));
        Self {
            stored: bound.chain(replaced).cloned().collect(),
            taken,
            request,
            options,
            cell,
            program,
            variables,
            statics,
            links: Links::new(),
            generation,
            forgotten,
            unstorable: Vec::new(),
            respelt: Vec::new(),
            failures: Failures::Displayed,
            options_tried: BTreeSet::new(),
            alone: false,
            with_all_items: false,
            with_frames: false,
            errors_of_reached: Vec::new(),
        }
    }

    /// Compiles until the guesses are right or the cell is wrong.
    pub(super) fn compile(
        &mut self,
        rustc: &Rustc,
    ) -> Result<std::result::Result<(SourceMap, Library), Refusal>> {
        loop {
            let (generated, level, pruned) = self.generate(rustc);
            let with_frames = generated.links_preludes || rustc.preludes.is_empty();
            let compiled = rustc.compile(&generated, level, self.generation)?;
            let map = generated.map;
            let messages = match compiled {
                Ok(library) => return Ok(Ok((map, library))),
                Err(Failure::Killed) => {
                    return Ok(Err(Refusal::Outcome(Outcome::Interrupted { lost: Vec::new() })));
                }
                Err(Failure::Messages(messages)) => messages,
            };
            let mut errors = messages.iter().filter(|message| message.is_error());
            let number = self.request.cell;
            if let Some(found) = errors.find_map(|error| Outdated::find(error, &map, number)) {
                return Ok(Err(Refusal::Outdated(found)));
            }
            if self.learn(&messages, &map, rustc)? {
                continue;
            }
            let placed = self.place(&messages, &map);
            if pruned || !with_frames {
                self.with_all_items |= pruned;
                self.with_frames = true;
                self.errors_of_reached = placed;
                continue;
            }
            return Ok(Err(Refusal::Outcome(Outcome::CompileErrors {
                errors: self.explain(placed),
            })));
        }
    }

    fn generate(&mut self, rustc: &Rustc) -> (Generated, u8, bool) {
        let mut roots = self.cell.mentions.clone();
        for variable in &self.taken {
            roots.extend(words(&variable.type_text));
        }
        let is_generic = GENERIC.iter().any(|name| roots.contains(*name));
        let (definitions, pruned) = if self.with_all_items {
            (self.program.definitions.iter().collect(), false)
        } else {
            self.program.reached(roots, self.request.cell)
        };
        let has_code = definitions.iter().any(|definition| definition.has_code());
        let level = self.options.level_of(self.cell.work, has_code, is_generic);
        self.links = self.statics.links(self.program, &definitions);
        let with_frames = self.with_frames || self.uses_frames(&definitions);
        let plan = Plan {
            number: self.request.cell,
            source: &self.request.code,
            cell: self.cell,
            program: self.program,
            definitions,
            links: &self.links,
            preludes: if with_frames { &rustc.preludes } else { &[] },
            crates: rustc.crates.as_ref(),
            timed: self.options.timed,
            failures: self.failures,
            options_tried: &self.options_tried,
            alone: self.alone,
            taken: self.taken.clone(),
            stored: self.stored.clone(),
            forgotten: self.forgotten.clone(),
        };
        (generate(&plan), level, pruned)
    }

    /// Whether the cell, an item that it reaches, an import, or a variable that it takes is of frames.
    fn uses_frames(&self, definitions: &[&Definition]) -> bool {
        let program = self.program;
        let mentions = |code: &str| frames::are_mentioned(code, |name| program.defines(name));
        let text_of = |item: &&Definition| {
            program.sources.get(&item.cell).and_then(|source| source.get(item.range.clone()))
        };
        mentions(&self.request.code)
            || self.taken.iter().any(|variable| frames::has_type(&variable.type_text))
            || program.imports.iter().any(|import| mentions(&import.path))
            || definitions.iter().filter_map(text_of).any(mentions)
    }

    fn place(&self, messages: &[CompilerMessage], map: &SourceMap) -> Vec<Placed> {
        let mut sources = self.program.sources.clone();
        sources.insert(self.request.cell, self.request.code.clone());
        place(messages, map, &sources, self.request.cell)
    }

    /// rustc's errors in the terms of the notebook.
    fn explain(&self, mut placed: Vec<Placed>) -> Vec<Diagnostic> {
        // Other items may have mistakes, too; they are not this cell's affair if it has its own.
        let concerns = |found: &Placed| {
            found.cell == self.request.cell || self.errors_of_reached.contains(found)
        };
        if placed.iter().any(concerns) {
            placed.retain(concerns);
        }
        let mut errors: Vec<_> = placed.into_iter().map(|found| found.diagnostic).collect();
        for error in &mut errors {
            let place = error.spans.iter().find(|span| span.primary);
            let line = place.and_then(|span| self.request.code.lines().nth(span.start.line - 1));
            if error.code.is_none()
                && let Some(advice) = line.and_then(magic::misplaced)
            {
                error.notes.insert(0, format!("note: {advice}"));
            }
            if error.code.as_deref() == Some("E0425")
                && let Some(name) = error.message.split('`').nth(1)
            {
                let refused = self.unstorable.iter().find(|(refused, _)| refused == name);
                let refused =
                    refused.map(|(name, reason)| format!("`{name}` cannot be used: {reason}"));
                if let Some(story) = refused.as_deref().or_else(|| self.variables.story(name)) {
                    error.notes.insert(0, format!("note: {story}"));
                }
            }
        }
        errors
    }

    /// How the compiled crate has the statics of its items.
    pub(super) fn links(&self) -> &Links {
        &self.links
    }

    /// Variables to drop because their types are no more.
    pub(super) fn forgotten(&self) -> Vec<String> {
        self.forgotten.clone()
    }

    /// Types that are to be written otherwise from now on.
    pub(super) fn respelt(&self) -> Vec<(String, String)> {
        self.respelt.clone()
    }

    /// New variables that cannot outlast the cell, with the reason.
    pub(super) fn unstorable(&self) -> &[(String, String)] {
        &self.unstorable
    }

    /// Variables that the cell takes and does not give back.
    pub(super) fn not_returned(&self) -> Vec<String> {
        self.taken
            .iter()
            .filter(|variable| !variable.returned)
            .map(|variable| variable.name.clone())
            .collect()
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests;
