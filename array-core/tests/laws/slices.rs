//! Slices, against Python's rule applied to plain lists.

use array_core::index::{IndexTerm as _, Term};
use array_core::prelude::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::strategy::Strategy;

use crate::arrays::{arrays, at, lines, places};

/// What a slice is written with.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    start: Option<i64>,
    stop: Option<i64>,
    step: i64,
}

fn bounds() -> impl Strategy<Value = Bounds> {
    let step = prop_oneof![1..=4_i64, -4..=-1_i64];
    (option::of(-9..=9_i64), option::of(-9..=9_i64), step).prop_map(|(start, stop, step)| Bounds {
        start,
        stop,
        step,
    })
}

impl Bounds {
    fn term(self) -> Term {
        let Self { start, stop, step } = self;
        match (start, stop) {
            (Some(start), Some(stop)) => (start..stop).by(step).term(),
            (Some(start), None) => (start..).by(step).term(),
            (None, Some(stop)) => (..stop).by(step).term(),
            (None, None) => (..).by(step).term(),
        }
    }

    /// The places that Python's slice takes from `len` elements: bounds count from the end when
    /// negative and are clamped; a negative step runs from the last element to the first.
    fn places(self, len: usize) -> Vec<usize> {
        let len = len as i64;
        let (least, most) = if self.step > 0 { (0, len) } else { (-1, len - 1) };
        let clamp = |bound: i64| (if bound < 0 { bound + len } else { bound }).clamp(least, most);
        let (first, end) = if self.step > 0 { (least, most) } else { (most, least) };
        let (mut at, end) = (self.start.map_or(first, clamp), self.stop.map_or(end, clamp));
        let mut places = Vec::new();
        while (self.step > 0 && at < end) || (self.step < 0 && at > end) {
            places.push(at as usize);
            at += self.step;
        }
        places
    }
}

proptest! {
    #[test]
    fn slices_of_a_line_are_pythons(a in lines(7), bounds in bounds()) {
        let elements = a.to_vec();
        let expected: Vec<i64> = bounds.places(a.size()).iter().map(|&k| elements[k]).collect();
        prop_assert_eq!(a.i(bounds.term()).to_vec(), expected);
    }

    #[test]
    fn slices_of_several_axes_are_taken_one_by_one(
        (a, bounds) in arrays().prop_flat_map(|a| {
            let ndim = a.ndim();
            (Just(a), vec(bounds(), 0..=ndim))
        })
    ) {
        let index: Vec<Term> = bounds.iter().map(|bounds| bounds.term()).collect();
        let part = a.i(index);
        let mut taken: Vec<Vec<usize>> = a.shape().iter().map(|&len| (0..len).collect()).collect();
        for (axis, bounds) in bounds.iter().enumerate() {
            taken[axis] = bounds.places(a.shape()[axis]);
        }
        let lengths: Vec<usize> = taken.iter().map(Vec::len).collect();
        prop_assert_eq!(part.shape(), &lengths[..]);
        for place in places(&lengths) {
            let from: Vec<usize> = place.iter().zip(&taken).map(|(&k, taken)| taken[k]).collect();
            prop_assert_eq!(at(&part, &place), at(&a, &from));
        }
    }

    #[test]
    fn writing_to_a_slice_changes_that_slice_only(a in lines(7), bounds in bounds()) {
        let mut b = a.clone();
        b.set(bounds.term(), 99);
        let mut expected = a.to_vec();
        bounds.places(a.size()).into_iter().for_each(|k| expected[k] = 99);
        prop_assert_eq!(b.to_vec(), expected);
    }

    #[test]
    fn reading_and_writing_back_changes_nothing(a in lines(7), bounds in bounds()) {
        let mut b = a.clone();
        b.set(bounds.term(), a.i(bounds.term()));
        prop_assert_eq!(b, a);
    }
}
