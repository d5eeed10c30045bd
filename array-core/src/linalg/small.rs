//! Products of matrices that are too small for BLAS to prepare itself, one or a stack of them.

use std::mem::MaybeUninit;

use ndarray::LinalgScalar;

use crate::dtype::Element;
use crate::kernel::widest;
use crate::threads;

/// Multiplications up to which BLAS takes longer to start than to calculate.
const SMALL: usize = 12 * 12 * 12;
/// Rows, and columns, whose sums are kept in registers.
const ROWS: usize = 4;
const COLUMNS: usize = 8;

/// Whether a product of these rows, depth and columns is small.
pub(super) fn is_small([rows, depth, columns]: [usize; 3]) -> bool {
    rows * depth * columns <= SMALL
}

/// Writes the product of each matrix of `a` with that of `b` to `c`, which is written as a whole; none
/// may be empty, and all are row-major.
pub(super) fn products<T: Element + LinalgScalar>(
    a: &[T],
    b: &[T],
    c: &mut [MaybeUninit<T>],
    [rows, depth, columns]: [usize; 3],
) {
    threads::each_part_of(c, rows * columns, |start, c| {
        let first = start / (rows * columns);
        let a = a[first * rows * depth..].chunks_exact(rows * depth);
        let b = b[first * depth * columns..].chunks_exact(depth * columns);
        widest(
            #[inline(always)]
            || {
                for ((a, b), c) in a.zip(b).zip(c.chunks_exact_mut(rows * columns)) {
                    product(a, b, c, depth, columns);
                }
            },
        );
    });
}

#[inline(always)]
fn product<T: LinalgScalar>(
    a: &[T],
    b: &[T],
    c: &mut [MaybeUninit<T>],
    depth: usize,
    columns: usize,
) {
    let mut a_rows = a.chunks_exact(ROWS * depth);
    let mut c_rows = c.chunks_exact_mut(ROWS * columns);
    for (a, c) in a_rows.by_ref().zip(c_rows.by_ref()) {
        some_rows::<T, ROWS>(a, b, c, depth, columns);
    }
    let c_rows = c_rows.into_remainder().chunks_exact_mut(columns);
    for (a, c) in a_rows.remainder().chunks_exact(depth).zip(c_rows) {
        some_rows::<T, 1>(a, b, c, depth, columns);
    }
}

#[inline(always)]
fn some_rows<T: LinalgScalar, const N: usize>(
    a: &[T],
    b: &[T],
    c: &mut [MaybeUninit<T>],
    depth: usize,
    columns: usize,
) {
    let rows: [&[T]; N] = std::array::from_fn(|row| &a[row * depth..][..depth]);
    let whole = columns - columns % COLUMNS;
    for first in (0..whole).step_by(COLUMNS) {
        let mut sums = [[T::zero(); COLUMNS]; N];
        for k in 0..depth {
            let b_row = &b[k * columns + first..][..COLUMNS];
            for (sums, row) in sums.iter_mut().zip(rows) {
                for (sum, &y) in sums.iter_mut().zip(b_row) {
                    *sum = *sum + row[k] * y;
                }
            }
        }
        for (out, sums) in c.chunks_exact_mut(columns).zip(sums) {
            out[first..first + COLUMNS].write_copy_of_slice(&sums);
        }
    }
    for (out, row) in c.chunks_exact_mut(columns).zip(rows) {
        for (column, slot) in out.iter_mut().enumerate().skip(whole) {
            let pairs = row.iter().zip(b.chunks_exact(columns));
            slot.write(pairs.fold(T::zero(), |sum, (&x, b_row)| sum + x * b_row[column]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{self, simd::forced::each_level};

    #[test]
    fn stacks_of_every_shape_are_multiplied() {
        each_level(|| {
            let shapes = [[1, 1, 1], [4, 3, 8], [5, 2, 9], [8, 8, 8], [3, 7, 17], [12, 12, 12]];
            for [rows, depth, columns] in shapes {
                for count in [1, 2, 300_000 / (rows * columns)] {
                    let numbers =
                        |n: usize| -> Vec<f64> { (0..n).map(|k| (k % 11) as f64).collect() };
                    let a = numbers(count * rows * depth);
                    let b = numbers(count * depth * columns);
                    let c = kernel::collect(count * rows * columns, |c| {
                        products(&a, &b, c, [rows, depth, columns]);
                    });
                    for (at, &found) in c.iter().enumerate() {
                        let (matrix, row) = (at / (rows * columns), at / columns % rows);
                        let exact: f64 = (0..depth)
                            .map(|k| {
                                a[(matrix * rows + row) * depth + k]
                                    * b[(matrix * depth + k) * columns + at % columns]
                            })
                            .sum();
                        assert_eq!(found, exact, "{rows} x {depth} x {columns}, element {at}");
                    }
                }
            }
        });
    }
}
