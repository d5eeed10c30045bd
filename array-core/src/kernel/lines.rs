//! Slices in stretches that begin with a cache line.

use std::ops::Range;

/// Bytes of a cache line, and of the widest vectors.
const LINE: usize = 64;
/// Bytes of results from which it pays to begin with a cache line.
const MATTERS: usize = 1 << 14;

/// `out` in stretches of at most `most` elements, and the places of each. All but the first begin
/// with a cache line of `out`, or of `from`, which is as long, if its elements are larger: vectors
/// that lie in two lines take longer to read and to write.
pub(super) fn stretches<'a, A, C>(
    from: &[A],
    out: &'a mut [C],
    most: usize,
) -> impl Iterator<Item = (Range<usize>, &'a mut [C])> {
    let before = if size_of_val(out) < MATTERS {
        0
    } else if size_of::<A>() > size_of::<C>() {
        before_line(from)
    } else {
        before_line(out)
    };
    let (first, rest) = out.split_at_mut(before.min(most));
    let mut start = 0;
    let first = Some(first).filter(|first| !first.is_empty());
    first.into_iter().chain(rest.chunks_mut(most)).map(move |out| {
        let range = start..start + out.len();
        start = range.end;
        (range, out)
    })
}

/// Elements before the first that begins a cache line; 0 if none does.
fn before_line<T>(elements: &[T]) -> usize {
    let before = elements.as_ptr().align_offset(LINE);
    if before < elements.len() { before } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stretches of some elements that begin anywhere.
    fn check<A: Clone, C: Clone>(a: A, c: C) {
        for n in [0, 1, 10, 3000, 17_000, 40_001] {
            for first in 0..9 {
                let from = vec![a.clone(); n + first];
                let mut out = vec![c.clone(); n + first];
                let (from, out) = (&from[first..], &mut out[first..]);
                let larger_out = size_of::<C>() >= size_of::<A>();
                let matters = size_of_val(out) >= MATTERS;
                let mut next = 0;
                for (k, (range, out)) in stretches(from, out, 1024).enumerate() {
                    assert_eq!((range.start, range.len()), (next, out.len()));
                    assert!((1..=1024).contains(&out.len()));
                    next = range.end;
                    let begins =
                        if larger_out { out.as_ptr().addr() } else { from[range].as_ptr().addr() };
                    assert!(k == 0 || !matters || begins % LINE == 0);
                }
                assert_eq!(next, n);
            }
        }
    }

    #[test]
    fn stretches_cover_all_and_begin_with_lines() {
        check(1.0_f64, 1.0_f64);
        check(1.0_f64, true);
        check(1_u8, 1.0_f32);
        check(1_u16, 1_u16);
    }

    #[test]
    fn elements_that_fill_no_line_have_stretches_too() {
        let mut out = vec![[0_u8; 24]; 5000];
        let from = out.clone();
        let lengths = stretches(&from, &mut out, 1024).map(|(range, _)| range.len());
        assert_eq!(lengths.sum::<usize>(), 5000);
    }
}
