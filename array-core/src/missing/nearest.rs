//! The strategy that looks at similar rows.

use super::{columns, no_values};
use crate::error::Result;
use crate::interrupt;

/// Replaces what is missing by the mean of what the nearest rows have there.
pub(super) fn fill(elements: &mut [f64], rows: usize, columns: usize, count: usize) -> Result<()> {
    let given = elements.to_vec();
    let row_of = |row: usize| &given[row * columns..(row + 1) * columns];
    for row in 0..rows {
        if !row_of(row).iter().any(|x| x.is_nan()) {
            continue;
        }
        interrupt::check();
        let mut nearest: Vec<(f64, usize)> =
            (0..rows).map(|other| (distance(row_of(row), row_of(other)), other)).collect();
        // Rows that cannot be compared have the distance NaN, which comes last.
        nearest.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        for column in 0..columns {
            if given[row * columns + column].is_nan() {
                let donors = nearest.iter().filter(|(far, _)| !far.is_nan());
                let donors = donors.map(|&(_, other)| given[other * columns + column]);
                let taken: Vec<f64> = donors.filter(|x| !x.is_nan()).take(count).collect();
                elements[row * columns + column] = if taken.is_empty() {
                    column_mean(&given, columns, column)?
                } else {
                    mean(taken)
                };
            }
        }
    }
    Ok(())
}

fn mean(mut values: Vec<f64>) -> f64 {
    columns::mean(&mut values)
}

fn column_mean(given: &[f64], columns: usize, column: usize) -> Result<f64> {
    let values = given.iter().skip(column).step_by(columns).copied();
    let present: Vec<f64> = values.filter(|x| !x.is_nan()).collect();
    if present.is_empty() { Err(no_values(column)) } else { Ok(mean(present)) }
}

/// The Euclidean distance by the values that both rows have, scaled up to all of them; NaN if they
/// have none in common (scikit-learn: `nan_euclidean_distances`).
fn distance(a: &[f64], b: &[f64]) -> f64 {
    let mut shared = 0;
    let mut sum = 0.0;
    for (x, y) in a.iter().zip(b) {
        let difference = x - y;
        if !difference.is_nan() {
            shared += 1;
            sum += difference * difference;
        }
    }
    (sum * a.len() as f64 / f64::from(shared)).sqrt()
}

#[cfg(test)]
mod tests {
    use crate::creation::array;
    use crate::missing::{Strategy, impute};

    const NAN: f64 = f64::NAN;

    #[test]
    fn the_example_of_scikit_learn_comes_out() {
        // The one in the documentation of KNNImputer.
        let a = array([[1., 2., NAN], [3., 4., 3.], [NAN, 6., 5.], [8., 8., 7.]]);
        let expect = array([[1., 2., 4.], [3., 4., 3.], [5.5, 6., 5.], [8., 8., 7.]]);
        assert_eq!(impute(&a, Strategy::Knn(2)), expect);
    }

    #[test]
    fn rows_without_anything_in_common_take_the_mean() {
        let a = array([[1., NAN], [NAN, 4.], [NAN, 6.]]);
        assert_eq!(impute(&a, Strategy::Knn(1)), array([[1., 5.], [1., 4.], [1., 6.]]));
    }

    #[test]
    fn more_neighbours_than_rows_are_all_of_them() {
        let a = array([[0., 1.], [0., 3.], [0., NAN]]);
        assert_eq!(impute(&a, Strategy::Knn(9)).to_vec()[5], 2.);
    }
}
