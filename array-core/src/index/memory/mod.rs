//! Picking elements by position or by mask.
//!
//! Moving elements does not depend on their type, so the loops here are compiled for plain bits,
//! once per element size. Geometry is counted in elements.

mod gather;
mod masked;
mod repeated;

pub(crate) use gather::{Gather, Offsets, gather, scatter};
pub(crate) use masked::{Side, blend, compress, expand};
pub(crate) use repeated::repeat;

use crate::dtype::Element;

/// Elements as bits.
pub(crate) fn bits<T: Element>(elements: &[T]) -> &[T::Bits] {
    // SAFETY: an element's bits have its size and alignment, and any element is valid as bits.
    unsafe { std::slice::from_raw_parts(elements.as_ptr().cast(), elements.len()) }
}

/// Elements as bits, for writing.
///
/// # Safety
/// Only bits of elements of type `T` may be written.
pub(crate) unsafe fn bits_mut<T: Element>(elements: &mut [T]) -> &mut [T::Bits] {
    // SAFETY: an element's bits have its size and alignment; the caller writes valid ones.
    unsafe { std::slice::from_raw_parts_mut(elements.as_mut_ptr().cast(), elements.len()) }
}

/// Where the elements of an array lie, counted in elements from some base pointer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layout {
    /// Position of the first element.
    pub(crate) offset: isize,
    /// Length of each axis.
    pub(crate) shape: Vec<usize>,
    /// Distance between neighbours along each axis.
    pub(crate) strides: Vec<isize>,
}

impl Layout {
    /// Row-major elements of an array of this shape.
    pub(crate) fn contiguous(shape: &[usize]) -> Self {
        let mut strides = vec![1; shape.len()];
        for axis in (1..shape.len()).rev() {
            strides[axis - 1] = strides[axis] * shape[axis].max(1) as isize;
        }
        Self { offset: 0, shape: shape.to_vec(), strides }
    }

    /// The same elements stretched to `shape` by NumPy's broadcasting rule, if they fit.
    pub(crate) fn broadcast(&self, shape: &[usize]) -> Option<Self> {
        let missing = shape.len().checked_sub(self.shape.len())?;
        let mut strides = vec![0; shape.len()];
        for (axis, (&len, &stride)) in self.shape.iter().zip(&self.strides).enumerate() {
            let wanted = shape[missing + axis];
            strides[missing + axis] = match len {
                _ if len == wanted => stride,
                1 => 0,
                _ => return None,
            };
        }
        Some(Self { offset: self.offset, shape: shape.to_vec(), strides })
    }

    /// The part that `elements` select, in the terms of [`ndarray::SliceInfoElem`]; they fit.
    pub(crate) fn slice(&self, elements: &[ndarray::SliceInfoElem]) -> Self {
        use ndarray::SliceInfoElem as Elem;
        let mut part = Self { offset: self.offset, shape: Vec::new(), strides: Vec::new() };
        let mut axes = self.strides.iter();
        for element in elements {
            match *element {
                Elem::NewAxis => {
                    part.shape.push(1);
                    part.strides.push(0);
                }
                Elem::Index(at) => {
                    part.offset += at * axes.next().expect("one element per axis");
                }
                Elem::Slice { start, end, step } => {
                    let stride = axes.next().expect("one element per axis");
                    let end = end.expect("resolved slices have an end");
                    let count = ((end - start) as usize).div_ceil(step.unsigned_abs());
                    // ndarray walks a slice of negative step from its end.
                    let first = if step < 0 { end - 1 } else { start };
                    if count > 0 {
                        part.offset += first * stride;
                    }
                    part.shape.push(count);
                    part.strides.push(stride * step);
                }
            }
        }
        part
    }
}

/// Visits all positions of the `outer` axes (length and one stride per operand), last axis fastest.
pub(crate) fn odometer<const N: usize>(
    outer: &[(usize, [isize; N])],
    mut visit: impl FnMut([isize; N]),
) {
    if outer.is_empty() {
        return visit([0; N]);
    }
    if outer.iter().any(|&(len, _)| len == 0) {
        return;
    }
    let mut position = vec![0usize; outer.len()];
    let mut at = [0isize; N];
    loop {
        visit(at);
        let mut axis = outer.len();
        loop {
            if axis == 0 {
                return;
            }
            axis -= 1;
            let (len, strides) = outer[axis];
            position[axis] += 1;
            if position[axis] < len {
                for (offset, stride) in at.iter_mut().zip(strides) {
                    *offset += stride;
                }
                break;
            }
            position[axis] = 0;
            for (offset, stride) in at.iter_mut().zip(strides) {
                *offset -= stride * (len as isize - 1);
            }
        }
    }
}

/// Drops axes of length one and merges neighbours that every operand can walk as one axis.
pub(crate) fn coalesce<const N: usize>(
    axes: impl IntoIterator<Item = (usize, [isize; N])>,
) -> Vec<(usize, [isize; N])> {
    let mut merged: Vec<(usize, [isize; N])> = Vec::new();
    for (len, strides) in axes {
        if len == 1 {
            continue;
        }
        match merged.last_mut() {
            Some((outer_len, outer))
                if outer.iter().zip(&strides).all(|(o, s)| *o == s * len as isize) =>
            {
                *outer_len *= len;
                *outer = strides;
            }
            _ => merged.push((len, strides)),
        }
    }
    merged
}
