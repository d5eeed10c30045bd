//! The keys that arrays are sorted by together.

use crate::array::Array;
use crate::dtype::Element;

/// One key of [`lexsort`](super::lexsort): an array, of any element type.
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

/// The keys of [`lexsort`](super::lexsort): a list of arrays, or a tuple of arrays whose element types may differ.
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
