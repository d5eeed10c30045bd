//! Sums, products and means.

use super::fold::{fold_gapped, fold_lane, fold_rows};
use super::only;
use super::plan::{Folds, Order, Over};
use crate::array::Array;
use crate::dims::{Dims, IndexInt};
use crate::dtype::{Complex32, Complex64, Element, Numeric};
use crate::interrupt;

kernels! {
    /// The kernels of sums, products and means.
    Sums: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    sum_whole, sum_over = sum_kernel() -> <Self as Element>::Sum;
    prod_whole, prod_over = prod_kernel() -> <Self as Element>::Sum;
    mean_whole, mean_over = mean_kernel() -> <Self as Element>::Float;
}

reduction! {
    /// The sum of the elements (NumPy: `numpy.sum`).
    ///
    /// Integers and `bool` are summed in 64 bits and wrap on overflow; floats are summed pairwise,
    /// along every axis. The sum of nothing is 0.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1, 5, 3], [4, 2, 6]]);
    /// assert_eq!(a.sum(), 21);
    /// assert_eq!(a.sum_axis(0).to_vec(), [5, 7, 9]);
    /// ```
    Element::{sum_whole, sum_over}() of () -> |T| T::Sum;
    sum sum_keepdims sum_axis sum_axis_keepdims sum_axes sum_axes_keepdims
}

reduction! {
    /// The product of the elements (NumPy: `numpy.prod`).
    ///
    /// Integers and `bool` are multiplied in 64 bits and wrap on overflow. The product of nothing
    /// is 1.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1, 5, 3], [4, 2, 6]]);
    /// assert_eq!(a.prod(), 720);
    /// assert_eq!(a.prod_axis(1).to_vec(), [15, 48]);
    /// ```
    Element::{prod_whole, prod_over}() of () -> |T| T::Sum;
    prod prod_keepdims prod_axis prod_axis_keepdims prod_axes prod_axes_keepdims
}

reduction! {
    /// The arithmetic mean (NumPy: `numpy.mean`).
    ///
    /// The mean of integers and `bool` is `f64`. The mean of nothing is NaN, without a warning.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[1, 5, 3], [4, 2, 6]]);
    /// assert_eq!(a.mean(), 3.5);
    /// assert_eq!(a.mean_axis(0).to_vec(), [2.5, 3.5, 4.5]);
    /// ```
    Element::{mean_whole, mean_over}() of () -> |T| T::Float;
    mean mean_keepdims mean_axis mean_axis_keepdims mean_axes mean_axes_keepdims
}

pub(super) fn sum_kernel<T: Element>(array: &Array<T>, over: &Over) -> Array<T::Sum> {
    fold(array, over, T::Sum::ZERO, |x| x.cast(), T::Sum::plus)
}

pub(super) fn prod_kernel<T: Element>(array: &Array<T>, over: &Over) -> Array<T::Sum> {
    multiply(array, over, |x| x.cast())
}

/// Multiplies one factor after the other: halves could overflow and underflow where the whole does
/// not.
pub(super) fn multiply<T: Element, A: Numeric>(
    array: &Array<T>,
    over: &Over,
    lift: impl Fn(T) -> A + Sync,
) -> Array<A> {
    Folds::new(array, over, Order::Any).fold(
        |lane| lane.iter().fold(A::ONE, |product, &x| product.times(lift(x))),
        |rows, products| {
            products.fill(A::ONE);
            for row in rows.chunks_exact(products.len()) {
                for (product, &x) in products.iter_mut().zip(row) {
                    *product = product.times(lift(x));
                }
            }
        },
    )
}

pub(super) fn mean_kernel<T: Element>(array: &Array<T>, over: &Over) -> Array<T::Float> {
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
    lift: impl Fn(T) -> A + Sync,
    join: impl Fn(A, A) -> A + Sync,
) -> Array<A> {
    if let Some((lane, shape)) = over.gapped_lane(array) {
        interrupt::check();
        return Array::from_vec(shape, vec![fold_gapped(lane, &lift, &join)]);
    }
    if let Some(first) = over.first_step(array.shape(), array.data.strides()) {
        let partial = fold_in_place(array, &first, empty, &lift, &join);
        return fold_in_place(&partial, over, empty, &|x| x, &join);
    }
    fold_in_place(array, over, empty, &lift, &join)
}

