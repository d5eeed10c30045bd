//! The few primitives that reading, writing, reshaping and joining are made of.
//!
//! They are methods of the element type, implemented one by one, so that they are compiled here
//! and not in the crates that use arrays.

use std::any::Any;
use std::borrow::Cow;
use std::mem::MaybeUninit;

use ndarray::{ArcArray, ArrayViewMut, IxDyn, SliceInfo, SliceInfoElem};

use crate::array::Array;
use crate::broadcast::tight;
use crate::dims::{Ints, check_extent, infer_shape};
use crate::dtype::{Complex32, Complex64, Element};
use crate::error::{Error, ErrorKind, Result};
use crate::kernel;
use crate::threads;

use super::memory::{self, Layout, Side, bits, bits_mut};
use super::plan::Plan;
use super::term::Terms;

/// The data of an array.
pub(crate) type Data<T> = ArcArray<T, IxDyn>;

/// Elements that can be moved: all of them.
pub trait Move: Sized {
    /// The selected elements; shares memory if the index is basic.
    fn read_at(array: &Array<Self>, index: Terms) -> Result<Array<Self>>
    where
        Self: Element;
    /// Writes `value`, stretched to the selection's shape, to the selected elements.
    fn write_at(array: &mut Array<Self>, index: Terms, value: &Array<Self>) -> Result<()>
    where
        Self: Element;
    /// The part that the slices select; shares memory.
    fn slice_of(data: &Data<Self>, slices: &[SliceInfoElem]) -> Array<Self>
    where
        Self: Element;
    /// The axes in another order; shares memory.
    fn permute_axes(data: &Data<Self>, axes: &[usize]) -> Array<Self>
    where
        Self: Element;
    /// The axes in reverse order; shares memory.
    fn transpose(data: &Data<Self>) -> Array<Self>
    where
        Self: Element;
    /// The elements in row-major order in another shape of equal size; shares memory if it can.
    fn reshape_to(data: &Data<Self>, shape: &[usize]) -> Array<Self>
    where
        Self: Element;
    /// The elements in row-major order in the shape that `dims` writes, where one length may be -1.
    fn try_reshape(array: &Array<Self>, dims: Ints) -> Result<Array<Self>>
    where
        Self: Element;
    /// A row-major array in which each piece, stretched to its place, overwrites the earlier ones.
    /// Elements in no place are zero.
    fn join_pieces(shape: &[usize], pieces: &[Piece<Self>]) -> Array<Self>
    where
        Self: Element;
    /// The elements of `yes` where the mask is true, else of `no`; all three stretched to `shape`.
    fn choose_between(
        shape: &[usize],
        mask: &Data<bool>,
        yes: &Data<Self>,
        no: &Data<Self>,
    ) -> Array<Self>
    where
        Self: Element;
    /// Each element, in row-major order, so many times.
    fn each_repeated(data: &Data<Self>, count: usize) -> Array<Self>
    where
        Self: Element;
    /// Which elements are not zero.
    fn nonzero_mask(data: &Data<Self>) -> Array<bool>;
}

/// Elements, and the slices of the assembled array where they go.
pub struct Piece<T: Element> {
    pub(crate) place: Vec<SliceInfoElem>,
    pub(crate) data: Array<T>,
}

