//! Memory for large results.
//!
//! Fresh memory is slow: the system clears each page when it is first written, and small pages
//! cost the processor a look-up for every 4 KiB. So large buffers ask for huge pages, and what
//! arrays leave is kept for the next ones instead of being returned at once. Both are settings of
//! Linux and its C library; elsewhere nothing is set.

use std::mem::MaybeUninit;

use crate::dtype::Element;

/// A vector without elements and with room for `n`.
pub(crate) fn buffer<T>(n: usize) -> Vec<T> {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        let bytes = n * size_of::<T>();
        if bytes >= linux::MIDDLING {
            linux::keep_freed_memory();
        }
        if bytes >= linux::LARGE {
            let buffer: Vec<T> = Vec::with_capacity(n);
            linux::ask_for_huge_pages(buffer.as_ptr().cast(), bytes);
            return buffer;
        }
    }
    Vec::with_capacity(n)
}

/// A vector of the `n` elements that `fill` writes: it must write all of them.
pub(crate) fn collect<T>(n: usize, fill: impl FnOnce(&mut [MaybeUninit<T>])) -> Vec<T> {
    let mut out = buffer(n);
    fill(&mut out.spare_capacity_mut()[..n]);
    // SAFETY: `fill` wrote all `n` elements.
    unsafe { out.set_len(n) };
    out
}

/// `n` zeros.
pub(crate) fn zeros<T: Element>(n: usize) -> Vec<T> {
    let mut zeros = buffer(n);
    zeros.resize(n, T::ZERO);
    zeros
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod linux {
    use std::sync::Once;

    /// Bytes from which the C library would ask the system for each buffer and return it, or soon
    /// does: with kept memory, results of this size are made several times as fast.
    pub(super) const MIDDLING: usize = 1 << 16;
    /// Bytes from which a buffer is worth a call to the system.
    pub(super) const LARGE: usize = 1 << 21;
    const HUGE_PAGE: usize = 1 << 21;
    /// Freed memory at the end of the heap that is kept, in bytes.
    const KEPT: i32 = 1 << 28;
    /// Larger arrays have memory of their own, which is returned when they are dropped.
    const OWN: i32 = 1 << 27;

    pub(super) fn keep_freed_memory() {
        static SET: Once = Once::new();
        SET.call_once(|| {
            // SAFETY: these settings may be changed at any time. Where they are refused, memory is
            // returned sooner.
            unsafe {
                libc::mallopt(libc::M_MMAP_THRESHOLD, OWN);
                libc::mallopt(libc::M_TRIM_THRESHOLD, KEPT);
            }
        });
    }

    pub(super) fn ask_for_huge_pages(start: *const u8, bytes: usize) {
        let first = start.addr().next_multiple_of(HUGE_PAGE);
        let end = (start.addr() + bytes) / HUGE_PAGE * HUGE_PAGE;
        if first < end {
            let pages = start.with_addr(first).cast_mut().cast();
            // SAFETY: the pages are within the buffer. It is advice: an error changes nothing.
            unsafe { libc::madvise(pages, end - first, libc::MADV_HUGEPAGE) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_buffers_have_room_and_can_be_written() {
        for n in [0, 10, 1 << 18, (1 << 20) + 7] {
            let mut room: Vec<u64> = buffer(n);
            assert!(room.capacity() >= n && room.is_empty());
            room.resize(n, 7);
            assert!(room.iter().all(|&x| x == 7));
        }
    }
}
