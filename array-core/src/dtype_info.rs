//! The limits of number types.

use crate::dtype::{DType, Element, Float, Integer};

/// The limits of a float type, as [`finfo`] tells them.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct FloatInfo<T> {
    /// The type.
    pub dtype: DType,
    /// Bits of a number.
    pub bits: u32,
    /// The distance from 1 to the next greater number.
    pub eps: T,
    /// The greatest finite number.
    pub max: T,
    /// The least finite number.
    pub min: T,
    /// The smallest positive number of full precision.
    pub smallest_normal: T,
    /// The smallest positive number.
    pub smallest_subnormal: T,
    /// Decimal digits that every number of so many keeps.
    pub precision: u32,
}

/// The limits of an integer type, as [`iinfo`] tells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IntInfo<T> {
    /// The type.
    pub dtype: DType,
    /// Bits of a number.
    pub bits: u32,
    /// The least number.
    pub min: T,
    /// The greatest number.
    pub max: T,
}

/// The limits of a float type (NumPy: `numpy.finfo`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(finfo::<f64>().eps, 2.220446049250313e-16);
/// assert_eq!(iinfo::<i8>().max, 127);
/// ```
#[must_use]
pub fn finfo<T: Float>() -> FloatInfo<T> {
    let bits = T::DTYPE.itemsize() as u32 * 8;
    let (precision, subnormal) = match T::DTYPE {
        DType::F32 => (f32::DIGITS, f64::from(f32::from_bits(1)).cast()),
        _ => (f64::DIGITS, f64::from_bits(1).cast()),
    };
    FloatInfo {
        dtype: T::DTYPE,
        bits,
        eps: num_traits::Float::epsilon(),
        max: num_traits::Float::max_value(),
        min: num_traits::Float::min_value(),
        smallest_normal: num_traits::Float::min_positive_value(),
        smallest_subnormal: subnormal,
        precision,
    }
}

/// The limits of an integer type (NumPy: `numpy.iinfo`).
#[must_use]
pub fn iinfo<T: Integer>() -> IntInfo<T> {
    IntInfo {
        dtype: T::DTYPE,
        bits: T::DTYPE.itemsize() as u32 * 8,
        min: num_traits::Bounded::min_value(),
        max: num_traits::Bounded::max_value(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_numpy_tells() {
        let single = finfo::<f32>();
        assert_eq!((single.bits, single.precision), (32, 6));
        assert_eq!(single.eps, 1.192_092_9e-7);
        assert_eq!(single.smallest_subnormal, 1e-45);
        assert_eq!(finfo::<f64>().smallest_normal, 2.2250738585072014e-308);
        assert_eq!((iinfo::<u16>().min, iinfo::<u16>().max), (0, 65535));
    }
}
