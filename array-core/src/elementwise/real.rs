//! What real numbers have: rounding, remainders, angles.

use super::combine::{self, each, pairs};
use crate::array::Array;
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result};
use crate::kernel::simd::quotient;
use crate::kernel::{self, BinaryLoop, UnaryLoop};

/// Rounding to a whole number.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Rounding {
    Floor,
    Ceil,
    Trunc,
    Rint,
}

/// Division with a remainder.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Division {
    /// The quotient, rounded down.
    Floor,
    /// The remainder with the divisor's sign.
    Remainder,
    /// The remainder with the dividend's sign.
    Fmod,
}

/// A function of two real numbers with a float result.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum RealBinary {
    Arctan2,
    Hypot,
    Copysign,
    Logaddexp,
}

/// A function of one real number with a float result.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum RealUnary {
    Cbrt,
    Deg2rad,
    Rad2deg,
}

/// The loops of an element type on the number line.
#[doc(hidden)]
pub trait RealFunctions: Element {
    fn rounded(op: Rounding, a: Array<Self>) -> Array<Self>;
    fn rounded_to(a: Array<Self>, decimals: i32) -> Array<Self>;
    fn division(op: Division, a: Array<Self>, b: Array<Self>) -> Result<Array<Self>>;
    fn division_assign(op: Division, a: &mut Array<Self>, b: Array<Self>) -> Result<()>;
    fn real_binary(op: RealBinary, a: Array<Self>, b: Array<Self>) -> Result<Array<Self::Float>>;
    fn real_unary(op: RealUnary, a: Array<Self>) -> Array<Self::Float>;
    fn signbit(a: &Array<Self>) -> Array<bool>;
    /// NaN becomes the first value, infinities the second and third.
    fn finite(a: Array<Self>, nan: Self, positive: Self, negative: Self) -> Array<Self>;
}

macro_rules! float {
    ($($t:ident)*) => {$(
        impl RealFunctions for $t {
            fn rounded(op: Rounding, a: Array<Self>) -> Array<Self> {
                let run: UnaryLoop<'_, $t, $t> = match op {
                    Rounding::Floor => each!(|x: $t| -> $t { x.floor() }),
                    Rounding::Ceil => each!(|x: $t| -> $t { x.ceil() }),
                    Rounding::Trunc => each!(|x: $t| -> $t { x.trunc() }),
                    Rounding::Rint => each!(|x: $t| -> $t { x.round_ties_even() }),
                };
                combine::unary(a, run)
            }
            fn rounded_to(a: Array<Self>, decimals: i32) -> Array<Self> {
                let scale = (10.0 as $t).powi(decimals.abs());
                let run: UnaryLoop<'_, $t, $t> = if decimals >= 0 {
                    &|a, out| kernel::slice_map(a, out, |x| {
                        (x * scale).round_ties_even() / scale
                    })
                } else {
                    &|a, out| kernel::slice_map(a, out, |x| {
                        (x / scale).round_ties_even() * scale
                    })
                };
                combine::unary(a, run)
            }
            fn division(op: Division, a: Array<Self>, b: Array<Self>) -> Result<Array<Self>> {
                combine::binary(a, b, <$t>::division_loop(op))
            }
            fn division_assign(op: Division, a: &mut Array<Self>, b: Array<Self>) -> Result<()> {
                combine::assign(a, &b, <$t>::division_loop(op))
            }
            fn real_binary(op: RealBinary, a: Array<Self>, b: Array<Self>) -> Result<Array<Self>> {
                let run: BinaryLoop<'_, $t, $t, $t> = match op {
                    RealBinary::Arctan2 => pairs!(|y, x: $t| -> $t { y.atan2(x) }),
                    RealBinary::Hypot => pairs!(|x, y: $t| -> $t { x.hypot(y) }),
                    RealBinary::Copysign => pairs!(|x, y: $t| -> $t { x.copysign(y) }),
                    RealBinary::Logaddexp => pairs!(|x, y: $t| -> $t {
                        if x == y {
                            x + std::$t::consts::LN_2
                        } else if x > y {
                            x + (y - x).exp().ln_1p()
                        } else {
                            y + (x - y).exp().ln_1p()
                        }
                    }),
                };
                combine::binary(a, b, run)
            }
            fn real_unary(op: RealUnary, a: Array<Self>) -> Array<Self> {
                let run: UnaryLoop<'_, $t, $t> = match op {
                    RealUnary::Cbrt => each!(|x: $t| -> $t { x.cbrt() }),
                    RealUnary::Deg2rad => {
                        each!(|x: $t| -> $t { x * (std::$t::consts::PI / 180.0) })
                    }
                    RealUnary::Rad2deg => {
                        each!(|x: $t| -> $t { x * (180.0 / std::$t::consts::PI) })
                    }
                };
                combine::unary(a, run)
            }
            fn signbit(a: &Array<Self>) -> Array<bool> {
                combine::unary_into(a, each!(|x: $t| -> bool { x.is_sign_negative() }))
            }
            fn finite(a: Array<Self>, nan: Self, positive: Self, negative: Self) -> Array<Self> {
                combine::unary(a, &|a, out| kernel::slice_map(a, out, |x: $t| {
                    if x.is_finite() {
                        x
                    } else if x.is_nan() {
                        nan
                    } else if x > 0.0 {
                        positive
                    } else {
                        negative
                    }
                }))
            }
        }
        impl DivisionLoops for $t {
            fn division_loop(op: Division) -> BinaryLoop<'static, $t, $t, $t> {
                match op {
                    Division::Floor => pairs!(|x, y: $t| -> $t {
                        if y == 0.0 {
                            return x / y;
                        }
                        let quotient = (x - floor_modulo!(x, y)) / y;
                        if quotient == 0.0 {
                            return (0.0 as $t).copysign(x / y);
                        }
                        let whole = quotient.floor();
                        if quotient - whole > 0.5 { whole + 1.0 } else { whole }
                    }),
                    Division::Remainder => pairs!(|x, y: $t| -> $t {
                        let modulo = floor_modulo!(x, y);
                        if modulo == 0.0 { (0.0 as $t).copysign(y) } else { modulo }
                    }),
                    Division::Fmod => pairs!(|x, y: $t| -> $t { x % y }),
                }
            }
        }
    )*};
}

