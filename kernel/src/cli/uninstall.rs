//! `array-kernel uninstall`: removes the kernelspecs that `install` wrote.

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;

use super::jupyter_paths::Destination;
use super::kernelspec;

/// What `uninstall` can be told.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    destination: Destination,
    /// The name under which the kernel was installed.
    #[arg(long, default_value = kernelspec::NAME)]
    name: String,
}

pub(super) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let folders = arguments.destination.all_kernels()?;
    let present: Vec<_> = folders
        .iter()
        .map(|kernels| kernels.join(&arguments.name))
        .filter(|folder| kernelspec::is_present(folder))
        .collect();
    let Some(first) = present.first() else {
        bail!("no kernel {} is installed in any of Jupyter's folders", arguments.name);
    };
    let ours: Vec<_> = present.iter().filter(|folder| kernelspec::is_ours(folder)).collect();
    if ours.is_empty() {
        bail!(
            "{} belongs to another program; `jupyter kernelspec remove {}` removes it",
            first.display(),
            arguments.name
        );
    }
    for folder in ours {
        kernelspec::remove(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
        println!("Removed {}", folder.display());
    }
    Ok(ExitCode::SUCCESS)
}
