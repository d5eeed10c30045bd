//! Missing values: where they are, how many, and what to put in their place.
//!
//! A missing value is NaN, as NumPy's readers make it. Columns are those of a matrix; an array of
//! one axis is a single column.
//!
//! ```
//! use array_core::prelude::*;
//!
//! let nan = f64::NAN;
//! let a = array([[1., 10.], [nan, 20.], [3., nan]]);
//! assert_eq!(missing_mask(&a).count_nonzero(), 2);
//! assert_eq!(impute(&a, Strategy::Mean), array([[1., 10.], [2., 20.], [3., 15.]]));
//! assert_eq!(missing_report(&a).counts().to_vec(), [1, 1]);
//! ```

mod columns;
mod nearest;
mod report;

pub use report::{MissingReport, missing_report};

use crate::array::Array;
use crate::dtype::{DType, Element, Float};
use crate::error::{Error, ErrorKind, Result, or_raise, show_shape};

/// What missing values become, by [`impute`] (scikit-learn: `SimpleImputer`, `KNNImputer`).
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Strategy {
    /// The mean of the column's other values.
    Mean,
    /// Their median.
    Median,
    /// The most frequent of them; of several, the least.
    MostFrequent,
    /// This value.
    Constant(f64),
    /// The last value above in the column; what is missing at the top stays so (pandas: `ffill`).
    ForwardFill,
    /// The mean of the values that so many nearest rows have in the column.
    ///
    /// Rows are as far apart as the values that both have, scaled up for those that one lacks. Of
    /// rows equally far the upper ones count. Where no row can be compared, the column's mean
    /// counts.
    Knn(usize),
}

/// What [`impute`] takes: a [`Strategy`], or the number of [`Strategy::Constant`].
///
/// ```compile_fail,E0277
/// # use array_core::prelude::*;
/// // error: `&str` is no strategy for missing values
/// // note: write `Strategy::Mean`, `Strategy::Median`, ..
/// impute(&array([1., f64::NAN]), "mean");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no strategy for missing values",
    label = "expected a `Strategy` or a number",
    note = "write `Strategy::Mean`, `Strategy::Median`, `Strategy::MostFrequent`, `Strategy::Constant(0.)`, `Strategy::ForwardFill` or `Strategy::Knn(5)`"
)]
pub trait IntoStrategy {
    /// The strategy.
    #[doc(hidden)]
    fn strategy(self) -> Strategy;
}

impl IntoStrategy for Strategy {
    fn strategy(self) -> Strategy {
        self
    }
}

impl IntoStrategy for f64 {
    fn strategy(self) -> Strategy {
        Strategy::Constant(self)
    }
}

impl IntoStrategy for i32 {
    fn strategy(self) -> Strategy {
        Strategy::Constant(self.into())
    }
}

/// Which elements are missing: the same as [`isnan`](crate::elementwise::isnan) (pandas: `isna`).
#[must_use]
pub fn missing_mask<T: Element>(a: &Array<T>) -> Array<bool> {
    a.isnan()
}

/// A copy with missing values replaced, column by column (scikit-learn:
/// `SimpleImputer(strategy=..).fit_transform(a)`, `KNNImputer(n_neighbors=..)`).
///
/// # Panics
/// Panics if `a` has no axes or more than two, or a column has no values to learn from.
///
/// ```
/// # use array_core::prelude::*;
/// let nan = f64::NAN;
/// let a = array([[1., 2.], [nan, 4.], [5., nan]]);
/// assert_eq!(impute(&a, Strategy::Median), array([[1., 2.], [3., 4.], [5., 3.]]));
/// assert_eq!(impute(&a, Strategy::Constant(0.)), array([[1., 2.], [0., 4.], [5., 0.]]));
/// assert_eq!(impute(&a, Strategy::ForwardFill), array([[1., 2.], [1., 4.], [5., 4.]]));
/// ```
#[must_use]
#[track_caller]
pub fn impute<T: Impute>(a: &Array<T>, strategy: impl IntoStrategy) -> Array<T> {
    or_raise(try_impute(a, strategy))
}

