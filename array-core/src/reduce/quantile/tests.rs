//! Medians and quantiles against NumPy's results.

use super::*;
use crate::reduce::samples::{cube, vector};

const NAN: f64 = f64::NAN;
const LEVELS: [f64; 11] = [0., 10., 12.5, 25., 30., 37.5, 50., 62.5, 75., 90., 100.];

/// The percentiles of 1, 2, 4, 8, 16 and of 1, 2, 4, 8 by each method.
const BY_METHOD: [(QuantileMethod, [f64; 11], [f64; 11]); 13] = [
    (
        QuantileMethod::InvertedCdf,
        [1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 4.0, 8.0, 8.0, 16.0, 16.0],
        [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 4.0, 4.0, 8.0, 8.0],
    ),
    (
        QuantileMethod::AveragedInvertedCdf,
        [1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 4.0, 8.0, 8.0, 16.0, 16.0],
        [1.0, 1.0, 1.0, 1.5, 2.0, 2.0, 3.0, 4.0, 6.0, 8.0, 8.0],
    ),
    (
        QuantileMethod::ClosestObservation,
        [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 4.0, 8.0, 8.0, 16.0],
        [1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 4.0, 8.0, 8.0],
    ),
    (
        QuantileMethod::InterpolatedInvertedCdf,
        [1.0, 1.0, 1.0, 1.25, 1.5, 1.875, 3.0, 4.5, 7.0, 12.0, 16.0],
        [1.0, 1.0, 1.0, 1.0, 1.2, 1.5, 2.0, 3.0, 4.0, 6.4, 8.0],
    ),
    (
        QuantileMethod::Hazen,
        [1.0, 1.0, 1.125, 1.75, 2.0, 2.75, 4.0, 6.5, 10.0, 16.0, 16.0],
        [1.0, 1.0, 1.0, 1.5, 1.7, 2.0, 3.0, 4.0, 6.0, 8.0, 8.0],
    ),
    (
        QuantileMethod::Weibull,
        [1.0, 1.0, 1.0, 1.5, 1.8, 2.5, 4.0, 7.0, 12.0, 16.0, 16.0],
        [1.0, 1.0, 1.0, 1.25, 1.5, 1.875, 3.0, 4.5, 7.0, 8.0, 8.0],
    ),
    (
        QuantileMethod::Linear,
        [1.0, 1.4, 1.5, 2.0, 2.4, 3.0, 4.0, 6.0, 8.0, 12.8, 16.0],
        [1.0, 1.3, 1.375, 1.75, 1.9, 2.25, 3.0, 3.75, 5.0, 6.800000000000001, 8.0],
    ),
    (
        QuantileMethod::MedianUnbiased,
        [
            1.0,
            1.0,
            1.0,
            1.6666666666666667,
            1.9333333333333333,
            2.666666666666667,
            4.0,
            6.666666666666668,
            10.666666666666664,
            16.0,
            16.0,
        ],
        [
            1.0,
            1.0,
            1.0,
            1.4166666666666667,
            1.6333333333333333,
            1.9583333333333335,
            3.0,
            4.166666666666668,
            6.333333333333334,
            8.0,
            8.0,
        ],
    ),
    (
        QuantileMethod::NormalUnbiased,
        [1.0, 1.0, 1.03125, 1.6875, 1.95, 2.6875, 4.0, 6.625, 10.5, 16.0, 16.0],
        [1.0, 1.0, 1.0, 1.4375, 1.65, 1.96875, 3.0, 4.125, 6.25, 8.0, 8.0],
    ),
    (
        QuantileMethod::Lower,
        [1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 4.0, 4.0, 8.0, 8.0, 16.0],
        [1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 4.0, 4.0, 8.0],
    ),
    (
        QuantileMethod::Higher,
        [1.0, 2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 8.0, 8.0, 16.0, 16.0],
        [1.0, 2.0, 2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 8.0, 8.0, 8.0],
    ),
    (
        QuantileMethod::Midpoint,
        [1.0, 1.5, 1.5, 2.0, 3.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0],
        [1.0, 1.5, 1.5, 1.5, 1.5, 3.0, 3.0, 3.0, 6.0, 6.0, 8.0],
    ),
    (
        QuantileMethod::Nearest,
        [1.0, 1.0, 1.0, 2.0, 2.0, 4.0, 4.0, 4.0, 8.0, 16.0, 16.0],
        [1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 8.0, 8.0],
    ),
];

