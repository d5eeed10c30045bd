//! A list of integers that costs the crates which make and drop one nothing to compile.

use std::mem::{self, ManuallyDrop};
use std::ops::Deref;

/// Lists up to this length are kept in place: few arrays have more axes.
const FEW: usize = 6;

/// Integers on their way from a call into this crate: lengths, axes, positions, counts.
///
/// A `Vec` would have its allocation and its destructor compiled into every notebook cell that
/// writes a shape.
#[doc(hidden)]
#[derive(Debug)]
pub struct Ints {
    few: [isize; FEW],
    len: usize,
    /// All of them, if there are more than [`FEW`].
    many: ManuallyDrop<Vec<isize>>,
}

impl Ints {
    /// These integers.
    #[inline(never)]
    #[must_use]
    pub fn new(ints: &[isize]) -> Self {
        let mut list = Self { few: [0; FEW], len: ints.len(), many: ManuallyDrop::new(Vec::new()) };
        match list.few.get_mut(..ints.len()) {
            Some(few) => few.copy_from_slice(ints),
            None => list.many.extend_from_slice(ints),
        }
        list
    }

    /// The list as a vector, which takes over what is not kept in place.
    pub(crate) fn into_vec(mut self) -> Vec<isize> {
        if self.len > FEW { mem::take(&mut *self.many) } else { self.to_vec() }
    }

    /// Appends one.
    #[inline(never)]
    pub fn push(&mut self, int: isize) {
        if let Some(place) = self.few.get_mut(self.len) {
            *place = int;
        } else {
            if self.len == FEW {
                self.many.extend_from_slice(&self.few);
            }
            self.many.push(int);
        }
        self.len += 1;
    }

    /// Appends lengths.
    #[inline(never)]
    pub fn extend(&mut self, lengths: &[usize]) {
        lengths.iter().for_each(|&length| self.push(length as isize));
    }
}

impl From<Vec<isize>> for Ints {
    fn from(ints: Vec<isize>) -> Self {
        if ints.len() <= FEW {
            return Self::new(&ints);
        }
        Self { few: [0; FEW], len: ints.len(), many: ManuallyDrop::new(ints) }
    }
}

impl FromIterator<isize> for Ints {
    fn from_iter<I: IntoIterator<Item = isize>>(ints: I) -> Self {
        ints.into_iter().collect::<Vec<_>>().into()
    }
}

impl Clone for Ints {
    #[inline(never)]
    fn clone(&self) -> Self {
        Self::new(self)
    }
}

impl Drop for Ints {
    #[inline(never)]
    fn drop(&mut self) {
        drop(mem::take(&mut *self.many));
    }
}

impl Deref for Ints {
    type Target = [isize];

    fn deref(&self) -> &[isize] {
        self.few.get(..self.len).unwrap_or(&self.many)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_listed_alike() {
        for n in 0..3 * FEW as isize {
            let expected: Vec<isize> = (0..n).collect();
            let mut pushed = Ints::new(&[]);
            expected.iter().for_each(|&int| pushed.push(int));
            let mut extended = Ints::new(&expected[..expected.len() / 2]);
            let rest: Vec<usize> =
                expected[expected.len() / 2..].iter().map(|&n| n as usize).collect();
            extended.extend(&rest);
            for list in [Ints::new(&expected), (0..n).collect(), pushed.clone(), pushed, extended] {
                assert_eq!(list[..], expected);
                assert_eq!(list.into_vec(), expected);
            }
        }
    }
}
