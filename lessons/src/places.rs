//! Where files of this user's lie.

use std::env;
use std::path::PathBuf;

/// The folder of the user's own data of this program; nothing when there is no home.
pub(crate) fn data() -> Option<PathBuf> {
    let folder = match env::var_os("XDG_DATA_HOME").filter(|folder| !folder.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None if cfg!(target_os = "macos") => {
            env::home_dir()?.join("Library").join("Application Support")
        }
        None => env::home_dir()?.join(".local").join("share"),
    };
    Some(folder.join("array-kernel"))
}
