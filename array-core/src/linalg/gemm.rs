//! The product of two matrices, the loop that every product in this module ends in.
//!
//! Floating-point matrices are multiplied in [`blocked`], which old processors and other
//! architectures leave to BLAS, as complex matrices are. Neither knows integers: they, and `bool` as
//! the and-or semiring, use a blocked loop whose innermost step runs along rows and vectorises.

use std::mem::MaybeUninit;

use ndarray::linalg::{general_mat_mul, general_mat_vec_mul};
use ndarray::{ArrayView2, ArrayViewMut2, CowArray, Ix2, LinalgScalar};
// Links the BLAS that ndarray calls.
use ndarray_linalg as _;

use super::blocked::{self, Tiled};
use super::element::Product;
use super::{deep, narrow, small};
use crate::dtype::Element;
use crate::kernel;
use crate::threads::Blas;

const FULL: &str = "the elements fill the rows";
/// Rows of the right operand that stay in cache while they are used.
const DEPTH_BLOCK: usize = 128;
/// Columns of one block: with [`DEPTH_BLOCK`] rows of eight bytes it fits a second-level cache.
const WIDTH_BLOCK: usize = 256;
/// Elements that are multiplied once in the time in which a factorisation is done with one.
const READ_ONCE: usize = 8;
/// Below this width rows are too short to vectorise along: dot products run faster.
const NARROW: usize = 8;

/// `c = a b` of real matrices: what has one column or row and is not narrow goes to BLAS's `gemv`.
pub(super) fn real<T: Tiled + LinalgScalar>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    mut c: ArrayViewMut2<'_, T>,
) {
    let (rows, depth, columns) = (a.nrows(), a.ncols(), b.ncols());
    if deep::is_deep(rows, depth, columns) {
        deep::product(a, b, c);
    } else if small::is_small([rows, depth, columns])
        && let (Some(a), Some(b), Some(c)) =
            (a.to_slice(), b.to_slice(), room(&mut c).as_slice_mut())
    {
        small::products(a, b, c, [rows, depth, columns]);
    } else if columns == 1 && narrow::is_narrow(rows, depth) {
        narrow::narrow_times_vector(a, b.column(0), c.column_mut(0));
    } else if rows == 1 && narrow::is_narrow(columns, depth) {
        narrow::narrow_times_vector(b.reversed_axes(), a.row(0), c.row_mut(0));
    } else if columns == 1 {
        let _threads = Blas::of(a.len() / READ_ONCE);
        let (a, x) = (blas_layout(a), b.column(0));
        general_mat_vec_mul(T::one(), &a, &x, T::zero(), &mut c.column_mut(0));
    } else if rows == 1 {
        let _threads = Blas::of(b.len() / READ_ONCE);
        let (b, x) = (blas_layout(b.reversed_axes()), a.row(0));
        general_mat_vec_mul(T::one(), &b, &x, T::zero(), &mut c.row_mut(0));
    } else if let Some(tiles) = T::tiles() {
        blocked::product(tiles, a, b, room(&mut c));
    } else {
        by_blas(a, b, c);
    }
}

/// `c = a b` through BLAS.
pub(super) fn by_blas<T: Element + LinalgScalar>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    mut c: ArrayViewMut2<'_, T>,
) {
    let _threads = Blas::of(a.len().max(b.len()).max(c.len()));
    general_mat_mul(T::one(), &blas_layout(a), &blas_layout(b), T::zero(), &mut c);
}

/// The products of stacks of row-major matrices that are not empty, one after the other.
pub(super) fn real_stack<T: Tiled + Product + LinalgScalar>(
    a: &[T],
    b: &[T],
    sides: [usize; 3],
) -> Vec<T> {
    let [_, depth, columns] = sides;
    let n = a.len() / depth * columns;
    if small::is_small(sides) {
        return kernel::collect(n, |c| small::products(a, b, c, sides));
    }
    match T::tiles() {
        Some(tiles) if is_wide(sides) => {
            kernel::collect(n, |c| blocked::products(tiles, a, b, c, sides))
        }
        _ => one_by_one(a, b, sides),
    }
}

/// Numbers as room for numbers: whoever is given it writes nothing else.
fn room<'a, T>(c: &'a mut ArrayViewMut2<'_, T>) -> ArrayViewMut2<'a, MaybeUninit<T>> {
    // SAFETY: the room is borrowed as long as the numbers, and they stay numbers.
    unsafe { c.raw_view_mut().cast().deref_into_view_mut() }
}

/// The elements of the product of two matrices that are not empty, row by row.
pub(super) fn whole<T: Product>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> Vec<T> {
    let (rows, columns) = (a.nrows(), b.ncols());
    let mut c = kernel::zeros(rows * columns);
    T::gemm(a, b, ArrayViewMut2::from_shape((rows, columns), &mut c).expect(FULL));
    c
}

