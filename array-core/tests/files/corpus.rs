//! The inputs that are kept for fuzzing: sound files, and what once went wrong.

use std::fs;
use std::path::{Path, PathBuf};

use crate::read::{FORMATS, check};

/// The files of a format's corpus.
pub(crate) fn files(format: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(format);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).expect("it is a file"))).collect()
}

#[test]
fn every_kept_input_is_read() {
    for (format, ..) in FORMATS {
        let files = files(format);
        assert!(files.len() >= 4, "{format} has {} inputs", files.len());
        for (_, bytes) in files {
            check(format, &bytes);
        }
    }
}

#[test]
fn no_sound_file_is_sound_when_it_is_cut_off() {
    for format in ["npy", "npz", "safetensors"] {
        let sound = files(format).into_iter().filter(|(path, _)| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("sound"))
        });
        for (path, bytes) in sound {
            assert!(opens(format, &bytes), "{path:?}");
            for end in 0..bytes.len() {
                check(format, &bytes[..end]);
                assert!(!opens(format, &bytes[..end]), "{path:?} cut off at {end}");
            }
        }
    }
}

/// Whether a file can be opened, which all of its bytes are needed for.
fn opens(format: &str, bytes: &[u8]) -> bool {
    match format {
        "npy" => array_core::io::npy::decode(bytes).is_ok(),
        "npz" => array_core::io::Npz::from_bytes(bytes).is_ok(),
        _ => array_core::io::SafeTensors::from_bytes(bytes).is_ok(),
    }
}
