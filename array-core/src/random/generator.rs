//! The generator that cells use, and its distributions.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::distribution::{Count, Distribution, Real};
use super::pcg64::Pcg64;
use super::seed::{Seed, SeedSequence};
use crate::array::Array;
use crate::dims::{Dims, IndexInt};

/// A source of random numbers (NumPy: `numpy.random.Generator`), made by [`default_rng`].
///
/// Drawing needs no `mut`. A method takes the distribution's parameters first, if NumPy has no
/// default for them, and the shape last; the `_with` twins take the other parameters too. A shape
/// of `()` gives a 0-d array: read it with `.item()`.
#[derive(Debug)]
pub struct Generator {
    bits: Mutex<Pcg64>,
}

/// A generator with this seed: the same seed gives the same numbers as NumPy's; `None` takes one
/// from the operating system (NumPy: `numpy.random.default_rng`).
///
/// # Panics
/// If the seed is negative.
///
/// ```
/// use array_core::prelude::*;
///
/// let rng = default_rng(42);
/// assert_eq!(rng.random(2).to_vec(), [0.7739560485559633, 0.4388784397520523]);
/// assert_eq!(rng.integers(0, 10, 3).to_vec(), [4, 8, 0]);
/// assert_eq!(rng.normal((2, 3)).shape(), [2, 3]);
/// ```
#[must_use]
#[track_caller]
pub fn default_rng(seed: impl Seed) -> Generator {
    Generator::seeded(seed.words())
}

impl Generator {
    fn seeded(words: Vec<u32>) -> Self {
        Self { bits: Mutex::new(Pcg64::new(&SeedSequence::new(&words))) }
    }

    /// The bits, for the time of one call. A panic in between leaves them usable.
    pub(super) fn bits(&self) -> MutexGuard<'_, Pcg64> {
        self.bits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An array of draws.
    #[track_caller]
    fn draw<D: Distribution>(&self, distribution: D, shape: impl Dims) -> Array<D::Number> {
        distribution.array(self, shape.dims())
    }

    /// Uniform in `[0, 1)` (NumPy: `Generator.random`).
    ///
    /// # Panics
    /// If a length is negative.
    #[must_use]
    #[track_caller]
    pub fn random(&self, shape: impl Dims) -> Array<f64> {
        self.draw(Real::Random, shape)
    }

    /// Integers in `low..high` (NumPy: `Generator.integers`).
    ///
    /// # Panics
    /// If the range is empty.
    #[must_use]
    #[track_caller]
    pub fn integers(
        &self,
        low: impl IndexInt,
        high: impl IndexInt,
        shape: impl Dims,
    ) -> Array<i64> {
        let (low, high) = (low.to_isize(), high.to_isize());
        assert!(low < high, "integers: low >= high: {low} >= {high}");
        self.integers_endpoint(low, high - 1, shape)
    }

    /// Integers in `low..=high` (NumPy: `Generator.integers` with `endpoint=True`).
    ///
    /// # Panics
    /// If the range is empty.
    #[must_use]
    #[track_caller]
    pub fn integers_endpoint(
        &self,
        low: impl IndexInt,
        high: impl IndexInt,
        shape: impl Dims,
    ) -> Array<i64> {
        let (low, high) = (low.to_isize() as i64, high.to_isize() as i64);
        assert!(low <= high, "integers: low > high: {low} > {high}");
        let last = high.wrapping_sub(low) as u64;
        self.draw(Count::Integers { low, last }, shape)
    }

    /// The standard normal distribution (NumPy: `Generator.standard_normal`).
    ///
    /// # Panics
    /// If a length is negative.
    #[must_use]
    #[track_caller]
    pub fn standard_normal(&self, shape: impl Dims) -> Array<f64> {
        self.draw(Real::Normal { loc: 0., scale: 1. }, shape)
    }

    /// The normal distribution with mean 0 and standard deviation 1
    /// (NumPy: `Generator.normal`); see [`normal_with`](Generator::normal_with) for others.
    ///
    /// # Panics
    /// If a length is negative.
    #[must_use]
    #[track_caller]
    pub fn normal(&self, shape: impl Dims) -> Array<f64> {
        self.normal_with(0., 1., shape)
    }

    /// The normal distribution with mean `loc` and standard deviation `scale`
    /// (NumPy: `Generator.normal`).
    ///
    /// # Panics
    /// If `scale` is negative.
    #[must_use]
    #[track_caller]
    pub fn normal_with(&self, loc: f64, scale: f64, shape: impl Dims) -> Array<f64> {
        check("normal", "scale", scale, scale >= 0.);
        self.draw(Real::Normal { loc, scale }, shape)
    }

