//! Loops that divide whole numbers: no processor has vectors for that, but all have for floats.
//!
//! Numbers below 2^53 are exact as `f64`. The quotient of two is off from a whole number by more
//! than its rounding takes, if it is off at all: rounding it down is exact, and so is the remainder,
//! which one multiplication and subtraction without a rounding between them gives.

use std::mem::MaybeUninit;

use super::approximate_two;

/// An integer type.
pub(crate) trait Whole: Copy {
    /// The nearest float.
    fn to_float(self) -> f64;
    /// The number, wrapped; the float must be whole and less than 2^63.
    fn wrapped(float: f64) -> Self;
    /// Whether the float is the number.
    fn is_exact(self) -> bool;
}

macro_rules! whole {
    ($($t:ty)*) => {$(
        impl Whole for $t {
            #[inline(always)]
            fn to_float(self) -> f64 {
                self as f64
            }
            #[inline(always)]
            fn wrapped(float: f64) -> Self {
                float as i64 as Self
            }
            #[inline(always)]
            fn is_exact(self) -> bool {
                const BITS: u32 = f64::MANTISSA_DIGITS;
                #[allow(unused_comparisons)]
                let size = if self < 0 { (0 as Self).wrapping_sub(self) } else { self };
                // The smallest number stays negative, and is as large as an unsigned one.
                <$t>::BITS <= BITS || (size as u64) >> BITS == 0
            }
        }
    )*};
}
whole!(i8 i16 i32 i64 u8 u16 u32 u64);

/// Writes the quotients, rounded down, of numbers and divisors that are not zero; `exact` gives
/// those that floats cannot.
#[inline(always)]
pub(crate) fn floor_quotients<T: Whole>(
    a: &[T],
    b: &[T],
    out: &mut [MaybeUninit<T>],
    exact: impl Fn(T, T) -> T,
) {
    divide(
        a,
        b,
        out,
        #[inline(always)]
        |x, y| (x / y).floor(),
        exact,
    );
}

/// Writes the remainders with the sign of the divisor.
#[inline(always)]
pub(crate) fn floor_remainders<T: Whole>(
    a: &[T],
    b: &[T],
    out: &mut [MaybeUninit<T>],
    exact: impl Fn(T, T) -> T,
) {
    divide(
        a,
        b,
        out,
        #[inline(always)]
        |x, y| (x / y).floor().mul_add(-y, x),
        exact,
    );
}

/// Writes the remainders with the sign of the number.
#[inline(always)]
pub(crate) fn remainders<T: Whole>(
    a: &[T],
    b: &[T],
    out: &mut [MaybeUninit<T>],
    exact: impl Fn(T, T) -> T,
) {
    divide(
        a,
        b,
        out,
        #[inline(always)]
        |x, y| (x / y).trunc().mul_add(-y, x),
        exact,
    );
}

#[inline(always)]
fn divide<T: Whole>(
    a: &[T],
    b: &[T],
    out: &mut [MaybeUninit<T>],
    near: impl Fn(f64, f64) -> f64,
    exact: impl Fn(T, T) -> T,
) {
    approximate_two(
        a,
        b,
        out,
        #[inline(always)]
        |x, y| T::wrapped(near(x.to_float(), y.to_float())),
        #[inline(always)]
        |x, y| x.is_exact() & y.is_exact(),
        exact,
    );
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    type Loop<T> = fn(&[T], &[T], &mut [MaybeUninit<T>]);

    fn run<T: Whole>(of: Loop<T>, a: &[T], b: &[T]) -> Vec<T> {
        let mut out = Vec::with_capacity(a.len());
        of(a, b, &mut out.spare_capacity_mut()[..a.len()]);
        // SAFETY: the loop wrote all of them.
        unsafe { out.set_len(a.len()) };
        out
    }

    /// Every pair of these numbers, in stretches of several lengths.
    fn check<T: Whole + Debug + PartialEq>(
        numbers: &[T],
        divisors: &[T],
        of: Loop<T>,
        exact: fn(T, T) -> T,
    ) {
        let pairs = numbers.iter().flat_map(|&x| divisors.iter().map(move |&y| (x, y)));
        let (a, b): (Vec<T>, Vec<T>) = pairs.unzip();
        for n in [1, 7, 64, 257, a.len()] {
            for (a, b) in a.chunks(n).zip(b.chunks(n)) {
                let right: Vec<T> = a.iter().zip(b).map(|(&x, &y)| exact(x, y)).collect();
                assert_eq!(run(of, a, b), right, "{a:?} and {b:?}");
            }
        }
    }

    macro_rules! check_all {
        ($($t:ty)*) => {$({
            let small = (-20..=20_i64).map(|k| k as $t);
            let sizes = [52, 53, 54].map(|k| 1_u64 << k);
            let large = sizes.into_iter().flat_map(|x| [x - 1, x, x + 1]).map(|x| x as $t);
            let ends = [<$t>::MIN, <$t>::MIN + 1, <$t>::MAX / 3, <$t>::MAX - 1, <$t>::MAX];
            let all: Vec<$t> = small.chain(large).chain(ends).collect();
            let divisors: Vec<$t> = all.iter().copied().filter(|&y| y != 0).collect();
            // In the widest numbers, of which none of these is the end.
            fn modulo(x: $t, y: $t) -> $t {
                let (rest, y) = ((x as i128).rem_euclid(y as i128), y as i128);
                (if rest != 0 && y < 0 { rest + y } else { rest }) as $t
            }
            fn floor(x: $t, y: $t) -> $t {
                ((x as i128 - modulo(x, y) as i128) / y as i128) as $t
            }
            fn rest(x: $t, y: $t) -> $t {
                (x as i128 % y as i128) as $t
            }
            check(&all, &divisors, |a, b, out| floor_quotients(a, b, out, floor), floor);
            check(&all, &divisors, |a, b, out| floor_remainders(a, b, out, modulo), modulo);
            check(&all, &divisors, |a, b, out| remainders(a, b, out, rest), rest);
        })*};
    }

    #[test]
    fn small_large_and_extreme_numbers_are_divided_exactly() {
        check_all!(i8 i16 i32 i64 u8 u16 u32 u64);
    }

    #[test]
    fn quotients_next_to_whole_numbers_are_not_rounded_up() {
        let most = (1_i64 << 53) - 1;
        let divisors: Vec<i64> = (1..400).map(|k| k * k).collect();
        let numbers: Vec<i64> =
            divisors.iter().flat_map(|y| [most / y * y - 1, most / y * y, most]).collect();
        check(
            &numbers,
            &divisors,
            |a, b, out| floor_quotients(a, b, out, i64::div_euclid),
            i64::div_euclid,
        );
        check(
            &numbers,
            &divisors,
            |a, b, out| floor_remainders(a, b, out, i64::rem_euclid),
            i64::rem_euclid,
        );
    }
}
