//! Distinct elements and sets of them.

mod unique;

pub use unique::*;

use crate::array::Array;
use crate::dtype::{Complex32, Complex64, Element};
use crate::kernel::contiguous;
use crate::reduce::dispatch;
use crate::sort::SortKey;
use unique::{unique_all_kernel, unique_kernel, unique_rows_kernel};

dispatch! {
    /// The kernels of sets.
    SetKernels: Element for [bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex32 Complex64]
    unique_in = unique_kernel(array: &Array<Self>) -> Array<Self>;
    unique_all_in = unique_all_kernel(array: &Array<Self>) -> UniqueAll<Self>;
    unique_along = unique_rows_kernel(array: &Array<Self>, axis: usize) -> Array<Self>;
    union_of = union_kernel(a: &Array<Self>, b: &Array<Self>) -> Array<Self>;
    common_of = common_kernel(a: &Array<Self>, b: &Array<Self>)
        -> (Array<Self>, Array<i64>, Array<i64>);
    difference_of = difference_kernel(a: &Array<Self>, b: &Array<Self>) -> Array<Self>;
    members_of = members_kernel(elements: &Array<Self>, set: &Array<Self>) -> Array<bool>;
}

/// The distinct elements of either array, sorted (NumPy: `numpy.union1d`).
///
/// ```
/// # use array_core::prelude::*;
/// let (a, b) = (array([3, 1, 3]), array([2, 3]));
/// assert_eq!(union1d(&a, &b).to_vec(), [1, 2, 3]);
/// assert_eq!(intersect1d(&a, &b).to_vec(), [3]);
/// assert_eq!(setdiff1d(&a, &b).to_vec(), [1]);
/// assert_eq!(setxor1d(&a, &b).to_vec(), [1, 2]);
/// ```
#[must_use]
pub fn union1d<T: Element>(a: &Array<T>, b: &Array<T>) -> Array<T> {
    T::union_of(a, b)
}

/// The distinct elements of both arrays, sorted (NumPy: `numpy.intersect1d`).
#[must_use]
pub fn intersect1d<T: Element>(a: &Array<T>, b: &Array<T>) -> Array<T> {
    T::common_of(a, b).0
}

/// [`intersect1d`] with the first place of each element in the flattened arrays (NumPy:
/// `numpy.intersect1d(.., return_indices=True)`).
#[must_use]
pub fn intersect1d_indices<T: Element>(
    a: &Array<T>,
    b: &Array<T>,
) -> (Array<T>, Array<i64>, Array<i64>) {
    T::common_of(a, b)
}

/// The distinct elements of `a` that are not in `b`, sorted (NumPy: `numpy.setdiff1d`).
#[must_use]
pub fn setdiff1d<T: Element>(a: &Array<T>, b: &Array<T>) -> Array<T> {
    T::difference_of(a, b)
}

/// The distinct elements of one array that are not in the other, sorted (NumPy:
/// `numpy.setxor1d`).
#[must_use]
pub fn setxor1d<T: Element>(a: &Array<T>, b: &Array<T>) -> Array<T> {
    crate::sort::sort(&chain(&T::difference_of(a, b), &T::difference_of(b, a)))
}

/// Which elements are in `set`, in the shape of `elements` (NumPy: `numpy.isin`). NaN is in none.
///
/// ```
/// # use array_core::prelude::*;
/// let found = isin(&array([[1, 2], [3, 4]]), &array([2, 3]));
/// assert_eq!(found.to_vec(), [false, true, true, false]);
/// ```
#[must_use]
pub fn isin<T: Element>(elements: &Array<T>, set: &Array<T>) -> Array<bool> {
    T::members_of(elements, set)
}

/// Which elements of the flattened array are in `set` (NumPy: `numpy.in1d`, now
/// [`isin`]).
#[must_use]
pub fn in1d<T: Element>(elements: &Array<T>, set: &Array<T>) -> Array<bool> {
    let members = T::members_of(elements, set);
    Array::from_vec(&[members.size()], members.to_vec())
}

/// The elements of `a`, then those of `b`.
fn chain<T: Element>(a: &Array<T>, b: &Array<T>) -> Array<T> {
    let mut elements = contiguous(&a.data.view()).into_owned();
    elements.extend_from_slice(&contiguous(&b.data.view()));
    Array::from_vec(&[elements.len()], elements)
}

