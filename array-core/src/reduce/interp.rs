//! Values between the points of a curve.

use super::place::Places;
use crate::array::Array;
use crate::dtype::Real;
use crate::error::{Error, ErrorKind};
use crate::kernel::contiguous;

/// The piecewise linear curve through the points `(xp, fp)` at `x`, constant beyond both ends
/// (NumPy: `numpy.interp`). `xp` must increase.
///
/// # Panics
/// Panics if there are no points, or if `xp` and `fp` differ in length.
#[must_use]
#[track_caller]
pub fn interp<P: Places, T: Real, U: Real>(x: P, xp: &Array<T>, fp: &Array<U>) -> P::Values {
    let (xp, fp) = (points(xp.astype()), points(fp.astype()));
    check_points(&xp, &fp);
    x.find(|x| interpolate(x, &xp, &fp, fp[0], fp[fp.len() - 1]))
}

/// [`interp`] with `left` and `right` as its values beyond the ends.
#[must_use]
#[track_caller]
pub fn interp_with<P: Places, T: Real, U: Real>(
    x: P,
    xp: &Array<T>,
    fp: &Array<U>,
    left: f64,
    right: f64,
) -> P::Values {
    let (xp, fp) = (points(xp.astype()), points(fp.astype()));
    check_points(&xp, &fp);
    x.find(|x| interpolate(x, &xp, &fp, left, right))
}

/// [`interp`] of a curve that repeats itself every `period`; the points may come in any order
/// (NumPy: `numpy.interp(x, xp, fp, period=period)`).
///
/// ```
/// use array_core::prelude::*;
///
/// let (angles, values) = (array([350., 10., 180.]), array([1., 3., 0.]));
/// assert_eq!(interp_period(&array([0., 365., -5.]), &angles, &values, 360.).to_vec(), [2., 2.5, 1.5]);
/// ```
///
/// # Panics
/// As [`interp`], and if the period is zero.
#[must_use]
#[track_caller]
pub fn interp_period<P: Places, T: Real, U: Real>(
    x: P,
    xp: &Array<T>,
    fp: &Array<U>,
    period: f64,
) -> P::Values {
    let (xp, fp) = (points(xp.astype()), points(fp.astype()));
    check_points(&xp, &fp);
    if period == 0. {
        Error::new(ErrorKind::Value, "period must be a non-zero value").raise();
    }
    let period = period.abs();
    let (xp, fp) = one_period(&xp, &fp, period);
    x.find(|x| {
        let inside = contiguous(&x.data.view()).iter().map(|x| x.rem_euclid(period)).collect();
        interpolate(&Array::from_vec(x.shape(), inside), &xp, &fp, fp[0], fp[fp.len() - 1])
    })
}

/// The points in order from 0 to `period`, and one more beyond either end.
fn one_period(xp: &[f64], fp: &[f64], period: f64) -> (Vec<f64>, Vec<f64>) {
    let inside = xp.iter().map(|x| x.rem_euclid(period));
    let mut sorted: Vec<(f64, f64)> = inside.zip(fp.iter().copied()).collect();
    sorted.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let (first, last) = (sorted[0], sorted[sorted.len() - 1]);
    let (before, after) = ((last.0 - period, last.1), (first.0 + period, first.1));
    std::iter::once(before).chain(sorted).chain([after]).unzip()
}

fn points(coordinates: Array<f64>) -> Vec<f64> {
    contiguous(&coordinates.data.view()).into_owned()
}

#[track_caller]
fn check_points(xp: &[f64], fp: &[f64]) {
    if xp.is_empty() {
        Error::new(ErrorKind::Value, "array of sample points is empty").raise();
    }
    if xp.len() != fp.len() {
        let message =
            format!("fp and xp are not of the same length: {} and {}", fp.len(), xp.len());
        Error::new(ErrorKind::Shape, message).raise();
    }
}

fn interpolate(x: &Array<f64>, xp: &[f64], fp: &[f64], left: f64, right: f64) -> Array<f64> {
    let last = xp.len() - 1;
    let value = |&x: &f64| {
        if x.is_nan() {
            return x;
        }
        if x < xp[0] {
            return left;
        }
        if x > xp[last] {
            return right;
        }
        let k = xp.partition_point(|&place| place <= x) - 1;
        if k == last || x == xp[k] {
            return fp[k];
        }
        let slope = (fp[k + 1] - fp[k]) / (xp[k + 1] - xp[k]);
        let value = slope * (x - xp[k]) + fp[k];
        // An infinite slope has a value from the other end, or between two equal points.
        if !value.is_nan() {
            return value;
        }
        let value = slope * (x - xp[k + 1]) + fp[k + 1];
        if value.is_nan() && fp[k] == fp[k + 1] { fp[k] } else { value }
    };
    let view = x.data.view();
    Array::from_vec(x.shape(), contiguous(&view).iter().map(value).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::vector;

    #[test]
    fn values_between_points_follow_numpy() {
        let (xp, fp) = (vector([1, 2, 3]), vector([3, 2, 0]));
        let found = interp(&vector([0., 1., 1.5, 2.7, 3.5, f64::NAN]), &xp, &fp).to_vec();
        assert_eq!(found[..5], [3., 3., 2.5, 0.5999999999999996, 0.]);
        assert!(found[5].is_nan());
        assert_eq!(interp(2.5, &xp, &fp), 1.);
        assert_eq!(interp_with(&vector([0, 9]), &xp, &fp, -99., 99.).to_vec(), [-99., 99.]);
        let step = interp(&vector([1, 2]), &vector([1, 1, 2]), &vector([0, 5, 6]));
        assert_eq!(step.to_vec(), [5., 6.]);
    }

    #[test]
    fn a_periodic_curve_has_no_ends() {
        let (xp, fp) = (vector([5., 190., 350., -100.]), vector([2, 1, 0, 5]));
        let found = interp_period(&vector([-180., 0., 720., 359., 5.]), &xp, &fp, -360.).to_vec();
        let expected = [1.054054054054054, 1.3333333333333333, 1.3333333333333333, 1.2, 2.];
        assert_eq!(found, expected);
        assert_eq!(interp_period(3, &vector([1]), &vector([7]), 2.), 7.);
    }

    #[test]
    #[should_panic(expected = "period must be a non-zero value")]
    fn a_period_of_nothing_is_refused() {
        let _ = interp_period(1., &vector([1, 2]), &vector([1, 2]), 0.);
    }

    #[test]
    #[should_panic(expected = "fp and xp are not of the same length: 1 and 2")]
    fn points_need_both_coordinates() {
        let _ = interp(1., &vector([1, 2]), &vector([1]));
    }
}
