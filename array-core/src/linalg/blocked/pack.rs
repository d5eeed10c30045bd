//! Where tiles find their operands: in place, or in copies in the order in which they are read.
//!
//! A panel has the rows of one tile of the left operand, or the columns of one of the right operand,
//! its lanes: first the numbers of all lanes for the first term, then those for the second, and so
//! on. Read so, an operand uses each cache line and each page once, whatever its strides are.

use std::marker::PhantomData;
use std::mem::MaybeUninit;

use ndarray::{ArrayView2, ArrayViewMut2, Axis};

use super::tile::{LINE, Tiled};
use crate::{kernel, threads};

/// Panels that one thread copies at a time.
const TOGETHER: usize = 4;

/// An operand's part of a block as tiles read it; steps are in elements.
pub(super) struct Lanes<'a, T> {
    pub(super) start: *const T,
    /// From one lane to the next of the same tile.
    pub(super) lane: isize,
    /// From one term to the next.
    pub(super) term: isize,
    /// From the lanes of one tile to those of the next.
    pub(super) tile: isize,
    /// Lanes of a tile.
    pub(super) width: usize,
    pub(super) lanes: usize,
    pub(super) depth: usize,
    /// Whether tiles may begin with any lane.
    pub(super) in_place: bool,
    life: PhantomData<&'a T>,
}

// SAFETY: it stands for a shared slice.
unsafe impl<T: Sync> Sync for Lanes<'_, T> {}

impl<'a, T: Tiled> Lanes<'a, T> {
    /// The rows of `operand`, where they are.
    pub(super) fn in_place(operand: ArrayView2<'a, T>, width: usize) -> Self {
        let ((lanes, depth), strides) = (operand.dim(), operand.strides());
        let (lane, term) = (strides[0], strides[1]);
        let tile = lane * width as isize;
        let start = operand.as_ptr();
        Self { start, lane, term, tile, width, lanes, depth, in_place: true, life: PhantomData }
    }

    /// The lanes from this one on, with which a tile may begin.
    pub(super) fn from(&self, lane: usize) -> Self {
        assert!(lane < self.lanes && (self.in_place || lane.is_multiple_of(self.width)));
        Self { start: self.at(lane), lanes: self.lanes - lane, ..*self }
    }

    /// Where this lane is, with which a tile may begin.
    #[inline(always)]
    pub(super) fn at(&self, lane: usize) -> *const T {
        let tiles = lane / self.width;
        let rest = lane - tiles * self.width;
        self.start.wrapping_offset(tiles as isize * self.tile + rest as isize * self.lane)
    }
}

/// A copy of an operand's part of a block in panels.
pub(super) struct Panels<T> {
    elements: Vec<T>,
    /// Elements before the first whole cache line.
    skipped: usize,
    width: usize,
    lanes: usize,
    depth: usize,
}

impl<T: Tiled> Panels<T> {
    /// The rows of `operand` in panels of `width` lanes.
    pub(super) fn of(operand: ArrayView2<'_, T>, width: usize) -> Self {
        let (lanes, depth) = operand.dim();
        let n = lanes.next_multiple_of(width) * depth;
        let mut elements: Vec<T> = kernel::buffer(n + LINE / size_of::<T>());
        let skipped = elements.as_ptr().align_offset(LINE);
        let room = &mut elements.spare_capacity_mut()[skipped..][..n];
        match width {
            6 => pack::<T, 6>(operand, room),
            8 => pack::<T, 8>(operand, room),
            16 => pack::<T, 16>(operand, room),
            24 => pack::<T, 24>(operand, room),
            48 => pack::<T, 48>(operand, room),
            _ => unreachable!("no tile has {width} rows or columns"),
        }
        Self { elements, skipped, width, lanes, depth }
    }

    pub(super) fn lanes(&self) -> Lanes<'_, T> {
        let Self { width, lanes, depth, .. } = *self;
        let start = self.elements.as_ptr().wrapping_add(self.skipped);
        let (term, tile) = (width as isize, (width * depth) as isize);
        Lanes {
            start,
            lane: 1,
            term,
            tile,
            width,
            lanes,
            depth,
            in_place: false,
            life: PhantomData,
        }
    }
}

/// Copies the rows of `operand` in panels of `WIDTH` lanes. Lanes of the last panel for which there
/// is no row are left as they are.
fn pack<T: Tiled, const WIDTH: usize>(operand: ArrayView2<'_, T>, room: &mut [MaybeUninit<T>]) {
    let depth = operand.ncols();
    let panels = operand.axis_chunks_iter(Axis(0), WIDTH * TOGETHER);
    let items = panels.zip(room.chunks_mut(WIDTH * TOGETHER * depth)).collect();
    threads::each(items, operand.len(), |(rows, room)| {
        for (rows, room) in
            rows.axis_chunks_iter(Axis(0), WIDTH).zip(room.chunks_mut(WIDTH * depth))
        {
            panel::<T, WIDTH>(rows, room);
        }
    });
}

/// Copies up to `WIDTH` rows to one panel.
fn panel<T: Tiled, const WIDTH: usize>(rows: ArrayView2<'_, T>, room: &mut [MaybeUninit<T>]) {
    let (lanes, depth) = rows.dim();
    if lanes == WIDTH && rows.strides()[0] == 1 {
        return side_by_side::<T, WIDTH>(rows, room);
    }
    let panel = ArrayViewMut2::from_shape((depth, WIDTH), room).expect("a panel has all terms");
    let (panel, _) = panel.split_at(Axis(1), lanes);
    kernel::assign_new(panel.into_dyn(), &rows.reversed_axes().into_dyn());
}

/// A whole panel of lanes that are neighbours.
fn side_by_side<T: Tiled, const WIDTH: usize>(
    lanes: ArrayView2<'_, T>,
    panel: &mut [MaybeUninit<T>],
) {
    let (start, step) = (lanes.as_ptr(), lanes.strides()[1]);
    kernel::widest(
        #[inline(always)]
        || {
            for (k, term) in panel.as_chunks_mut::<WIDTH>().0.iter_mut().enumerate() {
                let from = start.wrapping_offset(k as isize * step);
                // SAFETY: the lanes of a term are `WIDTH` neighbours, and what is initialised may be
                // taken for what need not be.
                *term = unsafe { from.cast::<[MaybeUninit<T>; WIDTH]>().read_unaligned() };
            }
        },
    );
}
