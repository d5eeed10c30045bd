//! What an attempt learns from rustc's errors: which of its guesses were wrong.

use anyhow::Result;

use super::super::type_names::CLOSURE;
use super::Attempt;
use crate::compiler::{CompilerMessage, Failures, Origin, Rustc, SourceMap};

/// rustc's codes for a value that was moved before.
const MOVED: [&str; 2] = ["E0382", "E0381"];
/// rustc's codes for a value that borrows from what does not live as long.
const BORROWS: [&str; 8] = ["E0597", "E0505", "E0716", "E0521", "E0499", "E0502", "E0506", "E0310"];

/// rustc's code for a closure that borrows and is kept.
const OUTLIVED: &str = "E0373";

/// rustc's code for a trait that a type lacks: of an `async` block it says so where others are asked.
const NOT_IMPLEMENTED: &str = "E0277";
/// Why an `async` block is not kept.
const FUTURE: &str = "the type of an `async` block has no name; make it an `async fn`, or wait for it in \
                      its cell";

/// Why a borrowing variable is not stored.
const BORROWED: &str = "it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)";

impl Attempt<'_> {
    /// Corrects the guesses by what rustc says; whether there was anything to correct.
    pub(super) fn learn(
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
        if error.code() == NOT_IMPLEMENTED
            && let Some(name) =
                origins.iter().find_map(|(origin, primary)| new(origin).filter(|_| *primary))
        {
            return Ok(self.do_not_store(&name, Some(FUTURE)));
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
}
