//! Sorting, searching and sets.

use std::collections::BTreeSet;

use array_core::prelude::*;
use proptest::prelude::*;
use proptest::strategy::Strategy;

use crate::arrays::{arrays, arrays_with_axis, floats, lines, resolved};

/// The elements of lanes along an axis, each lane sorted by the standard library.
fn sorted_lanes(a: &Array<i64>, axis: isize) -> Vec<i64> {
    let len = a.shape()[resolved(axis, a.ndim())];
    let mut elements = moveaxis(a, axis, -1).to_vec();
    elements.chunks_mut(len.max(1)).for_each(<[i64]>::sort_unstable);
    elements
}

proptest! {
    #[test]
    fn sorting_orders_each_lane((a, axis) in arrays_with_axis()) {
        let sorted = sort_axis(&a, axis);
        prop_assert_eq!(sorted.shape(), a.shape());
        prop_assert_eq!(moveaxis(&sorted, axis, -1).to_vec(), sorted_lanes(&a, axis));
        prop_assert_eq!(&sort_axis(&sorted, axis), &sorted);
    }

    #[test]
    fn argsort_says_where_sorted_elements_come_from((a, axis) in arrays_with_axis()) {
        let order = argsort_axis(&a, axis);
        prop_assert_eq!(&take_along_axis(&a, &order, axis), &sort_axis(&a, axis));
        let mut back = zeros_like(&a);
        put_along_axis(&mut back, &order, sort_axis(&a, axis), axis);
        prop_assert_eq!(back, a);
    }

    #[test]
    fn argsort_keeps_the_order_of_equals(a in lines(40)) {
        let elements = a.to_vec();
        let mut order: Vec<i64> = (0..a.size() as i64).collect();
        order.sort_by_key(|&k| elements[k as usize]);
        prop_assert_eq!(argsort(&a).to_vec(), order);
    }

    #[test]
    fn floats_sort_with_nan_last(a in floats()) {
        let sorted = sort(&a).to_vec();
        let numbers = sorted.iter().take_while(|x| !x.is_nan()).count();
        prop_assert!(sorted[..numbers].is_sorted());
        prop_assert!(sorted[numbers..].iter().all(|x| x.is_nan()));
        let bits = |elements: Vec<f64>| {
            let mut bits: Vec<u64> = elements.into_iter().map(f64::to_bits).collect();
            bits.sort_unstable();
            bits
        };
        prop_assert_eq!(bits(sorted), bits(a.to_vec()));
    }

    #[test]
    fn partition_puts_one_element_in_its_place((a, k) in lines(40).prop_flat_map(|a| {
        let places = 0..a.size().max(1);
        (Just(a), places)
    })) {
        prop_assume!(a.size() > 0);
        let (parted, sorted) = (partition(&a, k).to_vec(), sort(&a).to_vec());
        prop_assert_eq!(parted[k], sorted[k]);
        prop_assert!(parted[..k].iter().all(|&x| x <= parted[k]));
        prop_assert!(parted[k..].iter().all(|&x| x >= parted[k]));
        prop_assert_eq!(sort(&array(parted)).to_vec(), sorted);
        prop_assert_eq!(a.take(argpartition(&a, k)).to_vec()[k], a.take(argsort(&a)).to_vec()[k]);
    }

    #[test]
    fn lexsort_sorts_by_the_last_key_first(rows in proptest::collection::vec(
        (0..3_i64, 0..3_i64, 0..3_i64), 0..40
    )) {
        let key = |pick: fn(&(i64, i64, i64)) -> i64| array(rows.iter().map(pick).collect::<Vec<_>>());
        let order = lexsort([key(|row| row.0), key(|row| row.1), key(|row| row.2)]).to_vec();
        let mut expected: Vec<i64> = (0..rows.len() as i64).collect();
        expected.sort_by_key(|&k| {
            let (first, second, third) = rows[k as usize];
            (third, second, first)
        });
        prop_assert_eq!(order, expected);
    }

    #[test]
    fn places_in_a_sorted_array_keep_it_sorted(a in lines(20), needle in -7..=7_i64) {
        let sorted = sort(&a);
        let elements = sorted.to_vec();
        let left = searchsorted(&sorted, needle) as usize;
        let right = searchsorted_with(&sorted, needle, Side::Right) as usize;
        prop_assert_eq!(left, elements.partition_point(|&x| x < needle));
        prop_assert_eq!(right, elements.partition_point(|&x| x <= needle));
    }

    #[test]
    fn distinct_elements_rebuild_the_array(a in arrays()) {
        let all = unique_all(&a);
        let distinct: BTreeSet<i64> = a.to_vec().into_iter().collect();
        prop_assert_eq!(all.values.to_vec(), distinct.into_iter().collect::<Vec<_>>());
        prop_assert_eq!(&all.values.take(&all.inverse_indices), &a);
        prop_assert_eq!(&a.take(&all.indices), &all.values);
        prop_assert_eq!(all.counts.sum() as usize, a.size());
        for (&first, &value) in all.indices.to_vec().iter().zip(&all.values.to_vec()) {
            prop_assert_eq!(a.to_vec().iter().position(|&x| x == value), Some(first as usize));
        }
        for (&count, &value) in all.counts.to_vec().iter().zip(&all.values.to_vec()) {
            prop_assert_eq!(equal(&a, value).sum(), count);
        }
    }

    #[test]
    fn sets_are_those_of_the_standard_library(a in arrays(), b in arrays()) {
        let set = |a: &Array<i64>| a.to_vec().into_iter().collect::<BTreeSet<_>>();
        let (x, y) = (set(&a), set(&b));
        let list = |set: BTreeSet<i64>| set.into_iter().collect::<Vec<_>>();
        prop_assert_eq!(union1d(&a, &b).to_vec(), list(&x | &y));
        prop_assert_eq!(intersect1d(&a, &b).to_vec(), list(&x & &y));
        prop_assert_eq!(setdiff1d(&a, &b).to_vec(), list(&x - &y));
        prop_assert_eq!(setxor1d(&a, &b).to_vec(), list(&x ^ &y));
        let member: Vec<bool> = a.to_vec().iter().map(|element| y.contains(element)).collect();
        prop_assert_eq!(isin(&a, &b).to_vec(), member);
    }
}
