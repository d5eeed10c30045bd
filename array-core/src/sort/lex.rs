//! Sorting by several keys.

use super::key::SortKey;
use super::lex_keys::LexKeys;
use super::order::Room;
use crate::array::Array;
use crate::error::{Error, ErrorKind, show_shape};
use crate::kernel::contiguous;

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
    let lane: Vec<T> = order.iter().map(|&place| elements[place as usize]).collect();
    let mut refined = Vec::with_capacity(lane.len());
    T::order_lane(&lane, &mut Room::default(), &mut refined);
    for place in &mut refined {
        *place = order[*place as usize];
    }
    order.copy_from_slice(&refined);
}
