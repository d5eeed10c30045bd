//! The order of elements: what comes before what when sorting and among extremes.

use crate::dtype::{Complex, Element};

/// Elements with NumPy's order: numbers by value, `false` before `true`, complex numbers by real
/// part, then imaginary part.
pub(crate) trait Ordered: Element {
    /// Whether `self` stands strictly before `other`; never if one of them is NaN.
    fn before(self, other: Self) -> bool;
}

macro_rules! ordered {
    ($($t:ty)*) => {$(
        impl Ordered for $t {
            #[inline]
            #[allow(clippy::bool_comparison)]
            fn before(self, other: Self) -> bool { self < other }
        }
    )*};
}
ordered!(bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);

macro_rules! ordered_complex {
    ($($t:ty)*) => {$(
        impl Ordered for Complex<$t> {
            #[inline]
            fn before(self, other: Self) -> bool {
                let ordered = !self.im.is_nan() && !other.im.is_nan();
                ordered && (self.re < other.re || (self.re == other.re && self.im < other.im))
            }
        }
    )*};
}
ordered_complex!(f32 f64);
