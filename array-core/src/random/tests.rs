//! Every distribution against NumPy 2.4: a hash of the bits of long streams.

use super::*;
use crate::array::Array;
use crate::creation::array;
use crate::dtype::Element;

/// Draws per stream: rare branches, such as the tails, occur in it.
const N: usize = 20_000;

fn seeded() -> Generator {
    default_rng(42)
}

trait Bits: Element {
    fn bits(self) -> u64;
}

impl Bits for f64 {
    fn bits(self) -> u64 {
        self.to_bits()
    }
}

impl Bits for i64 {
    fn bits(self) -> u64 {
        self as u64
    }
}

/// `h = 0; for b in a.view(uint64): h = (h ^ b) * 0x100000001b3 % 2**64` of NumPy's array.
#[track_caller]
fn check<T: Bits>(drawn: &Array<T>, expected: u64) {
    let hash = |hash: u64, x: T| (hash ^ x.bits()).wrapping_mul(0x0100_0000_01b3);
    assert_eq!(drawn.to_vec().into_iter().fold(0, hash), expected);
}

#[test]
fn floats_are_numpys_to_the_last_bit() {
    check(&seeded().random(N), 0x095eee3bbe8b0f9a);
    check(&seeded().standard_normal(N), 0x26216050cfc6a25a);
    check(&seeded().normal_with(3., 2.5, N), 0x49553af5a0348164);
    check(&seeded().uniform_with(-2., 7.3, N), 0xdf3c4612ec3e43d5);
    check(&seeded().standard_exponential(N), 0xb04395bba6be29d5);
    check(&seeded().exponential_with(0.37, N), 0x69e9e438a268c922);
    check(&seeded().gamma(0.2, 2., N), 0x38e841a9925d67bd);
    check(&seeded().gamma(30., 2., N), 0xf564e131dd286286);
    check(&seeded().beta(0.5, 0.5, N), 0x962583b46547c242);
    check(&seeded().beta(0.01, 0.01, N), 0x9ba046e2a45be021);
    check(&seeded().beta(2., 5., N), 0x4ca6b86a47157821);
}

#[test]
fn integers_and_choices_are_numpys() {
    let p = array([0.1, 0.2, 0.3, 0.4]);
    check(&seeded().integers(0, 10, N), 0x43f33fc3e9e4526a);
    check(&seeded().integers(-5, 1_i64 << 33, N), 0xc175b619fe2e5b97);
    check(&seeded().integers(0, 1_i64 << 32, N), 0x16e10507193c8b6f);
    check(&seeded().integers_endpoint(i64::MIN, i64::MAX, N), 0x13a1983aecef35fe);
    check(&seeded().binomial(10, 0.3, N), 0x788b223bdf8c55c8);
    check(&seeded().binomial(1000, 0.9, N), 0x1a1cbb7832ed76c0);
    check(&seeded().binomial(100_000, 0.4, N), 0x3a2de5b08bf1f6b8);
    check(&seeded().poisson(3., N), 0xa440fce9b44e82a5);
    check(&seeded().poisson(25.5, N), 0x2c655ae554b6b46e);
    check(&seeded().permutation(N), 0x3fd003ca03be1808);
    check(&seeded().choice(1000, N), 0xb0c6e2ee2cb77853);
    check(&seeded().choice_with(20_000, 300, false, None), 0x039af5d03de5233a);
    check(&seeded().choice_with(20_000, 3000, false, None), 0x28508dcec642523d);
    check(&seeded().choice_with(4, N, true, Some(&p)), 0x8e390439b1a7ee76);
    check(&seeded().choice_with(4, 4, false, Some(&p)), 0xf142f9190c713156);
}

#[test]
fn halves_of_words_are_kept_between_calls() {
    let rng = seeded();
    assert_eq!(rng.integers(0, 5, 3).to_vec(), [0, 3, 3]);
    assert_eq!(rng.integers(0, 1_i64 << 40, 2).to_vec(), [944038396526, 766764256790]);
    assert_eq!(rng.integers(0, 5, 3).to_vec(), [2, 1, 0]);
}

#[test]
fn rows_are_shuffled_as_a_whole() {
    let mut rows = array([[0, 1], [2, 3], [4, 5], [6, 7]]);
    seeded().shuffle(&mut rows);
    assert_eq!(rows.to_vec(), [6, 7, 4, 5, 2, 3, 0, 1]);
    assert_eq!(seeded().choice(&rows, (2, 1)).shape(), [2, 1, 2]);
}

#[test]
fn seeds_of_the_system_differ() {
    let words = |rng: Generator| rng.random(4).to_vec();
    assert_ne!(words(default_rng(None)), words(default_rng(None)));
    assert_eq!(words(default_rng(Some(42))), words(seeded()));
}

#[test]
fn shapes_may_be_empty_or_have_no_axes() {
    assert_eq!(seeded().normal(()).ndim(), 0);
    assert_eq!(seeded().poisson(3., (0, 2)).shape(), [0, 2]);
}

#[test]
#[should_panic(expected = "integers: low >= high: 3 >= 3")]
fn an_empty_range_panics() {
    let _ = seeded().integers(3, 3, 1);
}

#[test]
#[should_panic(
    expected = "Cannot take a larger sample than population when replace is False: 5 of 4"
)]
fn too_large_a_sample_panics() {
    let _ = seeded().choice_with(4, 5, false, None);
}

#[test]
fn numbers_of_things_have_any_integer_type() {
    let (few, many, high) = (4_i32, 4_usize, 10_u8);
    assert_eq!(seeded().permutation(few), seeded().permutation(many));
    assert_eq!(seeded().choice(few, 5), seeded().choice(4, 5));
    assert_eq!(seeded().integers(0_usize, high, 3), seeded().integers(0, 10_i64, 3));
    assert_eq!(seeded().integers_endpoint(1, few, 3), seeded().integers(1, 5, 3));
    assert_eq!(seeded().binomial(many, 0.5, 3), seeded().binomial(4, 0.5, 3));
    // The element type is known without that of the literal.
    let squares = seeded().permutation(4).to_vec().into_iter().map(|place| place.pow(2));
    assert_eq!(squares.sum::<i64>(), 14);
}

#[test]
#[should_panic(expected = "choice: there are no -1 things to choose from")]
fn there_are_no_negative_populations() {
    let _ = seeded().permutation(-1);
}
