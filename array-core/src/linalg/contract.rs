//! Products that sum over other axes than `matmul`, or over none: `inner`, `outer`, `vdot`,
//! `tensordot`, `kron`, `cross`, `trace`.

use ndarray::{ArrayViewD, Axis, IxDyn};

use super::element::Product;
use super::product::{SAME_SIZE, multiply, scaled, tight_shape};
use crate::array::{Array, OneArray};
use crate::broadcast::shape_of_two;
use crate::dims::{Dims, IndexInt, Ints, try_axis};
use crate::dtype::{Element, Numeric};
use crate::error::{Error, ErrorKind, Result, or_raise};
use crate::kernel;

/// Which axes [`tensordot`] sums over: a number `n` for the last `n` of the first operand and
/// the first `n` of the second, or a pair of axes or lists of axes.
pub trait ContractedAxes {
    /// The axes of the first operand, which has `ndim` axes, and those of the second.
    #[doc(hidden)]
    fn pairs(self, ndim: usize) -> (Ints, Ints);
}

macro_rules! axis_count {
    ($($t:ty)*) => {$(
        impl ContractedAxes for $t {
            fn pairs(self, ndim: usize) -> (Ints, Ints) {
                last_and_first(self.to_isize(), ndim as isize)
            }
        }
    )*};
}

axis_count!(i32 i64 usize);

impl<A: Dims, B: Dims> ContractedAxes for (A, B) {
    fn pairs(self, _: usize) -> (Ints, Ints) {
        (self.0.dims(), self.1.dims())
    }
}

fn last_and_first(count: isize, ndim: isize) -> (Ints, Ints) {
    ((ndim - count..ndim).collect(), (0..count).collect())
}

