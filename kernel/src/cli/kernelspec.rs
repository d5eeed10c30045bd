//! The folder by which Jupyter knows the kernel: `kernel.json` and its logos.
//!
//! Spec: <https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs>.
//! No `kernel.js` is needed: Jupyter's editors find their Rust mode by the kernel's `language_info`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use anyhow::{Context, bail};
use serde::Serialize;
use serde_json::Value;

/// The name by which notebooks ask for the kernel, unless another is chosen.
pub(super) const NAME: &str = "rust-array";

/// What Jupyter's launcher and menus show, unless another is chosen.
pub(super) const DISPLAY_NAME: &str = "Rust (array-core)";

/// The key in `kernel.json`'s metadata that marks a folder as written by this program.
const MARK: &str = "array_kernel_version";

const LOGOS: [(&str, &[u8]); 3] = [
    ("logo-32x32.png", include_bytes!("../../assets/logo-32x32.png")),
    ("logo-64x64.png", include_bytes!("../../assets/logo-64x64.png")),
    ("logo-svg.svg", include_bytes!("../../assets/logo-svg.svg")),
];

/// What `kernel.json` says.
#[derive(Serialize)]
pub(super) struct KernelSpec {
    argv: Vec<String>,
    display_name: String,
    language: &'static str,
    interrupt_mode: &'static str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    env: BTreeMap<String, String>,
    metadata: BTreeMap<&'static str, Value>,
}

impl KernelSpec {
    /// The kernelspec that starts `executable`.
    ///
    /// # Errors
    /// When the path is not Unicode, since JSON could not hold it.
    pub(super) fn new(
        executable: &Path,
        display_name: &str,
        env: BTreeMap<String, String>,
    ) -> anyhow::Result<Self> {
        let executable = executable.to_str().with_context(|| {
            format!("{} is not Unicode, which kernel.json requires", executable.display())
        })?;
        Ok(Self {
            argv: [executable, "--connection-file", "{connection_file}"].map(String::from).into(),
            display_name: display_name.to_owned(),
            language: "rust",
            interrupt_mode: "message",
            env,
            metadata: BTreeMap::from([
                ("debugger", Value::Bool(false)),
                (MARK, Value::from(env!("CARGO_PKG_VERSION"))),
            ]),
        })
    }

    /// Writes the folder `kernels/name` and returns its path. What this program wrote before is
    /// replaced, what another program wrote only if `replace` is set.
    pub(super) fn write(
        &self,
        kernels: &Path,
        name: &str,
        replace: bool,
    ) -> anyhow::Result<PathBuf> {
        check_name(name)?;
        let folder = kernels.join(name);
        if is_present(&folder) && !is_ours(&folder) && !replace {
            bail!(
                "{} holds a kernelspec of another program; \
                 choose another name with --name, or overwrite it with --replace",
                folder.display()
            );
        }
        // Written beside and renamed, so that Jupyter never sees half a folder.
        let unfinished = kernels.join(format!("{name}.new-{}", process::id()));
        self.write_files(&unfinished)
            .and_then(|()| {
                remove(&folder)?;
                fs::rename(&unfinished, &folder).map_err(anyhow::Error::from)
            })
            .inspect_err(|_| drop(fs::remove_dir_all(&unfinished)))
            .with_context(|| format!("cannot write the kernelspec {}", folder.display()))?;
        Ok(folder)
    }

    fn write_files(&self, folder: &Path) -> anyhow::Result<()> {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("kernel.json"), serde_json::to_string_pretty(self)? + "\n")?;
        for (name, bytes) in LOGOS {
            fs::write(folder.join(name), bytes)?;
        }
        Ok(())
    }
}

/// Whether there is anything at the place of a kernelspec, a dangling link included.
pub(super) fn is_present(folder: &Path) -> bool {
    folder.symlink_metadata().is_ok()
}

/// Whether this program wrote the kernelspec.
pub(super) fn is_ours(folder: &Path) -> bool {
    read(folder).is_some_and(|spec| spec["metadata"].get(MARK).is_some())
}

