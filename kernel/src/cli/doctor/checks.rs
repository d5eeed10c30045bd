//! What the kernel needs, and how to look for each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::platform::{Package, Platform};
use super::{Finding, State};
use crate::cli::jupyter_paths::{process_environment, search_path};
use crate::cli::{kernelspec, python};
use crate::runtime::Runtime;

const RUSTUP: &str = "install Rust with rustup, see https://rustup.rs";
const INSTALL: &str = "array-kernel install";

/// Looks for everything, in the order in which the kernel needs it.
pub(super) fn all(platform: Platform) -> Vec<Finding> {
    let finding = |name, state| Finding { name, state };
    vec![
        finding("rustc", tool("rustc", "cells are compiled with it")),
        finding("cargo", tool("cargo", "sessions and dependencies are built with it")),
        finding("linker", linker(platform)),
        finding("fast linker", fast_linker(platform)),
        finding("OpenBLAS", open_blas(platform)),
        finding("rust-src", rust_source()),
        finding("Python", python_itself(platform)),
        finding("Jupyter", jupyter()),
        finding("runtime", runtime()),
        finding("kernelspec", installed_kernelspec()),
    ]
}

fn tool(program: &str, purpose: &str) -> State {
    match first_line(Command::new(program).arg("--version")) {
        Some(version) => State::Found(version),
        None => State::Missing { why: purpose.to_owned(), fix: RUSTUP.to_owned() },
    }
}

fn linker(platform: Platform) -> State {
    match first_line(Command::new("cc").arg("--version")) {
        Some(version) => State::Found(version),
        None => State::Missing {
            why: "rustc links through the C compiler `cc`".to_owned(),
            fix: platform.fix(Package::Linker),
        },
    }
}

fn fast_linker(platform: Platform) -> State {
    if platform == Platform::MacOs {
        return State::Found("the system's".to_owned());
    }
    match ["mold", "lld"].into_iter().find_map(python::on_path) {
        Some(path) => State::Found(path.display().to_string()),
        None => State::Absent {
            why: "each cell links a little faster with mold".to_owned(),
            fix: platform.fix(Package::FastLinker),
        },
    }
}

fn open_blas(platform: Platform) -> State {
    if let Some(version) = first_line(Command::new("pkg-config").args(["--modversion", "openblas"]))
    {
        return State::Found(version);
    }
    if links_open_blas() {
        return State::Found("linkable as -lopenblas".to_owned());
    }
    State::Missing {
        why: "linear algebra calls it".to_owned(),
        fix: platform.fix(Package::OpenBlas),
    }
}

/// Whether a program that needs OpenBLAS links, wherever the library lies.
fn links_open_blas() -> bool {
    let link = "echo 'int main(void){return 0;}' | cc -x c - -lopenblas -o /dev/null";
    succeeds(Command::new("sh").args(["-c", link]))
}

fn rust_source() -> State {
    let library = first_line(Command::new("rustc").args(["--print", "sysroot"]))
        .map(|sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust/library"));
    match library.filter(|library| library.is_dir()) {
        Some(library) => State::Found(library.display().to_string()),
        None => State::Absent {
            why: "completion and documentation of std read it".to_owned(),
            fix: "rustup component add rust-src".to_owned(),
        },
    }
}

fn python_itself(platform: Platform) -> State {
    // `sys` is part of every Python.
    match python::with_module("sys") {
        Ok(path) => State::Found(path.display().to_string()),
        Err(error) => State::Missing { why: error.to_string(), fix: platform.fix(Package::Python) },
    }
}

fn jupyter() -> State {
    let missing: Vec<_> = ["jupyterlab", "nbconvert"]
        .into_iter()
        .filter(|module| python::with_module(module).is_err())
        .collect();
    if missing.is_empty() {
        return State::Found("jupyterlab and nbconvert".to_owned());
    }
    State::Missing {
        why: "notebooks are edited and executed with it".to_owned(),
        fix: format!("python3 -m pip install {}", missing.join(" ")),
    }
}

fn runtime() -> State {
    let (why, fix) = match Runtime::locate() {
        Ok(Some(runtime)) => return State::Found(runtime.root().display().to_string()),
        Ok(None) => ("the libraries that cells link against are not built".to_owned(), INSTALL),
        Err(error) => (format!("{error:#}"), INSTALL),
    };
    State::Missing { why, fix: fix.to_owned() }
}

/// The first of our kernelspecs that Jupyter would read, under whatever name.
fn installed_kernelspec() -> State {
    let kernels = search_path(&process_environment).unwrap_or_default();
    let specs: Vec<_> = kernels
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .filter(|folder| kernelspec::is_ours(folder))
        .collect();
    let works = |folder: &&PathBuf| {
        kernelspec::executable(folder).is_some_and(|executable| executable.is_file())
    };
    if let Some(folder) = specs.iter().find(works) {
        return State::Found(folder.display().to_string());
    }
    let why = match specs.first() {
        Some(folder) => format!("{} starts a program that is gone", folder.display()),
        None => "Jupyter does not know the kernel".to_owned(),
    };
    State::Missing { why, fix: INSTALL.to_owned() }
}

fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The first line a command prints, if it succeeds.
fn first_line(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.lines().next().unwrap_or_default().to_owned())
}
