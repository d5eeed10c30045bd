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

/// The keys of [`lexsort`](super::lexsort): a list of arrays, a tuple of arrays whose element types
/// may differ, or the rows of a matrix.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of keys to sort by",
    label = "expected `[&a, &b]`, for different element types `(&a, &b)`, or `&matrix`"
)]
pub trait LexKeys {
    /// The keys in order.
    #[doc(hidden)]
    fn keys(&self) -> Vec<Box<dyn LexKey + '_>>;
}

impl<K: LexKey, const N: usize> LexKeys for [K; N] {
    fn keys(&self) -> Vec<Box<dyn LexKey + '_>> {
        self.iter().map(|key| Box::new(key) as Box<dyn LexKey + '_>).collect()
    }
}

impl<K: LexKey> LexKeys for Vec<K> {
    fn keys(&self) -> Vec<Box<dyn LexKey + '_>> {
        self.iter().map(|key| Box::new(key) as Box<dyn LexKey + '_>).collect()
    }
}

impl<T: Element> LexKeys for &Array<T> {
    fn keys(&self) -> Vec<Box<dyn LexKey + '_>> {
        let rows = self.shape().first().copied().unwrap_or(0);
        (0..rows).map(|row| Box::new(self.i(row)) as Box<dyn LexKey + '_>).collect()
    }
}

macro_rules! lex_tuple {
    ($($k:ident $place:tt)*) => {
        impl<$($k: LexKey),*> LexKeys for ($($k,)*) {
            fn keys(&self) -> Vec<Box<dyn LexKey + '_>> {
                vec![$(Box::new(&self.$place)),*]
            }
        }
    };
}
lex_tuple!(A 0);
lex_tuple!(A 0 B 1);
lex_tuple!(A 0 B 1 C 2);
lex_tuple!(A 0 B 1 C 2 D 3);
