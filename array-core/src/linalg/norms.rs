//! Norms: of all elements, of vectors along an axis, of matrices in two axes.

use ndarray::{ArrayViewD, Axis, IxDyn};
use num_traits::Float as _;

use super::decompose;
use super::element::{Field, PartOf, Product};
use super::lapack::Driver;
use super::stack::{Pile, Stack};
use crate::array::{Array, OneArray};
use crate::dims::{self, Dims, IndexInt, try_axis};
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, or_raise};
use crate::kernel;

/// The order of a norm (NumPy: the `ord` of `numpy.linalg.norm`). Numbers and NumPy's names
/// convert into it: `a.norm_with(1)`, `a.norm_with("fro")`, `a.norm_with(f64::INFINITY)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Norm {
    /// `"fro"`: the root of the sum of squares of a matrix.
    Frobenius,
    /// `"nuc"`: the sum of the singular values of a matrix.
    Nuclear,
    /// A number. Of a vector: `sum(|x|^p)^(1/p)`, the largest or smallest modulus for infinite
    /// `p`, the number of non-zeros for 0. Of a matrix: the largest (for negative `p` smallest)
    /// column sum for 1, row sum for infinity, singular value for 2.
    P(f64),
}

impl From<i32> for Norm {
    fn from(p: i32) -> Self {
        Self::P(p.into())
    }
}

impl From<f64> for Norm {
    fn from(p: f64) -> Self {
        Self::P(p)
    }
}

impl From<&str> for Norm {
    /// # Panics
    /// If the name is neither `"fro"` nor `"nuc"`.
    #[track_caller]
    fn from(name: &str) -> Self {
        match name {
            "fro" => Self::Frobenius,
            "nuc" => Self::Nuclear,
            _ => panic!("norm: Invalid norm order {name:?}: the names are \"fro\" and \"nuc\""),
        }
    }
}

/// Elements per straight loop in a sum: longer ones are halved first, for accuracy.
const PAIRWISE_BLOCK: usize = 256;

/// The sum of `f` over the elements, pairwise.
fn sum_of<T: Copy, R: num_traits::Zero + Copy>(elements: &[T], f: &impl Fn(T) -> R) -> R {
    if elements.len() > PAIRWISE_BLOCK {
        let (low, high) = elements.split_at(elements.len() / 2);
        return sum_of(low, f) + sum_of(high, f);
    }
    let mut sums = [R::zero(); 8];
    let mut chunks = elements.chunks_exact(8);
    for chunk in &mut chunks {
        for (sum, &x) in sums.iter_mut().zip(chunk) {
            *sum = *sum + f(x);
        }
    }
    for (sum, &x) in sums.iter_mut().zip(chunks.remainder()) {
        *sum = *sum + f(x);
    }
    sums.into_iter().fold(R::zero(), |total, sum| total + sum)
}

/// The largest, or smallest, of some moduli; NaN if one of them is.
fn extreme<R: num_traits::Float>(moduli: impl Iterator<Item = R>, largest: bool) -> Result<R> {
    let name = if largest { "maximum" } else { "minimum" };
    let empty = || {
        let text =
            format!("norm: zero-size array to reduction operation {name} which has no identity");
        Error::new(ErrorKind::Value, text)
    };
    let pick = |best: R, x: R| {
        let better = if largest { x > best } else { x < best };
        if !best.is_nan() && (better || x.is_nan()) { x } else { best }
    };
    moduli.reduce(pick).ok_or_else(empty)
}

fn vector_norm<T: Field>(x: &[T], order: Norm) -> Result<T::Part> {
    let p = match order {
        Norm::P(p) => p,
        named => return Err(invalid(&format!("Invalid norm order {named:?} for vectors"))),
    };
    Ok(if p.is_infinite() {
        extreme(x.iter().map(|x| x.modulus()), p > 0.)?
    } else if p == 0. {
        sum_of(x, &|x: T| {
            if x == T::ZERO { <T::Part as Element>::ZERO } else { <T::Part as Element>::ONE }
        })
    } else if p == 1. {
        sum_of(x, &|x: T| x.modulus())
    } else if p == 2. {
        sum_of(x, &square).sqrt()
    } else {
        let p = p.cast::<T::Part>();
        sum_of(x, &|x: T| x.modulus().powf(p)).powf(p.recip())
    })
}

fn square<T: Field>(x: T) -> T::Part {
    x.modulus() * x.modulus()
}

fn invalid(what: &str) -> Error {
    Error::new(ErrorKind::Value, format!("norm: {what}"))
}

