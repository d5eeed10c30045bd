//! How many threads a calculation may use.
//!
//! Large elementwise operations, reductions, sorts and products of matrices are divided among the
//! processor's cores, and OpenBLAS divides factorisations of large matrices. Both obey one number:
//! that of [`set_num_threads`], else the environment variable `ARRAY_CORE_NUM_THREADS`, else the
//! number of cores. Results of what is divided here do not depend on it: whatever the number, the
//! same terms are added in the same order. Parts never call OpenBLAS, so that its threads and these
//! do not compete.
//!
//! ```
//! use array_core::prelude::*;
//!
//! let before = num_threads();
//! set_num_threads(1);
//! assert_eq!(num_threads(), 1);
//! set_num_threads(before);
//! ```

mod blas;
mod linger;
mod parts;
mod placement;

use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) use blas::Blas;
use parts::divided;

/// What names the number of threads in the environment.
pub const VARIABLE: &str = "ARRAY_CORE_NUM_THREADS";

/// 0 before it is first asked for.
static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// The number of threads that a calculation may use.
#[must_use]
pub fn num_threads() -> usize {
    static FIRST: Once = Once::new();
    FIRST.call_once(|| {
        if NUMBER.load(Ordering::Relaxed) == 0 {
            match std::env::var(VARIABLE).ok().and_then(|number| number.parse().ok()) {
                Some(number) => set_num_threads(number),
                None => {
                    let cores = std::thread::available_parallelism().map_or(1, usize::from);
                    NUMBER.store(cores, Ordering::Relaxed);
                }
            }
        }
    });
    NUMBER.load(Ordering::Relaxed)
}

/// Lets calculations use so many threads, OpenBLAS too; 0 counts as 1.
pub fn set_num_threads(number: usize) {
    let number = number.max(1);
    NUMBER.store(number, Ordering::Relaxed);
    blas::set(number);
}

/// Elements below which one thread is as fast: dividing takes some microseconds.
const LARGE: usize = 1 << 17;

/// Whether `n` elements are worth more than one thread.
#[inline]
pub(crate) fn worth(n: usize) -> bool {
    n >= LARGE && num_threads() > 1 && has_pool()
}

/// Makes the pool of threads if there is none yet; there always is one afterwards.
///
/// The program's main thread, on which cells run, becomes a member of the pool: it begins at once
/// with its share instead of sleeping until others, which have to wake up, have done all.
fn has_pool() -> bool {
    static MADE: Once = Once::new();
    MADE.call_once(|| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(cores.max(num_threads()));
        let pool = pool.start_handler(|_| {
            linger::enlist();
            placement::enlist();
        });
        let pool = if is_main_thread() { pool.use_current_thread() } else { pool };
        // An error says that the program has made a pool before, which serves as well.
        let _ = pool.build_global();
    });
    placement::keep_apart();
    true
}

/// A thread that ends is no lasting member of a pool; the main thread ends with the program.
#[cfg(target_os = "linux")]
fn is_main_thread() -> bool {
    // SAFETY: both only tell numbers.
    unsafe { libc::gettid() == libc::getpid() }
}

#[cfg(not(target_os = "linux"))]
fn is_main_thread() -> bool {
    std::thread::current().name() == Some("main")
}

/// Both results; on two threads if `n` elements are worth it.
#[inline]
pub(crate) fn both<A: Send, B: Send>(
    n: usize,
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    if !worth(n) {
        return (a(), b());
    }
    let mut other = None;
    let one = divided(|parts| {
        parts.give(|| other = Some(b()));
        a()
    });
    (one, other.expect("all parts are done"))
}

/// Runs `run` on each item; on several threads if `n` elements are worth it.
pub(crate) fn each<I: Send>(items: Vec<I>, n: usize, run: impl Fn(I) + Sync) {
    if !worth(n) {
        return items.into_iter().for_each(run);
    }
    let run = &run;
    divided(|parts| items.into_iter().for_each(|item| parts.give(move || run(item))));
}

/// Runs `run` on parts of `out`, with the place where each begins; on several threads if they are
/// worth it.
pub(crate) fn each_part<C: Send>(out: &mut [C], run: impl Fn(usize, &mut [C]) + Sync) {
    each_part_of(out, 1, run);
}

/// As [`each_part`], where each part consists of whole stretches of `each` elements, as `out` does.
pub(crate) fn each_part_of<C: Send>(
    out: &mut [C],
    each: usize,
    run: impl Fn(usize, &mut [C]) + Sync,
) {
    /// Elements that are not divided, so that no two threads write to one cache line.
    const PAGE: usize = 4096;
    let n = out.len();
    each_share(out, each * PAGE.div_ceil(each), n, run);
}

/// As [`each_part_of`], for results that may be few though `n` elements go into them.
pub(crate) fn each_share<C: Send>(
    out: &mut [C],
    each: usize,
    n: usize,
    run: impl Fn(usize, &mut [C]) + Sync,
) {
    /// Parts for each thread, so that one that comes late leaves some to the others.
    const PARTS: usize = 4;
    let part = out.len().div_ceil(PARTS * num_threads()).next_multiple_of(each);
    if out.len() <= part || !worth(n) {
        return run(0, out);
    }
    let run = &run;
    divided(|parts| {
        for (k, out) in out.chunks_mut(part).enumerate() {
            parts.give(move || run(k * part, out));
        }
    });
}

/// Runs a test with so many threads. One test at a time: all share the number.
#[cfg(test)]
pub(crate) fn with<R>(number: usize, run: impl FnOnce() -> R) -> R {
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let before = num_threads();
    set_num_threads(number);
    let result = run();
    set_num_threads(before);
    result
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;
    use crate::threads::with;

    /// What every kind of divided operation gives, as bits.
    fn results() -> Vec<u64> {
        let n = 1_500_007;
        let a = default_rng(1).standard_normal(n);
        let b = default_rng(2).standard_normal(n);
        let mut bits: Vec<u64> = Vec::new();
        for array in [&a + &b, exp(&a), sort(&a), a.i(argsort(&b)), a.gt(&b).astype::<f64>()] {
            bits.extend(array.to_vec().iter().map(|x| x.to_bits()));
        }
        let tall = a.i(..n / 4 * 4).reshape((-1, 4));
        let narrow = tall.matmul(&array([1., 2., 3., 4.]));
        for array in [tall.t().matmul(&tall), a.dot(&b), narrow, sort_axis(&tall, 0)] {
            bits.extend(array.to_vec().iter().map(|x| x.to_bits()));
        }
        let ones = [a.sum(), a.mean(), a.std(), a.max(), a.median(), a.nansum(), a.prod()];
        bits.extend(ones.map(f64::to_bits));
        bits
    }

    #[test]
    fn results_do_not_depend_on_the_number_of_threads() {
        let all = [1, 2, 3].map(|number| {
            with(number, || {
                assert_eq!(num_threads(), number);
                results()
            })
        });
        assert!(all[0] == all[1] && all[1] == all[2]);
    }
}
