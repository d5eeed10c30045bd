//! Complex numbers: their parts, and the functions that must not overflow or lose digits.

use num_complex::Complex;
use num_traits::FloatConst;

use super::hyperbolic::InverseHyperbolic;
use super::operand::Argument;
use crate::array::Array;
use crate::dtype::{ComplexNumber, Numeric};

/// The complex functions that `num_complex` computes by formulas that overflow early, cancel, or
/// that it lacks.
pub(super) trait ComplexMath: Sized {
    /// Smith's division: no overflow where the quotient has none.
    fn divided_by(self, other: Self) -> Self;
    /// `1 / self`, in the same way.
    fn inverse(self) -> Self;
    /// Powers; small whole exponents by multiplication, as NumPy does.
    fn raised_to(self, exponent: Self) -> Self;
    /// The number of length one in the same direction; zero for zero.
    fn direction(self) -> Self;
    /// The square root with non-negative real part.
    fn square_root(self) -> Self;
    /// `exp(self) - 1` without cancellation in the real part.
    fn exp_minus_one(self) -> Self;
    /// `ln(1 + self)`.
    fn ln_one_plus(self) -> Self;
    /// The angle with this sine; Kahan's formula, which knows the sign of zero on the branch cut.
    fn arcsine(self) -> Self;
    /// The angle with this cosine; Kahan's formula.
    fn arccosine(self) -> Self;
    /// The angle with this tangent.
    fn arctangent(self) -> Self {
        // atan(z) = -i atanh(iz)
        self.times_i().inverse_tanh().times_minus_i()
    }
    /// The inverse hyperbolic sine.
    fn inverse_sinh(self) -> Self {
        // asinh(z) = -i asin(iz)
        self.times_i().arcsine().times_minus_i()
    }
    /// The inverse hyperbolic cosine; Kahan's formula.
    fn inverse_cosh(self) -> Self;
    /// The inverse hyperbolic tangent.
    fn inverse_tanh(self) -> Self;
    /// A quarter turn; exact, signs of zeros included.
    fn times_i(self) -> Self;
    /// A quarter turn back.
    fn times_minus_i(self) -> Self;
}

impl<P: num_traits::Float + FloatConst + InverseHyperbolic> ComplexMath for Complex<P> {
    #[inline]
    fn divided_by(self, other: Self) -> Self {
        let (re, im) = (other.re.abs(), other.im.abs());
        if re >= im {
            if re == P::zero() && im == P::zero() {
                return Self::new(self.re / re, self.im / re);
            }
            let ratio = other.im / other.re;
            let scale = P::one() / (other.re + other.im * ratio);
            Self::new((self.re + self.im * ratio) * scale, (self.im - self.re * ratio) * scale)
        } else {
            let ratio = other.re / other.im;
            let scale = P::one() / (other.re * ratio + other.im);
            Self::new((self.re * ratio + self.im) * scale, (self.im * ratio - self.re) * scale)
        }
    }

    fn inverse(self) -> Self {
        if self.re.abs() >= self.im.abs() {
            let ratio = self.im / self.re;
            let length = self.re + self.im * ratio;
            Self::new(length.recip(), -ratio / length)
        } else {
            let ratio = self.re / self.im;
            let length = self.re * ratio + self.im;
            Self::new(ratio / length, -length.recip())
        }
    }

    fn raised_to(self, exponent: Self) -> Self {
        let zero = P::zero();
        if exponent.re == zero && exponent.im == zero {
            return Self::new(P::one(), zero);
        }
        if self.re == zero && self.im == zero {
            let defined = exponent.re > zero && exponent.im == zero;
            return if defined { self } else { Self::new(P::nan(), P::nan()) };
        }
        match exponent.re.to_i32() {
            Some(n) if exponent.im == zero && P::from(n) == Some(exponent.re) && n.abs() < 100 => {
                let power = self.powu(n.unsigned_abs());
                if n < 0 { power.inverse() } else { power }
            }
            _ => self.powc(exponent),
        }
    }

    fn direction(self) -> Self {
        let length = self.re.hypot(self.im);
        if length == P::zero() {
            Self::new(P::zero(), P::zero())
        } else {
            Self::new(self.re / length, self.im / length)
        }
    }

    fn square_root(self) -> Self {
        let zero = P::zero();
        if self.re == zero && self.im == zero {
            return Self::new(zero, self.im);
        }
        if self.im.is_infinite() {
            return Self::new(P::infinity(), self.im);
        }
        if self.re.is_infinite() {
            return if self.re > zero {
                Self::new(self.re, if self.im.is_nan() { self.im } else { zero.copysign(self.im) })
            } else {
                let re = if self.im.is_nan() { self.im } else { zero };
                Self::new(re, P::infinity().copysign(self.im))
            };
        }
        // Half of each part first: the sum under the root must not overflow.
        let half = P::one() / (P::one() + P::one());
        let (re, im) = (self.re * half, self.im * half);
        let root = (re.abs() + re.hypot(im)).sqrt();
        let other = (self.im.abs() * half) / root;
        if self.re >= zero {
            Self::new(root, other.copysign(self.im))
        } else {
            Self::new(other, root.copysign(self.im))
        }
    }

    fn exp_minus_one(self) -> Self {
        let two = P::one() + P::one();
        let half_sine = (self.im / two).sin();
        Self::new(
            self.re.exp_m1() * self.im.cos() - two * half_sine * half_sine,
            self.re.exp() * self.im.sin(),
        )
    }

    fn ln_one_plus(self) -> Self {
        let re = self.re + P::one();
        Self::new(re.hypot(self.im).ln(), self.im.atan2(re))
    }

