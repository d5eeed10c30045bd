//! How many threads OpenBLAS uses.
//!
//! Its threads wait for one another by giving way to whatever else wants to run. Where another
//! program keeps a processor busy, each such wait takes some milliseconds: a small matrix, for which
//! threads gain nothing, would then take a thousand times as long.

use std::ffi::c_int;

use super::num_threads;

unsafe extern "C" {
    fn openblas_set_num_threads(number: c_int);
}

/// Elements of a matrix from which factorisations are faster with several threads.
const LARGE: usize = 1 << 16;

pub(super) fn set(number: usize) {
    // SAFETY: OpenBLAS takes any positive number at any time.
    unsafe { openblas_set_num_threads(number.try_into().unwrap_or(c_int::MAX)) };
}

/// Has OpenBLAS work with one thread, as long as this lives, where more would gain nothing.
pub(crate) struct Blas {
    alone: bool,
}

impl Blas {
    /// For a factorisation of a matrix of so many elements, or for what takes as long.
    pub(crate) fn of(elements: usize) -> Self {
        let alone = num_threads() > 1 && elements < LARGE;
        if alone {
            set(1);
        }
        Self { alone }
    }
}

impl Drop for Blas {
    fn drop(&mut self) {
        if self.alone {
            set(num_threads());
        }
    }
}
