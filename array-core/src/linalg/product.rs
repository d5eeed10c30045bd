//! `matmul` and `dot`, in all of NumPy's combinations of ranks.

use ndarray::{ArrayD, ArrayView2, ArrayViewD, Axis, Dimension, IxDyn};

use super::element::Product;
use super::stack::{broadcast_stack, matrices_mut, matrix_at, split_core};
use crate::array::{Array, OneArray};
use crate::broadcast::shape_of_two;
use crate::error::{Error, ErrorKind, Result, or_raise, show_shape};

impl<T: Product> Array<T> {
    /// The matrix product; axes before the last two are stacks that broadcast
    /// (NumPy: `a @ b`, `numpy.matmul`).
    ///
    /// A 1-D left operand is a row, a 1-D right operand a column, and the result drops that axis;
    /// of two 1-D arrays it has no axis left: read it with `.item()`.
    ///
    /// # Panics
    /// If the shapes do not fit, or an operand is 0-d. [`try_matmul`] returns that as an error.
    #[must_use]
    #[track_caller]
    pub fn matmul(&self, other: &Self) -> Self {
        or_raise(T::matmul_kernel(self, other))
    }

    /// The sum of products over the last axis of `self` and the last but one of `other`
    /// (NumPy: `ndarray.dot`).
    ///
    /// Of two matrices this is the matrix product, of two vectors their inner product as a 0-d
    /// array (read it with `.item()`), and with a 0-d array the elementwise product.
    ///
    /// # Panics
    /// If the summed axes differ in length. [`try_dot`] returns that as an error.
    #[must_use]
    #[track_caller]
    pub fn dot(&self, other: &Self) -> Self {
        or_raise(T::dot_kernel(self, other))
    }
}

/// The matrix product, over stacks that broadcast (NumPy: `numpy.matmul`); see
/// [`Array::matmul`].
///
/// # Panics
/// If the shapes do not fit.
#[must_use]
#[track_caller]
pub fn matmul<T: Product>(
    a: impl OneArray<Element = T>,
    b: impl OneArray<Element = T>,
) -> Array<T> {
    a.as_array().matmul(b.as_array())
}

/// [`matmul`], with shapes that do not fit as an error.
///
/// # Errors
/// If the summed axes differ in length, the stacks do not broadcast, or an operand is 0-d.
pub fn try_matmul<T: Product>(
    a: impl OneArray<Element = T>,
    b: impl OneArray<Element = T>,
) -> Result<Array<T>> {
    T::matmul_kernel(a.as_array(), b.as_array())
}

/// The dot product (NumPy: `numpy.dot`); see [`Array::dot`].
///
/// # Panics
/// If the summed axes differ in length.
#[must_use]
#[track_caller]
pub fn dot<T: Product>(a: impl OneArray<Element = T>, b: impl OneArray<Element = T>) -> Array<T> {
    a.as_array().dot(b.as_array())
}

/// [`dot`], with shapes that do not fit as an error.
///
/// # Errors
/// If the summed axes differ in length.
pub fn try_dot<T: Product>(
    a: impl OneArray<Element = T>,
    b: impl OneArray<Element = T>,
) -> Result<Array<T>> {
    T::dot_kernel(a.as_array(), b.as_array())
}

/// The product of two matrices whose inner lengths are known to agree.
pub(super) fn multiply<T: Product>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> ArrayD<T> {
    let (rows, depth, columns) = (a.nrows(), a.ncols(), b.ncols());
    let elements = if rows * depth * columns > 0 {
        T::gemm_whole(a, b)
    } else {
        // The sums of nothing.
        vec![T::default(); rows * columns]
    };
    ArrayD::from_shape_vec(IxDyn(&[rows, columns]), elements).expect(SAME_SIZE)
}

