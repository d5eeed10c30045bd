//! The options of array printing, as `numpy.set_printoptions` has them.

use std::sync::{PoisonError, RwLock};

/// How many digits of a floating-point number are printed (NumPy: `floatmode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatMode {
    /// Exactly `precision` digits after the point.
    Fixed,
    /// As many as tell the number from its neighbours, whatever `precision` says.
    Unique,
    /// As many as tell the number from its neighbours, at most `precision`. The default.
    MaxPrec,
    /// As `MaxPrec`, with every number of an array padded to the same count of digits.
    MaxPrecEqual,
}

/// Options of array printing, with NumPy's names and defaults.
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([0.5, 1.0 / 3.0]);
/// let options = PrintOptions::new().precision(3).separator(", ");
/// assert_eq!(array2string_with(&a, &options), "[0.5  , 0.333]");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PrintOptions {
    pub(super) precision: usize,
    pub(super) threshold: usize,
    pub(super) edgeitems: usize,
    pub(super) linewidth: usize,
    pub(super) suppress: bool,
    pub(super) nanstr: String,
    pub(super) infstr: String,
    pub(super) sign: char,
    pub(super) floatmode: FloatMode,
    pub(super) separator: String,
}

impl PrintOptions {
    /// NumPy's defaults: precision 8, threshold 1000, edgeitems 3, linewidth 75.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            precision: 8,
            threshold: 1000,
            edgeitems: 3,
            linewidth: 75,
            suppress: false,
            nanstr: String::new(),
            infstr: String::new(),
            sign: '-',
            floatmode: FloatMode::MaxPrec,
            separator: String::new(),
        }
    }

    /// Digits after the decimal point.
    #[must_use]
    pub fn precision(mut self, digits: usize) -> Self {
        self.precision = digits;
        self
    }

    /// Elements of an array above which only its corners are printed.
    #[must_use]
    pub fn threshold(mut self, elements: usize) -> Self {
        self.threshold = elements;
        self
    }

    /// Elements at each end of an axis that are printed of a large array; at least one.
    #[must_use]
    pub fn edgeitems(mut self, elements: usize) -> Self {
        self.edgeitems = elements.max(1);
        self
    }

    /// Characters of a line.
    #[must_use]
    pub fn linewidth(mut self, characters: usize) -> Self {
        self.linewidth = characters;
        self
    }

    /// Whether small numbers are printed as zero rather than in scientific notation.
    #[must_use]
    pub fn suppress(mut self, suppress: bool) -> Self {
        self.suppress = suppress;
        self
    }

    /// The text of a NaN.
    #[must_use]
    pub fn nanstr(mut self, text: impl Into<String>) -> Self {
        self.nanstr = text.into();
        self
    }

    /// The text of an infinity.
    #[must_use]
    pub fn infstr(mut self, text: impl Into<String>) -> Self {
        self.infstr = text.into();
        self
    }

    /// What stands before a positive number: `'-'` for nothing, `'+'`, or `' '`.
    ///
    /// # Panics
    ///
    /// With another character.
    #[must_use]
    #[track_caller]
    pub fn sign(mut self, sign: char) -> Self {
        assert!(matches!(sign, '-' | '+' | ' '), "sign must be '-', '+' or ' ', not {sign:?}");
        self.sign = sign;
        self
    }

    /// How many digits of a floating-point number are printed.
    #[must_use]
    pub fn floatmode(mut self, mode: FloatMode) -> Self {
        self.floatmode = mode;
        self
    }

    /// What stands between elements; one blank unless set.
    #[must_use]
    pub fn separator(mut self, separator: impl Into<String>) -> Self {
        self.separator = separator.into();
        self
    }

    pub(super) fn nan_text(&self) -> &str {
        if self.nanstr.is_empty() { "nan" } else { &self.nanstr }
    }

    pub(super) fn inf_text(&self) -> &str {
        if self.infstr.is_empty() { "inf" } else { &self.infstr }
    }

    pub(super) fn separator_text(&self) -> &str {
        if self.separator.is_empty() { " " } else { &self.separator }
    }
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self::new()
    }
}

static CURRENT: RwLock<PrintOptions> = RwLock::new(PrintOptions::new());

/// Sets how arrays are printed from now on (NumPy: `set_printoptions`).
///
/// What is not named takes its default; to change one option of the current ones, start from
/// [`get_printoptions`]: `set_printoptions(get_printoptions().precision(3))`.
///
/// ```
/// # use array_core::prelude::*;
/// let third = array([1. / 3.]);
/// set_printoptions(PrintOptions::new().precision(3));
/// assert_eq!(third.to_string(), "[0.333]");
/// set_printoptions(PrintOptions::new());
/// assert_eq!(third.to_string(), "[0.33333333]");
/// ```
pub fn set_printoptions(options: PrintOptions) {
    *CURRENT.write().unwrap_or_else(PoisonError::into_inner) = options;
}

/// The current options (NumPy: `get_printoptions`).
#[must_use]
pub fn get_printoptions() -> PrintOptions {
    CURRENT.read().unwrap_or_else(PoisonError::into_inner).clone()
}
