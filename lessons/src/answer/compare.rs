//! How an answer differs from what is expected.

use std::cmp::Ordering;

use array_core::prelude::{Complex64, DType};

use super::{Answer, Elements, Value, show_shape};

/// How `yours` differs from what is expected.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Difference {
    /// What differs, with what is expected and what was given.
    pub(crate) rows: Vec<[String; 3]>,
    /// What to do about it.
    pub(crate) advice: Option<String>,
}

/// Compares an answer with what is expected; numbers may differ by `tolerance`, as a share of the
/// greater one's size or, near zero, as such.
///
/// # Errors
/// When they differ: how.
pub(crate) fn compare(expected: &Answer, yours: &Answer, tolerance: f64) -> Result<(), Difference> {
    let mut difference = Difference::default();
    if kind(&expected.value) != kind(&yours.value) {
        difference.row("type", expected.describe(), yours.describe());
        difference.advice = advice_on_type(expected, yours);
        return Err(difference);
    }
    let mut walk = Walk { tolerance, difference };
    walk.value("", &expected.value, &yours.value);
    let difference = walk.difference;
    if difference.rows.is_empty() { Ok(()) } else { Err(difference) }
}

/// What must be the same before anything else can be compared.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Array { .. } => "an array",
        Value::Number(_) => "a number",
        Value::Truth(_) => "true or false",
        Value::Text(_) => "text",
        Value::Sequence(_) => "a sequence",
        Value::Tuple(_) => "a tuple",
        Value::Other(_) => "something else",
    }
}

fn advice_on_type(expected: &Answer, yours: &Answer) -> Option<String> {
    let name = yours.type_name.as_str();
    let text = match (&expected.value, &yours.value) {
        _ if name.starts_with("Result<") => {
            "Your answer may be an error: a `?` behind it takes the value out."
        }
        _ if name.starts_with("Option<") => {
            "Your answer may be nothing: `.unwrap()` behind it takes the value out."
        }
        _ if name == "()" => {
            "Your answer is `()`, nothing at all: does its last line end with a semicolon?"
        }
        (Value::Array { .. }, Value::Sequence(_)) => "`array(..)` makes an array of it.",
        (Value::Array { .. }, Value::Number(_)) => {
            "A whole array is asked for, not one number: was an axis forgotten?"
        }
        (Value::Number(_), Value::Array { elements, .. }) if elements.len() == 1 => {
            "One number is asked for: `a[[0]]` reads the one element of an array of shape (1,)."
        }
        (Value::Number(_), Value::Array { .. }) => {
            "One number is asked for: is a reduction such as `.sum()` or `.mean()` missing?"
        }
        (Value::Sequence(_), Value::Array { .. }) => "`.to_vec()` makes a vector of an array.",
        (Value::Tuple(_), _) => "Several things are asked for, in a tuple: `(a, b)`.",
        _ => return None,
    };
    Some(text.to_owned())
}

impl Difference {
    fn row(&mut self, what: impl Into<String>, expected: String, yours: String) {
        self.rows.push([what.into(), expected, yours]);
    }
}

/// The way through two values of one kind.
struct Walk {
    tolerance: f64,
    difference: Difference,
}

impl Walk {
    /// Compares what stands at `place`, which is empty for the answer as a whole.
    fn value(&mut self, place: &str, expected: &Value, yours: &Value) {
        match (expected, yours) {
            (
                Value::Array { dtype, shape, elements },
                Value::Array { dtype: your_dtype, shape: your_shape, elements: your_elements },
            ) => {
                self.dtypes(place, *dtype, *your_dtype);
                if shape == your_shape {
                    self.elements(place, shape, *dtype, [elements, your_elements]);
                } else {
                    self.shapes(place, shape, your_shape);
                }
            }
            (Value::Number(expected), Value::Number(yours)) => self.numbers(place, expected, yours),
            (Value::Sequence(expected), Value::Sequence(yours))
            | (Value::Tuple(expected), Value::Tuple(yours)) => self.items(place, expected, yours),
            _ if kind(expected) != kind(yours) => {
                self.row(place, "type", kind(expected).to_owned(), kind(yours).to_owned());
            }
            _ if expected != yours => self.row(place, "value", show(expected), show(yours)),
            _ => {}
        }
    }

