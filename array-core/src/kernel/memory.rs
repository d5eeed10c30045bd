//! Memory for large results.
//!
//! Fresh memory is slow: the system clears each page when it is first written, and small pages
//! cost the processor a look-up for every 4 KiB. So large buffers ask for huge pages, and what
//! arrays leave is kept for the next ones instead of being returned at once. Both are settings of
//! Linux and its C library; elsewhere nothing is set.
//!
//! Loops over several arrays take a tenth longer if these begin at different places of a cache
//! line: each vector of all but one lies in two lines. So buffers have lengths with which the C
//! library, which lays one behind the other, begins them all at the same place.

use std::mem::MaybeUninit;

use crate::dtype::Element;

/// A vector without elements and with room for `n`.
pub(crate) fn buffer<T>(n: usize) -> Vec<T> {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        let bytes = n * size_of::<T>();
        if bytes >= linux::MIDDLING {
            linux::keep_freed_memory();
            let buffer: Vec<T> = Vec::with_capacity(linux::whole_lines(bytes) / size_of::<T>());
            if bytes >= linux::LARGE {
                linux::ask_for_huge_pages(buffer.as_ptr().cast(), bytes);
            }
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
    const LINE: usize = 64;
    /// What the C library writes before each buffer, in bytes.
    const HEADER: usize = size_of::<usize>();
    /// Freed memory at the end of the heap that is kept, in bytes.
    const KEPT: i32 = 1 << 28;
    /// Memory that the heap takes beyond what it needs, in bytes: a huge page must be its as a whole.
    const AHEAD: i32 = 1 << 22;
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
                libc::mallopt(libc::M_TOP_PAD, AHEAD);
            }
        });
    }

    /// So many bytes, and the few more with which they and their header fill cache lines.
    pub(super) fn whole_lines(bytes: usize) -> usize {
        (bytes + HEADER).next_multiple_of(LINE) - HEADER
    }

    pub(super) fn ask_for_huge_pages(start: *const u8, bytes: usize) {
        // Also for the pages that are the buffer's in part: what else is in them is no slower.
        let first = start.addr() / HUGE_PAGE * HUGE_PAGE;
        let end = (start.addr() + bytes).next_multiple_of(HUGE_PAGE);
        let pages = start.with_addr(first).cast_mut().cast();
        // SAFETY: it is advice, which changes nothing in what the pages hold. Where there are none,
        // it is passed over.
        unsafe { libc::madvise(pages, end - first, libc::MADV_HUGEPAGE) };
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
        assert!(buffer::<[u64; 3]>(100_001).capacity() >= 100_001);
        assert!(buffer::<u8>(100_001).capacity() >= 100_001);
    }
}
