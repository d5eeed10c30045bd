//! Least squares, against NIST's linear regression sets.

use array_core::prelude::*;

use crate::strd::{digits, read};

/// A linear model: the columns of a matrix, what they should add up to, and the certified weights.
struct Model {
    name: &'static str,
    /// The digits wanted. `lstsq` loses about as many of 16 as the condition number of the matrix
    /// has, and more where the fit is poor; wanted is one digit less than NumPy reaches.
    wanted: f64,
    matrix: Array<f64>,
    sides: Array<f64>,
    certified: Vec<f64>,
}

/// The matrix of the powers of `x` up to the given one.
fn powers(x: &[f64], highest: i32) -> Array<f64> {
    let powers = x.iter().flat_map(|&x| (0..=highest).map(move |k| x.powi(k)));
    array(powers.collect::<Vec<_>>()).reshape((-1, highest + 1))
}

/// A polynomial of an observed set.
fn observed(name: &'static str, file: &str, highest: i32, wanted: f64) -> Model {
    let set = read(file);
    let (y, x): (Vec<f64>, Vec<f64>) = set.rows.iter().map(|row| (row[0], row[1])).unzip();
    Model { name, wanted, matrix: powers(&x, highest), sides: array(y), certified: set.certified }
}

/// Longley's set: a constant and six columns.
fn longley() -> Model {
    let set = read("longley.txt");
    let rows = set.rows.iter().flat_map(|row| [&[1.], &row[1..]].concat());
    Model {
        name: "Longley",
        wanted: 9.9,
        matrix: array(rows.collect::<Vec<_>>()).reshape((-1, 7)),
        sides: array(set.rows.iter().map(|row| row[0]).collect::<Vec<_>>()),
        certified: set.certified,
    }
}

/// A line through the origin.
fn through_origin(name: &'static str, x: &[f64], y: &[f64], certified: f64) -> Model {
    let matrix = array(x.to_vec()).reshape((-1, 1));
    Model { name, wanted: 14., matrix, sides: array(y.to_vec()), certified: vec![certified] }
}

/// What Wampler adds to a polynomial, in multiples: it is orthogonal to all of fifth degree, so
/// that the weights stay the same.
const DISTURBANCE: [f64; 21] = [
    759., -2048., 2048., -2048., 2523., -2048., 2048., -2048., 1838., -2048., 2048., -2048., 1838.,
    -2048., 2048., -2048., 2523., -2048., 2048., -2048., 759.,
];

/// The sum of the first five powers of x/`scale`, from 0 to 20, disturbed.
fn wampler(name: &'static str, scale: f64, disturbance: f64, wanted: f64) -> Model {
    let x: Vec<f64> = (0..=20).map(f64::from).collect();
    let value = |(x, d): (&f64, f64)| {
        // In integers up to the last division, as the set is written down in decimal digits.
        let terms = (0..=5).map(|k| x.powi(k) * scale.powi(5 - k));
        terms.sum::<f64>() / scale.powi(5) + disturbance * d
    };
    let y: Vec<f64> = x.iter().zip(DISTURBANCE).map(value).collect();
    let certified = (0..=5).map(|k| 1. / scale.powi(k)).collect();
    Model { name, wanted, matrix: powers(&x, 5), sides: array(y), certified }
}

fn models() -> Vec<Model> {
    let from = |first: i32, last: i32| (first..=last).map(f64::from).collect::<Vec<_>>();
    vec![
        observed("Norris", "norris.txt", 1, 11.3),
        observed("Pontius", "pontius.txt", 2, 5.2),
        observed("Filip", "filip.txt", 10, 4.2),
        longley(),
        through_origin("NoInt1", &from(60, 70), &from(130, 140), 2.07438016528926),
        through_origin("NoInt2", &[4., 5., 6.], &[3., 4., 4.], 0.727272727272727),
        wampler("Wampler1", 1., 0., 8.3),
        wampler("Wampler2", 10., 0., 9.1),
        wampler("Wampler3", 1., 1., 8.6),
        wampler("Wampler4", 1., 100., 6.8),
        wampler("Wampler5", 1., 10_000., 4.8),
    ]
}

#[test]
fn least_squares_have_the_digits_that_the_matrices_allow() {
    for Model { name, wanted, matrix, sides, certified } in models() {
        // No singular value counts as zero: Filip's smallest is below NumPy's default bound.
        let (weights, _, rank, _) = matrix.lstsq_with(&sides, 0.).expect("lstsq converges");
        let found = weights.to_vec();
        assert_eq!((rank, found.len()), (certified.len(), certified.len()), "{name}");
        let agree = found.iter().zip(&certified).map(|(&x, &c)| digits(x, c));
        let least = agree.fold(f64::INFINITY, f64::min);
        println!("{name}: {least:.1} digits, at least {wanted} wanted");
        assert!(least >= wanted, "{name}: {found:?}, certified {certified:?}");
    }
}
