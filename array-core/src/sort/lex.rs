//! Sorting by several keys.

use super::key::SortKey;
use crate::array::Array;
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, show_shape};
use crate::kernel::contiguous;

/// One key of [`lexsort`]: an array, of any element type.
pub trait LexKey {
    /// The array's shape.
    #[doc(hidden)]
    fn key_shape(&self) -> &[usize];
    /// Sorts `order` by this key, keeping the order of what is equal in it.
    #[doc(hidden)]
    fn refine(&self, order: &mut [i64]);
}

impl<T: Element> LexKey for Array<T> {
    fn key_shape(&self) -> &[usize] {
        self.shape()
    }
    fn refine(&self, order: &mut [i64]) {
        T::refine_order(self, order);
    }
}

impl<K: LexKey + ?Sized> LexKey for &K {
    fn key_shape(&self) -> &[usize] {
        (**self).key_shape()
    }
    fn refine(&self, order: &mut [i64]) {
        (**self).refine(order);
    }
}

/// The keys of [`lexsort`]: a list of arrays, or a tuple of arrays whose element types may differ.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of keys to sort by",
    label = "expected `[&a, &b]` or, for different element types, `(&a, &b)`"
)]
pub trait LexKeys {
    /// The keys in order.
    #[doc(hidden)]
    fn keys(&self) -> Vec<&dyn LexKey>;
}

impl<K: LexKey, const N: usize> LexKeys for [K; N] {
    fn keys(&self) -> Vec<&dyn LexKey> {
        self.iter().map(|key| key as &dyn LexKey).collect()
    }
}

impl<K: LexKey> LexKeys for Vec<K> {
    fn keys(&self) -> Vec<&dyn LexKey> {
        self.iter().map(|key| key as &dyn LexKey).collect()
    }
}

macro_rules! lex_tuple {
    ($($k:ident $place:tt)*) => {
        impl<$($k: LexKey),*> LexKeys for ($($k,)*) {
            fn keys(&self) -> Vec<&dyn LexKey> {
                vec![$(&self.$place as &dyn LexKey),*]
            }
        }
    };
}
lex_tuple!(A 0);
lex_tuple!(A 0 B 1);
lex_tuple!(A 0 B 1 C 2);
lex_tuple!(A 0 B 1 C 2 D 3);

/// The places that sort by several keys, of which the last counts most (NumPy: `numpy.lexsort`).
///
/// # Panics
/// Panics if there is no key, or if the keys are not one-dimensional and of equal length.
#[must_use]
#[track_caller]
pub fn lexsort(keys: impl LexKeys) -> Array<i64> {
    let keys = keys.keys();
    let Some(first) = keys.first() else {
        Error::new(ErrorKind::Value, "need sequence of keys with len > 0 in lexsort").raise();
    };
    let &[n] = first.key_shape() else {
        let message = format!(
            "lexsort: the keys must have 1 dimension, and the first has shape {}",
            show_shape(first.key_shape())
        );
        Error::new(ErrorKind::Shape, message).raise();
    };
    if let Some(other) = keys.iter().find(|key| key.key_shape() != [n]) {
        let message = format!(
            "all keys need to be the same shape: {} and {}",
            show_shape(&[n]),
            show_shape(other.key_shape())
        );
        Error::new(ErrorKind::Shape, message).raise();
    }
    let mut order: Vec<i64> = (0..n as i64).collect();
    for key in keys {
        key.refine(&mut order);
    }
    Array::from_vec(&[n], order)
}

pub(super) fn refine_kernel<T: SortKey>(key: &Array<T>, order: &mut [i64]) {
    let view = key.data.view();
    let elements = contiguous(&view);
    let mut places: Vec<_> =
        order.iter().map(|&place| (elements[place as usize].key(), place)).collect();
    places.sort_by_key(|&(key, _)| key);
    for (place, (_, sorted)) in order.iter_mut().zip(places) {
        *place = sorted;
    }
}
