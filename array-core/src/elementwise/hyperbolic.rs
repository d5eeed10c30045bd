//! Inverse hyperbolic functions within a unit in the last place.
//!
//! The standard library's own square arguments that are too large for it, and lose digits near
//! zero and near one.

use std::f64::consts::LN_2;

/// Above it `x * x + 1` is `x * x`, so that the functions are logarithms of `2 * x`.
const LARGE: f64 = (1_u64 << 28) as f64;

/// The areas under a hyperbola that belong to its sine, cosine and tangent.
pub(super) trait InverseHyperbolic {
    fn area_sine(self) -> Self;
    fn area_cosine(self) -> Self;
    fn area_tangent(self) -> Self;
}

impl InverseHyperbolic for f64 {
    fn area_sine(self) -> Self {
        let x = self.abs();
        let root = x.hypot(1.);
        let area = if x > LARGE {
            x.ln() + LN_2
        } else if x > 2. {
            (2. * x + 1. / (root + x)).ln()
        } else {
            (x + x * x / (1. + root)).ln_1p()
        };
        area.copysign(self)
    }

    fn area_cosine(self) -> Self {
        if self < 1. {
            return Self::NAN;
        }
        let above = self - 1.;
        if self > LARGE {
            self.ln() + LN_2
        } else if self > 2. {
            (2. * self - 1. / (self + (self * self - 1.).sqrt())).ln()
        } else {
            (above + (2. * above + above * above).sqrt()).ln_1p()
        }
    }

    fn area_tangent(self) -> Self {
        let x = self.abs();
        let ratio = if x < 0.5 { 2. * x + 2. * x * x / (1. - x) } else { 2. * x / (1. - x) };
        (0.5 * ratio.ln_1p()).copysign(self)
    }
}

/// Through `f64`, which leaves one rounding.
impl InverseHyperbolic for f32 {
    fn area_sine(self) -> Self {
        f64::from(self).area_sine() as Self
    }

    fn area_cosine(self) -> Self {
        f64::from(self).area_cosine() as Self
    }

    fn area_tangent(self) -> Self {
        f64::from(self).area_tangent() as Self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_ranges_are_those_of_numpy() {
        const INFINITY: f64 = f64::INFINITY;
        assert_eq!((-0_f64).area_sine().to_bits(), (-0_f64).to_bits());
        assert_eq!((-0_f64).area_tangent().to_bits(), (-0_f64).to_bits());
        assert_eq!((-INFINITY).area_sine(), -INFINITY);
        assert_eq!((INFINITY.area_cosine(), 1_f64.area_cosine()), (INFINITY, 0.));
        assert_eq!((1_f64.area_tangent(), (-1_f64).area_tangent()), (INFINITY, -INFINITY));
        assert!(0.5_f64.area_cosine().is_nan() && (-1e10_f64).area_cosine().is_nan());
        assert!(1.5_f64.area_tangent().is_nan() && f64::NAN.area_sine().is_nan());
        assert_eq!(f64::MAX.area_sine(), 710.4758600739439);
        assert_eq!(1e-300_f64.area_sine(), 1e-300);
    }
}
