//! Products in blocks against their definition, with the instructions of each level.

use ndarray::{Array2, LinalgScalar, s};
use num_traits::AsPrimitive;

use super::*;
use crate::kernel::simd::forced::each_level;
use crate::threads;

/// Element types with tiles, made from whole numbers.
trait Number: Tiled + LinalgScalar + std::fmt::Debug + AsPrimitive<f64> {
    fn whole(x: i32) -> Self;
}

impl Number for f64 {
    fn whole(x: i32) -> Self {
        f64::from(x)
    }
}

impl Number for f32 {
    fn whole(x: i32) -> Self {
        x as f32
    }
}

/// Small whole numbers, whose products and sums are exact in any order.
fn numbers<T: Number>(rows: usize, columns: usize) -> Array2<T> {
    Array2::from_shape_fn((rows, columns), |(i, k)| T::whole(((i * 31 + k * 7) % 19) as i32 - 9))
}

/// The product by its definition.
fn exact<T: Number>(a: &ArrayView2<'_, T>, b: &ArrayView2<'_, T>) -> Array2<T> {
    Array2::from_shape_fn((a.nrows(), b.ncols()), |(row, column)| {
        let pairs = a.row(row).into_iter().zip(b.column(column));
        pairs.fold(T::zero(), |sum, (&x, &y)| sum + x * y)
    })
}

/// The product in blocks, over numbers that were there before; `None` at levels without tiles.
fn blocked<T: Number>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> Option<Array2<T>> {
    let mut c = Array2::from_elem((a.nrows(), b.ncols()), MaybeUninit::new(T::whole(77)));
    product(T::tiles()?, a, b, c.view_mut());
    // SAFETY: every element has been written above, if not by the product.
    Some(unsafe { c.assume_init() })
}

#[track_caller]
fn check<T: Number>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) {
    if let Some(found) = blocked(a, b) {
        assert!(found == exact(&a, &b), "{:?} {:?} x {:?}", T::DTYPE, a.dim(), b.dim());
    }
}

/// Runs the checks of both types at each level.
macro_rules! of_both_types {
    ($check:ident) => {
        each_level(|| {
            $check::<f64>();
            $check::<f32>();
        })
    };
}

#[test]
fn tiles_of_every_shape_are_multiplied() {
    fn shapes<T: Number>() {
        for rows in (1..=17).chain([23, 24, 25, 40]) {
            for columns in (1..=50).chain([63, 64, 65, 71, 72, 73, 97, 145]) {
                for depth in [1, 9] {
                    check::<T>(numbers(rows, depth).view(), numbers(depth, columns).view());
                }
            }
        }
    }
    of_both_types!(shapes);
}

#[test]
fn operands_of_every_layout_are_multiplied() {
    /// Rows, depth and columns: within a block, of several parts, of several blocks of terms, and
    /// with columns that are brought together.
    const SHAPES: [[usize; 3]; 5] =
        [[9, 7, 30], [203, 60, 200], [20, DEPTH + 1, 50], [33, 520, 516], [35, 77, WIDTH + 30]];
    fn layouts<T: Number>() {
        for [rows, depth, columns] in SHAPES {
            let (a, b) = (numbers::<T>(rows, depth), numbers::<T>(depth, columns));
            let right = exact(&a.view(), &b.view());
            let (a, b) = (Layouts::of(&a), Layouts::of(&b));
            let same = |a, b| each_level(|| assert!(blocked(a, b).is_none_or(|c| c == right)));
            for a in a.views() {
                same(a, b.views()[0]);
            }
            for b in b.views() {
                same(a.views()[0], b);
            }
        }
    }
    layouts::<f64>();
    layouts::<f32>();
}

/// One matrix in several layouts.
struct Layouts<T> {
    rows: Array2<T>,
    columns: Array2<T>,
    reversed: Array2<T>,
    wide: Array2<T>,
}

