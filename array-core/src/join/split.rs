//! `split` and its relatives.

use crate::array::Array;
use crate::dims::{Dims, IndexInt, Ints, try_axis};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise};

use super::part_along;

/// How to split an axis: an integer is a number of sections, a list is where to cut.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how to split",
    label = "expected a number of sections, or a list of positions to cut at"
)]
pub trait Sections {
    /// The number of sections, or where to cut.
    fn cuts(self) -> Cuts;
}

/// How to split an axis.
pub enum Cuts {
    /// Into that many sections.
    Count(isize),
    /// Before these positions.
    At(Ints),
}

macro_rules! section_count {
    ($($t:ty)*) => {$(
        impl Sections for $t {
            fn cuts(self) -> Cuts {
                Cuts::Count(self.to_isize())
            }
        }
    )*};
}
section_count!(i32 i64 isize u32 u64 usize);

impl<I: IndexInt, const N: usize> Sections for [I; N] {
    fn cuts(self) -> Cuts {
        Cuts::At(self.dims())
    }
}

impl<I: IndexInt> Sections for Vec<I> {
    fn cuts(self) -> Cuts {
        Cuts::At(self.dims())
    }
}

impl<I: IndexInt> Sections for &[I] {
    fn cuts(self) -> Cuts {
        Cuts::At(self.dims())
    }
}

/// The first position and the length of each section of an axis of `len` elements.
fn sections(cuts: Cuts, len: usize, even: bool) -> Result<Vec<(usize, usize)>> {
    match cuts {
        Cuts::Count(count) => count_sections(count, len, even),
        Cuts::At(positions) => Ok(cut_sections(&positions, len)),
    }
}

fn count_sections(count: isize, len: usize, even: bool) -> Result<Vec<(usize, usize)>> {
    let count = usize::try_from(count).unwrap_or(0);
    if count == 0 {
        return Err(Error::new(ErrorKind::Value, "number sections must be larger than 0."));
    }
    if even && !len.is_multiple_of(count) {
        let message = format!(
            "array split does not result in an equal division: {len} elements into {count} sections"
        );
        return Err(Error::new(ErrorKind::Value, message));
    }
    // The first sections take what does not divide evenly.
    let (size, longer) = (len / count, len % count);
    Ok((0..count).map(|k| (k * size + k.min(longer), size + usize::from(k < longer))).collect())
}

/// Cuts are clamped as the ends of slices are.
fn cut_sections(cuts: &[isize], len: usize) -> Vec<(usize, usize)> {
    let n = len as isize;
    let clamp = |&cut: &isize| (if cut < 0 { cut + n } else { cut }).clamp(0, n) as usize;
    let mut sections = Vec::new();
    let mut start = 0;
    for end in cuts.iter().map(clamp).chain([len]) {
        sections.push((start, end.saturating_sub(start)));
        start = end;
    }
    sections
}

fn parts<T: Element>(a: &Array<T>, cuts: Cuts, axis: isize, even: bool) -> Result<Vec<Array<T>>> {
    let axis = try_axis(axis, a.ndim())?;
    let sections = sections(cuts, a.shape()[axis], even)?;
    let part = |(first, count)| T::slice_of(&a.data, &part_along(a.shape(), axis, first, count));
    Ok(sections.into_iter().map(part).collect())
}

/// Splits along the first axis into that many equal sections, or at these positions (NumPy:
/// `split`). The parts share the memory of `a`.
///
/// ```
/// use array_core::prelude::*;
///
/// let a = arange(8);
/// assert_eq!(split(&a, 2)[1].to_vec(), [4, 5, 6, 7]);
/// assert_eq!(split(&a, [3, 5])[1].to_vec(), [3, 4]);
/// assert_eq!(array_split(&a, 3)[0].to_vec(), [0, 1, 2]);
/// ```
///
/// # Panics
/// Panics if the sections would not be equal.
#[must_use]
#[track_caller]
pub fn split<T: Element>(a: &Array<T>, sections: impl Sections) -> Vec<Array<T>> {
    or_raise(try_split(a, sections))
}

/// Splits along the first axis; [`split`] as a `Result`.
///
/// # Errors
/// If the sections would not be equal.
pub fn try_split<T: Element>(a: &Array<T>, sections: impl Sections) -> Result<Vec<Array<T>>> {
    parts(a, sections.cuts(), 0, true)
}

/// Splits along an axis (NumPy: `split(a, sections, axis)`).
///
/// # Panics
/// Panics if there is no such axis, or if the sections would not be equal.
#[must_use]
#[track_caller]
pub fn split_axis<T: Element>(
    a: &Array<T>,
    sections: impl Sections,
    axis: impl IndexInt,
) -> Vec<Array<T>> {
    or_raise(try_split_axis(a, sections, axis))
}