/// `matmul`: vectors become matrices, and one product runs per matrix of the broadcast stack.
pub(super) fn stacked<T: Product>(a: &Array<T>, b: &Array<T>) -> Result<Array<T>> {
    let (mut left, mut right) = (a.data.view(), b.data.view());
    for (position, operand) in [&left, &right].into_iter().enumerate() {
        if operand.ndim() == 0 {
            let what = format!(
                "Input operand {position} does not have enough dimensions \
                 (has 0, gufunc core with signature {SIGNATURE} requires 1)"
            );
            return Err(matmul_error(a, b, &what));
        }
    }
    let (row, column) = (left.ndim() == 1, right.ndim() == 1);
    if row {
        left.insert_axis_inplace(Axis(0));
    }
    if column {
        right.insert_axis_inplace(Axis(1));
    }
    let (left_stack, [rows, depth]) = split_core(left.shape());
    let (right_stack, [found, columns]) = split_core(right.shape());
    if depth != found {
        let what = format!(
            "Input operand 1 has a mismatch in its core dimension 0, with gufunc signature \
             {SIGNATURE} (size {found} is different from {depth})"
        );
        return Err(matmul_error(a, b, &what));
    }
    let Ok(stack) = shape_of_two(left_stack, right_stack) else {
        return Err(matmul_error(
            a,
            b,
            "operands' stacks of matrices could not be broadcast together",
        ));
    };

    let mut shape = stack.clone();
    shape.extend([rows, columns]);
    let product = if right.ndim() == 2 {
        let tall = left.to_shape((stack.iter().product::<usize>() * rows, depth)).expect(SAME_SIZE);
        let product = multiply(tall.view(), matrix_at(right, &[]));
        product.into_shape_with_order(shape).expect(SAME_SIZE)
    } else {
        let left = broadcast_stack(&left, &stack, [rows, depth]);
        let right = broadcast_stack(&right, &stack, [depth, columns]);
        let full = shape.iter().product::<usize>() * depth > 0;
        if let (true, Some(left), Some(right)) = (full, left.as_slice(), right.as_slice()) {
            let products = T::gemm_stack(left, right, [rows, depth, columns]);
            ArrayD::from_shape_vec(shape, products).expect(SAME_SIZE)
        } else {
            let mut product = ArrayD::from_elem(shape, T::default());
            // The sums of nothing are the zeros that are there.
            let matrices = full.then(|| matrices_mut(&mut product)).into_iter().flatten();
            for (at, out) in ndarray::indices(stack).into_iter().zip(matrices) {
                let at = at.slice();
                T::gemm(matrix_at(left.clone(), at), matrix_at(right.clone(), at), out);
            }
            product
        }
    };

    Ok(without_added_axes(product, row, column))
}

/// Drops the axes that made a row and a column of vectors.
fn without_added_axes<T: Product>(mut product: ArrayD<T>, row: bool, column: bool) -> Array<T> {
    if column {
        let last = Axis(product.ndim() - 1);
        product.index_axis_inplace(last, 0);
    }
    if row {
        let axis = Axis(product.ndim() - if column { 1 } else { 2 });
        product.index_axis_inplace(axis, 0);
    }
    product.into()
}

