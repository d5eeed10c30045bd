//! Unsigned integers that are ordered as the elements are.
//!
//! Sorting those instead of the elements needs one compiled sort per width, not per type, and no
//! thought of NaN.

use ndarray::ArrayViewMut2;

use super::columns;
use super::order::{self, Room};
use crate::dtype::{Complex, Element};
use crate::kernel::simd::{Lanes, VECTOR, widest};
use crate::threads;

/// An element with a key that is ordered as the element.
pub(crate) trait SortKey: Element {
    /// The ordered form.
    type Key: Ord + Copy;

    /// The key: equal for equal elements and for NaNs, which stand last.
    fn key(self) -> Self::Key;

    /// Sorts a lane.
    fn sort_lane(lane: &mut [Self]);

    /// Sorts each column; the elements of a row lie side by side.
    fn sort_columns(rows: ArrayViewMut2<'_, Self>);

    /// Reorders a lane so that what sorting would put at `kth` stands there, smaller elements
    /// before and larger ones after it.
    fn select_in_lane(lane: &mut [Self], kth: usize);

    /// Appends the places that sort a lane to `order`; equal elements keep their order.
    fn order_lane(lane: &[Self], room: &mut Room, order: &mut Vec<i64>);
}

/// The keys of real types, and integers that turn back into the elements and are sorted for them.
macro_rules! reversible {
    ($($t:ty: $key:ty, $compare:expr; by $sorted:ty, $to:expr, $back:expr;)*) => {$(
        impl SortKey for $t {
            type Key = $key;

            #[inline]
            fn key(self) -> $key {
                let key: fn($t) -> $key = $compare;
                key(self)
            }

            fn sort_lane(lane: &mut [Self]) {
                through_keys(lane, $to, $back, <$sorted>::sort);
            }

            fn sort_columns(rows: ArrayViewMut2<'_, Self>) {
                const WIDTH: usize = VECTOR / size_of::<$t>();
                columns::sort_columns::<$t, $sorted, WIDTH>(rows, &$to, &$back);
            }

            fn select_in_lane(lane: &mut [Self], kth: usize) {
                through_keys(lane, $to, $back, |keys| <$sorted>::select(keys, kth));
            }

            fn order_lane(lane: &[Self], room: &mut Room, order: &mut Vec<i64>) {
                order::by_packing(lane, room, order);
            }
        }
    )*};
}

/// Reorders a lane as `reorder` does its keys, which take the elements' place meanwhile.
#[inline(always)]
fn through_keys<T: Copy + Send, K: Copy>(
    lane: &mut [T],
    to: impl Fn(T) -> K + Sync,
    back: impl Fn(K) -> T + Sync,
    reorder: impl FnOnce(&mut [K]),
) {
    const { assert!(size_of::<T>() == size_of::<K>() && align_of::<T>() == align_of::<K>()) };
    let (to, back) = (&to, &back);
    // In both loops one pointer reads and writes: the compiler sees that no slot concerns another.
    threads::each_part(lane, |_, lane| {
        let (n, elements) = (lane.len(), lane.as_mut_ptr());
        widest(
            #[inline(always)]
            move || {
                for k in 0..n {
                    // SAFETY: elements and keys have one size and alignment.
                    unsafe { elements.add(k).cast::<K>().write(to(elements.add(k).read())) };
                }
            },
        );
    });
    // SAFETY: all elements are keys now.
    reorder(unsafe { std::slice::from_raw_parts_mut(lane.as_mut_ptr().cast(), lane.len()) });
    threads::each_part(lane, |_, lane| {
        let (n, elements) = (lane.len(), lane.as_mut_ptr());
        widest(
            #[inline(always)]
            move || {
                for k in 0..n {
                    // SAFETY: each key becomes an element again.
                    unsafe { elements.add(k).write(back(elements.add(k).cast::<K>().read())) };
                }
            },
        );
    });
}

/// The sign bit, which is flipped so that negative numbers come first.
macro_rules! signed {
    ($($t:ty: $key:ty;)*) => {
        reversible! {$(
            $t: $key, |x: $t| flipped!(x as $key);
                by $key, |x: $t| flipped!(x as $key), |key: $key| flipped!(key) as $t;
        )*}
    };
}
/// As [`signed`], of integers that vectors compare as they are.
macro_rules! wide_signed {
    ($($t:ty: $key:ty;)*) => {
        reversible! {$(
            $t: $key, |x: $t| flipped!(x as $key); by $t, |x| x, |x| x;
        )*}
    };
}
macro_rules! flipped {
    ($bits:expr) => {{
        let bits = $bits;
        bits ^ (1 << (8 * size_of_val(&bits) - 1))
    }};
}
signed! { i8: u8; i16: u16; }
wide_signed! { i32: u32; i64: u64; }

reversible! {
    bool: u8, u8::from; by u8, u8::from, |key| key != 0;
    u8: u8, |x| x; by u8, |x| x, |x| x;
    u16: u16, |x| x; by u16, |x| x, |x| x;
    u32: u32, |x| x; by u32, |x| x, |x| x;
    u64: u64, |x| x; by u64, |x| x, |x| x;
    f32: u32, |x| float32_key(x + 0.0); by u32, float32_key, float32_of;
    f64: u64, |x| float64_key(x + 0.0); by u64, float64_key, float64_of;
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

            fn sort_lane(lane: &mut [Self]) {
                lane.sort_by_key(|x| x.key());
            }

            fn sort_columns(mut rows: ArrayViewMut2<'_, Self>) {
                let mut lane = Vec::with_capacity(rows.nrows());
                for mut column in rows.columns_mut() {
                    lane.clear();
                    lane.extend(&column);
                    Self::sort_lane(&mut lane);
                    column.iter_mut().zip(&lane).for_each(|(slot, &x)| *slot = x);
                }
            }

            fn select_in_lane(lane: &mut [Self], kth: usize) {
                lane.select_nth_unstable_by_key(kth, |x| x.key());
            }

            fn order_lane(lane: &[Self], _: &mut Room, order: &mut Vec<i64>) {
                order::by_comparing(lane, order);
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