fn vector<T: Element>(elements: Vec<T>) -> Array<T> {
    Array::from_vec(&[elements.len()], elements)
}

fn union_kernel<T: SortKey>(a: &Array<T>, b: &Array<T>) -> Array<T> {
    unique_kernel(&chain(a, b))
}

fn common_kernel<T: SortKey>(a: &Array<T>, b: &Array<T>) -> (Array<T>, Array<i64>, Array<i64>) {
    let (a, b) = (unique_all_kernel(a), unique_all_kernel(b));
    let (a_places, b_places) = (a.indices.to_vec(), b.indices.to_vec());
    let (a, b) = (a.values.to_vec(), b.values.to_vec());
    let (mut common, mut in_a, mut in_b) = (Vec::new(), Vec::new(), Vec::new());
    let mut k = 0;
    for (x, place) in a.into_iter().zip(a_places).filter(|(x, _)| !x.is_nan_value()) {
        while k < b.len() && b[k].key() < x.key() {
            k += 1;
        }
        if k < b.len() && b[k] == x {
            common.push(x);
            in_a.push(place);
            in_b.push(b_places[k]);
        }
    }
    (vector(common), vector(in_a), vector(in_b))
}

fn difference_kernel<T: SortKey>(a: &Array<T>, b: &Array<T>) -> Array<T> {
    let a = unique_kernel(a);
    let members = members_kernel(&a, b).to_vec();
    let left = a.to_vec().into_iter().zip(members).filter(|(_, member)| !member);
    vector(left.map(|(x, _)| x).collect())
}

fn members_kernel<T: SortKey>(elements: &Array<T>, set: &Array<T>) -> Array<bool> {
    let mut keys: Vec<T::Key> = contiguous(&set.data.view()).iter().map(|x| x.key()).collect();
    keys.sort_unstable();
    keys.dedup();
    let view = elements.data.view();
    let member = |x: &T| !x.is_nan_value() && keys.binary_search(&x.key()).is_ok();
    let members = contiguous(&view).iter().map(member).collect();
    Array::from_vec(elements.shape(), members)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAN: f64 = f64::NAN;

    fn set<T: Element, const N: usize>(elements: [T; N]) -> Array<T> {
        vector(elements.to_vec())
    }

    #[test]
    fn set_operations_follow_numpy() {
        assert_eq!(union1d(&set([3, 1]), &set([2, 3])).to_vec(), [1, 2, 3]);
        let (a, b) = (set([1, 3, 4, 3]), set([3, 1, 2, 1]));
        let (common, in_a, in_b) = intersect1d_indices(&a, &b);
        assert_eq!(common.to_vec(), intersect1d(&a, &b).to_vec());
        assert_eq!(
            (common.to_vec(), in_a.to_vec(), in_b.to_vec()),
            (vec![1, 3], vec![0, 1], vec![1, 0])
        );
        assert_eq!(setdiff1d(&set([1, 2, 3, 2, 4]), &set([3, 4, 5])).to_vec(), [1, 2]);
        assert_eq!(setxor1d(&set([1, 2, 3, 2]), &set([2, 3, 5, 7, 5])).to_vec(), [1, 5, 7]);
        let square = Array::from_vec(&[2, 2], vec![0, 2, 4, 6]);
        let members = isin(&square, &set([1, 2, 4, 8]));
        assert_eq!(
            (members.shape(), members.to_vec()),
            (&[2, 2][..], vec![false, true, true, false])
        );
        assert_eq!(in1d(&square, &set([0])).shape(), [4]);
    }

    #[test]
    fn nan_is_a_member_of_nothing() {
        let nan = set([NAN]);
        assert_eq!(isin(&nan, &nan).to_vec(), [false]);
        assert_eq!(union1d(&nan, &nan).size(), 1);
        assert_eq!(intersect1d(&set([NAN, 1.]), &set([NAN, 1.])).to_vec(), [1.]);
        assert_eq!(setdiff1d(&set([NAN, 1.]), &nan).size(), 2);
        assert_eq!(setxor1d(&set([NAN, 1.]), &set([NAN, 2.])).to_vec()[..2], [1., 2.]);
        assert_eq!(setxor1d(&set([NAN, 1.]), &set([NAN, 2.])).size(), 4);
    }
}
