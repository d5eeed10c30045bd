//! Random arrays.

use array_core::index::{IndexTerm as _, Term};
use array_core::prelude::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Strategy;

/// More axes and longer ones find no other mistakes, and take longer.
const AXES: usize = 4;
const LENGTH: usize = 3;

/// Shapes of up to four axes, of which some may be empty.
pub(crate) fn shapes() -> impl Strategy<Value = Vec<usize>> {
    vec(0..=LENGTH, 0..=AXES)
}

/// Arrays of few different integers, which lie in memory in any order of axes and with steps, so
/// that equal elements and views of every kind occur.
pub(crate) fn arrays() -> impl Strategy<Value = Array<i64>> {
    shapes().prop_flat_map(shaped)
}

/// Arrays with an axis at least, and the number of one, counted from either end.
pub(crate) fn arrays_with_axis() -> impl Strategy<Value = (Array<i64>, isize)> {
    let arrays = vec(0..=LENGTH, 1..=AXES).prop_flat_map(shaped);
    arrays.prop_flat_map(|a| {
        let ndim = a.ndim() as isize;
        (Just(a), -ndim..ndim)
    })
}

/// Arrays of one axis.
pub(crate) fn lines(longest: usize) -> impl Strategy<Value = Array<i64>> {
    (0..=longest).prop_flat_map(|len| shaped(vec![len]))
}

/// Arrays of this shape.
pub(crate) fn shaped(shape: Vec<usize>) -> impl Strategy<Value = Array<i64>> {
    let ndim = shape.len();
    let order = Just((0..ndim).collect::<Vec<_>>()).prop_shuffle();
    let steps = vec(prop::sample::select(vec![1_isize, -1, 2]), ndim);
    (order, steps).prop_flat_map(move |(order, steps)| {
        // Axis `order[k]` of the array in memory becomes axis `k`.
        let mut lengths = vec![0; shape.len()];
        for (&from, &len) in order.iter().zip(&shape) {
            lengths[from] = len * steps[from].unsigned_abs();
        }
        let elements = vec(-5..=5_i64, lengths.iter().product::<usize>());
        elements.prop_map(move |elements| {
            let slices: Vec<Term> = steps.iter().map(|&step| (..).by(step).term()).collect();
            array(elements).reshape(&lengths[..]).i(slices).transpose_axes(&order[..])
        })
    })
}

/// Masks of this shape.
pub(crate) fn masks(shape: Vec<usize>) -> impl Strategy<Value = Array<bool>> {
    shaped(shape).prop_map(|a| a.gt(0))
}

/// Floats among which all kinds of them are frequent.
pub(crate) fn floats() -> impl Strategy<Value = Array<f64>> {
    let special = prop::sample::select(vec![f64::NAN, f64::INFINITY, -f64::INFINITY, 0., -0.]);
    vec(prop_oneof![special, -4. ..4.0_f64], 0..40).prop_map(array)
}

/// The places of an array of this shape, in row-major order.
pub(crate) fn places(shape: &[usize]) -> Vec<Vec<usize>> {
    shape.iter().fold(vec![Vec::new()], |places, &len| {
        let longer = |place: Vec<usize>| {
            (0..len).map(move |k| [&place[..], &[k]].concat()).collect::<Vec<_>>()
        };
        places.into_iter().flat_map(longer).collect()
    })
}

/// The element at a place.
pub(crate) fn at(a: &Array<i64>, place: &[usize]) -> i64 {
    let index: Vec<Term> = place.iter().map(|&k| k.term()).collect();
    a.i(index).item()
}

/// The axis that a number from either end names.
pub(crate) fn resolved(axis: isize, ndim: usize) -> usize {
    axis.rem_euclid(ndim as isize) as usize
}
