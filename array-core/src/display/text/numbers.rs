//! Texts of the numbers of one array, formatted alike and padded to one width.

use super::digits::{Parts, Real, Wanted, exponent_text};
use super::options::{FloatMode, PrintOptions};

/// Formats real numbers with one notation, one count of digits and one width.
struct Floats<'a> {
    options: &'a PrintOptions,
    sign: char,
    /// Digits of the exponent, in scientific notation.
    exponent_digits: Option<usize>,
    wanted: Wanted,
    trim: bool,
    pad_left: usize,
    pad_right: usize,
}

/// The texts of real numbers (NumPy: `FloatingFormat`).
pub(super) fn floats(values: &[Real], options: &PrintOptions) -> Vec<String> {
    let format = Floats::new(values, options, options.sign);
    values.iter().map(|&value| format.text(value)).collect()
}

/// The texts of complex numbers, given as their parts (NumPy: `ComplexFloatingFormat`).
pub(super) fn complexes(re: &[Real], im: &[Real], options: &PrintOptions) -> Vec<String> {
    let re_format = Floats::new(re, options, options.sign);
    let im_format = Floats::new(im, options, '+');
    let pair = |(&re, &im): (&Real, &Real)| {
        let im = im_format.text(im);
        // The j stands before the blanks that pad the digits.
        let digits = im.trim_end();
        format!("{}{digits}j{}", re_format.text(re), &im[digits.len()..])
    };
    re.iter().zip(im).map(pair).collect()
}

/// The text of a complex number on its own: `(1+2j)`, `2j`.
pub(super) fn complex_scalar(re: Real, im: Real) -> String {
    let im_text = im.scalar(false);
    if re.value == 0.0 && !re.value.is_sign_negative() {
        return format!("{im_text}j");
    }
    let plus = if im_text.starts_with('-') { "" } else { "+" };
    format!("({}{plus}{im_text}j)", re.scalar(false))
}

/// The texts of integers (NumPy: `IntegerFormat`).
pub(super) fn integers(values: &[i128], options: &PrintOptions) -> Vec<String> {
    let plus = match options.sign {
        ' ' if values.iter().any(|&value| value < 0) => "",
        ' ' => " ",
        '+' => "+",
        _ => "",
    };
    let texts: Vec<String> = values
        .iter()
        .map(|value| format!("{}{value}", if *value < 0 { "" } else { plus }))
        .collect();
    let width = texts.iter().map(String::len).max().unwrap_or_default();
    texts.iter().map(|text| format!("{text:>width$}")).collect()
}

/// The texts of truth values (NumPy: `BoolFormat`).
pub(super) fn bools(values: &[bool], is_scalar: bool) -> Vec<String> {
    let text = |&value| match value {
        true if is_scalar => "True",
        true => " True",
        false => "False",
    };
    values.iter().map(|value| text(value).to_owned()).collect()
}

impl<'a> Floats<'a> {
    fn new(values: &[Real], options: &'a PrintOptions, sign: char) -> Self {
        let finite: Vec<Real> = values.iter().copied().filter(|x| x.value.is_finite()).collect();
        let scientific = is_scientific(&finite, options);
        let fixed = options.floatmode == FloatMode::Fixed;
        let most = (options.floatmode != FloatMode::Unique).then_some(options.precision);
        let mut format = Self {
            options,
            sign,
            exponent_digits: scientific.then_some(2),
            wanted: Wanted { most, least: 0, unique: !fixed },
            trim: !fixed,
            pad_left: 0,
            pad_right: 0,
        };
        // A first pass over all numbers finds the widths.
        let parts: Vec<Parts> = finite.iter().map(|&value| format.parts(value)).collect();
        format.pad_left = parts.iter().map(|parts| parts.int.len()).max().unwrap_or_default();
        format.pad_right = parts.iter().map(|parts| parts.frac.len()).max().unwrap_or_default();
        let equal_digits = Wanted {
            most: Some(format.pad_right),
            least: format.pad_right,
            unique: format.wanted.unique,
        };
        if scientific {
            let exponents = parts.iter().map(|parts| exponent_text(parts.exponent, 2).len() - 1);
            let digits = exponents.max().unwrap_or_default();
            format.exponent_digits = Some(digits);
            format.wanted = equal_digits;
            format.trim = false;
            format.pad_right += digits + 2;
        } else if matches!(options.floatmode, FloatMode::Fixed | FloatMode::MaxPrecEqual) {
            format.wanted = equal_digits;
            format.trim = false;
        }
        if sign == ' ' && !finite.iter().any(|x| x.value.is_sign_negative()) {
            format.pad_left += 1;
        }
        if finite.len() < values.len() {
            let signed = sign != '-' || values.iter().any(|x| x.value == f64::NEG_INFINITY);
            let widest =
                options.nan_text().len().max(options.inf_text().len() + usize::from(signed));
            format.pad_left = format.pad_left.max(widest.saturating_sub(format.pad_right + 1));
        }
        format
    }

    /// The digits of a finite number, with its sign.
    fn parts(&self, value: Real) -> Parts {
        let mut parts = match self.exponent_digits {
            Some(_) => value.scientific(self.wanted),
            None => value.positional(self.wanted),
        };
        if self.trim {
            parts = parts.trimmed();
        }
        if self.sign == '+' && !value.value.is_sign_negative() {
            parts.int.insert(0, '+');
        }
        parts
    }

    /// The padded text of a number.
    fn text(&self, value: Real) -> String {
        let Self { options, pad_left, pad_right, .. } = *self;
        if !value.value.is_finite() {
            let name = if value.value.is_nan() { options.nan_text() } else { options.inf_text() };
            let sign = match self.sign {
                _ if value.value == f64::NEG_INFINITY => "-",
                '+' => "+",
                _ => "",
            };
            return format!(
                "{:>width$}",
                format!("{sign}{name}"),
                width = pad_left + pad_right + 1
            );
        }
        let Parts { int, frac, exponent } = self.parts(value);
        match self.exponent_digits {
            Some(digits) => {
                format!("{int:>pad_left$}.{frac}e{}", exponent_text(exponent, digits))
            }
            None => format!("{int:>pad_left$}.{frac:<pad_right$}"),
        }
    }
}

/// Whether NumPy writes these finite numbers in scientific notation.
fn is_scientific(finite: &[Real], options: &PrintOptions) -> bool {
    let sizes = || finite.iter().map(|x| x.value.abs()).filter(|&size| size != 0.0);
    let Some(largest) = sizes().reduce(f64::max) else { return false };
    let smallest = sizes().fold(f64::INFINITY, f64::min);
    // NumPy compares and divides in the array's own type.
    let single = finite[0].single;
    let (cutoff, small, ratio) = if single {
        (1e6, f64::from(1e-4_f32), f64::from(largest as f32 / smallest as f32))
    } else {
        (1e8, 1e-4, largest / smallest)
    };
    largest >= cutoff || (!options.suppress && (smallest < small || ratio > 1000.0))
}
