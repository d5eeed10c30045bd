//! Powers by AVX-512, whose registers hold small tables: a look-up takes one instruction.
//!
//! A base is `m 2^k`, and the first digits of `m` choose a number near its inverse. Their product
//! is 1 and a small rest, of which a short polynomial gives the logarithm, in two parts; what the
//! number takes from the logarithm comes from a table. No quotient is needed. The same with twos
//! gives the exponential of `f64`.

/// What a module's vectors share: [`LookUp::powers`] of whole slices by its `Tables::powers` of
/// `LANES` elements each, and polynomials.
#[cfg(target_arch = "x86_64")]
macro_rules! whole_slices {
    ($t:ty, $mask:ty, $all:ident, $fused:ident) => {
        /// Each element of `a` to the power of that of `b`.
        #[target_feature(enable = "avx512f,avx512dq")]
        pub(super) fn power(a: &[$t], b: &[$t], out: &mut [MaybeUninit<$t>]) {
            let tables = Tables::new();
            let ((a, a_rest), (b, b_rest)) = (a.as_chunks(), b.as_chunks());
            let (out, out_rest) = out.as_chunks_mut();
            for ((a, b), out) in a.iter().zip(b).zip(out) {
                tables.powers(a, b, out);
            }
            let (mut a, mut b) = ([1.0; LANES], [1.0; LANES]);
            let mut last = [MaybeUninit::uninit(); LANES];
            a[..a_rest.len()].copy_from_slice(a_rest);
            b[..b_rest.len()].copy_from_slice(b_rest);
            tables.powers(&a, &b, &mut last);
            out_rest.copy_from_slice(&last[..out_rest.len()]);
        }

        /// Gives the powers that are not ordinary to the standard library.
        #[cold]
        fn leave_others(
            x: &[$t; LANES],
            y: &[$t; LANES],
            out: &mut [MaybeUninit<$t>; LANES],
            ordinary: $mask,
        ) {
            for k in 0..LANES {
                if ordinary >> k & 1 == 0 {
                    out[k].write(x[k].powf(y[k]));
                }
            }
        }

        /// The polynomial with these coefficients, the constant first.
        #[inline]
        #[target_feature(enable = "avx512f,avx512dq")]
        fn polynomial<const N: usize>(x: V, coefficients: &[$t; N]) -> V {
            let mut value = $all(coefficients[N - 1]);
            for &coefficient in coefficients[..N - 1].iter().rev() {
                value = $fused(value, x, $all(coefficient));
            }
            value
        }
    };
}

#[cfg(target_arch = "x86_64")]
mod double;
#[cfg(target_arch = "x86_64")]
mod single;

use std::mem::MaybeUninit;

/// Floats whose powers can be looked up.
pub(crate) trait LookUp: Sized {
    /// Writes each element of `a` to the power of that of `b`; false, and nothing is written, if the
    /// processor has no AVX-512. All have the same length.
    fn powers(a: &[Self], b: &[Self], out: &mut [MaybeUninit<Self>]) -> bool;
}

macro_rules! look_up {
    ($($t:ty: $module:ident;)*) => {$(
        impl LookUp for $t {
            #[cfg(target_arch = "x86_64")]
            fn powers(a: &[Self], b: &[Self], out: &mut [MaybeUninit<Self>]) -> bool {
                use crate::kernel::simd::{Level, level};
                let wide = level() == Level::Avx512;
                if wide {
                    // SAFETY: the processor has AVX-512.
                    unsafe { $module::power(a, b, out) };
                }
                wide
            }

            #[cfg(not(target_arch = "x86_64"))]
            fn powers(_: &[Self], _: &[Self], _: &mut [MaybeUninit<Self>]) -> bool {
                false
            }
        }
    )*};
}
look_up! { f64: double; f32: single; }

#[cfg(test)]
mod tests {
    use super::super::{power, single};
    use super::*;

    /// The powers of all pairs, where they can be looked up.
    #[allow(clippy::print_stdout, reason = "it tells what is not tested")]
    fn looked_up<T: LookUp + Copy + Default>(a: &[T], b: &[T]) -> Option<Vec<T>> {
        let mut out = vec![MaybeUninit::new(T::default()); a.len()];
        let done = T::powers(a, b, &mut out);
        if !done {
            println!("not tested: this processor has no AVX-512");
        }
        // SAFETY: all were initialised.
        done.then(|| out.iter().map(|x| unsafe { x.assume_init() }).collect())
    }

