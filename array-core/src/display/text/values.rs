//! The elements of an array that are shown, brought to the few types that printing knows.

use std::any::Any;

use ndarray::{ArcArray, IxDyn};
use num_complex::{Complex32, Complex64};

use super::digits::Real;
use super::layout::Axis;
use super::numbers;
use super::options::PrintOptions;
use crate::array::Array;
use crate::dtype::{DType, Element};

/// Elements in row-major order, by family.
pub(crate) enum Values {
    Bool(Vec<bool>),
    Int(Vec<i128>),
    Real(Vec<Real>),
    Complex(Vec<Real>, Vec<Real>),
}

impl Values {
    /// The elements at the axes' shown positions.
    pub(crate) fn of<T: Element>(array: &Array<T>, axes: &[Axis]) -> Self {
        Self::of_any(&array.data, T::DTYPE, axes)
    }

    /// [`of`](Self::of) for elements whose type is known at run time only, so that it is compiled
    /// once and not in every cell.
    fn of_any(data: &dyn Any, dtype: DType, axes: &[Axis]) -> Self {
        let double = |value| Real { value, single: false };
        let single = |value: f32| Real { value: value.into(), single: true };
        match dtype {
            DType::Bool => Self::Bool(pick(data, axes, |x: bool| x)),
            DType::I8 => Self::Int(pick(data, axes, |x: i8| x.into())),
            DType::I16 => Self::Int(pick(data, axes, |x: i16| x.into())),
            DType::I32 => Self::Int(pick(data, axes, |x: i32| x.into())),
            DType::I64 => Self::Int(pick(data, axes, |x: i64| x.into())),
            DType::U8 => Self::Int(pick(data, axes, |x: u8| x.into())),
            DType::U16 => Self::Int(pick(data, axes, |x: u16| x.into())),
            DType::U32 => Self::Int(pick(data, axes, |x: u32| x.into())),
            DType::U64 => Self::Int(pick(data, axes, |x: u64| x.into())),
            DType::F32 => Self::Real(pick(data, axes, single)),
            DType::F64 => Self::Real(pick(data, axes, double)),
            DType::C64 => {
                let both = |x: Complex32| (single(x.re), single(x.im));
                let (re, im) = pick(data, axes, both).into_iter().unzip();
                Self::Complex(re, im)
            }
            DType::C128 => {
                let both = |x: Complex64| (double(x.re), double(x.im));
                let (re, im) = pick(data, axes, both).into_iter().unzip();
                Self::Complex(re, im)
            }
        }
    }

    /// The elements' texts, padded to one width.
    pub(super) fn words(&self, options: &PrintOptions, is_scalar: bool) -> Vec<String> {
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

/// The elements at the axes' shown positions, mapped; `data` is an array of `T`.
fn pick<T: Copy + 'static, U>(data: &dyn Any, axes: &[Axis], map: impl Fn(T) -> U) -> Vec<U> {
    let Some(array) = data.downcast_ref::<ArcArray<T, IxDyn>>() else {
        unreachable!("DTYPE names the element type")
    };
    positions(axes).iter().map(|index| map(array[&index[..]])).collect()
}

/// All combinations of the axes' shown positions, in row-major order.
fn positions(axes: &[Axis]) -> Vec<Vec<usize>> {
    axes.iter().fold(vec![vec![]], |prefixes, axis| {
        let extend = |prefix: Vec<usize>| {
            axis.positions().map(move |position| {
                let mut index = prefix.clone();
                index.push(position);
                index
            })
        };
        prefixes.into_iter().flat_map(extend).collect()
    })
}
