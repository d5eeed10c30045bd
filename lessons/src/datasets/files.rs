//! Finding and reading the user's files.

use std::env;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::Error;
use crate::places;

/// Names the folder of data sets to look in first, and to keep generated ones in.
pub const DATA: &str = "ARRAY_KERNEL_DATA";

/// The folder for data sets: the one that `ARRAY_KERNEL_DATA` names, else `data` in the folder of
/// this user's data of this program, else that of the working directory.
#[must_use]
pub fn folder() -> PathBuf {
    env::var_os(DATA)
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
        .or_else(|| Some(places::data()?.join("data")))
        .unwrap_or_else(|| PathBuf::from("data"))
}

/// The folders to look in, in their order.
fn folders() -> Vec<PathBuf> {
    let mut all = vec![folder(), PathBuf::from("data")];
    all.extend(places::data().map(|folder| folder.join("data")));
    all.dedup();
    all
}

/// Finds a file by one of the names that it may have, compressed by gzip or not.
pub(super) fn find(
    set: &'static str,
    names: &[&str],
    remedy: &'static str,
) -> Result<PathBuf, Error> {
    let names: Vec<String> =
        names.iter().flat_map(|name| [(*name).to_owned(), format!("{name}.gz")]).collect();
    let folders = folders();
    let paths = folders.iter().flat_map(|folder| names.iter().map(|name| folder.join(name)));
    match paths.into_iter().find(|path| path.is_file()) {
        Some(path) => Ok(path),
        None => Err(Error::Missing { set, files: names, folders, remedy }),
    }
}

/// Opens a file, decompressed if its name ends with `.gz`.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    let file = BufReader::new(File::open(path)?);
    Ok(if path.extension().is_some_and(|extension| extension == "gz") {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    })
}

/// Reads a file of text, decompressed if need be.
pub(super) fn read_text(path: &Path) -> Result<String, Error> {
    let read = || -> io::Result<String> {
        let mut text = String::new();
        open(path)?.read_to_string(&mut text)?;
        Ok(text)
    };
    read().map_err(|cause| Error::Io { path: path.to_owned(), cause })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_names_itself_and_where_it_was_looked_for() {
        let error = find("moons", &["moons-17.csv"], "Draw them.").unwrap_err().to_string();
        assert!(
            error.contains("`moons` are not at hand: moons-17.csv or moons-17.csv.gz"),
            "{error}"
        );
        assert!(error.contains(&format!("\n  {}\n", folder().display())), "{error}");
        assert!(error.ends_with("Draw them."), "{error}");
    }
}
