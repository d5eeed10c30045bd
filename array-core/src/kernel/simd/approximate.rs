//! Loops of elementary functions: vectors for most arguments, the standard library for the others.

use std::mem::MaybeUninit;

use super::widest;

/// Arguments after which it is decided whether some need the standard library.
const STRETCH: usize = 256;

/// Whether the processor multiplies and adds in one step, without which [`math`](super::math) is
/// slower than the standard library.
fn fused() -> bool {
    if cfg!(target_arch = "x86_64") {
        super::level() != super::Level::Portable
    } else {
        cfg!(target_arch = "aarch64")
    }
}

/// Writes `near(x)` for each `x` that is `ordinary`, and `exact(x)` for the others.
#[inline(always)]
pub(crate) fn approximate<T: Copy>(
    a: &[T],
    out: &mut [MaybeUninit<T>],
    near: impl Fn(T) -> T,
    ordinary: impl Fn(T) -> bool,
    exact: impl Fn(T) -> T,
) {
    let fused = fused();
    for (a, out) in a.chunks(STRETCH).zip(out.chunks_mut(STRETCH)) {
        let all = fused
            && widest(
                #[inline(always)]
                || {
                    let mut all = true;
                    for (slot, &x) in out.iter_mut().zip(a) {
                        slot.write(near(x));
                        all &= ordinary(x);
                    }
                    all
                },
            );
        if !all {
            for (slot, &x) in out.iter_mut().zip(a) {
                if !fused || !ordinary(x) {
                    slot.write(exact(x));
                }
            }
        }
    }
}

/// As [`approximate`], of two arguments.
#[inline(always)]
pub(crate) fn approximate_two<T: Copy>(
    a: &[T],
    b: &[T],
    out: &mut [MaybeUninit<T>],
    near: impl Fn(T, T) -> T,
    ordinary: impl Fn(T, T) -> bool,
    exact: impl Fn(T, T) -> T,
) {
    let fused = fused();
    let stretches = a.chunks(STRETCH).zip(b.chunks(STRETCH)).zip(out.chunks_mut(STRETCH));
    for ((a, b), out) in stretches {
        let all = fused
            && widest(
                #[inline(always)]
                || {
                    let mut all = true;
                    for ((slot, &x), &y) in out.iter_mut().zip(a).zip(b) {
                        slot.write(near(x, y));
                        all &= ordinary(x, y);
                    }
                    all
                },
            );
        if !all {
            for ((slot, &x), &y) in out.iter_mut().zip(a).zip(b) {
                if !fused || !ordinary(x, y) {
                    slot.write(exact(x, y));
                }
            }
        }
    }
}
