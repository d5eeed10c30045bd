//! Choosing and shuffling: `choice`, `permutation`, `shuffle`.

use std::collections::{BTreeMap, HashSet};

use super::generator::Generator;
use super::pcg64::Pcg64;
use crate::array::Array;
use crate::dims::{self, Dims, IndexInt, Ints};
use crate::dtype::Element;

/// A population larger than this of which a larger part than one in [`TAIL_PART`] is drawn
/// without replacement is shuffled in part; else draws that repeat are replaced.
const LARGE_POPULATION: usize = 10_000;
/// See [`LARGE_POPULATION`].
const TAIL_PART: usize = 50;
/// How far the sum of probabilities may be from one.
const PROBABILITY_TOLERANCE: f64 = 1.490_116_119_384_765_6e-8;

/// What [`Generator::choice`] and [`Generator::permutation`] draw from: an array, along its first
/// axis, or an integer `n` for `0..n`.
pub trait Population {
    /// The element type of what is drawn.
    type Elem: Element;
    /// How many there are to draw from.
    #[doc(hidden)]
    #[track_caller]
    fn count(&self) -> usize;
    /// Those at these places, whose axes stand in place of the first axis.
    #[doc(hidden)]
    fn pick(&self, places: Array<i64>) -> Array<Self::Elem>;
}

impl<T: Element> Population for &Array<T> {
    type Elem = T;

    #[track_caller]
    fn count(&self) -> usize {
        match self.shape().first() {
            Some(&count) => count,
            None => panic!("choice: a 0-d array has nothing to choose from"),
        }
    }

    fn pick(&self, places: Array<i64>) -> Array<T> {
        self.i(places)
    }
}

// For all integers at once: so the element type of `rng.permutation(10)` does not depend on that of
// the literal.
impl<I: IndexInt> Population for I {
    type Elem = i64;

    #[track_caller]
    fn count(&self) -> usize {
        let count = self.to_isize();
        match usize::try_from(count) {
            Ok(count) => count,
            Err(_) => panic!("choice: there are no {count} things to choose from"),
        }
    }

    fn pick(&self, places: Array<i64>) -> Array<i64> {
        places
    }
}

impl Generator {
    /// Draws with replacement, all alike (NumPy: `Generator.choice`).
    ///
    /// # Panics
    /// If there is nothing to draw from.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let rng = default_rng(0);
    /// let dice = rng.choice(&arange((1, 7)), (2, 3));
    /// assert_eq!(dice.to_vec(), [6, 4, 4, 2, 2, 1]);
    /// assert_eq!(rng.permutation(4).to_vec(), [0, 3, 2, 1]);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn choice<P: Population>(&self, from: P, shape: impl Dims) -> Array<P::Elem> {
        self.choice_with(from, shape, true, None)
    }

    /// Draws with or without replacement, with these probabilities or all alike
    /// (NumPy: `Generator.choice`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let rng = default_rng(1);
    /// let hand = rng.choice_with(&arange(52), 5, false, None);
    /// assert_eq!(unique(&hand).size(), 5);
    /// let loaded = rng.choice_with(&array([1, 6]), 8, true, Some(&array([0., 1.])));
    /// assert_eq!(loaded.to_vec(), [6; 8]);
    /// ```
    ///
    /// # Panics
    /// If there are fewer to draw from than are drawn without replacement, or the probabilities
    /// are not one for each, not negative, with sum one.
    #[must_use]
    #[track_caller]
    pub fn choice_with<P: Population>(
        &self,
        from: P,
        shape: impl Dims,
        replace: bool,
        p: Option<&Array<f64>>,
    ) -> Array<P::Elem> {
        from.pick(self.places(from.count(), shape.dims(), replace, p))
    }

    /// All of them in a random order, along the first axis (NumPy: `Generator.permutation`).
    ///
    /// # Panics
    /// If the array is 0-d.
    #[must_use]
    #[track_caller]
    pub fn permutation<P: Population>(&self, of: P) -> Array<P::Elem> {
        of.pick(self.shuffled(of.count()))
    }

    /// Puts the elements, or the rows along the first axis, into a random order
    /// (NumPy: `Generator.shuffle`).
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let mut deck = arange(5);
    /// default_rng(1).shuffle(&mut deck);
    /// assert_eq!(sort(&deck), arange(5));
    /// ```
    ///
    /// # Panics
    /// If the array is 0-d.
    #[track_caller]
    pub fn shuffle<T: Element>(&self, array: &mut Array<T>) {
        *array = self.permutation(&*array);
    }

    fn shuffled(&self, count: usize) -> Array<i64> {
        let mut places: Vec<usize> = (0..count).collect();
        let bits = &mut self.bits();
        for i in (1..count).rev() {
            places.swap(i, bits.up_to_by_mask(i as u64) as usize);
        }
        array_of_places(&[count], places)
    }

    #[track_caller]
    fn places(
        &self,
        count: usize,
        dims: Ints,
        replace: bool,
        p: Option<&Array<f64>>,
    ) -> Array<i64> {
        let shape = dims::shape(dims);
        let size = dims::size(&shape);
        assert!(count > 0 || size == 0, "choice: the population to choose from is empty");
        assert!(
            replace || size <= count,
            "choice: Cannot take a larger sample than population when replace is False: \
             {size} of {count}"
        );
        let weights = p.map(|p| checked_probabilities(p, count));
        let bits = &mut self.bits();
        let places = match (weights, replace) {
            (None, true) if size == 0 => Vec::new(),
            (None, true) => (0..size).map(|_| bits.up_to(count as u64 - 1) as usize).collect(),
            (Some(weights), true) => {
                let steps = cumulative(&weights);
                (0..size).map(|_| place_of(&steps, bits.f64())).collect()
            }
            (None, false) if count > LARGE_POPULATION && size > count / TAIL_PART => {
                let mut places: Vec<usize> = (0..count).collect();
                shuffle_from(bits, &mut places, (count - size).max(1));
                places.split_off(count - size)
            }
            (None, false) => distinct(bits, count, size),
            (Some(weights), false) => distinct_weighted(bits, weights, size),
        };
        array_of_places(&shape, places)
    }
}

