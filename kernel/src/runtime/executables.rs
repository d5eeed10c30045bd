//! The programs of a runtime's `bin/`, so that an installed kernel outlives its clone.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::evaluator::{evcxr, instant};

/// File name of the kernel's executable.
pub(super) const KERNEL: &str = "array-kernel";

/// Makes `<runtime>/bin` hold the kernel and the engines that were built together with this program.
pub(super) fn refresh(runtime: &Path) -> Result<()> {
    let bin = runtime.join("bin");
    fs::create_dir_all(&bin).with_context(|| format!("cannot make {}", bin.display()))?;
    for name in [KERNEL, evcxr::EXECUTABLE, instant::EXECUTABLE] {
        let copy = bin.join(name);
        let original = find(name)?;
        if !same_contents(&original, &copy) {
            replace(&original, &copy).with_context(|| {
                format!("cannot copy {} to {}", original.display(), copy.display())
            })?;
        }
    }
    Ok(())
}

/// Finds a program beside this one; tests stand one directory below.
fn find(name: &str) -> Result<PathBuf> {
    let here = std::env::current_exe().context("this program's own path is unknown")?;
    here.ancestors()
        .skip(1)
        .take(2)
        .map(|directory| directory.join(name))
        .find(|path| path.is_file())
        .with_context(|| {
            format!(
                "{name} does not stand beside {}; build all with `cargo build --release`",
                here.display()
            )
        })
}

fn same_contents(one: &Path, other: &Path) -> bool {
    let size = |path| fs::metadata(path).map(|metadata| metadata.len());
    match (size(one), size(other)) {
        (Ok(a), Ok(b)) if a == b => {}
        _ => return false,
    }
    matches!((fs::read(one), fs::read(other)), (Ok(a), Ok(b)) if a == b)
}

/// Copies under another name and renames, since the program that is replaced may be running.
fn replace(original: &Path, copy: &Path) -> std::io::Result<()> {
    let fresh = copy.with_extension(format!("new-{}", std::process::id()));
    fs::copy(original, &fresh)?;
    fs::rename(&fresh, copy)
}