/// Splits along an axis; [`split_axis`] as a `Result`.
///
/// # Errors
/// Where [`split_axis`] panics.
pub fn try_split_axis<T: Element>(
    a: &Array<T>,
    sections: impl Sections,
    axis: impl IndexInt,
) -> Result<Vec<Array<T>>> {
    parts(a, sections.cuts(), axis.to_isize(), true)
}

/// Splits along the first axis; the first sections are one longer where the length does not divide
/// (NumPy: `array_split`).
///
/// # Panics
/// Panics if there would be no section.
#[must_use]
#[track_caller]
pub fn array_split<T: Element>(a: &Array<T>, sections: impl Sections) -> Vec<Array<T>> {
    array_split_axis(a, sections, 0)
}

/// Splits along an axis; the first sections are one longer where the length does not divide
/// (NumPy: `array_split(a, sections, axis)`).
///
/// # Panics
/// Panics if there is no such axis, or if there would be no section.
#[must_use]
#[track_caller]
pub fn array_split_axis<T: Element>(
    a: &Array<T>,
    sections: impl Sections,
    axis: impl IndexInt,
) -> Vec<Array<T>> {
    or_raise(parts(a, sections.cuts(), axis.to_isize(), false))
}

/// Splits side by side: along the second axis, a vector along its only one (NumPy: `hsplit`).
///
/// ```
/// # use array_core::prelude::*;
/// let a = arange(8).reshape((2, 4));
/// assert_eq!(hsplit(&a, 2)[1].to_vec(), [2, 3, 6, 7]);
/// assert_eq!(vsplit(&a, 2)[1].to_vec(), [4, 5, 6, 7]);
/// ```
///
/// # Panics
/// As [`split`], and if the array has no axis.
#[must_use]
#[track_caller]
pub fn hsplit<T: Element>(a: &Array<T>, sections: impl Sections) -> Vec<Array<T>> {
    assert!(a.ndim() >= 1, "hsplit only works on arrays of 1 or more dimensions");
    or_raise(parts(a, sections.cuts(), isize::from(a.ndim() > 1), true))
}

/// Splits into groups of rows, along the first axis (NumPy: `vsplit`).
///
/// # Panics
/// As [`split`], and if the array has fewer than two axes.
#[must_use]
#[track_caller]
pub fn vsplit<T: Element>(a: &Array<T>, sections: impl Sections) -> Vec<Array<T>> {
    assert!(a.ndim() >= 2, "vsplit only works on arrays of 2 or more dimensions");
    or_raise(parts(a, sections.cuts(), 0, true))
}

/// Splits in depth, along the third axis (NumPy: `dsplit`).
///
/// # Panics
/// As [`split`], and if the array has fewer than three axes.
#[must_use]
#[track_caller]
pub fn dsplit<T: Element>(a: &Array<T>, sections: impl Sections) -> Vec<Array<T>> {
    assert!(a.ndim() >= 3, "dsplit only works on arrays of 3 or more dimensions");
    or_raise(parts(a, sections.cuts(), 2, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(shape: &[usize]) -> Array<i64> {
        Array::from_vec(shape, (0..shape.iter().product::<usize>() as i64).collect())
    }

    fn lengths(parts: &[Array<i64>]) -> Vec<usize> {
        parts.iter().map(Array::size).collect()
    }

    #[test]
    fn uneven_sections_are_longer_at_the_start() {
        assert_eq!(lengths(&array_split(&counting(&[8]), 3)), [3, 3, 2]);
        assert_eq!(lengths(&array_split(&counting(&[2]), 4)), [1, 1, 0, 0]);
        let text = try_split(&counting(&[8]), 3).err().map(|error| error.to_string());
        let expected =
            "array split does not result in an equal division: 8 elements into 3 sections";
        assert_eq!(text.as_deref(), Some(expected));
    }

    #[test]
    fn cuts_are_clamped_as_slices_are() {
        assert_eq!(lengths(&split(&counting(&[8]), [3, 5, 6, 10])), [3, 2, 1, 2, 0]);
        assert_eq!(lengths(&split(&counting(&[8]), vec![5, 3])), [5, 0, 5]);
        assert_eq!(lengths(&split(&counting(&[8]), [-2])), [6, 2]);
    }

    #[test]
    fn parts_run_along_the_named_axis() {
        let a = counting(&[2, 4]);
        assert_eq!(hsplit(&a, 2)[1].to_vec(), [2, 3, 6, 7]);
        assert_eq!(vsplit(&a, 2)[1].to_vec(), [4, 5, 6, 7]);
        assert_eq!(split_axis(&a, [1], -1)[1].to_vec(), [1, 2, 3, 5, 6, 7]);
        assert_eq!(hsplit(&counting(&[4]), 2)[1].to_vec(), [2, 3]);
        assert_eq!(dsplit(&counting(&[1, 2, 2]), 2)[0].to_vec(), [0, 2]);
    }
}