    /// Uniform in `[0, 1)` (NumPy: `Generator.uniform`); see
    /// [`uniform_with`](Generator::uniform_with) for other ranges.
    ///
    /// # Panics
    /// If a length is negative.
    #[must_use]
    #[track_caller]
    pub fn uniform(&self, shape: impl Dims) -> Array<f64> {
        self.uniform_with(0., 1., shape)
    }

    /// Uniform in `[low, high)` (NumPy: `Generator.uniform`).
    ///
    /// # Panics
    /// If `high` is less than `low`, or the range is not finite.
    #[must_use]
    #[track_caller]
    pub fn uniform_with(&self, low: f64, high: f64, shape: impl Dims) -> Array<f64> {
        let range = high - low;
        check("uniform", "high - low", range, range.is_finite() && range >= 0.);
        self.draw(Real::Uniform { low, range }, shape)
    }

    /// The exponential distribution with mean 1 (NumPy: `Generator.standard_exponential`).
    ///
    /// # Panics
    /// If a length is negative.
    #[must_use]
    #[track_caller]
    pub fn standard_exponential(&self, shape: impl Dims) -> Array<f64> {
        self.draw(Real::Exponential { scale: 1. }, shape)
    }

    /// The exponential distribution with mean 1 (NumPy: `Generator.exponential`); see
    /// [`exponential_with`](Generator::exponential_with) for other means.
    ///
    /// # Panics
    /// If a length is negative.
    #[must_use]
    #[track_caller]
    pub fn exponential(&self, shape: impl Dims) -> Array<f64> {
        self.standard_exponential(shape)
    }

    /// The exponential distribution with mean `scale` (NumPy: `Generator.exponential`).
    ///
    /// # Panics
    /// If `scale` is negative.
    #[must_use]
    #[track_caller]
    pub fn exponential_with(&self, scale: f64, shape: impl Dims) -> Array<f64> {
        check("exponential", "scale", scale, scale >= 0.);
        self.draw(Real::Exponential { scale }, shape)
    }

    /// The number of successes of `n` trials with probability `p`
    /// (NumPy: `Generator.binomial`).
    ///
    /// # Panics
    /// If `n` is negative or `p` not in `[0, 1]`.
    #[must_use]
    #[track_caller]
    pub fn binomial(&self, n: impl IndexInt, p: f64, shape: impl Dims) -> Array<i64> {
        let n = n.to_isize() as i64;
        assert!(n >= 0, "binomial: n < 0: {n}");
        check("binomial", "p", p, (0. ..=1.).contains(&p));
        self.draw(Count::Binomial { n, p }, shape)
    }

    /// The number of events where `lam` are expected (NumPy: `Generator.poisson`).
    ///
    /// # Panics
    /// If `lam` is negative, NaN, or too large for 64 bits.
    #[must_use]
    #[track_caller]
    pub fn poisson(&self, lam: f64, shape: impl Dims) -> Array<i64> {
        /// Ten standard deviations below the largest `i64`.
        const LARGEST: f64 = 9.223_372_006_484_771e18;
        check("poisson", "lam", lam, (0. ..=LARGEST).contains(&lam));
        self.draw(Count::Poisson { lam }, shape)
    }

    /// The gamma distribution with this shape parameter and scale 1
    /// (NumPy: `Generator.standard_gamma`).
    ///
    /// # Panics
    /// If the parameter is negative.
    #[must_use]
    #[track_caller]
    pub fn standard_gamma(&self, parameter: f64, shape: impl Dims) -> Array<f64> {
        self.gamma(parameter, 1., shape)
    }

    /// The gamma distribution with this shape parameter and scale (NumPy: `Generator.gamma`).
    ///
    /// # Panics
    /// If a parameter is negative.
    #[must_use]
    #[track_caller]
    pub fn gamma(&self, parameter: f64, scale: f64, shape: impl Dims) -> Array<f64> {
        check("gamma", "shape", parameter, parameter >= 0.);
        check("gamma", "scale", scale, scale >= 0.);
        self.draw(Real::Gamma { parameter, scale }, shape)
    }

    /// The beta distribution (NumPy: `Generator.beta`).
    ///
    /// # Panics
    /// If a parameter is not positive.
    #[must_use]
    #[track_caller]
    pub fn beta(&self, a: f64, b: f64, shape: impl Dims) -> Array<f64> {
        check("beta", "a", a, a > 0.);
        check("beta", "b", b, b > 0.);
        self.draw(Real::Beta { a, b }, shape)
    }
}

/// Panics unless a parameter is valid.
#[track_caller]
fn check(distribution: &str, parameter: &str, value: f64, is_valid: bool) {
    assert!(is_valid, "{distribution}: {parameter} = {value} is out of range");
}
