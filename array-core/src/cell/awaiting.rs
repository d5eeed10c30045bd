//! Top-level `.await`: running a cell's future, and ending it by an interrupt.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use crate::interrupt;

/// How soon a waiting future notices an interrupt.
const STEP: Duration = Duration::from_millis(20);

/// Runs a future to its end on this thread.
///
/// For futures that need no reactor: channels, joins, computations. With tokio among a session's
/// dependencies the engine runs cells on tokio's runtime instead.
///
/// # Panics
/// When an interrupt is requested, and when the future does.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        interrupt::check();
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        // A wake-up that comes in between is kept by the thread's token.
        thread::park_timeout(STEP);
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// The same future, ended by an interrupt: for runtimes that know of none.
///
/// # Panics
/// The future panics when an interrupt is requested.
pub fn interruptible<F: Future>(future: F) -> impl Future<Output = F::Output> {
    Interruptible { future: Box::pin(future) }
}

struct Interruptible<F> {
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Interruptible<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        interrupt::check();
        watch(context.waker().clone());
        self.future.as_mut().poll(context)
    }
}

/// Whom to wake when an interrupt is requested.
static WAITING: Mutex<Option<Waker>> = Mutex::new(None);

fn watch(waker: Waker) {
    static WATCHER: Once = Once::new();
    *WAITING.lock().unwrap_or_else(PoisonError::into_inner) = Some(waker);
    WATCHER.call_once(|| {
        thread::spawn(|| {
            loop {
                thread::sleep(STEP);
                if interrupt::is_requested() {
                    let waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner).take();
                    waiting.iter().for_each(Waker::wake_by_ref);
                }
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    #[test]
    fn futures_run_to_their_end() {
        let mut polls = 0;
        let counted = poll_fn(|context| {
            polls += 1;
            context.waker().wake_by_ref();
            if polls == 3 { Poll::Ready(polls) } else { Poll::Pending }
        });
        assert_eq!(block_on(async { counted.await + 1 }), 4);
        assert_eq!(block_on(interruptible(async { 7 })), 7);
    }
}
