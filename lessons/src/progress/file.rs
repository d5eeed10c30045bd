//! The file of the learner's progress: JSON, one entry per exercise.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::Record;
use crate::places;

/// Names the file to use in place of `progress.json` in the folder of the user's data.
pub const PROGRESS: &str = "LESSONS_PROGRESS";

/// The records by the exercises' names.
pub(crate) type Records = BTreeMap<String, Record>;

/// Where the progress is kept; nothing when the user has no folder for data.
#[must_use]
pub fn path() -> Option<PathBuf> {
    match env::var_os(PROGRESS).filter(|path| !path.is_empty()) {
        Some(path) => Some(path.into()),
        None => Some(places::data()?.join("progress.json")),
    }
}

/// Changes what is known of an exercise, and returns it.
///
/// # Errors
/// When the file cannot be read or written; the text says which and why. Nothing is overwritten then.
pub(crate) fn note(exercise: &str, change: impl FnOnce(&mut Record)) -> Result<Record, String> {
    let path = path().ok_or_else(|| format!("there is no folder for it; set {PROGRESS}"))?;
    update(&path, exercise, change).map_err(|error| format!("{}: {error}", path.display()))
}

/// All that is known; nothing yet when there is no file.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn read() -> Result<Records, String> {
    let Some(path) = path() else { return Ok(Records::new()) };
    load(&path).map_err(|error| format!("{}: {error}", path.display()))
}

fn update(path: &Path, exercise: &str, change: impl FnOnce(&mut Record)) -> io::Result<Record> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    // Two notebooks may be open.
    let lock = File::create(path.with_extension("lock"))?;
    lock.lock()?;
    let mut records = load(path)?;
    let record = records.entry(exercise.to_owned()).or_default();
    change(record);
    let record = *record;
    let fresh = path.with_extension("new");
    fs::write(&fresh, to_json(&records))?;
    fs::rename(&fresh, path)?;
    Ok(record)
}

fn load(path: &Path) -> io::Result<Records> {
    match fs::read_to_string(path) {
        Ok(text) => {
            from_json(&text).ok_or_else(|| io::Error::other("the file is not one of progress"))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Records::new()),
        Err(error) => Err(error),
    }
}

fn to_json(records: &Records) -> String {
    let entry = |(name, record): (&String, &Record)| {
        let Record { tries, solved, hints, solution_seen } = record;
        let entry = json!({
            "tries": tries, "solved": solved, "hints": hints, "solution_seen": solution_seen,
        });
        (name.clone(), entry)
    };
    let exercises: Map<String, Value> = records.iter().map(entry).collect();
    format!("{:#}\n", json!({ "exercises": exercises }))
}

fn from_json(text: &str) -> Option<Records> {
    let all: Value = text.parse().ok()?;
    let entry = |(name, entry): (&String, &Value)| {
        let count =
            |key: &str| entry[key].as_u64().unwrap_or_default().try_into().unwrap_or(u32::MAX);
        let is = |key: &str| entry[key].as_bool().unwrap_or_default();
        let record = Record {
            tries: count("tries"),
            solved: is("solved"),
            hints: count("hints"),
            solution_seen: is("solution_seen"),
        };
        (name.clone(), record)
    };
    Some(all["exercises"].as_object()?.iter().map(entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_kept_from_one_time_to_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/progress.json");
        assert!(load(&path).unwrap().is_empty());
        update(&path, "ex_3_1", |record| record.tries += 1).unwrap();
        let record = update(&path, "ex_3_1", |record| record.solved = true).unwrap();
        assert_eq!(record, Record { tries: 1, solved: true, hints: 0, solution_seen: false });
        assert_eq!(load(&path).unwrap(), Records::from([("ex_3_1".into(), record)]));
    }

    #[test]
    fn a_file_of_something_else_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("progress.json");
        fs::write(&path, "[1, 2]").unwrap();
        let error = update(&path, "ex_3_1", |record| record.tries += 1).unwrap_err();
        assert_eq!(error.to_string(), "the file is not one of progress");
        assert_eq!(fs::read_to_string(&path).unwrap(), "[1, 2]");
    }
}
