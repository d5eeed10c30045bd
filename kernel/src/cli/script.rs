//! `array-kernel script`: a notebook as a Rust program.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use serde_json::Value;

use super::progress::report;
use crate::runtime::Runtime;

/// The tag of cells that are meant to fail, which a program would not survive.
const FAILS: &str = "raises-exception";

/// What `script` can be told.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The notebook to convert; it is not executed.
    #[arg(value_name = "NOTEBOOK.ipynb")]
    notebook: PathBuf,
    /// The file to write; NOTEBOOK.rs by default.
    #[arg(long, short, value_name = "F")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let notebook = &arguments.notebook;
    let text = std::fs::read_to_string(notebook)
        .with_context(|| format!("cannot read {}", notebook.display()))?;
    let content: Value = serde_json::from_str(&text)
        .with_context(|| format!("{} is not a notebook", notebook.display()))?;
    let program = Runtime::ensure(report)?.script(&cells(&content))?;
    let output = arguments.output.clone().unwrap_or_else(|| notebook.with_extension("rs"));
    std::fs::write(&output, program)
        .with_context(|| format!("cannot write {}", output.display()))?;
    println!("{}", output.display());
    Ok(ExitCode::SUCCESS)
}

/// The sources of a notebook's code; cells that are meant to fail as comments.
fn cells(notebook: &Value) -> Vec<String> {
    let all = notebook["cells"].as_array().map(Vec::as_slice).unwrap_or_default();
    let code = all.iter().filter(|cell| cell["cell_type"] == "code");
    code.map(|cell| {
        let source = source(&cell["source"]);
        let tags = cell["metadata"]["tags"].as_array().map(Vec::as_slice).unwrap_or_default();
        if tags.iter().any(|tag| tag == FAILS) {
            source.lines().map(|line| format!("// {line}\n")).collect()
        } else {
            source
        }
    })
    .collect()
}

/// Text, in one piece or line by line.
fn source(text: &Value) -> String {
    match text {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        text => text.as_str().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn code_is_taken_and_failures_are_comments() {
        let notebook = json!({ "cells": [
            { "cell_type": "markdown", "source": "# 1", "metadata": {} },
            { "cell_type": "code", "source": ["let a = 1;\n", "a"], "metadata": {} },
            { "cell_type": "code", "source": "a[9]\nb", "metadata": { "tags": [FAILS] } },
        ]});
        assert_eq!(cells(&notebook), ["let a = 1;\na", "// a[9]\n// b\n"]);
    }
}
