//! The place of the least or the greatest element, in one pass.
//!
//! Each lane of some vectors keeps the best element that it has seen, and where the vector began
//! with which that came. The compiler makes no such loop by itself.

/// What a pass over some elements found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The place of the extreme, the first of equals.
    At(usize),
    /// A NaN, of which the place was not kept.
    Nan,
}

/// Looks for the greatest element or for the least. NaN is found first of all, or passed over if the
/// first element is a number. Nothing is done if the type, the number of elements or the processor
/// is not made for it.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn place<T: 'static, const GREATEST: bool, const STOP_AT_NAN: bool>(
    elements: &[T],
) -> Option<Found> {
    use std::any::TypeId;

    /// Lengths that fill a vector of any of the types, and whose places have 31 bits.
    const LENGTHS: std::ops::Range<usize> = 16..1 << 31;

    if !LENGTHS.contains(&elements.len()) || super::level() != super::Level::Avx512 {
        return None;
    }
    macro_rules! of_type {
        ($($t:ty: $module:ident;)*) => {$(
            if TypeId::of::<T>() == TypeId::of::<$t>() {
                // SAFETY: the types are one, the processor has AVX-512, and there are enough elements.
                return Some(unsafe {
                    let elements = &*(std::ptr::from_ref(elements) as *const [$t]);
                    $module::place::<GREATEST, STOP_AT_NAN>(elements)
                });
            }
        )*};
    }
    of_type! { f64: double; f32: single; i64: whole; }
    None
}

/// Nothing is done.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
pub(crate) fn place<T, const GREATEST: bool, const STOP_AT_NAN: bool>(_: &[T]) -> Option<Found> {
    None
}