/// `inner`: rows of `a` with rows of `b`, along the last axis of both.
pub(super) fn inner_product<T: Product>(a: &Array<T>, b: &Array<T>) -> Result<Array<T>> {
    if a.ndim() == 0 || b.ndim() == 0 {
        let (factor, array) = if a.ndim() == 0 { (a, b) } else { (b, a) };
        return Ok(scaled(factor.data.first().copied(), array.data.view()));
    }
    let (last_a, last_b) = (a.ndim() - 1, b.ndim() - 1);
    let (depth, found) = (a.shape()[last_a], b.shape()[last_b]);
    if depth != found {
        let message = format!(
            "inner: shapes {} and {} not aligned: {depth} (dim {last_a}) != {found} (dim {last_b})",
            tight_shape(a.shape()),
            tight_shape(b.shape()),
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    over_axes(a, b, (Ints::new(&[last_a as isize]), Ints::new(&[last_b as isize])))
}

/// `tensordot`: the summed axes last in one operand and first in the other make it a product of
/// two matrices.
pub(super) fn over_axes<T: Product>(
    a: &Array<T>,
    b: &Array<T>,
    axes: (Ints, Ints),
) -> Result<Array<T>> {
    let resolve = |axes: &[isize], ndim| -> Result<Vec<usize>> {
        axes.iter().map(|&axis| try_axis(axis, ndim)).collect()
    };
    let (summed_a, summed_b) = (resolve(&axes.0, a.ndim())?, resolve(&axes.1, b.ndim())?);
    let lengths = |array: &Array<T>, axes: &[usize]| -> Vec<usize> {
        axes.iter().map(|&axis| array.shape()[axis]).collect()
    };
    let depths = lengths(a, &summed_a);
    if depths != lengths(b, &summed_b) {
        let message = format!(
            "tensordot: shape-mismatch for sum: axes {summed_a:?} of {} and {summed_b:?} of {}",
            tight_shape(a.shape()),
            tight_shape(b.shape()),
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    let kept = |array: &Array<T>, summed: &[usize]| -> Vec<usize> {
        (0..array.ndim()).filter(|axis| !summed.contains(axis)).collect()
    };
    let (kept_a, kept_b) = (kept(a, &summed_a), kept(b, &summed_b));
    let shape = [lengths(a, &kept_a), lengths(b, &kept_b)].concat();
    let depth = depths.iter().product::<usize>();
    let rows = shape[..kept_a.len()].iter().product::<usize>();
    let columns = shape[kept_a.len()..].iter().product::<usize>();

    let left = a.data.view().permuted_axes([kept_a, summed_a].concat());
    let right = b.data.view().permuted_axes([summed_b, kept_b].concat());
    let tall = left.to_shape((rows, depth)).expect(SAME_SIZE);
    let wide = right.to_shape((depth, columns)).expect(SAME_SIZE);
    let product = multiply(tall.view(), wide.view());
    Ok(product.into_shape_with_order(shape).expect(SAME_SIZE).into())
}

/// `outer`: every element of `a` with every element of `b`, both flattened.
pub(super) fn outer_product<T: Product>(a: &Array<T>, b: &Array<T>) -> Array<T> {
    let column = a.data.to_shape((a.size(), 1)).expect(SAME_SIZE).into_dyn();
    let row = b.data.to_shape(b.size()).expect(SAME_SIZE).into_dyn();
    let product = kernel::zip(&column.view(), &row.view(), T::mul);
    product.expect("a column and a row broadcast").into()
}

/// `vdot`: the sum of products of the elements, those of `a` conjugated.
pub(super) fn conjugated_dot<T: Product>(a: &Array<T>, b: &Array<T>) -> Result<T> {
    if a.size() != b.size() {
        let message = format!(
            "vdot: operands have {} and {} elements: shapes {} and {}",
            a.size(),
            b.size(),
            tight_shape(a.shape()),
            tight_shape(b.shape()),
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    let conjugated = kernel::map(&a.data.view(), T::conjugate);
    let row = conjugated.to_shape((1, a.size())).expect(SAME_SIZE);
    let column = b.data.to_shape((b.size(), 1)).expect(SAME_SIZE);
    Ok(multiply(row.view(), column.view())[[0, 0]])
}

/// `kron`: the outer product, with each axis of `b` beside the axis of `a` that it subdivides.
pub(super) fn kronecker<T: Product>(a: &Array<T>, b: &Array<T>) -> Array<T> {
    let ndim = a.ndim().max(b.ndim());
    let full = |array: &Array<T>| [vec![1; ndim - array.ndim()], array.shape().to_vec()].concat();
    let (coarse, fine) = (full(a), full(b));
    let interleaved = |lengths: &[usize], own: usize| -> Vec<usize> {
        lengths.iter().flat_map(|&n| if own == 0 { [n, 1] } else { [1, n] }).collect()
    };
    let left = a.data.to_shape(interleaved(&coarse, 0)).expect(SAME_SIZE);
    let right = b.data.to_shape(interleaved(&fine, 1)).expect(SAME_SIZE);
    let product = kernel::zip(&left.view(), &right.view(), T::mul);
    let product = product.expect("axes of length one broadcast");
    let shape: Vec<usize> = coarse.iter().zip(&fine).map(|(x, y)| x * y).collect();
    product.into_shape_with_order(shape).expect(SAME_SIZE).into()
}

/// `trace`: the sums along the diagonals, `offset` to the right of the main ones, of the matrices
/// in two axes.
pub(super) fn diagonal_sums<T: Product>(
    a: &Array<T>,
    offset: isize,
    (rows, columns): (isize, isize),
) -> Result<Array<T::Sum>> {
    if a.ndim() < 2 {
        let message = format!(
            "trace: diag requires an array of at least two dimensions, not shape {}",
            tight_shape(a.shape())
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    let (rows, columns) = (try_axis(rows, a.ndim())?, try_axis(columns, a.ndim())?);
    if rows == columns {
        return Err(Error::new(ErrorKind::Axis, "trace: axis1 and axis2 cannot be the same"));
    }
    let (below, right) = ((-offset).max(0) as usize, offset.max(0) as usize);
    let (height, width) = (a.shape()[rows], a.shape()[columns]);
    let length = height.saturating_sub(below).min(width.saturating_sub(right));
    let outer = (0..a.ndim()).filter(|axis| ![rows, columns].contains(axis));
    let turned: Vec<usize> = outer.chain([rows, columns]).collect();
    let matrices = a.data.view().permuted_axes(IxDyn(&turned));
    let (shape, last) = (&matrices.shape()[..a.ndim() - 2], Axis(a.ndim() - 2));
    let mut sums = vec![T::Sum::ZERO; shape.iter().product()];
    for k in 0..length {
        let row = matrices.index_axis(last, k + below);
        for (sum, x) in sums.iter_mut().zip(row.index_axis(last, k + right)) {
            *sum = sum.plus(x.cast());
        }
    }
    Ok(Array::from_vec(shape, sums))
}

/// `cross`: along the last axis; a missing third component is zero.
fn crossed<T: Numeric>(a: &ArrayViewD<'_, T>, b: &ArrayViewD<'_, T>) -> Result<Array<T>> {
    let ([.., of_a @ (2 | 3)], [.., of_b @ (2 | 3)]) = (a.shape(), b.shape()) else {
        let message = format!(
            "cross: incompatible dimensions for cross product (dimension must be 2 or 3): \
             shapes {} and {}",
            tight_shape(a.shape()),
            tight_shape(b.shape()),
        );
        return Err(Error::new(ErrorKind::Shape, message));
    };
    let stack = shape_of_two(&a.shape()[..a.ndim() - 1], &b.shape()[..b.ndim() - 1])?;
    let vectors = |view: &ArrayViewD<'_, T>, length: usize| {
        let shape = [&stack[..], &[length]].concat();
        kernel::to_vec(&view.broadcast(IxDyn(&shape)).expect("the stack was broadcast"))
    };
    let (left, right) = (vectors(a, *of_a), vectors(b, *of_b));
    let third = |vector: &[T]| vector.get(2).copied().unwrap_or(T::ZERO);
    let minor = |x: T, y: T, z: T, w: T| x.times(w).minus(y.times(z));
    let flat = (of_a, of_b) == (&2, &2);
    let mut products = Vec::new();
    for (u, v) in left.chunks_exact(*of_a).zip(right.chunks_exact(*of_b)) {
        if !flat {
            products.push(minor(u[1], third(u), v[1], third(v)));
            products.push(minor(third(u), u[0], third(v), v[0]));
        }
        products.push(minor(u[0], u[1], v[0], v[1]));
    }
    let shape = if flat { stack } else { [&stack[..], &[3]].concat() };
    Ok(Array::from_vec(&shape, products))
}

/// An element type with cross products: every one but `bool`.
pub trait Crossed: Product + Numeric {
    #[doc(hidden)]
    fn cross_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>>;
}

macro_rules! crossed {
    ($($t:ty)*) => {$(
        impl Crossed for $t {
            fn cross_kernel(a: &Array<Self>, b: &Array<Self>) -> Result<Array<Self>> {
                crossed(&a.data.view(), &b.data.view())
            }
        }
    )*};
}

crossed!(i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 crate::dtype::Complex32 crate::dtype::Complex64);

impl<T: Product> Array<T> {
    /// The sum along the main diagonal of a matrix; integers sum in 64 bits
    /// (NumPy: `ndarray.trace`).
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let a = arange(8).reshape((2, 2, 2));
    /// assert_eq!(a.i(0).trace(), 3);
    /// assert_eq!(a.i(0).trace_with(1), 1);
    /// assert_eq!(a.trace_axes((0, 1)).to_vec(), [6, 8]);
    /// ```
    ///
    /// # Panics
    /// If the array is not a matrix; of more axes see [`trace_axes`](Array::trace_axes).
    #[must_use]
    #[track_caller]
    pub fn trace(&self) -> T::Sum {
        self.trace_with(0)
    }

    /// [`trace`](Array::trace) of the diagonal `offset` places to the right of the main one.
    ///
    /// # Panics
    /// If the array is not a matrix.
    #[must_use]
    #[track_caller]
    pub fn trace_with(&self, offset: impl IndexInt) -> T::Sum {
        if self.ndim() != 2 {
            let message = format!(
                "trace: needs a matrix, not shape {}; trace_axes((0, 1)) takes the matrices in two \
                 axes",
                tight_shape(self.shape())
            );
            Error::new(ErrorKind::Shape, message).raise();
        }
        self.trace_axes_with((0, 1), offset).to_vec()[0]
    }

    /// The sums along the main diagonals of the matrices in two axes, first that of the rows; the
    /// result has the other axes (NumPy: `ndarray.trace`, whose axes are 0 and 1 unless given).
    ///
    /// # Panics
    /// If there are no such two axes.
    #[must_use]
    #[track_caller]
    pub fn trace_axes<I: IndexInt, J: IndexInt>(&self, axes: (I, J)) -> Array<T::Sum> {
        self.trace_axes_with(axes, 0)
    }

    /// [`trace_axes`](Array::trace_axes) of the diagonals `offset` places to the right of the main
    /// ones.
    ///
    /// # Panics
    /// If there are no such two axes.
    #[must_use]
    #[track_caller]
    pub fn trace_axes_with<I: IndexInt, J: IndexInt>(
        &self,
        (rows, columns): (I, J),
        offset: impl IndexInt,
    ) -> Array<T::Sum> {
        let axes = (rows.to_isize(), columns.to_isize());
        or_raise(T::trace_kernel(self, offset.to_isize(), axes))
    }
}

/// The sum along the main diagonal (NumPy: `numpy.trace`); see [`Array::trace`] and, for more than
/// two axes, [`Array::trace_axes`].
///
/// # Panics
/// If the array is not a matrix.
#[must_use]
#[track_caller]
pub fn trace<T: Product>(a: impl OneArray<Element = T>) -> T::Sum {
    a.as_array().trace()
}

/// The sums of products along the last axis of both operands, for all pairs of the other axes'
/// positions (NumPy: `numpy.inner`). Of two vectors it is 0-d: read it with `.item()`.
///
/// ```
/// # use array_core::prelude::*;
/// let (a, b) = (array([[1, 2], [3, 4]]), array([10, 1]));
/// assert_eq!(inner(&a, &b).to_vec(), [12, 34]);
/// ```
///
/// # Panics
/// If the last axes differ in length.
#[must_use]
#[track_caller]
pub fn inner<T: Product>(a: impl OneArray<Element = T>, b: impl OneArray<Element = T>) -> Array<T> {
    or_raise(T::inner_kernel(a.as_array(), b.as_array()))
}

/// The products of all pairs of elements, as a matrix (NumPy: `numpy.outer`).
#[must_use]
pub fn outer<T: Product>(a: impl OneArray<Element = T>, b: impl OneArray<Element = T>) -> Array<T> {
    T::outer_kernel(a.as_array(), b.as_array())
}

/// The sum of the products of all elements, those of `a` conjugated (NumPy: `numpy.vdot`).
///
/// ```
/// # use array_core::prelude::*;
/// let z = array([Complex64::new(0., 2.)]);
/// assert_eq!(vdot(&z, &z), Complex64::new(4., 0.));
/// ```
///
/// # Panics
/// If the operands have not equally many elements.
#[must_use]
#[track_caller]
pub fn vdot<T: Product>(a: impl OneArray<Element = T>, b: impl OneArray<Element = T>) -> T {
    or_raise(T::vdot_kernel(a.as_array(), b.as_array()))
}

/// The sum of products over the given axes of both operands (NumPy: `numpy.tensordot`).
///
/// `axes` is a number `n` (the last `n` of `a`, the first `n` of `b`) or a pair: `(1, 0)`,
/// `([0, 1], [1, 0])`. The result has the axes of `a` that are left, then those of `b`.
///
/// # Panics
/// If the summed axes differ in length or do not exist.
///
/// ```
/// use array_core::prelude::*;
///
/// let (a, b) = (arange(6).reshape((2, 3)), arange(12).reshape((3, 4)));
/// assert_eq!(tensordot(&a, &b, 1).shape(), [2, 4]);
/// assert_eq!(tensordot(&a, &b, (1, 0)).to_vec(), a.dot(&b).to_vec());
/// assert_eq!(outer(&array([1, 2]), &array([3, 4])).to_vec(), [3, 4, 6, 8]);
/// assert_eq!(cross(&array([1, 0, 0]), &array([0, 1, 0])).to_vec(), [0, 0, 1]);
/// ```
#[must_use]
#[track_caller]
pub fn tensordot<T: Product>(
    a: impl OneArray<Element = T>,
    b: impl OneArray<Element = T>,
    axes: impl ContractedAxes,
) -> Array<T> {
    or_raise(T::tensordot_kernel(a.as_array(), b.as_array(), axes.pairs(a.as_array().ndim())))
}

/// The Kronecker product: `b` scaled by each element of `a` in its place (NumPy: `numpy.kron`).
///
/// ```
/// # use array_core::prelude::*;
/// assert_eq!(kron(&array([1, 10]), &array([1, 2])).to_vec(), [1, 2, 10, 20]);
/// ```
#[must_use]
pub fn kron<T: Product>(a: impl OneArray<Element = T>, b: impl OneArray<Element = T>) -> Array<T> {
    T::kron_kernel(a.as_array(), b.as_array())
}

/// The cross products of the vectors along the last axis, which broadcast (NumPy: `numpy.cross`).
///
/// Vectors have three components or two, the third being zero; of two vectors in the plane only
/// the third component of the product is returned.
///
/// # Panics
/// If the last axes are not of length 2 or 3, or the others do not broadcast.
#[must_use]
#[track_caller]
pub fn cross<T: Crossed>(a: impl OneArray<Element = T>, b: impl OneArray<Element = T>) -> Array<T> {
    or_raise(T::cross_kernel(a.as_array(), b.as_array()))
}
