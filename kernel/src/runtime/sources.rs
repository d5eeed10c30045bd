//! What a runtime is built from: array-core and array-frames in a workspace of their own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::{MARKER, SOURCE_VARIABLE};

/// The packages that cells link, by their directory in the workspace.
const MEMBERS: [&str; 2] = ["array-core", "array-core/frames"];
/// What decides with which features the crates below these packages are compiled.
const FEATURES: [&str; 2] = [
    include_str!("../../evcxr-host/src/unify/mod.rs"),
    include_str!("../../evcxr-host/src/unify/frames.toml"),
];
/// Directories that do not change what is built.
const NOT_BUILT: [&str; 5] = ["tests", "benches", "examples", "fuzz", "target"];

/// The sources of a runtime.
pub(super) struct Sources {
    directory: PathBuf,
    /// The runtime whose copy they are.
    runtime: Option<PathBuf>,
    /// Paths below `directory`, sorted.
    files: Vec<PathBuf>,
    /// The workspace manifest of the copy.
    manifest: String,
}

impl Sources {
    /// The sources that `ARRAY_KERNEL_SOURCE` names; or those of the runtime that this program
    /// stands in; or those of the clone it was built in.
    pub(super) fn locate() -> Result<Sources> {
        let named = std::env::var_os(SOURCE_VARIABLE).map(PathBuf::from);
        let runtime = if named.is_none() { surrounding_runtime() } else { None };
        let directory = named
            .or_else(|| Some(runtime.as_ref()?.join("src")))
            .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
        let sources = Sources::read(&directory).with_context(|| {
            format!(
                "cannot read the sources of array-core in {}; \
                 set {SOURCE_VARIABLE} to a clone of array-kernel",
                directory.display()
            )
        })?;
        Ok(Sources { runtime, ..sources })
    }

    /// The runtime whose copy these sources are. It need not be looked for by their key, and must
    /// not be: cargo drops from its `Cargo.lock` what only the rest of the clone uses.
    pub(super) fn runtime(&self) -> Option<&Path> {
        self.runtime.as_deref()
    }

    /// The clone that these sources are from, if they are not a runtime's copy.
    pub(super) fn clone_directory(&self) -> Option<&Path> {
        self.runtime.is_none().then_some(&self.directory)
    }

    fn read(directory: &Path) -> Result<Sources> {
        let manifest = fs::read_to_string(directory.join("Cargo.toml"))
            .context("cannot read the workspace's Cargo.toml")?;
        let mut files = vec![PathBuf::from("Cargo.lock")];
        collect(directory, Path::new(MEMBERS[0]), &mut files)?;
        files.sort();
        Ok(Sources {
            directory: directory.to_owned(),
            runtime: None,
            files,
            manifest: workspace_manifest(&manifest)?,
        })
    }

    /// A short name for exactly these sources, compiled by `compiler`.
    pub(super) fn key(&self, compiler: &str) -> Result<String> {
        let mut hasher = Sha256::new();
        let mut add = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        add(compiler.as_bytes());
        add(self.manifest.as_bytes());
        for text in FEATURES {
            add(text.as_bytes());
        }
        for file in self.files.iter().filter(|file| is_built(file)) {
            add(file.to_string_lossy().as_bytes());
            add(&self.contents(file)?);
        }
        Ok(hex::encode(&hasher.finalize()[..6]))
    }

    /// Copies the sources to `target`.
    pub(super) fn copy_to(&self, target: &Path) -> Result<()> {
        for file in &self.files {
            let copy = target.join(file);
            if let Some(directory) = copy.parent() {
                fs::create_dir_all(directory)
                    .with_context(|| format!("cannot make {}", directory.display()))?;
            }
            fs::write(&copy, self.contents(file)?)
                .with_context(|| format!("cannot write {}", copy.display()))?;
        }
        fs::write(target.join("Cargo.toml"), &self.manifest)
            .with_context(|| format!("cannot write a manifest in {}", target.display()))
    }

    fn contents(&self, file: &Path) -> Result<Vec<u8>> {
        let path = self.directory.join(file);
        fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    }
}

/// The runtime whose `bin/` this program runs from.
fn surrounding_runtime() -> Option<PathBuf> {
    let executable = std::env::current_exe().ok()?;
    let root = executable.parent()?.parent()?;
    root.join(MARKER).is_file().then(|| root.to_owned())
}

