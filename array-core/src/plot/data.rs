//! What can be plotted.

use crate::array::Array;
use crate::handle::Handle;

/// Numbers to plot: arrays of any real element type, vectors and slices of numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be plotted",
    note = "arrays of real numbers can, and vectors, slices and ranges of `f64`, `i64` or `i32`",
    note = "of complex numbers plot a part: `.re()`, `.im()` or `abs(&a)`"
)]
pub trait PlotData {
    /// The numbers in row-major order, with the lengths of their axes.
    fn numbers(&self) -> Numbers;
}

/// Numbers with a shape.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// The numbers in row-major order.
    pub values: Vec<f64>,
    /// The lengths of the axes.
    pub shape: Vec<usize>,
}

impl Numbers {
    /// The columns of a matrix; anything else is one column.
    pub(super) fn columns(&self) -> Vec<Vec<f64>> {
        let [_, count] = self.shape[..] else { return vec![self.values.clone()] };
        (0..count).map(|j| self.values.iter().skip(j).step_by(count).copied().collect()).collect()
    }

    /// The rows and columns of a matrix.
    #[track_caller]
    pub(super) fn matrix(self, operation: &str) -> (usize, usize, Vec<f64>) {
        match self.shape[..] {
            [rows, columns] => (rows, columns, self.values),
            _ => panic!(
                "{operation}: needs a 2-D array, got shape {}",
                crate::error::show_shape(&self.shape)
            ),
        }
    }
}

macro_rules! plot_arrays {
    ($($t:ty)*) => {$(
        impl PlotData for Array<$t> {
            fn numbers(&self) -> Numbers {
                let array = Handle::erased(self);
                Numbers { values: array.real_values(), shape: array.shape.to_vec() }
            }
        }
    )*};
}

plot_arrays! { bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }

macro_rules! plot_numbers {
    ($($t:ty)*) => {$(
        impl PlotData for [$t] {
            fn numbers(&self) -> Numbers {
                let values: Vec<f64> = self.iter().map(|&x| x as f64).collect();
                Numbers { shape: vec![values.len()], values }
            }
        }

        impl PlotData for Vec<$t> {
            fn numbers(&self) -> Numbers {
                self[..].numbers()
            }
        }

        impl<const N: usize> PlotData for [$t; N] {
            fn numbers(&self) -> Numbers {
                self[..].numbers()
            }
        }

        impl PlotData for std::ops::Range<$t> {
            fn numbers(&self) -> Numbers {
                let count = (self.end as f64 - self.start as f64).max(0.0).ceil() as usize;
                let values = (0..count).map(|i| self.start as f64 + i as f64).collect();
                Numbers { shape: vec![count], values }
            }
        }
    )*};
}

plot_numbers! { f64 f32 i64 i32 usize }

impl<P: PlotData + ?Sized> PlotData for &P {
    fn numbers(&self) -> Numbers {
        (**self).numbers()
    }
}
