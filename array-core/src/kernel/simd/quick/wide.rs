//! What sorting asks of vectors of integers.

use std::arch::x86_64::*;

/// Integers that AVX-512 compares and moves.
///
/// # Safety
/// The functions need a processor with AVX-512; pointers must be valid for one vector.
pub(in super::super) unsafe trait Wide: Ord + Copy + Send {
    /// How many are in a vector.
    const LANES: usize;

    unsafe fn splat(self) -> __m512i;
    /// The number of a lane, as vectors of places have it.
    fn lane(number: usize) -> Self;
    /// The greatest number in each lane.
    unsafe fn greatest() -> __m512i;
    unsafe fn load(from: *const Self) -> __m512i;
    unsafe fn store(to: *mut Self, vector: __m512i);
    /// The lanes that are `chosen`, and the greatest number in the others, which are not read.
    unsafe fn load_chosen(from: *const Self, chosen: u32) -> __m512i;
    /// Writes the lanes that are `chosen`.
    unsafe fn store_chosen(to: *mut Self, chosen: u32, vector: __m512i);
    /// The lanes where `a < b`, as bits.
    unsafe fn less(a: __m512i, b: __m512i) -> u32;
    unsafe fn less_equal(a: __m512i, b: __m512i) -> u32;
    /// The lanes of `chosen` in front, the others behind them.
    unsafe fn parted(chosen: u32, vector: __m512i) -> __m512i;
    unsafe fn lesser(a: __m512i, b: __m512i) -> __m512i;
    unsafe fn greater(a: __m512i, b: __m512i) -> __m512i;
    /// The lanes of `b` where `chosen`, else of `a`.
    unsafe fn blend(chosen: u32, a: __m512i, b: __m512i) -> __m512i;
    unsafe fn permute(places: __m512i, vector: __m512i) -> __m512i;
    /// Lanes of `a`, and of `b` at the places that follow.
    unsafe fn permute_two(a: __m512i, places: __m512i, b: __m512i) -> __m512i;
}