fn array_of_places(shape: &[usize], places: Vec<usize>) -> Array<i64> {
    Array::from_vec(shape, places.into_iter().map(|place| place as i64).collect())
}

/// Exchanges each element from the last down to that at `first` with one before it, or itself.
fn shuffle_from(bits: &mut Pcg64, places: &mut [usize], first: usize) {
    for i in (first..places.len()).rev() {
        places.swap(i, bits.up_to(i as u64) as usize);
    }
}

/// Floyd's choice of `size` different places, then shuffled.
fn distinct(bits: &mut Pcg64, count: usize, size: usize) -> Vec<usize> {
    let mut seen = HashSet::with_capacity(size);
    let mut places = Vec::with_capacity(size);
    for last in count - size..count {
        let place = bits.up_to(last as u64) as usize;
        let place = if seen.contains(&place) { last } else { place };
        seen.insert(place);
        places.push(place);
    }
    shuffle_from(bits, &mut places, 1);
    places
}

/// Draws again for those that were drawn before, whose weights become zero.
fn distinct_weighted(bits: &mut Pcg64, mut weights: Vec<f64>, size: usize) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::with_capacity(size);
    while places.len() < size {
        let draws: Vec<f64> = (places.len()..size).map(|_| bits.f64()).collect();
        for &place in &places {
            weights[place] = 0.;
        }
        let steps = cumulative(&weights);
        let mut first_at = BTreeMap::new();
        for (order, draw) in draws.into_iter().enumerate() {
            first_at.entry(place_of(&steps, draw)).or_insert(order);
        }
        let mut found: Vec<(usize, usize)> = first_at.into_iter().collect();
        found.sort_by_key(|&(_, order)| order);
        places.extend(found.into_iter().map(|(place, _)| place));
    }
    places
}

/// The cumulative weights over their sum.
fn cumulative(weights: &[f64]) -> Vec<f64> {
    let mut sum = 0.;
    let mut steps: Vec<f64> = weights
        .iter()
        .map(|weight| {
            sum += weight;
            sum
        })
        .collect();
    steps.iter_mut().for_each(|step| *step /= sum);
    steps
}

/// The first place whose step lies above the draw.
fn place_of(steps: &[f64], draw: f64) -> usize {
    steps.partition_point(|&step| step <= draw)
}

#[track_caller]
fn checked_probabilities(p: &Array<f64>, count: usize) -> Vec<f64> {
    assert!(
        p.shape() == [count],
        "choice: a and p must have same size: {count}, but p has shape {}",
        crate::error::show_shape(p.shape())
    );
    let weights = p.to_vec();
    assert!(
        weights.iter().all(|&weight| weight >= 0.),
        "choice: Probabilities are not non-negative"
    );
    let sum: f64 = weights.iter().sum();
    assert!(
        (sum - 1.).abs() <= PROBABILITY_TOLERANCE,
        "choice: Probabilities do not sum to 1, but {sum}"
    );
    weights
}
