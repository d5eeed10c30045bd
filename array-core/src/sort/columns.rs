//! Sorting the columns of a matrix, as many side by side as fill a vector.

use ndarray::{ArrayViewMut2, Axis};

use crate::dtype::Element;
use crate::kernel::simd::{Lanes, widest};
use crate::threads;

/// Elements whose copying takes as long as sorting one.
const COSTLY: usize = 8;

/// Sorts each column by the keys of its elements, `WIDTH` columns at once. The elements of a row
/// lie side by side.
pub(super) fn sort_columns<T: Element, K: Lanes, const WIDTH: usize>(
    mut rows: ArrayViewMut2<'_, T>,
    to: &(impl Fn(T) -> K + Sync),
    back: &(impl Fn(K) -> T + Sync),
) {
    let (len, columns) = rows.dim();
    let Some(&any) = rows.first() else { return };
    assert!(columns == 1 || rows.strides()[1] == 1, "the elements of a row lie side by side");
    if columns >= 2 * WIDTH && threads::worth(COSTLY * rows.len()) {
        let half = (columns / 2).next_multiple_of(WIDTH);
        let (first, last) = rows.split_at(Axis(1), half);
        threads::both(
            COSTLY * len * columns,
            || sort_columns::<T, K, WIDTH>(first, to, back),
            || sort_columns::<T, K, WIDTH>(last, to, back),
        );
        return;
    }
    let (start, stride) = (rows.as_mut_ptr(), rows.strides()[0]);
    let mut together = vec![[to(any); WIDTH]; len];
    let width = WIDTH.min(columns);
    for first in (0..columns).step_by(WIDTH) {
        // The last ones are not fewer if they can help it: columns may be sorted twice.
        let first = first.min(columns - width);
        // SAFETY: row and column are within the matrix, to which nobody else has access.
        let place = |row: usize| unsafe { start.offset(row as isize * stride).add(first) };
        widest(
            #[inline(always)]
            || {
                for (row, keys) in together.iter_mut().enumerate() {
                    let elements = place(row);
                    for (k, key) in keys[..width].iter_mut().enumerate() {
                        // SAFETY: so many elements of the row follow.
                        *key = to(unsafe { elements.add(k).read() });
                    }
                }
            },
        );
        K::sort_columns(&mut together);
        widest(
            #[inline(always)]
            || {
                for (row, keys) in together.iter().enumerate() {
                    let elements = place(row);
                    for (k, &key) in keys[..width].iter().enumerate() {
                        // SAFETY: as above.
                        unsafe { elements.add(k).write(back(key)) };
                    }
                }
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, s};

    use super::super::SortKey;

    #[test]
    fn columns_of_every_number_and_of_parts_of_matrices_are_sorted() {
        for (len, columns) in [(0, 3), (1, 1), (7, 1), (5, 8), (40, 13), (33, 16), (300, 1000)] {
            let value = |(row, column)| ((row * 7919 + column * 104_729) % 1009) as f64 - 500.0;
            let mut wide = Array2::from_shape_fn((len, columns + 2), value);
            let mut expected = wide.clone();
            f64::sort_columns(wide.slice_mut(s![.., 1..=columns]));
            for mut column in expected.slice_mut(s![.., 1..=columns]).columns_mut() {
                let mut sorted = column.to_vec();
                sorted.sort_by(f64::total_cmp);
                column.assign(&ndarray::Array1::from(sorted));
            }
            assert_eq!(wide, expected, "{len} x {columns}");
        }
    }
}
