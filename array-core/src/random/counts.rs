//! Whole numbers of events: binomial and Poisson.

use super::pcg64::Pcg64;

/// Expected counts up to this are found by adding up probabilities, larger ones by rejection.
const FEW_SUCCESSES: f64 = 30.;
/// As [`FEW_SUCCESSES`], for Poisson's distribution.
const FEW_EVENTS: f64 = 10.;

/// The number of successes of `n` trials with probability `p`.
pub(super) fn binomial(bits: &mut Pcg64, n: i64, p: f64) -> i64 {
    if n == 0 || p == 0. {
        return 0;
    }
    let rarer = if p <= 0.5 { p } else { 1. - p };
    let successes = if rarer * n as f64 <= FEW_SUCCESSES {
        binomial_by_inversion(bits, n, rarer)
    } else {
        Btpe::new(n, rarer).draw(bits)
    };
    if p <= 0.5 { successes } else { n - successes }
}

fn binomial_by_inversion(bits: &mut Pcg64, n: i64, p: f64) -> i64 {
    let count = n as f64;
    let q = 1. - p;
    let none = (count * (-p).ln_1p()).exp();
    let mean = count * p;
    let bound = count.min(mean + 10. * (mean * q + 1.).sqrt()) as i64;
    'again: loop {
        let (mut successes, mut probability, mut left) = (0, none, bits.f64());
        while left > probability {
            successes += 1;
            if successes > bound {
                continue 'again;
            }
            left -= probability;
            probability = (n - successes + 1) as f64 * p * probability / (successes as f64 * q);
        }
        return successes;
    }
}

/// Kachitvichyanukul and Schmeiser's rejection from a triangle, two parallelograms and two
/// exponential tails around the mode, for `p <= 1/2`.
struct Btpe {
    n: i64,
    p: f64,
    q: f64,
    mode: i64,
    /// Half the width of the triangle, its middle and its ends.
    half: f64,
    middle: f64,
    left: f64,
    right: f64,
    /// The height of the parallelograms, the rates of the tails.
    height: f64,
    left_rate: f64,
    right_rate: f64,
    /// The cumulative areas after the parallelograms and after each tail.
    areas: [f64; 3],
}

impl Btpe {
    fn new(n: i64, p: f64) -> Self {
        let count = n as f64;
        let q = 1. - p;
        let peak = count * p + p;
        let mode = peak.floor();
        let half = (2.195 * (count * p * q).sqrt() - 4.6 * q).floor() + 0.5;
        let middle = mode + 0.5;
        let (left, right) = (middle - half, middle + half);
        let height = 0.134 + 20.5 / (15.3 + mode);
        let slope = (peak - left) / (peak - left * p);
        let left_rate = slope * (1. + slope / 2.);
        let slope = (right - peak) / (right * q);
        let right_rate = slope * (1. + slope / 2.);
        let sides = half * (1. + 2. * height);
        let with_left = sides + height / left_rate;
        let areas = [sides, with_left, with_left + height / right_rate];
        let mode = mode as i64;
        Self { n, p, q, mode, half, middle, left, right, height, left_rate, right_rate, areas }
    }

    fn draw(&self, bits: &mut Pcg64) -> i64 {
        loop {
            let u = bits.f64() * self.areas[2];
            let v = bits.f64();
            if u <= self.half {
                return (self.middle - self.half * v + u).floor() as i64;
            }
            if let Some((y, v)) = self.propose(u, v)
                && self.accepts(y, v)
            {
                return y;
            }
        }
    }

    /// A number under the parallelograms or tails and the height drawn for it, if it is possible.
    fn propose(&self, u: f64, v: f64) -> Option<(i64, f64)> {
        let [sides, with_left, _] = self.areas;
        if u <= sides {
            let x = self.left + (u - self.half) / self.height;
            let v = v * self.height + 1. - (self.mode as f64 - x + 0.5).abs() / self.half;
            (v <= 1.).then(|| (x.floor() as i64, v))
        } else if u <= with_left {
            let y = (self.left + v.ln() / self.left_rate).floor();
            (y >= 0. && v != 0.).then_some((y as i64, v * (u - sides) * self.left_rate))
        } else {
            let y = (self.right - v.ln() / self.right_rate).floor();
            let is_possible = y <= self.n as f64 && v != 0.;
            is_possible.then_some((y as i64, v * (u - with_left) * self.right_rate))
        }
    }

