//! Sampled curves: slopes and areas.

use super::spacing::{Spacing, Steps};
use crate::array::Array;
use crate::dims::{self, IndexInt};
use crate::dtype::Real;
use crate::error::{Error, ErrorKind, show_shape};
use crate::kernel::{from_lanes, lanes};

/// The slope of a sampled curve: central differences, and one-sided ones at both ends (NumPy:
/// `numpy.gradient`).
///
/// # Panics
/// Panics if `f` is not one-dimensional, or has fewer than two samples. For more dimensions see
/// [`gradient_axis`] and [`gradient_all`].
#[must_use]
#[track_caller]
pub fn gradient<T: Real>(f: &Array<T>) -> Array<T::Float> {
    gradient_with(f, 1.0)
}

/// [`gradient`] with a distance between samples, or their coordinates.
#[must_use]
#[track_caller]
pub fn gradient_with<T: Real>(f: &Array<T>, spacing: impl Spacing) -> Array<T::Float> {
    check_line(f.shape());
    gradient_axis_with(f, 0, spacing)
}

/// [`gradient`] along an axis.
#[must_use]
#[track_caller]
pub fn gradient_axis<T: Real>(f: &Array<T>, axis: impl IndexInt) -> Array<T::Float> {
    gradient_axis_with(f, axis, 1.0)
}

/// [`gradient`] along an axis, with a distance between samples, or their coordinates.
#[must_use]
#[track_caller]
pub fn gradient_axis_with<T: Real>(
    f: &Array<T>,
    axis: impl IndexInt,
    spacing: impl Spacing,
) -> Array<T::Float> {
    gradient_axis_edge_order(f, axis, spacing, 1)
}

/// [`gradient_with`] whose slopes at both ends are those of a line through two samples, or with
/// `edge_order` 2 of a parabola through three (NumPy: `numpy.gradient(f, spacing, edge_order=2)`).
///
/// # Panics
/// As [`gradient`], if there are not more than `edge_order` samples, or if it is not 1 or 2.
#[must_use]
#[track_caller]
pub fn gradient_edge_order<T: Real>(
    f: &Array<T>,
    spacing: impl Spacing,
    edge_order: usize,
) -> Array<T::Float> {
    check_line(f.shape());
    gradient_axis_edge_order(f, 0, spacing, edge_order)
}

/// [`gradient_edge_order`] along an axis.
///
/// # Panics
/// As [`gradient_edge_order`], but for the number of axes.
#[must_use]
#[track_caller]
pub fn gradient_axis_edge_order<T: Real>(
    f: &Array<T>,
    axis: impl IndexInt,
    spacing: impl Spacing,
    edge_order: usize,
) -> Array<T::Float> {
    let axis = dims::axis(axis, f.ndim());
    let steps = spacing.steps(f.shape()[axis]);
    slopes(&f.astype(), axis, &steps, edge_order).astype()
}

/// The gradient along each axis (NumPy: `numpy.gradient` of more than one dimension).
///
/// # Panics
/// Panics if an axis has fewer than two samples.
#[must_use]
#[track_caller]
pub fn gradient_all<T: Real>(f: &Array<T>) -> Vec<Array<T::Float>> {
    gradient_all_with(f, vec![1.0; f.ndim()])
}

/// [`gradient_all`] with a distance between samples, or their coordinates, for each axis: `[1., 2.]`,
/// `[&x, &y]` (NumPy: `numpy.gradient(f, dx, dy)`).
///
/// # Panics
/// As [`gradient_all`], and if there is not one spacing for each axis.
#[must_use]
#[track_caller]
pub fn gradient_all_with<T: Real, S: Spacing>(
    f: &Array<T>,
    spacings: impl IntoIterator<Item = S>,
) -> Vec<Array<T::Float>> {
    let spacings: Vec<S> = spacings.into_iter().collect();
    if spacings.len() != f.ndim() {
        let message = format!(
            "gradient: {} spacings for the {} axes of shape {}",
            spacings.len(),
            f.ndim(),
            show_shape(f.shape())
        );
        Error::new(ErrorKind::Value, message).raise();
    }
    let mut slopes = Vec::with_capacity(f.ndim());
    for (axis, spacing) in spacings.into_iter().enumerate() {
        slopes.push(gradient_axis_with(f, axis, spacing));
    }
    slopes
}

