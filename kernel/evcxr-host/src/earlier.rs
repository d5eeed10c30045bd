//! What an earlier runtime has compiled, taken over by a new one.
//!
//! A runtime belongs to one state of array-core's sources; the crates below, polars among them, are
//! the same for most of these states, and take most of the time. cargo takes what it finds compiled
//! in a new template if it is what it would have compiled itself, and leaves the rest alone. Only
//! runtimes of the same compiler and the same versions are taken from, so that little is copied in
//! vain.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use engine_support::{plant_where, rustc};
use serde::Deserialize;

use crate::template::Template;

/// Packages that each runtime has at a path of its own, and what sessions compile.
const OWN: [&str; 7] =
    ["array_core", "array_frames", "array_kernel_unify", "code_", "ctx", "lessons", "pins"];

/// What a complete runtime tells about itself.
#[derive(Deserialize)]
struct Marker {
    compiler: String,
}

/// Gives the template that is being made at `new` the crates which the newest earlier runtime has
/// compiled for its own.
pub(crate) fn plant_crates(runtime: &Path, template: Template, new: &Path) -> Result<()> {
    let Some(earlier) = newest(runtime, template)? else { return Ok(()) };
    let target = Path::new("cell/target");
    plant_where(&earlier.join(target), &new.join(target), &is_shared)
        .with_context(|| format!("cannot copy from {}", earlier.display()))
}

/// The newest template of its kind among the other runtimes.
fn newest(runtime: &Path, template: Template) -> Result<Option<PathBuf>> {
    let compiler = rustc::version()?;
    let versions = lock_file(runtime);
    let others = runtime.parent().and_then(|cache| fs::read_dir(cache).ok());
    let others = others.into_iter().flatten().flatten().map(|entry| entry.path());
    let templates = others
        .filter(|other| other != runtime && lock_file(other) == versions)
        .filter(|other| is_of_compiler(other, &compiler))
        .map(|other| template.path(&other));
    let dated =
        templates.filter_map(|path| Some((fs::metadata(&path).ok()?.modified().ok()?, path)));
    Ok(dated.max().map(|(_, path)| path))
}

fn lock_file(runtime: &Path) -> Option<String> {
    fs::read_to_string(runtime.join("src/Cargo.lock")).ok()
}

fn is_of_compiler(runtime: &Path, compiler: &str) -> bool {
    let marker = fs::read(runtime.join("runtime.json")).ok();
    let marker: Option<Marker> = marker.and_then(|text| serde_json::from_slice(&text).ok());
    marker.is_some_and(|marker| marker.compiler.trim() == compiler.trim())
}

/// Whether a file or directory in a target directory is not about a runtime's own packages.
fn is_shared(name: &str) -> bool {
    let name = name.strip_prefix("lib").unwrap_or(name).replace('-', "_");
    name != "incremental" && !OWN.iter().any(|own| name.starts_with(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, file: &str, text: &str) {
        let file = root.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    #[test]
    fn a_template_gets_the_crates_of_a_runtime_of_the_same_compiler_and_versions() {
        let cache = tempfile::tempdir().unwrap();
        let rustc = rustc::version().unwrap();
        for (name, compiler, versions) in
            [("same", &*rustc, "1"), ("compiler", "other", "1"), ("versions", &rustc, "2")]
        {
            let root = cache.path().join(name);
            write(&root, "src/Cargo.lock", versions);
            write(&root, "runtime.json", &serde_json::json!({ "compiler": compiler }).to_string());
            write(&root, &format!("template/cell/target/debug/deps/lib{name}.rlib"), "");
            write(&root, "template/cell/target/debug/deps/libarray_core-1.so", "");
            write(&root, "template/cell/target/debug/.fingerprint/array-core-1/lib", "");
        }
        let runtime = cache.path().join("new");
        write(&runtime, "src/Cargo.lock", "1");
        let new = runtime.join("template.new");
        plant_crates(&runtime, Template::Arrays, &new).unwrap();

        let deps = fs::read_dir(new.join("cell/target/debug/deps")).unwrap();
        let deps: Vec<_> = deps.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(deps, ["libsame.rlib"]);
        assert!(!new.join("cell/target/debug/.fingerprint/array-core-1").exists());

        // There is no runtime with data frames to take from.
        plant_crates(&runtime, Template::Frames, &new).unwrap();
    }
}
