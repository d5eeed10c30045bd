//! Numbers as C's `printf` writes them, which is how NumPy's `savetxt` is told.

use crate::io::site::{Flaw, Outcome};

/// Digits of a float where a format does not say.
const PRECISION: usize = 6;
/// Wider fields and longer fractions are refused.
const WIDEST: usize = 1000;

/// A number to write.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    Bool(bool),
    Int(i128),
    Single(f32),
    Double(f64),
}

impl Value {
    fn float(self) -> f64 {
        match self {
            Self::Bool(x) => f64::from(u8::from(x)),
            Self::Int(x) => x as f64,
            Self::Single(x) => x.into(),
            Self::Double(x) => x,
        }
    }

    /// The integer towards zero; `None` of what is not finite.
    fn int(self) -> Option<i128> {
        match self {
            Self::Bool(x) => Some(x.into()),
            Self::Int(x) => Some(x),
            Self::Single(_) | Self::Double(_) => {
                Some(self.float()).filter(|x| x.is_finite()).map(|x| x as i128)
            }
        }
    }

    /// As Python's `str` has it.
    fn text(self) -> String {
        match self {
            Self::Bool(x) => (if x { "True" } else { "False" }).to_owned(),
            Self::Int(x) => x.to_string(),
            Self::Single(x) => shortest(x.into(), format!("{x:e}"), format!("{x:?}")),
            Self::Double(x) => shortest(x, format!("{x:e}"), format!("{x:?}")),
        }
    }
}

/// The shortest digits, with an exponent where Python has one.
fn shortest(x: f64, exponential: String, plain: String) -> String {
    if !x.is_finite() {
        return not_finite(x).to_owned();
    }
    let size = x.abs();
    if size != 0.0 && !(1e-4..1e16).contains(&size) {
        return with_c_exponent(&exponential);
    }
    plain
}

fn not_finite(x: f64) -> &'static str {
    if x.is_nan() {
        "nan"
    } else if x > 0.0 {
        "inf"
    } else {
        "-inf"
    }
}

/// `1.5e-7` with a sign and two digits in the exponent: `1.5e-07`.
fn with_c_exponent(text: &str) -> String {
    let Some((digits, exponent)) = text.split_once('e') else { return text.to_owned() };
    let (sign, exponent) = match exponent.strip_prefix('-') {
        Some(exponent) => ('-', exponent),
        None => ('+', exponent),
    };
    format!("{digits}e{sign}{exponent:0>2}")
}

/// One conversion: `%-+ 0#10.3f`.
#[derive(Clone, Debug, Default)]
struct Conversion {
    left: bool,
    plus: bool,
    space: bool,
    zeros: bool,
    alternate: bool,
    width: usize,
    precision: Option<usize>,
    /// The letter.
    kind: char,
}

impl Conversion {
    /// Reads what follows a `%`; also gives what follows the conversion.
    fn parse(text: &str) -> Outcome<(Self, &str)> {
        let bad = |what: &str| Flaw::new(format!("the format \"%{text}\" {what}"));
        let mut conversion = Self::default();
        let mut rest = text;
        while let Some(flag @ ('-' | '+' | ' ' | '0' | '#')) = rest.chars().next() {
            match flag {
                '-' => conversion.left = true,
                '+' => conversion.plus = true,
                ' ' => conversion.space = true,
                '0' => conversion.zeros = true,
                _ => conversion.alternate = true,
            }
            rest = &rest[1..];
        }
        let number = |rest: &mut &str| -> Outcome<usize> {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (digits, after) = rest.split_at(end);
            *rest = after;
            let number = if digits.is_empty() { Ok(0) } else { digits.parse() };
            match number {
                Ok(number) if number <= WIDEST => Ok(number),
                _ => Err(bad("is wider than 1000 characters")),
            }
        };
        conversion.width = number(&mut rest)?;
        if let Some(after) = rest.strip_prefix('.') {
            rest = after;
            conversion.precision = Some(number(&mut rest)?);
        }
        conversion.kind = rest.chars().next().ok_or_else(|| bad("has no letter at its end"))?;
        if !"diufFeEgGsxXo".contains(conversion.kind) {
            return Err(bad("has another letter than d i u f F e E g G s x X o"));
        }
        Ok((conversion, &rest[1..]))
    }

