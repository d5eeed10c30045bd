//! Arrays as text, as NumPy prints them, to the character.

mod digits;
mod layout;
mod numbers;
mod options;
mod values;

use std::fmt;

pub use options::{FloatMode, PrintOptions, get_printoptions, set_printoptions};

pub(crate) use layout::{Axis, positions};
pub use values::AnyArray;

use crate::array::Array;
use crate::dtype::{DType, Element};
use crate::error::show_shape;
use layout::Layout;

/// The array as text, as NumPy's `array2string` gives it with the current options.
///
/// As [`array_str`] but for arrays of no axes, which get the options' digits too.
#[must_use]
pub fn array2string<T: Element>(array: &Array<T>) -> String {
    array2string_with(array, &get_printoptions())
}

/// [`array2string`] with options of its own (NumPy: `array2string(a, precision=..)`).
#[must_use]
pub fn array2string_with<T: Element>(array: &Array<T>, options: &PrintOptions) -> String {
    any_text(T::erased(array), options, options.separator_text(), 0, options.linewidth)
}

/// What `print` shows (NumPy: `array_str`, `str`); also the array's `Display`.
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([1.0, 2.5, f64::NAN]);
/// assert_eq!(array_str(&a), "[1.  2.5 nan]");
/// assert_eq!(array_repr(&a), "array([1. , 2.5, nan])");
/// ```
#[must_use]
pub fn array_str<T: Element>(array: &Array<T>) -> String {
    any_str(T::erased(array), &get_printoptions())
}

/// [`array_str`] with options of its own; the separator is NumPy's.
#[must_use]
pub fn array_str_with<T: Element>(array: &Array<T>, options: &PrintOptions) -> String {
    any_str(T::erased(array), options)
}

/// The array as an expression that makes it (NumPy: `array_repr`, `repr`); also its `Debug`.
///
/// Carries the data type where NumPy shows it, in NumPy's spelling.
#[must_use]
pub fn array_repr<T: Element>(array: &Array<T>) -> String {
    any_repr(T::erased(array), &get_printoptions())
}

/// [`array_repr`] with options of its own; the separator is NumPy's.
#[must_use]
pub fn array_repr_with<T: Element>(array: &Array<T>, options: &PrintOptions) -> String {
    any_repr(T::erased(array), options)
}

/// NumPy's `str`, which shows an array of no axes as the number that it is.
pub(crate) fn any_str(array: AnyArray<'_>, options: &PrintOptions) -> String {
    match array.shape {
        [] => array.values(&[vec![]]).scalar(),
        _ => any_text(array, options, " ", 0, options.linewidth),
    }
}

/// NumPy's `repr`.
pub(crate) fn any_repr(array: AnyArray<'_>, options: &PrintOptions) -> String {
    const PREFIX: &str = "array(";
    let width = options.linewidth;
    let text = any_text(array, options, ", ", PREFIX.len(), width.saturating_sub(")".len()));
    let size = array.size();
    let mut extras = Vec::new();
    if (size == 0 && array.shape != [0]) || size > options.threshold {
        extras.push(format!("shape={}", show_shape(array.shape)));
    }
    let implied = matches!(array.dtype, DType::Bool | DType::I64 | DType::F64 | DType::C128);
    if !implied || size == 0 {
        extras.push(format!("dtype={}", array.dtype.name()));
    }
    if extras.is_empty() {
        return format!("{PREFIX}{text})");
    }
    let text = format!("{PREFIX}{text},");
    let extras = extras.join(", ") + ")";
    let last_line = text.rsplit('\n').next().unwrap_or_default();
    if last_line.chars().count() + extras.len() + 1 > width {
        format!("{text}\n{}{extras}", " ".repeat(PREFIX.len()))
    } else {
        format!("{text} {extras}")
    }
}

/// The elements in brackets: all, or those at the corners if they are more than the threshold.
fn any_text(
    array: AnyArray<'_>,
    options: &PrintOptions,
    separator: &str,
    indent: usize,
    linewidth: usize,
) -> String {
    if array.size() == 0 {
        return "[]".to_owned();
    }
    let edge = (array.size() > options.threshold).then_some(options.edgeitems);
    let axes: Vec<Axis> = array.shape.iter().map(|&len| Axis::new(len, edge)).collect();
    let words = array.values(&positions(&axes)).words(options, axes.is_empty());
    let layout = Layout { words: &words, axes: &axes, separator };
    layout.text(&" ".repeat(indent + 1), linewidth)
}

/// What NumPy's `str` gives: see [`array_str`].
impl<T: Element> fmt::Display for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&array_str(self))
    }
}

/// What NumPy's `repr` gives: see [`array_repr`].
impl<T: Element> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&array_repr(self))
    }
}