macro_rules! moves {
    ($($t:ty)*) => {$(
        impl Move for $t {
            fn read_at(array: &Array<Self>, index: Terms) -> Result<Array<Self>> {
                Ok(read(&array.data, Plan::new(array.shape(), index.into_vec())?))
            }
            fn write_at(array: &mut Array<Self>, index: Terms, value: &Array<Self>) -> Result<()> {
                let plan = Plan::new(array.shape(), index.into_vec())?;
                write(&mut array.data, plan, &value.data)
            }
            fn slice_of(data: &Data<Self>, slices: &[SliceInfoElem]) -> Array<Self> {
                Array::from_data(data.clone().slice_move(slicing(slices)))
            }
            fn permute_axes(data: &Data<Self>, axes: &[usize]) -> Array<Self> {
                Array::from_data(data.clone().permuted_axes(IxDyn(axes)))
            }
            fn transpose(data: &Data<Self>) -> Array<Self> {
                Array::from_data(data.clone().reversed_axes())
            }
            fn reshape_to(data: &Data<Self>, shape: &[usize]) -> Array<Self> {
                match data.clone().into_shape_with_order(IxDyn(shape)) {
                    Ok(shared) => Array::from_data(shared),
                    Err(_) => Array::from_vec(shape, kernel::to_vec(&data.view())),
                }
            }
            fn try_reshape(array: &Array<Self>, dims: Ints) -> Result<Array<Self>> {
                let shape = infer_shape(&dims, array.size())?;
                check_extent(&shape, size_of::<Self>())?;
                Ok(array.reshaped(&shape))
            }
            fn join_pieces(shape: &[usize], pieces: &[Piece<Self>]) -> Array<Self> {
                assemble(shape, pieces)
            }
            fn choose_between(
                shape: &[usize],
                mask: &Data<bool>,
                yes: &Data<Self>,
                no: &Data<Self>,
            ) -> Array<Self> {
                choose(shape, mask, yes, no)
            }
            fn each_repeated(data: &Data<Self>, count: usize) -> Array<Self> {
                let view = data.view();
                let elements = kernel::contiguous(&view);
                let n = elements.len() * count;
                let repeated = kernel::collect(n, |room| memory::repeat(room, &elements, count));
                Array::from_vec(&[n], repeated)
            }
            fn nonzero_mask(data: &Data<Self>) -> Array<bool> {
                match (data as &dyn Any).downcast_ref::<Data<bool>>() {
                    Some(flags) => Array::from_data(flags.clone()),
                    None => Array::from_data(kernel::map(&data.view(), |x| x != Self::ZERO).into_shared()),
                }
            }
        }
    )*};
}
moves!(bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64);

fn slicing(slices: &[SliceInfoElem]) -> SliceInfo<&[SliceInfoElem], IxDyn, IxDyn> {
    // SAFETY: dynamic ranks promise no number of axes.
    unsafe { SliceInfo::new(slices) }.expect("dynamic ranks accept any number of axes")
}

fn layout<T>(data: &Data<T>) -> Layout {
    Layout { offset: 0, shape: data.shape().to_vec(), strides: data.strides().to_vec() }
}

/// The elements, stretched to `shape`, in row-major order; `None` if they do not fit.
fn stretched<'a, T: Element>(data: &'a Data<T>, shape: &[usize]) -> Option<Cow<'a, [T]>> {
    if let (Some(elements), true) = (data.as_slice(), data.shape() == shape) {
        return Some(Cow::Borrowed(elements));
    }
    Some(Cow::Owned(kernel::to_vec(&data.broadcast(IxDyn(shape))?)))
}

fn read<T: Element>(data: &Data<T>, plan: Plan) -> Array<T> {
    if plan.is_basic() {
        return T::slice_of(data, &plan.slices);
    }
    if let (Some((mask, count)), Some(elements)) = (plan.whole_mask(), data.as_slice()) {
        let mut kept = kernel::zeros(count + 1);
        // SAFETY: only elements are moved.
        memory::compress(unsafe { bits_mut(&mut kept) }, bits(elements), mask);
        kept.truncate(count);
        return Array::from_vec(&[count], kept);
    }
    let (positions, shape) = plan.gather(&layout(data));
    let count = shape.iter().product();
    let mut elements: Vec<T> = kernel::buffer(count);
    let start: *const T = data.as_ptr();
    // SAFETY: the plan was made for the array's shape, so its positions lie in the array. Bits have
    // the size and alignment of elements, and all elements are written.
    unsafe {
        let room = std::slice::from_raw_parts_mut(elements.as_mut_ptr().cast(), count);
        memory::gather::<T::Bits>(room, start.cast(), &positions);
        elements.set_len(count);
    }
    Array::from_vec(&shape, elements)
}

