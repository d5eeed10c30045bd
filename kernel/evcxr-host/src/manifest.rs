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

use crate::unify;

/// Optimisation of a cell's own code. What cells call is compiled already.
pub(crate) const CELL_OPTIMISATION: &str = "0";

/// Writes the workspace's own files; `runtime` has the sources of array-core.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn write(workspace: &Path, runtime: &Path) -> io::Result<()> {
    fs::create_dir_all(workspace.join("cell"))?;
    fs::create_dir_all(workspace.join("pins"))?;
    fs::copy(runtime.join("src/Cargo.lock"), workspace.join("Cargo.lock"))?;
    pin(workspace, runtime, false, &[])?;
    fs::write(workspace.join("pins/lib.rs"), "//! Keeps the versions of dependencies.\n")?;
    optimise(workspace, CELL_OPTIMISATION)
}

/// Sets the optimisation of cells' code.
///
/// # Errors
/// When the manifest cannot be written.
pub(crate) fn optimise(workspace: &Path, level: &str) -> io::Result<()> {
    fs::write(workspace.join("Cargo.toml"), root(level))
}

/// The crates of polars that take long to optimise: at level 3 they alone build as long as the rest.
const POLARS: [&str; 7] = [
    "polars-arrow",
    "polars-compute",
    "polars-core",
    "polars-io",
    "polars-ops",
    "polars-row",
    "polars-time",
];

/// Overflow checks are for the cell's own arithmetic; array-core wraps, as NumPy does.
fn root(level: &str) -> String {
    let polars: String =
        POLARS.map(|name| format!("[profile.dev.package.{name}]\nopt-level = 1\n")).concat();
    format!(
        r#"[workspace]
resolver = "3"
members = ["cell", "pins"]

[profile.dev]
opt-level = {level}
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

{polars}"#
    )
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
            array-frames = { path = \"/r/src/array-core/frames\" }\n\
            rand = { version = \"0.9\" }\n";
        assert!(manifest.ends_with(expected), "{manifest}");
    }
}
