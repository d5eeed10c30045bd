//! Decimal digits of one floating-point number, as NumPy's Dragon4 gives them.
//!
//! Rust's own formatting has both digit generators that are needed: `{}` gives the shortest digits
//! that read back as the same number, `{:.n}` the exact value rounded half to even.

/// A floating-point number, with the type that decides which digits are needed to tell it apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Real {
    pub(crate) value: f64,
    /// Whether it is an `f32`.
    pub(crate) single: bool,
}

/// How many digits after the point are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// At most so many; `None` for as many as tell the number apart.
    pub(super) most: Option<usize>,
    /// At least so many.
    pub(super) least: usize,
    /// Shortest digits that tell the number apart, rather than those of the exact value.
    pub(super) unique: bool,
}

/// The parts of a number's text, signed with `-` where the number's sign bit is set.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) int: String,
    pub(super) frac: String,
    /// The power of ten, in scientific notation.
    pub(super) exponent: i32,
}

impl Real {
    /// The shortest digits that tell the number from its neighbours, in positional notation.
    fn shortest(self) -> String {
        let text =
            if self.single { (self.value as f32).to_string() } else { self.value.to_string() };
        self.half_to_even(text, |digits| format!("{:.digits$}", self.value))
    }

    /// The shortest digits that tell the number from its neighbours, in scientific notation.
    fn shortest_scientific(self) -> String {
        let text = if self.single {
            format!("{:e}", self.value as f32)
        } else {
            format!("{:e}", self.value)
        };
        self.half_to_even(text, |digits| format!("{:.digits$e}", self.value))
    }

    /// Of two shortest texts equally far from the number, the one with the even digit at the end;
    /// Rust takes the larger one.
    fn half_to_even(self, shortest: String, exact: impl Fn(usize) -> String) -> String {
        let rounded = exact(fraction_digits(&shortest));
        let reads_back = if self.single {
            rounded.parse() == Ok(self.value as f32)
        } else {
            rounded.parse() == Ok(self.value)
        };
        if reads_back { rounded } else { shortest }
    }

    /// The number in positional notation.
    pub(super) fn positional(self, wanted: Wanted) -> Parts {
        let text = wanted.choose(self.shortest(), |digits| format!("{:.digits$}", self.value));
        Parts::split(&text)
    }

    /// The number in scientific notation.
    pub(super) fn scientific(self, wanted: Wanted) -> Parts {
        let exact = |digits| format!("{:.digits$e}", self.value);
        Parts::split(&wanted.choose(self.shortest_scientific(), exact))
    }

    /// The text of a NumPy scalar: shortest digits, scientific for very large and small numbers,
    /// whole numbers with `.0` if asked.
    pub(super) fn scalar(self, point_zero: bool) -> String {
        let size = self.value.abs();
        let largest = if self.single { 1e6 } else { 1e16 };
        if size.is_nan() {
            "nan".to_owned()
        } else if size.is_infinite() {
            self.shortest()
        } else if size == 0.0 || (1e-4..largest).contains(&size) {
            let text = self.shortest();
            if point_zero && !text.contains('.') { text + ".0" } else { text }
        } else {
            let Parts { int, frac, exponent } = Parts::split(&self.shortest_scientific());
            let point = if frac.is_empty() { "" } else { "." };
            format!("{int}{point}{frac}e{}", exponent_text(exponent, 2))
        }
    }
}

impl Wanted {
    /// The shortest text if its digits after the point are as many as wanted, else the exact one.
    fn choose(self, shortest: String, exact: impl Fn(usize) -> String) -> String {
        let digits = fraction_digits(&shortest);
        match self.most {
            Some(most) if !self.unique || digits > most => exact(most),
            _ if digits < self.least => exact(self.least),
            _ => shortest,
        }
    }
}

impl Parts {
    /// The parts of Rust's text of a number.
    fn split(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (int, frac) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent = exponent.parse().unwrap_or_default();
        Self { int: int.to_owned(), frac: frac.to_owned(), exponent }
    }

    /// Drops zeros at the end of the fraction.
    pub(super) fn trimmed(mut self) -> Self {
        self.frac.truncate(self.frac.trim_end_matches('0').len());
        self
    }
}

/// The digits between the point and the exponent of Rust's text of a number.
fn fraction_digits(text: &str) -> usize {
    let mantissa = text.split('e').next().unwrap_or_default();
    mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// An exponent with its sign and at least `digits` digits.
pub(super) fn exponent_text(exponent: i32, digits: usize) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{sign}{:0digits$}", exponent.unsigned_abs())
}
