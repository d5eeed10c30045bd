//! Products of matrices of many short rows with vectors.
//!
//! The work is to read the matrix once. Rows that follow each other are read where they are; others
//! are first brought together, some at a time, column by column.

use ndarray::{ArrayView1, ArrayView2, ArrayViewMut1, Axis, LinalgScalar};

use crate::dtype::Element;
use crate::kernel::{contiguous, widest};
use crate::{interrupt, threads};

/// Elements up to which rows are short.
const SHORT: usize = 8;
/// Rows from which there are many.
const MANY: usize = 128;
/// Rows that are multiplied at once: they and their sums stay in the second-level cache.
const PIECE: usize = 1000;

/// Whether [`narrow_times_vector`] is the fastest way to multiply such a matrix by a vector.
pub(super) fn is_narrow(rows: usize, depth: usize) -> bool {
    depth <= SHORT && rows >= MANY
}

/// `out = a x` of many rows and a short depth.
pub(super) fn narrow_times_vector<T: Element + LinalgScalar>(
    a: ArrayView2<'_, T>,
    x: ArrayView1<'_, T>,
    mut out: ArrayViewMut1<'_, T>,
) {
    let x = x.to_vec();
    let part = |first: usize, out: &mut [T]| {
        for (k, out) in out.chunks_mut(PIECE).enumerate() {
            interrupt::check();
            let first = first + k * PIECE;
            let rows = a.slice_axis(Axis(0), (first..first + out.len()).into());
            match rows.to_slice() {
                Some(rows) => by_rows(rows, &x, out),
                None => by_columns(rows, &x, out),
            }
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

/// The product of rows that follow each other.
fn by_rows<T: LinalgScalar>(rows: &[T], x: &[T], out: &mut [T]) {
    match x.len() {
        1 => by_rows_of::<T, 1>(rows, x, out),
        2 => by_rows_of::<T, 2>(rows, x, out),
        3 => by_rows_of::<T, 3>(rows, x, out),
        4 => by_rows_of::<T, 4>(rows, x, out),
        5 => by_rows_of::<T, 5>(rows, x, out),
        6 => by_rows_of::<T, 6>(rows, x, out),
        7 => by_rows_of::<T, 7>(rows, x, out),
        _ => by_rows_of::<T, SHORT>(rows, x, out),
    }
}

/// As [`by_rows`], of a length that the compiler knows: many rows go side by side.
fn by_rows_of<T: LinalgScalar, const DEPTH: usize>(rows: &[T], x: &[T], out: &mut [T]) {
    let x: &[T; DEPTH] = x.try_into().expect("a vector is as long as the rows");
    widest(
        #[inline(always)]
        || {
            for (row, out) in rows.as_chunks::<DEPTH>().0.iter().zip(out) {
                *out = row.iter().zip(x).fold(T::zero(), |sum, (&a, &x)| sum + a * x);
            }
        },
    );
}

/// The product of rows that lie anyhow.
fn by_columns<T: Element + LinalgScalar>(rows: ArrayView2<'_, T>, x: &[T], out: &mut [T]) {
    let columns = rows.reversed_axes().into_dyn();
    let columns = contiguous(&columns);
    widest(
        #[inline(always)]
        || {
            out.fill(T::zero());
            for (column, &x) in columns.chunks_exact(out.len()).zip(x) {
                for (sum, &y) in out.iter_mut().zip(column) {
                    *sum = *sum + y * x;
                }
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, s};

    use super::*;
    use crate::kernel::simd::forced::each_level;
    use crate::linalg::tests::{exact, numbers};

    #[test]
    fn narrow_matrices_of_every_layout_meet_vectors() {
        each_level(|| {
            let shapes = (1..=8).map(|depth| (700, depth)).chain([(1, 3), (1000, 2), (300_001, 4)]);
            for (rows, depth) in shapes {
                let (a, turned, x) =
                    (numbers(rows, depth), numbers(depth, rows), numbers(depth, 1));
                let wide = numbers(rows, 2 * depth);
                for a in [a.view(), turned.t(), a.slice(s![..;-1, ..]), wide.slice(s![.., ..;2])] {
                    let mut sums = Array2::zeros((rows, 2));
                    narrow_times_vector(a, x.column(0), sums.column_mut(1));
                    let mut whole = Array2::zeros((rows, 1));
                    narrow_times_vector(a, x.column(0), whole.column_mut(0));
                    assert_eq!(sums.column(1), whole.column(0));
                    assert_eq!(whole, exact(&a, &x.view()));
                }
            }
        });
    }
}
