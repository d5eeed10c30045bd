//! Means and standard deviations, against NIST's univariate sets.

use array_core::prelude::*;

use crate::strd::{digits, read};

/// Numbers with their certified mean and standard deviation.
struct Sample {
    name: &'static str,
    numbers: Vec<f64>,
    mean: f64,
    std: f64,
}

fn observed(name: &'static str, file: &str) -> Sample {
    let set = read(file);
    let &[mean, std] = &set.certified[..] else { panic!("{file} certifies two figures") };
    Sample { name, numbers: set.rows.concat(), mean, std }
}

/// `middle`, then 1,000 numbers that are a tenth below and above it in turns.
fn alternating(name: &'static str, [low, middle, high]: [f64; 3]) -> Sample {
    let pairs = [low, high].repeat(500);
    Sample { name, numbers: [vec![middle], pairs].concat(), mean: middle, std: 0.1 }
}

fn samples() -> Vec<Sample> {
    vec![
        observed("Lew", "lew.txt"),
        observed("Lottery", "lottery.txt"),
        observed("Mavro", "mavro.txt"),
        observed("Michelso", "michelso.txt"),
        Sample { name: "PiDigits", numbers: digits_of_pi(), mean: 4.5348, std: 2.86733906028871 },
        Sample {
            name: "NumAcc1",
            numbers: vec![10_000_001., 10_000_003., 10_000_002.],
            mean: 10_000_002.,
            std: 1.,
        },
        alternating("NumAcc2", [1.1, 1.2, 1.3]),
        alternating("NumAcc3", [1_000_000.1, 1_000_000.2, 1_000_000.3]),
        alternating("NumAcc4", [10_000_000.1, 10_000_000.2, 10_000_000.3]),
    ]
}

/// The digits in which the best algorithm must agree.
///
/// Writing a number that is no integer as `f64` moves it by up to half a unit in the last place,
/// and the standard deviation by up to as much; the certified figure is rounded in its 15th digit;
/// and a few roundings remain for the algorithm itself.
fn attainable(numbers: &[f64], figure: f64) -> f64 {
    const ROUNDINGS: f64 = 8. * f64::EPSILON;
    const PRINTED: f64 = 5e-15;
    let largest = numbers.iter().fold(0., |largest: f64, x| largest.max(x.abs()));
    let integers = numbers.iter().all(|x| x.fract() == 0.);
    let conversion = if integers { 0. } else { f64::EPSILON / 2. * largest / figure.abs() };
    -(conversion + PRINTED + ROUNDINGS).log10()
}

#[test]
fn means_and_deviations_have_every_digit_that_the_data_allow() {
    for Sample { name, numbers, mean, std } in samples() {
        let a = array(numbers.clone());
        for (what, value, certified) in [("mean", a.mean(), mean), ("std", a.std_with(1), std)] {
            let (found, least) = (digits(value, certified), attainable(&numbers, certified));
            println!("{name} {what}: {found:.1} digits, at least {least:.1} wanted");
            assert!(found >= least, "{name} {what}: {value}, certified {certified}");
        }
    }
}

/// The first 5,000 digits of pi as NIST has them: one is wrong, and the certified figures are those
/// of the set with it.
fn digits_of_pi() -> Vec<f64> {
    const DIGITS: usize = 5000;
    const WRONG: (usize, f64, f64) = (956, 8., 3.);
    // Machin's formula.
    let mut pi = Fixed::inverse_tangent(16, 5);
    pi.subtract(&Fixed::inverse_tangent(4, 239));
    let mut digits: Vec<f64> = pi.digits().take(DIGITS).map(f64::from).collect();
    let (place, right, wrong) = WRONG;
    assert_eq!(digits[place], right);
    digits[place] = wrong;
    digits
}

/// A number from 0 on, in limbs of nine decimal digits, the whole part first.
#[derive(Clone)]
struct Fixed([u64; Self::LIMBS]);

impl Fixed {
    const BASE: u64 = 1_000_000_000;
    /// The whole part, 5,000 digits, and two more limbs in which the roundings stay.
    const LIMBS: usize = 1 + 556 + 2;

    /// `times` arctan(1/`x`), by its series.
    fn inverse_tangent(times: u64, x: u64) -> Self {
        let mut power = Self([0; Self::LIMBS]);
        power.0[0] = times;
        power.divide(x);
        let mut sum = power.clone();
        for k in (3..).step_by(2) {
            power.divide(x * x);
            if power.0.iter().all(|&limb| limb == 0) {
                return sum;
            }
            let mut term = power.clone();
            term.divide(k);
            if k % 4 == 1 { sum.add(&term) } else { sum.subtract(&term) }
        }
        unreachable!("the powers vanish")
    }

    fn divide(&mut self, divisor: u64) {
        let mut rest = 0;
        for limb in &mut self.0 {
            let dividend = rest * Self::BASE + *limb;
            (*limb, rest) = (dividend / divisor, dividend % divisor);
        }
    }

    fn add(&mut self, other: &Self) {
        let mut carry = 0;
        for (limb, other) in self.0.iter_mut().zip(&other.0).rev() {
            let sum = *limb + other + carry;
            (*limb, carry) = (sum % Self::BASE, sum / Self::BASE);
        }
    }

    fn subtract(&mut self, other: &Self) {
        let mut borrowed = 0;
        for (limb, other) in self.0.iter_mut().zip(&other.0).rev() {
            let rest = *limb + Self::BASE - other - borrowed;
            (*limb, borrowed) = (rest % Self::BASE, 1 - rest / Self::BASE);
        }
    }

    fn digits(&self) -> impl Iterator<Item = u8> {
        let fraction: String = self.0[1..].iter().map(|limb| format!("{limb:09}")).collect();
        let digits: Vec<u8> = fraction.bytes().map(|digit| digit - b'0').collect();
        std::iter::once(self.0[0] as u8).chain(digits)
    }
}