/// The remainder with the sign of the divisor, as Python defines it.
macro_rules! floor_modulo {
    ($x:expr, $y:expr) => {{
        let modulo = $x % $y;
        if modulo != 0.0 && (modulo < 0.0) != ($y < 0.0) { modulo + $y } else { modulo }
    }};
}

/// The loops that [`RealFunctions::division`] chooses from.
trait DivisionLoops: Element {
    fn division_loop(op: Division) -> BinaryLoop<'static, Self, Self, Self>;
}

float!(f32 f64);

macro_rules! integer {
    ($($t:ty: $floor:expr, $modulo:expr, $negative:expr;)*) => {$(
        impl RealFunctions for $t {
            fn rounded(_: Rounding, a: Array<Self>) -> Array<Self> {
                a
            }
            fn rounded_to(a: Array<Self>, decimals: i32) -> Array<Self> {
                if decimals >= 0 {
                    return a;
                }
                let rounded = f64::rounded_to(a.astype::<f64>(), decimals);
                rounded.astype::<$t>()
            }
            fn division(op: Division, a: Array<Self>, b: Array<Self>) -> Result<Array<Self>> {
                check_divisors(&b)?;
                combine::binary(a, b, <$t>::division_loop(op))
            }
            fn division_assign(op: Division, a: &mut Array<Self>, b: Array<Self>) -> Result<()> {
                check_divisors(&b)?;
                combine::assign(a, &b, <$t>::division_loop(op))
            }
            fn real_binary(op: RealBinary, a: Array<Self>, b: Array<Self>) -> Result<Array<f64>> {
                f64::real_binary(op, a.astype::<f64>(), b.astype::<f64>())
            }
            fn real_unary(op: RealUnary, a: Array<Self>) -> Array<f64> {
                f64::real_unary(op, a.astype::<f64>())
            }
            fn signbit(a: &Array<Self>) -> Array<bool> {
                let negative: fn($t) -> bool = $negative;
                combine::unary_into(a, &|a, out| kernel::slice_map(a, out, negative))
            }
            fn finite(a: Array<Self>, _: Self, _: Self, _: Self) -> Array<Self> {
                a
            }
        }
        impl DivisionLoops for $t {
            fn division_loop(op: Division) -> BinaryLoop<'static, $t, $t, $t> {
                match op {
                    Division::Floor => &|a, b, out| quotient::floor_quotients(a, b, out, $floor),
                    Division::Remainder => {
                        &|a, b, out| quotient::floor_remainders(a, b, out, $modulo)
                    }
                    Division::Fmod => {
                        &|a, b, out| quotient::remainders(a, b, out, <$t>::wrapping_rem)
                    }
                }
            }
        }
    )*};
}

macro_rules! signed {
    ($($t:ty)*) => {
        integer! {$(
            $t: |x: $t, y: $t| {
                let quotient = x.wrapping_div(y);
                if x.wrapping_rem(y) != 0 && (x < 0) != (y < 0) { quotient - 1 } else { quotient }
            }, |x: $t, y: $t| {
                let rest = x.wrapping_rem(y);
                if rest != 0 && (rest < 0) != (y < 0) { rest + y } else { rest }
            }, |x| x < 0;
        )*}
    };
}
signed!(i8 i16 i32 i64);

macro_rules! unsigned {
    ($($t:ty)*) => {
        integer! {$($t: |x: $t, y: $t| x / y, |x: $t, y: $t| x % y, |_| false;)*}
    };
}
unsigned!(u8 u16 u32 u64);

/// Refuses to divide integers by zero.
fn check_divisors<T: Element>(b: &Array<T>) -> Result<()> {
    let zero = |divisor: T| divisor == T::ZERO;
    let any = match b.data.as_slice_memory_order() {
        Some(divisors) => kernel::any(divisors, zero),
        None => b.data.iter().any(|&divisor| zero(divisor)),
    };
    if any {
        let message = "integer division by zero: a divisor is 0 (true division, `/`, gives inf)";
        return Err(Error::new(ErrorKind::Value, message));
    }
    Ok(())
}