#[test]
fn each_method_gives_numpys_percentiles() {
    let (five, four) = (vector([1., 2., 4., 8., 16.]), vector([1., 2., 4., 8.]));
    for (method, of_five, of_four) in BY_METHOD {
        for (a, expected) in [(&five, of_five), (&four, of_four)] {
            let found: Vec<f64> = a.percentile_with(LEVELS, method).to_vec();
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-14 * expected, "{method:?}: {found}");
            }
            for (level, expected) in LEVELS.iter().zip(found) {
                assert_eq!(a.percentile_with(*level, method), expected, "{method:?} at {level}");
            }
        }
    }
}

#[test]
fn medians_follow_numpy() {
    assert_eq!(vector([3, 1, 2]).median(), 2.0);
    assert_eq!(vector([4_f32, 1., 3., 2.]).median(), 2.5_f32);
    assert_eq!(cube().median_axis(0).to_vec()[..3], [6., 7., 8.]);
    assert_eq!(cube().median_axes_keepdims([0, 2]).to_vec(), [7.5, 11.5, 15.5]);
    assert!(vector([1., NAN]).median().is_nan());
    assert!(vector::<f64, 0>([]).median().is_nan());
    assert_eq!(vector([NAN, 1., 5.]).nanmedian(), 3.0);
    assert!(vector([NAN]).nanmedian().is_nan());
    assert_eq!(vector([f64::INFINITY; 2]).median(), f64::INFINITY);
}

#[test]
fn levels_shape_the_result() {
    let a = Array::from_vec(&[2, 3], vec![0_i64, 1, 2, 3, 4, 5]);
    assert_eq!(a.percentile(50), 2.5);
    assert_eq!(a.quantile([0.2, 0.4]).to_vec(), [1., 2.]);
    let by_row = a.percentile_axis([0, 25, 50, 100], 1);
    assert_eq!(by_row.shape(), [4, 2]);
    assert_eq!(by_row.to_vec(), [0., 3., 0.5, 3.5, 1., 4., 2., 5.]);
    assert_eq!(a.quantile_axis(0.5, 0).to_vec(), [1.5, 2.5, 3.5]);
    assert_eq!(a.quantile_axis_keepdims(0.5, 0).shape(), [1, 3]);
    assert_eq!(quantile_axes(&a, 0.5, [0, 1]).to_vec(), [2.5]);
    let square = Array::from_vec(&[2, 2], vec![0., 0.2, 0.4, 1.]);
    assert_eq!(a.quantile(&square).shape(), [2, 2]);
}

#[test]
fn nan_spoils_its_own_lane_only() {
    let a = Array::from_vec(&[2, 2], vec![1., NAN, 3., 4.]);
    let columns = a.percentile_axis(50, 0).to_vec();
    assert!(columns[0] == 2. && columns[1].is_nan());
    assert_eq!(a.nanpercentile_axis(50, 0).to_vec(), [2., 4.]);
    assert_eq!(a.nanquantile(0.5), 3.);
    assert!(vector([NAN]).nanquantile([0.1, 0.2]).to_vec()[1].is_nan());
}

#[test]
#[should_panic(expected = "Percentiles must be in the range [0, 100]")]
fn a_level_out_of_range_is_refused() {
    let _ = cube().percentile(-1);
}

#[test]
#[should_panic(expected = "index -1 is out of bounds for axis 0 with size 0")]
fn nothing_has_no_quantiles() {
    let _ = vector::<f64, 0>([]).quantile(0.5);
}
