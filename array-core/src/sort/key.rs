//! Unsigned integers that are ordered as the elements are.
//!
//! Sorting those instead of the elements needs one compiled sort per width, not per type, and no
//! thought of NaN.

use super::radix;
use crate::dtype::{Complex, Element};

/// An element with a key that is ordered as the element.
pub(crate) trait SortKey: Element {
    /// The ordered form.
    type Key: Radix;

    /// The key: equal for equal elements and for NaNs, which stand last.
    fn key(self) -> Self::Key;

    /// Sorts a lane; `keys` is room that callers keep from lane to lane.
    fn sort_lane(lane: &mut [Self], keys: &mut Vec<Self::Key>);

    /// Reorders a lane so that what sorting would put at `kth` stands there, smaller elements
    /// before and larger ones after it.
    fn select_in_lane(lane: &mut [Self], kth: usize, keys: &mut Vec<Self::Key>);
}

/// A key that can be read byte by byte.
pub(crate) trait Radix: Ord + Copy {
    /// How many bytes it has.
    const BYTES: usize;

    /// One of its bytes, of which 0 counts least.
    fn byte(self, place: usize) -> usize;
}

macro_rules! radix {
    ($($t:ty)*) => {$(
        impl Radix for $t {
            const BYTES: usize = size_of::<$t>();

            #[inline]
            fn byte(self, place: usize) -> usize {
                (self >> (8 * place)) as usize & 0xff
            }
        }
    )*};
}
radix!(u8 u16 u32 u64);

impl<K: Radix> Radix for (K, K) {
    const BYTES: usize = 2 * K::BYTES;

    #[inline]
    fn byte(self, place: usize) -> usize {
        if place < K::BYTES { self.1.byte(place) } else { self.0.byte(place - K::BYTES) }
    }
}

/// The keys of real types, which turn back into the elements.
macro_rules! reversible {
    ($($t:ty: $key:ty, $to:expr, $back:expr, $compare:expr;)*) => {$(
        impl SortKey for $t {
            type Key = $key;

            #[inline]
            fn key(self) -> $key {
                let key: fn($t) -> $key = $compare;
                key(self)
            }

            fn sort_lane(lane: &mut [Self], keys: &mut Vec<$key>) {
                through_keys(lane, keys, $to, $back, |keys| radix::sort_by_key(keys, |&key| key));
            }

            fn select_in_lane(lane: &mut [Self], kth: usize, keys: &mut Vec<$key>) {
                through_keys(lane, keys, $to, $back, |keys| {
                    keys.select_nth_unstable(kth);
                });
            }
        }
    )*};
}

#[inline]
fn through_keys<T: Copy, K: Copy>(
    lane: &mut [T],
    keys: &mut Vec<K>,
    to: impl Fn(T) -> K,
    back: impl Fn(K) -> T,
    reorder: impl FnOnce(&mut Vec<K>),
) {
    keys.clear();
    keys.extend(lane.iter().map(|&x| to(x)));
    reorder(keys);
    for (x, &key) in lane.iter_mut().zip(keys.iter()) {
        *x = back(key);
    }
}

/// The sign bit, which is flipped so that negative numbers come first.
macro_rules! signed {
    ($($t:ty: $key:ty;)*) => {
        reversible! {$(
            $t: $key, |x: $t| x as $key ^ (1 << (<$key>::BITS - 1)),
                |key: $key| (key ^ (1 << (<$key>::BITS - 1))) as $t,
                |x: $t| x as $key ^ (1 << (<$key>::BITS - 1));
        )*}
    };
}
signed! { i8: u8; i16: u16; i32: u32; i64: u64; }

reversible! {
    bool: u8, u8::from, |key| key != 0, u8::from;
    u8: u8, |x| x, |key| key, |x| x;
    u16: u16, |x| x, |key| key, |x| x;
    u32: u32, |x| x, |key| key, |x| x;
    u64: u64, |x| x, |key| key, |x| x;
    f32: u32, float32_key, float32_of, |x| float32_key(x + 0.0);
    f64: u64, float64_key, float64_of, |x| float64_key(x + 0.0);
}

/// The bits of a float as a key: those of negative numbers run backwards, NaN stands last.
macro_rules! float_key {
    ($to:ident $back:ident $t:ty, $key:ty) => {
        #[inline]
        fn $to(x: $t) -> $key {
            const SIGN: $key = 1 << (<$key>::BITS - 1);
            let bits = x.to_bits();
            if x.is_nan() {
                <$key>::MAX
            } else if bits & SIGN == 0 {
                bits | SIGN
            } else {
                !bits
            }
        }

        #[inline]
        fn $back(key: $key) -> $t {
            const SIGN: $key = 1 << (<$key>::BITS - 1);
            if key == <$key>::MAX {
                <$t>::NAN
            } else if key & SIGN != 0 {
                <$t>::from_bits(key ^ SIGN)
            } else {
                <$t>::from_bits(!key)
            }
        }
    };
}
float_key!(float32_key float32_of f32, u32);
float_key!(float64_key float64_of f64, u64);

macro_rules! complex {
    ($($part:ty)*) => {$(
        impl SortKey for Complex<$part> {
            type Key = (<$part as SortKey>::Key, <$part as SortKey>::Key);

            #[inline]
            fn key(self) -> Self::Key {
                (self.re.key(), self.im.key())
            }

            fn sort_lane(lane: &mut [Self], _: &mut Vec<Self::Key>) {
                lane.sort_by_key(|x| x.key());
            }

            fn select_in_lane(lane: &mut [Self], kth: usize, _: &mut Vec<Self::Key>) {
                lane.select_nth_unstable_by_key(kth, |x| x.key());
            }
        }
    )*};
}
complex!(f32 f64);

/// Keys with the place that each has in its lane.
pub(crate) type Places<T> = Vec<(<T as SortKey>::Key, i64)>;

/// Each element's key and place; `places` is room that callers keep from lane to lane.
pub(crate) fn places_of<T: SortKey>(lane: &[T], places: &mut Places<T>) {
    places.clear();
    places.extend(lane.iter().zip(0..).map(|(x, place)| (x.key(), place)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_ordered_as_the_elements() {
        let floats = [f64::NEG_INFINITY, -1.5, -1e-310, 0.0, 1e-310, 2.0, f64::INFINITY, f64::NAN];
        assert!(floats.map(f64::key).is_sorted_by(|a, b| a < b));
        assert_eq!((-0.0_f64).key(), 0.0_f64.key());
        assert_eq!((-f64::NAN).key(), f64::NAN.key());
        for x in floats {
            assert_eq!(float64_of(float64_key(x)).to_bits(), x.to_bits());
        }
        assert!([i8::MIN, -1, 0, 1, i8::MAX].map(i8::key).is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn complex_zeros_of_either_sign_are_equal() {
        assert!(Complex::new(-0.0, 5.0).key() > Complex::new(0.0, 3.0).key());
        assert!(Complex::new(f64::NAN, 0.0).key() > Complex::new(1.0, f64::NAN).key());
    }
}
