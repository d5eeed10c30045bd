//! Elements one after the other, each several times.

/// Fills `to` with the elements of `from`, each `count` times.
pub(crate) fn repeat<B: Copy>(to: &mut [B], from: &[B], count: usize) {
    match count {
        0 => {}
        2 => repeat_exactly::<2, B>(to, from),
        3 => repeat_exactly::<3, B>(to, from),
        4 => repeat_exactly::<4, B>(to, from),
        _ => {
            for (slots, &element) in to.chunks_exact_mut(count).zip(from) {
                slots.fill(element);
            }
        }
    }
}

/// As [`repeat`], of a number of times that the compiler knows and needs no inner loop for.
fn repeat_exactly<const COUNT: usize, B: Copy>(to: &mut [B], from: &[B]) {
    for (slots, &element) in to.as_chunks_mut::<COUNT>().0.iter_mut().zip(from) {
        *slots = [element; COUNT];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_fills_the_slots_in_order() {
        for count in 0..7 {
            let mut to = vec![0; 3 * count];
            repeat(&mut to, &[7, 8, 9], count);
            let expect: Vec<i32> =
                [7, 8, 9].iter().flat_map(|&x| std::iter::repeat_n(x, count)).collect();
            assert_eq!(to, expect);
        }
    }
}
