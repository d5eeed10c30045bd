//! How arrays are made, shared, described and given back.
//!
//! These are methods of the element type, implemented one by one, so that they are compiled here
//! and not in the crates that use arrays.

use std::mem::ManuallyDrop;

use ndarray::{ArcArray, ArrayD, IxDyn};

use crate::array::Array;
use crate::dims::{self, Ints};
use crate::display::AnyArray;
use crate::dtype::{Complex32, Complex64, Element};
use crate::kernel;

/// Elements whose arrays are handled here: all of them.
pub trait Handle: Sized {
    /// The array of this shape with these elements in row-major order.
    #[track_caller]
    fn assemble(shape: &[usize], elements: Vec<Self>) -> Array<Self>
    where
        Self: Element;
    /// The array of this shape with one value everywhere.
    #[track_caller]
    fn filled(shape: &[usize], value: Self) -> Array<Self>
    where
        Self: Element;
    /// The array of the shape that `dims` writes with one value everywhere.
    #[track_caller]
    fn full(dims: Ints, value: Self) -> Array<Self>
    where
        Self: Element;
    /// The elements, in row-major order, of an array that was just made.
    fn fresh_elements(array: &mut Array<Self>) -> &mut [Self]
    where
        Self: Element;
    /// Copies elements to `out` from `at` on, which moves.
    fn copy_elements(elements: &[Self], out: &mut [Self], at: &mut usize);
    /// Copies an array's elements there; false if it has not this shape.
    fn copy_array(array: &Array<Self>, shape: &[isize], out: &mut [Self], at: &mut usize) -> bool
    where
        Self: Element;
    /// The first element.
    fn first(array: &Array<Self>) -> Option<Self>
    where
        Self: Element;
    /// The elements in row-major order.
    fn to_vec(data: &ArcArray<Self, IxDyn>) -> Vec<Self>;
    /// The length of each axis.
    fn shape_of(data: &ArcArray<Self, IxDyn>) -> &[usize];
    /// The same elements; shares memory.
    fn share(data: &ArcArray<Self, IxDyn>) -> Array<Self>
    where
        Self: Element;
    /// Gives the memory back if nothing else shares it.
    ///
    /// # Safety
    /// As for [`ManuallyDrop::drop`].
    unsafe fn release(data: &mut ManuallyDrop<ArcArray<Self, IxDyn>>);
    /// Appends an array to a list.
    fn append(arrays: &mut Vec<Array<Self>>, array: &Array<Self>)
    where
        Self: Element;
    /// The array without its element type, for what is compiled once for all types.
    fn erased(array: &Array<Self>) -> AnyArray<'_>
    where
        Self: Element;
}

macro_rules! handle {
    ($($t:ty)*) => {$(
        impl Handle for $t {
            fn assemble(shape: &[usize], elements: Vec<Self>) -> Array<Self> {
                let array = ArrayD::from_shape_vec(IxDyn(shape), elements);
                Array::from_data(array.expect("as many elements as the shape has").into_shared())
            }
            fn filled(shape: &[usize], value: Self) -> Array<Self> {
                let n = dims::size(shape);
                if value == Self::ZERO {
                    // The system's fresh memory is zero.
                    return Self::assemble(shape, vec![value; n]);
                }
                Self::assemble(shape, kernel::filled(n, value))
            }
            #[track_caller]
            fn full(dims: Ints, value: Self) -> Array<Self> {
                Self::filled(&dims::shape(dims), value)
            }
            #[inline(never)]
            fn fresh_elements(array: &mut Array<Self>) -> &mut [Self] {
                array.data.as_slice_mut().expect("it is not shared, nor strided")
            }
            #[inline(never)]
            fn copy_elements(elements: &[Self], out: &mut [Self], at: &mut usize) {
                out[*at..][..elements.len()].copy_from_slice(elements);
                *at += elements.len();
            }
            #[inline(never)]
            fn copy_array(array: &Array<Self>, shape: &[isize], out: &mut [Self], at: &mut usize) -> bool {
                let fits = array.shape().iter().map(|&n| n as isize).eq(shape.iter().copied());
                if fits {
                    Self::copy_elements(&array.to_vec(), out, at);
                }
                fits
            }
            #[inline(never)]
            fn first(array: &Array<Self>) -> Option<Self> {
                array.data.first().copied()
            }
            fn to_vec(data: &ArcArray<Self, IxDyn>) -> Vec<Self> {
                kernel::to_vec(&data.view())
            }
            fn shape_of(data: &ArcArray<Self, IxDyn>) -> &[usize] {
                data.shape()
            }
            fn share(data: &ArcArray<Self, IxDyn>) -> Array<Self> {
                Array::from_data(data.clone())
            }
            #[inline(never)]
            unsafe fn release(data: &mut ManuallyDrop<ArcArray<Self, IxDyn>>) {
                // SAFETY: the caller's promise.
                unsafe { ManuallyDrop::drop(data) }
            }
            fn append(arrays: &mut Vec<Array<Self>>, array: &Array<Self>) {
                arrays.push(array.clone());
            }
            #[inline(never)]
            fn erased(array: &Array<Self>) -> AnyArray<'_> {
                AnyArray::new(&*array.data, <Self as Element>::DTYPE, array.data.shape())
            }
        }
    )*};
}
handle!(bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64);
