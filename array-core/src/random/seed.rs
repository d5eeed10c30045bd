//! What seeds a generator, spread over its state as NumPy's `SeedSequence` does.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

/// What [`default_rng`](super::default_rng) takes as a seed: a non-negative integer, several of
/// them, or `None` for one from the operating system.
pub trait Seed {
    /// The seed in words of 32 bits, the lowest first.
    #[doc(hidden)]
    fn words(self) -> Vec<u32>;
}

/// The words of one integer, at least one.
fn words_of(mut value: u128) -> Vec<u32> {
    let mut words = vec![value as u32];
    value >>= 32;
    while value > 0 {
        words.push(value as u32);
        value >>= 32;
    }
    words
}

macro_rules! integer_seed {
    ($($t:ty)*) => {$(
        impl Seed for $t {
            #[track_caller]
            fn words(self) -> Vec<u32> {
                match u128::try_from(self) {
                    Ok(value) => words_of(value),
                    Err(_) => panic!("default_rng: expected non-negative integer, not {self}"),
                }
            }
        }
        impl Seed for &[$t] {
            #[track_caller]
            fn words(self) -> Vec<u32> {
                self.iter().flat_map(|&value| value.words()).collect()
            }
        }
        impl<const N: usize> Seed for [$t; N] {
            #[track_caller]
            fn words(self) -> Vec<u32> {
                self.as_slice().words()
            }
        }
    )*};
}

integer_seed!(i32 i64 u32 u64 usize u128);

impl Seed for Option<u64> {
    fn words(self) -> Vec<u32> {
        match self {
            Some(value) => value.words(),
            // The keys of a `RandomState` come from the operating system.
            None => [(); 2].map(|()| words_of(RandomState::new().hash_one(0).into())).concat(),
        }
    }
}

/// The words in which the entropy is mixed.
const POOL: usize = 4;

/// `SeedSequence`: spreads the entropy so that similar seeds have unrelated states.
pub(super) struct SeedSequence {
    pool: [u32; POOL],
}

impl SeedSequence {
    pub(super) fn new(entropy: &[u32]) -> Self {
        let mut hash = Hash { multiplier: 0x43b0_d7e5, step: 0x931e_8875 };
        let mut pool = [0; POOL];
        for (index, word) in pool.iter_mut().enumerate() {
            *word = hash.of(entropy.get(index).copied().unwrap_or(0));
        }
        for from in 0..POOL {
            for to in (0..POOL).filter(|&to| to != from) {
                pool[to] = mix(pool[to], hash.of(pool[from]));
            }
        }
        for &word in entropy.iter().skip(POOL) {
            for to in &mut pool {
                *to = mix(*to, hash.of(word));
            }
        }
        Self { pool }
    }

    /// `N` words of 64 bits for the state of a generator.
    pub(super) fn state<const N: usize>(&self) -> [u64; N] {
        let mut hash = Hash { multiplier: 0x8b51_f9dd, step: 0x58f3_8ded };
        let mut words = self.pool.iter().cycle();
        let mut next = || u64::from(hash.of(*words.next().expect("a cycle does not end")));
        std::array::from_fn(|_| next() | next() << 32)
    }
}

/// A hash whose multiplier changes with every word.
struct Hash {
    multiplier: u32,
    step: u32,
}

impl Hash {
    fn of(&mut self, word: u32) -> u32 {
        let word = word ^ self.multiplier;
        self.multiplier = self.multiplier.wrapping_mul(self.step);
        let word = word.wrapping_mul(self.multiplier);
        word ^ word >> 16
    }
}

fn mix(x: u32, y: u32) -> u32 {
    let mixed = x.wrapping_mul(0xca01_f9dd).wrapping_sub(y.wrapping_mul(0x4973_f715));
    mixed ^ mixed >> 16
}
