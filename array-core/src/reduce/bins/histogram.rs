//! Histograms.

use super::edges::{Bins, Edges, IntoBins};
use crate::array::Array;
use crate::dtype::{DType, Real};
use crate::error::{Error, ErrorKind, show_shape};
use crate::kernel::contiguous;
use crate::threads;

/// How many elements fall into each bin, and the bins' edges (NumPy: `numpy.histogram`).
///
/// `bins` is their number, an array of their edges, or the name of a rule that finds their number:
/// `"auto"`, `"fd"`, `"sturges"`, `"sqrt"`, `"rice"`, `"scott"`. Bins include their left edge, the
/// last one its right edge too.
///
/// ```
/// use array_core::prelude::*;
///
/// let (counts, edges) = histogram(&array([1., 2., 1., 4., 5., 2.5]), 4);
/// assert_eq!(counts.to_vec(), [2, 2, 0, 2]);
/// assert_eq!(edges.to_vec(), [1., 2., 3., 4., 5.]);
/// ```
///
/// # Panics
/// Panics if there is no bin, if edges decrease, or if the elements that bins are to be found for
/// are not finite.
#[must_use]
#[track_caller]
pub fn histogram<T: Real>(a: &Array<T>, bins: impl IntoBins) -> (Array<i64>, Array<f64>) {
    histogram_with(a, bins).counts()
}

/// A histogram with NumPy's other options: `histogram_with(&a, 10).range(0., 1.).density()`.
///
/// Ends with [`counts`](Histogram::counts), [`density`](Histogram::density) or, after
/// [`weights`](Histogram::weights), [`sums`](Histogram::sums).
pub fn histogram_with<T: Real>(a: &Array<T>, bins: impl IntoBins) -> Histogram {
    Histogram {
        elements: a.astype(),
        integer: !matches!(T::DTYPE, DType::F32 | DType::F64),
        bins: bins.bins(),
        range: None,
        weights: None,
    }
}

/// The edges of the bins that a histogram would have (NumPy: `numpy.histogram_bin_edges`).
///
/// # Panics
/// As [`histogram`].
#[must_use]
#[track_caller]
pub fn histogram_bin_edges<T: Real>(a: &Array<T>, bins: impl IntoBins) -> Array<f64> {
    vector(histogram_with(a, bins).edges().edges)
}

/// A histogram in the making: what [`histogram_with`] returns.
#[derive(Clone, Debug)]
#[must_use]
pub struct Histogram {
    elements: Array<f64>,
    integer: bool,
    bins: Bins,
    range: Option<(f64, f64)>,
    weights: Option<Vec<f64>>,
}

impl Histogram {
    /// Spreads the bins from `first` to `last`; elements outside are left out (NumPy: `range=`).
    pub fn range(mut self, first: f64, last: f64) -> Self {
        self.range = Some((first, last));
        self
    }

    /// Counts each element as often as its weight says (NumPy: `weights=`).
    ///
    /// # Panics
    /// Panics if the weights have another shape than the array.
    #[track_caller]
    pub fn weights<W: Real>(mut self, weights: &Array<W>) -> Self {
        if weights.shape() != self.elements.shape() {
            let message = format!(
                "weights should have the same shape as a: {} and {}",
                show_shape(weights.shape()),
                show_shape(self.elements.shape())
            );
            Error::new(ErrorKind::Shape, message).raise();
        }
        self.weights = Some(weights.astype::<f64>().to_vec());
        self
    }

    /// The number of elements in each bin, without regard to weights, and the edges.
    ///
    /// # Panics
    /// As [`histogram`].
    #[must_use]
    #[track_caller]
    pub fn counts(self) -> (Array<i64>, Array<f64>) {
        let edges = self.edges();
        let view = self.elements.data.view();
        let counts = counts_in(&contiguous(&view), &edges);
        (Array::from_vec(&[counts.len()], counts), vector(edges.edges))
    }

    /// The sum of the weights in each bin, and the edges.
    ///
    /// # Panics
    /// As [`histogram`].
    #[must_use]
    #[track_caller]
    pub fn sums(self) -> (Array<f64>, Array<f64>) {
        let edges = self.edges();
        (vector(self.sums_in(&edges)), vector(edges.edges))
    }

    /// The share of each bin per unit of width, so that the area is 1, and the edges (NumPy:
    /// `density=True`).
    ///
    /// # Panics
    /// As [`histogram`].
    #[must_use]
    #[track_caller]
    pub fn density(self) -> (Array<f64>, Array<f64>) {
        let edges = self.edges();
        let sums = vector(self.sums_in(&edges));
        let total = sums.sum();
        let widths = edges.edges.windows(2).map(|edge| edge[1] - edge[0]);
        let density = sums.to_vec().into_iter().zip(widths).map(|(sum, width)| sum / width / total);
        (vector(density.collect()), vector(edges.edges))
    }

    #[track_caller]
    fn edges(&self) -> Edges {
        Edges::find(&self.elements, self.bins.clone(), self.range, self.integer)
    }

