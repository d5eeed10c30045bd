//! Sides that are calculated: ramps, and statistics of each lane.

use super::Pad;
use crate::array::Array;
use crate::compare::not_equal;
use crate::dtype::{Complex64, DType, Element};
use crate::elementwise::rint;
use crate::kernel::{from_lanes, lanes};
use crate::sort::sort_axis;

/// What stands before and after the elements along an axis, to be stretched to the widths; `None`
/// for the modes that repeat elements.
pub(super) fn of<T: Element>(
    a: &Array<T>,
    axis: usize,
    (before, after): (usize, usize),
    mode: Pad<T>,
) -> Option<[Array<T>; 2]> {
    let same = |side: Array<T>| Some([side.clone(), side]);
    match mode {
        Pad::LinearRamp(end) => {
            Some([ramp(a, axis, before, end, Side::Before), ramp(a, axis, after, end, Side::After)])
        }
        Pad::Maximum => same(a.max_axis_keepdims(axis)),
        Pad::Minimum => same(a.min_axis_keepdims(axis)),
        Pad::Mean => same(mean(a, axis)),
        Pad::Median => same(median(a, axis)),
        _ => None,
    }
}

/// The side of an axis.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Before,
    After,
}

/// The means along an axis in the array's own type.
fn mean<T: Element>(a: &Array<T>, axis: usize) -> Array<T> {
    let means = a.mean_axis_keepdims(axis);
    if is_integer::<T>() { rint(&means.astype::<f64>()).astype() } else { means.astype() }
}

/// The medians along an axis: the means of the two middle elements, which may be one and the same.
fn median<T: Element>(a: &Array<T>, axis: usize) -> Array<T> {
    let len = a.shape()[axis] as isize;
    let sorted = sort_axis(a, axis);
    let middle = mean(&sorted.taken_along(axis, vec![(len - 1) / 2, len / 2]), axis);
    // NaN sorts last and differs from itself; where there is one, it is the median.
    let last = sorted.taken_along(axis, vec![len - 1]);
    let nan = not_equal(&last, &last);
    T::choose_between(middle.shape(), &nan.data, &last.data, &middle.data)
}

/// Straight lines of `width` elements from `end`, which they have, to the outermost elements, which
/// they stop short of.
fn ramp<T: Element>(a: &Array<T>, axis: usize, width: usize, end: T, side: Side) -> Array<T> {
    let view = a.data.view();
    let along = lanes(&view, axis);
    let end = end.cast::<Complex64>();
    let heights: Vec<Complex64> = along
        .iter()
        .map(|lane| if side == Side::Before { lane[0] } else { lane[lane.len() - 1] })
        .map(|edge| edge.cast::<Complex64>() - end)
        .collect();
    let width_f64 = width as f64;
    // In NumPy's order of operations, which depends on whether any line is level.
    let level = heights.iter().any(|height| height / width_f64 == Complex64::ZERO);
    let at = |height: Complex64, k: usize| -> T {
        let k = k as f64;
        let risen = if level { height * (k / width_f64) } else { height / width_f64 * k };
        let value = risen + end;
        if is_integer::<T>() { Complex64::from(value.re.floor()).cast() } else { value.cast() }
    };
    let mut elements = Vec::with_capacity(heights.len() * width);
    for height in heights {
        let line = (0..width).map(|k| at(height, k));
        match side {
            Side::Before => elements.extend(line),
            Side::After => elements.extend(line.rev()),
        }
    }
    from_lanes(elements, along.outer_shape(), axis, width).into()
}

/// Whether fractions are lost in elements of this type.
fn is_integer<T: Element>() -> bool {
    use DType::{Bool, C64, C128, F32, F64};
    !matches!(T::DTYPE, Bool | F32 | F64 | C64 | C128)
}
