//! Where flags are set.

use std::mem::MaybeUninit;

use crate::kernel::memory::buffer;

/// Places that are written at once.
const LANES: usize = 8;

/// The places of the flags that are set, in order.
pub(crate) fn positions(flags: &[bool]) -> Vec<i64> {
    let count = super::widest(
        #[inline(always)]
        || flags.iter().map(|&flag| usize::from(flag)).sum::<usize>(),
    );
    // Room for what is written behind the last one.
    let mut found = buffer(count + LANES);
    write(flags, &mut found.spare_capacity_mut()[..count + LANES]);
    // SAFETY: each of the first `count` places was written.
    unsafe { found.set_len(count) };
    found
}

/// Writes the places of the set flags, for which `out` has room and for a vector more.
#[cfg(target_arch = "x86_64")]
fn write(flags: &[bool], out: &mut [MaybeUninit<i64>]) {
    let done = match super::level() {
        // SAFETY: the processor has what the level names; the room is passed on.
        super::Level::Avx512 => unsafe { write_by_vectors(flags, out.as_mut_ptr().cast()) },
        _ => (0, 0),
    };
    write_one_by_one(flags, out, done);
}

#[cfg(not(target_arch = "x86_64"))]
fn write(flags: &[bool], out: &mut [MaybeUninit<i64>]) {
    write_one_by_one(flags, out, (0, 0));
}

/// Goes on after `read` flags of which `found` are set.
fn write_one_by_one(
    flags: &[bool],
    out: &mut [MaybeUninit<i64>],
    (read, mut found): (usize, usize),
) {
    // Every place is written and only those that count stay: no branch to mispredict.
    for (place, &flag) in (read as i64..).zip(&flags[read..]) {
        out[found].write(place);
        found += usize::from(flag);
    }
}

/// Reads as many flags as fill whole vectors; tells how many, and how many of them are set.
///
/// # Safety
/// `out` must have room for the places of the set flags and a vector more.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,popcnt")]
unsafe fn write_by_vectors(flags: &[bool], out: *mut i64) -> (usize, usize) {
    use std::arch::x86_64::*;

    let mut found = 0;
    let mut places = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
    let step = _mm512_set1_epi64(LANES as i64);
    let (chunks, rest) = flags.as_chunks::<64>();
    for chunk in chunks {
        // SAFETY: a chunk is a vector of bytes; the room is passed on.
        unsafe {
            let bytes = _mm512_loadu_epi8(chunk.as_ptr().cast());
            for set in _mm512_test_epi8_mask(bytes, bytes).to_le_bytes() {
                _mm512_storeu_epi64(out.add(found), _mm512_maskz_compress_epi64(set, places));
                found += set.count_ones() as usize;
                places = _mm512_add_epi64(places, step);
            }
        }
    }
    (flags.len() - rest.len(), found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_flags_are_found_in_any_number_and_density() {
        for n in [0, 1, 7, 63, 64, 65, 200, 5000] {
            for every in [1, 2, 3, 64, 10_000] {
                let flags: Vec<bool> = (0..n).map(|k| k * 7 % every == 0).collect();
                let expected: Vec<i64> = (0..n as i64).filter(|&k| flags[k as usize]).collect();
                assert_eq!(positions(&flags), expected, "{n} flags, every {every}th");
                let mut out = vec![MaybeUninit::new(-1); expected.len() + LANES];
                write_one_by_one(&flags, &mut out, (0, 0));
                // SAFETY: all were initialised.
                let found = unsafe { out[..expected.len()].assume_init_ref() };
                assert_eq!(found, expected);
            }
        }
    }
}
