//! Products of matrices of floating-point numbers in blocks that stay in the processor's caches, with
//! its own instructions.
//!
//! Some terms of some columns of the right operand are brought together in panels, which are read
//! for every few rows of the left operand; the innermost loop, in [`tile`], keeps its sums in
//! registers. Operands that are small, and left ones whose terms are neighbours, are read where they
//! are; of others panels are made too, so that no operand is copied as a whole.
//!
//! Rows and columns are divided among threads, terms never are: an element's terms are added in the
//! same order whatever the number of threads, and wherever the element is.

#![cfg_attr(
    not(target_arch = "x86_64"),
    allow(
        dead_code,
        reason = "other processors have no tiles, so nothing reads what they are made for"
    )
)]

mod pack;
mod tile;

use std::mem::MaybeUninit;

use ndarray::{ArrayView2, ArrayViewMut2, Axis, Slice};

use self::pack::{Lanes, Panels};
pub(super) use self::tile::{Tiled, Tiles};
use crate::{interrupt, kernel, threads};

/// Terms of a block: sums are read and written once for so many.
const DEPTH: usize = 512;
/// Columns of a block, which lies in the third-level cache; a multiple of every tile's.
const WIDTH: usize = 2016;
/// Bytes of the left operand's part of a block, which stays in the second-level cache.
const LEFT: usize = 3 << 17;
/// Bytes up to which the right operand's part of a block is read where it is, if it can be: it stays
/// in the second-level cache.
const RIGHT: usize = 1 << 20;
/// Rows up to which it does not pay to bring the columns together.
const FEW: usize = 32;
/// Columns from which it pays to bring rows together whose terms lie apart.
const MANY: usize = 192;
/// Multiplications in the time in which a loop over arrays moves an element.
const EASE: usize = 16;
/// Parts for each thread, so that one that comes late leaves some to the others.
const PARTS: usize = 4;

/// `c = a b` of matrices that are not empty; `c` is row-major, and written as a whole.
pub(super) fn product<T: Tiled>(
    tiles: &Tiles<T>,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    mut c: ArrayViewMut2<'_, MaybeUninit<T>>,
) {
    let (depth, columns) = b.dim();
    if depth <= DEPTH && columns <= WIDTH {
        // SAFETY: nothing is added to.
        return unsafe { some_terms(tiles, a, b, c, false) };
    }
    for first_column in (0..columns).step_by(WIDTH) {
        let some = Slice::from(first_column..columns.min(first_column + WIDTH));
        let b = b.slice_axis(Axis(1), some);
        for first_term in (0..depth).step_by(DEPTH) {
            let terms = Slice::from(first_term..depth.min(first_term + DEPTH));
            let (a, b) = (a.slice_axis(Axis(1), terms), b.slice_axis(Axis(0), terms));
            // SAFETY: the sums of the first terms have been written when others are added.
            unsafe { some_terms(tiles, a, b, c.slice_axis_mut(Axis(1), some), first_term > 0) };
        }
    }
}

/// The products of stacks of row-major matrices that are not empty; `c` is row-major too, and
/// written as a whole.
pub(super) fn products<T: Tiled>(
    tiles: &Tiles<T>,
    a: &[T],
    b: &[T],
    c: &mut [MaybeUninit<T>],
    [rows, depth, columns]: [usize; 3],
) {
    const FULL: &str = "the elements fill the rows";
    let some = |first: usize, c: &mut [MaybeUninit<T>]| {
        let first = first / (rows * columns);
        let a = a[first * rows * depth..].chunks_exact(rows * depth);
        let b = b[first * depth * columns..].chunks_exact(depth * columns);
        for ((a, b), c) in a.zip(b).zip(c.chunks_exact_mut(rows * columns)) {
            let a = ArrayView2::from_shape((rows, depth), a).expect(FULL);
            let b = ArrayView2::from_shape((depth, columns), b).expect(FULL);
            let c = ArrayViewMut2::from_shape((rows, columns), c).expect(FULL);
            product(tiles, a, b, c);
        }
    };
    let each = work(rows, depth, columns);
    if threads::worth(each) {
        some(0, c);
    } else {
        let n = each * (c.len() / (rows * columns));
        threads::each_share(c, rows * columns, n, some);
    }
}

/// How much there is to do, in elements of a loop over arrays.
fn work(rows: usize, depth: usize, columns: usize) -> usize {
    rows * depth * columns / EASE
}

/// `c = a b`, or `c += a b`, of few enough terms and columns for a block.
///
/// # Safety
/// What is added to must have been written.
unsafe fn some_terms<T: Tiled>(
    tiles: &Tiles<T>,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    mut c: ArrayViewMut2<'_, MaybeUninit<T>>,
    add: bool,
) {
    interrupt::check();
    let ((rows, columns), depth) = (c.dim(), a.ncols());
    let side_by_side = b.strides()[1] == 1;
    let (panels, copy);
    let right = if rows > FEW && size_of::<T>() * depth * columns > RIGHT {
        panels = Panels::of(b.reversed_axes(), tiles.columns);
        panels.lanes()
    } else if side_by_side {
        Lanes::in_place(b.reversed_axes(), tiles.columns)
    } else {
        copy = kernel::to_vec(&b.into_dyn());
        let b = ArrayView2::from_shape((depth, columns), &copy).expect("a copy has all elements");
        Lanes::in_place(b.reversed_axes(), tiles.columns)
    };

    let work = work(rows, depth, columns);
    let [rows_each, columns_each] = parts(tiles, [rows, columns], depth, work);
    let part =
        |a: ArrayView2<'_, T>, right: &Lanes<'_, T>, c: ArrayViewMut2<'_, MaybeUninit<T>>| {
            let in_place = columns < MANY || a.strides()[1] == 1;
            let panels = (!in_place).then(|| Panels::of(a, tiles.rows));
            let left = panels.as_ref().map_or(Lanes::in_place(a, tiles.rows), Panels::lanes);
            // SAFETY: passed on.
            unsafe { tiles.multiply(&left, right, c, add) };
        };
    if rows <= rows_each && columns <= columns_each {
        return part(a, &right, c);
    }
    let mut items = Vec::new();
    let some_rows = a.axis_chunks_iter(Axis(0), rows_each);
    for (a, c) in some_rows.zip(c.axis_chunks_iter_mut(Axis(0), rows_each)) {
        let (mut rest, mut first) = (c, 0);
        while rest.ncols() > columns_each {
            let (c, others) = rest.split_at(Axis(1), columns_each);
            items.push((a, first, c));
            (rest, first) = (others, first + columns_each);
        }
        items.push((a, first, rest));
    }
    threads::each(items, work, |(a, first, c)| {
        interrupt::check();
        part(a, &right.from(first), c);
    });
}

/// The rows and columns of the parts in which a block is multiplied: of the left operand, each has
/// what stays in cache. For several threads there are enough of them.
fn parts<T>(
    tiles: &Tiles<T>,
    [rows, columns]: [usize; 2],
    depth: usize,
    work: usize,
) -> [usize; 2] {
    let most = LEFT / (size_of::<T>() * depth);
    if !threads::worth(work) {
        return [most.next_multiple_of(tiles.rows), columns];
    }
    let parts = PARTS * threads::num_threads();
    // As many for each thread.
    let count = rows.div_ceil(most).next_multiple_of(parts);
    let rows_each = rows.div_ceil(count).next_multiple_of(tiles.rows);
    let beside = parts.div_ceil(rows.div_ceil(rows_each));
    [rows_each, columns.div_ceil(beside).next_multiple_of(tiles.columns)]
}

#[cfg(test)]
mod tests;