impl<T: Number> Layouts<T> {
    fn of(a: &Array2<T>) -> Self {
        let mut wide = Array2::from_elem((2 * a.nrows(), 3 * a.ncols()), T::whole(5));
        wide.slice_mut(s![..;2, ..;3]).assign(a);
        let own = |a: ArrayView2<'_, T>| a.as_standard_layout().into_owned();
        let (columns, reversed) = (own(a.t()), own(a.slice(s![..;-1, ..;-1])));
        Self { rows: a.clone(), columns, reversed, wide }
    }

    fn views(&self) -> [ArrayView2<'_, T>; 4] {
        let reversed = self.reversed.slice(s![..;-1, ..;-1]);
        [self.rows.view(), self.columns.t(), reversed, self.wide.slice(s![..;2, ..;3])]
    }
}

#[test]
fn what_is_not_finite_stays_in_its_rows_and_columns() {
    fn specials<T: Number>() {
        let (zero, one) = (T::zero(), T::one());
        let (infinity, nan) = (one / zero, zero / zero);
        for special in [infinity, nan] {
            let (mut a, mut b) =
                (Array2::from_elem((30, 40), one), Array2::from_elem((40, 53), one));
            a[[7, 3]] = special;
            b[[5, 52]] = special;
            let Some(found) = blocked(a.view(), b.view()) else { continue };
            for ((row, column), &x) in found.indexed_iter() {
                let wanted = if row == 7 || column == 52 { special } else { T::whole(40) };
                let same = x == wanted || wanted != wanted && x != x;
                assert!(same, "{x:?}, not {wanted:?}, in row {row} and column {column}");
            }
        }
    }
    of_both_types!(specials);
}

#[test]
fn sums_are_as_exact_as_blas_makes_them() {
    fn errors<T: Number>() {
        let fraction = |k: usize| T::whole((k * 7919 % 1999) as i32) / T::whole(1999);
        let a = Array2::from_shape_fn((50, 1500), |(i, k)| fraction(i * 1500 + k));
        let b = Array2::from_shape_fn((1500, 60), |(i, k)| fraction(i * 77 + k * 13));
        let Some(found) = blocked(a.view(), b.view()) else { return };
        let worst = |c: &Array2<T>| {
            c.indexed_iter().fold(0.0, |worst: f64, ((row, column), &x)| {
                let pairs = a.row(row).into_iter().zip(b.column(column));
                let sum: f64 = pairs.map(|(&x, &y)| x.as_() * y.as_()).sum();
                worst.max((x.as_() - sum).abs() / sum)
            })
        };
        let theirs = worst(&a.dot(&b));
        assert!(worst(&found) <= 1.1 * theirs.max(1e-15), "{:e} {theirs:e}", worst(&found));
    }
    of_both_types!(errors);
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let third = |x: f64| x / 3.0;
    for [rows, depth, columns] in [[1030, 70, 200], [10, 900, 2100], [300, 301, 302]] {
        let (a, b) = (numbers(rows, depth).mapv(third), numbers(depth, columns).mapv(third));
        let [one, two, three] =
            [1, 2, 3].map(|number| threads::with(number, || blocked(a.view(), b.view())));
        assert!(one == two && one == three, "{rows} x {depth} x {columns}");
    }
}

#[test]
fn stacks_are_multiplied() {
    for (count, sides) in [(3, [13, 14, 15]), (700, [30, 5, 20]), (2, [170, 160, 161])] {
        let [rows, depth, columns] = sides;
        let (a, b) = (numbers::<f64>(count * rows, depth), numbers(count * depth, columns));
        let Some(tiles) = f64::tiles() else { return };
        let mut c = Array2::from_elem((count * rows, columns), MaybeUninit::new(77.0));
        let (left, right) = (a.as_slice().unwrap(), b.as_slice().unwrap());
        products(tiles, left, right, c.as_slice_mut().unwrap(), sides);
        // SAFETY: as above.
        let c = unsafe { c.assume_init() };
        for (k, c) in c.axis_chunks_iter(Axis(0), rows).enumerate() {
            let a = a.slice(s![k * rows..(k + 1) * rows, ..]);
            let b = b.slice(s![k * depth..(k + 1) * depth, ..]);
            assert_eq!(c, exact(&a, &b));
        }
    }
}
