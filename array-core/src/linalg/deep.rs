//! Products of few rows, few columns, or both, whose work is to read the operands once.
//!
//! BLAS prepares blocks and divides rows and columns among its threads, which takes longer than the
//! product if there are few of them. Here sums over a long depth are halved like every fold, so that
//! they are as exact and do not depend on the number of threads; those over a short depth run for
//! many rows side by side.

use ndarray::{ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2, Axis, LinalgScalar};

use crate::dtype::Element;
use crate::kernel::{contiguous, widest};
use crate::{interrupt, threads};

/// Rows or columns up to which there are few.
const FEW: usize = 8;
/// Terms from which a depth is long, and rows from which there are many.
const LONG: usize = 128;
/// Terms that are summed straight through; of so many and few rows, operands stay in the
/// second-level cache. Not a power of two: rows that lie a page apart would take turns in one place
/// of the first.
const PIECE: usize = 31 * LANES;
/// Sums that run side by side.
const LANES: usize = 32;

/// Sums of products, one for each row and column.
type Sums<T> = [[T; FEW]; FEW];

/// Whether [`product`] is the fastest way to multiply matrices of these shapes.
pub(super) fn is_deep(rows: usize, depth: usize, columns: usize) -> bool {
    (rows, columns) == (1, 1) || rows <= FEW && columns <= FEW && depth >= LONG
}

/// Whether [`narrow_times_vector`] is the fastest way to multiply such a matrix by a vector.
pub(super) fn is_narrow(rows: usize, depth: usize) -> bool {
    depth <= FEW && rows >= LONG
}

/// `c = a b` of few rows and few columns.
pub(super) fn product<T: Element + LinalgScalar>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    mut c: ArrayViewMut2<'_, T>,
) {
    if a.nrows() == 1
        && b.ncols() == 1
        && let (Some(x), Some(y)) = (a.row(0).to_slice(), b.column(0).to_slice())
    {
        c[[0, 0]] = dot(x, y);
        return;
    }
    let sums = halved(a, b.reversed_axes());
    for (row, sums) in c.rows_mut().into_iter().zip(sums) {
        row.into_iter().zip(sums).for_each(|(slot, sum)| *slot = sum);
    }
}

/// The sum of the products of two vectors of one length.
fn dot<T: Element + LinalgScalar>(x: &[T], y: &[T]) -> T {
    if x.len() <= PIECE {
        return straight_dot(x, y);
    }
    let half = (x.len() / 2).next_multiple_of(PIECE);
    let ((x, x_rest), (y, y_rest)) = (x.split_at(half), y.split_at(half));
    let (first, last) = threads::both(x.len() + x_rest.len(), || dot(x, y), || dot(x_rest, y_rest));
    first + last
}

/// The sums of the products of each row of `a` with each row of `b`.
fn halved<T: Element + LinalgScalar>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> Sums<T> {
    let depth = a.ncols();
    if depth <= PIECE {
        return straight(a, b);
    }
    interrupt::check();
    let half = (depth / 2).next_multiple_of(PIECE);
    let ((a, a_rest), (b, b_rest)) = (a.split_at(Axis(1), half), b.split_at(Axis(1), half));
    let work = depth * (a.nrows() + b.nrows());
    let (mut first, last) = threads::both(work, || halved(a, b), || halved(a_rest, b_rest));
    for (first, last) in first.iter_mut().zip(last) {
        first.iter_mut().zip(last).for_each(|(first, last)| *first = *first + last);
    }
    first
}

/// As [`halved`], straight through.
fn straight<T: Element + LinalgScalar>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> Sums<T> {
    let depth = a.ncols();
    let same = a.as_ptr() == b.as_ptr() && a.dim() == b.dim() && a.strides() == b.strides();
    let (a, b) = (a.into_dyn(), b.into_dyn());
    let (left, right) = (contiguous(&a), (!same).then(|| contiguous(&b)));
    let right: &[T] = right.as_deref().unwrap_or(&left);
    let mut sums = [[T::zero(); FEW]; FEW];
    for (k, row) in left.chunks_exact(depth).enumerate() {
        for (m, column) in right.chunks_exact(depth).enumerate() {
            // A matrix times its own transpose is symmetric.
            sums[k][m] = if same && m < k { sums[m][k] } else { straight_dot(row, column) };
        }
    }
    sums
}