#[track_caller]
fn check_line(shape: &[usize]) {
    if shape.len() != 1 {
        let message = format!(
            "gradient: f has shape {}; gradient_axis takes the slope along one axis, gradient_all \
             along each",
            show_shape(shape)
        );
        Error::new(ErrorKind::Shape, message).raise();
    }
}

#[track_caller]
fn slopes(f: &Array<f64>, axis: usize, steps: &Steps, edge_order: usize) -> Array<f64> {
    if !(1..=2).contains(&edge_order) {
        let message = format!("gradient: 'edge_order' must be 1 or 2, not {edge_order}");
        Error::new(ErrorKind::Value, message).raise();
    }
    let n = f.shape()[axis];
    if n <= edge_order {
        let message = "Shape of array too small to calculate a numerical gradient, at least \
                       (edge_order + 1) elements are required.";
        Error::new(ErrorKind::Shape, message).raise();
    }
    let view = f.data.view();
    let along = lanes(&view, axis);
    let mut slopes = Vec::with_capacity(f.size());
    for lane in along.iter() {
        slopes.push(match edge_order {
            1 => (lane[1] - lane[0]) / steps.at(0),
            _ => slope_at_first([lane[0], lane[1], lane[2]], steps.at(0), steps.at(1)),
        });
        match steps {
            Steps::Even(step) => {
                slopes.extend(lane.windows(3).map(|f| (f[2] - f[0]) / (2.0 * step)));
            }
            Steps::Uneven(steps) => {
                slopes.extend(lane.windows(3).zip(steps.windows(2)).map(|(f, step)| {
                    let (before, after) = (step[0], step[1]);
                    let a = -after / (before * (before + after));
                    let b = (after - before) / (before * after);
                    let c = before / (after * (before + after));
                    a * f[0] + b * f[1] + c * f[2]
                }));
            }
        }
        slopes.push(match edge_order {
            1 => (lane[n - 1] - lane[n - 2]) / steps.at(n - 2),
            // Seen from the last sample, the others lie at negative distances.
            _ => slope_at_first(
                [lane[n - 1], lane[n - 2], lane[n - 3]],
                -steps.at(n - 2),
                -steps.at(n - 3),
            ),
        });
    }
    from_lanes(slopes, along.outer_shape(), axis, n).into()
}

/// The slope, at the first of three samples, of the parabola through them; `near` is the distance
/// to the second, `far` that from there to the third.
fn slope_at_first(f: [f64; 3], near: f64, far: f64) -> f64 {
    let a = -(2.0 * near + far) / (near * (near + far));
    let b = (near + far) / (near * far);
    let c = -near / (far * (near + far));
    a * f[0] + b * f[1] + c * f[2]
}

/// The area under a sampled curve by the trapezoidal rule (NumPy: `numpy.trapezoid`).
///
/// ```
/// # use array_core::prelude::*;
/// let y = array([1., 2., 4.]);
/// assert_eq!(trapezoid(&y), 4.5);
/// assert_eq!(trapezoid_with(&y, [0., 2., 3.]), 6.);
/// ```
///
/// # Panics
/// Panics if `y` is not one-dimensional; see [`trapezoid_axis`].
#[must_use]
#[track_caller]
pub fn trapezoid<T: Real>(y: &Array<T>) -> f64 {
    trapezoid_with(y, 1.0)
}

/// [`trapezoid`] with a distance between samples, or their coordinates (NumPy: `dx` and `x`).
///
/// # Panics
/// As [`trapezoid`], and if there are not as many coordinates as samples.
#[must_use]
#[track_caller]
pub fn trapezoid_with<T: Real>(y: &Array<T>, spacing: impl Spacing) -> f64 {
    if y.ndim() != 1 {
        let message = format!(
            "trapezoid: y has shape {}; trapezoid_axis takes the area along one axis",
            show_shape(y.shape())
        );
        Error::new(ErrorKind::Shape, message).raise();
    }
    super::only(trapezoid_axis_with(y, 0, spacing))
}

/// [`trapezoid`] along an axis (NumPy: `numpy.trapezoid(y, axis=..)`).
///
/// # Panics
/// Panics if there is no such axis.
#[must_use]
#[track_caller]
pub fn trapezoid_axis<T: Real>(y: &Array<T>, axis: impl IndexInt) -> Array<f64> {
    trapezoid_axis_with(y, axis, 1.0)
}

