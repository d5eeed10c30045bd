//! Evenly spaced numbers.

use crate::array::Array;
use crate::dims::IndexInt;
use crate::dtype::Element;
use crate::kernel::{buffer, widest};

/// A real number of any type, read as `f64`. Sealed.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a real number")]
pub trait Number: Copy + Into<Real64> {
    /// The value.
    #[doc(hidden)]
    fn number(self) -> f64 {
        self.into().0
    }
}

/// What [`Number`] converts through.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Real64(f64);

macro_rules! number {
    ($($t:ty)*) => {$(
        impl From<$t> for Real64 {
            fn from(value: $t) -> Self { Self(value as f64) }
        }
        impl Number for $t {}
    )*};
}
number!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize f32 f64);

/// What [`arange`] takes: an end, a start and an end, or these and a step.
///
/// Integers are `i64` and floats `f64`, so that literals infer; one float makes all floats.
#[diagnostic::on_unimplemented(
    message = "`arange` does not take `{Self}`",
    label = "expected `arange(10)`, `arange((2, 10))` or `arange((0., 1., 0.1))`",
    note = "numbers must be i64 or f64: write `arange(n as i64)`"
)]
pub trait Arange {
    /// `i64` if all numbers are integers, else `f64`.
    type Elem: Element;
    /// Makes the range.
    #[doc(hidden)]
    fn arange(self) -> Array<Self::Elem>;
}

impl Arange for i64 {
    type Elem = i64;
    #[track_caller]
    fn arange(self) -> Array<i64> {
        integers(0, self, 1)
    }
}

impl Arange for f64 {
    type Elem = f64;
    #[track_caller]
    fn arange(self) -> Array<f64> {
        floats(0.0, self, 1.0)
    }
}

macro_rules! arange_tuple {
    ($($make:ident -> $t:ty: $(($a:ty, $b:ty $(, $c:ty)?))*;)*) => {$($(
        impl Arange for ($a, $b $(, $c)?) {
            type Elem = $t;
            #[track_caller]
            #[allow(clippy::unnecessary_cast)]
            fn arange(self) -> Array<$t> {
                $make(self.0 as $t, self.1 as $t, arange_tuple!(@step self, $t $(, $c)?))
            }
        }
    )*)*};
    (@step $self:ident, $t:ty, $c:ty) => { $self.2 as $t };
    (@step $self:ident, $t:ty) => { 1 as $t };
}
arange_tuple! {
    integers -> i64: (i64, i64) (i64, i64, i64);
    floats -> f64: (f64, f64) (f64, i64) (i64, f64)
        (f64, f64, f64) (f64, f64, i64) (f64, i64, f64) (f64, i64, i64)
        (i64, f64, f64) (i64, f64, i64) (i64, i64, f64);
}

/// Numbers from a start up to, not including, an end (NumPy: `numpy.arange`).
///
/// `arange(10)`, `arange((2, 10))`, `arange((0., 1., 0.1))`: integers make `i64`, floats `f64`.
///
/// # Panics
/// Panics if the step is zero, or the range has no finite length.
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(arange(4).to_vec(), [0, 1, 2, 3]);
/// assert_eq!(arange((5, 0, -2)).to_vec(), [5, 3, 1]);
/// assert_eq!(arange((0., 1., 0.25)).to_vec(), [0., 0.25, 0.5, 0.75]);
/// ```
#[track_caller]
pub fn arange<R: Arange>(range: R) -> Array<R::Elem> {
    range.arange()
}

#[track_caller]
fn integers(start: i64, stop: i64, step: i64) -> Array<i64> {
    assert!(step != 0, "arange: the step must not be zero");
    let (from, to, by) = (i128::from(start), i128::from(stop), i128::from(step));
    let length = if by > 0 { (to - from + by - 1) / by } else { (to - from + by + 1) / by };
    let length = crate::dims::size(&[usize::try_from(length.max(0)).unwrap_or(usize::MAX)]);
    let elements = (0..length as i64).map(|i| start + i * step).collect();
    Array::from_vec(&[length], elements)
}

#[track_caller]
fn floats(start: f64, stop: f64, step: f64) -> Array<f64> {
    assert!(step != 0.0, "arange: the step must not be zero");
    let length = ((stop - start) / step).ceil();
    assert!(length.is_finite(), "arange: cannot compute length of {start} to {stop} by {step}");
    let length = crate::dims::size(&[length.max(0.0) as usize]);
    // As NumPy: the step that the second element makes, so that both agree to the last digit.
    let delta = (start + step) - start;
    Array::from_vec(&[length], elements_by(length, |i| start + i as f64 * delta))
}

/// `num` evenly spaced numbers from `start` to `stop`, both included (NumPy: `numpy.linspace`).
///
/// # Panics
/// Panics if `num` is negative.
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(linspace(0, 1, 5).to_vec(), [0., 0.25, 0.5, 0.75, 1.]);
/// ```
#[track_caller]
pub fn linspace(start: impl Number, stop: impl Number, num: impl IndexInt) -> Array<f64> {
    spaced(start.number(), stop.number(), count(num.to_isize()), true)
}

/// [`linspace`] with the end included or not (NumPy: `linspace(.., endpoint=..)`).
///
/// # Panics
/// Panics if `num` is negative.
#[track_caller]
pub fn linspace_with(
    start: impl Number,
    stop: impl Number,
    num: impl IndexInt,
    endpoint: bool,
) -> Array<f64> {
    spaced(start.number(), stop.number(), count(num.to_isize()), endpoint)
}

