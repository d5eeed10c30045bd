//! Copies of a directory that cargo has built in.
//!
//! What is large and never written to again, the compiled dependencies, is shared by hard links;
//! what cargo updates in place, its fingerprints and the cell's own output, is copied with its
//! times, by which cargo tells that nothing has to be built.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// From how many bytes on a file is worth sharing.
const LARGE: u64 = 64 * 1024;

/// Makes `to` have everything that `from` has; what is there already stays.
///
/// # Errors
/// When something cannot be read or written.
pub fn plant(from: &Path, to: &Path) -> io::Result<()> {
    plant_where(from, to, &|_| true)
}

/// The same for those files and directories only whose name `is_wanted`.
///
/// # Errors
/// When something cannot be read or written.
pub fn plant_where(from: &Path, to: &Path, is_wanted: &dyn Fn(&str) -> bool) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (original, copy) = (entry.path(), to.join(entry.file_name()));
        if !is_wanted(&entry.file_name().to_string_lossy()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            plant_where(&original, &copy, is_wanted)?;
        } else if !copy.exists() {
            let linked = is_shared(&original) && fs::hard_link(&original, &copy).is_ok();
            if !linked {
                copy_with_time(&original, &copy)?;
            }
        }
    }
    Ok(())
}

/// Whether a file is the output of a dependency, which nobody writes to again and whose copy would
/// take time.
fn is_shared(file: &Path) -> bool {
    let is_large = fs::metadata(file).is_ok_and(|metadata| metadata.len() >= LARGE);
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_cell = ["ctx", "libctx", "libcode_"].iter().any(|cell| name.starts_with(cell));
    let is_state = file.iter().any(|part| part == ".fingerprint" || part == "incremental");
    is_large && !is_cell && !is_state
}

fn copy_with_time(original: &Path, copy: &Path) -> io::Result<()> {
    fs::copy(original, copy)?;
    let time = fs::metadata(original)?.modified()?;
    File::options().write(true).open(copy)?.set_modified(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_shares_what_is_large_and_owns_the_rest() {
        let directory = tempfile::tempdir().unwrap();
        let (from, to) = (directory.path().join("from"), directory.path().join("to"));
        let write = |path: &Path, byte: u8, length: u64| {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, vec![byte; usize::try_from(length).unwrap()]).unwrap();
        };
        let (large, small) = ("target/deps/liba.so", "target/deps/a.d");
        let (cell, kept) = ("target/deps/libctx.so", "target/libb.so");
        for file in [large, cell, kept] {
            write(&from.join(file), b'o', LARGE);
        }
        write(&from.join(small), b'o', 10);
        write(&to.join(kept), b'k', 1);
        plant(&from, &to).unwrap();

        assert_eq!(fs::read(to.join(kept)).unwrap(), b"k");
        for (file, shared) in [(large, true), (small, false), (cell, false)] {
            let time = |root: &Path| fs::metadata(root.join(file)).unwrap().modified().unwrap();
            assert_eq!(time(&from), time(&to), "{file}");
            fs::write(to.join(file), "changed").unwrap();
            assert_eq!(fs::read(from.join(file)).unwrap() == b"changed", shared, "{file}");
        }
    }
}