    fn write(&self, value: Value, out: &mut String) -> Outcome<()> {
        let int = || {
            value.int().ok_or_else(|| {
                let (kind, number) = (self.kind, not_finite(value.float()));
                Flaw::new(format!("{number} cannot be written by %{kind}"))
            })
        };
        let digits = match self.kind {
            'd' | 'i' | 'u' => int()?.to_string(),
            'x' => signed(int()?, |size| format!("{size:x}")),
            'X' => signed(int()?, |size| format!("{size:X}")),
            'o' => signed(int()?, |size| format!("{size:o}")),
            's' => {
                let text = value.text();
                let kept = self.precision.unwrap_or(text.len()).min(text.len());
                text[..kept].to_owned()
            }
            _ => self.float(value.float()),
        };
        let numeric = self.kind != 's';
        let sign = match digits.strip_prefix('-') {
            Some(_) => "-",
            None if numeric && self.plus => "+",
            None if numeric && self.space => " ",
            None => "",
        };
        let digits = digits.strip_prefix('-').unwrap_or(&digits);
        let missing = self.width.saturating_sub(sign.len() + digits.len());
        let zeros = self.zeros && numeric && !self.left && !digits.ends_with(['f', 'n', 'F', 'N']);
        if !self.left && !zeros {
            out.extend(std::iter::repeat_n(' ', missing));
        }
        out.push_str(sign);
        if zeros {
            out.extend(std::iter::repeat_n('0', missing));
        }
        out.push_str(digits);
        if self.left {
            out.extend(std::iter::repeat_n(' ', missing));
        }
        Ok(())
    }

    fn float(&self, x: f64) -> String {
        let upper = self.kind.is_ascii_uppercase();
        if !x.is_finite() {
            let text = not_finite(x);
            return if upper { text.to_uppercase() } else { text.to_owned() };
        }
        let precision = self.precision.unwrap_or(PRECISION);
        let text = match self.kind.to_ascii_lowercase() {
            'f' => format!("{x:.precision$}"),
            'e' => with_c_exponent(&format!("{x:.precision$e}")),
            _ => self.general(x, precision.max(1)),
        };
        if upper { text.to_uppercase() } else { text }
    }

    /// `%g`: so many significant digits, by the shorter way, without zeros at the end.
    fn general(&self, x: f64, significant: usize) -> String {
        let exponential = format!("{x:.*e}", significant - 1);
        let exponent = exponential.split_once('e').and_then(|(_, text)| text.parse().ok());
        let exponent: i64 = exponent.unwrap_or_default();
        let fixed = -4 <= exponent && exponent < significant as i64;
        let text = if fixed {
            format!("{x:.*}", (significant as i64 - 1 - exponent) as usize)
        } else {
            with_c_exponent(&exponential)
        };
        if self.alternate {
            return text;
        }
        let (digits, tail) = text.split_at(text.find('e').unwrap_or(text.len()));
        if !digits.contains('.') {
            return text;
        }
        format!("{}{tail}", digits.trim_end_matches('0').trim_end_matches('.'))
    }
}

fn signed(number: i128, digits: impl Fn(u128) -> String) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", digits(number.unsigned_abs()))
}

/// A piece of a format.
#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Number(Conversion),
}

/// How a line is written.
#[derive(Clone, Debug)]
pub(super) struct Pattern(Vec<Piece>);

impl Pattern {
    /// The pattern of lines of so many columns, each of two numbers if they are complex.
    pub(super) fn new(
        formats: &[String],
        delimiter: &str,
        columns: usize,
        complex: bool,
    ) -> Outcome<Self> {
        let numbers = if complex { 2 * columns } else { columns };
        let mut all = Vec::new();
        match formats {
            [one] => {
                let pieces = pieces(one)?;
                let found = conversions(&pieces);
                // One format is that of every number; as many as a line has are those of the line.
                if found != 1 && found == numbers {
                    return Ok(Self(pieces));
                }
                if found != 1 {
                    return Err(wrong_number(found, numbers));
                }
                for column in 0..columns {
                    if column > 0 {
                        all.push(Piece::Text(delimiter.to_owned()));
                    }
                    if complex {
                        push_complex(&pieces, &mut all);
                    } else {
                        all.extend(pieces.iter().cloned());
                    }
                }
            }
            several => {
                for (column, format) in several.iter().enumerate() {
                    if column > 0 {
                        all.push(Piece::Text(delimiter.to_owned()));
                    }
                    all.extend(pieces(format)?);
                }
                let found = conversions(&all);
                if found != numbers {
                    return Err(wrong_number(found, numbers));
                }
            }
        }
        Ok(Self(all))
    }

