//! Answers of any type, and how they differ from what is expected.
//!
//! A cell's answer may have whatever type its writer came up with: [`answer_of!`](crate::answer_of)
//! reads what it can by [`ToValue`], and of everything else it takes the `Debug` text or the type's
//! name, so that the learner hears about the wrong type from the check and not from the compiler.

mod compare;
pub mod probe;
mod value;

pub(crate) use compare::compare;
pub use value::{Elements, ToValue, Value};

/// A value and the name of its type.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The type as a cell would write it.
    pub type_name: String,
    /// What it holds.
    pub value: Value,
}

impl Answer {
    /// An answer whose type can be read.
    pub fn of<T: ToValue + ?Sized>(value: &T) -> Self {
        Self { type_name: short(std::any::type_name::<T>()), value: value.to_value() }
    }

    /// The answer of a tuple, from those of its elements.
    #[must_use]
    pub fn tuple<const N: usize>(elements: [Answer; N]) -> Self {
        let names: Vec<&str> = elements.iter().map(|element| &*element.type_name).collect();
        let type_name = match names[..] {
            [one] => format!("({one},)"),
            _ => format!("({})", names.join(", ")),
        };
        let values = elements.into_iter().map(|element| element.value).collect();
        Self { type_name, value: Value::Tuple(values) }
    }

    /// Its type, and its shape where it has one.
    pub(crate) fn describe(&self) -> String {
        match &self.value {
            Value::Array { shape, .. } => {
                format!("`{}` of shape {}", self.type_name, show_shape(shape))
            }
            Value::Sequence(items) => format!("`{}` of length {}", self.type_name, items.len()),
            _ => format!("`{}`", self.type_name),
        }
    }
}

/// The name of a type without the paths before it: `Vec<Array<f64>>`.
fn short(name: &str) -> String {
    let mut text = String::new();
    let mut word = String::new();
    for character in name.chars() {
        match character {
            ':' => word.clear(),
            c if c.is_alphanumeric() || c == '_' => word.push(c),
            other => {
                text.push_str(&word);
                word.clear();
                text.push(other);
            }
        }
    }
    text + &word
}

/// A shape as NumPy writes it: `(3,)`.
pub(crate) fn show_shape(shape: &[usize]) -> String {
    match shape {
        [one] => format!("({one},)"),
        _ => {
            let lengths: Vec<String> = shape.iter().map(ToString::to_string).collect();
            format!("({})", lengths.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_named_as_cells_write_them() {
        assert_eq!(short("alloc::vec::Vec<array_core::array::Array<f64>>"), "Vec<Array<f64>>");
        assert_eq!(short("(i32, &[core::option::Option<usize>; 3])"), "(i32, &[Option<usize>; 3])");
    }

    #[test]
    fn an_answer_describes_itself() {
        use array_core::prelude::zeros;
        let describe = |answer: Answer| answer.describe();
        assert_eq!(describe(Answer::of(&zeros((2, 3)))), "`Array<f64>` of shape (2, 3)");
        assert_eq!(describe(Answer::of(&vec![1, 2])), "`Vec<i32>` of length 2");
        let pair = Answer::tuple([Answer::of(&1), Answer::of("a")]);
        assert_eq!(describe(pair), "`(i32, str)`");
    }
}