fn write<T: Element>(data: &mut Data<T>, plan: Plan, value: &Data<T>) -> Result<()> {
    if plan.is_basic() {
        return write_slice(data, &plan.slices, value);
    }
    if let Some((mask, count)) = plan.whole_mask() {
        let value = without_leading_ones(value, 1);
        check_masked(value.shape(), count)?;
        if data.is_standard_layout() {
            write_masked(data, mask, &value);
            return Ok(());
        }
    }
    write_listed(data, plan, value)
}

fn write_slice<T: Element>(
    data: &mut Data<T>,
    slices: &[SliceInfoElem],
    value: &Data<T>,
) -> Result<()> {
    let mut target = data.view_mut().slice_move(slicing(slices));
    let trimmed = without_leading_ones(value, target.ndim());
    let Some(value) = trimmed.broadcast(target.raw_dim()) else {
        let (from, into) = (tight(trimmed.shape()), tight(target.shape()));
        let message =
            format!("could not broadcast input array from shape {from} into shape {into}");
        return Err(Error::new(ErrorKind::Shape, message));
    };
    kernel::assign(&mut target, &value);
    Ok(())
}

fn write_masked<T: Element>(data: &mut Data<T>, mask: &[bool], value: &Data<T>) {
    let values = kernel::to_vec(&value.view());
    let mut view = data.view_mut();
    let elements = view.as_slice_mut().expect("unsharing keeps a row-major layout");
    // SAFETY: only elements are moved.
    let elements = unsafe { bits_mut(elements) };
    match bits(&values) {
        [one] => threads::each_part(elements, |start, elements| {
            for (slot, &write) in elements.iter_mut().zip(&mask[start..]) {
                *slot = if write { *one } else { *slot };
            }
        }),
        many => memory::expand(elements, mask, many),
    }
}

fn write_listed<T: Element>(data: &mut Data<T>, plan: Plan, value: &Data<T>) -> Result<()> {
    // Unshared first: only then are the strides those of the memory that is written.
    let to: *mut T = data.as_mut_ptr();
    let (positions, shape) = plan.gather(&layout(data));
    let trimmed = without_leading_ones(value, shape.len());
    let wanted: &[usize] = if trimmed.len() == 1 { trimmed.shape() } else { &shape };
    let Some(elements) = stretched(&trimmed, wanted) else {
        let (from, into) = (tight(trimmed.shape()), tight(&shape));
        let message = format!(
            "shape mismatch: value array of shape {from} could not be broadcast to indexing \
             result of shape {into}"
        );
        return Err(Error::new(ErrorKind::Shape, message));
    };
    // SAFETY: the plan was made for the array's shape; the data shares no memory with `value`.
    unsafe { memory::scatter(to.cast(), &positions, bits(&elements)) };
    Ok(())
}

/// NumPy ignores axes of length one before those of the place that is written.
fn without_leading_ones<T: Element>(value: &Data<T>, ndim: usize) -> Data<T> {
    let mut value = value.clone();
    while value.ndim() > ndim && value.shape()[0] == 1 {
        value = value.index_axis_move(ndarray::Axis(0), 0);
    }
    value
}

fn check_masked(shape: &[usize], count: usize) -> Result<()> {
    let message = match shape {
        [] | [1] => return Ok(()),
        [len] if *len == count => return Ok(()),
        [len] => format!(
            "boolean array indexing assignment cannot assign {len} input values to the \
             {count} output values where the mask is true"
        ),
        _ => format!(
            "boolean array indexing assignment requires a 0 or 1-dimensional input, input has {} \
             dimensions",
            shape.len()
        ),
    };
    Err(Error::new(ErrorKind::Shape, message))
}

