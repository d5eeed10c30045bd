//! Selections and assignments, with results from NumPy.
#![expect(clippy::reversed_empty_ranges, reason = "a negative end counts from the axis's end")]

use crate::array::Array;
use crate::error::ErrorKind;
use crate::index::{ArrayIndex, By, Ellipsis, NewAxis, Values};
use crate::prelude::{arange, array};

fn counting(shape: &[usize]) -> Array<i64> {
    Array::from_vec(shape, (0..shape.iter().product::<usize>() as i64).collect())
}

fn mask(shape: &[usize], flags: &[u8]) -> Array<bool> {
    Array::from_vec(shape, flags.iter().map(|&flag| flag == 1).collect())
}

#[track_caller]
fn check(a: &Array<i64>, index: impl ArrayIndex, shape: &[usize], elements: &[i64]) {
    let selected = a.i(index);
    assert_eq!(selected.shape(), shape);
    assert_eq!(selected.to_vec(), elements);
}

#[track_caller]
fn check_shape(a: &Array<i64>, index: impl ArrayIndex, shape: &[usize]) {
    assert_eq!(a.i(index).shape(), shape);
}

#[track_caller]
fn check_error(a: &Array<i64>, index: impl ArrayIndex, message: &str) {
    assert_eq!(a.try_i(index).err().map(|error| error.to_string()).as_deref(), Some(message));
}

#[track_caller]
fn check_set(index: impl ArrayIndex, value: impl Values<i64>, elements: &[i64]) {
    let mut a = counting(&[2, 3]);
    let before = a.clone();
    a.set(index, value);
    assert_eq!(a.to_vec(), elements);
    assert_eq!(before.to_vec(), [0, 1, 2, 3, 4, 5], "a clone must not change");
}