    /// Tells the direction only: to tell the number that is expected would be to solve the exercise.
    fn numbers(&mut self, place: &str, expected: &Elements, yours: &Elements) {
        if !self.is_close(expected, yours, 0, DType::F64) {
            let direction = match expected.get(0).re.partial_cmp(&yours.get(0).re) {
                Some(Ordering::Less) => "smaller",
                Some(Ordering::Greater) => "larger",
                _ => "another",
            };
            self.row(place, "value", direction.to_owned(), yours.show(0));
        }
    }

    fn items(&mut self, place: &str, expected: &[Value], yours: &[Value]) {
        if expected.len() != yours.len() {
            self.row(place, "length", expected.len().to_string(), yours.len().to_string());
            return;
        }
        for (k, (expected, yours)) in expected.iter().zip(yours).enumerate() {
            self.value(&format!("{place}[{k}]"), expected, yours);
            if !self.difference.rows.is_empty() {
                return;
            }
        }
    }

    fn dtypes(&mut self, place: &str, expected: DType, yours: DType) {
        if expected != yours {
            self.row(place, "dtype", expected.to_string(), yours.to_string());
            self.difference.advice = Some(format!("`.astype::<{expected}>()` converts."));
        }
    }

    fn shapes(&mut self, place: &str, expected: &[usize], yours: &[usize]) {
        self.row(place, "shape", show_shape(expected), show_shape(yours));
        let size = |shape: &[usize]| shape.iter().product::<usize>();
        let text = if expected.iter().rev().eq(yours) && expected.len() > 1 {
            "Rows and columns are swapped."
        } else if size(expected) == size(yours) {
            "There are as many elements as there should be, in another shape."
        } else if expected.len() != yours.len() {
            "The number of axes differs."
        } else {
            return;
        };
        self.difference.advice = Some(text.to_owned());
    }

    /// Tells the first element that differs, and how many do.
    fn elements(
        &mut self,
        place: &str,
        shape: &[usize],
        dtype: DType,
        [one, other]: [&Elements; 2],
    ) {
        let differing = (0..one.len()).filter(|&k| !self.is_close(one, other, k, dtype));
        let differing: Vec<usize> = differing.collect();
        let Some(&first) = differing.first() else { return };
        let index: Vec<String> = unravel(first, shape).iter().map(ToString::to_string).collect();
        let index =
            if index.is_empty() { "value".into() } else { format!("[{}]", index.join(", ")) };
        self.row(place, &index, show_as(one, first, dtype), show_as(other, first, dtype));
        let mut text = match (differing.len(), one.len()) {
            (1, _) => "All other elements are right.".to_owned(),
            (count, all) => format!("{count} of {all} elements differ; this is the first."),
        };
        if self.tolerance_of(dtype) > 0. && !matches!(one, Elements::Whole(_)) {
            text += &format!(" Numbers may differ by {:e}, relatively.", self.tolerance_of(dtype));
        }
        self.difference.advice.get_or_insert(text);
    }

    fn row(&mut self, place: &str, what: &str, expected: String, yours: String) {
        let what = if place.is_empty() { what.to_owned() } else { format!("{place} {what}") };
        self.difference.row(what, expected, yours);
    }

    /// `f32` has seven digits, whatever the exercise asks of others.
    fn tolerance_of(&self, dtype: DType) -> f64 {
        match dtype {
            DType::F32 | DType::C64 => self.tolerance.max(1e-5),
            _ => self.tolerance,
        }
    }

    fn is_close(&self, one: &Elements, other: &Elements, k: usize, dtype: DType) -> bool {
        if let (Elements::Whole(one), Elements::Whole(other)) = (one, other) {
            return one[k] == other[k];
        }
        let (one, other) = (one.get(k), other.get(k));
        let tolerance = self.tolerance_of(dtype);
        are_close(one.re, other.re, one, tolerance) && are_close(one.im, other.im, one, tolerance)
    }
}

fn are_close(one: f64, other: f64, whole: Complex64, tolerance: f64) -> bool {
    one == other
        || one.is_nan() && other.is_nan()
        || (one - other).abs() <= tolerance * whole.norm().max(1.)
}

fn show(value: &Value) -> String {
    match value {
        Value::Truth(truth) => truth.to_string(),
        Value::Text(text) => format!("{text:?}"),
        Value::Other(text) => text.clone(),
        other => kind(other).to_owned(),
    }
}

