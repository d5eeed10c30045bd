//! Reading an answer of any type.
//!
//! By method lookup, as a cell's last expression is shown: of several traits with a method of one
//! name the compiler takes the one implemented for more references whose bound holds. No bound is
//! asked of the answer's type.

use std::fmt::Debug;

use super::{Answer, ToValue, Value, short};

/// The most of an answer's `Debug` text that is shown.
const CHARACTERS: usize = 60;

/// The answer that an expression's value is. Places are borrowed, not moved.
#[doc(hidden)]
#[macro_export]
macro_rules! answer_of {
    (($first:expr, $($rest:expr),* $(,)?)) => {
        $crate::answer::Answer::tuple([$crate::answer_of!($first), $($crate::answer_of!($rest)),*])
    };
    ($value:expr) => {
        match &($value) {
            value => {
                #[allow(unused_imports)]
                use $crate::answer::probe::{ByDebug as _, ByTypeName as _, ByValue as _};
                (&&&$crate::answer::probe::Probe(value)).answer()
            }
        }
    };
}

/// A borrowed value whose type's abilities are asked for.
pub struct Probe<'a, T: ?Sized>(pub &'a T);

/// First choice: it can be compared.
pub trait ByValue {
    /// The answer.
    fn answer(&self) -> Answer;
}

impl<T: ToValue + ?Sized> ByValue for &&Probe<'_, T> {
    fn answer(&self) -> Answer {
        Answer::of(self.0)
    }
}

/// Second choice: its `Debug` text.
pub trait ByDebug {
    /// The answer.
    fn answer(&self) -> Answer;
}

impl<T: Debug + ?Sized> ByDebug for &Probe<'_, T> {
    fn answer(&self) -> Answer {
        let text = format!("{:?}", self.0);
        let cut: String = text.chars().take(CHARACTERS).collect();
        let text = if cut.len() < text.len() { cut + "…" } else { text };
        Answer { type_name: short(std::any::type_name::<T>()), value: Value::Other(text) }
    }
}

/// Last choice: the name of its type.
pub trait ByTypeName {
    /// The answer.
    fn answer(&self) -> Answer;
}

impl<T: ?Sized> ByTypeName for Probe<'_, T> {
    fn answer(&self) -> Answer {
        let type_name = short(std::any::type_name::<T>());
        Answer { type_name, value: Value::Other(String::new()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_value_is_an_answer() {
        struct Silent;
        #[derive(Debug)]
        struct Told(#[allow(dead_code)] u8);

        assert_eq!(answer_of!(3).value, 3.to_value());
        assert_eq!(answer_of!(vec![1.5]).type_name, "Vec<f64>");
        assert_eq!(answer_of!(Told(3)).value, Value::Other("Told(3)".into()));
        assert_eq!(answer_of!(Silent).type_name, "Silent");
        assert_eq!(answer_of!(Some(1)).value, Value::Other("Some(1)".into()));
        assert_eq!(answer_of!(|x: i32| x).value, Value::Other(String::new()));
        assert_eq!(answer_of!("x".repeat(5)).value, Value::Text("xxxxx".into()));
    }

    #[test]
    fn places_are_kept() {
        let (a, b) = (String::from("a"), vec![1]);
        let answer = answer_of!((a, b));
        assert_eq!(answer.type_name, "(String, Vec<i32>)");
        assert_eq!(answer, answer_of!((a, b,)));
        assert_eq!((a.len(), b.len()), (1, 1));
        assert_eq!(answer_of!((1_i32 + 2).pow(2)).value, 9.to_value());
    }
}
