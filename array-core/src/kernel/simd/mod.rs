//! Loops for the vector units of the processor that runs them.
//!
//! The crate is compiled for the oldest processor of its architecture. [`widest`] runs a loop in a
//! function that is compiled for each wider instruction set too, and picks the widest one that the
//! processor has: the compiler vectorises the same plain loop once for each. Only sorting is
//! written with a processor's own instructions, in `quick`.
//!
//! | level | what the loop may use |
//! |---|---|
//! | portable | SSE2 on x86-64, NEON on arm64 |
//! | AVX2 | 32 bytes at a time, fused multiply-add |
//! | AVX-512 | 64 bytes at a time, masks |

mod approximate;
pub(crate) mod math;
mod network;
mod place;
mod positions;
#[cfg(target_arch = "x86_64")]
mod quick;
pub(crate) mod quotient;
mod sort;

pub(crate) use approximate::{approximate, approximate_two};
pub(crate) use place::{Found, place};
pub(crate) use positions::positions;
pub(crate) use sort::{Lanes, VECTOR};

/// Runs `work`, a loop, with the widest instructions that there are.
///
/// Give it a closure marked `#[inline(always)]`, and call in it only what is inlined too: the rest
/// stays compiled for the oldest processor.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(crate) fn widest<R>(work: impl FnOnce() -> R) -> R {
    match level() {
        // SAFETY: the processor has what the level names.
        Level::Avx512 => unsafe { with_avx512(work) },
        // SAFETY: as above.
        Level::Avx2 => unsafe { with_avx2(work) },
        Level::Portable => work(),
    }
}

/// Runs `work`: the architecture's oldest processors have all that the compiler uses.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
pub(crate) fn widest<R>(work: impl FnOnce() -> R) -> R {
    work()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(
    enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512cd,avx2,fma,bmi1,bmi2,lzcnt,popcnt"
)]
fn with_avx512<R>(work: impl FnOnce() -> R) -> R {
    work()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
    work()
}

/// What the processor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// What every processor of the architecture has.
    Portable,
    /// x86-64-v3.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// x86-64-v4.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// The widest level of this processor, found out once.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn level() -> Level {
    use std::sync::atomic::{AtomicU8, Ordering};

    /// 0: not found out yet; else one more than the level.
    static FOUND: AtomicU8 = AtomicU8::new(0);

    #[cold]
    fn find() -> u8 {
        let avx2 = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("fma")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt");
        let avx512 = avx2
            && is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512cd")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl");
        let found = 1 + u8::from(avx2) + u8::from(avx512);
        FOUND.store(found, Ordering::Relaxed);
        found
    }

    #[cfg(test)]
    if let Some(level) = forced::level() {
        return level;
    }
    let found = match FOUND.load(Ordering::Relaxed) {
        0 => find(),
        found => found,
    };
    match found {
        3 => Level::Avx512,
        2 => Level::Avx2,
        _ => Level::Portable,
    }
}

/// Whether the processor has AVX2.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn has_avx2() -> bool {
    level() >= Level::Avx2
}

/// The level of this processor: there is one only.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
pub(crate) fn level() -> Level {
    Level::Portable
}

/// Tests of what older processors run.
#[cfg(test)]
pub(crate) mod forced {
    use std::cell::Cell;

    use super::Level;

    thread_local! {
        static LEVEL: Cell<Option<Level>> = const { Cell::new(None) };
    }

    /// The level that this thread is to use instead of the processor's.
    #[cfg(target_arch = "x86_64")]
    pub(super) fn level() -> Option<Level> {
        LEVEL.get()
    }

    /// Runs `check` at each level that the processor has; other threads keep to the widest one.
    pub(crate) fn each_level(check: impl Fn()) {
        let widest = super::level();
        let levels = [
            Level::Portable,
            #[cfg(target_arch = "x86_64")]
            Level::Avx2,
            #[cfg(target_arch = "x86_64")]
            Level::Avx512,
        ];
        for level in levels.into_iter().filter(|&level| level <= widest) {
            LEVEL.set(Some(level));
            check();
        }
        LEVEL.set(None);
    }
}
