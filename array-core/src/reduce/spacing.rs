//! Where the samples of a curve are taken.

use crate::array::Array;
use crate::dtype::{Element, Real};
use crate::error::{Error, ErrorKind};

/// Where samples are taken: a number is their distance, an array their coordinates.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no spacing of samples",
    label = "expected a number for even spacing, or `&Array<f64>` of coordinates"
)]
pub trait Spacing {
    /// The distances between `n` neighbouring samples.
    #[doc(hidden)]
    #[track_caller]
    fn steps(self, n: usize) -> Steps;
}

/// The distances between neighbouring samples.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub enum Steps {
    /// All the same.
    Even(f64),
    /// One for each pair of neighbours.
    Uneven(Vec<f64>),
}

macro_rules! even_spacing {
    ($($t:ty)*) => {$(
        impl Spacing for $t {
            fn steps(self, _: usize) -> Steps { Steps::Even(self.cast()) }
        }
    )*};
}
even_spacing!(i32 i64 f32 f64);

impl<T: Real> Spacing for &Array<T> {
    #[track_caller]
    fn steps(self, n: usize) -> Steps {
        uneven(&self.astype::<f64>().to_vec(), n)
    }
}

impl<const N: usize> Spacing for [f64; N] {
    #[track_caller]
    fn steps(self, n: usize) -> Steps {
        uneven(&self, n)
    }
}

#[track_caller]
fn uneven(coordinates: &[f64], n: usize) -> Steps {
    if coordinates.len() != n {
        let message =
            format!("{} coordinates do not match {n} samples along the axis", coordinates.len());
        Error::new(ErrorKind::Shape, message).raise();
    }
    let steps: Vec<f64> = coordinates.windows(2).map(|pair| pair[1] - pair[0]).collect();
    match steps.first() {
        Some(&first) if steps.iter().all(|&step| step == first) => Steps::Even(first),
        _ => Steps::Uneven(steps),
    }
}

impl Steps {
    /// The distance from sample `k` to the next.
    pub(super) fn at(&self, k: usize) -> f64 {
        match self {
            Self::Even(step) => *step,
            Self::Uneven(steps) => steps[k],
        }
    }
}