    /// Appends a line of these numbers.
    pub(super) fn write(&self, values: &[Value], out: &mut String) -> Outcome<()> {
        let mut values = values.iter();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Number(conversion) => {
                    let value = *values.next().expect("as many numbers as conversions");
                    conversion.write(value, out)?;
                }
            }
        }
        Ok(())
    }
}

fn wrong_number(found: usize, numbers: usize) -> Flaw {
    Flaw::new(format!("the format has {found} conversions, and a line has {numbers} numbers"))
}

fn conversions(pieces: &[Piece]) -> usize {
    pieces.iter().filter(|piece| matches!(piece, Piece::Number(_))).count()
}

/// A complex number, as NumPy writes one: ` (1.0-2.0j)`.
fn push_complex(pieces: &[Piece], all: &mut Vec<Piece>) {
    all.push(Piece::Text(" (".to_owned()));
    all.extend(pieces.iter().cloned());
    all.extend(pieces.iter().cloned().map(|piece| match piece {
        Piece::Number(conversion) => Piece::Number(Conversion { plus: true, ..conversion }),
        text @ Piece::Text(_) => text,
    }));
    all.push(Piece::Text("j)".to_owned()));
}

fn pieces(format: &str) -> Outcome<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = format;
    while let Some((text, after)) = rest.split_once('%') {
        if let Some(after) = after.strip_prefix('%') {
            pieces.push(Piece::Text(format!("{text}%")));
            rest = after;
            continue;
        }
        let (conversion, after) = Conversion::parse(after)?;
        pieces.push(Piece::Text(text.to_owned()));
        pieces.push(Piece::Number(conversion));
        rest = after;
    }
    pieces.push(Piece::Text(rest.to_owned()));
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: &str, value: Value) -> String {
        let mut out = String::new();
        let pattern = Pattern::new(&[format.to_owned()], "", 1, false).unwrap();
        pattern.write(&[value], &mut out).unwrap();
        out
    }

    #[test]
    fn floats_are_written_as_c_does() {
        for (format, value, expect) in [
            ("%f", 2.5, "2.500000"),
            ("%.0f", 2.5, "2"),
            ("%8.3f|", -1.0005, "  -1.000|"),
            ("%-8.2f|", 3.125, "3.12    |"),
            ("%+08.2f", 3.0, "+0003.00"),
            ("% d%%", 7.9, " 7%"),
            ("%.2e", 12345.0, "1.23e+04"),
            ("%E", 1e-100, "1.000000E-100"),
            ("%g", 1e-5, "1e-05"),
            ("%g", 123456.0, "123456"),
            ("%g", 1234567.0, "1.23457e+06"),
            ("%#g", 1.0, "1.00000"),
            ("%.3g", 0.00012345, "0.000123"),
            ("%g", 0.0, "0"),
            ("%05.1f", f64::NAN, "  nan"),
            ("%F", f64::NEG_INFINITY, "-INF"),
            ("%s", 1e16, "1e+16"),
            ("%s", 1e15, "1000000000000000.0"),
            ("%s", 1e-5, "1e-05"),
            ("%s", 0.1, "0.1"),
            ("%.3s", 0.125, "0.1"),
        ] {
            assert_eq!(written(format, Value::Double(value)), expect, "{format} of {value}");
        }
        assert_eq!(written("%x", Value::Int(-255)), "-ff");
        assert_eq!(written("%04o", Value::Int(8)), "0010");
    }

    #[test]
    fn wrong_formats_are_refused() {
        for format in ["%", "%5", "%q", "%d %d", "plain", "%99999d", "%.99999f"] {
            let formats = [format.to_owned()];
            assert!(Pattern::new(&formats, "", 1, false).is_err(), "{format}");
        }
        let mut out = String::new();
        let pattern = Pattern::new(&["%d".to_owned()], "", 1, false).unwrap();
        assert!(pattern.write(&[Value::Double(f64::NAN)], &mut out).is_err());
    }
}
