//! Runs the cells and lines in Python: variables there, the code, variables back.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use engine_protocol::{ExecuteRequest, Outcome};
use engine_support::commands::Command;

use super::commands::{Step, refused};
use super::death::describe;
use super::options::{Errand, Options};
use super::{Collected, Desk, Session, collect, failed};
use crate::python::{self, Arguments, FOLDER, Order, USAGE};
use crate::runner::{Ending, Runner};

/// What is said when the process is gone.
const GONE: &str = "its variables are gone; the next `%%python` starts a new process";

/// What can be exchanged.
const TRAVELLERS: &str = "arrays, numbers, bool, texts and vectors of these have one";

impl Session {
    /// Runs a `%%python` cell.
    pub(super) fn python_cell(
        &mut self,
        request: &ExecuteRequest,
        command: &Command,
        body: &str,
    ) -> Result<Outcome> {
        match Arguments::split(&command.arguments) {
            // Python counts lines as the notebook does.
            Ok((arguments, "")) => {
                let code = "\n".repeat(command.line) + body;
                self.python(request, &arguments, &code)
            }
            Ok((_, rest)) => Ok(refused(format!("`{rest}` is no option; {USAGE}"))),
            Err(reason) => Ok(refused(reason)),
        }
    }

    /// Runs a `%python` line; its value is shown.
    pub(super) fn python_line(
        &mut self,
        request: &ExecuteRequest,
        line: &str,
        number: usize,
    ) -> Step {
        let (arguments, code) = match Arguments::split(line) {
            Ok((_, "")) => return Ok(Some(refused(format!("there is no code; {USAGE}")))),
            Ok(read) => read,
            Err(reason) => return Ok(Some(refused(reason))),
        };
        let code = "\n".repeat(number - 1) + code;
        Ok(match self.python(request, &arguments, &code)? {
            Outcome::Ok { result } => {
                result.into_iter().for_each(|data| self.display(data));
                None
            }
            other => Some(other),
        })
    }

    fn python(
        &mut self,
        request: &ExecuteRequest,
        arguments: &Arguments,
        code: &str,
    ) -> Result<Outcome> {
        if let Some(refusal) = self.missing(&arguments.inputs) {
            return Ok(refusal);
        }
        if let Err(reason) = self.start_python()? {
            return Ok(Outcome::Failed { name: "PythonMissing".into(), message: reason });
        }
        if !arguments.inputs.is_empty() {
            let giving = python::giving(&arguments.inputs);
            match self.exchange(request, giving, Errand::Give)? {
                Outcome::Ok { .. } => {}
                other => return Ok(other),
            }
        }
        let collected = match self.run_python(request, arguments, code)? {
            Ok(collected) => collected,
            Err(outcome) => return Ok(outcome),
        };
        if !collected.stored.is_empty() {
            let stored = collected.stored.into_iter().map(|it| (it.name, it.type_name));
            let taking = match python::taking(&stored.collect::<Vec<_>>()) {
                Ok(taking) => taking,
                Err(reason) => return Ok(refused(reason)),
            };
            match self.exchange(request, taking, Errand::Take)? {
                Outcome::Ok { .. } => {}
                other => return Ok(other),
            }
        }
        Ok(Outcome::Ok { result: collected.result })
    }

    /// The refusal of a cell that is to give Python what there is not.
    fn missing(&self, names: &[String]) -> Option<Outcome> {
        let name = names.iter().find(|name| !self.variables.has(name))?;
        let story = self.variables.story(name).map(|story| format!(": {story}"));
        let story = story.unwrap_or_default();
        Some(refused(format!("`-i {name}`: there is no variable `{name}` in Rust{story}")))
    }

    /// Makes sure that there is a process, or says why there is none.
    fn start_python(&mut self) -> Result<std::result::Result<(), String>> {
        if self.python.as_mut().is_some_and(Runner::has_ended) {
            self.python = None;
            self.note(format!("The Python process has ended since the last cell: {GONE}\n"));
        }
        if self.python.is_none() {
            let directory = self.rustc.work.path().join("python");
            match python::start(&directory)? {
                Ok(process) => self.python = Some(process),
                Err(reason) => return Ok(Err(reason)),
            }
        }
        Ok(Ok(()))
    }

    /// Has Python run code. An outcome in place of what it left says how that ended otherwise than
    /// well.
    fn run_python(
        &mut self,
        request: &ExecuteRequest,
        arguments: &Arguments,
        code: &str,
    ) -> Result<std::result::Result<Collected, Outcome>> {
        let folder = self.exchange_folder(request.cell);
        fs::create_dir_all(&folder)?;
        let Some(mut process) = self.python.take() else {
            return Ok(Err(refused("there is no Python process")));
        };
        self.target.set_patient_runner(process.id());
        if !self.target.run() {
            self.python = Some(process);
            self.target.set_runner(Some(self.runner.id()));
            return Ok(Err(Outcome::Interrupted { lost: Vec::new() }));
        }
        let Arguments { inputs, outputs } = arguments;
        let order = Order::Run { code, cell: request.cell, folder: &folder, inputs, outputs };
        process.order(&order)?;
        let desk =
            Desk { answers: &self.answers, is_open: request.allow_stdin, target: &self.target };
        let collected = collect(&mut process, &self.events, &desk, &|panic| panic.message.clone());
        self.target.set_runner(Some(self.runner.id()));
        let collected = collected?;
        let ending = match &collected.ending {
            None => return self.bury_python(process, &collected.last_words).map(Err),
            Some(ending) => match ending {
                Ending::Ok => Ok(collected),
                Ending::Failed { name, message } => Err(failed(name.as_deref(), message)),
                Ending::Interrupted | Ending::Panicked => {
                    Err(Outcome::Interrupted { lost: Vec::new() })
                }
            },
        };
        self.python = Some(process);
        // What follows is compiled first.
        self.target.begin();
        Ok(ending)
    }

    /// Tells why the process is gone.
    fn bury_python(&self, mut process: Runner, last_words: &str) -> Result<Outcome> {
        let status = process.reap()?.0;
        if self.target.was_killed() {
            self.note(format!("The Python process was ended: {GONE}\n"));
            return Ok(Outcome::Interrupted { lost: Vec::new() });
        }
        let message = format!("the Python process died: {}; {GONE}", describe(status, last_words));
        Ok(Outcome::Failed { name: "PythonDied".into(), message })
    }

    /// Runs a cell that carries variables.
    fn exchange(&mut self, request: &ExecuteRequest, code: String, way: Errand) -> Result<Outcome> {
        fs::create_dir_all(self.exchange_folder(request.cell))?;
        // Nobody has written this cell: its places mean nothing to anybody.
        Ok(match self.run_errand(request, code, way)? {
            Outcome::CompileErrors { errors } => {
                let messages: Vec<_> = errors.into_iter().map(|error| error.message).collect();
                refused(format!("{}; {TRAVELLERS}", messages.join("\n")))
            }
            other => other,
        })
    }

    /// Tells the runner where variables are exchanged, before a cell that does that.
    pub(super) fn prepare_exchange(&mut self, cell: u32, options: Options) -> Result<()> {
        if !matches!(options.errand, Some(Errand::Give | Errand::Take)) {
            return Ok(());
        }
        let folder = self.exchange_folder(cell);
        self.runner.set_variable(FOLDER, &folder.to_string_lossy())
    }

    /// Where a cell's variables are exchanged. What Rust took stays until the session ends: after a
    /// crash, `%restore` takes it again.
    fn exchange_folder(&self, cell: u32) -> PathBuf {
        self.rustc.work.path().join("exchange").join(cell.to_string())
    }
}
