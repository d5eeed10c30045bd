//! Bars, histograms and box plots.

use super::builder::Plot;
use super::data::PlotData;
use super::marks::{Bars, BoxStats, Marks};

/// What stands below the bars: names or numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` names no bars",
    label = "expected names or numbers",
    note = "names are lists of `&str` or `String`: `[\"apples\", \"pears\"]`, `&names`"
)]
pub trait BarNames {
    /// The names, or the places on the x axis.
    fn places(&self) -> Result<Vec<f64>, Vec<String>>;
}

impl<P: PlotData> BarNames for P {
    fn places(&self) -> Result<Vec<f64>, Vec<String>> {
        Ok(self.numbers().values)
    }
}

macro_rules! bar_names {
    ($($t:ty)*) => {$(
        impl BarNames for Vec<$t> {
            fn places(&self) -> Result<Vec<f64>, Vec<String>> {
                Err(texts(self))
            }
        }

        impl BarNames for &Vec<$t> {
            fn places(&self) -> Result<Vec<f64>, Vec<String>> {
                Err(texts(self))
            }
        }

        impl BarNames for &[$t] {
            fn places(&self) -> Result<Vec<f64>, Vec<String>> {
                Err(texts(self))
            }
        }

        impl<const N: usize> BarNames for [$t; N] {
            fn places(&self) -> Result<Vec<f64>, Vec<String>> {
                Err(texts(self))
            }
        }

        impl<const N: usize> BarNames for &[$t; N] {
            fn places(&self) -> Result<Vec<f64>, Vec<String>> {
                Err(texts(*self))
            }
        }
    )*};
}

bar_names! { &str String }

fn texts<T: ToString>(names: &[T]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

/// Bars of the given heights over names or numbers (matplotlib: `bar`).
///
/// ```
/// use array_core::prelude::*;
///
/// let p = bar(["apples", "pears"], &[3, 5]).ylabel("count");
/// assert!(p.to_svg().contains("pears"));
/// ```
///
/// # Panics
///
/// When there are not as many names as heights.
#[track_caller]
pub fn bar(names: impl BarNames, heights: impl PlotData) -> Plot {
    const WIDTH: f64 = 0.8;
    let heights = heights.numbers().values;
    let (places, names) = match names.places() {
        Ok(places) => (places, vec![]),
        Err(names) => ((0..names.len()).map(|i| i as f64).collect(), names),
    };
    assert!(
        places.len() == heights.len(),
        "bar: needs one name for each height, got {} and {}",
        places.len(),
        heights.len()
    );
    // Bars over numbers are as wide as the closest two of them allow.
    let mut sorted = places.clone();
    sorted.sort_by(f64::total_cmp);
    let gaps = sorted.windows(2).map(|pair| pair[1] - pair[0]).filter(|&gap| gap > 0.0);
    let half = gaps.reduce(f64::min).unwrap_or(1.0) * WIDTH / 2.0;
    let spans = places.iter().map(|&x| (x - half, x + half)).collect();
    let mut plot = Plot::of(Marks::Bars(Bars { spans, heights }));
    plot.x.names = names;
    plot
}

/// How many of the values lie in each of `bins` equal parts of their range (matplotlib: `hist`).
///
/// Values that are not finite are not counted.
///
/// # Panics
///
/// When `bins` is zero.
#[track_caller]
pub fn hist(values: impl PlotData, bins: usize) -> Plot {
    assert!(bins > 0, "hist: needs at least one bin, got 0");
    let mut values = values.numbers().values;
    values.retain(|value| value.is_finite());
    let low = values.iter().copied().reduce(f64::min).unwrap_or(0.0);
    let high = values.iter().copied().reduce(f64::max).unwrap_or(1.0);
    // As numpy.histogram: a single value gets a range of one around it.
    let (low, high) = if low == high { (low - 0.5, high + 0.5) } else { (low, high) };
    let edge = |i: usize| low + (high - low) * (i as f64 / bins as f64);
    let mut counts = vec![0_u64; bins];
    for value in &values {
        let bin = ((value - low) / (high - low) * bins as f64) as usize;
        counts[bin.min(bins - 1)] += 1;
    }
    // A hair of space tells neighbours apart.
    let gap = (high - low) / bins as f64 * 0.02;
    let spans = (0..bins).map(|i| (edge(i) + gap, edge(i + 1) - gap)).collect();
    let heights = counts.iter().map(|&count| count as f64).collect();
    let mut plot = Plot::of(Marks::Bars(Bars { spans, heights }));
    if values.is_empty() {
        plot.series.clear();
    }
    plot.ylabel("count")
}

/// Median, quartiles, range and outliers of data sets side by side (matplotlib: `boxplot`).
///
/// Of a matrix each column is a data set.
///
/// ```
/// use array_core::prelude::*;
///
/// let p = boxplot(["a", "b"], [vec![1.0, 2.0, 3.0], vec![2.0, 2.5, 9.0]]);
/// assert!(p.to_svg().starts_with("<svg"));
/// ```
pub fn boxplot<P: PlotData>(names: impl BarNames, sets: impl IntoIterator<Item = P>) -> Plot {
    let columns = sets.into_iter().flat_map(|set| set.numbers().columns());
    let boxes = columns.filter_map(|values| BoxStats::of(&values)).collect();
    let mut plot = Plot::of(Marks::Boxes(boxes));
    plot.x.names = match names.places() {
        Ok(places) => places.iter().map(f64::to_string).collect(),
        Err(names) => names,
    };
    plot
}