/// As [`whole`], of real matrices: what is multiplied in tiles is written once.
pub(super) fn real_whole<T: Tiled + Product + LinalgScalar>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
) -> Vec<T> {
    let sides = [a.nrows(), a.ncols(), b.ncols()];
    match T::tiles() {
        Some(tiles) if is_wide(sides) && !small::is_small(sides) => {
            let [rows, _, columns] = sides;
            kernel::collect(rows * columns, |c| {
                let c = ArrayViewMut2::from_shape((rows, columns), c).expect(FULL);
                blocked::product(tiles, a, b, c);
            })
        }
        _ => whole(a, b),
    }
}

/// Whether a product has rows and columns enough for tiles.
fn is_wide([rows, depth, columns]: [usize; 3]) -> bool {
    rows > 1 && columns > 1 && !deep::is_deep(rows, depth, columns)
}

/// As [`real_stack`], of any elements.
pub(super) fn one_by_one<T: Product>(
    a: &[T],
    b: &[T],
    [rows, depth, columns]: [usize; 3],
) -> Vec<T> {
    let mut products = kernel::zeros(a.len() / depth * columns);
    let left = a.chunks_exact(rows * depth);
    let right = b.chunks_exact(depth * columns);
    for ((a, b), c) in left.zip(right).zip(products.chunks_exact_mut(rows * columns)) {
        T::gemm(
            ArrayView2::from_shape((rows, depth), a).expect(FULL),
            ArrayView2::from_shape((depth, columns), b).expect(FULL),
            ArrayViewMut2::from_shape((rows, columns), c).expect(FULL),
        );
    }
    products
}

/// The matrix itself if BLAS can read it in place, else a row-major copy.
fn blas_layout<T: Element>(a: ArrayView2<'_, T>) -> CowArray<'_, T, Ix2> {
    let strides = a.strides();
    let ascending = strides.iter().all(|&stride| stride > 0);
    if ascending && strides.contains(&1) {
        CowArray::from(a)
    } else {
        CowArray::from(a.as_standard_layout().into_owned())
    }
}

/// Elements of the blocked loop: `accumulate` is the semiring's `sum + x * y`.
pub(super) trait Exact: Element {
    /// `sum + x * y`, wrapping; `sum | (x & y)` for `bool`.
    fn accumulate(sum: Self, x: Self, y: Self) -> Self;
}

macro_rules! exact {
    ($($t:ty),*) => {$(
        impl Exact for $t {
            #[inline(always)]
            fn accumulate(sum: Self, x: Self, y: Self) -> Self {
                sum.wrapping_add(x.wrapping_mul(y))
            }
        }
    )*};
}

exact!(i8, i16, i32, i64, u8, u16, u32, u64);

impl Exact for bool {
    #[inline(always)]
    fn accumulate(sum: Self, x: Self, y: Self) -> Self {
        sum | (x & y)
    }
}

/// `c += a b` for integers and `bool`; `c` is row-major and starts as zeros.
pub(super) fn exact<T: Exact>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    mut c: ArrayViewMut2<'_, T>,
) {
    let (depth, width) = b.dim();
    let a = a.as_standard_layout();
    let a = a.as_slice().expect("a matrix in standard layout is a slice");
    let c = c.as_slice_mut().expect("a product is built in standard layout");
    if width < NARROW {
        let columns = b.reversed_axes();
        let columns = columns.as_standard_layout();
        let columns = columns.as_slice().expect("a matrix in standard layout is a slice");
        by_dots(depth, a, columns, c);
    } else {
        let b = b.as_standard_layout();
        let b = b.as_slice().expect("a matrix in standard layout is a slice");
        by_rows(depth, width, a, b, c);
    }
}

fn by_dots<T: Exact>(depth: usize, a: &[T], columns: &[T], c: &mut [T]) {
    let width = columns.len() / depth;
    for (row, out) in a.chunks_exact(depth).zip(c.chunks_exact_mut(width)) {
        for (column, sum) in columns.chunks_exact(depth).zip(out) {
            *sum = row.iter().zip(column).fold(*sum, |sum, (&x, &y)| T::accumulate(sum, x, y));
        }
    }
}

fn by_rows<T: Exact>(depth: usize, width: usize, a: &[T], b: &[T], c: &mut [T]) {
    for from_row in (0..depth).step_by(DEPTH_BLOCK) {
        let rows = from_row..depth.min(from_row + DEPTH_BLOCK);
        for from_column in (0..width).step_by(WIDTH_BLOCK) {
            let columns = from_column..width.min(from_column + WIDTH_BLOCK);
            for (a_row, c_row) in a.chunks_exact(depth).zip(c.chunks_exact_mut(width)) {
                let out = &mut c_row[columns.clone()];
                for k in rows.clone() {
                    let (x, b_row) = (a_row[k], &b[k * width..][columns.clone()]);
                    for (sum, &y) in out.iter_mut().zip(b_row) {
                        *sum = T::accumulate(*sum, x, y);
                    }
                }
            }
        }
    }
}