    fn sums_in(&self, edges: &Edges) -> Vec<f64> {
        let mut sums = vec![0.0; edges.edges.len().saturating_sub(1)];
        let view = self.elements.data.view();
        for (k, &x) in contiguous(&view).iter().enumerate() {
            if let Some(bin) = edges.bin(x) {
                sums[bin] += self.weights.as_ref().map_or(1.0, |weights| weights[k]);
            }
        }
        sums
    }
}

/// How many of the elements fall into each bin.
fn counts_in(elements: &[f64], edges: &Edges) -> Vec<i64> {
    if threads::worth(elements.len()) {
        let (first, last) = elements.split_at(elements.len() / 2);
        let (mut counts, others) =
            threads::both(elements.len(), || counts_in(first, edges), || counts_in(last, edges));
        counts.iter_mut().zip(others).for_each(|(count, other)| *count += other);
        return counts;
    }
    let mut counts = vec![0; edges.edges.len().saturating_sub(1)];
    for &x in elements {
        if let Some(bin) = edges.bin(x) {
            counts[bin] += 1;
        }
    }
    counts
}

impl Edges {
    /// The bin of `x`, if there is one.
    #[inline]
    fn bin(&self, x: f64) -> Option<usize> {
        let edges = &self.edges;
        let last = edges.len().checked_sub(2)?;
        if !(edges[0]..=edges[last + 1]).contains(&x) {
            return None;
        }
        if !self.even {
            return Some((edges.partition_point(|&edge| edge <= x) - 1).min(last));
        }
        let scale = (last + 1) as f64 / (edges[last + 1] - edges[0]);
        let bin = (((x - edges[0]) * scale) as usize).min(last);
        // The quotient may be rounded across an edge; the edge itself decides.
        if x < edges[bin] {
            Some(bin - 1)
        } else if x >= edges[bin + 1] && bin < last {
            Some(bin + 1)
        } else {
            Some(bin)
        }
    }
}

fn vector(elements: Vec<f64>) -> Array<f64> {
    Array::from_vec(&[elements.len()], elements)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::vector;

    #[test]
    fn histograms_follow_numpy() {
        let counts = |h: (Array<i64>, Array<f64>)| (h.0.to_vec(), h.1.to_vec());
        let a = vector([1., 2., 1., 4.]);
        let by_edges = histogram(&vector([1, 2, 1]), [0, 1, 2, 3]);
        assert_eq!(counts(by_edges), (vec![0, 2, 1], vec![0., 1., 2., 3.]));
        let ranged = histogram_with(&vector([1, 2, 1, 9]), 3).range(0., 3.).counts();
        assert_eq!(ranged.0.to_vec(), [0, 2, 1]);
        let (density, edges) = histogram_with(&a, 2).density();
        assert_eq!((density.to_vec(), edges.to_vec()), (vec![0.5, 0.5 / 3.], vec![1., 2.5, 4.]));
        let (sums, _) = histogram_with(&a, 2).weights(&vector([1., 0.5, 2., 3.])).sums();
        assert_eq!(sums.to_vec(), [3.5, 3.]);
        let same = histogram(&vector([2., 2.]), 2);
        assert_eq!(counts(same), (vec![0, 2], vec![1.5, 2., 2.5]));
        let nothing = histogram(&vector::<f64, 0>([]), 3);
        assert_eq!(counts(nothing), (vec![0; 3], vec![0., 1. / 3., 2. / 3., 1.]));
        let doubled = histogram(&vector([1, 2, 3]), [1, 1, 3]);
        assert_eq!(doubled.0.to_vec(), [0, 3]);
        let nan = histogram(&vector([f64::NAN, 1.]), [0, 2, 3]);
        assert_eq!(nan.0.to_vec(), [1, 0]);
    }

    #[test]
    fn rules_find_as_many_bins_as_numpys() {
        let curve = Array::from_vec(&[50], (0..50).map(|k| f64::from(k).powf(1.5)).collect());
        let integers = vector([1, 2, 3, 4, 4, 4]);
        let rules = [
            ("auto", 7, 3),
            ("fd", 4, 2),
            ("sturges", 7, 3),
            ("sqrt", 8, 3),
            ("rice", 8, 3),
            ("scott", 4, 2),
        ];
        for (rule, of_curve, of_integers) in rules {
            assert_eq!(histogram(&curve, rule).0.size(), of_curve, "{rule}");
            assert_eq!(histogram(&integers, rule).0.size(), of_integers, "{rule}");
            assert_eq!(histogram(&vector([1., 1.]), rule).0.size(), 1, "{rule}");
        }
        assert_eq!(histogram_bin_edges(&vector::<f64, 0>([]), "auto").size(), 2);
    }

    #[test]
    #[should_panic(expected = "autodetected range of [NaN, NaN] is not finite")]
    fn bins_cannot_be_found_for_nan() {
        let _ = histogram(&vector([1., f64::NAN]), 10);
    }

    #[test]
    #[should_panic(expected = "`bins` must be positive, when an integer")]
    fn there_is_a_bin() {
        let _ = histogram(&vector([1.]), 0);
    }

    #[test]
    #[should_panic(expected = "`bins` must increase monotonically, when an array")]
    fn edges_increase() {
        let _ = histogram(&vector([1.]), [3, 1]);
    }
}
