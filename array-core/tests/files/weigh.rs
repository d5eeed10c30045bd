//! How much memory a function uses at most.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static USED: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

/// An allocator that counts the bytes of each thread.
pub(crate) struct Weighing;

fn count(bytes: isize) {
    // A thread that ends frees memory after its counters are gone.
    let _ = USED.try_with(|used| {
        used.set(used.get() + bytes);
        let _ = MOST.try_with(|most| most.set(most.get().max(used.get())));
    });
}

// SAFETY: every call is passed on to the system's allocator.
unsafe impl GlobalAlloc for Weighing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: as the caller promises.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as isize - layout.size() as isize);
        // SAFETY: as the caller promises.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// The bytes that `f` has at most, beyond those there were before.
pub(crate) fn weigh(f: impl FnOnce()) -> usize {
    let before = USED.get();
    MOST.set(before);
    f();
    (MOST.get() - before).max(0) as usize
}

#[test]
fn what_is_allocated_is_weighed() {
    let weight = weigh(|| drop(std::hint::black_box(vec![1_u8; 1 << 20])));
    assert!((1 << 20..(1 << 20) + 4096).contains(&weight), "{weight}");
}