    /// Whether the height `v` lies under the distribution at `y`.
    fn accepts(&self, y: i64, v: f64) -> bool {
        let Self { n, p, q, mode, .. } = *self;
        let variance = n as f64 * p * q;
        let distance = (y - mode).abs();
        if distance <= 20 || distance as f64 >= variance / 2. - 1. {
            return v <= self.ratio_to_mode(y);
        }
        let k = distance as f64;
        let slack = (k / variance) * ((k * (k / 3. + 0.625) + 1. / 6.) / variance + 0.5);
        let bound = -(k * k) / (2. * variance);
        let height = v.ln();
        if height < bound - slack {
            return true;
        }
        height <= bound + slack && height <= self.log_ratio(y)
    }

    /// The probability of `y` over that of the mode, factor by factor.
    fn ratio_to_mode(&self, y: i64) -> f64 {
        let odds = self.p / self.q;
        let a = odds * (self.n + 1) as f64;
        let factor = |i: i64| a / i as f64 - odds;
        if self.mode < y {
            (self.mode + 1..=y).fold(1., |ratio, i| ratio * factor(i))
        } else {
            (y + 1..=self.mode).fold(1., |ratio, i| ratio / factor(i))
        }
    }

    /// The logarithm of the probability of `y` over that of the mode, by Stirling's series.
    fn log_ratio(&self, y: i64) -> f64 {
        let (n, mode) = (self.n as f64, self.mode as f64);
        let y = y as f64;
        let (x, f) = (y + 1., mode + 1.);
        let (z, w) = (n + 1. - mode, n - y + 1.);
        self.middle * (f / x).ln()
            + (n - mode + 0.5) * (z / w).ln()
            + (y - mode) * (w * self.p / (x * self.q)).ln()
            + stirling(f)
            + stirling(z)
            + stirling(x)
            + stirling(w)
    }
}

/// The correction of Stirling's formula.
fn stirling(x: f64) -> f64 {
    let square = x * x;
    (13680. - (462. - (132. - (99. - 140. / square) / square) / square) / square) / x / 166320.
}

/// The number of events of a Poisson process that expects `mean` of them.
pub(super) fn poisson(bits: &mut Pcg64, mean: f64) -> i64 {
    if mean >= FEW_EVENTS {
        return poisson_by_rejection(bits, mean);
    }
    if mean == 0. {
        return 0;
    }
    let none = (-mean).exp();
    let (mut events, mut product) = (0, bits.f64());
    while product > none {
        events += 1;
        product *= bits.f64();
    }
    events
}

/// Hörmann's transformed rejection with squeeze.
fn poisson_by_rejection(bits: &mut Pcg64, mean: f64) -> i64 {
    let root = mean.sqrt();
    let log_mean = mean.ln();
    let b = 0.931 + 2.53 * root;
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let squeeze = 0.9277 - 3.6224 / (b - 2.);
    loop {
        let u = bits.f64() - 0.5;
        let v = bits.f64();
        let margin = 0.5 - u.abs();
        let k = ((2. * a / margin + b) * u + mean + 0.43).floor();
        if margin >= 0.07 && v <= squeeze {
            return k as i64;
        }
        if k < 0. || (margin < 0.013 && v > margin) {
            continue;
        }
        let height = v.ln() + inverse_alpha.ln() - (a / (margin * margin) + b).ln();
        if height <= -mean + k * log_mean - log_gamma(k + 1.) {
            return k as i64;
        }
    }
}

/// The logarithm of the gamma function of a whole number, by Stirling's series from 7 on.
fn log_gamma(x: f64) -> f64 {
    const SERIES: [f64; 10] = [
        8.333333333333333e-02,
        -2.777777777777778e-03,
        7.936507936507937e-04,
        -5.952380952380952e-04,
        8.417508417508418e-04,
        -1.917526917526918e-03,
        6.41025641025641e-03,
        -2.955065359477124e-02,
        1.796443723688307e-01,
        -1.39243221690590e+00,
    ];
    /// The logarithm of two pi.
    const LOG_TWO_PI: f64 = 1.837_877_066_409_345_3;
    if x == 1. || x == 2. {
        return 0.;
    }
    let raised = if x < 7. { (7. - x).trunc() } else { 0. };
    let mut top = x + raised;
    let inverse_square = (1. / top) * (1. / top);
    let series = SERIES.iter().rev().copied().reduce(|sum, term| sum * inverse_square + term);
    let series = series.expect("the series has terms");
    let mut log = series / top + 0.5 * LOG_TWO_PI + (top - 0.5) * top.ln() - top;
    for _ in 0..raised as i64 {
        log -= (top - 1.).ln();
        top -= 1.;
    }
    log
}
