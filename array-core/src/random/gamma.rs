//! Gamma and beta numbers.

use super::pcg64::Pcg64;
use super::ziggurat::{exponential, normal};

/// A number of the gamma distribution of this shape, with scale one.
pub(super) fn gamma(bits: &mut Pcg64, shape: f64) -> f64 {
    if shape == 1. {
        exponential(bits)
    } else if shape == 0. {
        0.
    } else if shape < 1. {
        gamma_of_small_shape(bits, shape)
    } else {
        gamma_of_large_shape(bits, shape)
    }
}

/// Rejection in two pieces, below and above one.
fn gamma_of_small_shape(bits: &mut Pcg64, shape: f64) -> f64 {
    loop {
        let u = bits.f64();
        let v = exponential(bits);
        if u <= 1. - shape {
            let x = u.powf(1. / shape);
            if x <= v {
                return x;
            }
        } else {
            let y = -((1. - u) / shape).ln();
            let x = (1. - shape + shape * y).powf(1. / shape);
            if x <= v + y {
                return x;
            }
        }
    }
}

/// Marsaglia and Tsang's cube of a normal number.
fn gamma_of_large_shape(bits: &mut Pcg64, shape: f64) -> f64 {
    let b = shape - 1. / 3.;
    let c = 1. / (9. * b).sqrt();
    loop {
        let (x, root) = loop {
            let x = normal(bits);
            let root = 1. + c * x;
            if root > 0. {
                break (x, root);
            }
        };
        let v = root * root * root;
        let u = bits.f64();
        if u < 1. - 0.0331 * (x * x) * (x * x) || u.ln() < 0.5 * x * x + b * (1. - v + v.ln()) {
            return b * v;
        }
    }
}

/// A number of the beta distribution: by Jöhnk's method for small parameters, else as a ratio of
/// gamma numbers.
pub(super) fn beta(bits: &mut Pcg64, a: f64, b: f64) -> f64 {
    if a > 1. || b > 1. {
        let x = gamma(bits, a);
        return x / (x + gamma(bits, b));
    }
    loop {
        let (u, v) = (bits.f64(), bits.f64());
        let (x, y) = (u.powf(1. / a), v.powf(1. / b));
        let sum = x + y;
        if sum > 1. || u + v <= 0. {
            continue;
        }
        if x > 0. && y > 0. {
            return x / sum;
        }
        // A power vanished: continue with their logarithms.
        let (x, y) = (u.ln() / a, v.ln() / b);
        let larger = x.max(y);
        let (x, y) = (x - larger, y - larger);
        return (x - (x.exp() + y.exp()).ln()).exp();
    }
}
