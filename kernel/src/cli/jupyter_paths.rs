//! Where Jupyter looks for kernels.
//!
//! The rules are those of `jupyter_core.paths`; the environment is passed in, so that tests need not
//! change the process's own.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use clap::Args;

/// Which of Jupyter's data folders a command works on.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Destination {
    /// In the user's own Jupyter data folder (the default).
    #[arg(long, group = "destination")]
    user: bool,
    /// In the active virtual environment, or the one of `python3`.
    #[arg(long, group = "destination")]
    sys_prefix: bool,
    /// In PREFIX/share/jupyter.
    #[arg(long, group = "destination", value_name = "PREFIX")]
    prefix: Option<PathBuf>,
}

impl Destination {
    /// The one `kernels` folder that is meant, the user's unless another was named.
    pub(super) fn kernels(&self) -> anyhow::Result<PathBuf> {
        if let Some(prefix) = &self.prefix {
            return Ok(kernels_under(prefix));
        }
        if self.sys_prefix {
            return Ok(kernels_under(&sys_prefix(&process_environment)?));
        }
        Ok(user_data(&process_environment)?.join("kernels"))
    }

    /// Every `kernels` folder to look into: the one that was named, else all that Jupyter reads.
    pub(super) fn all_kernels(&self) -> anyhow::Result<Vec<PathBuf>> {
        if self.user || self.sys_prefix || self.prefix.is_some() {
            return Ok(vec![self.kernels()?]);
        }
        search_path(&process_environment)
    }
}

/// Looks a variable up in the environment of this process; empty counts as unset.
pub(super) fn process_environment(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// How the functions of this module read the environment.
type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// The `kernels` folders that Jupyter reads, in its order of precedence.
pub(super) fn search_path(environment: Environment<'_>) -> anyhow::Result<Vec<PathBuf>> {
    let mut data: Vec<PathBuf> = environment("JUPYTER_PATH")
        .map(|paths| env::split_paths(&paths).collect())
        .unwrap_or_default();
    data.push(user_data(environment)?);
    // A machine without Python has no environment to search; that is no reason to fail here.
    data.extend(sys_prefix(environment).ok().map(|prefix| prefix.join("share/jupyter")));
    data.extend(["/usr/local/share/jupyter", "/usr/share/jupyter"].map(PathBuf::from));

    let mut kernels: Vec<PathBuf> = Vec::new();
    for folder in data {
        let folder = folder.join("kernels");
        if !kernels.contains(&folder) {
            kernels.push(folder);
        }
    }
    Ok(kernels)
}

/// The user's Jupyter data folder.
fn user_data(environment: Environment<'_>) -> anyhow::Result<PathBuf> {
    if let Some(folder) = environment("JUPYTER_DATA_DIR") {
        return Ok(folder.into());
    }
    let home = || {
        environment("HOME").map(PathBuf::from).or_else(dirs::home_dir).context(
            "cannot find the user's Jupyter folder: HOME is not set; \
             set JUPYTER_DATA_DIR or use --prefix",
        )
    };
    if cfg!(target_os = "macos") {
        return Ok(home()?.join("Library/Jupyter"));
    }
    match environment("XDG_DATA_HOME") {
        Some(folder) => Ok(PathBuf::from(folder).join("jupyter")),
        None => Ok(home()?.join(".local/share/jupyter")),
    }
}

/// Python's `sys.prefix`: the active environment's root, else what `python3` says of itself.
fn sys_prefix(environment: Environment<'_>) -> anyhow::Result<PathBuf> {
    if let Some(prefix) = ["VIRTUAL_ENV", "CONDA_PREFIX"].into_iter().find_map(environment) {
        return Ok(prefix.into());
    }
    let output = Command::new("python3")
        .args(["-c", "import sys; print(sys.prefix)"])
        .output()
        .context("--sys-prefix needs an active virtual environment or `python3`")?;
    if !output.status.success() {
        bail!("`python3` did not tell its sys.prefix: {}", output.status);
    }
    Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim_end()))
}

fn kernels_under(prefix: &Path) -> PathBuf {
    prefix.join("share/jupyter/kernels")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<OsString> {
        |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).into())
    }

    #[test]
    fn jupyter_data_dir_wins_over_the_platform_folder() {
        let set =
            environment(&[("JUPYTER_DATA_DIR", "/d"), ("XDG_DATA_HOME", "/x"), ("HOME", "/h")]);
        assert_eq!(user_data(&set).unwrap(), Path::new("/d"));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn linux_follows_xdg() {
        let xdg = environment(&[("XDG_DATA_HOME", "/x"), ("HOME", "/h")]);
        assert_eq!(user_data(&xdg).unwrap(), Path::new("/x/jupyter"));
        let home = environment(&[("HOME", "/h")]);
        assert_eq!(user_data(&home).unwrap(), Path::new("/h/.local/share/jupyter"));
    }

    #[test]
    #[cfg(target_os = "macos")]
    fn macos_uses_the_library() {
        let home = environment(&[("XDG_DATA_HOME", "/x"), ("HOME", "/h")]);
        assert_eq!(user_data(&home).unwrap(), Path::new("/h/Library/Jupyter"));
    }

    #[test]
    fn an_active_environment_is_the_prefix() {
        let venv = environment(&[("VIRTUAL_ENV", "/v"), ("CONDA_PREFIX", "/c")]);
        assert_eq!(sys_prefix(&venv).unwrap(), Path::new("/v"));
        let conda = environment(&[("CONDA_PREFIX", "/c")]);
        assert_eq!(sys_prefix(&conda).unwrap(), Path::new("/c"));
    }

    #[test]
    fn the_search_path_keeps_jupyters_order_without_repeats() {
        let set = environment(&[
            ("JUPYTER_PATH", "/first:/usr/share/jupyter"),
            ("JUPYTER_DATA_DIR", "/d"),
            ("VIRTUAL_ENV", "/v"),
        ]);
        let expected = [
            "/first/kernels",
            "/usr/share/jupyter/kernels",
            "/d/kernels",
            "/v/share/jupyter/kernels",
            "/usr/local/share/jupyter/kernels",
        ];
        assert_eq!(search_path(&set).unwrap(), expected.map(PathBuf::from));
    }
}