/// [`trapezoid`] along an axis, with a distance between samples, or their coordinates (NumPy:
/// `numpy.trapezoid(y, x, axis=..)`).
///
/// # Panics
/// Panics if there is no such axis, or not as many coordinates as samples.
#[must_use]
#[track_caller]
pub fn trapezoid_axis_with<T: Real>(
    y: &Array<T>,
    axis: impl IndexInt,
    spacing: impl Spacing,
) -> Array<f64> {
    let axis = dims::axis(axis, y.ndim());
    let steps = spacing.steps(y.shape()[axis]);
    areas(&y.astype(), axis, &steps)
}

fn areas(y: &Array<f64>, axis: usize, steps: &Steps) -> Array<f64> {
    let view = y.data.view();
    let along = lanes(&view, axis);
    let area = |lane: &[f64]| {
        let strips = lane.windows(2).enumerate();
        let strips: Vec<f64> = strips.map(|(k, y)| steps.at(k) * (y[0] + y[1]) / 2.0).collect();
        Array::from_vec(&[strips.len()], strips).sum()
    };
    Array::from_vec(along.outer_shape(), along.iter().map(area).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::allclose;
    use crate::reduce::samples::{cube, vector};

    #[test]
    fn slopes_follow_numpy() {
        let f = vector([1., 2., 4., 7., 11., 16.]);
        assert_eq!(gradient(&f).to_vec(), [1., 1.5, 2.5, 3.5, 4.5, 5.]);
        assert_eq!(gradient_with(&f, 2).to_vec(), [0.5, 0.75, 1.25, 1.75, 2.25, 2.5]);
        let slopes = gradient_with(&f, [0., 1., 1.5, 3.5, 4., 6.]).to_vec();
        assert_eq!(
            slopes,
            [1., 2.9999999999999996, 3.5, 6.700000000000001, 6.899999999999999, 2.5]
        );
        let a = Array::from_vec(&[2, 3], vec![1_i64, 2, 6, 3, 4, 5]);
        let both = gradient_all(&a);
        assert_eq!(both[0].to_vec(), [2., 2., -1., 2., 2., -1.]);
        assert_eq!(both[1].to_vec(), [1., 2.5, 4., 1., 1., 1.]);
        assert_eq!(gradient(&vector([1_f32, 3.])).to_vec(), [2_f32, 2.]);
        let scaled = gradient_all_with(&a, [2., 0.5]);
        assert_eq!(scaled[0].to_vec(), [1., 1., -0.5, 1., 1., -0.5]);
        assert_eq!(scaled[1].to_vec(), [2., 5., 8., 2., 2., 2.]);
    }

    #[test]
    fn slopes_at_the_ends_of_a_parabola_are_its_own_with_edge_order_two() {
        let x = vector([0., 1., 3., 4.]);
        let squares = vector([0., 1., 9., 16.]);
        let slopes = gradient_edge_order(&squares, &x, 2);
        assert!(allclose(&slopes, vector([0., 2., 6., 8.])));
        let even = gradient_axis_edge_order(&vector([0., 1., 4.]), -1, 1, 2);
        assert_eq!(even.to_vec(), [0., 2., 4.]);
    }

    #[test]
    #[should_panic(expected = "at least (edge_order + 1) elements are required")]
    fn a_parabola_needs_three_samples() {
        let _ = gradient_edge_order(&vector([1, 2]), 1, 2);
    }

    #[test]
    #[should_panic(expected = "2 spacings for the 1 axes of shape (3,)")]
    fn each_axis_needs_its_own_spacing() {
        let _ = gradient_all_with(&vector([1, 2, 3]), [1., 2.]);
    }

    #[test]
    #[should_panic(expected = "Shape of array too small to calculate a numerical gradient")]
    fn one_sample_has_no_slope() {
        let _ = gradient(&vector([1]));
    }

    #[test]
    fn areas_follow_numpy() {
        let y = vector([1, 2, 3]);
        assert_eq!((trapezoid(&y), trapezoid_with(&y, 2)), (4., 8.));
        assert_eq!(trapezoid_with(&y, &vector([4, 6, 8])), 8.);
        assert_eq!(trapezoid(&vector::<f64, 0>([])), 0.);
        assert_eq!(trapezoid_axis(&cube(), 0).to_vec()[..2], [6., 7.]);
        assert_eq!(trapezoid_axis(&cube(), -1).shape(), [2, 3]);
    }
}
