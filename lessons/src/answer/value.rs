//! What an answer holds, in a form that can be compared.

use array_core::prelude::{Array, Complex32, Complex64, DType, Element};

/// A value that answers can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An array.
    Array {
        /// The type of its elements.
        dtype: DType,
        /// Its shape.
        shape: Vec<usize>,
        /// Its elements in row-major order.
        elements: Elements,
    },
    /// A number of any type.
    Number(Elements),
    /// A `bool`.
    Truth(bool),
    /// Text.
    Text(String),
    /// A vector, a slice or an array of Rust's.
    Sequence(Vec<Value>),
    /// A tuple.
    Tuple(Vec<Value>),
    /// Something else: its `Debug` text, where it has one.
    Other(String),
}

/// Numbers, in a type that holds all that come from one family of types exactly.
#[derive(Clone, Debug, PartialEq)]
pub enum Elements {
    /// Integers, and `bool` as 0 and 1.
    Whole(Vec<i128>),
    /// Floats.
    Real(Vec<f64>),
    /// Complex numbers.
    Complex(Vec<Complex64>),
}

impl Elements {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Elements::Whole(numbers) => numbers.len(),
            Elements::Real(numbers) => numbers.len(),
            Elements::Complex(numbers) => numbers.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of them as text.
    pub(crate) fn show(&self, k: usize) -> String {
        match self {
            Elements::Whole(numbers) => numbers[k].to_string(),
            Elements::Real(numbers) => format!("{:?}", numbers[k]),
            Elements::Complex(numbers) => numbers[k].to_string(),
        }
    }

    /// One of them, however they are kept.
    pub(crate) fn get(&self, k: usize) -> Complex64 {
        match self {
            Elements::Whole(numbers) => Complex64::new(numbers[k] as f64, 0.),
            Elements::Real(numbers) => Complex64::new(numbers[k], 0.),
            Elements::Complex(numbers) => numbers[k],
        }
    }
}

/// A type whose values can be compared with what an exercise expects.
pub trait ToValue {
    /// The value.
    fn to_value(&self) -> Value;
}

impl<T: Element> ToValue for Array<T> {
    fn to_value(&self) -> Value {
        let elements = match T::DTYPE {
            DType::C64 | DType::C128 => Elements::Complex(self.astype::<Complex64>().to_vec()),
            DType::F32 | DType::F64 => Elements::Real(self.astype::<f64>().to_vec()),
            DType::U64 => whole(self.astype::<u64>()),
            _ => whole(self.astype::<i64>()),
        };
        Value::Array { dtype: T::DTYPE, shape: self.shape().to_vec(), elements }
    }
}

fn whole<T: Element + Into<i128>>(array: Array<T>) -> Elements {
    Elements::Whole(array.to_vec().into_iter().map(Into::into).collect())
}

macro_rules! numbers {
    ($($kind:ident: $($t:ty)+ => |$n:ident| $number:expr;)+) => {$($(
        impl ToValue for $t {
            fn to_value(&self) -> Value {
                let $n = *self;
                Value::Number(Elements::$kind(vec![$number]))
            }
        }
    )+)+};
}

numbers! {
    Whole: i8 i16 i32 i64 u8 u16 u32 u64 => |n| n.into();
    Whole: isize usize u128 => |n| i128::try_from(n).unwrap_or(i128::MAX);
    Real: f32 => |n| n.into();
    Real: f64 => |n| n;
    Complex: Complex32 => |z| Complex64::new(z.re.into(), z.im.into());
    Complex: Complex64 => |z| z;
}

impl ToValue for bool {
    fn to_value(&self) -> Value {
        Value::Truth(*self)
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl ToValue for char {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for [T] {
    fn to_value(&self) -> Value {
        Value::Sequence(self.iter().map(ToValue::to_value).collect())
    }
}

impl<T: ToValue, const N: usize> ToValue for [T; N] {
    fn to_value(&self) -> Value {
        self.as_slice().to_value()
    }
}

impl<T: ToValue> ToValue for Vec<T> {
    fn to_value(&self) -> Value {
        self.as_slice().to_value()
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)+) => {$(
        impl<$($name: ToValue),+> ToValue for ($($name,)+) {
            fn to_value(&self) -> Value {
                #[allow(non_snake_case)]
                let ($($name,)+) = self;
                Value::Tuple(vec![$($name.to_value()),+])
            }
        }
    )+};
}

tuples! { A; A B; A B C; A B C D; A B C D E; A B C D E F; }
