//! How a transform is to be done: its length, its axis, its scale.

use crate::dims::IndexInt;

/// Which direction of a transform carries the factor `1/n` (NumPy: `norm`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FftNorm {
    /// The inverse transform.
    #[default]
    Backward,
    /// Both, by the root of the factor.
    Ortho,
    /// The forward transform.
    Forward,
}

/// Length, axis and scale of a transform: `fft_with(&a, FftOptions::new().n(8).axis(0))`.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct FftOptions {
    pub(super) n: Option<usize>,
    pub(super) axis: isize,
    pub(super) norm: FftNorm,
}

impl FftOptions {
    /// The whole last axis, with the factor `1/n` on the inverse transform.
    pub fn new() -> Self {
        Self { n: None, axis: -1, norm: FftNorm::Backward }
    }

    /// The number of points of the signal: the axis is cut, or padded with zeros.
    pub fn n(mut self, n: usize) -> Self {
        self.n = Some(n);
        self
    }

    /// The axis to transform; -1 is the last.
    pub fn axis(mut self, axis: impl IndexInt) -> Self {
        self.axis = axis.to_isize();
        self
    }

    /// Which direction is scaled.
    pub fn norm(mut self, norm: FftNorm) -> Self {
        self.norm = norm;
        self
    }
}

impl Default for FftOptions {
    fn default() -> Self {
        Self::new()
    }
}
