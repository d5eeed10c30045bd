//! Where a quantile lies between the sorted elements: the thirteen methods of NumPy.

use crate::dtype::{Element, Float};
use crate::sort::SortKey;

/// How a quantile that falls between two elements is made of them (NumPy: `method=`).
///
/// The first nine are those of Hyndman and Fan (1996); the others give discontinuous variants of
/// [`Linear`](Self::Linear).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum QuantileMethod {
    /// The smallest element that at least the asked fraction of elements does not exceed.
    InvertedCdf,
    /// As `InvertedCdf`, with the mean of two where the distribution is flat.
    AveragedInvertedCdf,
    /// The element nearest to the asked place; of two equally near, the one of even rank.
    ClosestObservation,
    /// Linear interpolation of the distribution itself.
    InterpolatedInvertedCdf,
    /// Interpolation with elements at the middle of their steps.
    Hazen,
    /// Interpolation with n + 1 steps.
    Weibull,
    /// Interpolation between first and last element, n - 1 steps: the default.
    #[default]
    Linear,
    /// Interpolation whose median is right whatever the distribution.
    MedianUnbiased,
    /// Interpolation whose mean is right for normal distributions.
    NormalUnbiased,
    /// The lower of the two elements.
    Lower,
    /// The higher of the two elements.
    Higher,
    /// The mean of the two elements.
    Midpoint,
    /// The nearer of the two elements, the even one of two equally near.
    Nearest,
}

impl QuantileMethod {
    /// The place among `n` sorted elements: the one before, and how far towards the next.
    fn place(self, n: usize, level: f64) -> (usize, f64) {
        let last = n as f64 - 1.0;
        let n = n as f64;
        let linear = last * level;
        // The general form, for the position of elements given by alpha and beta.
        let spread =
            |alpha: f64, beta: f64| n * level + (alpha + level * (1.0 - alpha - beta)) - 1.0;
        // The next element unless the place is exactly on one, and `stay` says so.
        let step = |place: f64, stay: fn(f64) -> bool| {
            let before = place.floor();
            if place == before && stay(before) { before } else { before + 1.0 }
        };
        let place = match self {
            Self::InvertedCdf => step(n * level - 1.0, |_| true),
            Self::ClosestObservation => step(n * level - 1.5, |before| before % 2.0 == 1.0),
            Self::AveragedInvertedCdf => {
                let place = n * level - 1.0;
                let before = place.floor();
                if place == before { before + 0.5 } else { before + 1.0 }
            }
            Self::InterpolatedInvertedCdf => spread(0.0, 1.0),
            Self::Hazen => spread(0.5, 0.5),
            Self::Weibull => spread(0.0, 0.0),
            Self::Linear => linear,
            Self::MedianUnbiased => spread(1.0 / 3.0, 1.0 / 3.0),
            Self::NormalUnbiased => spread(3.0 / 8.0, 3.0 / 8.0),
            Self::Lower => linear.floor(),
            Self::Higher => linear.ceil(),
            Self::Midpoint => 0.5 * (linear.floor() + linear.ceil()),
            Self::Nearest => linear.round_ties_even(),
        };
        let place = place.clamp(0.0, last);
        (place as usize, place - place.floor())
    }
}

/// The quantiles of a lane, which has an element and no NaN, and is reordered.
pub(super) fn quantiles_of<F: Float + SortKey>(
    lane: &mut [F],
    levels: &[f64],
    method: QuantileMethod,
) -> Vec<F> {
    let places: Vec<(usize, f64)> =
        levels.iter().map(|&level| method.place(lane.len(), level)).collect();
    bring_into_place(lane, &places);
    let last = lane.len() - 1;
    let between = |&(before, part): &(usize, f64)| {
        let (a, b) = (lane[before], lane[last.min(before + 1)]);
        interpolate(a, b, part)
    };
    places.iter().map(between).collect()
}

/// From `a` by `part` of the way to `b`, computed from the nearer end.
fn interpolate<F: Float>(a: F, b: F, part: f64) -> F {
    let way = b - a;
    if part >= 0.5 { b - way * (1.0 - part).cast::<F>() } else { a + way * part.cast::<F>() }
}

/// Reorders `lane` so that the elements at `places` and after them stand where sorting would put
/// them: by selection if there are few, by sorting if there are many.
fn bring_into_place<F: Float + SortKey>(lane: &mut [F], places: &[(usize, f64)]) {
    const MANY: usize = 8;
    let mut wanted: Vec<usize> =
        places.iter().flat_map(|&(before, _)| [before, before + 1]).collect();
    wanted.retain(|&place| place < lane.len());
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.len() > MANY {
        F::sort_lane(lane);
        return;
    }
    let mut done = 0;
    for place in wanted {
        F::select_in_lane(&mut lane[done..], place - done);
        done = place + 1;
    }
}
