//! `array-kernel install`: builds what sessions need and makes the kernel known to Jupyter.

use std::process::ExitCode;

use clap::Args;

use super::jupyter_paths::Destination;
use super::kernelspec::{self, KernelSpec};
use super::progress::report;
use crate::runtime::Runtime;

/// What `install` can be told.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    destination: Destination,
    /// The name by which notebooks ask for the kernel.
    #[arg(long, default_value = kernelspec::NAME)]
    name: String,
    /// The name that Jupyter shows.
    #[arg(long, default_value = kernelspec::DISPLAY_NAME)]
    display_name: String,
    /// An environment variable to set for the kernel; may be given several times.
    #[arg(long, value_name = "K=V", value_parser = parse_variable)]
    env: Vec<(String, String)>,
    /// Overwrite a kernelspec of the same name that another program wrote.
    #[arg(long)]
    replace: bool,
    /// Build the data frame library now, which takes minutes, rather than when a cell first uses it.
    #[arg(long)]
    frames: bool,
}

pub(super) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let runtime = Runtime::ensure(report)?;
    if arguments.frames {
        runtime.ensure_frames(report)?;
    }
    let env = arguments.env.into_iter().collect();
    let folder = KernelSpec::new(&runtime.kernel_executable(), &arguments.display_name, env)?
        .write(&arguments.destination.kernels()?, &arguments.name, arguments.replace)?;
    println!("Installed the kernel {} in {}", arguments.name, folder.display());
    Ok(ExitCode::SUCCESS)
}

fn parse_variable(argument: &str) -> Result<(String, String), String> {
    match argument.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_is_split_at_its_first_equals_sign() {
        assert_eq!(parse_variable("A=b=c"), Ok(("A".to_owned(), "b=c".to_owned())));
        assert_eq!(parse_variable("A="), Ok(("A".to_owned(), String::new())));
        assert!(parse_variable("A").is_err());
        assert!(parse_variable("=b").is_err());
    }
}