/// As [`impute`], with an error in place of a panic.
///
/// # Errors
/// When `a` has no axes or more than two, or a column has no values to learn from.
pub fn try_impute<T: Impute>(a: &Array<T>, strategy: impl IntoStrategy) -> Result<Array<T>> {
    T::impute(a, strategy.strategy())
}

/// A float, whose NaN stands for what is missing. Sealed.
#[diagnostic::on_unimplemented(
    message = "an array of `{Self}` has no missing values",
    note = "only floats have NaN; read the data as f64, or convert with `.astype::<f64>()`"
)]
pub trait Impute: Float {
    /// Replaces what is missing; compiled here once for each type.
    #[doc(hidden)]
    fn impute(a: &Array<Self>, strategy: Strategy) -> Result<Array<Self>>;
}

impl Impute for f64 {
    fn impute(a: &Array<Self>, strategy: Strategy) -> Result<Array<Self>> {
        let (rows, columns) = matrix_shape("impute", a.shape())?;
        let mut elements = a.to_vec();
        match strategy {
            Strategy::Mean => columns::replace(&mut elements, columns, columns::mean)?,
            Strategy::Median => columns::replace(&mut elements, columns, columns::median)?,
            Strategy::MostFrequent => {
                columns::replace(&mut elements, columns, columns::most_frequent)?;
            }
            Strategy::Constant(value) => {
                elements.iter_mut().filter(|x| x.is_nan()).for_each(|x| *x = value);
            }
            Strategy::ForwardFill => columns::fill_forward(&mut elements, columns),
            Strategy::Knn(0) => {
                let message = "impute: Knn(0) has no rows to take values from";
                return Err(Error::new(ErrorKind::Value, message));
            }
            Strategy::Knn(count) => nearest::fill(&mut elements, rows, columns, count)?,
        }
        Ok(Array::from_vec(a.shape(), elements))
    }
}

/// Calculated in `f64`.
impl Impute for f32 {
    fn impute(a: &Array<Self>, strategy: Strategy) -> Result<Array<Self>> {
        Ok(f64::impute(&a.astype(), strategy)?.astype())
    }
}

/// Rows and columns of an array of one or two axes.
fn matrix_shape(operation: &str, shape: &[usize]) -> Result<(usize, usize)> {
    match *shape {
        [rows] => Ok((rows, 1)),
        [rows, columns] => Ok((rows, columns)),
        _ => {
            let shape = show_shape(shape);
            let message = format!("{operation}: needs an array of one or two axes, got {shape}");
            Err(Error::new(ErrorKind::Shape, message))
        }
    }
}

/// The error of a column without values.
fn no_values(column: usize) -> Error {
    let message = format!(
        "impute: column {column} has no values to learn from; Strategy::Constant(0.) fills it"
    );
    Error::new(ErrorKind::Value, message)
}

