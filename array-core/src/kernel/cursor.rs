//! A walk in row-major order over strided memory, some elements at a time.

use std::mem::MaybeUninit;

use super::simd::widest;

/// Reads or writes the elements of a strided array in row-major order.
///
/// Axes that are contiguous with each other are merged, so the innermost row is as long as the
/// layout allows. A stride of zero repeats an element, which is how broadcasting reads.
pub(crate) struct Cursor<B> {
    /// The axes around the innermost row: length, stride and current index.
    outer: Vec<(usize, isize, usize)>,
    row_len: usize,
    row_stride: isize,
    /// Where the current row starts.
    row: *mut B,
    /// How much of the current row is done.
    done: usize,
}

impl<B: Copy> Cursor<B> {
    /// Starts at `start`, the element of index zero of an array of this shape and these strides.
    pub(crate) fn new(start: *mut B, shape: &[usize], strides: &[isize]) -> Self {
        let mut axes: Vec<(usize, isize, usize)> = Vec::with_capacity(shape.len());
        for (&len, &stride) in shape.iter().zip(strides) {
            if len == 1 {
                continue;
            }
            match axes.last_mut() {
                Some(last) if last.1 == stride * len as isize => {
                    last.0 *= len;
                    last.1 = stride;
                }
                _ => axes.push((len, stride, 0)),
            }
        }
        let (row_len, row_stride, _) = axes.pop().unwrap_or((1, 1, 0));
        Self { outer: axes, row_len, row_stride, row: start, done: 0 }
    }

    /// The axes, merged, from slowest to fastest: length and stride.
    pub(crate) fn axes(&self) -> Vec<(usize, isize)> {
        let outer = self.outer.iter().map(|&(len, stride, _)| (len, stride));
        outer.chain([(self.row_len, self.row_stride)]).collect()
    }

    /// Whether every element is the same one.
    pub(crate) fn is_constant(&self) -> bool {
        self.outer.is_empty() && self.row_stride == 0
    }

    /// The next `n` elements where they lie, if they lie side by side.
    ///
    /// # Safety
    /// As [`Cursor::gather`], for `n` elements.
    pub(crate) unsafe fn adjacent(&mut self, n: usize) -> Option<*mut B> {
        if self.row_stride != 1 || self.row_len - self.done < n {
            return None;
        }
        // SAFETY: `done` is within the row, which the caller says is in bounds.
        let here = unsafe { self.row.add(self.done) };
        self.advance(n);
        Some(here)
    }

    /// What is left of the current row, but not more than `most` elements, for writing; if its
    /// elements lie side by side.
    ///
    /// # Safety
    /// The array must be writable, and at least `most` elements must be left.
    pub(crate) unsafe fn rest_of_row(&mut self, most: usize) -> Option<&mut [MaybeUninit<B>]> {
        let n = most.min(self.row_len - self.done);
        // SAFETY: passed on; elements that lie side by side are a slice.
        unsafe { Some(std::slice::from_raw_parts_mut(self.adjacent(n)?.cast(), n)) }
    }

    /// Copies the next `out.len()` elements to `out`.
    ///
    /// # Safety
    /// The array must be readable, and at least that many elements must be left.
    pub(crate) unsafe fn gather(&mut self, mut out: &mut [MaybeUninit<B>]) {
        while !out.is_empty() {
            // SAFETY: passed on.
            let gathered = unsafe { self.gather_short_rows(out) };
            if gathered > 0 {
                out = &mut out[gathered..];
                continue;
            }
            let n = out.len().min(self.row_len - self.done);
            let (head, tail) = out.split_at_mut(n);
            // SAFETY: elements `done .. done + n` of the row are in bounds.
            unsafe {
                let from = self.row.offset(self.done as isize * self.row_stride);
                gather_row(from, self.row_stride, head);
            }
            self.advance(n);
            out = tail;
        }
    }

    /// Copies whole rows to `out` if they are so short that each would take longer by itself; tells
    /// how many elements they have.
    ///
    /// # Safety
    /// As [`Cursor::gather`].
    unsafe fn gather_short_rows(&mut self, out: &mut [MaybeUninit<B>]) -> usize {
        let (row, row_len) = (self.row, self.row_len);
        let Some((len, stride, index)) = self.outer.last_mut() else { return 0 };
        if row_len > SHORT || self.done > 0 {
            return 0;
        }
        let rows = (out.len() / row_len).min(*len - *index);
        if rows == 0 {
            return 0;
        }
        let (n, strides) = (rows * row_len, [*stride, self.row_stride]);
        // SAFETY: so many rows are left of the innermost axis but one.
        unsafe {
            match row_len {
                2 => gather_rows::<2, B>(row, strides, &mut out[..n]),
                3 => gather_rows::<3, B>(row, strides, &mut out[..n]),
                4 => gather_rows::<4, B>(row, strides, &mut out[..n]),
                8 => gather_rows::<8, B>(row, strides, &mut out[..n]),
                _ => gather_rows_of(row, row_len, strides, &mut out[..n]),
            }
        }
        // All but the last of these rows are passed, and `advance` passes that one.
        *index += rows - 1;
        self.row = row.wrapping_offset(*stride * (rows as isize - 1));
        self.advance(row_len);
        n
    }

