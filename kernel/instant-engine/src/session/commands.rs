//! Carries out the commands before a cell's code.

use std::env;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::thread;

use anyhow::{Context as _, Result};
use engine_protocol::{ExecuteRequest, Outcome, StreamName};
use engine_support::Decoder;
use engine_support::commands::Command;

use super::Session;
use super::options::Options;
use crate::magic;

/// What a command leads to: nothing more, or the end of the cell.
pub(super) type Step = Result<Option<Outcome>>;

/// The outcome of a command that cannot be carried out.
pub(super) fn refused(message: impl Into<String>) -> Outcome {
    Outcome::Failed { name: "CommandError".into(), message: message.into() }
}

impl Session {
    /// Carries out commands in their order; an outcome ends the cell.
    pub(super) fn carry_out(
        &mut self,
        request: &ExecuteRequest,
        commands: &[Command],
        options: &mut Options,
    ) -> Step {
        let mut wants_crates = false;
        let mut dependencies = self.dependencies.clone();
        for command in commands {
            if command.name == "dep" {
                let directory = env::current_dir().unwrap_or_default();
                match dependencies.with(&command.arguments, &directory) {
                    Ok(more) => dependencies = more,
                    Err(error) => return Ok(Some(refused(error.to_string()))),
                }
                wants_crates = true;
            } else if let Some(outcome) = self.command(request, command, options)? {
                return Ok(Some(outcome));
            }
        }
        // Together: cargo resolves and builds them once.
        if wants_crates { self.add_crates(dependencies) } else { Ok(None) }
    }

    fn command(
        &mut self,
        request: &ExecuteRequest,
        command: &Command,
        options: &mut Options,
    ) -> Step {
        let arguments = command.arguments.as_str();
        match command.name.as_str() {
            "%time" => options.timed = true,
            "time" if arguments.is_empty() => options.timed = true,
            "timeit" if arguments.is_empty() => {
                return Ok(Some(refused("`%timeit` needs code to time; `%%timeit` times a cell")));
            }
            // Rust by now.
            "time" | "timeit" | "%timeit" | "plan" | "lesson" => {}
            "opt" => match arguments {
                "" | "auto" => self.level = None,
                "0" | "1" | "2" | "3" => self.level = arguments.parse().ok(),
                other => {
                    return Ok(Some(refused(format!(
                        "`{other}` is no level of optimisation: write 0, 1, 2, 3 or auto"
                    ))));
                }
            },
            "who" | "whos" | "vars" => self.print(&self.table_of_variables(&command.name)),
            "env" => return self.environment(arguments),
            "cd" => return self.change_directory(arguments),
            "pwd" => self.print(&format!("{}\n", env::current_dir()?.display())),
            "load" => return self.load(arguments),
            "history" => return self.list_history(arguments),
            "matshow" if arguments.is_empty() => {
                return Ok(Some(refused("`%matshow` needs a matrix")));
            }
            "matshow" => return self.show(request, format!("matshow(&({arguments}))")),
            "python" => return self.python_line(request, arguments, command.line),
            "ls" => return self.shell("sh", &format!("ls {arguments}")),
            "!" => return self.shell("sh", arguments),
            "reset" | "clear" | "restart" => return self.reset().map(|_| None),
            "restore" => return self.restore(),
            "version" => self.print(&format!(
                "instant-engine {}\n{}",
                env!("CARGO_PKG_VERSION"),
                self.rustc.version
            )),
            "lsmagic" | "help" => self.print(&magic::list()),
            "quit" => return Ok(Some(refused("the frontend ends the kernel, not a cell"))),
            name if magic::known(name) => {
                let note = format!("`:{name}` has no effect: this engine has no such setting\n");
                self.events.stream(StreamName::Stderr, note);
            }
            name => {
                return Ok(Some(refused(format!(
                    "there is no command `{name}` (line {}); `%lsmagic` lists all",
                    command.line
                ))));
            }
        }
        Ok(None)
    }

    /// Runs a cell that is not Rust.
    pub(super) fn foreign(
        &mut self,
        request: &ExecuteRequest,
        command: &Command,
        body: &str,
    ) -> Result<Outcome> {
        let outcome = match command.name.as_str() {
            "%python" => return self.python_cell(request, command, body),
            "%writefile" => self.write_file(&command.arguments, body)?,
            shell => self.shell(&shell[1..], body)?,
        };
        Ok(outcome.unwrap_or(Outcome::Ok { result: None }))
    }

    pub(super) fn print(&self, text: &str) {
        self.events.stream(StreamName::Stdout, text);
    }