/// Whether elements of a type can be missing.
fn can_be_missing<T: Element>() -> bool {
    matches!(T::DTYPE, DType::F32 | DType::F64 | DType::C64 | DType::C128)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::allclose;
    use crate::creation::{array, array_of, zeros};

    const NAN: f64 = f64::NAN;

    fn holes() -> Array<f64> {
        array([[1., 2., NAN], [3., NAN, 6.], [NAN, 5., 6.], [3., 8., 9.]])
    }

    #[test]
    fn simple_strategies_learn_from_their_column() {
        let a = holes();
        let filled = |strategy| {
            let full = impute(&a, strategy).to_vec();
            [full[6], full[4], full[2]]
        };
        assert_eq!(filled(Strategy::Mean), [7. / 3., 5., 7.]);
        assert_eq!(filled(Strategy::Median), [3., 5., 6.]);
        assert_eq!(filled(Strategy::MostFrequent), [3., 2., 6.]);
        assert_eq!(filled(Strategy::Constant(-1.)), [-1., -1., -1.]);
        assert_eq!(impute(&a, 0), impute(&a, Strategy::Constant(0.)));
        assert_eq!(impute(&a, 0.5), impute(&a, Strategy::Constant(0.5)));
        let forward = filled(Strategy::ForwardFill);
        assert_eq!(forward[..2], [3., 2.]);
        assert!(forward[2].is_nan());
    }

    #[test]
    fn other_elements_and_shapes_stay() {
        let a = holes();
        let full = impute(&a, Strategy::Mean);
        assert_eq!(full.shape(), a.shape());
        assert!((&a).into_iter().zip(&full).all(|(x, y)| x.is_nan() || x == y));
        assert_eq!(impute(&array([1., NAN, 3.]), Strategy::Mean), array([1., 2., 3.]));
        let single = impute(&array_of::<f32>([1., f32::NAN]), Strategy::Median);
        assert_eq!(single, array_of::<f32>([1., 1.]));
        assert_eq!(impute(&a.t(), Strategy::ForwardFill).to_vec()[5], 3.);
        assert_eq!(impute(&zeros((0, 2)), Strategy::Mean).shape(), [0, 2]);
    }

    #[test]
    fn scikit_learn_puts_the_same_values_in() {
        let a = array([
            [-2.4, -4., NAN],
            [1.3, 3.4, NAN],
            [-1.7, NAN, 2.2],
            [4.9, NAN, -3.7],
            [-2.9, 4.8, NAN],
            [-1.7, -0.3, -3.5],
            [NAN, 3.4, -2.1],
            [1.7, -0.2, NAN],
        ]);
        let third = 1. / 3.;
        // What SimpleImputer and KNNImputer of scikit-learn 1.9.1 give, row by row.
        for (strategy, expect) in [
            (Strategy::Mean, [-1.775, -1.775, 7.1 / 6., 7.1 / 6., -1.775, -0.8 / 7., -1.775]),
            (Strategy::Median, [-2.8, -2.8, 1.6, 1.6, -2.8, -1.7, -2.8]),
            (Strategy::MostFrequent, [-3.7, -3.7, 3.4, 3.4, -3.7, -1.7, -3.7]),
            (Strategy::Knn(1), [2.2, -2.1, -4., 3.4, 2.2, 1.3, -3.5]),
            (Strategy::Knn(2), [-0.65, 0.05, 0.4, 1.6, 0.05, -0.8, -3.6]),
            (
                Strategy::Knn(3),
                [-5. * third, -3.4 * third, 1.4, 2.2, -3.4 * third, 1.1, -5. * third],
            ),
            (Strategy::Knn(5), [-1.775, -1.775, 0.74, 0.46, -1.775, 0.66, -1.775]),
        ] {
            let full = impute(&a, strategy);
            let holes = missing_mask(&a);
            let filled: Vec<f64> =
                full.iter().zip(&holes).filter(|(_, hole)| **hole).map(|(x, _)| *x).collect();
            assert!(allclose(array(filled.clone()), array(expect)), "{strategy:?}: {filled:?}");
        }
    }

    #[test]
    fn what_cannot_be_imputed_is_told() {
        let message = |a: &Array<f64>, strategy| try_impute(a, strategy).unwrap_err().to_string();
        let empty_column = array([[NAN, 1.], [NAN, 2.]]);
        for strategy in [Strategy::Mean, Strategy::MostFrequent, Strategy::Knn(2)] {
            assert!(message(&empty_column, strategy).contains("column 0 has no values"));
        }
        assert!(message(&zeros((2, 2, 2)), Strategy::Mean).contains("got (2, 2, 2)"));
        assert!(message(&zeros(2), Strategy::Knn(0)).contains("Knn(0)"));
    }
}
