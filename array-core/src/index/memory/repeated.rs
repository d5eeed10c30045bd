//! Elements one after the other, each several times.

use std::mem::MaybeUninit;

use super::bits;
use crate::dtype::Element;
use crate::threads;

/// Fills `to` with the elements of `from`, each `count` times.
pub(crate) fn repeat<T: Element>(to: &mut [MaybeUninit<T>], from: &[T], count: usize) {
    if count > 0 {
        let from = bits(from);
        threads::each_part_of(to, count, |start, to| {
            // SAFETY: `T::Bits` has the size and alignment of `T`, and bits of elements are what is
            // written.
            let to = unsafe { std::slice::from_raw_parts_mut(to.as_mut_ptr().cast(), to.len()) };
            repeat_bits::<T::Bits>(to, &from[start / count..], count);
        });
    }
}

fn repeat_bits<B: Copy>(to: &mut [MaybeUninit<B>], from: &[B], count: usize) {
    match count {
        2 => repeat_exactly::<2, B>(to, from),
        3 => repeat_exactly::<3, B>(to, from),
        4 => repeat_exactly::<4, B>(to, from),
        _ => {
            for (slots, &element) in to.chunks_exact_mut(count).zip(from) {
                slots.fill(MaybeUninit::new(element));
            }
        }
    }
}

/// As [`repeat_bits`], of a number of times that the compiler knows and needs no inner loop for.
fn repeat_exactly<const COUNT: usize, B: Copy>(to: &mut [MaybeUninit<B>], from: &[B]) {
    for (slots, &element) in to.as_chunks_mut::<COUNT>().0.iter_mut().zip(from) {
        *slots = [MaybeUninit::new(element); COUNT];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_fills_the_slots_in_order() {
        for count in 0..7 {
            for n in [3, 100_003] {
                let from: Vec<i32> = (0..n).collect();
                let mut to = vec![MaybeUninit::new(-1); from.len() * count];
                repeat(&mut to, &from, count);
                // SAFETY: all were initialised.
                let found = unsafe { to.assume_init_ref() };
                let expected = from.iter().flat_map(|&x| std::iter::repeat_n(x, count));
                assert!(found.iter().copied().eq(expected), "{n} elements, {count} times");
            }
        }
    }
}
