//! Compiling a cell, a second time where the first guess was wrong.
//!
//! Which variables a cell moves, which new ones can be stored and which items it needs is guessed
//! from its syntax. rustc tells where a guess was wrong; a wrong guess costs one more compile, never
//! a wrong result.

use std::collections::BTreeSet;

use anyhow::Result;
use engine_protocol::{Diagnostic, ExecuteRequest, Outcome};

use super::options::{GENERIC, Options};
use super::outdated::Outdated;
use super::statics::Statics;
use super::type_names::CLOSURE;
use super::variables::Variables;
use crate::cache::Library;
use crate::cell::{Cell, bare};
use crate::compiler::{
    CompilerMessage, Failure, Failures, Generated, Links, Origin, Placed, Plan, Rustc, SourceMap,
    Taken, generate, place,
};
use crate::program::Program;

/// rustc's codes for a value that was moved before.
const MOVED: [&str; 2] = ["E0382", "E0381"];
/// rustc's codes for a value that borrows from what does not live as long.
const BORROWS: [&str; 8] = ["E0597", "E0505", "E0716", "E0521", "E0499", "E0502", "E0506", "E0310"];

/// rustc's code for a closure that borrows and is kept.
const OUTLIVED: &str = "E0373";

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
            if pruned {
                self.with_all_items = true;
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
        let plan = Plan {
            number: self.request.cell,
            source: &self.request.code,
            cell: self.cell,
            program: self.program,
            definitions,
            links: &self.links,
            preludes: &rustc.preludes,
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

    /// Corrects the guesses by what rustc says; whether there was anything to correct.
    fn learn(
        &mut self,
        messages: &[CompilerMessage],
        map: &SourceMap,
        rustc: &Rustc,
    ) -> Result<bool> {
        let mut learnt = false;
        let known = self.respelt.len();
        // Every error teaches something, so none is skipped once one has.
        for error in messages.iter().filter(|message| message.is_error()) {
            learnt |= self.learn_from(error, map, rustc, known)?;
        }
        Ok(learnt)
    }

    fn learn_from(
        &mut self,
        error: &CompilerMessage,
        map: &SourceMap,
        rustc: &Rustc,
        known: usize,
    ) -> Result<bool> {
        if error.is_about_failure() && self.failures == Failures::Displayed {
            self.failures = Failures::Debugged;
            return Ok(true);
        }
        if let Some((cell, at)) = error.tries_option().and_then(|at| map.in_cell(at))
            && cell == self.request.cell
        {
            return Ok(self.options_tried.insert(at));
        }
        if error.is_about_brackets() && !self.alone {
            self.alone = true;
            return Ok(true);
        }
        let (moved, borrows) = (MOVED.contains(&error.code()), BORROWS.contains(&error.code()));
        let origins: Vec<(&Origin, bool)> = error.origins(map).collect();
        // A new variable that borrows is the cause, whichever variable it borrows from: that one may
        // be new, too, and then its own move to the store is what rustc complains about.
        let new = |origin: &Origin| match origin {
            Origin::PutNew(name) => Some(name.clone()),
            _ => None,
        };
        if error.code() == OUTLIVED
            && let Some(name) = error.noted(map).find_map(new)
        {
            return Ok(self.do_not_store(&name, Some(CLOSURE)));
        }
        let secondary = origins.iter().filter(|(_, primary)| !primary);
        let cause = secondary.chain(&origins).find_map(|(origin, _)| new(origin));
        if let Some(name) = cause.filter(|_| moved || borrows) {
            return Ok(self.do_not_store(&name, borrows.then_some(BORROWED)));
        }
        Ok(match origins.iter().find(|(_, primary)| *primary) {
            Some((Origin::PutBack(name), _)) if moved || borrows => self.do_not_return(name),
            Some((Origin::Take(name), _)) => {
                self.write_otherwise(name, rustc)?
                    || !self.is_just_respelt(name, known) && self.cannot_take(name)
            }
            _ => false,
        })
    }

    /// Finds another way to write a variable's type, once.
    fn write_otherwise(&mut self, name: &str, rustc: &Rustc) -> Result<bool> {
        let taken = self.taken.iter_mut().find(|variable| variable.name == name);
        let Some(variable) = taken else { return Ok(false) };
        let text = &variable.type_text;
        if self.respelt.iter().any(|(before, after)| before == text || after == text) {
            return Ok(false);
        }
        let public = rustc.with_public_paths(text)?;
        let is_new = public != *text;
        if is_new {
            self.respelt.push((text.clone(), public.clone()));
            variable.type_text = public;
        }
        Ok(is_new)
    }

    /// Whether a variable's type was respelt since `known` types had been: several errors may be about
    /// one type.
    fn is_just_respelt(&self, name: &str, known: usize) -> bool {
        let mut taken = self.taken.iter().filter(|variable| variable.name == name);
        let mut respelt = self.respelt[known..].iter();
        taken.next().is_some_and(|taken| respelt.any(|(_, after)| *after == taken.type_text))
    }

    fn do_not_return(&mut self, name: &str) -> bool {
        let variable =
            self.taken.iter_mut().find(|variable| variable.name == name && variable.returned);
        let Some(variable) = variable else { return false };
        variable.returned = false;
        // Another value may have taken the place of the one that was moved.
        if self.cell.restored.contains(name) && !self.stored.iter().any(|stored| stored == name) {
            self.stored.push(name.to_owned());
        }
        true
    }

    fn do_not_store(&mut self, name: &str, reason: Option<&str>) -> bool {
        let before = self.stored.len();
        self.stored.retain(|stored| stored != name);
        if let Some(reason) = reason.filter(|_| self.stored.len() < before) {
            self.unstorable.push((name.to_owned(), reason.to_owned()));
        }
        self.stored.len() < before
    }

    fn cannot_take(&mut self, name: &str) -> bool {
        let before = self.taken.len();
        if let Some(at) = self.taken.iter().position(|variable| variable.name == name) {
            let variable = self.taken.remove(at);
            self.forgotten.push(variable.name.clone());
            self.unstorable.push((
                variable.name,
                format!(
                    "its type `{}` cannot be written in a cell; bind it with one that can, as in \
                     `let f: fn(f64) -> f64 = f64::sqrt;`",
                    variable.type_text
                ),
            ));
        }
        self.taken.len() < before
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

/// Why a borrowing variable is not stored.
const BORROWED: &str = "it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)";

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests;
