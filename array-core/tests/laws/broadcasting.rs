//! The broadcasting rule, against its definition.

use array_core::prelude::*;
use proptest::prelude::*;
use proptest::strategy::Strategy;

use crate::arrays::{shaped, shapes};

/// Two arrays whose shapes fit: some lengths of a common shape are one, some leading axes missing.
fn fitting() -> impl Strategy<Value = (Array<i64>, Array<i64>)> {
    shapes().prop_flat_map(|shape| {
        let part = |shape: Vec<usize>| {
            let ndim = shape.len();
            let ones = proptest::collection::vec(proptest::bool::ANY, ndim);
            (ones, 0..=ndim).prop_flat_map(move |(ones, dropped)| {
                let stretched =
                    shape.iter().zip(&ones).map(|(&len, &one)| if one { 1 } else { len });
                shaped(stretched.skip(dropped).collect())
            })
        };
        (part(shape.clone()), part(shape))
    })
}

/// The rule: aligned at the last axis, lengths are equal or one of them is one.
fn common_shape(a: &[usize], b: &[usize]) -> Option<Vec<usize>> {
    let ndim = a.len().max(b.len());
    let length = |shape: &[usize], axis: usize| {
        (axis + shape.len()).checked_sub(ndim).map_or(1, |axis| shape[axis])
    };
    let common = (0..ndim).map(|axis| match (length(a, axis), length(b, axis)) {
        (x, y) if x == y => Some(x),
        (1, other) | (other, 1) => Some(other),
        _ => None,
    });
    common.collect()
}

proptest! {
    #[test]
    fn shapes_fit_by_the_rule_whatever_their_order(a in shapes(), b in shapes()) {
        let expected = common_shape(&a, &b);
        prop_assert_eq!(broadcast_shapes(&[&a, &b]).ok(), expected.clone());
        prop_assert_eq!(broadcast_shapes(&[&b, &a]).ok(), expected.clone());
        let sum = try_add(zeros(&a[..]), zeros(&b[..]));
        prop_assert_eq!(sum.ok().map(|sum| sum.shape().to_vec()), expected);
    }

    #[test]
    fn operands_stretch_as_broadcast_to_does((a, b) in fitting()) {
        let shape = common_shape(a.shape(), b.shape()).expect("they fit");
        let (wide_a, wide_b) = (broadcast_to(&a, &shape[..]), broadcast_to(&b, &shape[..]));
        let sum = &a + &b;
        prop_assert_eq!(sum.shape(), &shape[..]);
        let each: Vec<i64> =
            wide_a.to_vec().iter().zip(wide_b.to_vec()).map(|(x, y)| x + y).collect();
        prop_assert_eq!(sum.to_vec(), each);
        prop_assert_eq!(&broadcast_arrays(&[&a, &b]), &[wide_a, wide_b]);
    }

    #[test]
    fn operations_that_commute_do_so_with_stretched_operands((a, b) in fitting()) {
        prop_assert_eq!(&a + &b, &b + &a);
        prop_assert_eq!(&a * &b, &b * &a);
        prop_assert_eq!(&a - &b, -(&b - &a));
        prop_assert_eq!(maximum(&a, &b), maximum(&b, &a));
        prop_assert_eq!(a.lt(&b), b.gt(&a));
    }

    #[test]
    fn owned_operands_lend_memory_and_nothing_else((a, b) in fitting()) {
        let sum = &a + &b;
        prop_assert_eq!(a.clone() + &b, sum.clone());
        prop_assert_eq!(&a + b.clone(), sum.clone());
        prop_assert_eq!(flip(&flip(&a)) + flip(&flip(&b)), sum);
    }
}
