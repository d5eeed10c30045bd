//! Products of few rows with few columns over a long depth, whose work is to read the operands once.
//!
//! BLAS prepares blocks and divides rows and columns among its threads, which takes longer than the
//! product if there are few of them. Here sums are halved like every fold, so that they are as exact
//! and do not depend on the number of threads.

use ndarray::{ArrayView2, ArrayViewMut2, Axis, LinalgScalar};

use super::outer;
use crate::dtype::Element;
use crate::kernel::{contiguous, widest};
use crate::{interrupt, threads};

/// Rows or columns up to which there are few.
const FEW: usize = 8;
/// Terms from which a depth is long.
const LONG: usize = 128;
/// Terms that are summed straight through; of so many and few rows, operands stay in the
/// second-level cache. Not a power of two: rows that lie a page apart would take turns in one place
/// of the first.
const PIECE: usize = 31 * LANES;
/// As [`PIECE`], of two vectors: adding up what runs side by side takes a while.
const DOT_PIECE: usize = 4 * PIECE;
/// Bytes of a vector up to which each thread takes one part of two, which stays in its cache for the
/// next time.
const CACHED: usize = 1 << 21;
/// Parts of longer vectors for each thread, so that one that comes late leaves some to the others.
const PARTS: usize = 8;
/// Bytes of a vector up to which two of them lie in the third-level cache, from which the processor
/// by itself fetches too little at once. From memory, fetching ahead makes two threads slower, and what
/// the caches before have need not be fetched.
const FETCHED: usize = 1 << 23;
/// Sums that run side by side.
const LANES: usize = 32;

/// Sums of products, one for each row and column.
type Sums<T> = [[T; FEW]; FEW];

/// Whether [`product`] is the fastest way to multiply matrices of these shapes.
pub(super) fn is_deep(rows: usize, depth: usize, columns: usize) -> bool {
    (rows, columns) == (1, 1) || rows <= FEW && columns <= FEW && depth >= LONG
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
        let threads = threads::num_threads().next_power_of_two();
        let bytes = size_of_val(x);
        c[[0, 0]] = if bytes <= CACHED {
            dot::<T, false>(x, y, threads)
        } else if bytes <= FETCHED {
            dot::<T, true>(x, y, PARTS * threads)
        } else {
            dot::<T, false>(x, y, PARTS * threads)
        };
        return;
    }
    let sums = halved(a, b.reversed_axes());
    for (row, sums) in c.rows_mut().into_iter().zip(sums) {
        row.into_iter().zip(sums).for_each(|(slot, sum)| *slot = sum);
    }
}

/// The sum of the products of two vectors of one length, divided in up to so many parts; with
/// `FETCH` they are fetched ahead.
fn dot<T: Element + LinalgScalar, const FETCH: bool>(x: &[T], y: &[T], parts: usize) -> T {
    if x.len() <= DOT_PIECE {
        return straight_dot::<T, FETCH>(x, y);
    }
    let half = (x.len() / 2).next_multiple_of(DOT_PIECE);
    let work = if parts > 1 { x.len() + y.len() } else { 0 };
    let ((x, x_rest), (y, y_rest)) = (x.split_at(half), y.split_at(half));
    let (first, last) = threads::both(
        work,
        || dot::<T, FETCH>(x, y, parts / 2),
        || dot::<T, FETCH>(x_rest, y_rest, parts / 2),
    );
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
    let (a_across, b_across) = (a.reversed_axes(), b.reversed_axes());
    match (outer::has_rows(&a_across), outer::has_rows(&b_across)) {
        // The operand with more columns is read row by row.
        (true, b_has_rows) if !b_has_rows || a.nrows() > b.nrows() => {
            return transposed(outer::sums(b, a_across));
        }
        (_, true) => return outer::sums(a, b_across),
        _ => {}
    }
    let depth = a.ncols();
    let same = a.as_ptr() == b.as_ptr() && a.dim() == b.dim() && a.strides() == b.strides();
    let (a, b) = (a.into_dyn(), b.into_dyn());
    let (left, right) = (contiguous(&a), (!same).then(|| contiguous(&b)));
    let right: &[T] = right.as_deref().unwrap_or(&left);
    let mut sums = [[T::zero(); FEW]; FEW];
    for (k, row) in left.chunks_exact(depth).enumerate() {
        for (m, column) in right.chunks_exact(depth).enumerate() {
            // A matrix times its own transpose is symmetric.
            sums[k][m] =
                if same && m < k { sums[m][k] } else { straight_dot::<T, false>(row, column) };
        }
    }
    sums
}

fn transposed<T: Copy>(sums: Sums<T>) -> Sums<T> {
    std::array::from_fn(|row| std::array::from_fn(|column| sums[column][row]))
}

/// The sum of the products of two vectors of one length, straight through.
fn straight_dot<T: LinalgScalar, const FETCH: bool>(x: &[T], y: &[T]) -> T {
    widest(
        #[inline(always)]
        || {
            let mut lanes = [T::zero(); LANES];
            let ((x, x_rest), (y, y_rest)) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
            for (x, y) in x.iter().zip(y) {
                if FETCH {
                    fetch(x);
                    fetch(y);
                }
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

/// Has what comes a while after these elements of a vector brought to the first-level cache.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn fetch<T>(elements: &[T; LANES]) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};

    /// How far ahead, in bytes.
    const AHEAD: usize = 2048;
    const LINE: usize = 64;
    for line in (0..size_of_val(elements)).step_by(LINE) {
        let there = elements.as_ptr().cast::<i8>().wrapping_add(AHEAD + line);
        // SAFETY: every processor of the architecture has the instruction, and asking for what is
        // not there does nothing.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(there) };
    }
}

/// Other processors are left alone.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn fetch<T>(_: &[T; LANES]) {}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, s};

    use super::*;
    use crate::kernel::simd::forced::each_level;
    use crate::linalg::tests::{exact, numbers};

    #[test]
    fn few_rows_and_columns_of_every_layout_are_multiplied() {
        each_level(|| {
            for depth in [1, 31, 512, 513, 1030, 3000] {
                for (rows, columns) in [(1, 1), (1, 5), (4, 4), (8, 3), (2, 7), (6, 8), (8, 1)] {
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
        });
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
        each_level(|| {
            let a = numbers(3000, 6);
            let mut c = Array2::zeros((6, 6));
            product(a.t(), a.view(), c.view_mut());
            assert_eq!(c, exact(&a.t(), &a.view()));
        });
    }
}
