//! The generator of random bits, against NumPy's test sets of PCG64.

use array_core::prelude::*;

/// A set's seed and the words that follow from it.
fn parse(text: &str) -> (u64, Vec<u64>) {
    let words = text.lines().map(|line| {
        let (_, word) = line.split_once(',').expect("a number and a word");
        let digits = word.trim().strip_prefix("0x").expect("hexadecimal digits");
        u64::from_str_radix(digits, 16).expect("hexadecimal digits")
    });
    let mut words: Vec<u64> = words.collect();
    (words.remove(0), words)
}

#[test]
fn default_rng_draws_the_words_of_numpys_pcg64() {
    let Some(folder) = crate::numpy_folder("random/tests/data") else { return };
    for name in ["pcg64-testset-1.csv", "pcg64-testset-2.csv"] {
        let text = std::fs::read_to_string(folder.join(name)).expect("a test set is readable");
        let (seed, expected) = parse(&text);
        // An integer of the whole range of 64 bits is one word of the generator, counted from the
        // least integer.
        let drawn = default_rng(seed).integers_endpoint(i64::MIN, i64::MAX, expected.len());
        let words: Vec<u64> = drawn.to_vec().into_iter().map(|x| x.abs_diff(i64::MIN)).collect();
        println!("{name}: seed {seed:#x}, {} words", words.len());
        assert!(words.len() >= 1000, "{name} has {} words", words.len());
        assert_eq!(words, expected, "{name}");
    }
}
