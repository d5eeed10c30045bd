//! Sums over a long depth of which each term is some factors times a short row.
//!
//! Both are read where they are: the product of a tall matrix's transpose with another needs no
//! copies whose elements follow each other along the depth.

use ndarray::{ArrayView1, ArrayView2, LinalgScalar};

use crate::kernel::widest;

/// Sums that run side by side, so that no addition waits for the one before it.
const SIDES: usize = 4;

/// Whether the rows of such a matrix can be read in place, and are worth it.
pub(super) fn has_rows<T>(rows: &ArrayView2<'_, T>) -> bool {
    rows.ncols() > 1 && rows.strides()[1] == 1
}

/// For each row of `factors` and each column of `rows` the sum of their products; there are no more
/// than `FEW` of either.
pub(super) fn sums<T: LinalgScalar, const FEW: usize>(
    factors: ArrayView2<'_, T>,
    rows: ArrayView2<'_, T>,
) -> [[T; FEW]; FEW] {
    assert!(has_rows(&rows), "the elements of a row are not neighbours");
    assert_eq!(factors.ncols(), rows.nrows(), "there are not as many factors as rows");
    let mut sums = [[T::zero(); FEW]; FEW];
    widest(
        #[inline(always)]
        || {
            for (factors, sums) in factors.rows().into_iter().zip(&mut sums) {
                let mut column = 0;
                while column < rows.ncols() {
                    // As many columns at once as are left, in powers of two.
                    let sums = &mut sums[column..rows.ncols()];
                    column += match sums.len() {
                        8.. => some_columns::<T, 8>(factors, rows, column, sums),
                        4.. => some_columns::<T, 4>(factors, rows, column, sums),
                        2.. => some_columns::<T, 2>(factors, rows, column, sums),
                        _ => some_columns::<T, 1>(factors, rows, column, sums),
                    };
                }
            }
        },
    );
    sums
}

/// The sums of `N` columns from `first` on; tells how many they are.
#[inline(always)]
fn some_columns<T: LinalgScalar, const N: usize>(
    factors: ArrayView1<'_, T>,
    rows: ArrayView2<'_, T>,
    first: usize,
    out: &mut [T],
) -> usize {
    assert!(first + N <= rows.ncols());
    let (depth, step) = (rows.nrows(), rows.strides()[0]);
    let start = rows.as_ptr();
    let mut sides = [[T::zero(); N]; SIDES];
    let add = |term: usize, sums: &mut [T; N]| {
        // SAFETY: callers name one of the terms; `N` of its row's elements follow each other from
        // `first` on, as `sums` has made sure.
        let (&factor, row) = unsafe {
            let row = start.offset(term as isize * step).add(first);
            (factors.uget(term), &*row.cast::<[T; N]>())
        };
        for (sum, &x) in sums.iter_mut().zip(row) {
            *sum = *sum + factor * x;
        }
    };
    let whole = depth - depth % SIDES;
    for term in (0..whole).step_by(SIDES) {
        for (side, sums) in sides.iter_mut().enumerate() {
            add(term + side, sums);
        }
    }
    for term in whole..depth {
        add(term, &mut sides[0]);
    }
    let [a, b, c, d] = sides;
    for (column, out) in out[..N].iter_mut().enumerate() {
        *out = (a[column] + b[column]) + (c[column] + d[column]);
    }
    N
}