/// The sum of the products of two vectors of one length, straight through.
fn straight_dot<T: LinalgScalar>(x: &[T], y: &[T]) -> T {
    widest(
        #[inline(always)]
        || {
            let mut lanes = [T::zero(); LANES];
            let ((x, x_rest), (y, y_rest)) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
            for (x, y) in x.iter().zip(y) {
                for (lane, (&x, &y)) in lanes.iter_mut().zip(x.iter().zip(y)) {
                    *lane = *lane + x * y;
                }
            }
            let mut width = LANES / 2;
            while width > 0 {
                for k in 0..width {
                    lanes[k] = lanes[k] + lanes[k + width];
                }
                width /= 2;
            }
            x_rest.iter().zip(y_rest).fold(lanes[0], |sum, (&x, &y)| sum + x * y)
        },
    )
}

/// `out = a x` of many rows and a short depth.
pub(super) fn narrow_times_vector<T: Element + LinalgScalar>(
    a: ArrayView2<'_, T>,
    x: ArrayView1<'_, T>,
    mut out: ArrayViewMut1<'_, T>,
) {
    let part = |first: usize, out: &mut [T]| {
        for (k, out) in out.chunks_mut(PIECE).enumerate() {
            interrupt::check();
            let first = first + k * PIECE;
            let rows = a.slice_axis(Axis(0), (first..first + out.len()).into());
            let columns = rows.reversed_axes().into_dyn();
            let columns = contiguous(&columns);
            widest(
                #[inline(always)]
                || {
                    out.fill(T::zero());
                    for (column, &x) in columns.chunks_exact(out.len()).zip(&x) {
                        for (sum, &y) in out.iter_mut().zip(column) {
                            *sum = *sum + x * y;
                        }
                    }
                },
            );
        }
    };
    match out.as_slice_mut() {
        Some(out) => threads::each_part(out, part),
        None => {
            let mut sums = vec![T::zero(); out.len()];
            threads::each_part(&mut sums, part);
            out.iter_mut().zip(sums).for_each(|(slot, sum)| *slot = sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, s};

    use super::*;

    /// Whole numbers, whose products and sums are exact in any order.
    fn numbers(rows: usize, columns: usize) -> Array2<f64> {
        Array2::from_shape_fn((rows, columns), |(i, k)| ((i * 31 + k * 7) % 19) as f64 - 9.0)
    }

    fn exact(a: &ArrayView2<'_, f64>, b: &ArrayView2<'_, f64>) -> Array2<f64> {
        Array2::from_shape_fn((a.nrows(), b.ncols()), |(row, column)| {
            a.row(row).iter().zip(b.column(column)).map(|(x, y)| x * y).sum()
        })
    }

    #[test]
    fn few_rows_and_columns_of_every_layout_are_multiplied() {
        for depth in [1, 31, 512, 513, 1030, 3000] {
            for (rows, columns) in [(1, 1), (1, 5), (4, 4), (8, 3)] {
                let (a, b) = (numbers(rows, depth), numbers(depth, columns));
                let (a_turned, b_turned) = (numbers(depth, rows), numbers(columns, depth));
                let wide = numbers(depth, 2 * columns);
                for a in [a.view(), a_turned.t(), a.slice(s![.., ..;-1])] {
                    for b in [b.view(), b_turned.t(), wide.slice(s![.., ..;2])] {
                        let mut c = Array2::zeros((rows, columns));
                        product(a, b, c.view_mut());
                        assert_eq!(c, exact(&a, &b));
                    }
                }
            }
        }
    }

    #[test]
    fn several_threads_sum_as_one() {
        let (a, b) = (numbers(1, 300_001), numbers(300_001, 1));
        let mut c = Array2::zeros((1, 1));
        product(a.view(), b.view(), c.view_mut());
        assert_eq!(c, exact(&a.view(), &b.view()));
    }

    #[test]
    fn a_matrix_is_multiplied_by_its_own_transpose() {
        let a = numbers(3000, 6);
        let mut c = Array2::zeros((6, 6));
        product(a.t(), a.view(), c.view_mut());
        assert_eq!(c, exact(&a.t(), &a.view()));
    }

    #[test]
    fn narrow_matrices_of_every_layout_meet_vectors() {
        for (rows, depth) in [(1, 3), (512, 8), (700, 1), (300_001, 4)] {
            let (a, turned, x) = (numbers(rows, depth), numbers(depth, rows), numbers(depth, 1));
            for a in [a.view(), turned.t(), a.slice(s![..;-1, ..])] {
                let mut sums = Array2::zeros((rows, 2));
                narrow_times_vector(a, x.column(0), sums.column_mut(1));
                let mut whole = Array2::zeros((rows, 1));
                narrow_times_vector(a, x.column(0), whole.column_mut(0));
                assert_eq!(sums.column(1), whole.column(0));
                assert_eq!(whole, exact(&a, &x.view()));
            }
        }
    }
}
