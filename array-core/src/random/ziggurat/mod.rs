//! Normal and exponential numbers by the ziggurat method: 256 layers of equal area cover the
//! density; nearly every draw falls where its layer lies wholly under the density.

mod exponential_tables;
mod normal_tables;

use super::pcg64::Pcg64;

/// Where the layers under the normal density end and its tail begins.
const NORMAL_TAIL: f64 = 3.654_152_885_361_009;
const NORMAL_TAIL_INVERSE: f64 = 0.273_661_237_329_758_3;
/// Where the layers under the exponential density end and its tail begins.
const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;

/// A number of the standard normal distribution.
#[inline]
pub(super) fn normal(bits: &mut Pcg64) -> f64 {
    use normal_tables::{HEIGHT, INSIDE, WIDTH};
    loop {
        let word = bits.u64();
        let layer = (word & 0xff) as usize;
        let sign = (word >> 8) << 63;
        let place = word >> 9 & 0x000f_ffff_ffff_ffff;
        let size = place as f64 * f64::from_bits(WIDTH[layer]);
        // No branch: each sign is as likely as the other.
        let x = f64::from_bits(size.to_bits() ^ sign);
        if place < INSIDE[layer] {
            return x;
        }
        if layer == 0 {
            let size = normal_tail(bits);
            return if place >> 8 & 1 == 1 { -size } else { size };
        }
        if is_under(HEIGHT[layer - 1], HEIGHT[layer], bits.f64(), (-0.5 * x * x).exp()) {
            return x;
        }
    }
}

#[cold]
fn normal_tail(bits: &mut Pcg64) -> f64 {
    loop {
        let beyond = -NORMAL_TAIL_INVERSE * (-bits.f64()).ln_1p();
        let y = -(-bits.f64()).ln_1p();
        if y + y > beyond * beyond {
            return NORMAL_TAIL + beyond;
        }
    }
}

/// A number of the standard exponential distribution.
#[inline]
pub(super) fn exponential(bits: &mut Pcg64) -> f64 {
    use exponential_tables::{HEIGHT, INSIDE, WIDTH};
    loop {
        let word = bits.u64() >> 3;
        let layer = (word & 0xff) as usize;
        let place = word >> 8;
        let x = place as f64 * f64::from_bits(WIDTH[layer]);
        if place < INSIDE[layer] {
            return x;
        }
        if layer == 0 {
            return EXPONENTIAL_TAIL - (-bits.f64()).ln_1p();
        }
        if is_under(HEIGHT[layer - 1], HEIGHT[layer], bits.f64(), (-x).exp()) {
            return x;
        }
    }
}

/// Whether a height drawn between those of two layers' ends, given by their bits, lies under the
/// density.
fn is_under(upper: u64, lower: u64, part: f64, density: f64) -> bool {
    let (upper, lower) = (f64::from_bits(upper), f64::from_bits(lower));
    (upper - lower) * part + lower < density
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All layers have the same area, and each ends where the next one begins.
    fn check(
        width: &[u64; 256],
        height: &[u64; 256],
        inside: &[u64; 256],
        places: f64,
        density: fn(f64) -> f64,
    ) {
        let end = |layer: usize| f64::from_bits(width[layer]) * places;
        let top = |layer: usize| f64::from_bits(height[layer]);
        let area = end(0) * top(255);
        for layer in 1..256 {
            assert!((top(layer) - density(end(layer))).abs() < 1e-15, "height {layer}");
            let above = end(layer) * (top(layer - 1) - top(layer));
            assert!((above - area).abs() < 1e-14, "area {layer}");
        }
        for (layer, &place) in inside.iter().enumerate().skip(2) {
            let ratio = end(layer - 1) / end(layer);
            assert!((place as f64 / places - ratio).abs() < 1e-13, "ratio {layer}");
        }
    }

    #[test]
    fn the_tables_follow_the_formula() {
        use exponential_tables as e;
        use normal_tables as n;
        check(&n::WIDTH, &n::HEIGHT, &n::INSIDE, 2_f64.powi(52), |x| (-0.5 * x * x).exp());
        check(&e::WIDTH, &e::HEIGHT, &e::INSIDE, 2_f64.powi(53), |x| (-x).exp());
    }
}
