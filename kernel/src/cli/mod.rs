//! The command line: everything a person does with the kernel outside a notebook.
//!
//! One file per subcommand, each holding its arguments and its `run`. What they share stands beside
//! them: `kernelspec` knows the folder that Jupyter reads, `jupyter_paths` where such folders
//! live, `python` which interpreter has Jupyter, `jupyter_tool` how to call its tools.
#![allow(clippy::print_stdout, reason = "output is what a command line is for")]

mod clean;
mod doctor;
mod install;
mod jupyter_paths;
mod jupyter_tool;
mod kernelspec;
mod lab;
mod progress;
mod python;
mod run;
mod script;
mod uninstall;

use std::process::ExitCode;

use clap::Subcommand;

/// What the user asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the kernel known to Jupyter, after building what its sessions need.
    Install(install::Arguments),
    /// Remove the kernel from Jupyter.
    Uninstall(uninstall::Arguments),
    /// Print each thing the kernel needs, found or not, and how to get it.
    Doctor,
    /// Execute a notebook and write the result to a file.
    Run(run::Arguments),
    /// Write a notebook as a Rust program.
    Script(script::Arguments),
    /// Start JupyterLab with this kernel.
    Lab(lab::Arguments),
    /// Delete what older versions and ended sessions left in the cache.
    Clean,
}

/// Carries out one subcommand; its exit code is the process's.
///
/// # Errors
/// When the subcommand could not do its work; the error says what failed and what to do.
pub fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Install(arguments) => install::run(arguments),
        Command::Uninstall(arguments) => uninstall::run(arguments),
        Command::Doctor => doctor::run(),
        Command::Run(arguments) => run::run(&arguments),
        Command::Script(arguments) => script::run(&arguments),
        Command::Lab(arguments) => lab::run(&arguments),
        Command::Clean => clean::run(),
    }
}
