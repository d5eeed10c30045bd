//! What may stand in the brackets of an index, as values of one type.

use std::mem::ManuallyDrop;

use crate::array::Array;
use crate::dims::{IndexInt, Ints};
use crate::dtype::Element;
use crate::kernel;

use super::slice::{By, Slice};

/// Adds an axis of length one at its place in an index (NumPy: `np.newaxis`).
#[derive(Clone, Copy, Debug)]
pub struct NewAxis;

/// Stands for as many full slices as the index leaves out (NumPy: `...`).
#[derive(Clone, Copy, Debug)]
pub struct Ellipsis;

/// One part of an index.
#[derive(Clone)]
pub enum Term {
    /// One position; the axis disappears.
    At(isize),
    /// Positions at regular distances.
    Slice(Slice),
    /// An axis of length one more.
    NewAxis,
    /// All axes that the index does not name.
    Ellipsis,
    /// Listed positions, in the shape that they give the result.
    List {
        /// The shape of the list.
        shape: Vec<usize>,
        /// The positions in row-major order.
        positions: Vec<isize>,
    },
    /// The positions that an array lists, in row-major order: it is shared, not copied.
    Positions(Array<i64>),
    /// The positions where an array of `bool` is true.
    Mask(Array<bool>),
}

impl Term {
    /// The list of these positions.
    pub(crate) fn list(positions: Vec<isize>) -> Self {
        Self::List { shape: vec![positions.len()], positions }
    }

    /// A list of this shape.
    #[inline(never)]
    fn listed(positions: Ints, shape: &[usize]) -> Self {
        Self::List { shape: shape.to_vec(), positions: positions.into_vec() }
    }

    /// Whether the term lists positions or is a mask.
    pub(crate) fn picks(&self) -> bool {
        matches!(self, Self::List { .. } | Self::Positions(_) | Self::Mask(_))
    }

    /// The term with its positions, if it lists any, as a list of its own.
    pub(crate) fn into_list(self) -> Self {
        match self {
            Self::Positions(array) => {
                Self::List { shape: array.shape().to_vec(), positions: as_isize(&array).to_vec() }
            }
            other => other,
        }
    }

    /// The index that applies this term to one axis and leaves those before and after it alone.
    pub(crate) fn along(self, axis: usize) -> Vec<Self> {
        let mut terms = vec![Self::Slice((..).slice()); axis];
        terms.push(self);
        terms
    }
}

/// A value that can be one part of an index: an integer, a range, [`NewAxis`], [`Ellipsis`], a
/// mask, or a list or an array of positions.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot index an array",
    label = "not an integer, a range, `NewAxis`, `Ellipsis`, a mask, or a list of positions"
)]
pub trait IndexTerm {
    /// The part of the index that the value stands for.
    fn term(self) -> Term;
}

/// A whole index: one [`IndexTerm`], or a tuple of up to six of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot index an array",
    label = "not an integer, a range, `NewAxis`, `Ellipsis`, a mask, a list, or a tuple of them"
)]
pub trait ArrayIndex {
    /// The parts of the index in order.
    fn terms(self) -> Terms;
}

/// The parts of an index. They are gathered and dropped by code of this crate: that of a `Vec` would
/// be compiled into every cell that indexes.
#[doc(hidden)]
pub struct Terms(ManuallyDrop<Vec<Term>>);

impl Terms {
    #[inline(never)]
    fn new() -> Self {
        Vec::new().into()
    }

    #[inline(never)]
    fn push(&mut self, term: Term) {
        self.0.push(term);
    }

    pub(super) fn into_vec(mut self) -> Vec<Term> {
        std::mem::take(&mut *self.0)
    }
}

impl From<Vec<Term>> for Terms {
    fn from(terms: Vec<Term>) -> Self {
        Self(ManuallyDrop::new(terms))
    }
}

impl Drop for Terms {
    #[inline(never)]
    fn drop(&mut self) {
        drop(std::mem::take(&mut *self.0));
    }
}

impl<I: IndexTerm> ArrayIndex for I {
    fn terms(self) -> Terms {
        let mut terms = Terms::new();
        terms.push(self.term());
        terms
    }
}

impl ArrayIndex for Vec<Term> {
    fn terms(self) -> Terms {
        self.into()
    }
}

/// One array of positions for each axis, as [`nonzero`](crate::index::nonzero) gives them.
impl<I: Listing> ArrayIndex for Vec<Array<I>> {
    fn terms(self) -> Terms {
        (&self).terms()
    }
}

impl<I: Listing> ArrayIndex for &Vec<Array<I>> {
    fn terms(self) -> Terms {
        let mut terms = Terms::new();
        for positions in self {
            terms.push(positions.term());
        }
        terms
    }
}

macro_rules! tuple_index {
    ($($i:ident)*) => {
        impl<$($i: IndexTerm),*> ArrayIndex for ($($i,)*) {
            #[allow(non_snake_case, unused_mut)]
            fn terms(self) -> Terms {
                let ($($i,)*) = self;
                let mut terms = Terms::new();
                $(terms.push($i.term());)*
                terms
            }
        }
    };
}
tuple_index!();
tuple_index!(A);
tuple_index!(A B);
tuple_index!(A B C);
tuple_index!(A B C D);
tuple_index!(A B C D E);
tuple_index!(A B C D E F);

