//! Transforms against figures from NumPy 2.4, and against the definition.

use super::*;
use crate::creation::{arange, array, array_of};
use crate::dtype::{Complex32, Complex64};
use crate::shape::reshape;

fn c(re: f64, im: f64) -> Complex64 {
    Complex64::new(re, im)
}

#[track_caller]
fn close(found: &Array<Complex64>, shape: &[usize], expected: &[Complex64]) {
    assert_eq!(found.shape(), shape);
    for (x, y) in found.to_vec().into_iter().zip(expected) {
        assert!((x - y).norm() <= 1e-13 * (1. + y.norm()), "{x}, not {y}");
    }
}

#[track_caller]
fn near(found: &Array<f64>, shape: &[usize], expected: &[f64]) {
    let found: Array<Complex64> = found.data.mapv(|x| c(x, 0.)).into();
    close(&found, shape, &expected.iter().map(|&x| c(x, 0.)).collect::<Vec<_>>());
}

fn signal() -> Array<f64> {
    array([1., 2., 4., 3.])
}

fn plane() -> Array<f64> {
    reshape(&arange(6.), (2, 3))
}

/// The sums that define the transform.
fn by_definition(signal: &[Complex64]) -> Vec<Complex64> {
    let n = signal.len();
    let term = |j: usize, k: usize| {
        Complex64::cis(-std::f64::consts::TAU * (j * k % n) as f64 / n as f64) * signal[j]
    };
    (0..n).map(|k| (0..n).map(|j| term(j, k)).sum()).collect()
}

#[test]
fn transforms_follow_the_definition_for_any_length() {
    for n in [1, 2, 3, 4, 5, 6, 7, 12, 31, 64, 97, 100] {
        let points: Vec<f64> = (0..n).map(|j| (j * j % 11) as f64 - 3.).collect();
        let expected = by_definition(&points.iter().map(|&x| c(x, 0.)).collect::<Vec<_>>());
        let real: Array<f64> = Array::from_vec(&[n], points.clone());
        close(&fft(&real), &[n], &expected);
        close(&rfft(&real), &[n / 2 + 1], &expected[..n / 2 + 1]);
        near(&irfft_n(&rfft(&real), n), &[n], &points);
        let turned: Vec<Complex64> = points.iter().map(|&x| c(x, 2. - x)).collect();
        let complex = Array::from_vec(&[n], turned.clone());
        close(&fft(&complex), &[n], &by_definition(&turned));
        close(&ifft(&fft(&complex)), &[n], &turned);
    }
}

#[test]
fn lengths_cut_and_pad() {
    close(&fft_n(&signal(), 3), &[3], &[c(7., 0.), c(-2., 3_f64.sqrt()), c(-2., -(3_f64.sqrt()))]);
    let padded = fft_n(&signal(), 6);
    close(&padded, &[6], &fft(&array([1., 2., 4., 3., 0., 0.])).to_vec());
    let half = array([c(1., 0.), c(2., 1.), c(3., -2.)]);
    near(&irfft(&half), &[4], &[2., -1., 0., 0.]);
    let odd =
        [2.2, -0.43380120243406195, -1.072352516203133, 0.9195661117030911, -0.6134123930658961];
    near(&irfft_n(&half, 5), &[5], &odd);
    near(&irfft(&array([c(1., 5.), c(2., 1.), c(3., -2.)])), &[4], &[2., -1., 0., 0.]);
}

#[test]
fn norms_scale_either_way() {
    let with = |norm| FftOptions::new().norm(norm);
    let expected = [c(10., 0.), c(-3., 1.), c(0., 0.), c(-3., -1.)];
    close(&fft(&signal()), &[4], &expected);
    close(&fft_with(&signal(), with(FftNorm::Ortho)), &[4], &expected.map(|z| z / 2.));
    close(&fft_with(&signal(), with(FftNorm::Forward)), &[4], &expected.map(|z| z / 4.));
    close(&ifft(&signal()), &[4], &expected.map(|z| z.conj() / 4.));
    close(&ifft_with(&signal(), with(FftNorm::Forward)), &[4], &expected.map(|z| z.conj()));
    near(&irfft_with(&rfft(&signal()), with(FftNorm::Forward)), &[4], &[4., 8., 16., 12.]);
}

#[test]
fn axes_are_transformed_lane_by_lane() {
    let columns = [3., 5., 7., -3., -3., -3.];
    close(&fft_axis(&plane(), 0), &[2, 3], &columns.map(|x| c(x, 0.)));
    near(&irfft_axis(&plane(), 0), &[2, 3], &[1.5, 2.5, 3.5, -1.5, -1.5, -1.5]);
    let root = 1.7320508075688772;
    let expected = [c(15., 0.), c(-3., root), c(-3., -root), c(-9., 0.), c(0., 0.), c(0., 0.)];
    close(&fft2(&plane()), &[2, 3], &expected);
    close(&fftn(&plane()), &[2, 3], &expected);
    close(&fftn_axes(&plane(), (1, 0)), &[2, 3], &expected);
    close(&rfft2(&plane()), &[2, 2], &[expected[0], expected[1], expected[3], expected[4]]);
    let back: Vec<Complex64> = plane().to_vec().into_iter().map(|x| c(x, 0.)).collect();
    close(&ifft2(&fft2(&plane())), &[2, 3], &back);
    let even = reshape(&arange(8.), (2, 4));
    near(&irfft2(&rfft2(&even)), &[2, 4], &even.to_vec());
}

#[test]
fn single_precision_stays_and_integers_become_double() {
    let single: Array<Complex32> = fft(&array_of::<f32>([1_f32, 2., 4., 3.]));
    assert_eq!(single.to_vec()[0], Complex32::new(10., 0.));
    let double: Array<Complex64> = fft(&array([1, 2, 4, 3]));
    close(&double, &[4], &fft(&signal()).to_vec());
}

#[test]
fn frequencies_and_shifts() {
    near(&fftfreq_with(5, 0.1), &[5], &[0., 2., 4., -4., -2.]);
    near(&fftfreq(4), &[4], &[0., 0.25, -0.5, -0.25]);
    near(&rfftfreq(5), &[3], &[0., 0.2, 0.4]);
    assert_eq!(fftshift(&arange(5)).to_vec(), [3, 4, 0, 1, 2]);
    assert_eq!(ifftshift(&arange(5)).to_vec(), [2, 3, 4, 0, 1]);
    let grid = reshape(&arange(6), (2, 3));
    assert_eq!(fftshift(&grid).to_vec(), [5, 3, 4, 2, 0, 1]);
    assert_eq!(fftshift_axes(&grid, 1).to_vec(), [2, 0, 1, 5, 3, 4]);
    assert_eq!(ifftshift_axes(&grid, 0).to_vec(), [3, 4, 5, 0, 1, 2]);
}

#[test]
#[should_panic(expected = "fft: Invalid number of FFT data points (0) specified.")]
fn no_points_panic() {
    let _ = fft_n(&signal(), 0);
}

#[test]
#[should_panic(expected = "axis 3 is out of bounds for array of dimension 1")]
fn an_axis_that_is_not_there_panics() {
    let _ = fft_axis(&signal(), 3);
}

#[test]
#[should_panic(expected = "fft2: needs at least two axes, the array has 1")]
fn two_axes_are_needed() {
    let _ = fft2(&signal());
}
