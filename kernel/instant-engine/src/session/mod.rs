//! A notebook session: what has been defined, which variables stand, and how a cell changes that.

mod attempt;
mod collect;
mod commands;
mod crates;
mod death;
mod errands;
mod externs;
mod history;
mod input;
mod lessons;
mod options;
mod outdated;
mod python;
mod restore;
mod statics;
mod type_names;
mod variables;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use engine_protocol::{Documentation, ExecuteRequest, LostVariable, MimeBundle, Outcome, Variable};
use engine_support::{Events, Panic, frames};

use crate::assist::{self, Context, LazyCatalogue};
use crate::cell::Cell;
use crate::compiler::{Rustc, SourceMap, panic_place};
use crate::dependencies::Dependencies;
use crate::interrupt::Target;
use crate::magic::{self, Reading};
use crate::program::Program;
use crate::runner::{Ending, Runner};
use attempt::{Attempt, Refusal, Setting};
use collect::{Collected, collect, drain};
use history::History;
pub(crate) use input::Answers;
use input::Desk;
pub(crate) use lessons::prepare as prepare_lessons;
use options::{LIGHT, Options};
use outdated::Outdated;
use statics::{Statics, defines_any};
use type_names::{CLOSURE, CLOSURES_END};
use variables::Variables;

/// The name of the error of a cell that calls what is in no library.
const UNLOADABLE: &str = "LinkError";

/// Everything that outlasts a cell.
pub(crate) struct Session {
    runtime: PathBuf,
    rustc: Rustc,
    runner: Runner,
    /// Python, once a cell has asked for it.
    python: Option<Runner>,
    events: Events,
    target: Target,
    answers: Answers,
    program: Program,
    variables: Variables,
    statics: Statics,
    history: History,
    /// What array-core offers, for whoever asks.
    catalogue: LazyCatalogue,
    /// All cells as they were sent, with their numbers.
    inputs: Vec<(u32, String)>,
    /// Counts the redefinitions of types. Types of different generations are different types to the
    /// compiler, so that no value is ever read by a layout that is not its own.
    generation: u64,
    /// The crates that cells use besides array-core; their build is `rustc.crates`.
    dependencies: Dependencies,
    /// Whether that build shares data frames with cells.
    crates_with_frames: bool,
    /// The optimisation that the user wants in place of the engine's own choice.
    level: Option<u8>,
}

impl Session {
    /// Starts a session on a runtime directory.
    ///
    /// # Errors
    /// When the runner cannot be started, or the runtime lacks something.
    pub(crate) fn start(
        runtime: &Path,
        events: Events,
        target: Target,
        answers: Answers,
    ) -> Result<Self> {
        let rustc = externs::rustc(runtime, &target)?;
        rustc.prepare(LIGHT);
        let runner = start_runner(&rustc)?;
        target.set_runner(Some(runner.id()));
        Ok(Self {
            runtime: runtime.to_owned(),
            rustc,
            runner,
            python: None,
            events,
            target,
            answers,
            program: Program::default(),
            variables: Variables::default(),
            statics: Statics::default(),
            history: History::default(),
            inputs: Vec::new(),
            catalogue: assist::catalogue(runtime.to_owned()),
            generation: 0,
            dependencies: Dependencies::default(),
            crates_with_frames: false,
            level: None,
        })
    }

    /// Runs a cell.
    ///
    /// # Errors
    /// When the engine itself fails; everything that a user can do wrong is an outcome.
    pub(crate) fn execute(&mut self, request: &ExecuteRequest) -> Result<Outcome> {
        self.inputs.push((request.cell, request.code.clone()));
        let asked = magic::asked(&request.code);
        if let Some(Documentation { text, markdown }) = asked.and_then(|name| self.explain(name)) {
            self.display(MimeBundle::from([
                ("text/plain".to_owned(), text.into()),
                ("text/markdown".to_owned(), markdown.into()),
            ]));
            return Ok(Outcome::Ok { result: None });
        }
        let (commands, code) = match Reading::new(&request.code) {
            Reading::Code { commands, code } => (commands, code),
            Reading::Foreign { command, body } => return self.foreign(request, &command, &body),
        };
        let mut options = Options::default();
        if let Some(outcome) = self.carry_out(request, &commands, &mut options)? {
            return Ok(outcome);
        }
        options.level = self.level;
        if code.trim().is_empty() {
            return Ok(Outcome::Ok { result: None });
        }
        self.run(&ExecuteRequest { code, ..request.clone() }, options)
    }

