//! The cargo workspace that evcxr's crate is a member of.
//!
//! ```text
//! Cargo.toml   profiles: evcxr's own, in the cell's manifest, have no effect on a member
//! Cargo.lock   versions of all dependencies, from the repository's
//! cell/        evcxr's directory: it writes the manifest, the code and the build output
//! pins/        depends on array-core, so that its versions stay locked
//! ```
//!
//! The pins are needed since evcxr checks each new `:dep` by a manifest with that dependency alone,
//! and cargo then drops all others from the lock. Versions chosen anew would compile array-core
//! anew, and no variable would keep its type.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

use crate::unify;

/// Optimisation of a cell's own code. What cells call is compiled already.
pub(crate) const CELL_OPTIMISATION: &str = "0";

/// Overflow checks are for the cell's own arithmetic; array-core wraps, as NumPy does.
const ROOT: &str = r#"
[workspace]
resolver = "3"
members = ["cell", "pins"]

[profile.dev]
debug = false
strip = "debuginfo"
rpath = true
panic = "unwind"
incremental = true
codegen-units = 16
debug-assertions = true
overflow-checks = true

[profile.dev.package."*"]
opt-level = 3
incremental = false
debug-assertions = false
overflow-checks = false
"#;

/// Writes the workspace's own files; `runtime` has the sources of array-core.
///
/// # Errors
/// When a file cannot be read or written.
pub(crate) fn write(workspace: &Path, runtime: &Path) -> Result<()> {
    fs::create_dir_all(workspace.join("cell"))?;
    fs::create_dir_all(workspace.join("pins"))?;
    fs::copy(runtime.join("src/Cargo.lock"), workspace.join("Cargo.lock"))?;
    pin(workspace, runtime, false, &[])?;
    fs::write(workspace.join("pins/lib.rs"), "//! Keeps the versions of dependencies.\n")?;
    let sources = fs::read_to_string(runtime.join("src/Cargo.toml"))?;
    fs::write(workspace.join("Cargo.toml"), root(&sources)?)?;
    optimise(workspace, CELL_OPTIMISATION)
}

/// Sets the optimisation of cells' code.
///
/// # Errors
/// When the manifest cannot be read or written.
pub(crate) fn optimise(workspace: &Path, level: &str) -> Result<()> {
    let path = workspace.join("Cargo.toml");
    let mut manifest: Table = fs::read_to_string(&path)?.parse()?;
    let profile = manifest.get_mut("profile").and_then(|profiles| profiles.get_mut("dev"));
    let profile = profile.and_then(Value::as_table_mut);
    let profile = profile.context("the session's manifest has no profile")?;
    profile.insert("opt-level".to_owned(), level.parse::<i64>()?.into());
    fs::write(&path, toml::to_string(&manifest)?)?;
    Ok(())
}

/// The root manifest. What the repository says of single packages for releases holds for sessions:
/// cells call the same code.
fn root(sources: &str) -> Result<String> {
    let mut manifest: Table = ROOT.parse()?;
    let sources: Table = sources.parse()?;
    let path = ["profile", "release", "package"];
    let special = path.iter().try_fold(&Value::Table(sources), |at, key| at.get(key)).cloned();
    let packages = manifest["profile"]["dev"]["package"].as_table_mut();
    if let (Some(packages), Some(Value::Table(special))) = (packages, special) {
        packages.extend(special);
    }
    Ok(toml::to_string(&manifest)?)
}

/// Keeps the versions that array-core, array-frames and the `:dep` lines depend on.
///
/// # Errors
/// When the manifest cannot be written.
pub(crate) fn pin(
    workspace: &Path,
    runtime: &Path,
    frames: bool,
    dependencies: &[String],
) -> io::Result<()> {
    fs::write(workspace.join("pins/Cargo.toml"), pins(runtime, frames, dependencies))
}

fn pins(runtime: &Path, frames: bool, dependencies: &[String]) -> String {
    let mut manifest = String::from(
        r#"[package]
name = "pins"
version = "0.0.0"
edition = "2024"

[lib]
path = "lib.rs"

[dependencies]
"#,
    );
    let mut add = |name: &str, path: &str| {
        manifest.push_str(&format!("{name} = {{ path = {:?} }}\n", runtime.join(path)));
    };
    add("array-core", "src/array-core");
    add(unify::NAME, "unify");
    if frames {
        add(unify::FRAMES_NAME, "unify-frames");
        add("array-frames", "src/array-core/frames");
    }
    // The last of several lines for one crate counts; a path has no version to keep.
    let mut seen = Vec::new();
    for line in dependencies.iter().rev() {
        let Some((name, version)) = line.trim_start_matches(":dep ").split_once('=') else {
            continue;
        };
        if !version.contains("path") && !seen.contains(&name.trim()) {
            manifest.push_str(&format!("{} = {}\n", name.trim(), version.trim()));
            seen.push(name.trim());
        }
    }
    manifest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_optimised_as_for_a_release() {
        let sources = "[profile.release.package]\npolars = { opt-level = 1 }\n";
        let manifest: Table = root(sources).unwrap().parse().unwrap();
        let packages = &manifest["profile"]["dev"]["package"];
        assert_eq!(packages["polars"]["opt-level"].as_integer(), Some(1));
        assert_eq!(packages["*"]["opt-level"].as_integer(), Some(3));
        assert!(root("[workspace]").is_ok());
    }

    #[test]
    fn the_optimisation_of_cells_can_be_set() {
        let workspace = tempfile::tempdir().unwrap();
        fs::write(workspace.path().join("Cargo.toml"), root("").unwrap()).unwrap();
        optimise(workspace.path(), "2").unwrap();
        let manifest = fs::read_to_string(workspace.path().join("Cargo.toml")).unwrap();
        let manifest: Table = manifest.parse().unwrap();
        assert_eq!(manifest["profile"]["dev"]["opt-level"].as_integer(), Some(2));
        assert_eq!(manifest["profile"]["dev"]["rpath"].as_bool(), Some(true));
    }

    #[test]
    fn pins_have_each_dependency_once() {
        let dependencies = [
            ":dep rand = \"0.8\"",
            ":dep serde",
            ":dep own = { path = \"/x\" }",
            ":dep rand = { version = \"0.9\" }",
        ];
        let manifest = pins(Path::new("/r"), true, &dependencies.map(str::to_owned));
        let expected = "[dependencies]\n\
            array-core = { path = \"/r/src/array-core\" }\n\
            array-kernel-unify = { path = \"/r/unify\" }\n\
            array-kernel-unify-frames = { path = \"/r/unify-frames\" }\n\
            array-frames = { path = \"/r/src/array-core/frames\" }\n\
            rand = { version = \"0.9\" }\n";
        assert!(manifest.ends_with(expected), "{manifest}");
    }
}
