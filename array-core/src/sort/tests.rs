//! Sorting and searching against NumPy's results.

use ndarray::Axis;

use super::*;
use crate::dtype::Complex64 as C;

const NAN: f64 = f64::NAN;

fn vector<T: Element, const N: usize>(elements: [T; N]) -> Array<T> {
    Array::from_vec(&[N], elements.to_vec())
}

#[test]
fn large_arrays_are_sorted_along_every_axis_in_groups() {
    let numbers = |n: usize| (0..n as i64).map(|k| k * 7919 % 10_007).collect();
    let lie = |shape: &[usize]| Array::from_vec(shape, numbers(shape.iter().product()));
    let deep = lie(&[3, 700, 130]);
    for a in [lie(&[700, 501]), lie(&[9, 40_000]), lie(&[40_000, 9]), deep.clone(), deep.t()] {
        for axis in 0..a.ndim() {
            let sorted = sort_axis(&a, axis);
            let parted = partition_axis(&a, 2, axis);
            let (from, to) = (a.data.lanes(Axis(axis)), sorted.data.lanes(Axis(axis)));
            let halves = parted.data.lanes(Axis(axis));
            for ((from, to), parted) in from.into_iter().zip(to).zip(halves) {
                let mut expected = from.to_vec();
                expected.sort();
                assert_eq!(to.to_vec(), expected);
                assert_eq!(parted[2], expected[2]);
            }
        }
    }
}

/// Short columns are sorted side by side, as bits.
fn check_columns<T: Element + PartialEq>(of: impl Fn(usize) -> T, bits: impl Fn(T) -> u64) {
    for columns in [1, 3, 16, 33] {
        for rows in [1, 2, 31, 600] {
            let a = Array::from_vec(&[rows, columns], (0..rows * columns).map(&of).collect());
            let sorted = sort_axis(&a, 0);
            for (from, to) in a.data.columns().into_iter().zip(sorted.data.columns()) {
                let lane = sort(Array::from_vec(&[rows], from.to_vec())).to_vec();
                let expected = lane.into_iter().map(&bits);
                assert!(expected.eq(to.iter().map(|&x| bits(x))), "{rows} x {columns}");
            }
        }
    }
}

#[test]
fn columns_are_sorted_as_lanes() {
    let numbers = [NAN, 0., -0., f64::INFINITY, -1.5, 1e300, f64::NEG_INFINITY, 7., -7.];
    let number = |k: usize| numbers[k * 7919 % 1009 % numbers.len()];
    check_columns(number, f64::to_bits);
    check_columns(|k| number(k) as f32, |x| x.to_bits().into());
    check_columns(|k| number(k) as i64, |x| x as u64);
    check_columns(|k| k * 7919 % 251 > 100, u64::from);
    check_columns(|k| (k * 7919 % 251) as u8, u64::from);
    check_columns(|k| C::new(number(k), number(k + 5)), |z| z.re.to_bits() ^ z.im.to_bits() << 1);
    assert_eq!(sort_axis(&Array::<f64>::from_vec(&[0, 3], vec![]), 0).shape(), [0, 3]);
}

#[test]
fn every_axis_can_be_sorted() {
    let a = Array::from_vec(&[2, 3], vec![9_i64, 1, 2, 3, 7, 8]);
    assert_eq!(sort(&a).to_vec(), [1, 2, 9, 3, 7, 8]);
    assert_eq!(sort_axis(&a, 0).to_vec(), [3, 1, 2, 9, 7, 8]);
    assert_eq!(sort_flat(&a).to_vec(), [1, 2, 3, 7, 8, 9]);
    assert_eq!(argsort_axis(&a, 0).to_vec(), [1, 0, 0, 0, 1, 1]);
    assert_eq!(argsort_flat(&a).to_vec(), [1, 2, 3, 4, 5, 0]);
    let mut copy = a.clone();
    copy.sort();
    assert_eq!((copy.to_vec()[0], a.to_vec()[0]), (1, 9), "a clone is sorted alone");
    let mut transposed = Array::from_data(a.data.t().to_shared());
    transposed.sort();
    assert_eq!(transposed.to_vec(), [3, 9, 1, 7, 2, 8]);
}

#[test]
fn nan_stands_last() {
    let sorted = sort(&vector([NAN, 2., f64::NEG_INFINITY, 1.])).to_vec();
    assert_eq!(sorted[..3], [f64::NEG_INFINITY, 1., 2.]);
    assert!(sorted[3].is_nan());
    assert_eq!(argsort(&vector([NAN, 2., NAN, 1.])).to_vec(), [3, 1, 0, 2]);
    let z = vector([C::new(NAN, 1.), C::new(1., NAN), C::new(1., 2.), C::new(1., -1.)]);
    assert_eq!(argsort(&z).to_vec(), [3, 2, 1, 0]);
    assert_eq!(sort(&z).to_vec()[..2], [C::new(1., -1.), C::new(1., 2.)]);
}