/// Lists the files below `directory/relative`, hidden and built ones left out.
pub(super) fn collect(directory: &Path, relative: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let path = directory.join(relative);
    let entries = fs::read_dir(&path).with_context(|| format!("cannot read {}", path.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", path.display()))?;
        let name = entry.file_name();
        if name == "target" || name.to_string_lossy().starts_with('.') {
            continue;
        }
        let relative = relative.join(&name);
        if entry.file_type()?.is_dir() {
            collect(directory, &relative, files)?;
        } else {
            files.push(relative);
        }
    }
    Ok(())
}

fn is_built(file: &Path) -> bool {
    !file.iter().any(|part| NOT_BUILT.iter().any(|name| part == *name))
}

/// The root manifest, cut down to what the members inherit.
fn workspace_manifest(root: &str) -> Result<String> {
    let mut manifest: toml::Table =
        root.parse().context("the workspace's Cargo.toml is not TOML")?;
    manifest.retain(|section, _| section == "workspace" || section == "profile");
    // Of the profiles, only what they say of single packages is about what cells call.
    if let Some(profiles) = manifest.get_mut("profile").and_then(toml::Value::as_table_mut) {
        profiles.retain(|name, _| name == "release");
        for profile in profiles.iter_mut().filter_map(|(_, profile)| profile.as_table_mut()) {
            profile.retain(|setting, _| setting == "package");
        }
    }
    let Some(workspace) = manifest.get_mut("workspace").and_then(toml::Value::as_table_mut) else {
        bail!("the workspace's Cargo.toml has no [workspace]");
    };
    let members = MEMBERS.iter().map(|member| toml::Value::from(*member)).collect();
    workspace.insert("members".to_owned(), toml::Value::Array(members));
    if let Some(dependencies) =
        workspace.get_mut("dependencies").and_then(toml::Value::as_table_mut)
    {
        dependencies.retain(|_, dependency| {
            let path = dependency.get("path").and_then(toml::Value::as_str);
            path.is_none_or(|path| MEMBERS.contains(&path))
        });
    }
    toml::to_string(&manifest).context("the runtime's manifest cannot be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = r#"
        [workspace]
        members = ["array-core", "kernel"]
        resolver = "3"
        [workspace.dependencies]
        array-core = { path = "array-core" }
        array-kernel = { path = "kernel" }
        libc = "0.2"
        [profile.release]
        debug = false
        [profile.release.package]
        polars = { opt-level = 1 }
    "#;

    #[test]
    fn the_manifest_keeps_what_members_inherit_and_nothing_else() {
        let manifest: toml::Table = workspace_manifest(ROOT).unwrap().parse().unwrap();
        let workspace = manifest["workspace"].as_table().unwrap();
        assert_eq!(workspace["members"].as_array().unwrap().len(), 2);
        let dependencies = workspace["dependencies"].as_table().unwrap();
        assert_eq!(dependencies.keys().collect::<Vec<_>>(), ["array-core", "libc"]);
        assert_eq!(manifest["profile"]["release"].as_table().unwrap().len(), 1);
        assert!(manifest["profile"]["release"]["package"].get("polars").is_some());
    }

    #[test]
    fn the_key_of_a_copy_is_that_of_its_original() {
        let original = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = original.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("Cargo.toml", ROOT);
        write("Cargo.lock", "version = 4\n");
        write("array-core/src/lib.rs", "//! Arrays.\n");
        write("array-core/target/debug/x", "built");
        let sources = Sources::read(original.path()).unwrap();
        let copy = tempfile::tempdir().unwrap();
        sources.copy_to(copy.path()).unwrap();
        assert!(!copy.path().join("array-core/target").exists());

        let key = sources.key("rustc 1.95").unwrap();
        assert_eq!(Sources::read(copy.path()).unwrap().key("rustc 1.95").unwrap(), key);
        assert_ne!(sources.key("rustc 1.96").unwrap(), key);

        write("array-core/tests/t.rs", "fn t() {}");
        assert_eq!(Sources::read(original.path()).unwrap().key("rustc 1.95").unwrap(), key);
        write("array-core/src/lib.rs", "//! Other arrays.\n");
        assert_ne!(Sources::read(original.path()).unwrap().key("rustc 1.95").unwrap(), key);
    }
}