    /// Numbers between 0 and 1 in no order.
    fn fraction(k: u64) -> f64 {
        (k.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 11) as f64 / (1_u64 << 53) as f64
    }

    #[test]
    fn powers_that_are_looked_up_are_those_that_are_calculated() {
        for n in (0..40).chain([100_003]) {
            let a: Vec<f64> = (1..=n).map(|k| 10_f64.powf(300.0 * fraction(k) - 150.0)).collect();
            let near_one = |k| 1.0 + 0.01 * (fraction(k) - 0.5);
            let a = [a, (1..=n).map(near_one).collect()].concat();
            let exponent = |(k, x): (usize, &f64)| 1200.0 * (fraction(k as u64 + 1) - 0.5) / x.ln();
            let b: Vec<f64> = a.iter().enumerate().map(exponent).collect();
            let Some(found) = looked_up(&a, &b) else { return };
            for k in 0..a.len() {
                let right = power(a[k], b[k]);
                assert!((found[k] - right).abs() <= 4e-16 * right, "{}^{}", a[k], b[k]);
            }
        }
    }

    #[test]
    fn single_powers_that_are_looked_up_are_right() {
        for n in (0..40).chain([100_003]) {
            let a: Vec<f32> =
                (1..=n).map(|k| 10_f32.powf(fraction(k) as f32 * 60.0 - 30.0)).collect();
            let exponent =
                |(k, x): (usize, &f32)| 160.0 * (fraction(k as u64) as f32 - 0.5) / x.ln();
            let b: Vec<f32> = a.iter().enumerate().map(exponent).collect();
            let Some(found) = looked_up(&a, &b) else { return };
            for k in 0..a.len() {
                let right = f64::from(a[k]).powf(b[k].into());
                let off = (f64::from(found[k]) - right).abs() / right;
                assert!(off <= 1.5e-7, "{}^{} is off by {off}", a[k], b[k]);
                let calculated = f64::from(single::power(a[k], b[k]));
                assert!((calculated - right).abs() / right <= 2e-7);
            }
        }
    }

    #[test]
    fn special_powers_are_those_of_the_standard_library() {
        let special = [
            f64::NAN,
            f64::INFINITY,
            -f64::INFINITY,
            0.0,
            -0.0,
            1.0,
            -1.0,
            -2.5,
            5e-324,
            1e-310,
            1e308,
            -3.0,
            2.0,
            0.5,
            1e300,
            7.0,
            1e-300,
        ];
        for shift in 0..special.len() {
            let mut b = special;
            b.rotate_left(shift);
            let Some(found) = looked_up(&special, &b) else { return };
            for ((x, y), found) in special.into_iter().zip(b).zip(found) {
                let right = x.powf(y);
                let close = (found - right).abs() <= 4e-16 * right.abs();
                assert!(close || same(found, right), "{x}^{y} = {found}, not {right}");
            }
            let (single_a, single_b) = (special.map(|x| x as f32), b.map(|x| x as f32));
            let found = looked_up(&single_a, &single_b).expect("as for `f64`");
            for ((x, y), found) in single_a.into_iter().zip(single_b).zip(found) {
                let right = x.powf(y);
                let close = (found - right).abs() <= 3e-7 * right.abs();
                assert!(
                    close || same(found.into(), right.into()),
                    "{x}^{y} = {found}, not {right}"
                );
            }
        }
    }

    /// Whether two numbers are the same, zeros of one sign, or both NaN.
    fn same(a: f64, b: f64) -> bool {
        a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
    }

    #[test]
    fn whole_powers_that_are_looked_up_are_exact() {
        for base in 1..=40_u8 {
            let mut product = 1.0;
            for exponent in 0..12_u8 {
                if product < 2_f64.powi(53) {
                    let found = looked_up(&[f64::from(base)], &[f64::from(exponent)]);
                    assert_eq!(found.unwrap_or(vec![product]), [product]);
                }
                if product < 2_f64.powi(24) {
                    let found = looked_up(&[f32::from(base)], &[f32::from(exponent)]);
                    assert_eq!(found.unwrap_or(vec![product as f32]), [product as f32]);
                }
                product *= f64::from(base);
            }
        }
    }
}
