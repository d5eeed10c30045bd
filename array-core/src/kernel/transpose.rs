//! Copying elements whose neighbours lie in another axis, in square blocks.
//!
//! Read along one axis, each element of such a copy comes from a cache line of its own. Squares of
//! elements use the lines that they read and those that they write as a whole, and stay in the
//! first-level cache; within a square, small tiles are turned in registers.

use std::mem::MaybeUninit;

/// The side of the squares: 32 KiB of `f64` at both ends together.
const SQUARE: usize = 32;

/// Axes that are shorter are not worth a square.
const SHORT: usize = 4;

/// Copies an array with these axes (length and stride, merged where they can be) to `out` in
/// row-major order, if its last axis and the one that lies side by side can change places in
/// squares; tells whether it did.
///
/// # Safety
/// The array at `start` must be readable and have `out.len()` elements.
pub(super) unsafe fn gather_turned<B: Copy>(
    start: *const B,
    axes: &[(usize, isize)],
    out: &mut [MaybeUninit<B>],
) -> bool {
    let mut step = 1;
    let mut both: Vec<(usize, [isize; 2])> = Vec::with_capacity(axes.len());
    for &(len, stride) in axes.iter().rev() {
        both.push((len, [stride, step]));
        step *= len as isize;
    }
    both.reverse();
    // SAFETY: the steps are those of a row-major array in `out`.
    unsafe { copy_turned(start, out.as_mut_ptr(), &both) }
}

/// Copies from one array to another whose axes have these lengths and strides in both, if the last
/// one lies side by side in the second array and another one in the first, and both can change
/// places in squares; tells whether it did.
///
/// # Safety
/// The first array must be readable and the second one writable, and they must not overlap.
pub(super) unsafe fn copy_turned<B: Copy>(
    from: *const B,
    to: *mut MaybeUninit<B>,
    axes: &[(usize, [isize; 2])],
) -> bool {
    let Some((&(columns, [from_step, 1]), others)) = axes.split_last() else { return false };
    let side_by_side =
        |&(len, [from, to]): &(usize, [isize; 2])| from == 1 && to > 0 && len >= SHORT;
    let Some(turned) = others.iter().position(side_by_side) else { return false };
    let (rows, [_, to_step]) = others[turned];
    if columns < SHORT {
        return false;
    }
    let outer = [&others[..turned], &others[turned + 1..]].concat();
    for place in 0..outer.iter().map(|axis| axis.0).product() {
        let (mut rest, mut read, mut written): (usize, isize, isize) = (place, 0, 0);
        for &(len, [from, to]) in outer.iter().rev() {
            let at = (rest % len) as isize;
            (rest, read, written) = (rest / len, read + at * from, written + at * to);
        }
        // SAFETY: each place of the outer axes is within both arrays.
        unsafe {
            let (from, to) = (from.offset(read), to.offset(written));
            let turn = Turn { from, from_step, to, to_step: to_step.cast_unsigned() };
            turn.copy(rows, columns);
        }
    }
    true
}

/// Rows and columns that change places: the element at row `r` and column `c` is read at
/// `from + r + c * from_step` and written at `to + r * to_step + c`.
struct Turn<B> {
    from: *const B,
    from_step: isize,
    to: *mut MaybeUninit<B>,
    to_step: usize,
}

impl<B> Clone for Turn<B> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<B> Copy for Turn<B> {}

impl<B: Copy> Turn<B> {
    /// The same, from a row and a column on.
    ///
    /// # Safety
    /// Both must be within what is copied.
    #[inline(always)]
    unsafe fn at(self, row: usize, column: usize) -> Self {
        // SAFETY: passed on.
        unsafe {
            Self {
                from: self.from.add(row).offset(column as isize * self.from_step),
                to: self.to.add(row * self.to_step + column),
                ..self
            }
        }
    }

    /// Copies so many rows and columns.
    ///
    /// # Safety
    /// All elements must be readable where they are read and writable where they are written.
    unsafe fn copy(self, rows: usize, columns: usize) {
        for row in (0..rows).step_by(SQUARE) {
            for column in (0..columns).step_by(SQUARE) {
                let sides = [SQUARE.min(rows - row), SQUARE.min(columns - column)];
                // SAFETY: the square is within the rows and columns.
                unsafe { self.at(row, column).square(sides) };
            }
        }
    }

    /// # Safety
    /// As [`Turn::copy`].
    unsafe fn square(self, [rows, columns]: [usize; 2]) {
        #[cfg(target_arch = "x86_64")]
        let side = match size_of::<B>() {
            8 if super::simd::has_avx2() => 4,
            4 if super::simd::has_avx2() => 8,
            _ => 0,
        };
        #[cfg(not(target_arch = "x86_64"))]
        let side = 0;
        let whole = |n: usize| n.checked_div(side).map_or(0, |blocks| blocks * side);
        let [tiled_rows, tiled_columns] = [whole(rows), whole(columns)];
        // SAFETY: tiles, what is right of them and what is below are within the square. The tiles
        // have the size of the element's tile and the processor has its instructions.
        unsafe {
            #[cfg(target_arch = "x86_64")]
            match side {
                4 => tiles::of_eight_bytes(self, tiled_rows, tiled_columns),
                8 => tiles::of_four_bytes(self, tiled_rows, tiled_columns),
                _ => {}
            }
            if tiled_columns > 0 {
                self.at(0, tiled_columns).one_by_one(tiled_rows, columns - tiled_columns);
            } else {
                self.one_by_one(tiled_rows, columns);
            }
            self.at(tiled_rows, 0).one_by_one(rows - tiled_rows, columns);
        }
    }

