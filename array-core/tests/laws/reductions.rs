//! Reductions, against sums and choices over plain lists.

use array_core::prelude::*;
use proptest::prelude::*;
use proptest::strategy::Strategy;

use crate::arrays::{arrays, arrays_with_axis, resolved};

/// The lanes along an axis, in row-major order of the other axes.
fn lanes(a: &Array<i64>, axis: isize) -> Vec<Vec<i64>> {
    let moved = moveaxis(a, axis, -1);
    let (len, elements) = (a.shape()[resolved(axis, a.ndim())], moved.to_vec());
    let count: usize = moved.shape()[..a.ndim() - 1].iter().product();
    (0..count).map(|k| elements[k * len..(k + 1) * len].to_vec()).collect()
}

proptest! {
    #[test]
    fn the_folded_axis_goes_or_has_length_one((a, axis) in arrays_with_axis()) {
        let mut shape = a.shape().to_vec();
        shape[resolved(axis, a.ndim())] = 1;
        prop_assert_eq!(a.sum_axis_keepdims(axis).shape().to_vec(), shape.clone());
        prop_assert_eq!(a.any_axis_keepdims(axis).shape().to_vec(), shape.clone());
        shape.remove(resolved(axis, a.ndim()));
        prop_assert_eq!(a.sum_axis(axis).shape().to_vec(), shape.clone());
        prop_assert_eq!(a.mean_axis(axis).shape().to_vec(), shape.clone());
        prop_assert_eq!(a.any_axis(axis).shape().to_vec(), shape.clone());
        prop_assert_eq!(a.sum_keepdims().shape().to_vec(), vec![1; a.ndim()]);
    }

    #[test]
    fn lanes_are_folded_one_by_one((a, axis) in arrays_with_axis()) {
        let each = |fold: fn(&[i64]) -> i64| -> Vec<i64> {
            lanes(&a, axis).iter().map(|lane| fold(lane)).collect()
        };
        prop_assert_eq!(a.sum_axis(axis).to_vec(), each(|lane| lane.iter().sum()));
        prop_assert_eq!(a.prod_axis(axis).to_vec(), each(|lane| lane.iter().product()));
        let nonzero = |lane: &[i64]| lane.iter().filter(|&&x| x != 0).count() as i64;
        prop_assert_eq!(a.count_nonzero_axis(axis).to_vec(), each(nonzero));
    }

    #[test]
    fn extremes_are_at_their_places((a, axis) in arrays_with_axis()) {
        prop_assume!(a.size() > 0);
        let lowest = |lane: &Vec<i64>| lane.iter().copied().min().expect("a lane has elements");
        let least: Vec<i64> = lanes(&a, axis).iter().map(lowest).collect();
        prop_assert_eq!(a.min_axis(axis).to_vec(), least.clone());
        let places = expand_dims(&a.argmin_axis(axis), axis);
        prop_assert_eq!(take_along_axis(&a, &places, axis), a.min_axis_keepdims(axis));
        prop_assert_eq!((-&a).max_axis(axis), -a.min_axis(axis));
        prop_assert_eq!((-&a).argmax_axis(axis), a.argmin_axis(axis));
        prop_assert_eq!(a.ptp_axis(axis), a.max_axis(axis) - a.min_axis(axis));
    }

    #[test]
    fn axes_fold_in_any_order_and_together(
        (a, axes) in arrays().prop_flat_map(|a| {
            let axes = prop::sample::subsequence((0..a.ndim()).collect::<Vec<_>>(), 0..=a.ndim());
            (Just(a), axes.prop_shuffle())
        })
    ) {
        let together = a.sum_axes_keepdims(&axes[..]);
        let in_turn = axes.iter().fold(a.clone(), |a, &axis| a.sum_axis_keepdims(axis));
        prop_assert_eq!(&together, &in_turn);
        prop_assert_eq!(together.sum(), a.sum());
        prop_assert_eq!(a.sum_axes(&axes[..]).to_vec(), together.to_vec());
    }

    #[test]
    fn running_sums_end_in_the_sum((a, axis) in arrays_with_axis()) {
        let running = a.cumsum_axis(axis);
        prop_assert_eq!(running.shape(), a.shape());
        let summed = lanes(&running, axis).into_iter().zip(lanes(&a, axis));
        for (running, lane) in summed {
            prop_assert_eq!(running.last().copied().unwrap_or(0), lane.iter().sum::<i64>());
        }
        prop_assert_eq!(a.cumsum().to_vec().last().copied().unwrap_or(0), a.sum());
    }

    #[test]
    fn differences_undo_running_sums((a, axis) in arrays_with_axis()) {
        let len = a.shape()[resolved(axis, a.ndim())];
        prop_assume!(len > 0);
        let start = moveaxis(&moveaxis(&a, axis, 0).i(..1), 0, axis);
        let rest = diff_axis(&a.cumsum_axis(axis), axis);
        prop_assert_eq!(concatenate_axis([&start, &rest], axis), a);
    }

    #[test]
    fn joined_arrays_sum_to_the_sum_of_sums(a in arrays(), b in arrays()) {
        let joined = concatenate([&a.ravel(), &b.ravel()]);
        prop_assert_eq!(joined.sum(), a.sum() + b.sum());
        prop_assert_eq!(joined.count_nonzero(), a.count_nonzero() + b.count_nonzero());
        prop_assert_eq!(joined.any(), a.any() || b.any());
        prop_assert_eq!(joined.all(), a.all() && b.all());
    }

    #[test]
    fn the_variance_is_the_mean_square_less_the_squared_mean(a in arrays()) {
        prop_assume!(a.size() > 0);
        let square_of_mean = a.mean() * a.mean();
        // The elements are at most 5, so that absolute errors stay within a few roundings of 25.
        prop_assert!((a.var() - (square(&a).mean() - square_of_mean)).abs() < 1e-13);
        prop_assert!((a.std() * a.std() - a.var()).abs() < 1e-13);
        prop_assert!((a.mean() * a.size() as f64 - a.sum() as f64).abs() < 1e-11);
    }
}
