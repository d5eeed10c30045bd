//! To and from vectors and the `ndarray` crate, and iteration.

use ndarray::iter::Iter;
use ndarray::{
    ArcArray, ArrayD, ArrayView, ArrayView1, ArrayView2, ArrayViewD, ArrayViewMutD, Dimension, Ix1,
    Ix2, Ix3, IxDyn,
};

use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element};
use crate::error::{Error, ErrorKind, Result, or_raise, show_shape};

impl<T: Element> Array<T> {
    /// Borrows the elements as an `ndarray` view.
    #[must_use]
    pub fn view(&self) -> ArrayViewD<'_, T> {
        self.data.view()
    }

    /// Borrows the elements for writing; copies them first if another array shares them.
    #[must_use]
    pub fn view_mut(&mut self) -> ArrayViewMutD<'_, T> {
        self.data.view_mut()
    }

    /// Borrows a one-dimensional array as an `ndarray` view of that rank.
    ///
    /// # Panics
    /// Panics unless the array has one axis.
    #[track_caller]
    #[must_use]
    pub fn view1(&self) -> ArrayView1<'_, T> {
        or_raise(self.view_of("view1"))
    }

    /// Borrows a matrix as an `ndarray` view of that rank.
    ///
    /// # Panics
    /// Panics unless the array has two axes.
    #[track_caller]
    #[must_use]
    pub fn view2(&self) -> ArrayView2<'_, T> {
        or_raise(self.view_of("view2"))
    }

    fn view_of<D: Dimension>(&self, name: &str) -> Result<ArrayView<'_, T, D>> {
        self.data.view().into_dimensionality().map_err(|_| {
            let ndim = D::NDIM.unwrap_or_default();
            let shape = show_shape(self.shape());
            let message = format!("{name}: an array of shape {shape} does not have {ndim} axes");
            Error::new(ErrorKind::Shape, message)
        })
    }

    /// Copies the elements into an owned `ndarray` array.
    ///
    /// `ndarray::ArrayD::from(a)` takes the memory over instead, if nothing shares it, and
    /// `ndarray::Array2::try_from(a)?` changes the rank too.
    #[must_use]
    pub fn to_ndarray(&self) -> ArrayD<T> {
        self.data.to_owned()
    }

    /// The elements in row-major order, as a vector. Takes the memory over if nothing shares it and
    /// the elements lie in that order already; else copies, as [`to_vec`](Array::to_vec) does.
    ///
    /// This is the way to the tensors of other crates without a copy; `Array::from(vector)` with
    /// [`reshape`](Array::reshape) is the way back.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// let a = arange(6).reshape((2, 3));
    /// let elements: Vec<i64> = a.into_vec();
    /// assert_eq!(Array::from(elements).reshape((2, 3)).sum_axis(0).to_vec(), [3, 5, 7]);
    /// ```
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        if !self.data.is_standard_layout() {
            return self.to_vec();
        }
        let size = self.size();
        let (mut elements, offset) = self.into_data().into_owned().into_raw_vec_and_offset();
        // A slice that was the last to share its array's memory has that array's whole vector.
        elements.drain(..offset.unwrap_or_default());
        elements.truncate(size);
        elements
    }

    /// The elements in row-major order, by reference.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T, IxDyn> {
        self.data.iter()
    }
}

impl<'a, T: Element> IntoIterator for &'a Array<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, IxDyn>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The elements in row-major order.
impl<T: Element> IntoIterator for Array<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<T: Element, D: Dimension> From<ndarray::Array<T, D>> for Array<T> {
    fn from(array: ndarray::Array<T, D>) -> Self {
        Self::from_data(array.into_dyn().into_shared())
    }
}

impl<T: Element, D: Dimension> From<ArcArray<T, D>> for Array<T> {
    fn from(array: ArcArray<T, D>) -> Self {
        Self::from_data(array.into_dyn())
    }
}

impl<T: Element, D: Dimension> From<ArrayView<'_, T, D>> for Array<T> {
    fn from(view: ArrayView<'_, T, D>) -> Self {
        let view = view.into_dyn();
        Self::from_vec(view.shape(), crate::kernel::to_vec(&view))
    }
}

/// Conversions to owned arrays take the memory over if nothing shares it. They are written per
/// type because the orphan rule forbids them for all types at once.
macro_rules! into_ndarray {
    ($($t:ty)*) => {$(
        impl From<Array<$t>> for ArrayD<$t> {
            fn from(array: Array<$t>) -> Self {
                array.into_data().into_owned()
            }
        }
        into_ndarray!(@rank $t: Ix1 Ix2 Ix3);
    )*};
    (@rank $t:ty: $($d:ty)*) => {$(
        impl TryFrom<Array<$t>> for ndarray::Array<$t, $d> {
            type Error = Error;
            fn try_from(array: Array<$t>) -> Result<Self> {
                array.view_of::<$d>("try_from")?;
                let owned = array.into_data().into_owned();
                Ok(owned.into_dimensionality().expect("the view had the rank"))
            }
        }
    )*};
}
into_ndarray! { bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64 }

#[cfg(test)]
mod tests {
    use ndarray::{Array1, Array2, arr2, aview1};

    use super::*;
    use crate::creation::{array, zeros};

    #[test]
    fn there_and_back_keeps_the_memory() {
        let a = array([[1., 2.], [3., 4.]]);
        let start = a.view().as_ptr();
        let owned = Array2::try_from(a).unwrap();
        assert_eq!(owned, arr2(&[[1., 2.], [3., 4.]]));
        assert_eq!(owned.as_ptr(), start);
        assert_eq!(Array::from(owned).data.as_ptr(), start);
    }

    #[test]
    fn vectors_keep_the_memory_where_its_order_allows() {
        let elements = vec![1., 2., 3., 4., 5., 6.];
        let start = elements.as_ptr();
        let a = Array::from(elements).reshape((2, 3));
        assert_eq!(a.view().as_ptr(), start);
        let (shared, transposed) = (a.clone(), a.t());
        assert_eq!(shared.into_vec(), [1., 2., 3., 4., 5., 6.]);
        assert_eq!(transposed.into_vec(), [1., 4., 2., 5., 3., 6.]);
        let moved = a.into_vec();
        assert_eq!(moved.as_ptr(), start);
        let last = Array::from(moved).i(4..);
        assert_eq!(last.into_vec(), [5., 6.]);
        assert_eq!(zeros((0, 3)).into_vec(), [0.; 0]);
    }

    #[test]
    fn ranks_are_checked() {
        let a = array([[1, 2]]);
        assert_eq!(a.view2().nrows(), 1);
        let error = Array1::try_from(a).unwrap_err().to_string();
        assert_eq!(error, "try_from: an array of shape (1, 2) does not have 1 axes");
        assert_eq!(Array::from(aview1(&[1, 2])).view1().len(), 2);
    }

    #[test]
    fn elements_iterate_in_row_major_order() {
        let a = Array::from_data(array([[1, 2], [3, 4]]).into_data().reversed_axes());
        assert_eq!((&a).into_iter().copied().collect::<Vec<_>>(), [1, 3, 2, 4]);
        assert_eq!(a.into_iter().sum::<i64>(), 10);
    }
}