    fn table_of_variables(&self, command: &str) -> String {
        let variables = self.variables();
        if variables.is_empty() {
            return "no variables\n".into();
        }
        if command == "who" {
            let names: Vec<_> = variables.iter().map(|variable| variable.name.as_str()).collect();
            return names.join("  ") + "\n";
        }
        let width = variables.iter().map(|variable| variable.name.chars().count()).max();
        let width = width.unwrap_or(0).max(8) + 2;
        let head = format!("{:width$}Type\n", "Variable");
        let lines = variables
            .iter()
            .map(|variable| format!("{:width$}{}\n", variable.name, variable.type_name));
        head + &lines.collect::<String>()
    }

    fn environment(&mut self, arguments: &str) -> Step {
        if arguments.is_empty() {
            let lines = env::vars_os().map(|(name, value)| {
                format!("{}={}\n", name.to_string_lossy(), value.to_string_lossy())
            });
            self.print(&lines.collect::<String>());
            return Ok(None);
        }
        let Some((name, value)) = arguments.split_once('=') else {
            return Ok(Some(refused(format!("write `%env {arguments}=VALUE` to set it"))));
        };
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() || name.contains('\0') || value.contains('\0') {
            return Ok(Some(refused(format!("`{name}` cannot name an environment variable"))));
        }
        for runner in std::iter::once(&mut self.runner).chain(&mut self.python) {
            runner.set_variable(name, value)?;
        }
        // SAFETY: the other threads of this process, which pass on output and answer questions, do
        // not read the environment.
        unsafe { env::set_var(name, value) };
        Ok(None)
    }

    fn change_directory(&mut self, argument: &str) -> Step {
        let home = || env::home_dir().unwrap_or_default();
        let path = match argument.strip_prefix('~') {
            _ if argument.is_empty() => home(),
            Some(rest) => home().join(rest.trim_start_matches('/')),
            None => PathBuf::from(argument),
        };
        if let Err(error) = env::set_current_dir(&path) {
            return Ok(Some(refused(format!("cannot change to {}: {error}", path.display()))));
        }
        let here = env::current_dir()?;
        for runner in std::iter::once(&mut self.runner).chain(&mut self.python) {
            runner.change_directory(&here)?;
        }
        self.print(&format!("{}\n", here.display()));
        Ok(None)
    }

    /// Runs a shell, whose output is the cell's.
    fn shell(&self, shell: &str, script: &str) -> Step {
        let mut process = Process::new(shell);
        process.arg("-c").arg(script).stdin(Stdio::null());
        let tool = self.target.tool();
        let started = tool.start(process.stdout(Stdio::piped()).stderr(Stdio::piped()));
        let mut child = match started {
            Ok(child) => child,
            Err(error) => return Ok(Some(refused(format!("cannot run {shell}: {error}")))),
        };
        let stdout = child.stdout.take().context("the shell has no standard output")?;
        let stderr = child.stderr.take().context("the shell has no standard error")?;
        let events = self.events.clone();
        let errors = thread::spawn(move || pass_on(&events, StreamName::Stderr, stderr));
        pass_on(&self.events, StreamName::Stdout, stdout);
        let _ = errors.join();
        let status = child.wait();
        tool.ended();
        Ok(match status?.code() {
            Some(0) => None,
            Some(code) => Some(refused(format!("the command ended with exit code {code}"))),
            None => Some(Outcome::Interrupted { lost: Vec::new() }),
        })
    }

    fn write_file(&self, arguments: &str, body: &str) -> Step {
        let (append, name) = match arguments.strip_prefix("-a ") {
            Some(name) => (true, name.trim()),
            None => (false, arguments),
        };
        if name.is_empty() {
            return Ok(Some(refused("`%%writefile` needs the name of a file")));
        }
        let existed = Path::new(name).exists();
        let written = if append {
            let file = File::options().append(true).create(true).open(name);
            file.and_then(|mut file| file.write_all(body.as_bytes()))
        } else {
            fs::write(name, body)
        };
        if let Err(error) = written {
            return Ok(Some(refused(format!("cannot write {name}: {error}"))));
        }
        let action = match (existed, append) {
            (false, _) => "Wrote",
            (true, false) => "Overwrote",
            (true, true) => "Appended to",
        };
        self.print(&format!("{action} {name}\n"));
        Ok(None)
    }
}

fn pass_on(events: &engine_support::Events, name: StreamName, mut stream: impl std::io::Read) {
    let mut decoder = Decoder::default();
    let mut buffer = [0; 1 << 13];
    while let Ok(length @ 1..) = stream.read(&mut buffer) {
        events.stream(name, decoder.push(&buffer[..length]));
    }
    events.stream(name, decoder.finish());
}
