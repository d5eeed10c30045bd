//! `array-kernel run`: executes a notebook through nbconvert.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;

use super::jupyter_tool;
use super::kernelspec;
use super::progress::report;
use crate::runtime::Runtime;

/// nbconvert's name for each kind of file that `run` writes.
const FORMATS: [(&str, &str); 3] = [("html", "html"), ("ipynb", "notebook"), ("md", "markdown")];

/// What `run` can be told.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The notebook to execute; the file itself is left as it is.
    #[arg(value_name = "NOTEBOOK.ipynb")]
    notebook: PathBuf,
    /// The file to write, as .html, .ipynb or .md; NOTEBOOK.html by default.
    #[arg(long, short, value_name = "F")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let notebook = &arguments.notebook;
    if !notebook.is_file() {
        bail!("no notebook {}", notebook.display());
    }
    let output = arguments.output.clone().unwrap_or_else(|| notebook.with_extension("html"));
    let format = format_of(&output)?;
    let output = std::path::absolute(&output)?;
    let folder = output.parent().context("the output is a file in a folder")?;
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let name = output.file_name().context("the output has a file name")?;

    let runtime = Runtime::ensure(report)?;
    let status = jupyter_tool::command("nbconvert", &runtime)?
        .args(["--execute", "--log-level=WARN", "--to", format])
        // A cell may take as long as it needs; the notebook's own kernel name might be another
        // spelling of this kernel.
        .args(["--ExecutePreprocessor.timeout=-1", "--ExecutePreprocessor.kernel_name"])
        .arg(kernelspec::NAME)
        .arg("--output-dir")
        .arg(folder)
        .arg("--output")
        .arg(name)
        .arg(notebook)
        .status()
        .context("cannot start nbconvert")?;
    if !status.success() {
        bail!("{} did not run to its end: nbconvert ended with {status}", notebook.display());
    }
    println!("{}", output.display());
    Ok(ExitCode::SUCCESS)
}

fn format_of(output: &Path) -> anyhow::Result<&'static str> {
    let extension = output.extension().unwrap_or_default();
    match FORMATS.iter().find(|(known, _)| *known == extension) {
        Some((_, format)) => Ok(format),
        None => bail!("cannot write {}: expected .html, .ipynb or .md", output.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_of_the_output_chooses_its_format() {
        assert_eq!(format_of(Path::new("a/b.html")).unwrap(), "html");
        assert_eq!(format_of(Path::new("b.ipynb")).unwrap(), "notebook");
        assert_eq!(format_of(Path::new("b.md")).unwrap(), "markdown");
        let error = format_of(Path::new("b.pdf")).unwrap_err().to_string();
        assert_eq!(error, "cannot write b.pdf: expected .html, .ipynb or .md");
    }

    #[test]
    fn a_missing_notebook_is_named() {
        let arguments = Arguments { notebook: "none.ipynb".into(), output: None };
        assert_eq!(run(&arguments).unwrap_err().to_string(), "no notebook none.ipynb");
    }
}
