//! Figures that others have published, against array-core's.
//!
//! - `accuracy`: NumPy's validation sets of the elementary functions, in units of the last place;
//! - `bits`: NumPy's test sets of its generator of random bits, bit for bit;
//! - `statistics`, `regression`: the certified figures of NIST's Statistical Reference Datasets.
//!
//! NumPy's files are read from the installed package, which `ARRAY_CORE_NUMPY` names; without it
//! the tests that need it say so and are skipped. NIST's data lie in `strd/`, and
//! `tests/test_reference_data.py` computes their certified figures from them in exact arithmetic.

#![allow(clippy::print_stdout, reason = "what was compared is these tests' report")]

mod accuracy;
mod bits;
mod regression;
mod statistics;
mod strd;

use std::path::PathBuf;

/// A folder of the installed NumPy package; prints why when there is none.
fn numpy_folder(inside: &str) -> Option<PathBuf> {
    let package = std::env::var_os("ARRAY_CORE_NUMPY");
    if package.is_none() {
        println!("skipped: set ARRAY_CORE_NUMPY to the folder of an installed numpy package");
    }
    Some(PathBuf::from(package?).join(inside))
}
