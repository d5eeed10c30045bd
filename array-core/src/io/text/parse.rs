//! Text as elements, as Python reads numbers.

use std::num::IntErrorKind;

use super::reader::TextReader;
use super::table;
use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element};
use crate::error::Result;

/// Why a text is no element.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It is something else.
    NotOne,
    /// It is an integer, but too great or too small.
    OutOfRange,
}

/// The reading of elements from text.
#[doc(hidden)]
pub trait ParseElement: Sized {
    /// What a missing value becomes if nothing else is said.
    const MISSING: Option<Self>;

    /// The element that a text spells, blanks around it allowed.
    fn parse(text: &str) -> Result<Self, Misfit>;

    /// Reads an array; compiled here once for each type.
    fn read_text(reader: &TextReader) -> Result<Array<Self>>
    where
        Self: Element;
}

macro_rules! parse {
    ($($t:ty, $missing:expr, $text:ident => $parsed:expr;)*) => {$(
        impl ParseElement for $t {
            const MISSING: Option<Self> = $missing;

            #[inline]
            fn parse($text: &str) -> Result<Self, Misfit> {
                let $text = $text.trim_ascii();
                $parsed
            }

            fn read_text(reader: &TextReader) -> Result<Array<Self>> {
                table::read_array(reader)
            }
        }
    )*};
}

const NAN: Complex64 = Complex64::new(f64::NAN, 0.0);

parse! {
    f64, Some(f64::NAN), text => text.parse().map_err(|_| Misfit::NotOne);
    // By way of f64, as NumPy does it.
    f32, Some(f32::NAN), text => f64::parse(text).map(|x| x as f32);
    i64, Some(-1), text => text.parse().map_err(|error| misfit(&error, text));
    i32, Some(-1), text => text.parse().map_err(|error| misfit(&error, text));
    i16, Some(-1), text => text.parse().map_err(|error| misfit(&error, text));
    i8, Some(-1), text => text.parse().map_err(|error| misfit(&error, text));
    u64, None, text => text.parse().map_err(|error| misfit(&error, text));
    u32, None, text => text.parse().map_err(|error| misfit(&error, text));
    u16, None, text => text.parse().map_err(|error| misfit(&error, text));
    u8, None, text => text.parse().map_err(|error| misfit(&error, text));
    bool, Some(false), text => boolean(text);
    Complex64, Some(NAN), text => complex(text);
    Complex32, Some(Complex32::new(f32::NAN, 0.0)), text => {
        complex(text).map(|z| Complex32::new(z.re as f32, z.im as f32))
    };
}

#[cold]
fn misfit(error: &std::num::ParseIntError, text: &str) -> Misfit {
    let too_far = matches!(error.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow);
    // A negative number is an invalid digit to an unsigned type.
    if too_far || text.parse::<i64>().is_ok() { Misfit::OutOfRange } else { Misfit::NotOne }
}

fn boolean(text: &str) -> Result<bool, Misfit> {
    if text.eq_ignore_ascii_case("true") {
        Ok(true)
    } else if text.eq_ignore_ascii_case("false") {
        Ok(false)
    } else {
        Ok(text.parse::<i64>().map_err(|_| Misfit::NotOne)? != 0)
    }
}

/// `1`, `2j`, `1+2j`, `(1-2j)`.
fn complex(text: &str) -> Result<Complex64, Misfit> {
    let inner = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let text = inner.unwrap_or(text).trim_ascii();
    let number = |part: &str| part.parse::<f64>().map_err(|_| Misfit::NotOne);
    let Some(body) = text.strip_suffix(['j', 'J']) else {
        return Ok(Complex64::new(number(text)?, 0.0));
    };
    // The last sign that is not an exponent's begins the imaginary part.
    let bytes = body.as_bytes();
    let sign = (1..bytes.len())
        .rev()
        .find(|&at| matches!(bytes[at], b'+' | b'-') && !matches!(bytes[at - 1], b'e' | b'E'));
    match sign {
        None => Ok(Complex64::new(0.0, number(body)?)),
        Some(at) => Ok(Complex64::new(number(&body[..at])?, number(&body[at..])?)),
    }
}

/// The text without underscores between digits, which Python allows; `None` if it has none such.
pub(super) fn without_underscores(text: &str) -> Option<String> {
    let between_digits = |(at, _): (usize, &str)| {
        let digit = |place: Option<usize>| {
            place.and_then(|place| text.as_bytes().get(place)).is_some_and(u8::is_ascii_digit)
        };
        digit(at.checked_sub(1)) && digit(at.checked_add(1))
    };
    let mut underscores = text.match_indices('_').peekable();
    underscores.peek()?;
    underscores.all(between_digits).then(|| text.replace('_', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_python_reads_them() {
        for (text, value) in
            [("1e3", 1e3), (" .5 ", 0.5), ("-5.", -5.), ("Infinity", f64::INFINITY)]
        {
            assert_eq!(f64::parse(text), Ok(value));
        }
        assert!(f64::parse("-NaN").unwrap().is_nan());
        for text in ["", ".", "1_0", "0x10", "1,5", "e5", "1 2"] {
            assert_eq!(f64::parse(text), Err(Misfit::NotOne), "{text:?}");
        }
        assert_eq!(i64::parse("+7 "), Ok(7));
        assert_eq!(i8::parse("300"), Err(Misfit::OutOfRange));
        assert_eq!(u8::parse("-1"), Err(Misfit::OutOfRange));
        assert_eq!(u8::parse("x"), Err(Misfit::NotOne));
        assert_eq!((bool::parse("TRUE"), bool::parse("0")), (Ok(true), Ok(false)));
    }

    #[test]
    fn complex_numbers_have_their_parts() {
        for (text, re, im) in [
            ("1+2j", 1., 2.),
            ("(3-4j)", 3., -4.),
            ("-2.5e-3j", 0., -2.5e-3),
            ("1e-2-1e+3J", 1e-2, -1e3),
            ("5", 5., 0.),
        ] {
            assert_eq!(Complex64::parse(text), Ok(Complex64::new(re, im)), "{text}");
        }
        for text in ["j", "1+j2", "(1+2j", "1+2", ""] {
            assert_eq!(Complex64::parse(text), Err(Misfit::NotOne), "{text}");
        }
    }

    #[test]
    fn underscores_stand_between_digits_only() {
        assert_eq!(without_underscores("1_000.5").as_deref(), Some("1000.5"));
        for text in ["1__0", "_1", "1_", "1_.5", "a_b", "10"] {
            assert_eq!(without_underscores(text), None, "{text}");
        }
    }
}
