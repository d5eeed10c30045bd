//! What engines know of cargo: where it puts libraries, and which settings of the user's change them.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};

/// Settings of the user's cargo that would have dependencies compiled anew.
const SETTINGS: [&str; 5] = [
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_RUSTFLAGS",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
];

/// Whether an environment variable would have dependencies compiled anew.
#[must_use]
pub fn is_build_setting(name: &str) -> bool {
    SETTINGS.contains(&name) || name.starts_with("CARGO_PROFILE_")
}

/// Where the libraries of a session's or template's workspace lie: those that cells link, built for
/// `host`, and the procedural macros.
#[must_use]
pub fn libraries(workspace: &Path, host: &str) -> [PathBuf; 2] {
    let target = workspace.join("cell/target");
    [target.join(host).join("debug/deps"), target.join("debug/deps")]
}

/// The file name of a crate's shared library.
#[must_use]
pub fn shared_library(name: &str) -> String {
    format!("{DLL_PREFIX}{name}{DLL_SUFFIX}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_change_builds_are_known() {
        assert!(is_build_setting("RUSTC_WRAPPER") && is_build_setting("CARGO_PROFILE_DEV_DEBUG"));
        assert!(!is_build_setting("CARGO_HOME") && !is_build_setting("RUSTFLAGS"));
    }
}
