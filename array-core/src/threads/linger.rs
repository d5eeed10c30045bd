//! Keeps threads awake for a moment: the pool's after a calculation, and who waits for its end.
//!
//! A thread that sleeps takes some 50 microseconds to wake up. One that is woken for a calculation
//! which takes as long comes too late, finds nothing left to do, and sleeps again when the next
//! one begins. But calculations follow one another, so that who waits a moment is there in time.

use std::cell::Cell;
use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rayon::Yield;

/// How long a thread looks for more to do.
const MOMENT: Duration = Duration::from_micros(300);
/// Turns between two looks.
const TURNS: usize = 16;

thread_local! {
    /// Of a thread of the pool: whether it is going to look for more to do, or does.
    static LINGERS: Cell<Option<&'static AtomicBool>> = const { Cell::new(None) };
    /// How many calculations the thread has begun and not ended, one within another.
    static BEGUN: Cell<usize> = const { Cell::new(0) };
}

/// Called by each of the pool's own threads when it starts.
pub(super) fn enlist() {
    // The pool's threads last as long as the program.
    LINGERS.set(Some(Box::leak(Box::new(AtomicBool::new(false)))));
}

/// Whether the caller is a thread of the pool that others wake, and not one that calculates.
pub(super) fn is_member() -> bool {
    LINGERS.get().is_some()
}

/// Runs part of a calculation. Afterwards the thread, if it is the pool's own, looks for more to do
/// before it sleeps.
#[inline]
pub(super) fn busy<R>(run: impl FnOnce() -> R) -> R {
    let _end = Busy::begin();
    run()
}

/// That the thread calculates; also if a panic ends it.
struct Busy;

impl Busy {
    #[inline]
    fn begin() -> Self {
        BEGUN.set(BEGUN.get() + 1);
        Self
    }
}

impl Drop for Busy {
    #[inline]
    fn drop(&mut self) {
        BEGUN.set(BEGUN.get() - 1);
        if let (0, Some(lingers)) = (BEGUN.get(), LINGERS.get())
            && !lingers.swap(true, Ordering::Relaxed)
        {
            rayon::spawn(|| {
                // A thread that waits for part of a calculation takes whatever there is to do, and
                // has no time for this.
                if is_member() && BEGUN.get() == 0 {
                    help_while(|| true);
                }
                lingers.store(false, Ordering::Relaxed);
            });
        }
    }
}

/// Does what others have to do, as long as the caller waits; for a moment if there is nothing.
pub(super) fn help_while(waits: impl Fn() -> bool) {
    let mut end = Instant::now() + MOMENT;
    while waits() {
        if let Some(Yield::Executed) = rayon::yield_now() {
            end = Instant::now() + MOMENT;
        } else if Instant::now() > end {
            return;
        }
        (0..TURNS).for_each(|_| spin_loop());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threads;

    #[test]
    fn threads_of_the_pool_stay_awake_for_a_moment_and_no_longer() {
        threads::with(2, || {
            assert!(threads::worth(usize::MAX) && !is_member());
            let flags =
                || rayon::broadcast(|_| LINGERS.get().map(|flag| flag.load(Ordering::Relaxed)));
            // A thread that lingers answers nevertheless, and keeps nobody waiting.
            let called = rayon::broadcast(|_| busy(is_member));
            let members = flags().iter().flatten().count();
            assert!(members > 0 && called.iter().filter(|&&member| member).count() == members);
            let patience = Instant::now() + Duration::from_secs(30);
            while flags().contains(&Some(true)) {
                assert!(Instant::now() < patience, "a thread never stops looking");
                std::thread::sleep(MOMENT);
            }
        });
    }
}
