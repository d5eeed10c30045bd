//! Which axes a reduction folds, and how they lie in memory.
//!
//! Whatever the array's rank and strides, a reduction sees `outer × n × inner` elements in one
//! slice and folds the middle. Contiguous arrays, transposed ones too, are folded where they are;
//! others are copied into that order first.

use std::borrow::Cow;

use ndarray::{ArrayD, ArrayView1, ArrayViewD, Axis, IxDyn};

use crate::array::Array;
use crate::dims;
use crate::dtype::Element;
use crate::error::{Error, ErrorKind};
use crate::interrupt;
use crate::kernel;
use crate::threads;

/// The axes that a reduction folds, checked against one array's rank.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Over {
    folded: Vec<bool>,
    keepdims: bool,
}

impl Over {
    /// Every axis.
    pub fn all(ndim: usize) -> Self {
        Self { folded: vec![true; ndim], keepdims: false }
    }

    /// One axis; negative ones count from the last.
    #[track_caller]
    pub fn axis(ndim: usize, axis: isize) -> Self {
        Self::list(ndim, &[dims::axis(axis, ndim)])
    }

    /// Several axes, in any order.
    #[track_caller]
    pub fn axes(ndim: usize, axes: &[isize]) -> Self {
        Self::list(ndim, &dims::axes(axes, ndim))
    }

    fn list(ndim: usize, axes: &[usize]) -> Self {
        Self { folded: (0..ndim).map(|axis| axes.contains(&axis)).collect(), keepdims: false }
    }

    /// The folded axes stay in the result with length 1.
    pub fn keepdims(mut self) -> Self {
        self.keepdims = true;
        self
    }

    /// How many elements go into each result.
    pub(crate) fn count(&self, shape: &[usize]) -> usize {
        shape.iter().zip(&self.folded).filter(|(_, folded)| **folded).map(|(len, _)| len).product()
    }

    /// The axes to fold first, and kept at length 1, if folding in two steps spares a copy: where
    /// memory is contiguous, but kept axes lie between folded ones.
    pub(crate) fn first_step(&self, shape: &[usize], strides: &[isize]) -> Option<Self> {
        let axes = memory_order(shape, strides, false)?;
        if split(shape, &self.folded, axes.clone(), Order::Any, true).is_some() {
            return None;
        }
        let mut folded = vec![false; shape.len()];
        let fastest_first = axes.into_iter().rev().filter(|&axis| shape[axis] != 1);
        let kept_inside = fastest_first.skip_while(|&axis| !self.folded[axis]);
        for axis in kept_inside.take_while(|&axis| self.folded[axis]) {
            folded[axis] = true;
        }
        Some(Self { folded, keepdims: true })
    }

    /// The elements of an array and the shape of the result, if all lie along one axis with gaps
    /// between them: they are not worth a copy of all.
    pub(crate) fn gapped_lane<'a, T: Element>(
        &self,
        array: &'a Array<T>,
    ) -> Option<(ArrayView1<'a, T>, &'static [usize])> {
        let gapped = self.folded == [true] && array.data.as_slice_memory_order().is_none();
        let shape: &[usize] = if self.keepdims { &[1] } else { &[] };
        let view = array.data.view();
        gapped.then(|| (view.into_dimensionality().expect("one axis"), shape))
    }

    /// Whether there are results to be made of no elements.
    pub(crate) fn folds_nothing(&self, shape: &[usize]) -> bool {
        let kept = shape.iter().zip(&self.folded).filter(|(_, folded)| !**folded);
        self.count(shape) == 0 && kept.map(|(len, _)| len).product::<usize>() > 0
    }

    /// Panics as NumPy does if `operation` gives no value to a fold of nothing.
    #[track_caller]
    pub(crate) fn refuse_nothing(&self, shape: &[usize], operation: &str) {
        if self.folds_nothing(shape) {
            let message =
                format!("zero-size array to reduction operation {operation} which has no identity");
            Error::new(ErrorKind::Value, message).raise();
        }
    }
}

/// Whether a fold may take its elements in any order, or needs them in row-major order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// Any order gives the same result: sums, extremes.
    Any,
    /// The place of an element matters: the first of equal ones.
    RowMajor,
}

/// How the elements are to be read: the part of a plan that does not depend on their type.
struct Walk {
    /// The axes from slowest to fastest.
    axes: Vec<usize>,
    /// Whether the array's memory is in this order already.
    in_place: bool,
    outer: usize,
    n: usize,
    inner: usize,
}

/// The elements of an array as `outer × n × inner`, where the middle is to be folded.
pub(crate) struct Folds<'a, T: Element> {
    pub(crate) data: Cow<'a, [T]>,
    pub(crate) n: usize,
    pub(crate) inner: usize,
    outer: usize,
    /// The kept axes of the array, in the order in which the results come out, if that is not their
    /// own.
    kept: Option<Vec<usize>>,
    shape: &'a [usize],
    over: &'a Over,
}