#[test]
fn equal_elements_keep_their_places() {
    let a = Array::from_vec(&[1000], (0..1000).map(|k| f64::from(k % 7)).collect());
    let order = a.argsort().to_vec();
    for pair in order.windows(2) {
        let (x, y) = (pair[0] % 7, pair[1] % 7);
        assert!(x < y || (x == y && pair[0] < pair[1]));
    }
    assert_eq!(argsort(&vector([0., -0., 0.])).to_vec(), [0, 1, 2]);
}

#[test]
fn every_real_type_is_sorted_by_value() {
    assert_eq!(sort(&vector([true, false])).to_vec(), [false, true]);
    assert_eq!(sort(&vector([1_i8, -128, 127, -1])).to_vec(), [-128, -1, 1, 127]);
    assert_eq!(sort(&vector([u64::MAX, 0])).to_vec(), [0, u64::MAX]);
    assert_eq!(sort(&vector([1_f32, -2., -0.5])).to_vec(), [-2., -0.5, 1.]);
}

#[test]
fn partitioning_puts_the_kth_into_place() {
    let a = vector([7_i64, 1, 5, 3, 9, 2]);
    for kth in 0..6_i32 {
        let parted = partition(&a, kth).to_vec();
        let by_place = argpartition(&a, kth).to_vec();
        let sorted = [1, 2, 3, 5, 7, 9];
        let k = kth as usize;
        assert_eq!(parted[k], sorted[k]);
        assert_eq!(a.to_vec()[by_place[k] as usize], sorted[k]);
        assert!(parted[..k].iter().all(|x| *x <= parted[k]));
        assert!(parted[k..].iter().all(|x| *x >= parted[k]));
    }
    assert_eq!(partition(&a, [1, -1]).to_vec()[1..=1], [2]);
    assert_eq!(partition(&a, [1, -1]).to_vec()[5], 9);
}

#[test]
#[should_panic(expected = "kth(=5) out of bounds (3)")]
fn a_place_that_is_not_there_cannot_be_selected() {
    let _ = partition(&vector([3, 1, 2]), 5);
}

#[test]
fn searching_follows_numpy() {
    let a = vector([1., 2., 2., 3.]);
    assert_eq!(a.searchsorted([0., 2., 2.5, 9.]).to_vec(), [0, 1, 3, 4]);
    assert_eq!(a.searchsorted_with([0., 2., 2.5, 9.], Side::Right).to_vec(), [0, 3, 3, 4]);
    assert_eq!(searchsorted(&vector([1., 2., NAN]), &vector([NAN, 3.])).to_vec(), [2, 2]);
    assert_eq!(searchsorted(&vector([1, 3]), 2), 1);
}

#[test]
fn places_are_those_that_counting_gives() {
    for n in [0, 1, 2, 15, 16, 17, 100] {
        let sorted: Vec<f64> = (0..n).map(|k| f64::from(k / 3) - 4.0).collect();
        let mut values: Vec<f64> = (0..53).map(|k| f64::from(k) / 2.0 - 6.0).collect();
        values.extend([f64::INFINITY, -0.0, NAN, f64::NEG_INFINITY]);
        for with_nan in [0, 2] {
            let mut sorted = sorted.clone();
            sorted.extend(vec![NAN; with_nan]);
            let before = |value: f64| {
                let left = sorted.iter().filter(|&&x| x < value || (value.is_nan() && !x.is_nan()));
                left.count() as i64
            };
            let equal = |value: f64| {
                let equal = |x: f64| x == value || (x.is_nan() && value.is_nan());
                sorted.iter().filter(|&&x| equal(x)).count() as i64
            };
            let left: Vec<i64> = values.iter().map(|&value| before(value)).collect();
            let right: Vec<i64> =
                values.iter().map(|&value| before(value) + equal(value)).collect();
            let a = Array::from_vec(&[sorted.len()], sorted.clone());
            let v = Array::from_vec(&[values.len()], values.clone());
            assert_eq!(a.searchsorted(&v).to_vec(), left);
            assert_eq!(a.searchsorted_with(&v, Side::Right).to_vec(), right);
        }
    }
}

#[test]
fn the_last_key_counts_most() {
    let (a, b) = (vector([9, 4, 0, 4, 0, 2, 1]), vector([1, 5, 1, 4, 3, 4, 4]));
    assert_eq!(lexsort([&a, &b]).to_vec(), [2, 0, 4, 6, 5, 3, 1]);
    let real = vector([1., 5., 1., 4., 3., 4., 4.]);
    assert_eq!(lexsort((&a, &real)).to_vec(), [2, 0, 4, 6, 5, 3, 1]);
}

#[test]
#[should_panic(expected = "all keys need to be the same shape: (2,) and (1,)")]
fn keys_of_different_lengths_are_refused() {
    let _ = lexsort([&vector([1, 2]), &vector([3])]);
}

#[test]
fn functions_take_arrays_and_references() {
    let a = vector([3_i64, 1, 2]);
    assert_eq!(argsort(&a), argsort(a.clone()));
    assert_eq!(sort(-&a).to_vec(), [-3, -2, -1]);
    assert_eq!(crate::reduce::sum(&a * &a), 14);
}