    /// Copies `values` to the next elements.
    ///
    /// # Safety
    /// The array must be writable, no two indices may share an element, and at least that many
    /// elements must be left.
    pub(crate) unsafe fn scatter(&mut self, mut values: &[B]) {
        while !values.is_empty() {
            let n = values.len().min(self.row_len - self.done);
            let (head, tail) = values.split_at(n);
            // SAFETY: elements `done .. done + n` of the row are in bounds.
            unsafe {
                let to = self.row.offset(self.done as isize * self.row_stride);
                if self.row_stride == 1 {
                    head.as_ptr().copy_to_nonoverlapping(to, n);
                } else {
                    for (i, value) in head.iter().enumerate() {
                        *to.offset(i as isize * self.row_stride) = *value;
                    }
                }
            }
            self.advance(n);
            values = tail;
        }
    }

    /// Moves `n` elements on, which are within the row.
    fn advance(&mut self, n: usize) {
        self.done += n;
        if self.done < self.row_len {
            return;
        }
        self.done = 0;
        for (len, stride, index) in self.outer.iter_mut().rev() {
            *index += 1;
            if *index < *len {
                self.row = self.row.wrapping_offset(*stride);
                return;
            }
            self.row = self.row.wrapping_offset(-*stride * (*len as isize - 1));
            *index = 0;
        }
    }
}

/// Rows of so many elements are gathered several at a time.
const SHORT: usize = 16;

/// Copies rows of `LEN` elements; rows and the elements of each lie so far apart.
///
/// # Safety
/// As many elements as `out` has must be readable.
unsafe fn gather_rows<const LEN: usize, B: Copy>(
    from: *const B,
    [stride, within]: [isize; 2],
    out: &mut [MaybeUninit<B>],
) {
    for (row, out) in out.as_chunks_mut::<LEN>().0.iter_mut().enumerate() {
        let row = from.wrapping_offset(row as isize * stride);
        // SAFETY: passed on to the caller.
        *out = std::array::from_fn(|k| unsafe {
            MaybeUninit::new(*row.wrapping_offset(k as isize * within))
        });
    }
}

/// As [`gather_rows`], of `len` elements.
///
/// # Safety
/// As many elements as `out` has must be readable.
unsafe fn gather_rows_of<B: Copy>(
    from: *const B,
    len: usize,
    [stride, within]: [isize; 2],
    out: &mut [MaybeUninit<B>],
) {
    for (row, out) in out.chunks_exact_mut(len).enumerate() {
        let row = from.wrapping_offset(row as isize * stride);
        for (k, slot) in out.iter_mut().enumerate() {
            // SAFETY: passed on to the caller.
            slot.write(unsafe { *row.wrapping_offset(k as isize * within) });
        }
    }
}

/// Copies elements that lie `stride` apart.
///
/// # Safety
/// As many elements as `out` has must be readable from `from` on.
unsafe fn gather_row<B: Copy>(from: *const B, stride: isize, out: &mut [MaybeUninit<B>]) {
    // SAFETY: passed on to the caller.
    unsafe {
        match stride {
            1 => from.copy_to_nonoverlapping(out.as_mut_ptr().cast(), out.len()),
            0 if out.is_empty() => {}
            0 => out.fill(MaybeUninit::new(*from)),
            -1 => gather_each::<-1, B>(from, out),
            2 => gather_each::<2, B>(from, out),
            stride => {
                for (i, slot) in out.iter_mut().enumerate() {
                    slot.write(*from.offset(i as isize * stride));
                }
            }
        }
    }
}

/// Copies elements that lie `STRIDE` apart, by vectors.
///
/// # Safety
/// As many elements as `out` has must be readable from `from` on.
#[inline(always)]
unsafe fn gather_each<const STRIDE: isize, B: Copy>(from: *const B, out: &mut [MaybeUninit<B>]) {
    widest(
        #[inline(always)]
        move || {
            for (i, slot) in out.iter_mut().enumerate() {
                // SAFETY: passed on to the caller.
                slot.write(unsafe { *from.offset(i as isize * STRIDE) });
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use ndarray::{Array3, s};

    use super::*;

    #[test]
    fn rows_of_every_length_are_gathered_in_chunks_of_every_length() {
        let a = Array3::from_shape_fn((7, 5, 20), |(i, j, k)| (i * 100 + j * 20 + k) as u32);
        for len in 1..=20 {
            let part = a.slice(s![..;-2, 1..4, ..len]);
            let repeated = a.slice(s![2, 1..4, ..1]).into_owned();
            let repeated = repeated.broadcast((4, 3, len)).unwrap();
            for view in [part, part.slice_move(s![.., .., ..;-1]), repeated] {
                let expected: Vec<u32> = view.iter().copied().collect();
                for chunk in [1, 2, 7, 16, 50, expected.len()] {
                    let start = view.as_ptr().cast_mut();
                    let mut cursor = Cursor::new(start, view.shape(), view.strides());
                    let mut out = vec![MaybeUninit::new(0); expected.len()];
                    for out in out.chunks_mut(chunk) {
                        // SAFETY: no more elements are asked for than the view has.
                        unsafe { cursor.gather(out) };
                    }
                    // SAFETY: all were initialised.
                    assert_eq!(unsafe { out.assume_init_ref() }, expected);
                }
            }
        }
    }
}
