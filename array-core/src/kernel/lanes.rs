//! The lanes of an array along one axis, as slices.

use std::borrow::Cow;

use ndarray::{ArrayD, ArrayViewD, IxDyn};

use super::copy::to_vec;
use crate::dtype::Element;

/// The one-dimensional lanes along an axis, in row-major order of the other axes.
pub(crate) struct Lanes<'a, T: Element> {
    data: Cow<'a, [T]>,
    len: usize,
    outer: Vec<usize>,
}

impl<T: Element> Lanes<'_, T> {
    /// The length of each lane: that of the axis.
    pub(crate) fn lane_len(&self) -> usize {
        self.len
    }

    /// The array's shape without the axis; its product is the number of lanes.
    pub(crate) fn outer_shape(&self) -> &[usize] {
        &self.outer
    }

    /// The lanes in order. Those of an axis of length zero are empty slices.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[T]> {
        let count: usize = self.outer.iter().product();
        (0..count).map(|i| &self.data[i * self.len..(i + 1) * self.len])
    }

    /// All lanes one after the other, for writing; [`from_lanes`] turns them back into an array.
    pub(crate) fn into_vec(self) -> Vec<T> {
        self.data.into_owned()
    }
}

/// The lanes of `view` along `axis`; copies unless they lie one after the other already.
pub(crate) fn lanes<'a, T: Element>(view: &'a ArrayViewD<'_, T>, axis: usize) -> Lanes<'a, T> {
    let mut outer = view.shape().to_vec();
    let len = outer.remove(axis);
    let data = match view.as_slice() {
        Some(slice) if axis + 1 == view.ndim() => Cow::Borrowed(slice),
        _ => Cow::Owned(to_vec(&axis_last(view.view(), axis))),
    };
    Lanes { data, len, outer }
}

/// The array whose lanes along `axis` are the pieces of `data` of length `len`, in row-major
/// order of the other axes, whose lengths are `outer`.
pub(crate) fn from_lanes<T: Element>(
    data: Vec<T>,
    outer: &[usize],
    axis: usize,
    len: usize,
) -> ArrayD<T> {
    let mut shape = outer.to_vec();
    shape.push(len);
    let ndim = shape.len();
    let array = ArrayD::from_shape_vec(IxDyn(&shape), data).expect("lanes fill the shape");
    if axis + 1 == ndim {
        return array;
    }
    let mut order: Vec<usize> = (0..ndim - 1).collect();
    order.insert(axis, ndim - 1);
    let moved = array.permuted_axes(IxDyn(&order));
    let shape = IxDyn(moved.shape());
    ArrayD::from_shape_vec(shape, to_vec(&moved.view())).expect("a copy has the same size")
}

fn axis_last<T>(view: ArrayViewD<'_, T>, axis: usize) -> ArrayViewD<'_, T> {
    let mut order: Vec<usize> = (0..view.ndim()).filter(|&i| i != axis).collect();
    order.push(axis);
    view.permuted_axes(IxDyn(&order))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_of_a_middle_axis_there_and_back() {
        let a = ArrayD::from_shape_vec(IxDyn(&[2, 3, 2]), (0..12).collect::<Vec<i64>>()).unwrap();
        let view = a.view();
        let middle = lanes(&view, 1);
        let first: Vec<&[i64]> = middle.iter().take(2).collect();
        assert_eq!(first, [[0, 2, 4], [1, 3, 5]]);
        assert_eq!((middle.lane_len(), middle.outer_shape()), (3, &[2, 2][..]));
        let outer = middle.outer_shape().to_vec();
        assert_eq!(from_lanes(middle.into_vec(), &outer, 1, 3), a);
    }

    #[test]
    fn an_empty_axis_has_empty_lanes() {
        let a = ArrayD::<f64>::zeros(IxDyn(&[2, 0]));
        let view = a.view();
        let empty = lanes(&view, 1);
        assert_eq!(empty.iter().map(<[f64]>::len).collect::<Vec<_>>(), [0, 0]);
    }
}