/// The norms of a stack of matrices.
fn matrix_norms<T: Driver>(matrices: ArrayViewD<'_, T>, order: Norm) -> Result<Array<T::Part>> {
    let values = |keep: fn(&[T::Part]) -> Result<T::Part>| {
        let values =
            decompose::singular_values(&Array::from_data(matrices.to_owned().into_shared()))?;
        let lanes = kernel::lanes(&values.data.view(), values.ndim() - 1)
            .iter()
            .map(keep)
            .collect::<Result<Vec<_>>>()?;
        Ok(Array::from_vec(&values.shape()[..values.ndim() - 1], lanes))
    };
    let by_columns = |sum_over: Axis, largest: bool| {
        let sums = sums_over(&matrices, sum_over);
        let last = sums.ndim() - 1;
        let norms = kernel::lanes(&sums.data.view(), last)
            .iter()
            .map(|lane| extreme(lane.iter().copied(), largest))
            .collect::<Result<Vec<_>>>()?;
        Ok(Array::from_vec(&sums.shape()[..last], norms))
    };
    let (row_axis, column_axis) = (Axis(matrices.ndim() - 2), Axis(matrices.ndim() - 1));
    match order {
        Norm::Frobenius => {
            let stack = Stack::of_view(matrices);
            let mut norms = Pile::new(&stack.shape, &[]);
            for matrix in stack.columns_of_each() {
                norms.push(&[sum_of(&matrix, &square).sqrt()]);
            }
            Ok(norms.into_array())
        }
        Norm::Nuclear => values(|values| Ok(sum_of(values, &|value| value))),
        Norm::P(2.) => values(|values| extreme(values.iter().copied(), true)),
        Norm::P(-2.) => values(|values| extreme(values.iter().copied(), false)),
        Norm::P(1.) => by_columns(row_axis, true),
        Norm::P(-1.) => by_columns(row_axis, false),
        Norm::P(p) if p.is_infinite() => by_columns(column_axis, p > 0.),
        Norm::P(_) => Err(invalid("Invalid norm order for matrices.")),
    }
}

/// The sums of moduli along one axis.
fn sums_over<T: Field>(matrices: &ArrayViewD<'_, T>, axis: Axis) -> Array<T::Part> {
    let lanes = kernel::lanes(matrices, axis.index());
    let sums = lanes.iter().map(|lane| sum_of(lane, &|x: T| x.modulus())).collect();
    Array::from_vec(lanes.outer_shape(), sums)
}

/// `norm` of all elements, along one axis as vectors, or over two as matrices.
pub(super) fn by_axes<T: Driver>(
    a: &Array<T>,
    order: Option<Norm>,
    axes: Option<&[isize]>,
) -> Result<Array<T::Part>> {
    let view = a.data.view();
    match (axes, order, a.ndim()) {
        (None, None, _) => Ok(Array::scalar(sum_of(&kernel::contiguous(&view), &square).sqrt())),
        (None, Some(order), 1) => {
            Ok(Array::scalar(vector_norm(&kernel::contiguous(&view), order)?))
        }
        (None, Some(order), 2) => matrix_norms(view, order),
        (Some(&[axis]), order, ndim) => {
            let lanes = kernel::lanes(&view, try_axis(axis, ndim)?);
            let order = order.unwrap_or(Norm::P(2.));
            let norms = lanes.iter().map(|lane| vector_norm(lane, order)).collect::<Result<_>>()?;
            Ok(Array::from_vec(lanes.outer_shape(), norms))
        }
        (Some(&[rows, columns]), order, ndim) => {
            let (rows, columns) = (try_axis(rows, ndim)?, try_axis(columns, ndim)?);
            if rows == columns {
                return Err(Error::new(ErrorKind::Axis, "norm: Duplicate axes given."));
            }
            let mut turn: Vec<usize> =
                (0..ndim).filter(|axis| ![rows, columns].contains(axis)).collect();
            turn.extend([rows, columns]);
            matrix_norms(view.permuted_axes(IxDyn(&turn)), order.unwrap_or(Norm::Frobenius))
        }
        _ => Err(invalid("Improper number of dimensions to norm.")),
    }
}

