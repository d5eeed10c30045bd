//! How variables go together: covariance and correlation.

use ndarray::{Array2, Axis};

use crate::array::Array;
use crate::dtype::Real;
use crate::error::{Error, ErrorKind, show_shape};
use crate::kernel::contiguous;

/// The covariance of the rows of `m`, each a variable with one observation per column (NumPy:
/// `numpy.cov`).
///
/// A one-dimensional array is one variable, and its covariance a 0-d array. For variables in
/// columns pass `m.t()` (NumPy: `rowvar=False`).
///
/// ```
/// use array_core::prelude::*;
///
/// let m = array([[0., 1., 2.], [2., 1., 0.]]);
/// assert_eq!(cov(&m).to_vec(), [1., -1., -1., 1.]);
/// assert_eq!(corrcoef(&m).to_vec(), [1., -1., -1., 1.]);
/// ```
///
/// # Panics
/// Panics if `m` has more than two dimensions.
#[must_use]
#[track_caller]
pub fn cov<T: Real>(m: &Array<T>) -> Array<f64> {
    cov_with(m, 1)
}

/// [`cov`] with `ddof` taken off the divisor (NumPy: `numpy.cov(m, ddof=ddof)`).
///
/// # Panics
/// As [`cov`].
#[must_use]
#[track_caller]
pub fn cov_with<T: Real>(m: &Array<T>, ddof: usize) -> Array<f64> {
    let square = m.ndim() == 2;
    shaped(covariance(variables(&m.astype()), ddof), square)
}

/// The covariance of two sets of variables, `x` above `y` (NumPy: `numpy.cov(x, y)`).
///
/// # Panics
/// Panics if one has more than two dimensions, or if they have different numbers of observations.
#[must_use]
#[track_caller]
pub fn cov_of<T: Real, U: Real>(x: &Array<T>, y: &Array<U>) -> Array<f64> {
    shaped(covariance(both(&x.astype(), &y.astype()), 1), true)
}

/// The correlation coefficients of the rows of `m` (NumPy: `numpy.corrcoef`).
///
/// # Panics
/// Panics if `m` has more than two dimensions.
#[must_use]
#[track_caller]
pub fn corrcoef<T: Real>(m: &Array<T>) -> Array<f64> {
    let square = m.ndim() == 2;
    shaped(correlation(variables(&m.astype())), square)
}

/// The correlation coefficients of two sets of variables (NumPy: `numpy.corrcoef(x, y)`).
///
/// # Panics
/// Panics if one has more than two dimensions, or if they have different numbers of observations.
#[must_use]
#[track_caller]
pub fn corrcoef_of<T: Real, U: Real>(x: &Array<T>, y: &Array<U>) -> Array<f64> {
    shaped(correlation(both(&x.astype(), &y.astype())), true)
}

/// One variable in each row.
#[track_caller]
fn variables(m: &Array<f64>) -> Array2<f64> {
    let shape = match *m.shape() {
        [] => (1, 1),
        [n] => (1, n),
        [rows, columns] => (rows, columns),
        _ => {
            let message = format!("m has more than 2 dimensions: {}", show_shape(m.shape()));
            Error::new(ErrorKind::Shape, message).raise()
        }
    };
    let elements = contiguous(&m.data.view()).into_owned();
    Array2::from_shape_vec(shape, elements).expect("the shape has as many elements")
}

#[track_caller]
fn both(x: &Array<f64>, y: &Array<f64>) -> Array2<f64> {
    let (above, below) = (variables(x), variables(y));
    if above.ncols() != below.ncols() {
        let message = format!(
            "x and y have different numbers of observations: {} and {}",
            above.ncols(),
            below.ncols()
        );
        Error::new(ErrorKind::Shape, message).raise();
    }
    ndarray::concatenate(Axis(0), &[above.view(), below.view()]).expect("equally many columns")
}

fn covariance(mut variables: Array2<f64>, ddof: usize) -> Array2<f64> {
    let n = variables.ncols();
    for mut variable in variables.rows_mut() {
        let mean = Array::from(variable.to_owned()).mean();
        variable -= mean;
    }
    variables.dot(&variables.t()) / n.saturating_sub(ddof) as f64
}

fn correlation(variables: Array2<f64>) -> Array2<f64> {
    let mut matrix = covariance(variables, 1);
    let spread = matrix.diag().mapv(f64::sqrt);
    for ((i, j), x) in matrix.indexed_iter_mut() {
        // A coefficient is within -1 and 1 whatever the rounding.
        *x = (*x / spread[i] / spread[j]).clamp(-1.0, 1.0);
    }
    matrix
}

/// The matrix, or the only element of one as a 0-d array.
fn shaped(matrix: Array2<f64>, square: bool) -> Array<f64> {
    if square { matrix.into() } else { Array::scalar(matrix[[0, 0]]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::vector;

    fn close(found: &Array<f64>, expected: &[f64]) {
        assert_eq!(found.size(), expected.len());
        for (found, expected) in found.to_vec().iter().zip(expected) {
            assert!((found - expected).abs() < 1e-15, "{found} for {expected}");
        }
    }

    #[test]
    fn covariance_and_correlation_follow_numpy() {
        let m = Array::from_vec(&[2, 3], vec![0., 1., 2., 2., 1., 0.5]);
        close(&cov(&m), &[1., -0.75, -0.75, 0.5833333333333334]);
        close(&cov_with(&m, 0), &[0.6666666666666666, -0.5, -0.5, 0.3888888888888889]);
        close(&corrcoef(&m), &[1., -0.9819805060619656, -0.9819805060619656, 1.]);
        close(&cov_of(&vector([1, 2, 3]), &vector([1, 5, 2])), &[1., 0.5, 0.5, 13. / 3.]);
        let one = cov(&vector([1., 2., 4.]));
        assert_eq!(one.ndim(), 0);
        close(&one, &[2.333333333333333]);
        assert!(cov(&vector::<f64, 0>([])).to_vec()[0].is_nan());
    }

    #[test]
    #[should_panic(expected = "m has more than 2 dimensions: (2, 3, 4)")]
    fn a_cube_is_no_set_of_variables() {
        let _ = cov(&crate::reduce::samples::cube());
    }
}
