//! The operands, the same as on NumPy's side: both draw them from the same generator.

use array_core::dtype::Real;
use array_core::prelude::*;

/// An element type that is measured.
pub(crate) trait Measured: Real {
    /// `n` numbers between 0 and 1, or whole ones below a million.
    fn draw(seed: u64, n: usize) -> Array<Self>;
    /// `n` numbers that can be divided by: between 0.5 and 1.5, or whole ones from 1 to 999.
    fn divisors(seed: u64, n: usize) -> Array<Self>;
    /// What about half of the drawn numbers are less than.
    const MIDDLE: Self;
}

macro_rules! measured_floats {
    ($($t:ty)*) => {$(
        impl Measured for $t {
            fn draw(seed: u64, n: usize) -> Array<Self> {
                default_rng(seed).random(n).astype::<$t>()
            }
            fn divisors(seed: u64, n: usize) -> Array<Self> {
                (default_rng(seed).random(n) + 0.5).astype::<$t>()
            }
            const MIDDLE: Self = 0.5;
        }
    )*};
}
measured_floats!(f64 f32);

impl Measured for i64 {
    fn draw(seed: u64, n: usize) -> Array<Self> {
        default_rng(seed).integers(0, 1_000_000, n)
    }
    fn divisors(seed: u64, n: usize) -> Array<Self> {
        default_rng(seed).integers(1, 1000, n)
    }
    const MIDDLE: Self = 500_000;
}

/// Operands of about `n` elements, made when they are asked for.
#[derive(Clone, Copy)]
pub(crate) struct Data {
    pub(crate) n: usize,
}

impl Data {
    pub(crate) fn side(self) -> usize {
        self.n.isqrt()
    }
    pub(crate) fn a<T: Measured>(self) -> Array<T> {
        T::draw(1, self.n)
    }
    pub(crate) fn b<T: Measured>(self) -> Array<T> {
        T::divisors(2, self.n)
    }
    /// Normally distributed.
    pub(crate) fn s<T: Measured>(self) -> Array<T> {
        default_rng(3).standard_normal(self.n).astype::<T>()
    }
    /// Every second of twice as many.
    pub(crate) fn strided<T: Measured>(self) -> Array<T> {
        T::draw(1, 2 * self.n).i((..).by(2))
    }
    pub(crate) fn m<T: Measured>(self) -> Array<T> {
        T::draw(1, self.side() * self.side()).reshape((self.side(), self.side()))
    }
    pub(crate) fn w<T: Measured>(self) -> Array<T> {
        T::divisors(2, self.side() * self.side()).reshape((self.side(), self.side()))
    }
    pub(crate) fn row<T: Measured>(self) -> Array<T> {
        T::divisors(2, self.side())
    }
    pub(crate) fn column<T: Measured>(self) -> Array<T> {
        self.row().reshape((self.side(), 1))
    }
    pub(crate) fn mask<T: Measured>(self) -> Array<bool> {
        self.a::<T>().lt(T::MIDDLE)
    }
    pub(crate) fn index<T: Measured>(self) -> Array<i64> {
        default_rng(4).integers(0, self.n as i64, self.n)
    }
    pub(crate) fn few<T: Measured>(self) -> Array<i64> {
        default_rng(4).integers(0, 100, self.n)
    }
    /// Rows of four features.
    pub(crate) fn tall<T: Measured>(self) -> Array<T> {
        T::draw(1, self.n / 4 * 4).reshape((self.n / 4, 4))
    }
    pub(crate) fn batch<T: Measured>(self) -> Array<T> {
        T::draw(1, self.n / 64 * 64).reshape((self.n / 64, 8, 8))
    }
    pub(crate) fn sorted<T: Measured>(self) -> Array<T> {
        sort(&self.a::<T>())
    }
    /// Symmetric, and positive definite.
    pub(crate) fn definite<T: Measured + array_core::dtype::Float>(self) -> Array<f64> {
        let m = self.m::<f64>();
        m.matmul(&m.t()) + eye(self.side()) * self.side() as f64
    }
}
