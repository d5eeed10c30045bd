//! Masks and lists of positions.

use array_core::prelude::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Strategy;

use crate::arrays::{arrays, lines, masks, shaped};

/// An array, another of its shape, and a mask of it.
fn masked() -> impl Strategy<Value = (Array<i64>, Array<i64>, Array<bool>)> {
    arrays().prop_flat_map(|a| {
        let shape = a.shape().to_vec();
        (Just(a), shaped(shape.clone()), masks(shape))
    })
}

/// A line with elements, and positions in it from either end.
fn line_and_positions() -> impl Strategy<Value = (Array<i64>, Vec<i64>)> {
    lines(7).prop_filter("positions need elements", |a| a.size() > 0).prop_flat_map(|a| {
        let len = a.size() as i64;
        (Just(a), vec(-len..len, 0..9))
    })
}

proptest! {
    #[test]
    fn a_mask_parts_an_array_in_two((a, _, mask) in masked()) {
        let (chosen, rest) = (a.i(&mask), a.i(&!&mask));
        let kept = |wanted: bool| -> Vec<i64> {
            let pairs = a.to_vec().into_iter().zip(mask.to_vec());
            pairs.filter(|&(_, chosen)| chosen == wanted).map(|(x, _)| x).collect()
        };
        prop_assert_eq!(chosen.to_vec(), kept(true));
        prop_assert_eq!(rest.to_vec(), kept(false));
        let mut rebuilt = zeros_like(&a);
        rebuilt.set(&mask, chosen);
        rebuilt.set(&!&mask, rest);
        prop_assert_eq!(rebuilt, a);
    }

    #[test]
    fn where_chooses_element_by_element((a, b, mask) in masked()) {
        let chosen = where_(&mask, &a, &b);
        prop_assert_eq!(chosen.shape(), a.shape());
        let pairs = a.to_vec().into_iter().zip(b.to_vec()).zip(mask.to_vec());
        let expected: Vec<i64> = pairs.map(|((x, y), first)| if first { x } else { y }).collect();
        prop_assert_eq!(chosen.to_vec(), expected);
        prop_assert_eq!(where_(&!&mask, &b, &a), chosen);
    }

    #[test]
    fn nonzero_names_the_places_of_a_mask((a, _, mask) in masked()) {
        let places = flatnonzero(&mask);
        prop_assert_eq!(places.size() as i64, mask.sum());
        prop_assert_eq!(a.ravel().take(&places), a.i(&mask));
        prop_assert_eq!(extract(&mask, &a), a.i(&mask));
        let listed = argwhere(&mask);
        prop_assert_eq!(listed.shape(), &[places.size(), a.ndim()]);
        if a.ndim() > 0 {
            let columns: Vec<Array<i64>> = (0..a.ndim()).map(|k| listed.i((.., k))).collect();
            prop_assert_eq!(nonzero(&mask), columns);
        }
    }

    #[test]
    fn take_reads_each_position((a, positions) in line_and_positions()) {
        let elements = a.to_vec();
        let len = a.size() as i64;
        let expected: Vec<i64> =
            positions.iter().map(|&k| elements[k.rem_euclid(len) as usize]).collect();
        prop_assert_eq!(a.take(&positions).to_vec(), expected.clone());
        prop_assert_eq!(a.i(&positions).to_vec(), expected);
    }

    #[test]
    fn put_writes_in_order_so_that_the_last_counts((a, positions) in line_and_positions()) {
        let values: Vec<i64> = (100..).take(positions.len()).collect();
        let mut expected = a.to_vec();
        for (&k, &value) in positions.iter().zip(&values) {
            expected[k.rem_euclid(a.size() as i64) as usize] = value;
        }
        let mut b = a.clone();
        b.put(&positions, values);
        prop_assert_eq!(b.to_vec(), expected);
    }

    #[test]
    fn what_take_read_put_writes_back((a, positions) in line_and_positions()) {
        let mut b = a.clone();
        b.put(&positions, a.take(&positions));
        prop_assert_eq!(b, a);
    }

    #[test]
    fn deleted_positions_and_taken_ones_make_the_whole((a, positions) in line_and_positions()) {
        let rest = delete(&a, &positions[..]);
        let mut listed: Vec<i64> =
            positions.iter().map(|&k| k.rem_euclid(a.size() as i64)).collect();
        listed.sort_unstable();
        listed.dedup();
        let whole = concatenate([a.take(&listed), rest]);
        prop_assert_eq!(sort(&whole), sort(&a));
    }
}
