//! The inputs of this session and of earlier ones, kept in a file of JSON lines.
//!
//! Several kernels may append to the file at once. A session takes its number under a lock, by
//! writing the line that opens it; lines that cannot be read are passed over.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// How many lines of the past are kept; twice as many make the file be cut down to this.
const KEPT: usize = 5_000;

/// One input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The session it belongs to, counted from 1.
    pub session: u64,
    /// Its execution count; the line that opens a session has 0.
    pub line: u32,
    /// The source.
    pub input: String,
    /// The plain text of its value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
}

/// A range of lines of one session.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Range {
    /// The session; 0 is this one, negative numbers count back from it.
    #[serde(default)]
    pub session: i64,
    /// The first line.
    #[serde(default)]
    pub start: u32,
    /// The line after the last one; all when absent.
    #[serde(default)]
    pub stop: Option<u32>,
}

/// The inputs of this and earlier sessions.
pub struct History {
    /// Oldest first.
    entries: Vec<Entry>,
    session: u64,
    file: Option<PathBuf>,
}

impl History {
    /// A history that lives as long as this process.
    pub fn in_memory() -> Self {
        Self { entries: Vec::new(), session: 1, file: None }
    }

    /// Reads the history kept in `file`, made if absent, and opens a session in it.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn open(file: &Path) -> io::Result<Self> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut handle = OpenOptions::new().read(true).append(true).create(true).open(file)?;
        handle.lock()?;
        let mut text = Vec::new();
        handle.read_to_end(&mut text)?;
        let mut entries = parse(&text);
        let session = entries.iter().map(|entry| entry.session).max().unwrap_or(0) + 1;
        if entries.len() > 2 * KEPT {
            entries.drain(..entries.len() - KEPT);
            rewrite(&mut handle, &entries)?;
        } else if text.last().is_some_and(|last| *last != b'\n') {
            // A line that a crash cut short must not swallow the next one.
            handle.write_all(b"\n")?;
        }
        let opening = Entry { session, line: 0, input: String::new(), output: None };
        handle.write_all(to_line(&opening).as_bytes())?;
        entries.retain(|entry| entry.line > 0);
        Ok(Self { entries, session, file: Some(file.to_owned()) })
    }

    /// Adds an input of this session.
    ///
    /// # Errors
    /// When the file cannot be written; the entry is kept in memory nevertheless.
    pub fn add(&mut self, line: u32, input: &str, output: Option<String>) -> io::Result<()> {
        let entry = Entry { session: self.session, line, input: input.to_owned(), output };
        let text = to_line(&entry);
        self.entries.push(entry);
        match &self.file {
            Some(file) => {
                let mut file = OpenOptions::new().append(true).open(file)?;
                // Other kernels may add at the same time, but none may cut the file down.
                file.lock_shared()?;
                file.write_all(text.as_bytes())
            }
            None => Ok(()),
        }
    }

    /// The last `count` inputs, oldest first.
    pub fn tail(&self, count: usize) -> Vec<&Entry> {
        self.entries[self.entries.len().saturating_sub(count)..].iter().collect()
    }

    /// The inputs of a range.
    pub fn range(&self, range: Range) -> Vec<&Entry> {
        let session = match range.session {
            number if number > 0 => number.unsigned_abs(),
            back => self.session.saturating_sub(back.unsigned_abs()),
        };
        let lines = range.start..range.stop.unwrap_or(u32::MAX);
        self.entries
            .iter()
            .filter(|entry| entry.session == session && lines.contains(&entry.line))
            .collect()
    }

    /// The last `count` inputs that match a pattern with `*` and `?`, oldest first; with `unique`
    /// only the latest of equal ones.
    pub fn search(&self, pattern: &str, count: Option<usize>, unique: bool) -> Vec<&Entry> {
        let pattern: Vec<char> = pattern.chars().collect();
        let mut seen = HashSet::new();
        let mut found: Vec<&Entry> = self
            .entries
            .iter()
            .rev()
            .filter(|entry| matches(&pattern, &entry.input.chars().collect::<Vec<_>>()))
            .filter(|entry| !unique || seen.insert(&entry.input))
            .take(count.unwrap_or(usize::MAX))
            .collect();
        found.reverse();
        found
    }
}

fn parse(text: &[u8]) -> Vec<Entry> {
    text.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect()
}

