//! The innermost loop of a product of matrices: the sums of a tile of rows and columns, which stay
//! in registers over all terms.
//!
//! A term of a tile takes one vector for each few columns of the right operand, and one number of
//! each row of the left one, broadcast to a vector. The sums of a whole tile fill the registers, so
//! that each number read is used many times and no sum waits for the one before it. Tiles at the
//! last rows and columns are smaller; of their last vector only some lanes are read and written.
//!
//! The compiler makes no such loop by itself.

use std::mem::MaybeUninit;

use ndarray::ArrayViewMut2;

use super::pack::Lanes;
use crate::dtype::Element;
use crate::kernel::simd::{Level, level};

/// Terms from which a tile takes long enough to fetch the sums that it is added to meanwhile.
const PREFETCH: usize = 100;
/// Terms that are added one after the other: sums of more are added up from such sums, which keeps
/// their errors small.
const CHAIN: usize = 256;
/// Bytes of a cache line.
pub(super) const LINE: usize = 64;

/// A block of a product, for the tiles of one type and level.
struct Block<'a, T> {
    a: &'a Lanes<'a, T>,
    /// Its lanes are neighbours.
    b: &'a Lanes<'a, T>,
    /// The columns are neighbours.
    c: *mut T,
    c_row: isize,
    rows: usize,
    columns: usize,
    /// Whether the sums are added to what `c` has; else they replace it.
    add: bool,
}

/// The tiles of one element type on this processor.
pub(in crate::linalg) struct Tiles<T> {
    /// Rows of a whole tile.
    pub(super) rows: usize,
    /// Columns of a whole tile.
    pub(super) columns: usize,
    /// Writes the product of a block.
    multiply: unsafe fn(&Block<'_, T>),
}

impl<T: Tiled> Tiles<T> {
    /// Writes the product of a block to `c`, or adds it to what is there.
    ///
    /// # Safety
    /// What is added to must have been written.
    pub(super) unsafe fn multiply(
        &self,
        a: &Lanes<'_, T>,
        b: &Lanes<'_, T>,
        mut c: ArrayViewMut2<'_, MaybeUninit<T>>,
        add: bool,
    ) {
        let (rows, columns) = c.dim();
        assert_eq!(
            (a.width, b.width, b.lane),
            (self.rows, self.columns, 1),
            "lanes of other tiles"
        );
        assert!(a.lanes >= rows && b.lanes >= columns && a.depth == b.depth, "lanes are missing");
        assert!(columns == 1 || c.strides()[1] == 1, "the columns of a product are not neighbours");
        let block =
            Block { a, b, c: c.as_mut_ptr().cast(), c_row: c.strides()[0], rows, columns, add };
        // SAFETY: the lanes and the rows of `c` are there, as asserted, and `c` is borrowed for this
        // alone; the rest is passed on. The processor has the instructions, or `Tiled::tiles` had
        // returned others.
        unsafe { (self.multiply)(&block) }
    }
}

/// How many of the lanes that are left the next tile has: no more than `width`, in vectors of
/// `vector`. A tile is slow if it is much smaller than a whole one, so the last two share what is
/// left evenly; in panels tiles are whole ones.
fn share<T>(left: usize, width: usize, vector: usize, lanes: &Lanes<'_, T>) -> usize {
    if left <= width || left >= 2 * width - width / 3 || !lanes.in_place {
        left.min(width)
    } else {
        left.div_ceil(2 * vector) * vector
    }
}

/// Element types whose products can be calculated in tiles.
pub(in crate::linalg) trait Tiled: Element {
    /// The tiles for this processor, if it has the instructions for any.
    fn tiles() -> Option<&'static Tiles<Self>>;
}

/// Writes `Tiled` for a type.
macro_rules! tiled {
    ($t:ty: $avx512:ident $avx2:ident) => {
        impl Tiled for $t {
            fn tiles() -> Option<&'static Tiles<Self>> {
                match level() {
                    #[cfg(target_arch = "x86_64")]
                    Level::Avx512 => Some(&$avx512::TILES),
                    #[cfg(target_arch = "x86_64")]
                    Level::Avx2 => Some(&$avx2::TILES),
                    Level::Portable => None,
                }
            }
        }
    };
}

