//! The elements of an array that are shown, brought to the few types that printing knows.

use std::any::Any;

use ndarray::{ArcArray, IxDyn};
use num_complex::{Complex32, Complex64};

use super::digits::Real;
use super::numbers;
use super::options::PrintOptions;
use crate::dtype::DType;

/// Elements in row-major order, by family.
pub(crate) enum Values {
    Bool(Vec<bool>),
    Int(Vec<i128>),
    Real(Vec<Real>),
    Complex(Vec<Real>, Vec<Real>),
}

/// An array whose element type is known at run time only, so that what shows it is compiled once
/// and not in every cell.
#[derive(Clone, Copy)]
pub struct AnyArray<'a> {
    data: &'a dyn Any,
    pub(crate) dtype: DType,
    pub(crate) shape: &'a [usize],
}

impl<'a> AnyArray<'a> {
    /// The array with this data, an `ArcArray<_, IxDyn>`.
    pub(crate) fn new(data: &'a dyn Any, dtype: DType, shape: &'a [usize]) -> Self {
        Self { data, dtype, shape }
    }

    /// The number of elements.
    pub(crate) fn size(&self) -> usize {
        self.shape.iter().product()
    }

    /// All elements of a real array as `f64`, in row-major order.
    pub(crate) fn real_values(self) -> Vec<f64> {
        fn all<T: Copy + 'static>(data: &dyn Any, map: impl Fn(T) -> f64) -> Vec<f64> {
            typed(data).iter().map(|&x| map(x)).collect()
        }
        let data = self.data;
        match self.dtype {
            DType::Bool => all(data, |x: bool| f64::from(u8::from(x))),
            DType::I8 => all(data, |x: i8| x.into()),
            DType::I16 => all(data, |x: i16| x.into()),
            DType::I32 => all(data, |x: i32| x.into()),
            DType::I64 => all(data, |x: i64| x as f64),
            DType::U8 => all(data, |x: u8| x.into()),
            DType::U16 => all(data, |x: u16| x.into()),
            DType::U32 => all(data, |x: u32| x.into()),
            DType::U64 => all(data, |x: u64| x as f64),
            DType::F32 => all(data, |x: f32| x.into()),
            DType::F64 => all(data, |x: f64| x),
            DType::C64 => all(data, |x: Complex32| x.re.into()),
            DType::C128 => all(data, |x: Complex64| x.re),
        }
    }

    /// The elements at the given indices.
    pub(crate) fn values(self, indices: &[Vec<usize>]) -> Values {
        let data = self.data;
        let double = |value| Real { value, single: false };
        let single = |value: f32| Real { value: value.into(), single: true };
        match self.dtype {
            DType::Bool => Values::Bool(pick(data, indices, |x: bool| x)),
            DType::I8 => Values::Int(pick(data, indices, |x: i8| x.into())),
            DType::I16 => Values::Int(pick(data, indices, |x: i16| x.into())),
            DType::I32 => Values::Int(pick(data, indices, |x: i32| x.into())),
            DType::I64 => Values::Int(pick(data, indices, |x: i64| x.into())),
            DType::U8 => Values::Int(pick(data, indices, |x: u8| x.into())),
            DType::U16 => Values::Int(pick(data, indices, |x: u16| x.into())),
            DType::U32 => Values::Int(pick(data, indices, |x: u32| x.into())),
            DType::U64 => Values::Int(pick(data, indices, |x: u64| x.into())),
            DType::F32 => Values::Real(pick(data, indices, single)),
            DType::F64 => Values::Real(pick(data, indices, double)),
            DType::C64 => {
                let both = |x: Complex32| (single(x.re), single(x.im));
                let (re, im) = pick(data, indices, both).into_iter().unzip();
                Values::Complex(re, im)
            }
            DType::C128 => {
                let both = |x: Complex64| (double(x.re), double(x.im));
                let (re, im) = pick(data, indices, both).into_iter().unzip();
                Values::Complex(re, im)
            }
        }
    }
}

impl Values {
    /// The elements' texts, padded to one width.
    pub(crate) fn words(&self, options: &PrintOptions, is_scalar: bool) -> Vec<String> {
        match self {
            Self::Bool(values) => numbers::bools(values, is_scalar),
            Self::Int(values) => numbers::integers(values, options),
            Self::Real(values) => numbers::floats(values, options),
            Self::Complex(re, im) => numbers::complexes(re, im, options),
        }
    }

    /// The text of the only element, as that of a NumPy scalar.
    pub(super) fn scalar(&self) -> String {
        match self {
            Self::Bool(values) => numbers::bools(values, true).concat(),
            Self::Int(values) => values.iter().map(i128::to_string).collect(),
            Self::Real(values) => values.iter().map(|value| value.scalar(true)).collect(),
            Self::Complex(re, im) => {
                re.iter().zip(im).map(|(&re, &im)| numbers::complex_scalar(re, im)).collect()
            }
        }
    }
}

/// The elements at the given indices, mapped; `data` is an array of `T`.
fn pick<T: Copy + 'static, U>(
    data: &dyn Any,
    indices: &[Vec<usize>],
    map: impl Fn(T) -> U,
) -> Vec<U> {
    let array = typed(data);
    indices.iter().map(|index| map(array[&index[..]])).collect()
}

/// The array behind `data`, which holds elements of type `T`.
fn typed<T: 'static>(data: &dyn Any) -> &ArcArray<T, IxDyn> {
    let Some(array) = data.downcast_ref() else { unreachable!("DTYPE names the element type") };
    array
}