/// The program that the kernelspec starts, if it can be read.
pub(super) fn executable(folder: &Path) -> Option<PathBuf> {
    read(folder)?["argv"].get(0)?.as_str().map(PathBuf::from)
}

/// Removes a kernelspec; a link goes, what it points to stays.
pub(super) fn remove(folder: &Path) -> std::io::Result<()> {
    match folder.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(folder),
        Ok(_) => fs::remove_file(folder),
        Err(_) => Ok(()),
    }
}

fn read(folder: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(folder.join("kernel.json")).ok()?).ok()
}

/// Jupyter ignores folders with other names, without a word.
fn check_name(name: &str) -> anyhow::Result<()> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if name.is_empty() || !name.chars().all(fits) || name.chars().all(|c| c == '.') {
        bail!(
            "{name:?} cannot name a kernel: \
             Jupyter allows ASCII letters, digits, `.`, `_` and `-` only"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn spec(executable: &str) -> KernelSpec {
        let env = BTreeMap::from([("RUST_BACKTRACE".to_owned(), "1".to_owned())]);
        KernelSpec::new(Path::new(executable), DISPLAY_NAME, env).unwrap()
    }

    #[test]
    fn kernel_json_says_how_to_start_and_interrupt_the_kernel() {
        let kernels = tempfile::tempdir().unwrap();
        let folder = spec("/r/bin/array-kernel").write(kernels.path(), NAME, false).unwrap();
        let json = fs::read_to_string(folder.join("kernel.json")).unwrap();
        expect![[r#"
            {
              "argv": [
                "/r/bin/array-kernel",
                "--connection-file",
                "{connection_file}"
              ],
              "display_name": "Rust (array-core)",
              "language": "rust",
              "interrupt_mode": "message",
              "env": {
                "RUST_BACKTRACE": "1"
              },
              "metadata": {
                "array_kernel_version": "VERSION",
                "debugger": false
              }
            }
        "#]]
        .assert_eq(&json.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    }

    #[test]
    fn the_folder_holds_the_spec_and_its_logos_only() {
        let kernels = tempfile::tempdir().unwrap();
        let folder = spec("/a").write(kernels.path(), NAME, false).unwrap();
        let names = |folder: &Path| {
            let mut names: Vec<_> =
                fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let files = ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];
        assert_eq!(names(&folder), files);
        assert_eq!(names(kernels.path()), [NAME]);
    }

    #[test]
    fn our_own_kernelspec_is_replaced() {
        let kernels = tempfile::tempdir().unwrap();
        spec("/old").write(kernels.path(), NAME, false).unwrap();
        let folder = spec("/new").write(kernels.path(), NAME, false).unwrap();
        assert_eq!(executable(&folder).unwrap(), Path::new("/new"));
    }

    #[test]
    fn a_foreign_kernelspec_is_kept_unless_told_otherwise() {
        let kernels = tempfile::tempdir().unwrap();
        let folder = kernels.path().join(NAME);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("kernel.json"), r#"{"argv": ["/foreign"], "metadata": {}}"#).unwrap();

        let refusal = spec("/a").write(kernels.path(), NAME, false).unwrap_err().to_string();
        assert!(refusal.contains("another program") && refusal.contains("--replace"), "{refusal}");
        assert_eq!(executable(&folder).unwrap(), Path::new("/foreign"));

        spec("/a").write(kernels.path(), NAME, true).unwrap();
        assert_eq!(executable(&folder).unwrap(), Path::new("/a"));
    }

    #[test]
    fn names_that_jupyter_would_ignore_are_refused() {
        let kernels = tempfile::tempdir().unwrap();
        for name in ["", "..", "a/b", "rust array", "é"] {
            let refusal = spec("/a").write(kernels.path(), name, true).unwrap_err().to_string();
            assert!(refusal.contains("cannot name a kernel"), "{name}: {refusal}");
        }
    }
}