tiled!(f64: avx512_double avx2_double);
tiled!(f32: avx512_single avx2_single);

/// The tiles at edges with so many rows, of each number of vectors.
#[cfg(target_arch = "x86_64")]
macro_rules! edges {
    ($rows:literal [$($vectors:literal),*]) => { [$(tile::<$rows, $vectors, true>),*] };
}

/// The tiles of one type with the instructions of one level. `$rows` are all heights of tiles;
/// a mask has as many lanes set as it is made of.
#[cfg(target_arch = "x86_64")]
macro_rules! tiles {
    (
        $module:ident, $features:literal, $t:ty, $lanes:literal, [$($rows:literal)*] x $vectors:tt,
        $splat:ident, $fused:ident, $add:ident, $load:ident, $store:ident,
        $mask:ty: |$count:ident| $make_mask:expr,
        |$from:ident, $load_mask:ident| $load_some:expr,
        |$to:ident, $store_mask:ident, $some:ident: $vector:ty| $store_some:expr
    ) => {
        mod $module {
            use std::arch::x86_64::*;

            use super::{Block, CHAIN, LINE, PREFETCH, Tiles, share};

            const LANES: usize = $lanes;
            /// Vectors side by side in a row of a tile.
            const VECTORS: usize = $vectors.len();
            const ROWS: usize = [$($rows),*].len();
            const COLUMNS: usize = VECTORS * LANES;

            pub(super) static TILES: Tiles<$t> =
                Tiles { rows: ROWS, columns: COLUMNS, multiply: block };

            /// A tile at the given place of a block, and how many lanes its last vector has.
            type Tile = unsafe fn(&Block<'_, $t>, *const $t, *const $t, *mut $t, usize);

            /// The tiles at the edges, by their rows and vectors less one.
            static EDGES: [[Tile; VECTORS]; ROWS] = [$(edges!($rows $vectors)),*];

            #[inline]
            #[target_feature(enable = $features)]
            fn mask($count: usize) -> $mask {
                $make_mask
            }

            #[inline]
            #[target_feature(enable = $features)]
            unsafe fn load_some($from: *const $t, $load_mask: $mask) -> $vector {
                // SAFETY: the lanes of the mask are readable, and no others are read.
                unsafe { $load_some }
            }

            #[inline]
            #[target_feature(enable = $features)]
            unsafe fn store_some($to: *mut $t, $store_mask: $mask, $some: $vector) {
                // SAFETY: the lanes of the mask are writable, and no others are written.
                unsafe { $store_some }
            }

            #[target_feature(enable = $features)]
            unsafe fn block(block: &Block<'_, $t>) {
                let mut column = 0;
                while column < block.columns {
                    let columns = share(block.columns - column, VECTORS * LANES, LANES, block.b);
                    let vectors = columns.div_ceil(LANES);
                    let last = columns - (vectors - 1) * LANES;
                    let b = block.b.at(column);
                    let mut row = 0;
                    while row < block.rows {
                        let rows = share(block.rows - row, ROWS, 1, block.a);
                        let a = block.a.at(row);
                        let c = block.c.wrapping_add(column);
                        let c = c.wrapping_offset(row as isize * block.c_row);
                        // SAFETY: the tile is within the block.
                        unsafe {
                            if rows == ROWS && columns == COLUMNS {
                                tile::<ROWS, VECTORS, false>(block, a, b, c, last);
                            } else {
                                EDGES[rows - 1][vectors - 1](block, a, b, c, last);
                            }
                        }
                        row += rows;
                    }
                    column += columns;
                }
            }

            #[target_feature(enable = $features)]
            unsafe fn tile<const R: usize, const V: usize, const EDGE: bool>(
                block: &Block<'_, $t>,
                mut a: *const $t,
                mut b: *const $t,
                c: *mut $t,
                last: usize,
            ) {
                let mask = mask(last);
                let row_of_c = |row: usize| c.wrapping_offset(row as isize * block.c_row);
                if block.a.depth >= PREFETCH {
                    for row in 0..R {
                        for column in (0..V * LANES).step_by(LINE / size_of::<$t>()) {
                            let line = row_of_c(row).wrapping_add(column);
                            _mm_prefetch::<_MM_HINT_T0>(line.cast());
                        }
                    }
                }
                let (mut left, mut add) = (block.a.depth, block.add);
                while left > 0 {
                    let terms = left.min(CHAIN);
                    let mut sums = [[$splat(0.0); V]; R];
                    for _ in 0..terms {
                        let mut right = [$splat(0.0); V];
                        for (v, right) in right.iter_mut().enumerate() {
                            let from = b.wrapping_add(v * LANES);
                            // SAFETY: the block's columns are readable.
                            *right = unsafe {
                                if EDGE && v == V - 1 { load_some(from, mask) } else { $load(from) }
                            };
                        }
                        for (row, sums) in sums.iter_mut().enumerate() {
                            let from = a.wrapping_offset(row as isize * block.a.lane);
                            // SAFETY: the block's rows are readable.
                            let left = $splat(unsafe { *from });
                            for (sum, &right) in sums.iter_mut().zip(&right) {
                                *sum = $fused(left, right, *sum);
                            }
                        }
                        a = a.wrapping_offset(block.a.term);
                        b = b.wrapping_offset(block.b.term);
                    }
                    for (row, sums) in sums.iter().enumerate() {
                        for (v, &sum) in sums.iter().enumerate() {
                            let to = row_of_c(row).wrapping_add(v * LANES);
                            // SAFETY: the block's rows and columns of `c` are writable.
                            unsafe {
                                if EDGE && v == V - 1 {
                                    let sum = if add { $add(load_some(to, mask), sum) } else { sum };
                                    store_some(to, mask, sum);
                                } else {
                                    $store(to, if add { $add($load(to), sum) } else { sum });
                                }
                            }
                        }
                    }
                    (left, add) = (left - terms, true);
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
tiles! {
    avx512_double, "avx512f", f64, 8, [1 2 3 4 5 6 7 8] x [1, 2, 3],
    _mm512_set1_pd, _mm512_fmadd_pd, _mm512_add_pd, _mm512_loadu_pd, _mm512_storeu_pd,
    __mmask8: |count| ((1_u32 << count) - 1) as __mmask8,
    |from, mask| _mm512_maskz_loadu_pd(mask, from),
    |to, mask, some: __m512d| _mm512_mask_storeu_pd(to, mask, some)
}
#[cfg(target_arch = "x86_64")]
tiles! {
    avx512_single, "avx512f", f32, 16, [1 2 3 4 5 6 7 8] x [1, 2, 3],
    _mm512_set1_ps, _mm512_fmadd_ps, _mm512_add_ps, _mm512_loadu_ps, _mm512_storeu_ps,
    __mmask16: |count| ((1_u32 << count) - 1) as __mmask16,
    |from, mask| _mm512_maskz_loadu_ps(mask, from),
    |to, mask, some: __m512| _mm512_mask_storeu_ps(to, mask, some)
}
#[cfg(target_arch = "x86_64")]
tiles! {
    avx2_double, "avx2,fma", f64, 4, [1 2 3 4 5 6] x [1, 2],
    _mm256_set1_pd, _mm256_fmadd_pd, _mm256_add_pd, _mm256_loadu_pd, _mm256_storeu_pd,
    __m256i: |count| _mm256_cmpgt_epi64(
        _mm256_set1_epi64x(count as i64), _mm256_setr_epi64x(0, 1, 2, 3)
    ),
    |from, mask| _mm256_maskload_pd(from, mask),
    |to, mask, some: __m256d| _mm256_maskstore_pd(to, mask, some)
}
#[cfg(target_arch = "x86_64")]
tiles! {
    avx2_single, "avx2,fma", f32, 8, [1 2 3 4 5 6] x [1, 2],
    _mm256_set1_ps, _mm256_fmadd_ps, _mm256_add_ps, _mm256_loadu_ps, _mm256_storeu_ps,
    __m256i: |count| _mm256_cmpgt_epi32(
        _mm256_set1_epi32(count as i32), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)
    ),
    |from, mask| _mm256_maskload_ps(from, mask),
    |to, mask, some: __m256| _mm256_maskstore_ps(to, mask, some)
}
