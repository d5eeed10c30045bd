//! The edges of a histogram's bins: given, evenly spaced, or chosen by a rule.

use crate::array::Array;
use crate::dtype::Real;
use crate::error::{Error, ErrorKind};

/// Which bins a histogram has.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub enum Bins {
    /// So many of equal width.
    Count(i64),
    /// Those between these edges.
    Edges(Vec<f64>),
    /// As many as a rule finds.
    Rule(&'static str),
}

/// The bins of a histogram: their number, their edges, or the name of a rule that finds a number:
/// `"auto"`, `"fd"`, `"sturges"`, `"sqrt"`, `"rice"`, `"scott"`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` describes no bins",
    label = "expected a number of bins, an array of edges or the name of a rule"
)]
pub trait IntoBins {
    /// The description.
    #[doc(hidden)]
    fn bins(self) -> Bins;
}

macro_rules! count {
    ($($t:ty)*) => {$(
        impl IntoBins for $t {
            fn bins(self) -> Bins { Bins::Count(i64::try_from(self).unwrap_or(i64::MAX)) }
        }
    )*};
}
count!(i32 i64 usize);

impl<T: Real> IntoBins for &Array<T> {
    fn bins(self) -> Bins {
        Bins::Edges(self.astype::<f64>().to_vec())
    }
}

impl<T: Real, const N: usize> IntoBins for [T; N] {
    fn bins(self) -> Bins {
        Bins::Edges(self.iter().map(|x| x.cast()).collect())
    }
}

impl IntoBins for &'static str {
    fn bins(self) -> Bins {
        Bins::Rule(self)
    }
}

/// The edges of the bins, and whether they are evenly spaced.
pub(super) struct Edges {
    pub(super) edges: Vec<f64>,
    pub(super) even: bool,
}

impl Edges {
    /// Finds the edges for `elements`, which are `integer`s or not.
    #[track_caller]
    pub(super) fn find(
        elements: &Array<f64>,
        bins: Bins,
        range: Option<(f64, f64)>,
        integer: bool,
    ) -> Self {
        let count = match bins {
            Bins::Edges(edges) => {
                if !edges.is_sorted() {
                    refuse("`bins` must increase monotonically, when an array");
                }
                return Self { edges, even: false };
            }
            Bins::Count(count) if count < 1 => refuse("`bins` must be positive, when an integer"),
            Bins::Count(count) => Some(count as usize),
            Bins::Rule(_) => None,
        };
        let (first, last) = outer_edges(elements, range);
        let count = match bins {
            Bins::Rule(rule) => {
                let mut inside = elements.to_vec();
                inside.retain(|x| (first..=last).contains(x));
                bins_by_rule(inside, rule, last - first, integer)
            }
            _ => count.unwrap_or(1),
        };
        let step = (last - first) / count as f64;
        let mut edges: Vec<f64> = (0..=count).map(|k| k as f64 * step + first).collect();
        edges[count] = last;
        Self { edges, even: true }
    }
}

#[track_caller]
fn refuse(message: &str) -> ! {
    Error::new(ErrorKind::Value, message).raise()
}

/// The range of the bins: that of the elements unless given, and never empty.
#[track_caller]
fn outer_edges(elements: &Array<f64>, range: Option<(f64, f64)>) -> (f64, f64) {
    let (first, last) = match range {
        Some((first, last)) if first > last => {
            refuse("max must be larger than min in range parameter.")
        }
        Some(range) => range,
        None if elements.size() == 0 => (0.0, 1.0),
        None => (elements.min(), elements.max()),
    };
    if !(first.is_finite() && last.is_finite()) {
        let origin = if range.is_some() { "supplied" } else { "autodetected" };
        refuse(&format!("{origin} range of [{first}, {last}] is not finite"));
    }
    if first == last { (first - 0.5, last + 0.5) } else { (first, last) }
}

/// How many bins `rule` finds for the elements, over a `range` of values.
#[track_caller]
fn bins_by_rule(elements: Vec<f64>, rule: &str, range: f64, integer: bool) -> usize {
    if elements.is_empty() {
        return 1;
    }
    let n = elements.len() as f64;
    let a = Array::from_vec(&[elements.len()], elements);
    let extent = a.ptp();
    let sturges = extent / (n.log2() + 1.0);
    let root = extent / n.sqrt();
    let freedman_diaconis = || {
        let quartiles = a.percentile([75, 25]).to_vec();
        2.0 * (quartiles[0] - quartiles[1]) * n.powf(-1.0 / 3.0)
    };
    let width = match rule {
        // The square root's width keeps outliers from making a great number of bins.
        "auto" => freedman_diaconis().max(root / 2.0).min(sturges),
        "fd" => freedman_diaconis(),
        "sturges" => sturges,
        "sqrt" => root,
        "rice" => extent / (2.0 * n.powf(1.0 / 3.0)),
        "scott" => (24.0 * std::f64::consts::PI.sqrt() / n).powf(1.0 / 3.0) * a.std(),
        _ => refuse(&format!(
            "'{rule}' is not a valid estimator for `bins`: auto, fd, sturges, sqrt, rice or scott"
        )),
    };
    if width == 0.0 {
        return 1;
    }
    // Integers are not told apart by bins narrower than one.
    let width = if integer { width.max(1.0) } else { width };
    (range / width).ceil() as usize
}