    fn arcsine(self) -> Self {
        let below = Self::new(P::one() - self.re, -self.im).square_root();
        let above = Self::new(P::one() + self.re, self.im).square_root();
        let re = self.re.atan2(below.re * above.re - below.im * above.im);
        Self::new(re, (below.re * above.im - below.im * above.re).area_sine())
    }

    fn arccosine(self) -> Self {
        let below = Self::new(P::one() - self.re, -self.im).square_root();
        let above = Self::new(P::one() + self.re, self.im).square_root();
        let half = below.re.atan2(above.re);
        Self::new(half + half, (above.re * below.im - above.im * below.re).area_sine())
    }

    fn inverse_cosh(self) -> Self {
        let below = Self::new(self.re - P::one(), self.im).square_root();
        let above = Self::new(self.re + P::one(), self.im).square_root();
        let half = below.im.atan2(above.re);
        Self::new((below.re * above.re + below.im * above.im).area_sine(), half + half)
    }

    fn inverse_tanh(self) -> Self {
        let (one, two) = (P::one(), P::one() + P::one());
        let (below, above) = (one - self.re, one + self.re);
        let re = (two * two * self.re / (below * below + self.im * self.im)).ln_1p();
        let im = (two * self.im).atan2(below * above - self.im * self.im);
        Self::new(re / (two * two), im / two)
    }

    fn times_i(self) -> Self {
        Self::new(-self.im, self.re)
    }

    fn times_minus_i(self) -> Self {
        Self::new(self.im, -self.re)
    }
}

/// Whether `a` comes before `b`, by real part, then imaginary part; never with a NaN involved.
#[inline]
pub(crate) fn lexicographic_less<P: PartialOrd + Copy>(a: Complex<P>, b: Complex<P>) -> bool {
    // A NaN is unordered with itself.
    let ordered = a.im.partial_cmp(&a.im).is_some() && b.im.partial_cmp(&b.im).is_some();
    (a.re < b.re && ordered) || (a.re == b.re && a.im < b.im)
}

impl<T: ComplexNumber> Array<T> {
    /// The real parts (NumPy: `ndarray.real`).
    #[must_use]
    pub fn real(&self) -> Array<T::Part> {
        T::parts_of(self, |z| z.parts().0)
    }

    /// The imaginary parts (NumPy: `ndarray.imag`).
    #[must_use]
    pub fn imag(&self) -> Array<T::Part> {
        T::parts_of(self, |z| z.parts().1)
    }

    /// The angles in the plane, in radians from -π to π (NumPy: `numpy.angle`).
    #[must_use]
    pub fn angle(&self) -> Array<T::Part> {
        T::parts_of(self, |z| {
            let (re, im) = z.parts();
            num_traits::Float::atan2(im, re)
        })
    }
}

/// The real parts of a complex array (NumPy: `numpy.real`).
#[must_use]
pub fn real<T: ComplexNumber>(a: &Array<T>) -> Array<T::Part> {
    a.real()
}

/// The imaginary parts of a complex array (NumPy: `numpy.imag`).
#[must_use]
pub fn imag<T: ComplexNumber>(a: &Array<T>) -> Array<T::Part> {
    a.imag()
}

/// The angles of complex numbers, in radians from -π to π (NumPy: `numpy.angle`).
#[must_use]
pub fn angle<T: ComplexNumber>(a: &Array<T>) -> Array<T::Part> {
    a.angle()
}

/// The complex conjugates; other numbers stay as they are (NumPy: `numpy.conj`).
///
/// ```
/// # use array_core::prelude::*;
/// let z = array([Complex64::new(3., 4.)]);
/// assert_eq!(conj(&z)[0], Complex64::new(3., -4.));
/// assert_eq!((real(&z)[0], imag(&z)[0], abs(&z)[0]), (3., 4., 5.));
/// ```
pub fn conj<A: Argument<Elem: Numeric>>(a: A) -> A::Out<A::Elem> {
    a.apply(|a| <A::Elem as super::Arithmetic>::unary(super::arithmetic::Unary::Conjugate, a))
}

impl<T: Numeric> Array<T> {
    /// The complex conjugates; other numbers stay as they are (NumPy: `ndarray.conj`).
    #[must_use]
    pub fn conj(&self) -> Self {
        conj(self)
    }
}

/// The parts of one complex number, for tests and display.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::dtype::Complex64;

    fn c(re: f64, im: f64) -> Complex64 {
        Complex64::new(re, im)
    }

    #[test]
    fn division_does_not_overflow_early() {
        let big = c(1e300, 1e300);
        assert_eq!(big.divided_by(big), c(1.0, 0.0));
        assert_eq!(c(1.0, 2.0).divided_by(c(3.0, 4.0)), c(0.44, 0.08));
        assert!(c(1.0, 0.0).divided_by(c(0.0, 0.0)).re.is_infinite());
    }

    #[test]
    fn square_roots_on_the_branch_cut() {
        assert_eq!(c(-4.0, 0.0).square_root(), c(0.0, 2.0));
        assert_eq!(c(-4.0, -0.0).square_root(), c(0.0, -2.0));
        assert_eq!(c(3.0, 4.0).square_root(), c(2.0, 1.0));
        assert_eq!(c(f64::NEG_INFINITY, 1.0).square_root(), c(0.0, f64::INFINITY));
    }

    #[test]
    fn whole_powers_multiply() {
        assert_eq!(c(1.0, 1.0).raised_to(c(4.0, 0.0)), c(-4.0, 0.0));
        assert_eq!(c(0.0, 2.0).raised_to(c(-1.0, 0.0)), c(0.0, -0.5));
        assert_eq!(c(0.0, 0.0).raised_to(c(0.0, 0.0)), c(1.0, 0.0));
    }
}