    /// # Safety
    /// As [`Turn::copy`].
    unsafe fn one_by_one(self, rows: usize, columns: usize) {
        for row in 0..rows {
            for column in 0..columns {
                // SAFETY: passed on.
                unsafe {
                    let here = self.at(row, column);
                    here.to.write(MaybeUninit::new(*here.from));
                }
            }
        }
    }
}

/// Tiles that are turned in registers.
#[cfg(target_arch = "x86_64")]
mod tiles {
    use std::arch::x86_64::*;

    use super::Turn;

    /// # Safety
    /// As [`Turn::copy`] for elements of eight bytes; both numbers are multiples of four.
    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn of_eight_bytes<B: Copy>(turn: Turn<B>, rows: usize, columns: usize) {
        for row in (0..rows).step_by(4) {
            for column in (0..columns).step_by(4) {
                // SAFETY: passed on.
                unsafe {
                    let here = turn.at(row, column);
                    let read = |k| {
                        let from = here.from.offset(k * here.from_step);
                        _mm256_loadu_pd(from.cast())
                    };
                    let [a, b, c, d] = [read(0), read(1), read(2), read(3)];
                    let (ab0, ab1) = (_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b));
                    let (cd0, cd1) = (_mm256_unpacklo_pd(c, d), _mm256_unpackhi_pd(c, d));
                    let turned = [
                        _mm256_permute2f128_pd::<0x20>(ab0, cd0),
                        _mm256_permute2f128_pd::<0x20>(ab1, cd1),
                        _mm256_permute2f128_pd::<0x31>(ab0, cd0),
                        _mm256_permute2f128_pd::<0x31>(ab1, cd1),
                    ];
                    for (k, lanes) in turned.into_iter().enumerate() {
                        _mm256_storeu_pd(here.to.add(k * here.to_step).cast(), lanes);
                    }
                }
            }
        }
    }

    /// # Safety
    /// As [`Turn::copy`] for elements of four bytes; both numbers are multiples of eight.
    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn of_four_bytes<B: Copy>(turn: Turn<B>, rows: usize, columns: usize) {
        for row in (0..rows).step_by(8) {
            for column in (0..columns).step_by(8) {
                // SAFETY: passed on.
                unsafe {
                    let here = turn.at(row, column);
                    let from = |k: usize| here.from.offset(k as isize * here.from_step);
                    // Columns k and k + 4 in the halves of one vector: no shuffle crosses halves.
                    let read = |k: usize, half: usize| {
                        let low = _mm_loadu_ps(from(k).add(4 * half).cast());
                        let high = _mm_loadu_ps(from(k + 4).add(4 * half).cast());
                        _mm256_set_m128(high, low)
                    };
                    for half in 0..2 {
                        let [a, b, c, d] =
                            [read(0, half), read(1, half), read(2, half), read(3, half)];
                        let (ab0, ab1) = (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
                        let (cd0, cd1) = (_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d));
                        let turned = [
                            _mm256_shuffle_ps::<0x44>(ab0, cd0),
                            _mm256_shuffle_ps::<0xee>(ab0, cd0),
                            _mm256_shuffle_ps::<0x44>(ab1, cd1),
                            _mm256_shuffle_ps::<0xee>(ab1, cd1),
                        ];
                        for (k, lanes) in turned.into_iter().enumerate() {
                            let to = here.to.add((4 * half + k) * here.to_step);
                            _mm256_storeu_ps(to.cast(), lanes);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::simd::forced::each_level;

    fn check<B: Copy + PartialEq + std::fmt::Debug>(count: impl Fn(usize) -> B) {
        for [rows, columns] in [[4, 4], [5, 4], [7, 9], [8, 8], [31, 33], [32, 65], [100, 4]] {
            let from: Vec<B> = (0..3 * rows * columns).map(&count).collect();
            let mut out = vec![MaybeUninit::uninit(); from.len()];
            let axes = [(3, (rows * columns) as isize), (rows, 1), (columns, rows as isize)];
            // SAFETY: the axes are those of three matrices in `from`.
            assert!(unsafe { gather_turned(from.as_ptr(), &axes, &mut out) });
            for (k, slot) in out.iter().enumerate() {
                let (matrix, at) = (k / (rows * columns), k % (rows * columns));
                let wanted = matrix * rows * columns + at % columns * rows + at / columns;
                // SAFETY: the copy has filled all.
                assert_eq!(unsafe { slot.assume_init() }, from[wanted], "{rows} x {columns}");
            }
        }
    }

    #[test]
    fn elements_of_every_size_change_places() {
        each_level(|| {
            check(|k| k as u8);
            check(|k| k as u16);
            check(|k| k as u32);
            check(|k| k as u64);
            check(|k| [k as u64, 1]);
        });
    }

    #[test]
    fn what_has_no_two_long_axes_is_left_alone() {
        let (from, mut out) = ([0_u8; 30], [MaybeUninit::uninit(); 30]);
        for axes in [&[(30, 1)][..], &[(10, 1), (3, 10)], &[(3, 1), (10, 3)], &[(5, 6), (6, 1)]] {
            // SAFETY: the axes are within the thirty elements.
            assert!(!unsafe { gather_turned(from.as_ptr(), axes, &mut out) });
        }
    }
}
