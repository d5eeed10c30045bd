//! The distributions, whose loops are compiled here and not in the cells that draw.

use super::generator::Generator;
use super::pcg64::{Pcg64, fraction};
use super::{counts, gamma, ziggurat};
use crate::array::Array;
use crate::dims::{self, Ints};
use crate::dtype::Element;
use crate::kernel;
use crate::threads;

/// What can fill an array with draws.
pub(super) trait Distribution {
    /// What is drawn.
    type Number: Element;

    /// An array of the shape that `dims` writes.
    #[track_caller]
    fn array(self, generator: &Generator, dims: Ints) -> Array<Self::Number>;
}

/// A distribution of floats, with its parameters, which are valid.
#[derive(Clone, Copy)]
pub(super) enum Real {
    /// Uniform in `[0, 1)`.
    Random,
    Uniform {
        low: f64,
        range: f64,
    },
    Normal {
        loc: f64,
        scale: f64,
    },
    Exponential {
        scale: f64,
    },
    Gamma {
        parameter: f64,
        scale: f64,
    },
    Beta {
        a: f64,
        b: f64,
    },
}

impl Distribution for Real {
    type Number = f64;

    #[track_caller]
    fn array(self, generator: &Generator, dims: Ints) -> Array<f64> {
        let (bits, shape) = (&mut generator.bits(), dims::shape(dims));
        match self {
            Self::Random => of_a_word(bits, &shape, fraction),
            Self::Uniform { low, range } => {
                of_a_word(bits, &shape, |word| low + range * fraction(word))
            }
            Self::Normal { loc, scale } => {
                each(bits, &shape, |bits| loc + scale * ziggurat::normal(bits))
            }
            Self::Exponential { scale } => {
                each(bits, &shape, |bits| scale * ziggurat::exponential(bits))
            }
            Self::Gamma { parameter, scale } => {
                each(bits, &shape, |bits| scale * gamma::gamma(bits, parameter))
            }
            Self::Beta { a, b } => each(bits, &shape, |bits| gamma::beta(bits, a, b)),
        }
    }
}

/// A distribution of integers, with its parameters, which are valid.
#[derive(Clone, Copy)]
pub(super) enum Count {
    /// Alike from `low` to `low + last`.
    Integers {
        low: i64,
        last: u64,
    },
    Binomial {
        n: i64,
        p: f64,
    },
    Poisson {
        lam: f64,
    },
}

impl Distribution for Count {
    type Number = i64;

    #[track_caller]
    fn array(self, generator: &Generator, dims: Ints) -> Array<i64> {
        let (bits, shape) = (&mut generator.bits(), dims::shape(dims));
        match self {
            Self::Integers { low, last } => {
                let at = |offset: u64| low.wrapping_add(offset as i64);
                match u32::try_from(last) {
                    // The usual width is known here, and not looked at in each draw.
                    Ok(last) if last != 0 && last != u32::MAX => {
                        each(bits, &shape, |bits| at(bits.up_to_u32(last).into()))
                    }
                    _ => each(bits, &shape, |bits| at(bits.up_to(last))),
                }
            }
            Self::Binomial { n, p } => each(bits, &shape, |bits| counts::binomial(bits, n, p)),
            Self::Poisson { lam } => each(bits, &shape, |bits| counts::poisson(bits, lam)),
        }
    }
}

/// What `draw` makes of a word for each element. Where each begins is known: threads share them.
#[track_caller]
fn of_a_word(bits: &mut Pcg64, shape: &[usize], draw: impl Fn(u64) -> f64 + Sync) -> Array<f64> {
    let n = dims::size(shape);
    let elements = kernel::collect(n, |out| {
        let bits = &*bits;
        threads::each_part(out, |start, out| bits.ahead(start).fill(out, &draw));
    });
    *bits = bits.ahead(n);
    Array::from_vec(shape, elements)
}

/// One draw per element.
#[track_caller]
fn each<T: Element>(
    bits: &mut Pcg64,
    shape: &[usize],
    mut draw: impl FnMut(&mut Pcg64) -> T,
) -> Array<T> {
    let mut elements = kernel::zeros(dims::size(shape));
    elements.iter_mut().for_each(|element| *element = draw(bits));
    Array::from_vec(shape, elements)
}
