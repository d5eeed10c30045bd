//! NIST's Statistical Reference Datasets: their files, and agreement with certified figures.

use std::path::Path;

/// A data set: the figures that NIST certifies, and the rows of numbers.
pub(crate) struct DataSet {
    pub(crate) certified: Vec<f64>,
    pub(crate) rows: Vec<Vec<f64>>,
}

/// Reads a set from `strd/`.
pub(crate) fn read(name: &str) -> DataSet {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/strd");
    let text = std::fs::read_to_string(folder.join(name)).expect("a data set is readable");
    let numbers = |line: &str| -> Vec<f64> {
        line.split_whitespace().map(|word| word.parse().expect("a number")).collect()
    };
    let mut set = DataSet { certified: Vec::new(), rows: Vec::new() };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix("certified ") {
            Some(figures) => set.certified = numbers(figures),
            None => set.rows.push(numbers(line)),
        }
    }
    set
}

/// NIST certifies 15 digits: no figure can agree in more.
const CERTIFIED_DIGITS: f64 = 15.;

/// The number of decimal digits to which `value` agrees with `certified`: the log relative error.
pub(crate) fn digits(value: f64, certified: f64) -> f64 {
    let error = ((value - certified) / certified).abs();
    (-error.log10()).clamp(0., CERTIFIED_DIGITS)
}
