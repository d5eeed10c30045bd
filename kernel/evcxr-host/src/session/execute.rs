//! Runs a cell.

use std::panic::{AssertUnwindSafe, catch_unwind};

use engine_protocol::{Event, ExecuteRequest, InputRequest, Outcome};
use engine_support::frames;
use evcxr::{Error, EvalCallbacks, EvalOutputs};

use super::outcome::{engine_failure, failure, missing_pattern};
use super::{Answers, Session};
use crate::cell::{Cell, Command};
use crate::manifest;

impl Session {
    /// Runs a cell of the user's to its end. If the runner died, [`Session::revive`] is needed.
    pub(crate) fn execute(&mut self, request: &ExecuteRequest, answers: &Answers) -> Outcome {
        self.interrupter.begin();
        let cell = Cell::new(&request.code);
        let outcome = match self.prepare(&cell) {
            Ok(Next::Run) => self.run_cell(&cell, request, answers),
            Ok(Next::Done(outcome)) => outcome,
            Err(error) => failure("KernelError", &format!("{error:#}")),
        };
        // Also ends an interrupt that came while a command was carried out.
        if self.interrupter.end() && !matches!(outcome, Outcome::Ok { .. }) {
            return interrupted(outcome);
        }
        outcome
    }

    /// Carries out the commands that are not evcxr's, and adds what the cell needs.
    fn prepare(&mut self, cell: &Cell) -> anyhow::Result<Next> {
        if let Some(outcome) = missing_pattern(cell) {
            return Ok(Next::Done(outcome));
        }
        if let Some(outcome) = self.whole_cell_command(cell)? {
            return Ok(Next::Done(outcome));
        }
        for command in &cell.commands {
            let error = match command.name.as_str() {
                "opt" => self.optimise(command),
                "env" => self.set_variable(command)?,
                _ => None,
            };
            if let Some(message) = error {
                return Ok(Next::Done(failure("CommandError", &message)));
            }
        }
        if !self.has_frames && frames::are_mentioned(cell.code(), |_| false) {
            self.add_frames()?;
        }
        Ok(Next::Run)
    }

    /// Carries out a command that starts the session over or would end this process.
    fn whole_cell_command(&mut self, cell: &Cell) -> anyhow::Result<Option<Outcome>> {
        let names = ["clear", "restart", "quit"];
        let Some(command) = cell.commands.iter().find(|c| names.contains(&c.name.as_str())) else {
            return Ok(None);
        };
        let name = &command.name;
        if name == "quit" {
            return Ok(Some(failure("CommandError", "the frontend ends the kernel, not a cell")));
        }
        if cell.commands.len() > 1 || !cell.code().trim().is_empty() {
            return Ok(Some(failure(
                "CommandError",
                &format!("`:{name}` needs a cell of its own"),
            )));
        }
        if name == "clear" {
            self.reset()?
        } else {
            self.restart_runner()?
        }
        let variables = self.context.variables_and_types();
        self.variables.update(variables, "the session was started over", &[]);
        Ok(Some(Outcome::Ok { result: None }))
    }

    fn optimise(&self, command: &Command) -> Option<String> {
        let level = command.arguments.as_str();
        if !["0", "1", "2", "3"].contains(&level) {
            return Some("usage: `:opt LEVEL` with a level from 0, fast to compile, to 3".into());
        }
        let written = manifest::optimise(&self.workspace, level);
        written.err().map(|error| format!("the optimisation cannot be set: {error:#}"))
    }

    /// Sets an environment variable for the cells from now on, and for what the compiler starts.
    fn set_variable(&mut self, command: &Command) -> anyhow::Result<Option<String>> {
        let Some((name, value)) = command.arguments.split_once('=') else {
            return Ok(Some("usage: `:env NAME=VALUE`".into()));
        };
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() || name.contains('\0') || value.contains('\0') {
            return Ok(Some(format!("`{name}` cannot name an environment variable")));
        }
        // SAFETY: no other thread of this process reads or writes its environment while the
        // session is at work.
        unsafe { std::env::set_var(name, value) };
        self.run(&format!("unsafe {{ std::env::set_var({name:?}, {value:?}) }};"))?;
        Ok(None)
    }

    fn run_cell(&mut self, cell: &Cell, request: &ExecuteRequest, answers: &Answers) -> Outcome {
        let dependencies = cell.commands.iter().filter(|command| command.name == "dep");
        let dependencies: Vec<_> = dependencies.map(|command| command.arguments.clone()).collect();
        // evcxr runs a cell with `.await` on tokio, which it adds as a dependency.
        let online = !dependencies.is_empty() || cell.awaits;
        if online {
            self.set_offline(false);
        }
        let result = self.evaluate(cell.source.text(), request.allow_stdin, answers);
        self.link.flush();
        let record = self.output.take_record();
        let source = self.context.last_source().unwrap_or_default();
        if online {
            self.set_offline(true);
        }
        self.needs_start = matches!(result, Ok(Err(Error::SubprocessTerminated(_))));
        if matches!(result, Ok(Ok(_))) {
            self.keep_dependencies(dependencies.iter().map(String::as_str));
        }
        match result {
            Ok(result) => self.outcome(result, record, cell, request.cell, &source),
            Err(panic) => engine_failure(&*panic),
        }
    }

    /// Has evcxr evaluate the cell; an outer `Err` is a fault of evcxr.
    fn evaluate(
        &mut self,
        source: &str,
        allow_stdin: bool,
        answers: &Answers,
    ) -> std::thread::Result<Result<EvalOutputs, Error>> {
        let (events, link) = (&self.events, &self.link);
        let mut callbacks = EvalCallbacks {
            input_reader: &|request| {
                if !allow_stdin {
                    return String::new();
                }
                // What the cell printed before it asks comes first.
                link.flush();
                // An interrupt may have answered when nothing was asked.
                while answers.try_recv().is_ok() {}
                let (prompt, password) = (request.prompt, request.is_password);
                events.send(&Event::Input(InputRequest { prompt, password }));
                answers.recv().ok().flatten().unwrap_or_default()
            },
        };
        let context = &mut self.context;
        catch_unwind(AssertUnwindSafe(|| context.execute_with_callbacks(source, &mut callbacks)))
    }

    /// Makes the runner that evcxr started in place of a dead one ready, and tells so.
    pub(crate) fn revive(&mut self) {
        if std::mem::take(&mut self.needs_start) {
            match self.start_runner() {
                Ok(()) => self.events.send(&Event::Ready),
                Err(error) => self.events.fault(format!("the session cannot go on: {error:#}")),
            }
        }
    }
}

/// How a cell goes on after its commands.
enum Next {
    Run,
    Done(Outcome),
}

fn interrupted(outcome: Outcome) -> Outcome {
    let lost = match outcome {
        Outcome::Panicked { lost, .. }
        | Outcome::Died { lost, .. }
        | Outcome::Interrupted { lost } => lost,
        _ => Vec::new(),
    };
    Outcome::Interrupted { lost }
}
