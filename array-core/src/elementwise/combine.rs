//! From operands to a result: who lends memory, and what shapes must fit.

use ndarray::Dimension;

use crate::array::Array;
use crate::broadcast::shape_of_two;
use crate::dtype::Element;
use crate::error::{Error, ErrorKind, Result, show_shape};
use crate::kernel::{self, BinaryLoop, UnaryLoop, UpdateLoop};

/// Loops whose result replaces one of two operands, without a copy of it.
#[derive(Clone, Copy)]
pub(crate) struct Updates<T: 'static> {
    /// Of the first operand, by the second.
    pub(crate) first: UpdateLoop<'static, T>,
    /// Of the second operand, by the first.
    pub(crate) second: UpdateLoop<'static, T>,
}

/// The loop's result for each pair of elements, in the memory of an operand if one lends it.
pub(crate) fn binary<T: Element>(
    a: Array<T>,
    b: Array<T>,
    run: BinaryLoop<'_, T, T, T>,
) -> Result<Array<T>> {
    binary_updating(a, b, run, None)
}

/// [`binary`], and in lent memory by a loop that needs no copy, where there is one.
pub(crate) fn binary_updating<T: Element>(
    a: Array<T>,
    b: Array<T>,
    run: BinaryLoop<'_, T, T, T>,
    updates: Option<Updates<T>>,
) -> Result<Array<T>> {
    let (fits_a, fits_b) = if a.shape() == b.shape() {
        (true, true)
    } else {
        let shape = shape_of_two(a.shape(), b.shape())?;
        (a.shape() == shape, b.shape() == shape)
    };
    let a = match lend(a, fits_a, &b, false, run, updates.map(|u| u.first)) {
        Ok(result) => return Ok(result),
        Err(a) => a,
    };
    let b = match lend(b, fits_b, &a, true, run, updates.map(|u| u.second)) {
        Ok(result) => return Ok(result),
        Err(b) => b,
    };
    binary_into(&a, &b, run)
}

/// Calculates in the memory of `lender` if nobody else uses it and it has the result's shape.
fn lend<T: Element>(
    lender: Array<T>,
    fits: bool,
    other: &Array<T>,
    swapped: bool,
    run: BinaryLoop<'_, T, T, T>,
    update: Option<UpdateLoop<'_, T>>,
) -> Result<Array<T>, Array<T>> {
    if !fits || !lender.data.is_standard_layout() {
        return Err(lender);
    }
    let mut owned = lender.into_data().try_into_owned_nocopy().map_err(Array::from_data)?;
    let shape = owned.raw_dim();
    let elements = owned.as_slice_mut().expect("the layout is standard");
    kernel::zip_assign_loop(elements, shape.slice(), &other.data.view(), swapped, run, update);
    Ok(Array::from_data(owned.into_shared()))
}

/// The loop's result for each pair of elements, of another type.
pub(crate) fn binary_into<A: Element, B: Element, C: Element>(
    a: &Array<A>,
    b: &Array<B>,
    run: BinaryLoop<'_, A, B, C>,
) -> Result<Array<C>> {
    let result = kernel::zip_loop(&a.data.view(), &b.data.view(), run)?;
    Ok(Array::from_data(result.into_shared()))
}

/// Replaces each element of `a` by the loop's result for it and `b`'s.
pub(crate) fn assign<T: Element>(
    a: &mut Array<T>,
    b: &Array<T>,
    run: BinaryLoop<'_, T, T, T>,
) -> Result<()> {
    assign_updating(a, b, run, None)
}

/// [`assign`], by a loop that needs no copy, where there is one.
pub(crate) fn assign_updating<T: Element>(
    a: &mut Array<T>,
    b: &Array<T>,
    run: BinaryLoop<'_, T, T, T>,
    updates: Option<Updates<T>>,
) -> Result<()> {
    let shape = shape_of_two(a.shape(), b.shape())?;
    if a.shape() != shape {
        let message = format!(
            "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
            show_shape(a.shape()),
            show_shape(&shape)
        );
        return Err(Error::new(ErrorKind::Shape, message));
    }
    if a.data.is_standard_layout() {
        let mut view = a.data.view_mut();
        let elements = view.as_slice_mut().expect("the layout is standard");
        let update = updates.map(|u| u.first);
        kernel::zip_assign_loop(elements, &shape, &b.data.view(), false, run, update);
    } else {
        *a = binary_into(a, b, run)?;
    }
    Ok(())
}

/// The loop's result for each element, in the memory of `a` if nobody else uses it.
pub(crate) fn unary<T: Element>(a: Array<T>, run: UnaryLoop<'_, T, T>) -> Array<T> {
    let mut owned = match a.into_data().try_into_owned_nocopy() {
        Ok(owned) => owned,
        Err(shared) => return unary_into(&Array::from_data(shared), run),
    };
    let Some(elements) = owned.as_slice_memory_order_mut() else {
        return unary_into(&Array::from_data(owned.into_shared()), run);
    };
    kernel::map_assign_loop(elements, run);
    Array::from_data(owned.into_shared())
}

/// The loop's result for each element, of another type.
pub(crate) fn unary_into<A: Element, C: Element>(
    a: &Array<A>,
    run: UnaryLoop<'_, A, C>,
) -> Array<C> {
    Array::from_data(kernel::map_loop(&a.data.view(), run).into_shared())
}

/// A loop, as a constant, that applies a function to each element.
macro_rules! each {
    (|$x:ident: $a:ty| -> $c:ty $body:block) => {
        &|a: &[$a], out: &mut [std::mem::MaybeUninit<$c>]| {
            crate::kernel::slice_map(
                a,
                out,
                #[inline(always)]
                |$x: $a| -> $c { $body },
            )
        }
    };
}
/// A loop, as a constant, that applies a function to each pair of elements.
macro_rules! pairs {
    (|$x:ident, $y:ident: $a:ty| -> $c:ty $body:block) => {
        &|a: &[$a], b: &[$a], out: &mut [std::mem::MaybeUninit<$c>]| {
            crate::kernel::slice_zip(
                a,
                b,
                out,
                #[inline(always)]
                |$x: $a, $y: $a| -> $c { $body },
            )
        }
    };
}
/// The loops, as constants, that replace either of two operands by a function of both.
macro_rules! updates {
    (|$x:ident, $y:ident: $a:ty| $body:block) => {
        crate::elementwise::combine::Updates {
            first: &|a: &mut [$a], b: &[$a]| {
                crate::kernel::slice_update(
                    a,
                    b,
                    #[inline(always)]
                    |$x: $a, $y: $a| -> $a { $body },
                )
            },
            second: &|b: &mut [$a], a: &[$a]| {
                crate::kernel::slice_update(
                    b,
                    a,
                    #[inline(always)]
                    |$y: $a, $x: $a| -> $a { $body },
                )
            },
        }
    };
}
pub(crate) use {each, pairs, updates};