impl<'a, T: Element> Folds<'a, T> {
    pub(crate) fn new(array: &'a Array<T>, over: &'a Over, order: Order) -> Self {
        // Once for each reduction: what it does to one array takes at most seconds.
        interrupt::check();
        let shape = array.shape();
        if let Some(data) = array.data.as_slice()
            && let Some([outer, n, inner]) = neighbours(shape, &over.folded)
        {
            return Self { data: Cow::Borrowed(data), n, inner, outer, kept: None, shape, over };
        }
        let view = array.data.view();
        let walk = walk(view.shape(), view.strides(), &over.folded, order);
        let kept = walk.axes.iter().copied().filter(|&axis| !over.folded[axis]).collect();
        let data = match array.data.as_slice_memory_order() {
            Some(slice) if walk.in_place => Cow::Borrowed(slice),
            _ => Cow::Owned(gather(view, &walk.axes)),
        };
        Self {
            data,
            n: walk.n,
            inner: walk.inner,
            outer: walk.outer,
            kept: Some(kept),
            shape,
            over,
        }
    }

    /// How many results there are.
    pub(crate) fn results(&self) -> usize {
        self.outer * self.inner
    }

    /// Computes every result: `lane` folds a contiguous lane, `rows` folds `n` rows of as many
    /// elements as it has results to fill.
    pub(crate) fn fold<O: Element>(
        self,
        lane: impl Fn(&[T]) -> O + Sync,
        rows: impl Fn(&[T], &mut [O]) + Sync,
    ) -> Array<O> {
        let mut results = vec![O::default(); self.results()];
        let block = self.n * self.inner;
        threads::each_share(&mut results, self.inner.max(1), self.data.len(), |start, results| {
            if self.inner == 1 {
                for (k, result) in (start..).zip(results) {
                    *result = lane(&self.data[k * self.n..(k + 1) * self.n]);
                }
            } else if self.inner > 1 {
                for (k, results) in (start / self.inner..).zip(results.chunks_exact_mut(self.inner))
                {
                    rows(&self.data[k * block..(k + 1) * block], results);
                }
            }
        });
        self.finish(results)
    }

    /// Computes every result from a contiguous copy of its lane, which `lane` may reorder.
    pub(crate) fn fold_scratch<O: Element>(self, mut lane: impl FnMut(&mut [T]) -> O) -> Array<O> {
        let mut results = Vec::with_capacity(self.results());
        self.each_scratch(|scratch| results.push(lane(scratch)));
        self.finish(results)
    }

    /// Calls `visit` with a contiguous copy of each lane, in the order of the results.
    pub(crate) fn each_scratch(&self, mut visit: impl FnMut(&mut [T])) {
        // Columns are gathered several at a time, so that each cache line is read once.
        const COLUMNS: usize = 8;
        let (n, inner) = (self.n, self.inner);
        let mut scratch = vec![T::default(); n * COLUMNS.min(inner.max(1))];
        if inner == 1 {
            for block in 0..self.outer {
                scratch.copy_from_slice(&self.data[block * n..(block + 1) * n]);
                visit(&mut scratch);
            }
            return;
        }
        for block in 0..self.outer {
            let rows = &self.data[block * n * inner..(block + 1) * n * inner];
            for first in (0..inner).step_by(COLUMNS) {
                let columns = COLUMNS.min(inner - first);
                for row in 0..n {
                    let from = &rows[row * inner + first..][..columns];
                    for (column, value) in from.iter().enumerate() {
                        scratch[column * n + row] = *value;
                    }
                }
                for column in 0..columns {
                    visit(&mut scratch[column * n..(column + 1) * n]);
                }
            }
        }
    }

    /// Shapes the results, which come in the order of the folds.
    pub(crate) fn finish<O: Element>(&self, results: Vec<O>) -> Array<O> {
        let Some(kept) = &self.kept else {
            let lengths = self.shape.iter().zip(&self.over.folded);
            let lengths =
                lengths.filter_map(|(&len, &folded)| match (folded, self.over.keepdims) {
                    (false, _) => Some(len),
                    (true, true) => Some(1),
                    (true, false) => None,
                });
            return Array::from_vec(&lengths.collect::<Vec<usize>>(), results);
        };
        let lengths: Vec<usize> = kept.iter().map(|&axis| self.shape[axis]).collect();
        let mut order: Vec<usize> = (0..kept.len()).collect();
        order.sort_by_key(|&k| kept[k]);
        let folded = ArrayD::from_shape_vec(IxDyn(&lengths), results)
            .expect("one result for each place of the kept axes");
        let mut array = folded.permuted_axes(IxDyn(&order));
        if self.over.keepdims {
            for (axis, folded) in self.over.folded.iter().enumerate() {
                if *folded {
                    array = array.insert_axis(Axis(axis));
                }
            }
        }
        Array::from_data(array.into_shared())
    }
}

/// The number of elements outside, along and inside the folded axes, if no kept axis lies between
/// them. Axes of length 1 count as any other: that only costs a plan.
fn neighbours(shape: &[usize], folded: &[bool]) -> Option<[usize; 3]> {
    let first = folded.iter().position(|&folded| folded)?;
    let after =
        first + folded[first..].iter().position(|&folded| !folded).unwrap_or(folded.len() - first);
    if folded[after..].contains(&true) {
        return None;
    }
    let size = |lengths: &[usize]| lengths.iter().product();
    Some([size(&shape[..first]), size(&shape[first..after]), size(&shape[after..])])
}

