//! `array-kernel`: the kernel itself, and the commands around it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use array_kernel::kernel::{self, Engine};
use array_kernel::{cli, logging};
use clap::{CommandFactory, Parser, ValueEnum};

/// The variable that stands in for `--engine-command`.
const ENGINE_COMMAND: &str = "ARRAY_KERNEL_ENGINE_COMMAND";

/// A Jupyter kernel for Rust with NumPy-style arrays.
#[derive(Parser)]
#[command(version, subcommand_precedence_over_arg = true, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<cli::Command>,

    /// Run the kernel on the sockets of this file; Jupyter calls it so.
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    connection_file: Option<PathBuf>,

    /// The same as --connection-file.
    #[arg(value_name = "CONNECTION_FILE")]
    file: Option<PathBuf>,

    /// What evaluates the cells.
    #[arg(long, value_enum, default_value_t = EngineName::Instant)]
    engine: EngineName,

    /// A shell command that starts another engine; for tests, as is ARRAY_KERNEL_ENGINE_COMMAND.
    #[arg(long, value_name = "COMMAND", hide = true)]
    engine_command: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EngineName {
    /// One direct call of rustc per cell.
    Instant,
    /// The evcxr crate in a process of its own.
    Evcxr,
}

fn main() -> ExitCode {
    logging::start();
    run(Arguments::parse()).unwrap_or_else(|error| {
        eprintln!("array-kernel: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    if let Some(command) = arguments.command {
        return cli::run(command);
    }
    let Some(file) = arguments.connection_file.or(arguments.file) else {
        Arguments::command().print_help().context("printing the help")?;
        return Ok(ExitCode::from(2));
    };
    let other_engine = arguments.engine_command.or_else(|| std::env::var(ENGINE_COMMAND).ok());
    let engine = match (other_engine, arguments.engine) {
        (Some(command), _) => Engine::Command(command),
        (None, EngineName::Evcxr) => Engine::Evcxr,
        (None, EngineName::Instant) => Engine::Instant,
    };
    let runtime = tokio::runtime::Runtime::new().context("starting the async runtime")?;
    runtime.block_on(kernel::run(&file, engine))?;
    // Threads that still wait for a client must not keep the process alive.
    runtime.shutdown_background();
    Ok(ExitCode::SUCCESS)
}
