//! Linear algebra against figures from NumPy 2.4, and against the definitions: the matrices that
//! the tests share, and how results are compared.

mod decompositions;
mod norms;
mod products;

use super::*;
use crate::array::Array;
use crate::creation::{arange, array, array_of, eye};
use crate::dtype::{Complex32, Complex64, Element};
use crate::shape::reshape;

/// Symmetric and positive definite.
fn a() -> Array<f64> {
    array([[4., 1., 2.], [1., 3., 0.], [2., 0., 5.]])
}

/// More rows than columns.
fn m() -> Array<f64> {
    array([[1., 2.], [3., 4.], [5., 6.]])
}

/// Whole numbers, whose products and sums are exact in any order.
pub(super) fn numbers(rows: usize, columns: usize) -> ndarray::Array2<f64> {
    let number = |(i, k)| ((i * 31 + k * 7) % 19) as f64 - 9.0;
    ndarray::Array2::from_shape_fn((rows, columns), number)
}

/// The product of two matrices by its definition.
pub(super) fn exact(
    a: &ndarray::ArrayView2<'_, f64>,
    b: &ndarray::ArrayView2<'_, f64>,
) -> ndarray::Array2<f64> {
    ndarray::Array2::from_shape_fn((a.nrows(), b.ncols()), |(row, column)| {
        a.row(row).iter().zip(b.column(column)).map(|(x, y)| x * y).sum()
    })
}

fn c(re: f64, im: f64) -> Complex64 {
    Complex64::new(re, im)
}

fn complex_matrix() -> Array<Complex64> {
    array([[c(1., 2.), c(2., 0.)], [c(0., 0.), c(3., -1.)]])
}

fn hermitian_matrix() -> Array<Complex64> {
    array([[c(2., 0.), c(0., 1.)], [c(0., -1.), c(3., 0.)]])
}

fn floats(shape: &[usize]) -> Array<f64> {
    reshape(&arange(shape.iter().product::<usize>() as f64), shape)
}

#[track_caller]
fn close<T: Field<Part = f64>>(found: &Array<T>, shape: &[usize], expected: &[T]) {
    assert_eq!(found.shape(), shape);
    for (index, (x, y)) in found.to_vec().into_iter().zip(expected).enumerate() {
        let error = (x - *y).modulus();
        assert!(error <= 1e-12 * (1. + y.modulus()), "element {index}: {x:?}, not {y:?}");
    }
}

#[track_caller]
fn same<T: Field<Part = f64>>(found: &Array<T>, expected: &Array<T>) {
    close(found, expected.shape(), &expected.to_vec());
}

/// The conjugate transpose of a matrix.
fn adjoint<T: Product>(a: &Array<T>) -> Array<T> {
    a.data.t().mapv(T::conjugate).as_standard_layout().into_owned().into()
}

fn diagonal<T: Field>(values: &Array<f64>) -> Array<T> {
    let values: Vec<T> = values.to_vec().into_iter().map(f64::cast).collect();
    ndarray::Array2::from_diag(&ndarray::Array1::from(values)).into()
}

#[track_caller]
fn text<T>(result: crate::error::Result<T>) -> String {
    result.err().expect("an error").to_string()
}
