//! A list of integers that costs the crates which make and drop one nothing to compile.

use std::mem::ManuallyDrop;
use std::ops::Deref;

/// Integers on their way from a call into this crate: lengths, axes, positions, counts.
///
/// A `Vec` would have its allocation and its destructor compiled into every notebook cell that
/// writes a shape.
#[doc(hidden)]
#[derive(Debug)]
pub struct Ints(ManuallyDrop<Vec<isize>>);

impl Ints {
    /// These integers.
    #[inline(never)]
    #[must_use]
    pub fn new(ints: &[isize]) -> Self {
        Self(ManuallyDrop::new(ints.to_vec()))
    }

    /// Appends one.
    #[inline(never)]
    pub fn push(&mut self, int: isize) {
        self.0.push(int);
    }

    /// Appends lengths.
    #[inline(never)]
    pub fn extend(&mut self, lengths: &[usize]) {
        self.0.extend(lengths.iter().map(|&n| n as isize));
    }
}

impl Clone for Ints {
    #[inline(never)]
    fn clone(&self) -> Self {
        Self::new(self)
    }
}

impl FromIterator<isize> for Ints {
    fn from_iter<I: IntoIterator<Item = isize>>(ints: I) -> Self {
        Self(ManuallyDrop::new(ints.into_iter().collect()))
    }
}

impl Drop for Ints {
    #[inline(never)]
    fn drop(&mut self) {
        // SAFETY: the list is not used any more.
        unsafe { ManuallyDrop::drop(&mut self.0) }
    }
}

impl Deref for Ints {
    type Target = [isize];

    fn deref(&self) -> &[isize] {
        &self.0
    }
}
