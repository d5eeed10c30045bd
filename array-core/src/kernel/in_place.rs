//! Elementwise maps whose results replace their operand.

use std::mem::MaybeUninit;

use ndarray::ArrayViewD;

use super::BLOCK;
use super::lines::stretches;
use super::map::{BinaryLoop, STRETCH, UnaryLoop, UpdateLoop};
use super::map::{broadcast_strides, whole_rows};
use super::source::{Source, each_slab};
use crate::dtype::Element;
use crate::interrupt;
use crate::threads;

/// Replaces each element of `a` by the loop's result for it.
pub(crate) fn map_assign_loop<T: Element>(a: &mut [T], run: UnaryLoop<'_, T, T>) {
    threads::each_part(a, |_, part| {
        let mut old: Vec<T> = Vec::with_capacity(BLOCK.min(part.len()));
        for (_, chunk) in stretches::<(), T>(&[], part, BLOCK) {
            interrupt::check();
            old.clear();
            old.extend_from_slice(chunk);
            run(&old, written_anew(chunk));
        }
    });
}

/// Replaces each element of `a` by the loop's result for it and `b`'s, which is broadcast to it.
///
/// `a` is given as its row-major elements and its shape; the caller has checked that `b`
/// broadcasts. With `swapped`, the loop's operands change places. `update`, where there is one, does
/// the same without a copy of the elements.
pub(crate) fn zip_assign_loop<T: Element>(
    a: &mut [T],
    shape: &[usize],
    b: &ArrayViewD<'_, T>,
    swapped: bool,
    run: BinaryLoop<'_, T, T, T>,
    update: Option<UpdateLoop<'_, T>>,
) {
    let replace = |chunk: &mut [T], other: &[T], old: &mut Vec<T>| {
        interrupt::check();
        if let Some(update) = update {
            return update(chunk, other);
        }
        old.clear();
        old.extend_from_slice(chunk);
        let out = written_anew(chunk);
        if swapped { run(other, old, out) } else { run(old, other, out) }
    };
    // What is not repeated and lies in order is read where it lies.
    if let Some(other) = b.as_slice().filter(|other| other.len() == a.len()) {
        let most = if update.is_some() { STRETCH } else { BLOCK };
        threads::each_part(a, |start, part| {
            let other = &other[start..][..part.len()];
            let mut old = Vec::new();
            for (range, chunk) in stretches::<(), T>(&[], part, most) {
                replace(chunk, &other[range], &mut old);
            }
        });
        return;
    }
    let strides = broadcast_strides(b, shape.len());
    each_slab(shape, a, |slab, a| {
        let mut right = Source::new(b, slab, &strides);
        let mut old = Vec::new();
        for chunk in a.chunks_mut(whole_rows(shape)).flat_map(|row| row.chunks_mut(BLOCK)) {
            replace(chunk, right.next(chunk.len()), &mut old);
        }
    });
}

/// The elements as places that a loop may write.
fn written_anew<T: Copy>(elements: &mut [T]) -> &mut [MaybeUninit<T>] {
    // SAFETY: loops write elements and nothing else, so these stay initialised.
    unsafe { &mut *(std::ptr::from_mut(elements) as *mut [MaybeUninit<T>]) }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array, ArrayD, IxDyn};

    use super::*;
    use crate::kernel::{slice_update, slice_zip};

    fn numbers(n: usize) -> Vec<f64> {
        (0..n).map(|k| k as f64).collect()
    }

    #[test]
    fn an_operand_is_replaced_in_place() {
        let mut a = numbers(3000);
        let b = Array::from(numbers(3)).into_dyn();
        let run: BinaryLoop<'_, f64, f64, f64> = &|a, b, out| slice_zip(a, b, out, |x, y| x - y);
        zip_assign_loop(&mut a, &[1000, 3], &b.view(), false, run, None);
        assert_eq!(a[2997..], [2997.0, 2997.0, 2997.0]);
        zip_assign_loop(&mut a, &[1000, 3], &b.view(), true, run, None);
        assert_eq!(a[..4], [0.0, 1.0, 2.0, -3.0]);
    }

    #[test]
    fn operands_of_every_length_and_layout_replace_in_the_same_way() {
        let run: BinaryLoop<'_, f64, f64, f64> = &|a, b, out| slice_zip(a, b, out, |x, y| x - y);
        let update: UpdateLoop<'_, f64> = &|a, b| slice_update(a, b, |x, y| x - y);
        for n in [0, 1, 7, 1023, 1025, 4099, 70_001, 300_007] {
            let b: Vec<f64> = numbers(n).iter().map(|x| 2.0 * x + 1.0).collect();
            let ahead = Array::from(b.clone()).into_dyn();
            let mut back = ahead.clone();
            back.as_slice_mut().unwrap().reverse();
            let back = back.slice_move(ndarray::s![..;-1]).into_dyn();
            let one = ArrayD::from_elem(IxDyn(&[]), 5.0);
            for other in [ahead, back, one] {
                let right = |k: usize| if other.ndim() == 0 { 5.0 } else { b[k] };
                for (swapped, update) in [(false, None), (false, Some(update)), (true, None)] {
                    let mut a = numbers(n);
                    zip_assign_loop(&mut a, &[n], &other.view(), swapped, run, update);
                    for (k, &x) in a.iter().enumerate() {
                        let difference = k as f64 - right(k);
                        assert_eq!(x, if swapped { -difference } else { difference });
                    }
                }
            }
        }
    }

    #[test]
    fn elements_are_replaced_by_a_function_of_each() {
        for n in [0, 1, 1025, 300_007] {
            let mut a = numbers(n);
            map_assign_loop(&mut a, &|a, out| crate::kernel::slice_map(a, out, |x| x + 0.5));
            assert!(a.iter().enumerate().all(|(k, &x)| x == k as f64 + 0.5));
        }
    }
}
