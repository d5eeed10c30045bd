//! Keeps the pool's threads off the processor on which a calculation begins.
//!
//! A thread that slept is woken where it slept. If that is where its waker runs, it waits behind the
//! waker, sometimes for a tenth of a second until the system moves one of them: two threads are then
//! no faster than one, though a processor is idle. So the pool's threads may run anywhere but there.

#[cfg(target_os = "linux")]
pub(super) use linux::{enlist, keep_apart};

/// Elsewhere, the system places threads as it likes.
#[cfg(not(target_os = "linux"))]
pub(super) fn enlist() {}

/// As [`enlist`].
#[cfg(not(target_os = "linux"))]
pub(super) fn keep_apart() {}

#[cfg(target_os = "linux")]
mod linux {
    use std::sync::atomic::{AtomicI32, Ordering};
    use std::sync::{Mutex, PoisonError};

    use super::super::linger::is_member;

    const NONE: i32 = -1;

    /// The pool's threads that sleep between calculations.
    static MEMBERS: Mutex<Vec<libc::pid_t>> = Mutex::new(Vec::new());
    /// The processor that all of them stay off.
    static AVOIDED: AtomicI32 = AtomicI32::new(NONE);

    /// Called by each of the pool's own threads when it starts.
    pub(in super::super) fn enlist() {
        // SAFETY: it only tells a number.
        let thread = unsafe { libc::gettid() };
        MEMBERS.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
        // It has not been placed yet.
        AVOIDED.store(NONE, Ordering::Relaxed);
    }

    /// Called where a calculation is about to be divided. Only a thread that takes part in it needs
    /// its processor for itself.
    pub(in super::super) fn keep_apart() {
        if is_member() || rayon::current_thread_index().is_none() {
            return;
        }
        // SAFETY: it only tells a number.
        let processor = unsafe { libc::sched_getcpu() };
        if processor >= 0 && AVOIDED.swap(processor, Ordering::Relaxed) != processor {
            let members = MEMBERS.lock().unwrap_or_else(PoisonError::into_inner);
            members.iter().for_each(|&thread| avoid(thread, processor));
        }
    }

    /// Lets a thread run on each processor that the caller may use but this one, if there are others.
    #[cold]
    pub(super) fn avoid(thread: libc::pid_t, processor: i32) {
        // SAFETY: a set of processors is plain bits; the calls read and write sets of the size that
        // they are told. A thread that may not be moved stays where it is.
        unsafe {
            let mut allowed: libc::cpu_set_t = std::mem::zeroed();
            if libc::sched_getaffinity(0, size_of_val(&allowed), &raw mut allowed) != 0 {
                return;
            }
            libc::CPU_CLR(processor as usize, &mut allowed);
            if libc::CPU_COUNT(&allowed) > 0 {
                libc::sched_setaffinity(thread, size_of_val(&allowed), &raw const allowed);
            }
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::linux::avoid;

    /// The processors that the calling thread may run on.
    fn allowed() -> Vec<usize> {
        // SAFETY: a set of processors is plain bits, and the call is told its size.
        unsafe {
            let mut set: libc::cpu_set_t = std::mem::zeroed();
            assert_eq!(libc::sched_getaffinity(0, size_of_val(&set), &raw mut set), 0);
            (0..libc::CPU_SETSIZE as usize).filter(|&k| libc::CPU_ISSET(k, &set)).collect()
        }
    }

    #[test]
    fn a_thread_stays_off_one_processor_and_may_use_all_others() {
        let all = allowed();
        let processor = all[0];
        let (found, expected) = std::thread::spawn(move || {
            // SAFETY: it only tells a number.
            let thread = unsafe { libc::gettid() };
            let others = all.clone();
            std::thread::scope(|scope| {
                scope.spawn(move || avoid(thread, processor as i32));
            });
            let others: Vec<usize> = others.into_iter().filter(|&k| k != processor).collect();
            // The only processor there is cannot be avoided.
            (allowed(), if others.is_empty() { all } else { others })
        })
        .join()
        .unwrap();
        assert_eq!(found, expected);
    }
}
