//! The generator of bits under all distributions: PCG64, variant XSL-RR 128/64.

use std::mem::MaybeUninit;

use super::seed::SeedSequence;

const MULTIPLIER: u128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645;

/// A linear congruential generator of 128 bits, whose state is folded to 64 per draw.
#[derive(Clone, Debug)]
pub(super) struct Pcg64 {
    state: u128,
    increment: u128,
    /// The upper half of a word of which only the lower one was used.
    half: Option<u32>,
}

impl Pcg64 {
    pub(super) fn new(seed: &SeedSequence) -> Self {
        let [state_high, state_low, stream_high, stream_low] = seed.state();
        let join = |high: u64, low: u64| u128::from(high) << 64 | u128::from(low);
        let increment = join(stream_high, stream_low) << 1 | 1;
        let mut generator = Self { state: increment, increment, half: None };
        generator.state = generator.state.wrapping_add(join(state_high, state_low));
        generator.step();
        generator
    }

    fn step(&mut self) {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(self.increment);
    }

    /// The generator after so many more words, found in as many steps as their number has bits
    /// (F. B. Brown, "Random number generation with arbitrary strides", 1994).
    pub(super) fn ahead(&self, words: usize) -> Self {
        let (mut factor, mut term) = (MULTIPLIER, self.increment);
        let (mut all_factors, mut all_terms) = (1_u128, 0_u128);
        let mut left = words;
        while left > 0 {
            if left & 1 == 1 {
                all_factors = all_factors.wrapping_mul(factor);
                all_terms = all_terms.wrapping_mul(factor).wrapping_add(term);
            }
            term = factor.wrapping_add(1).wrapping_mul(term);
            factor = factor.wrapping_mul(factor);
            left >>= 1;
        }
        let state = all_factors.wrapping_mul(self.state).wrapping_add(all_terms);
        Self { state, ..self.clone() }
    }

    /// Fills `out` with what `draw` makes of a word each.
    pub(super) fn fill<T>(mut self, out: &mut [MaybeUninit<T>], draw: impl Fn(u64) -> T) {
        /// Generators side by side: each waits for its last product.
        const STREAMS: usize = 4;
        let each = out.len() / STREAMS;
        let (first, rest) = out.split_at_mut(each);
        let (second, rest) = rest.split_at_mut(each);
        let (third, rest) = rest.split_at_mut(each);
        let (fourth, rest) = rest.split_at_mut(each);
        let [mut b, mut c, mut d, end] = [1, 2, 3, 4].map(|k| self.ahead(k * each));
        for (((first, second), third), fourth) in
            first.iter_mut().zip(second).zip(third).zip(fourth)
        {
            first.write(draw(self.u64()));
            second.write(draw(b.u64()));
            third.write(draw(c.u64()));
            fourth.write(draw(d.u64()));
        }
        self = end;
        rest.iter_mut().for_each(|slot| _ = slot.write(draw(self.u64())));
    }

    /// 64 random bits.
    #[inline]
    pub(super) fn u64(&mut self) -> u64 {
        self.step();
        let folded = (self.state >> 64) as u64 ^ self.state as u64;
        folded.rotate_right((self.state >> 122) as u32)
    }

    /// 32 random bits: the lower half of a word, then its upper half.
    #[inline]
    pub(super) fn u32(&mut self) -> u32 {
        if let Some(half) = self.half.take() {
            return half;
        }
        let word = self.u64();
        self.half = Some((word >> 32) as u32);
        word as u32
    }

    /// Uniform in `[0, 1)`, a multiple of 2^-53.
    #[inline]
    pub(super) fn f64(&mut self) -> f64 {
        fraction(self.u64())
    }

    /// Uniform in `0..=last`, without bias, by Lemire's multiplication.
    #[inline]
    pub(super) fn up_to(&mut self, last: u64) -> u64 {
        match u32::try_from(last) {
            Ok(0) => 0,
            Ok(u32::MAX) => self.u32().into(),
            Ok(last) => self.up_to_u32(last).into(),
            Err(_) if last == u64::MAX => self.u64(),
            Err(_) => self.up_to_u64(last),
        }
    }

    /// Uniform in `0..=last`, without bias, by drawing as many bits as `last` has until they fit.
    pub(super) fn up_to_by_mask(&mut self, last: u64) -> u64 {
        let mask = u64::MAX.checked_shr(last.leading_zeros()).unwrap_or(0);
        loop {
            let word = match u32::try_from(last) {
                Ok(0) => 0,
                Ok(_) => self.u32().into(),
                Err(_) => self.u64(),
            };
            if word & mask <= last {
                return word & mask;
            }
        }
    }

    /// [`up_to`](Self::up_to) for what 32 bits hold, but for 0 and all of them.
    #[inline]
    pub(super) fn up_to_u32(&mut self, last: u32) -> u32 {
        let count = last + 1;
        let mut product = u64::from(self.u32()) * u64::from(count);
        if (product as u32) < count {
            let threshold = (u32::MAX - last) % count;
            while (product as u32) < threshold {
                product = u64::from(self.u32()) * u64::from(count);
            }
        }
        (product >> 32) as u32
    }

    fn up_to_u64(&mut self, last: u64) -> u64 {
        let count = last + 1;
        let mut product = u128::from(self.u64()) * u128::from(count);
        if (product as u64) < count {
            let threshold = (u64::MAX - last) % count;
            while (product as u64) < threshold {
                product = u128::from(self.u64()) * u128::from(count);
            }
        }
        (product >> 64) as u64
    }
}

/// A word as a number in `[0, 1)`, a multiple of 2^-53.
#[inline]
pub(super) fn fraction(word: u64) -> f64 {
    (word >> 11) as f64 * (1. / (1_u64 << 53) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::seed::Seed;

    #[test]
    fn the_bits_are_numpys() {
        // numpy.random.PCG64(42).random_raw(3)
        let mut bits = Pcg64::new(&SeedSequence::new(&42.words()));
        assert_eq!(
            [bits.u64(), bits.u64(), bits.u64()],
            [0xc621_fbcd_16d9_2688, 0x705a_5661_a791_ffc1, 0xdbcd_12c2_6eda_1624]
        );
        // numpy.random.PCG64([1, 2**40, 3, 4, 5]).random_raw(2): more words than the pool has
        let mut bits = Pcg64::new(&SeedSequence::new(&[1_u64, 1 << 40, 3, 4, 5].words()));
        assert_eq!([bits.u64(), bits.u64()], [0xa63e_7eca_3eba_439e, 0xc1eb_a906_aea7_e0ce]);
    }

    #[test]
    fn words_ahead_are_those_that_come_one_by_one() {
        let start = Pcg64::new(&SeedSequence::new(&7.words()));
        for n in [0, 1, 3, 4, 7, 64, 1001] {
            let mut one_by_one = start.clone();
            let words: Vec<u64> = (0..n).map(|_| one_by_one.u64()).collect();
            let mut filled = vec![MaybeUninit::new(0); n];
            start.clone().fill(&mut filled, |word| word);
            // SAFETY: all were initialised.
            assert_eq!(unsafe { filled.assume_init_ref() }, words);
            assert_eq!(start.ahead(n).u64(), one_by_one.u64());
        }
    }
}
