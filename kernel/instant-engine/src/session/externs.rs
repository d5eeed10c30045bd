//! What a session's cells link against: the runtime's libraries and the compiler that made them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::compiler::Rustc;
use crate::interrupt::Target;

/// Finds the compiler and the runtime's libraries.
///
/// # Errors
/// When the runtime has no libraries, or rustc cannot be run.
pub(super) fn rustc(runtime: &Path, target: &Target) -> Result<Rustc> {
    let libraries = runtime.join("lib/release/deps");
    let array_core = find_library(&libraries, "array_core")?;
    let sysroot = ask_rustc(&["--print", "sysroot"])?;
    let sysroot = PathBuf::from(sysroot.trim());
    let cache = runtime.join("cells");
    let work = runtime.join("sessions").join(format!("instant-{}", std::process::id()));
    fs::create_dir_all(&cache)?;
    fs::create_dir_all(&work)?;
    Ok(Rustc {
        // The compiler itself: rustup's proxy of the same name costs hundredths of a second a call.
        program: sysroot.join("bin/rustc"),
        std_libraries: PathBuf::from(ask_rustc(&["--print", "target-libdir"])?.trim()),
        libraries,
        cache,
        work,
        externs: vec![("array_core".into(), array_core)],
        preludes: Vec::new(),
        identity: format!("{}{}", ask_rustc(&["-vV"])?, runtime.display()),
        running: target.compiler(),
    })
}

fn ask_rustc(arguments: &[&str]) -> Result<String> {
    let output = Command::new("rustc").args(arguments).output();
    let output = output.context("cannot run rustc: install Rust from rustup.rs, or put it on PATH")?;
    if !output.status.success() {
        bail!("rustc {} failed: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn find_library(folder: &Path, name: &str) -> Result<PathBuf> {
    let file = folder.join(format!("{}{name}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX));
    if !file.exists() {
        bail!("{} is missing: run `array-kernel install` again", file.display());
    }
    Ok(file)
}
