//! Norms, and what is made of singular values.

use super::*;

#[test]
fn norms_of_every_order() {
    let near = |x: f64, y: f64| assert!((x - y).abs() < 1e-14 * y.max(1.), "{x}, not {y}");
    near(norm(&m()), 9.539392014169456);
    near(m().norm_with("fro"), 9.539392014169456);
    near(m().norm_with("nuc"), 10.039818672223753);
    near(m().norm_with(f64::INFINITY), 11.);
    near(m().norm_with(f64::NEG_INFINITY), 3.);
    near(m().norm_with(1), 12.);
    near(m().norm_with(-1), 9.);
    near(m().norm_with(2), 9.525518091565107);
    near(m().norm_with(-2), 0.5143005806586443);
    let v = array([3., -4., 0., 1.]);
    near(v.norm(), 5.0990195135927845);
    near(v.norm_with(f64::INFINITY), 4.);
    near(v.norm_with(f64::NEG_INFINITY), 0.);
    near(v.norm_with(0), 3.);
    near(v.norm_with(1), 8.);
    near(v.norm_with(3), 4.514357435474001);
    near(v.norm_with(-1), 0.);
    near(v.norm_with(0.5), 22.392304845413257);
    near(array([c(3., 4.), c(0., 0.)]).norm(), 5.);
    assert!(array([1., f64::NAN, 2.]).norm_with(f64::INFINITY).is_nan());
}

#[test]
fn norms_by_axes() {
    let cube = floats(&[2, 2, 2]);
    close(&cube.norm_axes_with((0, 1), "fro"), &[2], &[7.483314773547883, 9.16515138991168]);
    close(&cube.norm_axes_with((0, 2), 2), &[2], &[6.451009853355388, 9.891231560746068]);
    close(&cube.norm_axes_with((2, 0), 1), &[2], &[9., 13.]);
    close(&array([[3, 4], [6, 8]]).norm_axis(-1), &[2], &[5., 10.]);
    close(&m().norm_axis_with(0, 1), &[2], &[9., 12.]);
    assert_eq!(m().norm_axis_keepdims(1).shape(), [3, 1]);
}

#[test]
fn condition_and_rank() {
    let near = |x: f64, y: f64| assert!((x - y).abs() < 1e-13 * y, "{x}, not {y}");
    near(cond(&a()).unwrap(), 3.595389920856738);
    near(a().cond_with(-2).unwrap(), 0.278133949867032);
    near(a().cond_with(1).unwrap(), 4.232558139534884);
    near(a().cond_with("fro").unwrap(), 4.873743961834321);
    assert_eq!(array([[1., 1.], [1., 1.]]).cond_with(1).unwrap(), f64::INFINITY);
    assert_eq!(array([[0., 0.], [0., 0.]]).cond().unwrap(), f64::INFINITY);
    assert_eq!(matrix_rank(&array([[1, 2], [2, 4]])).unwrap(), 1);
    assert_eq!(matrix_rank(&a()).unwrap(), 3);
    assert_eq!(a().matrix_rank_with(3.).unwrap(), 2);
    assert_eq!(matrix_rank(&array([0., 0.])).unwrap(), 0);
}

#[test]
#[should_panic(expected = "norm: Invalid norm order Frobenius for vectors")]
fn matrix_norms_of_vectors_are_refused() {
    let _ = array([1., 2.]).norm_with("fro");
}