impl<T: Product> Array<T> {
    /// The root of the sum of the squares of all elements (NumPy: `numpy.linalg.norm`).
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let a = array([[3., 4.], [0., 0.]]);
    /// assert_eq!(a.norm(), 5.);
    /// assert_eq!(a.norm_with(1), 4.);
    /// assert_eq!(a.norm_axis(1).to_vec(), [5., 0.]);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn norm(&self) -> PartOf<T> {
        self.norm_kind(None, None).to_vec()[0]
    }

    /// The norm of a vector or matrix of the given order (NumPy: `numpy.linalg.norm(a, ord)`).
    ///
    /// # Panics
    /// If the array is neither a vector nor a matrix, the order is not one of its rank, or the
    /// order needs singular values and the matrix holds infinities or NaN.
    #[must_use]
    #[track_caller]
    pub fn norm_with(&self, order: impl Into<Norm>) -> PartOf<T> {
        self.norm_kind(Some(order.into()), None).to_vec()[0]
    }

    /// The norms of the vectors along `axis` (NumPy: `numpy.linalg.norm(a, axis=axis)`).
    ///
    /// # Panics
    /// If there is no such axis.
    #[must_use]
    #[track_caller]
    pub fn norm_axis(&self, axis: impl IndexInt) -> Array<PartOf<T>> {
        self.norm_kind(None, Some(&[axis.to_isize()]))
    }

    /// The norms of the given order of the vectors along `axis`
    /// (NumPy: `numpy.linalg.norm(a, ord, axis)`).
    ///
    /// # Panics
    /// If there is no such axis, or the order is one of matrices.
    #[must_use]
    #[track_caller]
    pub fn norm_axis_with(&self, axis: impl IndexInt, order: impl Into<Norm>) -> Array<PartOf<T>> {
        self.norm_kind(Some(order.into()), Some(&[axis.to_isize()]))
    }

    /// The norms of the given order of the matrices in two axes, first that of the rows
    /// (NumPy: `numpy.linalg.norm(a, ord, axis=(0, 1))`).
    ///
    /// # Panics
    /// If there are no such two axes, or the order is none of matrices.
    #[must_use]
    #[track_caller]
    pub fn norm_axes_with(&self, axes: impl Dims, order: impl Into<Norm>) -> Array<PartOf<T>> {
        self.norm_kind(Some(order.into()), Some(&axes.dims()))
    }

    /// The root of the sum of the squares of each matrix in two axes, or of each vector in one
    /// (NumPy: `numpy.linalg.norm(a, axis=(0, 1))`).
    ///
    /// # Panics
    /// If there are no such axes, or more than two.
    #[must_use]
    #[track_caller]
    pub fn norm_axes(&self, axes: impl Dims) -> Array<PartOf<T>> {
        self.norm_kind(None, Some(&axes.dims()))
    }

    /// [`norm`](Array::norm) as an array with every axis kept at length one.
    #[must_use]
    #[track_caller]
    pub fn norm_keepdims(&self) -> Array<PartOf<T>> {
        self.norm_kept(None, None)
    }

    /// [`norm_with`](Array::norm_with) as an array with every axis kept at length one.
    ///
    /// # Panics
    /// As [`norm_with`](Array::norm_with).
    #[must_use]
    #[track_caller]
    pub fn norm_keepdims_with(&self, order: impl Into<Norm>) -> Array<PartOf<T>> {
        self.norm_kept(Some(order.into()), None)
    }

    /// [`norm_axis`](Array::norm_axis) that keeps the axis with length one, so that
    /// `&a / a.norm_axis_keepdims(1)` has rows of length one.
    ///
    /// # Panics
    /// If there is no such axis.
    #[must_use]
    #[track_caller]
    pub fn norm_axis_keepdims(&self, axis: impl IndexInt) -> Array<PartOf<T>> {
        self.norm_kept(None, Some(&[axis.to_isize()]))
    }

    /// [`norm_axis_with`](Array::norm_axis_with) that keeps the axis with length one.
    ///
    /// # Panics
    /// As [`norm_axis_with`](Array::norm_axis_with).
    #[must_use]
    #[track_caller]
    pub fn norm_axis_keepdims_with(
        &self,
        axis: impl IndexInt,
        order: impl Into<Norm>,
    ) -> Array<PartOf<T>> {
        self.norm_kept(Some(order.into()), Some(&[axis.to_isize()]))
    }

    /// [`norm_axes`](Array::norm_axes) that keeps the axes with length one.
    ///
    /// # Panics
    /// As [`norm_axes`](Array::norm_axes).
    #[must_use]
    #[track_caller]
    pub fn norm_axes_keepdims(&self, axes: impl Dims) -> Array<PartOf<T>> {
        self.norm_kept(None, Some(&axes.dims()))
    }

    /// [`norm_axes_with`](Array::norm_axes_with) that keeps the axes with length one.
    ///
    /// # Panics
    /// As [`norm_axes_with`](Array::norm_axes_with).
    #[must_use]
    #[track_caller]
    pub fn norm_axes_keepdims_with(
        &self,
        axes: impl Dims,
        order: impl Into<Norm>,
    ) -> Array<PartOf<T>> {
        self.norm_kept(Some(order.into()), Some(&axes.dims()))
    }

    #[track_caller]
    fn norm_kept(&self, order: Option<Norm>, axes: Option<&[isize]>) -> Array<PartOf<T>> {
        let norms = self.norm_kind(order, axes);
        let mut shape = self.shape().to_vec();
        match axes {
            None => shape.fill(1),
            Some(axes) => dims::axes(axes, self.ndim()).into_iter().for_each(|k| shape[k] = 1),
        }
        norms.reshape(shape)
    }

    #[track_caller]
    fn norm_kind(&self, order: Option<Norm>, axes: Option<&[isize]>) -> Array<PartOf<T>> {
        or_raise(T::Field::norm_kernel(&T::to_field(self), order, axes))
    }
}

/// The root of the sum of squares (NumPy: `numpy.linalg.norm`); see [`Array::norm`] and, for
/// orders and axes, [`Array::norm_with`] and [`Array::norm_axis`].
#[must_use]
#[track_caller]
pub fn norm<T: Product>(a: impl OneArray<Element = T>) -> PartOf<T> {
    a.as_array().norm()
}