    /// Runs the Rust of a cell.
    fn run(&mut self, request: &ExecuteRequest, options: Options) -> Result<Outcome> {
        // The parser keeps the text of everything it has read until it is told to forget it.
        proc_macro2::extra::invalidate_current_thread_spans();
        let cell = Cell::parse(&request.code);
        if self.rustc.preludes.is_empty() && self.wants_frames(&request.code) {
            let before = self.rustc.clone();
            if !externs::add_frames(&mut self.rustc, &self.runtime, &self.events)? {
                return Ok(Outcome::Interrupted { lost: Vec::new() });
            }
            if let Some(outcome) = self.rebuild_crates()? {
                // Else frames would stand beside crates that know nothing of them.
                self.rustc = before;
                return Ok(outcome);
            }
        }
        if let Some(outcome) = self.add_lessons(&request.code, &cell)? {
            return Ok(outcome);
        }
        let mut outdated = Vec::new();
        loop {
            match self.run_without(&outdated, request, options, &cell)? {
                Ok(outcome) => return Ok(outcome),
                Err(found) => outdated.push(found),
            }
        }
    }

    fn wants_frames(&self, code: &str) -> bool {
        frames::are_mentioned(code, |name| self.program.defines(name))
    }

    /// Runs a cell after what is outdated by it; says if there is more of that.
    fn run_without(
        &mut self,
        outdated: &[Outdated],
        request: &ExecuteRequest,
        options: Options,
        cell: &Cell,
    ) -> Result<std::result::Result<Outcome, Outdated>> {
        let mut program = self.program.clone();
        outdated.iter().for_each(|outdated| outdated.taken_from(&mut program));
        let mut program = program.with(request.cell, &request.code, cell);
        let changed = program.changed_types(&self.program);
        let generation = self.generation + u64::from(!changed.is_empty());
        let (mut statics, restarted) = self.statics.for_cell(&program, &changed);
        let setting = Setting {
            program: &program,
            variables: &self.variables,
            statics: &statics,
            generation,
        };
        let mut attempt = Attempt::new(request, options, cell, setting, &changed);
        let compiled = attempt.compile(&self.rustc)?;
        let respelt = attempt.respelt();
        let (map, library) = match compiled {
            Ok(compiled) => compiled,
            Err(Refusal::Outcome(outcome)) => {
                self.variables.respell(respelt);
                return Ok(Ok(outcome));
            }
            Err(Refusal::Outdated(found)) => return Ok(Err(found)),
        };
        if !self.target.run() {
            return Ok(Ok(Outcome::Interrupted { lost: Vec::new() }));
        }
        let mut forgotten = attempt.forgotten();
        let unstorable = attempt.unstorable().to_vec();
        let gone = attempt.not_returned();
        let links = attempt.links().clone();
        statics.define(&program, &links);
        program.keep_source(request.cell, &request.code);
        self.program = program;
        let standing = std::mem::replace(&mut self.statics, statics);
        self.generation = generation;
        self.variables.respell(respelt);
        for name in &forgotten {
            match unstorable.iter().find(|(unstorable, _)| unstorable == name) {
                Some((_, reason)) => self.variables.refuse(name, reason),
                None => self.variables.remove(name, "when its type was redefined"),
            }
        }
        forgotten.retain(|name| unstorable.iter().all(|(unstorable, _)| unstorable != name));
        self.history.begin(request, options);
        self.prepare_exchange(request.cell, options)?;
        drain(&self.runner, &self.events);
        self.runner.run(&library.path, defines_any(&links))?;
        let desk =
            Desk { answers: &self.answers, is_open: request.allow_stdin, target: &self.target };
        let tell = |panic: &Panic| {
            let place = panic_place(&map, &self.program.sources, panic);
            let place = place.map(|(cell, at)| format!(" in cell [{cell}], line {}", at.line));
            format!("panicked{}: {}\n", place.unwrap_or_default(), panic.message)
        };
        let collected = collect(&mut self.runner, &self.events, &desk, &tell)?;
        if let Some(reason) = &collected.unloadable {
            self.statics = standing;
            return Ok(Ok(failed(Some(UNLOADABLE), reason)));
        }
        self.rustc.cache.keep(library);
        let outcome = self.conclude(request, cell, &map, &collected, &gone);
        self.tell(&forgotten, &restarted, &changed, &unstorable);
        let stories: String = outdated.iter().map(Outdated::story).collect();
        self.note(stories);
        outcome.map(Ok)
    }