impl IndexTerm for NewAxis {
    fn term(self) -> Term {
        Term::NewAxis
    }
}

impl IndexTerm for Ellipsis {
    fn term(self) -> Term {
        Term::Ellipsis
    }
}

impl IndexTerm for Term {
    fn term(self) -> Term {
        self
    }
}

macro_rules! integer_term {
    ($($t:ty)*) => {$(
        impl IndexTerm for $t {
            fn term(self) -> Term {
                Term::At(self.to_isize())
            }
        }
    )*};
}
integer_term!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

macro_rules! range_term {
    ($($range:ident)*) => {$(
        impl<I: IndexInt> IndexTerm for std::ops::$range<I> {
            fn term(self) -> Term {
                Term::Slice(self.slice())
            }
        }
    )*};
}
range_term!(Range RangeFrom RangeTo RangeInclusive RangeToInclusive);

impl IndexTerm for std::ops::RangeFull {
    fn term(self) -> Term {
        Term::Slice(self.slice())
    }
}

impl IndexTerm for Slice {
    fn term(self) -> Term {
        Term::Slice(self)
    }
}

/// An element of a list in an index: an integer, a `bool`, or a list of equal length.
pub trait ListItem: Sized {
    /// The list of these items.
    fn list(items: &[Self]) -> Term;
}

macro_rules! integer_item {
    ($($t:ty)*) => {$(
        impl ListItem for $t {
            fn list(items: &[Self]) -> Term {
                Term::listed(<$t>::listed(items), &[items.len()])
            }
        }
    )*};
}
integer_item!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl ListItem for bool {
    fn list(items: &[Self]) -> Term {
        Term::Mask(Array::from_vec(&[items.len()], items.to_vec()))
    }
}

impl<L: ListItem, const N: usize> ListItem for [L; N] {
    fn list(items: &[Self]) -> Term {
        let split = |flat: &[usize]| [&[items.len(), N], &flat[1..]].concat();
        match L::list(items.as_flattened()) {
            Term::List { shape, positions } => Term::List { shape: split(&shape), positions },
            Term::Mask(mask) => Term::Mask(Array::from_vec(&split(mask.shape()), mask.to_vec())),
            other => other,
        }
    }
}

impl<L: ListItem, const N: usize> IndexTerm for [L; N] {
    fn term(self) -> Term {
        L::list(&self)
    }
}

impl<L: ListItem, const N: usize> IndexTerm for &[L; N] {
    fn term(self) -> Term {
        L::list(self)
    }
}

impl<L: ListItem> IndexTerm for &[L] {
    fn term(self) -> Term {
        L::list(self)
    }
}

impl<L: ListItem> IndexTerm for Vec<L> {
    fn term(self) -> Term {
        L::list(&self)
    }
}

impl<L: ListItem> IndexTerm for &Vec<L> {
    fn term(self) -> Term {
        L::list(self)
    }
}

impl IndexTerm for &Array<bool> {
    fn term(self) -> Term {
        Term::Mask(self.clone())
    }
}

impl IndexTerm for Array<bool> {
    fn term(self) -> Term {
        Term::Mask(self)
    }
}

/// Element types whose arrays list positions: the integers. Sealed.
#[doc(hidden)]
pub trait Listing: Element + IndexInt {
    /// The array's elements as positions.
    fn term_of(array: &Array<Self>) -> Term;
}

impl Listing for i64 {
    fn term_of(array: &Array<Self>) -> Term {
        Term::Positions(if array.data.is_standard_layout() {
            array.clone()
        } else {
            Array::from_vec(array.shape(), kernel::to_vec(&array.data.view()))
        })
    }
}

/// The elements of an array in row-major order, which list positions.
pub(super) fn as_isize(positions: &Array<i64>) -> &[isize] {
    const { assert!(size_of::<i64>() == size_of::<isize>()) };
    let elements = positions.data.as_slice().expect("positions are kept in row-major order");
    // SAFETY: both types are integers of one size.
    unsafe { std::slice::from_raw_parts(elements.as_ptr().cast(), elements.len()) }
}

macro_rules! listing {
    ($($t:ty)*) => {$(
        impl Listing for $t {
            fn term_of(array: &Array<Self>) -> Term {
                let view = array.data.view();
                let elements = kernel::contiguous(&view);
                // In memory that was used before, if there are many.
                let mut positions = kernel::buffer(elements.len());
                positions.extend(elements.iter().map(|at| at.to_isize()));
                Term::List { shape: array.shape().to_vec(), positions }
            }
        }
    )*};
}
listing!(i8 i16 i32 u8 u16 u32 u64);

impl<I: Listing> IndexTerm for &Array<I> {
    fn term(self) -> Term {
        I::term_of(self)
    }
}

impl<I: Listing> IndexTerm for Array<I> {
    fn term(self) -> Term {
        (&self).term()
    }
}
