//! Reshaping, turning, joining and splitting lose nothing.

use array_core::prelude::*;
use proptest::prelude::*;
use proptest::strategy::Strategy;

use crate::arrays::{arrays, arrays_with_axis, at, places, resolved};

proptest! {
    #[test]
    fn reshape_there_and_back(a in arrays()) {
        let turned: Vec<usize> = a.shape().iter().rev().copied().collect();
        let b = a.reshape(&turned[..]);
        prop_assert_eq!(b.shape(), &turned[..]);
        prop_assert_eq!(b.to_vec(), a.to_vec());
        prop_assert_eq!(&b.reshape(a.shape()), &a);
        prop_assert_eq!(a.ravel().reshape(a.shape()), a);
    }

    #[test]
    fn one_length_is_inferred((a, axis) in arrays_with_axis()) {
        prop_assume!(a.size() > 0);
        let mut shape: Vec<isize> = a.shape().iter().map(|&len| len as isize).collect();
        shape[resolved(axis, a.ndim())] = -1;
        prop_assert_eq!(a.reshape(&shape[..]), a);
    }

    #[test]
    fn a_transposed_array_has_its_places_reversed(a in arrays()) {
        let t = a.t();
        for mut place in places(a.shape()) {
            let element = at(&a, &place);
            place.reverse();
            prop_assert_eq!(at(&t, &place), element);
        }
        prop_assert_eq!(t.t(), a);
    }

    #[test]
    fn axes_return_from_any_order(
        (a, order) in arrays().prop_flat_map(|a| {
            let order: Vec<usize> = (0..a.ndim()).collect();
            (Just(a), Just(order).prop_shuffle())
        })
    ) {
        let turned = a.transpose_axes(&order[..]);
        let lengths: Vec<usize> = order.iter().map(|&axis| a.shape()[axis]).collect();
        prop_assert_eq!(turned.shape(), &lengths[..]);
        let back = argsort(&array(order.iter().map(|&axis| axis as i64).collect::<Vec<_>>()));
        prop_assert_eq!(turned.transpose_axes(&back.to_vec()[..]), a);
    }

    #[test]
    fn axes_move_there_and_back((a, axis) in arrays_with_axis()) {
        prop_assert_eq!(&moveaxis(&moveaxis(&a, axis, 0), 0, axis), &a);
        prop_assert_eq!(&swapaxes(&swapaxes(&a, axis, -1), -1, axis), &a);
        prop_assert_eq!(&squeeze_axis(&expand_dims(&a, axis), axis), &a);
    }

    #[test]
    fn flipping_twice_is_nothing((a, axis) in arrays_with_axis()) {
        prop_assert_eq!(&flip(&flip(&a)), &a);
        prop_assert_eq!(&flip_axis(&flip_axis(&a, axis), axis), &a);
        let reversed: Vec<i64> = a.to_vec().into_iter().rev().collect();
        prop_assert_eq!(flip(&a).to_vec(), reversed);
    }

    #[test]
    fn rolling_back_undoes_rolling((a, axis) in arrays_with_axis(), shift in -7..7_i64) {
        prop_assert_eq!(&roll(&roll(&a, shift), -shift), &a);
        let rolled = roll_axis(&a, shift, axis);
        prop_assert_eq!(&roll_axis(&rolled, -shift, axis), &a);
        let len = a.shape()[resolved(axis, a.ndim())] as i64;
        for (from, element) in (0..len).zip(split_along(&a, axis)) {
            let to = (from + shift).rem_euclid(len);
            prop_assert_eq!(&split_along(&rolled, axis)[to as usize], &element);
        }
    }

    #[test]
    fn four_quarter_turns_are_nothing((a, axis) in arrays_with_axis()) {
        prop_assume!(a.ndim() >= 2);
        let turned = (0..4).fold(a.clone(), |a, _| rot90(&a, 1));
        prop_assert_eq!(&turned, &a);
        prop_assert_eq!(rot90(&a, axis), rot90(&a, axis + 4));
    }

    #[test]
    fn what_is_split_joins_again((a, axis) in arrays_with_axis(), parts in 1..6_i64) {
        let pieces = array_split_axis(&a, parts, axis);
        prop_assert_eq!(pieces.len() as i64, parts);
        prop_assert_eq!(&concatenate_axis(&pieces, axis), &a);
        let lengths: Vec<usize> =
            pieces.iter().map(|piece| piece.shape()[resolved(axis, a.ndim())]).collect();
        prop_assert!(lengths.is_sorted_by(|x, y| x >= y) && lengths[0] - lengths[parts as usize - 1] <= 1);
    }

    #[test]
    fn cuts_in_order_lose_nothing(
        (a, axis) in arrays_with_axis(), mut cuts in proptest::collection::vec(0..5_i64, 0..4)
    ) {
        cuts.sort_unstable();
        let pieces = split_axis(&a, &cuts[..], axis);
        prop_assert_eq!(pieces.len(), cuts.len() + 1);
        prop_assert_eq!(concatenate_axis(&pieces, axis), a);
    }

    #[test]
    fn stacked_arrays_are_the_slices_of_a_new_axis((a, axis) in arrays_with_axis()) {
        let stacked = stack_axis([&a, &flip(&a)], axis);
        let slices = split_along(&stacked, axis);
        prop_assert_eq!(slices, [a.clone(), flip(&a)]);
    }

    #[test]
    fn repeated_arrays_hold_each_element_as_often(a in arrays(), times in 0..4_usize) {
        let sorted = |a: &Array<i64>| sort_flat(a).to_vec();
        prop_assert_eq!(sorted(&tile(&a, times)), sorted(&repeat(&a, times)));
        prop_assert_eq!(tile(&a, times).size(), times * a.size());
    }
}

/// The slices along an axis, without it.
fn split_along(a: &Array<i64>, axis: isize) -> Vec<Array<i64>> {
    let len = a.shape()[resolved(axis, a.ndim())];
    (0..len).map(|k| moveaxis(a, axis, 0).i(k)).collect()
}
