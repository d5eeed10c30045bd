//! `einsum`: two operands at a time, each pair as a product of stacks of matrices.

use std::collections::BTreeMap;

use ndarray::{ArrayD, ArrayViewD, Axis, CowArray, IxDyn};

use super::element::Product;
use super::product::{SAME_SIZE, multiply, stacked};
use super::subscripts::{self, Label, wrong};
use crate::array::Array;
use crate::error::{Result, or_raise};
use crate::kernel;

/// An array whose axes have labels, no two the same.
struct Labelled<'a, T: Product> {
    labels: Vec<Label>,
    array: CowArray<'a, T, IxDyn>,
}

/// `einsum`.
pub(super) fn evaluate<T: Product>(text: &str, operands: &[&Array<T>]) -> Result<Array<T>> {
    let ranks: Vec<usize> = operands.iter().map(|operand| operand.ndim()).collect();
    let subscripts = subscripts::parse(text, &ranks)?;
    let lengths = common_lengths(text, &subscripts.inputs, operands)?;
    let mut rest: Vec<Labelled<'_, T>> = Vec::new();
    for (labels, operand) in subscripts.inputs.iter().zip(operands) {
        let operand = Labelled::new(labels, operand.data.view());
        rest.push(operand.without_stretched(&lengths));
    }
    rest.reverse();
    let mut result = rest.pop().expect("a term per operand, at least one");
    while let Some(next) = rest.pop() {
        let needed = |label: &Label| {
            subscripts.output.contains(label)
                || rest.iter().any(|other| other.labels.contains(label))
        };
        result = contract(result, next, needed)?;
    }
    let sums = result.sum_except(|label| subscripts.output.contains(label));
    Ok(sums.ordered(&subscripts.output, &lengths).into())
}

/// The length of each label; an axis of length one stretches.
fn common_lengths<T: Product>(
    text: &str,
    inputs: &[Vec<Label>],
    operands: &[&Array<T>],
) -> Result<BTreeMap<Label, usize>> {
    let mut lengths = BTreeMap::new();
    for (labels, operand) in inputs.iter().zip(operands) {
        for (&label, &length) in labels.iter().zip(operand.shape()) {
            let known = lengths.entry(label).or_insert(length);
            if *known == 1 {
                *known = length;
            } else if length != 1 && *known != length {
                let name = char::from_u32(label).map_or_else(|| "...".to_owned(), String::from);
                let what =
                    format!("subscript {name:?} stands for axes of length {known} and {length}");
                return Err(wrong(text, &what));
            }
        }
    }
    Ok(lengths)
}

/// Sums the products of two operands over the labels that nothing else needs.
fn contract<'a, T: Product>(
    a: Labelled<'a, T>,
    b: Labelled<'a, T>,
    needed: impl Fn(&Label) -> bool,
) -> Result<Labelled<'a, T>> {
    let a = a.sum_except(|label| b.labels.contains(label) || needed(label));
    let b = b.sum_except(|label| a.labels.contains(label) || needed(label));
    let (shared, own_a): (Vec<Label>, Vec<Label>) =
        a.labels.iter().partition(|label| b.labels.contains(label));
    let own_b: Vec<Label> = b.labels.iter().copied().filter(|l| !shared.contains(l)).collect();
    let (stack, summed): (Vec<Label>, Vec<Label>) = shared.into_iter().partition(|l| needed(l));

    let left = a.turned(&[&stack[..], &own_a, &summed].concat());
    let right = b.turned(&[&stack[..], &summed, &own_b].concat());
    let shape =
        [&left.shape()[..stack.len() + own_a.len()], &right.shape()[stack.len() + summed.len()..]]
            .concat();
    let labels = [stack.clone(), own_a.clone(), own_b].concat();
    let product = if summed.is_empty() {
        let padded = [left.shape(), &vec![1; shape.len() - left.ndim()]].concat();
        let spread =
            [&shape[..stack.len()], &vec![1; own_a.len()], &right.shape()[stack.len()..]].concat();
        let left = left.to_shape(padded).expect(SAME_SIZE);
        let right = right.to_shape(spread).expect(SAME_SIZE);
        kernel::zip(&left.view(), &right.view(), T::mul)?
    } else {
        let of = |lengths: &[usize]| lengths.iter().product::<usize>();
        let count = of(&shape[..stack.len()]);
        let depth = of(&left.shape()[stack.len() + own_a.len()..]);
        let (rows, columns) = (
            of(&shape[stack.len()..stack.len() + own_a.len()]),
            of(&shape[stack.len() + own_a.len()..]),
        );
        let left = left.to_shape(IxDyn(&[count, rows, depth])).expect(SAME_SIZE).into_owned();
        let right = right.to_shape(IxDyn(&[count, depth, columns])).expect(SAME_SIZE).into_owned();
        let product = stacked(&left.into(), &right.into())?.into_data().into_owned();
        product.into_shape_with_order(shape).expect(SAME_SIZE)
    };
    Ok(Labelled { labels, array: product.into() })
}