/// `num` numbers from `10^start` to `10^stop`, evenly spaced in their logarithm (NumPy:
/// `numpy.logspace`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(logspace(0, 2, 3).to_vec(), [1., 10., 100.]);
/// assert_eq!(logspace_with(0, 2, 3, 2).to_vec(), [1., 2., 4.]);
/// ```
///
/// # Panics
/// Panics if `num` is negative.
#[track_caller]
pub fn logspace(start: impl Number, stop: impl Number, num: impl IndexInt) -> Array<f64> {
    powers(10.0, start.number(), stop.number(), count(num.to_isize()))
}

/// [`logspace`] of another base (NumPy: `logspace(.., base=..)`).
///
/// # Panics
/// Panics if `num` is negative.
#[track_caller]
pub fn logspace_with(
    start: impl Number,
    stop: impl Number,
    num: impl IndexInt,
    base: impl Number,
) -> Array<f64> {
    powers(base.number(), start.number(), stop.number(), count(num.to_isize()))
}

/// `num` numbers in geometric progression from `start` to `stop` (NumPy: `numpy.geomspace`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(geomspace(1, 1000, 4).to_vec(), [1., 10., 100., 1000.]);
/// ```
///
/// # Panics
/// Panics if `num` is negative, an end is zero, or the ends differ in sign.
#[track_caller]
pub fn geomspace(start: impl Number, stop: impl Number, num: impl IndexInt) -> Array<f64> {
    let (start, stop, num) = (start.number(), stop.number(), count(num.to_isize()));
    assert!(start != 0.0 && stop != 0.0, "geomspace: geometric sequence cannot include zero");
    assert!(
        start.signum() == stop.signum(),
        "geomspace: start {start} and stop {stop} must have the same sign"
    );
    let sign = start.signum();
    let mut elements = powers(10.0, start.abs().log10(), stop.abs().log10(), num).to_vec();
    if let Some(first) = elements.first_mut() {
        *first = start.abs();
    }
    if let [_, .., last] = &mut elements[..] {
        *last = stop.abs();
    }
    Array::from_vec(&[num], elements.into_iter().map(|x| x * sign).collect())
}

#[track_caller]
fn count(num: isize) -> usize {
    match usize::try_from(num) {
        Ok(count) => crate::dims::size(&[count]),
        Err(_) => panic!("number of samples, {num}, must be non-negative"),
    }
}

/// The numbers that `at` gives for 0 to `n - 1`.
fn elements_by(n: usize, at: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut elements = buffer(n);
    widest(
        #[inline(always)]
        || elements.extend((0..n).map(at)),
    );
    elements
}

fn spaced(start: f64, stop: f64, num: usize, endpoint: bool) -> Array<f64> {
    let gaps = if endpoint { num.saturating_sub(1) } else { num };
    let span = stop - start;
    let step = span / gaps as f64;
    let at = |i: usize| match (gaps, step) {
        (0, _) => start,
        // The step underflowed: divide first.
        (_, 0.0) => i as f64 / gaps as f64 * span + start,
        _ => i as f64 * step + start,
    };
    let mut elements = elements_by(num, at);
    if endpoint && let [_, .., last] = &mut elements[..] {
        *last = stop;
    }
    Array::from_vec(&[num], elements)
}

fn powers(base: f64, start: f64, stop: f64, num: usize) -> Array<f64> {
    let exponents = spaced(start, stop, num, true).to_vec();
    Array::from_vec(&[num], exponents.into_iter().map(|x| base.powf(x)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integer_ranges() {
        assert_eq!(arange(0).shape(), [0]);
        assert_eq!(arange(-3).shape(), [0]);
        assert_eq!(arange((2, 10, 3)).to_vec(), [2, 5, 8]);
        assert_eq!(arange((10, 2, -4)).to_vec(), [10, 6]);
        assert_eq!(arange((i64::MAX - 1, i64::MAX)).to_vec(), [i64::MAX - 1]);
    }

    #[test]
    fn float_ranges_equal_numpys_digits() {
        assert_eq!(arange((0.0, 0.5, 0.1)).to_vec(), [0.0, 0.1, 0.2, 0.30000000000000004, 0.4]);
        assert_eq!(arange((1, 2, 0.5)).to_vec(), [1.0, 1.5]);
        assert_eq!(arange(2.5).to_vec(), [0.0, 1.0, 2.0]);
        let last = *arange((1.0, 2.0, 0.1)).to_vec().last().unwrap();
        assert_eq!(last, 1.9000000000000008);
    }

    #[test]
    #[should_panic(expected = "the step must not be zero")]
    fn a_zero_step_panics() {
        let _ = arange((0, 1, 0));
    }

    #[test]
    fn linspace_ends_exactly() {
        assert_eq!(linspace(0, 1, 4).to_vec(), [0.0, 0.3333333333333333, 0.6666666666666666, 1.0]);
        assert_eq!(linspace(2.0, 3.0, 1).to_vec(), [2.0]);
        assert_eq!(linspace(2.0, 3.0, 0).shape(), [0]);
        assert_eq!(linspace_with(0, 1, 4, false).to_vec(), [0.0, 0.25, 0.5, 0.75]);
        assert_eq!(linspace(3, 3, 3).to_vec(), [3.0, 3.0, 3.0]);
    }

    #[test]
    fn logarithmic_spacing() {
        assert_eq!(logspace(0, 2, 3).to_vec(), [1.0, 10.0, 100.0]);
        assert_eq!(logspace_with(0, 3, 4, 2).to_vec(), [1.0, 2.0, 4.0, 8.0]);
        assert_eq!(geomspace(1, 1000, 4).to_vec(), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(geomspace(-1000, -1, 4).to_vec(), [-1000.0, -100.0, -10.0, -1.0]);
    }
}