fn show_as(elements: &Elements, k: usize, dtype: DType) -> String {
    match (elements, dtype) {
        (Elements::Whole(numbers), DType::Bool) => (numbers[k] != 0).to_string(),
        _ => elements.show(k),
    }
}

/// The index of the element at a position in row-major order.
fn unravel(mut position: usize, shape: &[usize]) -> Vec<usize> {
    let mut index: Vec<usize> = shape
        .iter()
        .rev()
        .map(|&length| {
            let here = position % length;
            position /= length;
            here
        })
        .collect();
    index.reverse();
    index
}

#[cfg(test)]
mod tests {
    use array_core::prelude::*;

    use super::*;
    use crate::answer_of;

    #[track_caller]
    fn check(expected: Answer, yours: Answer, rows: &[[&str; 3]], advice: &str) {
        match compare(&expected, &yours, 1e-9) {
            Ok(()) => assert!(rows.is_empty(), "they are taken for equal"),
            Err(difference) => {
                assert_eq!(difference.rows, rows);
                assert_eq!(difference.advice.unwrap_or_default(), advice);
            }
        }
    }

    #[test]
    fn equal_values_are_right() {
        check(answer_of!(linspace(0., 1., 3)), answer_of!(array([0., 0.5, 1. + 1e-12])), &[], "");
        check(answer_of!(array([f64::NAN])), answer_of!(array([-f64::NAN])), &[], "");
        check(answer_of!(12_usize), answer_of!(12), &[], "");
        check(answer_of!((1, "a")), answer_of!((1, String::from("a"))), &[], "");
        check(answer_of!(vec![zeros(2)]), answer_of!([zeros(2)]), &[], "");
    }

    #[test]
    fn a_wrong_type_is_explained() {
        check(
            answer_of!(zeros(3)),
            answer_of!(vec![0.0; 3]),
            &[["type", "`Array<f64>` of shape (3,)", "`Vec<f64>` of length 3"]],
            "`array(..)` makes an array of it.",
        );
        check(
            answer_of!(1.5),
            answer_of!(()),
            &[["type", "`f64`", "`()`"]],
            "Your answer is `()`, nothing at all: does its last line end with a semicolon?",
        );
        check(
            answer_of!(1.5),
            answer_of!(Ok::<f64, String>(1.5)),
            &[["type", "`f64`", "`Result<f64, String>`"]],
            "Your answer may be an error: a `?` behind it takes the value out.",
        );
    }

    #[test]
    fn shape_and_dtype_are_told_together() {
        check(
            answer_of!(zeros((2, 3))),
            answer_of!(array([[0, 0], [0, 0], [0, 0]])),
            &[["dtype", "f64", "i64"], ["shape", "(2, 3)", "(3, 2)"]],
            "Rows and columns are swapped.",
        );
        check(
            answer_of!(array([1., 2.])),
            answer_of!(array([1, 2])),
            &[["dtype", "f64", "i64"]],
            "`.astype::<f64>()` converts.",
        );
    }

    #[test]
    fn the_first_differing_element_is_told() {
        check(
            answer_of!(array([[1., 2.], [3., 4.]])),
            answer_of!(array([[1., 2.], [3.5, 0.]])),
            &[["[1, 0]", "3.0", "3.5"]],
            "2 of 4 elements differ; this is the first. Numbers may differ by 1e-9, relatively.",
        );
        check(
            answer_of!(array([true, false])),
            answer_of!(array([true, true])),
            &[["[1]", "false", "true"]],
            "All other elements are right.",
        );
        check(answer_of!(7), answer_of!(8), &[["value", "smaller", "8"]], "");
        check(answer_of!(7.5), answer_of!(7.), &[["value", "larger", "7.0"]], "");
        check(answer_of!(7.5), answer_of!(f64::NAN), &[["value", "another", "NaN"]], "");
    }

    #[test]
    fn parts_of_tuples_are_named() {
        check(
            answer_of!((1, zeros(2))),
            answer_of!((1, zeros(3))),
            &[["[1] shape", "(2,)", "(3,)"]],
            "",
        );
        check(answer_of!([1, 2]), answer_of!([1]), &[["length", "2", "1"]], "");
        check(
            answer_of!((1, zeros(2))),
            answer_of!((1, 2)),
            &[["[1] type", "an array", "a number"]],
            "",
        );
    }
}