#[track_caller]
fn check_set_error(index: impl ArrayIndex, value: impl Values<i64>, message: &str) {
    let mut a = counting(&[2, 3]);
    assert_eq!(a.try_set(index, value).unwrap_err().to_string(), message);
    assert_eq!(a.to_vec(), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn integers_and_slices_drop_and_cut_axes() {
    let a = counting(&[2, 3, 4]);
    check(&a, (1, 2), &[4], &[20, 21, 22, 23]);
    check(&a, (-1, -3, -4), &[], &[12]);
    check(&a, (0, .., 1), &[3], &[1, 5, 9]);
    check(&a, (.., 1..2, (..).by(-3)), &[2, 1, 2], &[7, 4, 19, 16]);
    check(&a, (1, (..).by(-2), 1..-1), &[2, 2], &[21, 22, 13, 14]);
    check(&a, (0, 0, (-1..0).by(-2)), &[2], &[3, 1]);
    check(&a, (.., 5..), &[2, 0, 4], &[]);
    check(&a, (0, 0, 3..=3), &[1], &[3]);
}

#[test]
fn slices_of_slices_keep_their_place() {
    let a = counting(&[3, 4]).i(((..).by(-1), 1..));
    check(&a, (0, (..).by(-2)), &[2], &[11, 9]);
    check(&a.t(), ([2, 0], 1..), &[2, 2], &[7, 3, 5, 1]);
    assert_eq!(a[(2, -1)], 3);
}

#[test]
fn new_axes_and_ellipses_stand_where_written() {
    let a = counting(&[2, 3, 4]);
    check_shape(&a, (NewAxis, Ellipsis, NewAxis, 0), &[1, 2, 3, 1]);
    check_shape(&a, Ellipsis, &[2, 3, 4]);
    check_shape(&a, (.., Ellipsis, 1, 2), &[2]);
    check_shape(&a, (0, 0, 0, Ellipsis), &[]);
    check_shape(&a, (), &[2, 3, 4]);
    check_error(&a, (Ellipsis, Ellipsis), "an index can only have a single ellipsis ('...')");
}

#[test]
fn lists_broadcast_and_stand_where_numpy_puts_them() {
    let a = counting(&[5, 3, 4]);
    check(&a, ([0, 4], [2, 0], [1, 1]), &[2], &[9, 49]);
    check(&a, (0, [[0, 2], [1, -1]], 3), &[2, 2], &[3, 11, 7, 11]);
    check(&counting(&[3, 3]), ([[0], [2]], [0, 1]), &[2, 2], &[0, 1, 6, 7]);
    check_shape(&a, (.., [0, 1], [0, 1]), &[5, 2]);
    check_shape(&a, (.., [0, 1], Ellipsis, [0, 1]), &[2, 5]);
    check_shape(&a, (0, .., [0, 1]), &[2, 3]);
    check_shape(&a, (.., 0, [0, 1]), &[5, 2]);
    check_shape(&a, ([0, 1], NewAxis, [0]), &[2, 1, 4]);
    check_shape(&a, (.., [0, 1], NewAxis, [0]), &[2, 5, 1]);
    check_shape(&a, (.., Vec::<i64>::new()), &[5, 0, 4]);
    check(&counting(&[2, 3]), (.., [2, 0, 2]), &[2, 3], &[2, 0, 2, 5, 3, 5]);
    check(&counting(&[4]), Array::from_vec(&[2, 2], vec![3_u8, 0, 1, 2]), &[2, 2], &[3, 0, 1, 2]);
    check(&counting(&[2, 2, 2]), ((..).by(-1), [1], ..), &[2, 1, 2], &[6, 7, 2, 3]);
}

#[test]
fn masks_select_in_row_major_order() {
    let a = counting(&[2, 3]);
    check(&a, mask(&[2, 3], &[0, 1, 0, 1, 1, 0]), &[3], &[1, 3, 4]);
    check(&a.t(), mask(&[3, 2], &[0, 1, 1, 0, 1, 1]), &[4], &[3, 1, 2, 5]);
    check(&a, mask(&[2], &[0, 1]), &[1, 3], &[3, 4, 5]);
    check(&a, (.., [true, false, true]), &[2, 2], &[0, 2, 3, 5]);
    check(&a, ([true, true], [0, 2]), &[2], &[0, 5]);
    check(&a, mask(&[], &[1]), &[1, 2, 3], &[0, 1, 2, 3, 4, 5]);
    check(&a, mask(&[2, 3], &[0; 6]), &[0], &[]);
    check(&counting(&[2, 2, 3]), (1, mask(&[2, 3], &[1, 0, 0, 0, 0, 1])), &[2], &[6, 11]);
}

#[test]
fn misfits_are_told_in_numpy_words() {
    let a = counting(&[2, 3]);
    check_error(&a, 5, "index 5 is out of bounds for axis 0 with size 2");
    check_error(&a, (0, -4), "index -4 is out of bounds for axis 1 with size 3");
    check_error(&a, [0, 3], "index 3 is out of bounds for axis 0 with size 2");
    let too_many = "too many indices for array: array is 2-dimensional, but 3 were indexed";
    check_error(&a, (0, 0, 0), too_many);
    check_error(&a, mask(&[2, 3, 1], &[1; 6]), too_many);
    check_error(
        &a,
        mask(&[2, 2], &[1; 4]),
        "boolean index did not match indexed array along axis 1; size of axis is 3 but size of \
         corresponding boolean axis is 2",
    );
    check_error(
        &a,
        ([0, 1], [0, 1, 2]),
        "shape mismatch: indexing arrays could not be broadcast together with shapes (2,) (3,)",
    );
    check_error(&a, (..).by(0), "slice step cannot be zero");
    assert_eq!(a.try_i(7).unwrap_err().kind(), ErrorKind::Index);
}

#[test]
fn values_broadcast_to_the_selection() {
    check_set((0, ..), 9, &[9, 9, 9, 3, 4, 5]);
    check_set((.., (..).by(-2)), [7, 8], &[8, 1, 7, 8, 4, 7]);
    check_set(Ellipsis, Array::from_vec(&[1, 2, 1], vec![7, 8]), &[7, 7, 7, 8, 8, 8]);
    check_set((.., [0, 2]), Array::from_vec(&[2, 1], vec![7, 8]), &[7, 1, 7, 8, 4, 8]);
    check_set(([0, 1], [2, 0]), vec![7, 8], &[0, 1, 7, 8, 4, 5]);
    check_set([1, 1], Array::from_vec(&[2, 3], (6..12).collect()), &[0, 1, 2, 9, 10, 11]);
    check_set((5.., 0), 1, &[0, 1, 2, 3, 4, 5]);
}

#[test]
fn masks_choose_where_values_go() {
    let above_two = || mask(&[2, 3], &[0, 0, 0, 1, 1, 1]);
    check_set(above_two(), 7, &[0, 1, 2, 7, 7, 7]);
    let borrowed = above_two();
    check_set(&borrowed, [7, 8, 9], &[0, 1, 2, 7, 8, 9]);
    check_set(above_two(), [[7, 8, 9]], &[0, 1, 2, 7, 8, 9]);
    check_set([true, false], [7, 8, 9], &[7, 8, 9, 3, 4, 5]);
    let mut turned = counting(&[2, 3]).t();
    turned.set(mask(&[3, 2], &[1, 0, 0, 0, 0, 1]), [7, 8]);
    assert_eq!(turned.to_vec(), [7, 3, 1, 4, 2, 8]);
}

#[test]
fn values_that_do_not_fit_leave_the_array_alone() {
    check_set_error(0, [1, 2], "could not broadcast input array from shape (2,) into shape (3,)");
    check_set_error(
        [0, 1],
        [1, 2],
        "shape mismatch: value array of shape (2,) could not be broadcast to indexing result of \
         shape (2,3)",
    );
    check_set_error(
        mask(&[2, 3], &[0, 0, 0, 1, 1, 1]),
        [1, 2],
        "boolean array indexing assignment cannot assign 2 input values to the 3 output values \
         where the mask is true",
    );
    check_set_error(
        mask(&[2, 3], &[1; 6]),
        counting(&[6, 1]),
        "boolean array indexing assignment requires a 0 or 1-dimensional input, input has 2 \
         dimensions",
    );
}

#[test]
fn writing_to_a_slice_leaves_its_source_alone() {
    let a = counting(&[2, 3]);
    let mut row = a.i(1);
    row.set([0, 2], 9);
    row[1] += 10;
    assert_eq!(row.to_vec(), [9, 14, 9]);
    assert_eq!(a.to_vec(), [0, 1, 2, 3, 4, 5]);
    let mut column = a.i((.., 1));
    column.fill(7);
    assert_eq!(column.to_vec(), [7, 7]);
    assert_eq!(a.to_vec(), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn plain_literals_fit_every_element_type() {
    let mut a = Array::from_vec(&[2], vec![0.5, 1.5]);
    a.set(0, 2);
    a.set([1], 2.5);
    assert_eq!(a.to_vec(), [2., 2.5]);
    let mut z = Array::from_vec(&[2], vec![crate::Complex64::new(0., 1.); 2]);
    z.set(0, 2);
    z.set(1, 0.5);
    assert_eq!(z.to_vec(), [2., 0.5].map(crate::Complex64::from));
}

#[test]
fn single_elements_are_read_and_written_in_place() {
    let mut a = counting(&[2, 3]);
    assert_eq!((a[[0, 2]], a[(1, -3)], a[(1_usize, 0_i64)]), (2, 3, 3));
    assert_eq!((a.get((1, 2)), a.get((1, 3)), a.get(0)), (Some(5), None, None));
    let shared = a.clone();
    a[(0, 0)] = -1;
    assert_eq!((a[[0, 0]], shared[[0, 0]]), (-1, 0));
    assert_eq!(a.i((0, 0)).item(), -1);
    let text = a.try_get((0, 3)).unwrap_err().to_string();
    assert_eq!(text, "index 3 is out of bounds for axis 1 with size 3");
}

#[test]
#[should_panic(expected = "index -3 is out of bounds for axis 0 with size 2")]
fn an_element_outside_panics() {
    let _ = counting(&[2, 3])[(-3, 0)];
}

#[test]
#[should_panic(expected = "too few indices for one element: array is 2-dimensional")]
fn one_index_into_two_axes_panics() {
    let _ = counting(&[2, 3])[1];
}

#[test]
fn arrays_of_positions_pick_as_lists_do_and_stay_as_they_are() {
    let a = arange(12).reshape((3, 4));
    let columns = a.t();
    for positions in [vec![0, 2, 1, 2], vec![-1, 0, -3], vec![]] {
        let list: Vec<isize> = positions.clone();
        let index = Array::from_vec(&[list.len()], list.iter().map(|&k| k as i64).collect());
        assert_eq!(a.i(&index), a.i(list.clone()));
        assert_eq!(columns.i((.., &index)), columns.i((.., list.clone())));
        assert_eq!(a.i((1, &index)), a.i((1, list.clone())));
        assert_eq!(a.take_axis(&index, 1), a.take_axis(list.clone(), 1));
        assert_eq!(
            a.ravel().i((..).by(3)).take(&index),
            a.ravel().i((..).by(3)).take(list.clone())
        );
        let (mut by_array, mut by_list) = (a.clone(), a.clone());
        by_array.set(&index, 7);
        by_list.set(list.clone(), 7);
        assert_eq!(by_array, by_list);
        by_array.put(&index, 9);
        by_list.put(list.clone(), 9);
        assert_eq!(by_array, by_list);
        assert!(index.to_vec().iter().map(|&k| k as isize).eq(list));
    }
}

#[test]
fn arrays_of_positions_may_have_any_shape_and_layout() {
    let a = arange(10);
    let square = array([[1_i64, 2], [3, -4]]);
    assert_eq!(a.i(&square).to_vec(), [1, 2, 3, 6]);
    assert_eq!(a.i(&square.t()).to_vec(), [1, 3, 2, 6]);
    assert_eq!(a.i(&square).shape(), [2, 2]);
    assert_eq!(a.i(&array([8_i64, 0, 4, 0, 2]).i((..).by(2))).to_vec(), [8, 4, 2]);
    assert_eq!(a.i(&array([1_i64, 2]).astype::<u8>()).to_vec(), [1, 2]);
    let grid = a.reshape((2, 5));
    assert_eq!(grid.i((&array([0_i64, 1]), &array([-1_i64, 0]))).to_vec(), [4, 5]);
    assert!(a.try_i(&array([0_i64, 10])).is_err());
    assert!(a.try_i(&array([-11_i64])).is_err());
}

#[test]
fn rows_of_every_length_are_picked_by_lists_and_masks() {
    for width in [0, 1, 2, 3, 4, 5, 8, 9] {
        for height in [1, 7, 70_001] {
            let a = counting(&[height, width]);
            let flags: Vec<bool> = (0..height).map(|k| k * 7919 % 3 == 0).collect();
            let rows: Vec<usize> = (0..height).filter(|&k| flags[k]).collect();
            let expected: Vec<i64> = rows
                .iter()
                .flat_map(|row| (0..width).map(move |k| (row * width + k) as i64))
                .collect();
            let by_mask = a.i(&Array::from_vec(&[height], flags));
            assert_eq!((by_mask.shape(), by_mask.to_vec()), (&[rows.len(), width][..], expected));
            let list: Vec<isize> = rows.iter().map(|&row| row as isize).collect();
            assert_eq!(a.i(list.clone()), by_mask);
            // Columns, of which each lies apart, of rows that lie backwards.
            let turned = a.i((..).by(-1)).t();
            let last: Vec<isize> = rows.iter().map(|&row| (height - 1 - row) as isize).collect();
            assert_eq!(turned.i((.., last)).t(), by_mask);
        }
    }
}
