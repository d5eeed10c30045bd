//! What sorting asks of vectors of unsigned integers.

use std::arch::x86_64::*;

/// Unsigned integers that AVX-512 compares and moves.
///
/// # Safety
/// The functions need a processor with AVX-512; pointers must be valid for one vector.
pub(in super::super) unsafe trait Wide: Ord + Copy + Send {
    /// How many are in a vector.
    const LANES: usize;
    /// The greatest.
    const MAX: Self;

    unsafe fn splat(self) -> __m512i;
    /// 0, 1, 2, ...
    unsafe fn places() -> __m512i;
    /// The lane of `places()` as a number.
    fn lane(number: usize) -> Self;
    unsafe fn load(from: *const Self) -> __m512i;
    unsafe fn store(to: *mut Self, vector: __m512i);
    /// The first `count` lanes, and the greatest number in the others.
    unsafe fn load_some(from: *const Self, count: usize) -> __m512i;
    /// Writes the first `count` lanes.
    unsafe fn store_some(to: *mut Self, count: usize, vector: __m512i);
    /// The lanes where `a < b`, as bits.
    unsafe fn less(a: __m512i, b: __m512i) -> u32;
    unsafe fn less_equal(a: __m512i, b: __m512i) -> u32;
    /// The lanes where `a` and `b` have a bit in common.
    unsafe fn common(a: __m512i, b: __m512i) -> u32;
    /// The lanes of `chosen` pressed together.
    unsafe fn compress(chosen: u32, vector: __m512i) -> __m512i;
    /// `base`, in whose `chosen` lanes stand the first ones of `vector`.
    unsafe fn expand(base: __m512i, chosen: u32, vector: __m512i) -> __m512i;
    unsafe fn lesser(a: __m512i, b: __m512i) -> __m512i;
    unsafe fn greater(a: __m512i, b: __m512i) -> __m512i;
    /// The lanes of `b` where `chosen`, else of `a`.
    unsafe fn blend(chosen: u32, a: __m512i, b: __m512i) -> __m512i;
    unsafe fn permute(places: __m512i, vector: __m512i) -> __m512i;
}

macro_rules! wide {
    (
        $t:ty, $lanes:literal, $mask:ty, [$($place:literal)*],
        $splat:ident $places:ident $load:ident $store:ident $load_some:ident $store_some:ident
        $less:ident $less_equal:ident $common:ident $compress:ident $min:ident $max:ident
        $blend:ident $permute:ident $expand:ident
    ) => {
        // SAFETY: each function is one instruction of AVX-512; the callers have it.
        #[allow(clippy::undocumented_unsafe_blocks, reason = "said once, here above")]
        unsafe impl Wide for $t {
            const LANES: usize = $lanes;
            const MAX: Self = <$t>::MAX;

            #[inline(always)]
            unsafe fn splat(self) -> __m512i { unsafe { $splat(self.cast_signed()) } }
            #[inline(always)]
            unsafe fn places() -> __m512i { unsafe { $places($($place),*) } }
            #[inline(always)]
            fn lane(number: usize) -> Self { number as Self }
            #[inline(always)]
            unsafe fn load(from: *const Self) -> __m512i { unsafe { $load(from.cast()) } }
            #[inline(always)]
            unsafe fn store(to: *mut Self, vector: __m512i) { unsafe { $store(to.cast(), vector) } }
            #[inline(always)]
            unsafe fn load_some(from: *const Self, count: usize) -> __m512i {
                unsafe { $load_some(Self::MAX.splat(), first(count) as $mask, from.cast()) }
            }
            #[inline(always)]
            unsafe fn store_some(to: *mut Self, count: usize, vector: __m512i) {
                unsafe { $store_some(to.cast(), first(count) as $mask, vector) }
            }
            #[inline(always)]
            unsafe fn less(a: __m512i, b: __m512i) -> u32 { unsafe { $less(a, b).into() } }
            #[inline(always)]
            unsafe fn less_equal(a: __m512i, b: __m512i) -> u32 { unsafe { $less_equal(a, b).into() } }
            #[inline(always)]
            unsafe fn common(a: __m512i, b: __m512i) -> u32 { unsafe { $common(a, b).into() } }
            #[inline(always)]
            unsafe fn compress(chosen: u32, vector: __m512i) -> __m512i {
                unsafe { $compress(chosen as $mask, vector) }
            }
            #[inline(always)]
            unsafe fn expand(base: __m512i, chosen: u32, vector: __m512i) -> __m512i {
                unsafe { $expand(base, chosen as $mask, vector) }
            }
            #[inline(always)]
            unsafe fn lesser(a: __m512i, b: __m512i) -> __m512i { unsafe { $min(a, b) } }
            #[inline(always)]
            unsafe fn greater(a: __m512i, b: __m512i) -> __m512i { unsafe { $max(a, b) } }
            #[inline(always)]
            unsafe fn blend(chosen: u32, a: __m512i, b: __m512i) -> __m512i {
                unsafe { $blend(chosen as $mask, a, b) }
            }
            #[inline(always)]
            unsafe fn permute(places: __m512i, vector: __m512i) -> __m512i {
                unsafe { $permute(places, vector) }
            }
        }
    };
}

wide! {
    u64, 8, u8, [0 1 2 3 4 5 6 7],
    _mm512_set1_epi64 _mm512_setr_epi64 _mm512_loadu_epi64 _mm512_storeu_epi64
    _mm512_mask_loadu_epi64 _mm512_mask_storeu_epi64
    _mm512_cmplt_epu64_mask _mm512_cmple_epu64_mask _mm512_test_epi64_mask
    _mm512_maskz_compress_epi64 _mm512_min_epu64 _mm512_max_epu64 _mm512_mask_blend_epi64
    _mm512_permutexvar_epi64 _mm512_mask_expand_epi64
}
wide! {
    u32, 16, u16, [0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15],
    _mm512_set1_epi32 _mm512_setr_epi32 _mm512_loadu_epi32 _mm512_storeu_epi32
    _mm512_mask_loadu_epi32 _mm512_mask_storeu_epi32
    _mm512_cmplt_epu32_mask _mm512_cmple_epu32_mask _mm512_test_epi32_mask
    _mm512_maskz_compress_epi32 _mm512_min_epu32 _mm512_max_epu32 _mm512_mask_blend_epi32
    _mm512_permutexvar_epi32 _mm512_mask_expand_epi32
}

/// The lowest `count` bits.
#[inline(always)]
pub(super) fn first(count: usize) -> u32 {
    (1_u32 << count) - 1
}