/// `dot`: every row of `a` with every column of `b`, as one product of two matrices.
pub(super) fn dotted<T: Product>(a: &Array<T>, b: &Array<T>) -> Result<Array<T>> {
    let (left, right) = (a.data.view(), b.data.view());
    if left.ndim() == 1 && left.shape() == right.shape() {
        let depth = left.len();
        let row = left.into_shape_with_order((1, depth));
        let column = right.into_shape_with_order((depth, 1));
        if let (Ok(row), Ok(column)) = (row, column) {
            return Ok(multiply(row, column)
                .into_shape_with_order(IxDyn(&[]))
                .expect(SAME_SIZE)
                .into());
        }
    }
    let (left, right) = (a.data.view(), b.data.view());
    let Some((&depth, left_outer)) = left.shape().split_last() else {
        return Ok(scaled(left.first().copied(), right));
    };
    if right.ndim() == 0 {
        return Ok(scaled(right.first().copied(), left));
    }
    let summed = Axis(right.ndim().saturating_sub(2));
    let found = right.len_of(summed);
    if depth != found {
        let message = format!(
            "dot: shapes {} and {} not aligned: {depth} (dim {}) != {found} (dim {})",
            tight_shape(left.shape()),
            tight_shape(right.shape()),
            left_outer.len(),
            summed.index(),
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    let mut shape = left_outer.to_vec();
    shape.extend(right.axes().filter(|axis| axis.axis != summed).map(|axis| axis.len));
    let rows = left_outer.iter().product::<usize>();
    let columns = shape[left_outer.len()..].iter().product::<usize>();

    let tall = left.to_shape((rows, depth)).expect(SAME_SIZE);
    let mut order: Vec<usize> = (0..right.ndim()).filter(|&axis| axis != summed.index()).collect();
    order.insert(0, summed.index());
    let turned = right.permuted_axes(order);
    let wide = turned.to_shape((depth, columns)).expect(SAME_SIZE);
    let product = multiply(tall.view(), wide.view());
    Ok(product.into_shape_with_order(shape).expect(SAME_SIZE).into())
}

/// Every element times `factor`, as the product of one row and one column.
pub(super) fn scaled<T: Product>(factor: Option<T>, array: ArrayViewD<'_, T>) -> Array<T> {
    let factor = ndarray::Array2::from_elem((1, 1), factor.unwrap_or_default());
    let elements = array.to_shape((array.len(), 1)).expect(SAME_SIZE);
    let product = multiply(elements.view(), factor.view());
    product.into_shape_with_order(array.shape()).expect(SAME_SIZE).into()
}

const SIGNATURE: &str = "(n?,k),(k,m?)->(n?,m?)";
pub(super) const SAME_SIZE: &str = "the new shape has as many elements";

fn matmul_error<T: Product>(a: &Array<T>, b: &Array<T>, what: &str) -> Error {
    let shapes = format!("shapes {} and {}", tight_shape(a.shape()), tight_shape(b.shape()));
    Error::new(ErrorKind::Shape, format!("matmul: {what}: {shapes}"))
}

/// A shape as NumPy writes it within error messages: `(3,4)`.
pub(super) fn tight_shape(shape: &[usize]) -> String {
    show_shape(shape).replace(", ", ",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dtype::{Complex64, Element};

    fn counting<T: Element>(shape: &[usize], from_count: impl Fn(usize) -> T) -> Array<T> {
        let count = shape.iter().product();
        let elements = (0..count).map(from_count).collect();
        ArrayD::from_shape_vec(shape, elements).unwrap().into()
    }

    fn floats(shape: &[usize]) -> Array<f64> {
        counting(shape, |i| i as f64)
    }

    fn check(product: &Array<f64>, shape: &[usize], elements: &[f64]) {
        assert_eq!(product.shape(), shape);
        assert_eq!(product.to_vec(), elements);
    }

    #[test]
    fn matmul_of_vectors_and_matrices_drops_the_added_axes() {
        check(&floats(&[3]).matmul(&floats(&[3])), &[], &[5.]);
        check(&floats(&[2, 3]).matmul(&floats(&[3])), &[2], &[5., 14.]);
        check(&floats(&[3]).matmul(&floats(&[3, 2])), &[2], &[10., 13.]);
        check(&floats(&[2, 3]).matmul(&floats(&[3, 2])), &[2, 2], &[10., 13., 28., 40.]);
    }

    #[test]
    fn matmul_broadcasts_stacks() {
        let (a, b) = (floats(&[2, 1, 1, 3]), floats(&[2, 3, 1]));
        check(&a.matmul(&b), &[2, 2, 1, 1], &[5., 14., 14., 50.]);
        check(&floats(&[2, 1, 3]).matmul(&floats(&[3, 2])), &[2, 1, 2], &[10., 13., 28., 40.]);
        check(&floats(&[3]).matmul(&floats(&[2, 3, 1])), &[2, 1], &[5., 14.]);
        check(&floats(&[2, 1, 3]).matmul(&floats(&[3])), &[2, 1], &[5., 14.]);
    }

    #[test]
    fn dot_sums_over_the_last_but_one_axis() {
        let product = floats(&[2, 2]).dot(&floats(&[2, 2, 3]));
        let expected = [3., 4., 5., 9., 10., 11., 9., 14., 19., 39., 44., 49.];
        check(&product, &[2, 2, 3], &expected);
        check(&floats(&[2, 3]).dot(&floats(&[])), &[2, 3], &[0.; 6]);
        check(&floats(&[3]).dot(&floats(&[3])), &[], &[5.]);
    }

    #[test]
    fn products_over_an_empty_axis_are_zeros() {
        check(&floats(&[2, 0]).matmul(&floats(&[0, 3])), &[2, 3], &[0.; 6]);
        check(&floats(&[0]).dot(&floats(&[0])), &[], &[0.]);
        check(&floats(&[0, 2]).matmul(&floats(&[2, 3])), &[0, 3], &[]);
    }

    #[test]
    fn products_read_any_layout() {
        let a = floats(&[40, 30]);
        let expected = floats(&[30, 40]).matmul(&floats(&[40, 30]));
        let mut turned = a.clone();
        turned.data.swap_axes(0, 1);
        let back: Array<f64> = turned.data.as_standard_layout().into_owned().into();
        assert_eq!(turned.matmul(&a).to_vec(), back.matmul(&a).to_vec());

        let mut flipped = floats(&[30, 40]);
        flipped.data.invert_axis(Axis(1));
        let mut rows_flipped = floats(&[40, 30]);
        rows_flipped.data.invert_axis(Axis(0));
        assert_eq!(flipped.matmul(&rows_flipped).to_vec(), expected.to_vec());
    }

    #[test]
    fn integers_wrap_and_agree_with_floats() {
        for (rows, depth, columns) in [(5, 300, 9), (3, 7, 2), (4, 1, 600)] {
            let a = counting(&[rows, depth], |i| (i % 7) as i64 - 3);
            let b = counting(&[depth, columns], |i| (i % 5) as i64 - 2);
            let float = counting(&[rows, depth], |i| (i % 7) as f64 - 3.)
                .matmul(&counting(&[depth, columns], |i| (i % 5) as f64 - 2.));
            let exact: Vec<f64> = a.matmul(&b).to_vec().into_iter().map(|x| x as f64).collect();
            assert_eq!(exact, float.to_vec());
        }
        let bytes = counting(&[1, 2], |_| 100_u8);
        assert_eq!(bytes.matmul(&counting(&[2, 1], |_| 2)).to_vec(), [144]);
    }

    #[test]
    fn bool_products_are_or_of_and() {
        let a = counting(&[2, 2], |i| i == 0);
        assert_eq!(a.matmul(&a).to_vec(), [true, false, false, false]);
    }

    #[test]
    fn complex_products_do_not_conjugate() {
        let a = counting(&[2], |i| Complex64::new(1., i as f64));
        assert_eq!(a.dot(&a).to_vec(), [Complex64::new(1., 2.)]);
    }

    #[test]
    fn errors_name_the_shapes() {
        let text = |result: Result<Array<f64>>| result.err().unwrap().to_string();
        assert_eq!(
            text(try_matmul(&floats(&[3, 3]), &floats(&[4, 2]))),
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature \
             (n?,k),(k,m?)->(n?,m?) (size 4 is different from 3): shapes (3,3) and (4,2)"
        );
        assert_eq!(
            text(try_matmul(&floats(&[3, 3]), &floats(&[]))),
            "matmul: Input operand 1 does not have enough dimensions (has 0, gufunc core with \
             signature (n?,k),(k,m?)->(n?,m?) requires 1): shapes (3,3) and ()"
        );
        assert_eq!(
            text(try_dot(&floats(&[3, 3]), &floats(&[4, 2]))),
            "dot: shapes (3,3) and (4,2) not aligned: 3 (dim 1) != 4 (dim 0)"
        );
        assert_eq!(
            text(try_matmul(&floats(&[2, 1, 3]), &floats(&[3, 3, 1]))),
            "matmul: operands' stacks of matrices could not be broadcast together: \
             shapes (2,1,3) and (3,3,1)"
        );
    }
}
