//! Whether any or all elements hold, and how many.

use super::only;
use super::plan::{Folds, Order, Over};
use crate::array::Array;
use crate::dims::{Dims, IndexInt};
use crate::dtype::{Complex32, Complex64, Element};

kernels! {
    /// The kernels of truth.
    Truth: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    any_whole, any_over = any_kernel() -> bool;
    all_whole, all_over = all_kernel() -> bool;
    count_whole, count_over = count_kernel() -> i64;
}

reduction! {
    /// Whether any element is not zero; `false` for none at all (NumPy: `numpy.any`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[0, 1], [0, 0]]);
    /// assert!(a.any());
    /// assert_eq!(a.any_axis(0).to_vec(), [false, true]);
    /// ```
    Element::{any_whole, any_over}() of () -> |T| bool;
    any any_keepdims any_axis any_axis_keepdims any_axes any_axes_keepdims
}

reduction! {
    /// Whether every element is not zero; `true` for none at all (NumPy: `numpy.all`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([1., 2.]);
    /// assert!(a.gt(0.).all());
    /// assert!(!a.gt(1.).all());
    /// ```
    Element::{all_whole, all_over}() of () -> |T| bool;
    all all_keepdims all_axis all_axis_keepdims all_axes all_axes_keepdims
}

reduction! {
    /// How many elements are not zero (NumPy: `numpy.count_nonzero`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = array([[0, 1], [2, 3]]);
    /// assert_eq!(a.count_nonzero(), 3);
    /// assert_eq!(a.gt(1).count_nonzero_axis(1).to_vec(), [0, 2]);
    /// ```
    Element::{count_whole, count_over}() of () -> |T| i64;
    count_nonzero count_nonzero_keepdims count_nonzero_axis count_nonzero_axis_keepdims
    count_nonzero_axes count_nonzero_axes_keepdims
}

/// Elements looked at before asking whether the answer is known.
const STEP: usize = 248;

fn any_kernel<T: Element>(array: &Array<T>, over: &Over) -> Array<bool> {
    truth(array, over, false)
}

fn all_kernel<T: Element>(array: &Array<T>, over: &Over) -> Array<bool> {
    truth(array, over, true)
}

/// Looks for an element that contradicts `presumed`: one that holds for "any", one that does not
/// for "all".
fn truth<T: Element>(array: &Array<T>, over: &Over, presumed: bool) -> Array<bool> {
    let folds = Folds::new(array, over, Order::Any);
    let contradicts = |x: &T| (*x != T::ZERO) != presumed;
    folds.fold(
        |lane| {
            let found =
                lane.chunks(STEP).any(|step| step.iter().fold(false, |f, x| f | contradicts(x)));
            presumed != found
        },
        |rows, results| {
            results.fill(presumed);
            for row in rows.chunks_exact(results.len()) {
                for (result, x) in results.iter_mut().zip(row) {
                    *result = (*result != presumed || contradicts(x)) != presumed;
                }
            }
        },
    )
}

fn count_kernel<T: Element>(array: &Array<T>, over: &Over) -> Array<i64> {
    let folds = Folds::new(array, over, Order::Any);
    folds.fold(
        |lane| {
            // A byte counts a step without overflow, and many bytes fit a vector register.
            let count = |step: &[T]| step.iter().map(|x| u8::from(*x != T::ZERO)).sum::<u8>();
            lane.chunks(STEP).map(|step| i64::from(count(step))).sum()
        },
        |rows, counts| {
            for row in rows.chunks_exact(counts.len()) {
                for (count, x) in counts.iter_mut().zip(row) {
                    *count += i64::from(*x != T::ZERO);
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce::samples::vector;

    #[test]
    fn truth_follows_numpy() {
        let a = Array::from_vec(&[2, 3], vec![0, 1, 2, 0, 0, 3]);
        assert!(a.any() && !a.all());
        assert_eq!(a.any_axis(0).to_vec(), [false, true, true]);
        assert_eq!(a.all_axis(0).to_vec(), [false, false, true]);
        assert_eq!(a.all_axis(1).to_vec(), [false, false]);
        assert_eq!(a.count_nonzero(), 3);
        assert_eq!(a.count_nonzero_axis(0).to_vec(), [0, 1, 2]);
        assert!(vector([f64::NAN]).all());
        assert!(vector::<bool, 0>([]).all() && !vector::<bool, 0>([]).any());
    }
}
