//! The parts of a calculation, which the pool's threads share.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::Scope;

use super::linger::{busy, help_while};

/// What can be given parts of a calculation.
pub(super) struct Parts<'a, 'scope> {
    scope: &'a Scope<'scope>,
    /// How many parts were given and are not done.
    left: Arc<AtomicUsize>,
}

impl<'scope> Parts<'_, 'scope> {
    /// Has `run` done, by whichever thread is free first.
    pub(super) fn give(&self, run: impl FnOnce() + Send + 'scope) {
        let left = Arc::clone(&self.left);
        left.fetch_add(1, Ordering::Relaxed);
        self.scope.spawn(move |_| {
            busy(run);
            left.fetch_sub(1, Ordering::Release);
        });
    }
}

/// Calls `begin`, and returns when all parts that it has given are done.
pub(super) fn divided<'scope, R: Send>(
    begin: impl FnOnce(&Parts<'_, 'scope>) -> R + Send + 'scope,
) -> R {
    let on_the_pool = move || {
        busy(|| {
            rayon::scope(|scope| {
                let parts = Parts { scope, left: Arc::default() };
                let result = begin(&parts);
                help_while(|| parts.left.load(Ordering::Acquire) > 0);
                result
            })
        })
    };
    // A thread of the pool goes on here if the caller is none.
    if rayon::current_thread_index().is_some() {
        on_the_pool()
    } else {
        rayon::scope(|_| on_the_pool())
    }
}
