//! Random numbers (NumPy: `numpy.random.default_rng` and its `Generator`).
//!
//! The same seed gives the same numbers as NumPy 2: the bits come from PCG64 seeded through
//! `SeedSequence`, and every distribution spends them as NumPy's does. Where a distribution takes
//! logarithms or powers, the last bit is that of the system's mathematical library.

mod choose;
mod counts;
mod distribution;
mod gamma;
mod generator;
mod pcg64;
mod seed;
#[cfg(test)]
mod tests;
mod ziggurat;

pub use choose::Population;
pub use generator::{Generator, default_rng};
pub use seed::Seed;
