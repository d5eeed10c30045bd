//! Single elements: `a[3]`, `a[(i, j)]`, `a[[0, -1]]`.

use std::ops::{Index, IndexMut};

use crate::array::Array;
use crate::broadcast::tight;
use crate::dims::{IndexInt, try_position};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result};

/// The position of one element: an integer, or a tuple, an array or a slice of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the position of one element",
    label = "expected an integer, or a tuple or an array of integers",
    note = "ranges, masks and lists go to the method: `a.i((0, 1..3))`"
)]
pub trait ElementIndex {
    /// One position per axis.
    type Positions: AsRef<[isize]>;

    /// The positions, negative ones counted from the end of their axis.
    fn positions(self) -> Self::Positions;
}

macro_rules! integer_position {
    ($($t:ty)*) => {$(
        impl ElementIndex for $t {
            type Positions = [isize; 1];
            #[inline]
            fn positions(self) -> [isize; 1] { [self.to_isize()] }
        }
    )*};
}
integer_position!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl<I: IndexInt, const N: usize> ElementIndex for [I; N] {
    type Positions = [isize; N];
    #[inline]
    fn positions(self) -> [isize; N] {
        self.map(I::to_isize)
    }
}

impl<I: IndexInt> ElementIndex for &[I] {
    type Positions = Vec<isize>;
    fn positions(self) -> Vec<isize> {
        self.iter().map(|position| position.to_isize()).collect()
    }
}

macro_rules! tuple_position {
    ($n:literal: $($i:ident)*) => {
        impl<$($i: IndexInt),*> ElementIndex for ($($i,)*) {
            type Positions = [isize; $n];
            #[inline]
            #[allow(non_snake_case)]
            fn positions(self) -> [isize; $n] {
                let ($($i,)*) = self;
                [$($i.to_isize()),*]
            }
        }
    };
}
tuple_position!(0: );
tuple_position!(1: A);
tuple_position!(2: A B);
tuple_position!(3: A B C);
tuple_position!(4: A B C D);
tuple_position!(5: A B C D E);
tuple_position!(6: A B C D E F);

/// The distance of an element from the first one; `None` if there is no such element.
#[inline]
fn offset(shape: &[usize], strides: &[isize], positions: &[isize]) -> Option<isize> {
    if positions.len() != shape.len() {
        return None;
    }
    let mut offset = 0;
    for ((&position, &len), &stride) in positions.iter().zip(shape).zip(strides) {
        let at = if position < 0 { position + len as isize } else { position };
        if at < 0 || at >= len as isize {
            return None;
        }
        offset += at * stride;
    }
    Some(offset)
}

/// Says why there is no such element.
#[cold]
fn missing(shape: &[usize], positions: &[isize]) -> Error {
    let (ndim, given) = (shape.len(), positions.len());
    let message = if given > ndim {
        format!("too many indices for array: array is {ndim}-dimensional, but {given} were indexed")
    } else if given < ndim {
        format!(
            "too few indices for one element: array is {ndim}-dimensional with shape {}, but \
             {given} were indexed; `a.i(..)` selects several elements",
            tight(shape)
        )
    } else {
        let outside = positions.iter().zip(shape).enumerate();
        let mut errors =
            outside.filter_map(|(axis, (&at, &len))| try_position(at, axis, len).err());
        return errors.next().expect("some position is outside");
    };
    Error::new(ErrorKind::Index, message)
}

impl<T: Element> Array<T> {
    /// The element at one position, if there is one (NumPy: `a[i, j]`); `None` where `a[index]`
    /// panics.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let mut a = array([[1, 2, 3], [4, 5, 6]]);
    /// assert_eq!(a[(0, -1)], 3);
    /// assert_eq!(a[[1, 0]], 4);
    /// assert_eq!(a.get((2, 0)), None);
    /// a[(1, 1)] += 10;
    /// assert_eq!(a[[1, 1]], 15);
    /// ```
    #[must_use]
    #[inline]
    pub fn get(&self, index: impl ElementIndex) -> Option<T> {
        let positions = index.positions();
        let offset = offset(self.data.shape(), self.data.strides(), positions.as_ref())?;
        // SAFETY: `offset` is that of an element.
        Some(unsafe { *self.data.as_ptr().offset(offset) })
    }

    /// The element at one position.
    ///
    /// # Errors
    /// As [`Array::get`] gives `None`, with NumPy's words.
    pub fn try_get(&self, index: impl ElementIndex) -> Result<T> {
        let positions = index.positions();
        let positions = positions.as_ref();
        self.get(positions).ok_or_else(|| missing(self.shape(), positions))
    }

    /// The only element of an array of size one (NumPy: `ndarray.item`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// assert_eq!(array([[7]]).item(), 7);
    /// assert_eq!(array([1, 2]).dot(&array([3, 4])).item(), 11);
    /// ```
    ///
    /// # Panics
    /// Panics if the array has another size.
    #[must_use]
    #[track_caller]
    pub fn item(&self) -> T {
        match (self.size(), T::first(self)) {
            (1, Some(element)) => element,
            _ => panic!(
                "can only convert an array of size 1 to a scalar, this one has shape {}",
                tight(self.shape())
            ),
        }
    }
}

/// One element: `a[3]`, `a[(i, j)]`, `a[[0, -1]]` (NumPy: `a[i, j]`).
///
/// # Panics
/// Panics if a position is outside of its axis, or if there is not one position per axis.
impl<T: Element, I: ElementIndex> Index<I> for Array<T> {
    type Output = T;

    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &T {
        let positions = index.positions();
        match offset(self.data.shape(), self.data.strides(), positions.as_ref()) {
            // SAFETY: `offset` is that of an element.
            Some(offset) => unsafe { &*self.data.as_ptr().offset(offset) },
            None => missing(self.shape(), positions.as_ref()).raise(),
        }
    }
}

/// One element for writing: `a[(i, j)] = 3.`; copies the data first if another array shares it.
///
/// # Panics
/// As reading panics.
impl<T: Element, I: ElementIndex> IndexMut<I> for Array<T> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut T {
        let positions = index.positions();
        // Unshared first: only then are the strides those of the memory that is written.
        let start: *mut T = self.data.as_mut_ptr();
        match offset(self.data.shape(), self.data.strides(), positions.as_ref()) {
            // SAFETY: `offset` is that of an element, and nothing shares the data now.
            Some(offset) => unsafe { &mut *start.offset(offset) },
            None => missing(self.shape(), positions.as_ref()).raise(),
        }
    }
}