    /// Brings the session up to date with how a cell ended.
    fn conclude(
        &mut self,
        request: &ExecuteRequest,
        cell: &Cell,
        map: &SourceMap,
        collected: &Collected,
        gone: &[String],
    ) -> Result<Outcome> {
        let Some(ending) = &collected.ending else { return self.bury(&collected.last_words) };
        // A cell that did not come to its end has put back what it found.
        let bindings = if matches!(ending, Ending::Ok) { &*cell.bindings } else { &[] };
        for stored in &collected.stored {
            let binding = bindings.iter().find(|binding| binding.name == stored.name);
            self.variables.store(stored, binding, request.cell, self.generation);
        }
        let is_stored = |name: &String| collected.stored.iter().any(|stored| stored.name == *name);
        let gone: Vec<&String> = gone.iter().filter(|name| !is_stored(name)).collect();
        for name in &gone {
            self.variables.moved(name, request.cell);
        }
        let lost =
            gone.iter().filter(|name| cell.bindings.iter().all(|binding| binding.name != ***name));
        let lost: Vec<LostVariable> = lost.map(|name| self.variables.loss(name)).collect();
        if self.target.was_asked() && ending.is_cancelled(collected.panic.as_ref()) {
            return Ok(Outcome::Interrupted { lost });
        }
        Ok(match ending {
            Ending::Ok => {
                self.history.end_well();
                Outcome::Ok { result: collected.result.clone() }
            }
            Ending::Failed { name, message } => failed(name.as_deref(), message),
            Ending::Interrupted => Outcome::Interrupted { lost },
            Ending::Panicked => {
                let panic = collected.panic.as_ref();
                let place = panic
                    .and_then(|panic| panic_place(map, &self.program.sources, panic))
                    .filter(|(number, _)| *number == request.cell);
                Outcome::Panicked {
                    message: panic
                        .map_or("the cell panicked".into(), |panic| panic.message.clone()),
                    location: place.map(|(_, location)| location),
                    lost,
                }
            }
        })
    }

    /// Says which variables the cell could not keep, and why.
    fn tell(
        &mut self,
        forgotten: &[String],
        restarted: &[String],
        changed: &BTreeSet<String>,
        unstorable: &[(String, String)],
    ) {
        let mut text = String::new();
        let types: Vec<&str> = changed.iter().map(String::as_str).collect();
        let types = types.join(", ");
        if !forgotten.is_empty() {
            text += &format!("dropped {}: redefined {types}\n", forgotten.join(", "));
        }
        if !restarted.is_empty() {
            let names = restarted.join(", ");
            text += &format!("static {names} will start anew: redefined {types}\n");
        }
        let refused = self.variables.take_refused();
        let (closures, others): (Vec<_>, Vec<_>) =
            unstorable.iter().chain(&refused).partition(|(_, reason)| reason == CLOSURE);
        if !closures.is_empty() && self.variables.are_closures_news() {
            let names: Vec<_> = closures.iter().map(|(name, _)| format!("`{name}`")).collect();
            text += &format!("{} {CLOSURES_END}\n", names.join(", "));
        }
        for (name, reason) in others {
            text += &format!("`{name}` was not kept: {reason}\n");
        }
        self.note(text);
    }

    /// Passes on what threads of earlier cells have written.
    pub(crate) fn pass_on(&self) {
        drain(&self.runner, &self.events);
        self.python.iter().for_each(|python| drain(python, &self.events));
    }

    /// Forgets items and variables.
    pub(crate) fn reset(&mut self) -> Result<Outcome> {
        self.program = Program::default();
        self.variables = Variables::default();
        self.history = History::default();
        self.python = None;
        self.start_anew()?;
        Ok(Outcome::Ok { result: None })
    }

    /// Puts a new runner in the place of the session's. No static stands in it.
    fn start_anew(&mut self) -> Result<()> {
        self.runner = start_runner(&self.rustc)?;
        self.target.set_runner(Some(self.runner.id()));
        self.statics = Statics::default();
        Ok(())
    }

    /// The session as it is told to the analyser.
    pub(crate) fn context(&self) -> Context {
        let items = self.program.definitions.iter().filter_map(|item| {
            let source = self.program.sources.get(&item.cell)?;
            Some((item.name.clone(), source[item.range.clone()].to_owned()))
        });
        let imports = self.program.imports.iter().map(|import| import.path.clone());
        let variables: Vec<(String, String)> = self
            .variables
            .iter()
            .map(|(name, variable)| (name.clone(), variable.type_text.clone()))
            .collect();
        let context = Context::new(items, imports, &variables, self.variables.list());
        context.with_crates(self.dependencies.crates().map(|(name, _)| name))
    }

    /// The variables that stand, in the order of their names.
    pub(crate) fn variables(&self) -> Vec<Variable> {
        self.variables.list()
    }
}

/// The outcome of a cell that an error ended.
fn failed(name: Option<&str>, message: &str) -> Outcome {
    Outcome::Failed { name: name.unwrap_or("Error").to_owned(), message: message.to_owned() }
}

fn start_runner(rustc: &Rustc) -> Result<Runner> {
    let mut runner = Runner::start(&[&rustc.libraries, &rustc.std_libraries])?;
    for (_, library) in &rustc.externs {
        if library.extension().is_some_and(|extension| extension == "so" || extension == "dylib") {
            runner.preload(library)?;
        }
    }
    Ok(runner)
}