/// Chooses the order of reading: the memory's own if the folded axes are neighbours in it.
fn walk(shape: &[usize], strides: &[isize], folded: &[bool], order: Order) -> Walk {
    let logical: Vec<usize> = (0..shape.len()).collect();
    let everything = folded.iter().all(|&f| f) && order == Order::Any;
    if let Some(axes) = memory_order(shape, strides, everything)
        && let Some(walk) = split(shape, folded, axes, order, true)
    {
        return walk;
    }
    if let Some(walk) = split(shape, folded, logical.clone(), order, false) {
        return walk;
    }
    let (last, first): (Vec<usize>, Vec<usize>) =
        logical.into_iter().partition(|&axis| folded[axis]);
    split(shape, folded, [first, last].concat(), order, false)
        .expect("the folded axes are the last ones")
}

/// The axes from slowest to fastest if the elements fill one stretch of memory in that order.
/// Backward axes count only where the order of elements does not matter.
fn memory_order(shape: &[usize], strides: &[isize], any_direction: bool) -> Option<Vec<usize>> {
    let step = |axis: usize| {
        if any_direction { strides[axis].unsigned_abs() as isize } else { strides[axis] }
    };
    let mut axes: Vec<usize> = (0..shape.len()).collect();
    axes.sort_by_key(|&axis| if shape[axis] == 1 { 0 } else { -step(axis) });
    let mut expected = 1;
    for &axis in axes.iter().rev().filter(|&&axis| shape[axis] != 1) {
        if step(axis) != expected {
            return None;
        }
        expected *= shape[axis] as isize;
    }
    Some(axes)
}

/// Splits `axes` into outer, folded and inner ones; `None` if the folded axes are not neighbours
/// or stand in an order that the fold does not allow.
fn split(
    shape: &[usize],
    folded: &[bool],
    axes: Vec<usize>,
    order: Order,
    in_place: bool,
) -> Option<Walk> {
    let mut parts = [1_usize; 3];
    let mut part = 0;
    let mut previous = None;
    for &axis in axes.iter().filter(|&&axis| shape[axis] != 1) {
        match (folded[axis], part) {
            (true, 0) => part = 1,
            (false, 1) => part = 2,
            (true, 2) => return None,
            _ => {}
        }
        if folded[axis] {
            if order == Order::RowMajor && previous.is_some_and(|before| before > axis) {
                return None;
            }
            previous = Some(axis);
        }
        parts[part] *= shape[axis];
    }
    let [outer, n, inner] = parts;
    Some(Walk { axes, in_place, outer, n, inner })
}

/// Copies the elements with `axes` from slowest to fastest.
fn gather<T: Element>(view: ArrayViewD<'_, T>, axes: &[usize]) -> Vec<T> {
    kernel::to_vec(&view.permuted_axes(IxDyn(axes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_neighbours_need_no_plan_and_give_what_one_gives() {
        assert_eq!(neighbours(&[2, 3, 4], &[false, true, false]), Some([2, 3, 4]));
        assert_eq!(neighbours(&[2, 3, 4], &[true, true, true]), Some([1, 24, 1]));
        assert_eq!(neighbours(&[2, 3, 4], &[true, false, true]), None);
        assert_eq!(neighbours(&[2, 3], &[false, false]), None);
        assert_eq!(neighbours(&[], &[]), None);

        for shape in [[2, 3, 4], [1, 3, 4], [2, 1, 4], [2, 3, 1], [1, 1, 5], [0, 3, 2]] {
            let elements: Vec<i64> = (0..shape.iter().product::<usize>() as i64).collect();
            let a = Array::from_vec(&shape, elements);
            // The same array with its axes backwards in memory, which needs a plan.
            let turned = Array::from_data(transposed_copy(&a).reversed_axes());
            for axes in [vec![0], vec![1], vec![2], vec![0, 1], vec![1, 2], vec![0, 1, 2]] {
                assert_eq!(a.sum_axes(&axes).to_vec(), turned.sum_axes(&axes).to_vec());
                let (kept, other) = (a.sum_axes_keepdims(&axes), turned.sum_axes_keepdims(&axes));
                assert_eq!(kept.shape(), other.shape());
                assert_eq!(kept.to_vec(), other.to_vec());
                if a.size() > 0 {
                    assert_eq!(a.argmax_axes(&axes).to_vec(), turned.argmax_axes(&axes).to_vec());
                    assert_eq!(a.min_axes(&axes).to_vec(), turned.min_axes(&axes).to_vec());
                    assert_eq!(a.std_axes(&axes).to_vec(), turned.std_axes(&axes).to_vec());
                }
            }
        }
    }

    /// The transposed elements in row-major order: reversed again, the array in column-major order.
    fn transposed_copy(a: &Array<i64>) -> ndarray::ArcArray<i64, IxDyn> {
        let reversed = a.t();
        Array::from_vec(reversed.shape(), reversed.to_vec()).into_data()
    }
}
