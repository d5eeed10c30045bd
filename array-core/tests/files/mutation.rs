//! Files changed at random: bytes flipped, numbers made extreme, parts cut out, doubled or mixed.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::corpus::files;
use crate::read::check;

/// Files of each format that are tried.
const CASES: u32 = 4000;

/// A change of a file.
#[derive(Clone, Debug)]
enum Change {
    Set(Index, u8),
    /// Overwrites with a number that sizes are tried with.
    Number(Index, u64, usize),
    Cut(Index, Index),
    Double(Index, Index),
    Insert(Index, Vec<u8>),
}

/// Sizes that go wrong where a check is missing.
const EXTREMES: [u64; 8] = [0, 1, 0xffff, 0xffff_ffff, 1 << 31, 1 << 62, u64::MAX, u64::MAX - 7];

/// Pieces of text that mean something in one of the formats.
const WORDS: [&str; 14] = [
    "\"",
    "\"\"",
    "\n",
    "\r",
    ",",
    "#",
    "1e999",
    "-",
    "_",
    "(9,)",
    "'shape': ",
    "[1,2]",
    "99999999999",
    "é",
];

fn changes() -> impl proptest::strategy::Strategy<Value = Change> {
    let place = any::<Index>;
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (place(), prop::sample::select(&EXTREMES[..]), prop::sample::select(vec![2, 4, 8]))
            .prop_map(|(at, number, bytes)| Change::Number(at, number, bytes)),
        (place(), place()).prop_map(|(from, to)| Change::Cut(from, to)),
        (place(), place()).prop_map(|(from, to)| Change::Double(from, to)),
        (place(), prop::sample::select(&WORDS[..]))
            .prop_map(|(at, word)| Change::Insert(at, word.as_bytes().to_vec())),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len();
    let range = |from: &Index, to: &Index| {
        let (from, to) = (from.index(length), to.index(length));
        from.min(to)..from.max(to)
    };
    match change {
        Change::Set(at, byte) => bytes[at.index(length)] = *byte,
        Change::Number(at, number, size) => {
            let at = at.index(length);
            let new = number.to_le_bytes();
            let size = (*size).min(length - at);
            bytes[at..at + size].copy_from_slice(&new[..size]);
        }
        Change::Cut(from, to) => drop(bytes.drain(range(from, to))),
        Change::Double(from, to) => {
            let part = bytes[range(from, to)].to_vec();
            bytes.extend(part);
        }
        Change::Insert(at, word) => {
            let at = at.index(length);
            bytes.splice(at..at, word.iter().copied());
        }
    }
}

/// Reads changed files of a format.
fn survives(format: &'static str) {
    let sound: Vec<Vec<u8>> = files(format).into_iter().map(|(_, bytes)| bytes).collect();
    let inputs = (prop::sample::select(sound), vec(changes(), 1..8));
    // PROPTEST_CASES in the environment asks for more.
    let cases = ProptestConfig::default().cases.max(CASES);
    let config = ProptestConfig { cases, failure_persistence: None, ..Default::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let run = runner.run(&inputs, |(mut bytes, changes)| {
        changes.iter().for_each(|change| apply(&mut bytes, change));
        check(format, &bytes);
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{format}: {error}"));
}

#[test]
fn changed_npy_files_are_read_or_refused() {
    survives("npy");
}

#[test]
fn changed_npz_files_are_read_or_refused() {
    survives("npz");
}

#[test]
fn changed_safetensors_files_are_read_or_refused() {
    survives("safetensors");
}

#[test]
fn changed_texts_are_read_or_refused() {
    survives("text");
}