fn fold_in_place<T: Element, A: Element>(
    array: &Array<T>,
    over: &Over,
    empty: A,
    lift: &(impl Fn(T) -> A + Sync),
    join: &(impl Fn(A, A) -> A + Sync),
) -> Array<A> {
    let folds = Folds::new(array, over, Order::Any);
    if folds.n == 0 {
        return folds.finish(vec![empty; folds.results()]);
    }
    let columns = vec![(); folds.inner];
    folds.fold(
        |lane| fold_lane(lane, lift, join),
        |rows, results| fold_rows(rows, &columns, results, &|x, ()| lift(x), join),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::{cube, vector};

    #[test]
    fn sums_follow_numpy_along_every_choice_of_axes() {
        let a = cube();
        assert_eq!(a.sum(), 276);
        assert_eq!(a.sum_axis(1).to_vec(), [12, 15, 18, 21, 48, 51, 54, 57]);
        assert_eq!(a.sum_axis(-2).shape(), [2, 4]);
        assert_eq!(a.sum_axes([0, 2]).to_vec(), [60, 92, 124]);
        assert_eq!(a.sum_axes_keepdims((0, 2)).shape(), [1, 3, 1]);
        assert_eq!(a.sum_keepdims().shape(), [1, 1, 1]);
        assert_eq!(sum_axis(&a, 2).sum(), 276);
        let none: [i32; 0] = [];
        assert_eq!(a.sum_axes(none).to_vec(), a.to_vec());
    }

    #[test]
    fn layout_does_not_change_the_result() {
        let view = cube().into_data();
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1], [2, 0, 1]] {
            let permuted = view.clone().permuted_axes(ndarray::IxDyn(&order));
            let backward = permuted.clone().slice_move(ndarray::s![..;-1, .., ..;-2]).into_dyn();
            for layout in [permuted, backward] {
                let a = Array::from_data(layout);
                let copy = Array::from_vec(a.shape(), a.to_vec());
                for axes in [vec![0], vec![1], vec![2], vec![0, 2], vec![1, 2], vec![0, 1, 2]] {
                    assert_eq!(a.sum_axes(&axes).to_vec(), copy.sum_axes(&axes).to_vec());
                    assert_eq!(a.argmax_axes(&axes).to_vec(), copy.argmax_axes(&axes).to_vec());
                    assert_eq!(a.std_axes(&axes).shape(), copy.std_axes(&axes).shape());
                }
            }
        }
    }

    #[test]
    fn elements_with_gaps_are_summed_as_their_copy() {
        let whole: Vec<f32> = (0..60_000).map(|k| 1.0 / (k + 1) as f32).collect();
        let whole = Array::from_vec(&[60_000], whole);
        for step in [2, 3, -2, 10_000, 40_000] {
            let gapped = whole.data.clone().slice_move(ndarray::s![..;step]).into_dyn();
            let gapped = Array::from_data(gapped);
            let copy = Array::from_vec(gapped.shape(), gapped.to_vec());
            assert_eq!(gapped.sum(), copy.sum());
            assert_eq!(gapped.sum_keepdims().shape(), [1]);
        }
    }

    #[test]
    fn elements_that_memory_is_asked_for_are_summed_as_any() {
        // More than caches hold, with gaps; and lanes around the length from which it is asked.
        let whole: Vec<f64> = (0..5_000_000).map(|k| 1.0 / (k + 1) as f64).collect();
        let whole = Array::from_vec(&[whole.len()], whole);
        for step in [2, -3, 40] {
            let gapped = whole.data.clone().slice_move(ndarray::s![..;step]).into_dyn();
            let gapped = Array::from_data(gapped);
            assert_eq!(gapped.sum(), Array::from_vec(gapped.shape(), gapped.to_vec()).sum());
        }
        for n in [1000, 1023, 1024, 1025, 1100, 5000] {
            let part = Array::from_vec(&[n], whole.to_vec()[..n].to_vec());
            let exact: f64 = part.to_vec().iter().rev().sum();
            assert!((part.sum() - exact).abs() < 1e-14 * exact, "{n} elements");
            let rows = Array::from_vec(&[2, n], [part.to_vec(), part.to_vec()].concat());
            assert_eq!(rows.sum_axis(1).to_vec(), [part.sum(); 2]);
        }
    }

    #[test]
    fn sums_widen_and_means_are_floats() {
        let bytes = vector([200_u8, 100]);
        assert_eq!((bytes.sum(), bytes.prod(), bytes.mean()), (300_u64, 20_000, 150.0));
        assert_eq!((vector([true, true]).sum(), vector([true, false]).mean()), (2, 0.5));
        assert_eq!(vector([i64::MAX, 1]).sum(), i64::MIN);
        let z = vector([Complex64::new(1., 2.), Complex64::new(3., -1.), Complex64::new(0., 0.5)]);
        assert_eq!(z.mean(), Complex64::new(4. / 3., 0.5));
    }

    #[test]
    fn nothing_has_a_sum_a_product_and_no_mean() {
        let a = vector::<f64, 0>([]);
        assert_eq!((a.sum(), a.prod()), (0.0, 1.0));
        assert!(a.mean().is_nan());
        let rows = Array::<f64>::from_vec(&[0, 3], vec![]);
        assert_eq!(rows.sum_axis(0).to_vec(), [0.0; 3]);
        assert_eq!(rows.sum_axis(1).shape(), [0]);
        assert!(vector([-0.0_f64]).sum().is_sign_negative());
    }

    #[test]
    fn a_product_overflows_only_if_its_factors_in_order_do() {
        let factors: Vec<f32> = (0..400).map(|k| if k < 200 { 1e-30 } else { 1e30 }).collect();
        assert_eq!(Array::from_vec(&[400], factors.clone()).prod(), 0.0);
        assert_eq!(Array::from_vec(&[400, 1], factors).prod_axis(0).to_vec(), [0.0]);
    }

    #[test]
    fn long_sums_of_f32_keep_their_digits_along_every_axis() {
        let tenths = vec![0.1_f32; 1_000_000];
        let exact = 1e6 * f64::from(0.1_f32);
        for shape in [[1_000_000, 1], [500_000, 2], [1000, 1000], [100, 10_000]] {
            let a = Array::from_vec(&shape, tenths.clone());
            for folded in [a.sum_axis(0), a.sum_axis(1)] {
                let each = exact / folded.size() as f64;
                for sum in folded.to_vec() {
                    assert!((f64::from(sum) - each).abs() < 3e-7 * each, "{sum} of {shape:?}");
                }
            }
        }
        let mean = f64::from(Array::from_vec(&[1_000_000], tenths).mean());
        assert!((mean - f64::from(0.1_f32)).abs() < 2e-8);
    }

    #[test]
    #[should_panic(expected = "axis 3 is out of bounds for array of dimension 3")]
    fn a_missing_axis_is_named() {
        let _ = cube().sum_axis(3);
    }

    #[test]
    #[should_panic(expected = "duplicate value in 'axis'")]
    fn an_axis_is_named_once() {
        let _ = cube().sum_axes([0, -3]);
    }
}