fn assemble<T: Element>(shape: &[usize], pieces: &[Piece<T>]) -> Array<T> {
    let elements = kernel::collect(shape.iter().product(), |room| {
        let mut whole = ArrayViewMut::from_shape(IxDyn(shape), room).expect("as many elements");
        if !pieces_fill(shape, pieces) {
            whole.fill(MaybeUninit::new(T::ZERO));
        }
        for piece in pieces {
            let target = whole.view_mut().slice_move(slicing(&piece.place));
            kernel::assign_new(target, &piece.data.data.view());
        }
    });
    Array::from_vec(shape, elements)
}

/// Whether the pieces follow one another along one axis, and leave no place out.
fn pieces_fill<T: Element>(shape: &[usize], pieces: &[Piece<T>]) -> bool {
    let mut along = None;
    let mut end = 0;
    for piece in pieces {
        if piece.place.len() != shape.len() {
            return false;
        }
        for (axis, (place, &len)) in piece.place.iter().zip(shape).enumerate() {
            let SliceInfoElem::Slice { start, end: Some(stop), step: 1 } = *place else {
                return false;
            };
            if (start, stop) == (0, len as isize) {
                continue;
            }
            if along.is_some_and(|along| along != axis) || (start != end && start < stop) {
                return false;
            }
            along = Some(axis);
            end = end.max(stop);
        }
    }
    match along {
        Some(axis) => end == shape[axis] as isize,
        None => !pieces.is_empty(),
    }
}

fn choose<T: Element>(shape: &[usize], mask: &Data<bool>, yes: &Data<T>, no: &Data<T>) -> Array<T> {
    let fits = "shapes that were broadcast together";
    let mask = stretched(mask, shape).expect(fits);
    let sides = [yes, no].map(|side| match side.len() {
        1 => None,
        _ => Some(stretched(side, shape).expect(fits)),
    });
    let [yes, no] = [(yes, &sides[0]), (no, &sides[1])].map(|(data, elements)| match elements {
        Some(elements) => Side::Each(bits(elements)),
        None => Side::One(bits(std::slice::from_ref(data.first().expect("one element")))[0]),
    });
    let chosen = kernel::collect(mask.len(), |room| {
        // SAFETY: bits have the size and alignment of elements, and only elements are moved.
        let room = unsafe { std::slice::from_raw_parts_mut(room.as_mut_ptr().cast(), room.len()) };
        memory::blend::<T::Bits>(room, &mask, yes, no);
    });
    Array::from_vec(shape, chosen)
}

#[cfg(test)]
mod tests {
    use super::super::slice_element;
    use super::*;

    /// A piece at positions `first .. end` of each axis.
    fn piece(ranges: &[[usize; 2]]) -> Piece<u8> {
        let place =
            ranges.iter().map(|&[first, end]| slice_element(first as isize, end - first, 1));
        Piece { place: place.collect(), data: Array::zeros(()) }
    }

    #[test]
    fn only_pieces_that_follow_one_another_fill_the_whole() {
        let shape = [4, 3];
        let fill = |pieces: &[Piece<u8>]| pieces_fill(&shape, pieces);
        assert!(fill(&[piece(&[[0, 4], [0, 3]])]));
        assert!(fill(&[piece(&[[0, 1], [0, 3]]), piece(&[[1, 4], [0, 3]])]));
        assert!(fill(&[
            piece(&[[0, 4], [0, 2]]),
            piece(&[[0, 4], [2, 2]]),
            piece(&[[0, 4], [2, 3]])
        ]));
        assert!(!fill(&[]));
        assert!(!fill(&[piece(&[[0, 1], [0, 3]])]));
        assert!(!fill(&[piece(&[[0, 1], [0, 3]]), piece(&[[2, 4], [0, 3]])]));
        assert!(!fill(&[piece(&[[1, 4], [0, 3]]), piece(&[[0, 1], [0, 3]])]));
        assert!(!fill(&[piece(&[[0, 2], [0, 3]]), piece(&[[2, 4], [0, 2]])]));
        assert!(!fill(&[piece(&[[0, 4], [1, 3]])]));
        let places = vec![SliceInfoElem::Index(0), slice_element(0, 3, 1)];
        assert!(!fill(&[Piece { place: places, data: Array::zeros(()) }]));
    }
}