fn to_line(entry: &Entry) -> String {
    engine_protocol::to_line(entry)
}

fn rewrite(handle: &mut File, entries: &[Entry]) -> io::Result<()> {
    let text: String = entries.iter().map(to_line).collect();
    handle.set_len(0)?;
    handle.seek(SeekFrom::Start(0))?;
    handle.write_all(text.as_bytes())
}

/// Whether all of `text` fits `pattern`, in which `*` is any text and `?` any character. Goes back
/// to the latest `*` only, so it takes at most the product of both lengths.
fn matches(pattern: &[char], text: &[char]) -> bool {
    let (mut at, mut position) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while position < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, position));
                at += 1;
            }
            Some(expected) if *expected == '?' || *expected == text[position] => {
                at += 1;
                position += 1;
            }
            _ => {
                let Some((star_at, star_position)) = star else { return false };
                star = Some((star_at, star_position + 1));
                at = star_at + 1;
                position = star_position + 1;
            }
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs(entries: Vec<&Entry>) -> Vec<String> {
        entries
            .iter()
            .map(|entry| format!("{}.{} {}", entry.session, entry.line, entry.input))
            .collect()
    }

    fn filled(history: &mut History) {
        for (line, input) in (1..).zip(["let a = 1;", "a", "let b = 2;", "a"]) {
            history.add(line, input, None).unwrap();
        }
    }

    #[test]
    fn tail_range_and_search() {
        let mut history = History::in_memory();
        filled(&mut history);
        assert_eq!(inputs(history.tail(2)), ["1.3 let b = 2;", "1.4 a"]);
        assert_eq!(inputs(history.tail(99)).len(), 4);
        let range = |session, start, stop| inputs(history.range(Range { session, start, stop }));
        assert_eq!(range(0, 2, Some(4)), ["1.2 a", "1.3 let b = 2;"]);
        assert_eq!(range(1, 3, None), ["1.3 let b = 2;", "1.4 a"]);
        assert!(range(-1, 0, None).is_empty() && range(i64::MIN, 0, None).is_empty());
        assert_eq!(
            inputs(history.search("let*", None, false)),
            ["1.1 let a = 1;", "1.3 let b = 2;"]
        );
        assert_eq!(inputs(history.search("?", None, true)), ["1.4 a"]);
        assert_eq!(inputs(history.search("*", Some(1), false)), ["1.4 a"]);
    }

    #[test]
    fn patterns() {
        let check = |pattern: &str, text: &str| {
            matches(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>())
        };
        for (pattern, text) in [("", ""), ("*", ""), ("a*c", "abcbc"), ("*b*", "abc"), ("?π", "aπ")]
        {
            assert!(check(pattern, text), "{pattern:?} {text:?}");
        }
        for (pattern, text) in [("", "a"), ("a", ""), ("a*c", "abcb"), ("?", ""), ("ab", "abc")] {
            assert!(!check(pattern, text), "{pattern:?} {text:?}");
        }
    }

    #[test]
    fn sessions_are_kept_and_corrupt_lines_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/history.jsonl");
        filled(&mut History::open(&file).unwrap());
        let mut text = std::fs::read(&file).unwrap();
        text.extend(b"\xff{ nonsense\n{\"session\": 1, \"li");
        std::fs::write(&file, text).unwrap();

        let mut second = History::open(&file).unwrap();
        second.add(1, "second", Some("2".into())).unwrap();
        let third = History::open(&file).unwrap();
        assert_eq!(inputs(third.tail(2)), ["1.4 a", "2.1 second"]);
        assert_eq!(third.tail(1)[0].output.as_deref(), Some("2"));
        assert_eq!(third.session, 3);
        let previous = Range { session: -1, start: 1, stop: None };
        assert_eq!(inputs(third.range(previous)), ["2.1 second"]);
    }

    #[test]
    fn a_long_file_is_cut_down() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.jsonl");
        let line = |line| to_line(&Entry { session: 8, line, input: "x".into(), output: None });
        std::fs::write(&file, (1..=2 * KEPT as u32 + 1).map(line).collect::<String>()).unwrap();
        let history = History::open(&file).unwrap();
        assert_eq!((history.entries.len(), history.session), (KEPT, 9));
        let kept = std::fs::read_to_string(&file).unwrap();
        assert_eq!(kept.lines().count(), KEPT + 1);
    }
}