/// The pass for one type: its vectors, and those of places, which have lanes of the same width.
#[cfg(target_arch = "x86_64")]
macro_rules! pass {
    (
        $module:ident, $t:ty, $vector:ty, $mask:ty, $place:ty, $lanes:literal,
        $load:ident, $all:ident, $choose:ident, $least:ident, $greatest:ident,
        $all_places:ident, $choose_places:ident, $add_places:ident, $numbers:expr, $first_place:ident,
        |$a:ident, $b:ident| less: $less:expr, equal: $equal:expr, add: $add:expr, nan: $nan:expr
    ) => {
        mod $module {
            use std::arch::x86_64::*;

            use super::Found;

            const LANES: usize = $lanes;
            /// Vectors side by side, so that none waits for the one before it.
            const CHAINS: usize = 4;

            /// The best elements so far, and where the vectors began with which they came.
            #[derive(Clone, Copy)]
            struct Best {
                elements: $vector,
                starts: __m512i,
                /// The sums of all elements: NaN if one of them is, or if infinite ones cancel.
                sums: $vector,
            }

            #[inline]
            #[target_feature(enable = "avx512f,avx512dq")]
            fn less($a: $vector, $b: $vector) -> $mask {
                $less
            }
            #[inline]
            #[target_feature(enable = "avx512f,avx512dq")]
            fn equal($a: $vector, $b: $vector) -> $mask {
                $equal
            }
            #[inline]
            #[target_feature(enable = "avx512f,avx512dq")]
            fn add($a: $vector, $b: $vector) -> $vector {
                $add
            }
            #[inline]
            #[target_feature(enable = "avx512f,avx512dq")]
            fn any_nan($a: $vector) -> bool {
                $nan
            }

            impl Best {
                #[inline]
                #[target_feature(enable = "avx512f,avx512dq")]
                fn look<const GREATEST: bool>(&mut self, vector: $vector, start: __m512i) {
                    let better = if GREATEST {
                        less(self.elements, vector)
                    } else {
                        less(vector, self.elements)
                    };
                    self.elements = $choose(self.elements, better, vector);
                    self.starts = $choose_places(self.starts, better, start);
                    self.sums = add(self.sums, vector);
                }
            }

            /// # Safety
            /// There must be a vector of elements at least.
            #[target_feature(enable = "avx512f,avx512dq")]
            pub(super) unsafe fn place<const GREATEST: bool, const STOP_AT_NAN: bool>(
                elements: &[$t],
            ) -> Found {
                let n = elements.len();
                // SAFETY: vectors are asked for at places from which one is left.
                let vector = |start: usize| unsafe { $load(elements.as_ptr().add(start)) };
                let places = |start: usize| $all_places(start as $place);
                let first = $all(elements[0]);
                let begin = Best { elements: first, starts: places(0), sums: first };
                let mut best = [begin; CHAINS];
                let mut start = 0;
                while start + CHAINS * LANES <= n {
                    for (chain, best) in best.iter_mut().enumerate() {
                        best.look::<GREATEST>(vector(start + chain * LANES), places(start));
                    }
                    start += CHAINS * LANES;
                }
                // The last vector may have elements again: equal ones do not take a place.
                while start < n {
                    let begin = start.min(n - LANES);
                    best[0].look::<GREATEST>(vector(begin), places(begin));
                    start += LANES;
                }
                if STOP_AT_NAN {
                    let sums = best.iter().fold(first, |sums, best| add(sums, best.sums));
                    if any_nan(sums) && elements.iter().any(|x| x.partial_cmp(x).is_none()) {
                        return Found::Nan;
                    }
                }
                let mut all = best[0];
                for best in &best[1..] {
                    all.look::<GREATEST>(best.elements, best.starts);
                }
                let winner = if GREATEST { $greatest(all.elements) } else { $least(all.elements) };
                if winner == elements[0] {
                    return Found::At(0);
                }
                // Of the lanes that have it, the one where it stood first.
                let mut place = $all_places(<$place>::MAX);
                for (chain, best) in best.iter().enumerate() {
                    let has = equal(best.elements, $all(winner));
                    let here = $add_places(best.starts, places(chain * LANES));
                    let here = $choose_places(
                        $all_places(<$place>::MAX),
                        has,
                        $add_places(here, $numbers),
                    );
                    place = $first_place(place, here);
                }
                let mut lanes = [0 as $place; LANES];
                // SAFETY: the lanes are a vector.
                unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), place) };
                Found::At(
                    lanes.iter().fold(<$place>::MAX, |first, &place| first.min(place)) as usize
                )
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
pass! {
    double, f64, __m512d, __mmask8, i64, 8,
    _mm512_loadu_pd, _mm512_set1_pd, _mm512_mask_mov_pd, _mm512_reduce_min_pd, _mm512_reduce_max_pd,
    _mm512_set1_epi64, _mm512_mask_mov_epi64, _mm512_add_epi64,
    _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7), _mm512_min_epi64,
    |a, b| less: _mm512_cmp_pd_mask::<_CMP_LT_OQ>(a, b),
    equal: _mm512_cmp_pd_mask::<_CMP_EQ_OQ>(a, b),
    add: _mm512_add_pd(a, b),
    nan: _mm512_cmp_pd_mask::<_CMP_UNORD_Q>(a, a) != 0
}
#[cfg(target_arch = "x86_64")]
pass! {
    single, f32, __m512, __mmask16, i32, 16,
    _mm512_loadu_ps, _mm512_set1_ps, _mm512_mask_mov_ps, _mm512_reduce_min_ps, _mm512_reduce_max_ps,
    _mm512_set1_epi32, _mm512_mask_mov_epi32, _mm512_add_epi32,
    _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), _mm512_min_epi32,
    |a, b| less: _mm512_cmp_ps_mask::<_CMP_LT_OQ>(a, b),
    equal: _mm512_cmp_ps_mask::<_CMP_EQ_OQ>(a, b),
    add: _mm512_add_ps(a, b),
    nan: _mm512_cmp_ps_mask::<_CMP_UNORD_Q>(a, a) != 0
}
#[cfg(target_arch = "x86_64")]
pass! {
    whole, i64, __m512i, __mmask8, i64, 8,
    _mm512_loadu_epi64, _mm512_set1_epi64, _mm512_mask_mov_epi64, _mm512_reduce_min_epi64,
    _mm512_reduce_max_epi64, _mm512_set1_epi64, _mm512_mask_mov_epi64, _mm512_add_epi64,
    _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7), _mm512_min_epi64,
    |a, b| less: _mm512_cmplt_epi64_mask(a, b),
    equal: _mm512_cmpeq_epi64_mask(a, b),
    add: _mm512_add_epi64(a, b),
    nan: _mm512_cmpneq_epi64_mask(a, a) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks a pass against one comparison after the other, where the processor has the
    /// instructions.
    #[allow(clippy::print_stdout, reason = "it tells what is not tested")]
    fn check<T: Copy + PartialOrd + 'static>(elements: &[T]) {
        let right = |better: fn(&T, &T) -> bool| {
            let mut place = 0;
            for k in 1..elements.len() {
                if better(&elements[k], &elements[place]) {
                    place = k;
                }
            }
            Found::At(place)
        };
        let nan = elements.iter().any(|x| x.partial_cmp(x).is_none());
        let (Some(least), Some(greatest)) =
            (place::<T, false, false>(elements), place::<T, true, false>(elements))
        else {
            println!("not tested: this processor has no AVX-512");
            return;
        };
        assert_eq!(least, right(|a, b| a < b), "{} elements", elements.len());
        assert_eq!(greatest, right(|a, b| a > b), "{} elements", elements.len());
        let stopped = (place::<T, false, true>(elements), place::<T, true, true>(elements));
        let expected = if nan { (Found::Nan, Found::Nan) } else { (least, greatest) };
        assert_eq!(stopped, (Some(expected.0), Some(expected.1)));
    }

    #[test]
    fn places_are_those_of_the_first_extreme_for_every_length() {
        for n in (16..150).chain([1000, 1024, 4099]) {
            let some = |k: u64| k.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 57;
            let mut doubles: Vec<f64> = (1..=n).map(|k| some(k) as f64 - 60.0).collect();
            check(&doubles);
            check(&(1..=n).map(|k| some(k) as f32 - 60.0).collect::<Vec<_>>());
            check(&(1..=n).map(|k| some(k) as i64 - 60).collect::<Vec<_>>());
            check(&vec![i64::MIN; n as usize]);
            check(&vec![f32::INFINITY; n as usize]);
            check(
                &(0..n)
                    .map(|k| [f64::INFINITY, -f64::INFINITY][k as usize % 2])
                    .collect::<Vec<_>>(),
            );
            for at in [1, n as usize / 2, n as usize - 1] {
                let before = doubles[at];
                for special in [f64::NAN, f64::INFINITY, -f64::INFINITY, -0.0] {
                    doubles[at] = special;
                    check(&doubles);
                }
                doubles[at] = before;
            }
        }
    }

    #[test]
    fn few_elements_and_other_types_are_left_to_others() {
        assert_eq!(place::<f64, true, true>(&[1.0; 15]), None);
        assert_eq!(place::<u8, true, true>(&[1; 100]), None);
    }
}
