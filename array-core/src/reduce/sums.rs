//! Sums, products and means.

use super::fold::{fold_lane, fold_rows};
use super::only;
use super::plan::{Folds, Order, Over};
use crate::array::Array;
use crate::dims::{Dims, IndexInt};
use crate::dtype::{Complex32, Complex64, Element, Numeric};

kernels! {
    /// Element types with sums: all of them. Sealed.
    Sums for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    sum_whole, sum_over = sum_kernel() -> <Self as Element>::Sum;
    prod_whole, prod_over = prod_kernel() -> <Self as Element>::Sum;
    mean_whole, mean_over = mean_kernel() -> <Self as Element>::Float;
}

reduction! {
    /// The sum of the elements (NumPy: `numpy.sum`).
    ///
    /// Integers and `bool` are summed in 64 bits and wrap on overflow; floats are summed pairwise,
    /// along every axis. The sum of nothing is 0.
    Sums::{sum_whole, sum_over}() of () -> |T| T::Sum;
    sum sum_keepdims sum_axis sum_axis_keepdims sum_axes sum_axes_keepdims
}

reduction! {
    /// The product of the elements (NumPy: `numpy.prod`).
    ///
    /// Integers and `bool` are multiplied in 64 bits and wrap on overflow. The product of nothing
    /// is 1.
    Sums::{prod_whole, prod_over}() of () -> |T| T::Sum;
    prod prod_keepdims prod_axis prod_axis_keepdims prod_axes prod_axes_keepdims
}

reduction! {
    /// The arithmetic mean (NumPy: `numpy.mean`).
    ///
    /// The mean of integers and `bool` is `f64`. The mean of nothing is NaN, without a warning.
    Sums::{mean_whole, mean_over}() of () -> |T| T::Float;
    mean mean_keepdims mean_axis mean_axis_keepdims mean_axes mean_axes_keepdims
}

fn sum_kernel<T: Element>(array: &Array<T>, over: &Over) -> Array<T::Sum> {
    fold(array, over, T::Sum::ZERO, |x| x.cast(), T::Sum::plus)
}

fn prod_kernel<T: Element>(array: &Array<T>, over: &Over) -> Array<T::Sum> {
    fold(array, over, T::Sum::ONE, |x| x.cast(), T::Sum::times)
}

fn mean_kernel<T: Element>(array: &Array<T>, over: &Over) -> Array<T::Float> {
    let count: T::Float = (over.count(array.shape()) as f64).cast();
    let mut sums = fold(array, over, T::Float::ZERO, |x| x.cast(), T::Float::plus);
    sums.data.map_inplace(|sum| *sum /= count);
    sums
}

/// Joins the lifted elements along the folded axes; `empty` is the fold of nothing.
pub(super) fn fold<T: Element, A: Element>(
    array: &Array<T>,
    over: &Over,
    empty: A,
    lift: impl Fn(T) -> A,
    join: impl Fn(A, A) -> A,
) -> Array<A> {
    let folds = Folds::new(array, over, Order::Any);
    if folds.n == 0 {
        return folds.finish(vec![empty; folds.results()]);
    }
    let columns = vec![(); folds.inner];
    folds.fold(
        |lane| fold_lane(lane, &lift, &join),
        |rows, results| fold_rows(rows, &columns, results, &|x, ()| lift(x), &join),
    )
}