/// For each choice among eight lanes, the places of those that are chosen, then of the others.
static PARTED: [[u8; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut chosen = 0;
    while chosen < 256 {
        let (mut lane, mut first, mut second) = (0, 0, (chosen as u8).count_ones() as usize);
        while lane < 8 {
            if chosen >> lane & 1 == 1 {
                table[chosen][first] = lane;
                first += 1;
            } else {
                table[chosen][second] = lane;
                second += 1;
            }
            lane += 1;
        }
        chosen += 1;
    }
    table
};

macro_rules! wide {
    (
        $t:ty, $lanes:literal, $mask:ty,
        $splat:ident $load:ident $store:ident $load_some:ident $store_some:ident
        $less:ident $less_equal:ident $min:ident $max:ident
        $blend:ident $permute:ident $permute_two:ident $parted:ident
    ) => {
        // SAFETY: each function is one instruction of AVX-512; the callers have it.
        #[allow(clippy::undocumented_unsafe_blocks, reason = "said once, here above")]
        unsafe impl Wide for $t {
            const LANES: usize = $lanes;

            #[inline(always)]
            unsafe fn splat(self) -> __m512i {
                unsafe { $splat(self as _) }
            }
            #[inline(always)]
            fn lane(number: usize) -> Self {
                number as Self
            }
            #[inline(always)]
            unsafe fn greatest() -> __m512i {
                unsafe { Self::MAX.splat() }
            }
            #[inline(always)]
            unsafe fn load(from: *const Self) -> __m512i {
                unsafe { $load(from.cast()) }
            }
            #[inline(always)]
            unsafe fn store(to: *mut Self, vector: __m512i) {
                unsafe { $store(to.cast(), vector) }
            }
            #[inline(always)]
            unsafe fn load_chosen(from: *const Self, chosen: u32) -> __m512i {
                unsafe { $load_some(Self::greatest(), chosen as $mask, from.cast()) }
            }
            #[inline(always)]
            unsafe fn store_chosen(to: *mut Self, chosen: u32, vector: __m512i) {
                unsafe { $store_some(to.cast(), chosen as $mask, vector) }
            }
            #[inline(always)]
            unsafe fn less(a: __m512i, b: __m512i) -> u32 {
                unsafe { $less(a, b).into() }
            }
            #[inline(always)]
            unsafe fn less_equal(a: __m512i, b: __m512i) -> u32 {
                unsafe { $less_equal(a, b).into() }
            }
            #[inline(always)]
            unsafe fn parted(chosen: u32, vector: __m512i) -> __m512i {
                unsafe { $parted(chosen, vector) }
            }
            #[inline(always)]
            unsafe fn lesser(a: __m512i, b: __m512i) -> __m512i {
                unsafe { $min(a, b) }
            }
            #[inline(always)]
            unsafe fn greater(a: __m512i, b: __m512i) -> __m512i {
                unsafe { $max(a, b) }
            }
            #[inline(always)]
            unsafe fn blend(chosen: u32, a: __m512i, b: __m512i) -> __m512i {
                unsafe { $blend(chosen as $mask, a, b) }
            }
            #[inline(always)]
            unsafe fn permute(places: __m512i, vector: __m512i) -> __m512i {
                unsafe { $permute(places, vector) }
            }
            #[inline(always)]
            unsafe fn permute_two(a: __m512i, places: __m512i, b: __m512i) -> __m512i {
                unsafe { $permute_two(a, places, b) }
            }
        }
    };
}

wide! {
    u64, 8, u8,
    _mm512_set1_epi64 _mm512_loadu_epi64 _mm512_storeu_epi64
    _mm512_mask_loadu_epi64 _mm512_mask_storeu_epi64
    _mm512_cmplt_epu64_mask _mm512_cmple_epu64_mask
    _mm512_min_epu64 _mm512_max_epu64 _mm512_mask_blend_epi64
    _mm512_permutexvar_epi64 _mm512_permutex2var_epi64 parted_of_eight
}
wide! {
    u32, 16, u16,
    _mm512_set1_epi32 _mm512_loadu_epi32 _mm512_storeu_epi32
    _mm512_mask_loadu_epi32 _mm512_mask_storeu_epi32
    _mm512_cmplt_epu32_mask _mm512_cmple_epu32_mask
    _mm512_min_epu32 _mm512_max_epu32 _mm512_mask_blend_epi32
    _mm512_permutexvar_epi32 _mm512_permutex2var_epi32 parted_of_sixteen
}

wide! {
    i64, 8, u8,
    _mm512_set1_epi64 _mm512_loadu_epi64 _mm512_storeu_epi64
    _mm512_mask_loadu_epi64 _mm512_mask_storeu_epi64
    _mm512_cmplt_epi64_mask _mm512_cmple_epi64_mask
    _mm512_min_epi64 _mm512_max_epi64 _mm512_mask_blend_epi64
    _mm512_permutexvar_epi64 _mm512_permutex2var_epi64 parted_of_eight
}
wide! {
    i32, 16, u16,
    _mm512_set1_epi32 _mm512_loadu_epi32 _mm512_storeu_epi32
    _mm512_mask_loadu_epi32 _mm512_mask_storeu_epi32
    _mm512_cmplt_epi32_mask _mm512_cmple_epi32_mask
    _mm512_min_epi32 _mm512_max_epi32 _mm512_mask_blend_epi32
    _mm512_permutexvar_epi32 _mm512_permutex2var_epi32 parted_of_sixteen
}

/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn parted_of_eight(chosen: u32, vector: __m512i) -> __m512i {
    let places = PARTED[usize::from(chosen as u8)];
    // SAFETY: passed on.
    unsafe {
        let places = _mm512_cvtepu8_epi64(_mm_cvtsi64_si128(i64::from_le_bytes(places)));
        _mm512_permutexvar_epi64(places, vector)
    }
}

/// Sixteen lanes have too many choices for a table.
///
/// # Safety
/// The processor must have AVX-512.
#[inline(always)]
unsafe fn parted_of_sixteen(chosen: u32, vector: __m512i) -> __m512i {
    let count = chosen.count_ones() as usize;
    // SAFETY: passed on.
    unsafe {
        let lesser = _mm512_maskz_compress_epi32(chosen as u16, vector);
        let others = _mm512_maskz_compress_epi32(!chosen as u16, vector);
        _mm512_mask_expand_epi32(lesser, !first(count) as u16, others)
    }
}

/// The lowest `count` bits.
#[inline(always)]
pub(super) fn first(count: usize) -> u32 {
    (1_u32 << count) - 1
}