impl<'a, T: Product> Labelled<'a, T> {
    /// Labels the axes of an array; axes with the same label become their diagonal.
    fn new(labels: &[Label], array: ArrayViewD<'a, T>) -> Self {
        let mut labelled = Self { labels: labels.to_vec(), array: array.into() };
        while let Some((first, second)) = labelled.repeated() {
            let length = labelled.array.len_of(Axis(first));
            let entries: Vec<ArrayViewD<'_, T>> = (0..length)
                .map(|i| labelled.array.index_axis(Axis(second), i).index_axis_move(Axis(first), i))
                .collect();
            let mut shape = labelled.array.shape().to_vec();
            shape.remove(second);
            let diagonal = if entries.is_empty() {
                ArrayD::from_elem(shape, T::ZERO)
            } else {
                ndarray::stack(Axis(first), &entries).expect("entries of one shape")
            };
            labelled.labels.remove(second);
            labelled.array = diagonal.into();
        }
        labelled
    }

    /// The first two axes with the same label.
    fn repeated(&self) -> Option<(usize, usize)> {
        self.labels.iter().enumerate().find_map(|(second, label)| {
            let first = self.labels[..second].iter().position(|other| other == label)?;
            Some((first, second))
        })
    }

    /// Drops axes of length one whose label is longer elsewhere: a product broadcasts anyway.
    fn without_stretched(mut self, lengths: &BTreeMap<Label, usize>) -> Self {
        for axis in (0..self.labels.len()).rev() {
            if self.array.len_of(Axis(axis)) == 1 && lengths[&self.labels[axis]] != 1 {
                self.array.index_axis_inplace(Axis(axis), 0);
                self.labels.remove(axis);
            }
        }
        self
    }

    /// Sums over all labels but those to keep, as a product with a column of ones.
    fn sum_except(self, keep: impl Fn(&Label) -> bool) -> Self {
        let (kept, summed): (Vec<Label>, Vec<Label>) = self.labels.iter().partition(|l| keep(l));
        if summed.is_empty() {
            return self;
        }
        let turned = self.turned(&[&kept[..], &summed].concat());
        let (shape, depths) = turned.shape().split_at(kept.len());
        let (rows, depth) = (shape.iter().product(), depths.iter().product());
        let matrix = turned.to_shape((rows, depth)).expect(SAME_SIZE);
        let ones = ndarray::Array2::from_elem((depth, 1), T::ONE);
        let sums = multiply(matrix.view(), ones.view());
        let array = sums.into_shape_with_order(shape).expect(SAME_SIZE);
        Labelled { labels: kept, array: array.into() }
    }

    /// A view with the axes in the order of `labels`.
    fn turned(&self, labels: &[Label]) -> ArrayViewD<'_, T> {
        let place =
            |label: &Label| self.labels.iter().position(|own| own == label).expect("own label");
        let order: Vec<usize> = labels.iter().map(place).collect();
        self.array.view().permuted_axes(order)
    }

    /// The row-major array with the axes in the order of `labels`. A label that all operands
    /// stretched from length one is an axis of its full length.
    fn ordered(&self, labels: &[Label], lengths: &BTreeMap<Label, usize>) -> ArrayD<T> {
        let own: Vec<Label> = labels.iter().copied().filter(|l| self.labels.contains(l)).collect();
        let mut view = self.turned(&own);
        for (axis, label) in labels.iter().enumerate() {
            if !own.contains(label) {
                view.insert_axis_inplace(Axis(axis));
            }
        }
        let shape: Vec<usize> = labels.iter().map(|label| lengths[label]).collect();
        let full = view.broadcast(IxDyn(&shape)).expect("axes of length one stretch");
        ArrayD::from_shape_vec(IxDyn(&shape), kernel::to_vec(&full)).expect(SAME_SIZE)
    }
}

/// Einstein's summation: products of the operands' elements, summed over every subscript that the
/// result lacks (NumPy: `numpy.einsum`).
///
/// The result's subscripts stand after `->`; without it they are those that occur once, in
/// alphabetical order. `...` stands for axes that broadcast. Operands are combined from left to
/// right.
///
/// # Panics
/// If the subscripts do not fit the operands. [`try_einsum`] returns that as an error.
///
/// ```
/// use array_core::prelude::*;
///
/// let a = array([[1, 2], [3, 4]]);
/// assert_eq!(einsum("ij,jk->ik", [&a, &a]).to_vec(), a.matmul(&a).to_vec());
/// assert_eq!(einsum("ij->ji", [&a]).to_vec(), [1, 3, 2, 4]);
/// assert_eq!(einsum("ii", [&a]).to_vec(), [5]);
/// ```
#[must_use]
#[track_caller]
pub fn einsum<'a, T: Product>(subscripts: &str, operands: impl AsRef<[&'a Array<T>]>) -> Array<T> {
    or_raise(T::einsum_kernel(subscripts, operands.as_ref()))
}

/// [`einsum`], with subscripts that do not fit as an error.
///
/// # Errors
/// If the subscripts do not fit the operands.
pub fn try_einsum<'a, T: Product>(
    subscripts: &str,
    operands: impl AsRef<[&'a Array<T>]>,
) -> Result<Array<T>> {
    T::einsum_kernel(subscripts, operands.as_ref())
}
