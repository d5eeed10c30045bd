//! Arrays that stay in their file: only what is looked at is read.

use std::fmt;
use std::fs::File;
use std::marker::PhantomData;
use std::ops::Range;
use std::path::Path;

use memmap2::Mmap;
use ndarray::{ArrayViewD, Axis, IxDyn, ShapeBuilder, Slice};

use super::elements::{Layout, Stored};
use super::npy;
use super::site::{Flaw, Outcome, Site};
use crate::array::Array;
use crate::dtype::{DType, Element};
use crate::error::{Result, show_shape};

/// A read-only array in an `.npy` file, made by [`load_mmap`] (NumPy: `numpy.memmap`).
///
/// Parts become arrays by [`rows`](Self::rows), everything by [`to_array`](Self::to_array);
/// [`view`](Self::view) borrows the elements where they are.
pub struct Mapped<T: Element> {
    map: Mmap,
    /// Where the elements begin.
    start: usize,
    layout: Layout,
    elements: PhantomData<T>,
}

/// Opens an `.npy` file without reading its elements (NumPy: `numpy.load(path, mmap_mode="r")`).
///
/// The operating system reads what is looked at when it is looked at, so arrays may be larger than
/// memory. A file of `bool` is mapped as `u8`.
///
/// The file must not be changed while it is mapped: the elements would change with it, and a file
/// that is made shorter ends the program.
///
/// # Errors
/// When the file cannot be read, is no sound `.npy` file, has elements of another type, or has
/// them in the other byte order or at an odd place, so that they need [`load`](super::load).
///
/// ```
/// # use array_core::prelude::*;
/// # fn main() -> Result<(), Error> {
/// # let path = std::env::temp_dir().join(format!("array-core-map-{}.npy", std::process::id()));
/// save(&path, arange(12).reshape((4, 3)))?;
/// let a = load_mmap::<i64>(&path)?;
/// assert_eq!(a.shape(), [4, 3]);
/// assert_eq!(a.rows(1..3).to_string(), "[[3 4 5]\n [6 7 8]]");
/// assert_eq!(a.view()[[3, 2]], 11);
/// # std::fs::remove_file(&path).unwrap();
/// # Ok(())
/// # }
/// ```
pub fn load_mmap<T: Element>(path: impl AsRef<Path>) -> Result<Mapped<T>> {
    let (map, layout, start) = open(path.as_ref(), T::DTYPE)?;
    Ok(Mapped { map, start, layout, elements: PhantomData })
}

fn open(path: &Path, asked: DType) -> Result<(Mmap, Layout, usize)> {
    map(path, asked).map_err(|flaw| Site::file("load_mmap", path).error(flaw))
}

fn map(path: &Path, asked: DType) -> Outcome<(Mmap, Layout, usize)> {
    let file = File::open(path)?;
    // SAFETY: the file is mapped for reading, and that nobody may change it meanwhile is what the
    // documentation of `load_mmap` asks for, as every use of mapped files must.
    let map = unsafe { Mmap::map(&file)? };
    let (layout, start) = npy::read_header(&mut &map[..])?;
    layout.bytes((map.len() as u64).saturating_sub(start))?;
    let start = start as usize;
    let readable = match layout.stored {
        // Not every byte is a bool.
        Stored::Plain(DType::Bool) => DType::U8,
        Stored::Plain(dtype) => dtype,
        Stored::F16 | Stored::Bf16 => DType::U16,
    };
    if asked != readable {
        return Err(Flaw::new(format!(
            "has elements of {}, not {}: map them as `{readable}`, or read them with `load`",
            layout.stored.name(),
            asked.name(),
        )));
    }
    if layout.big_endian != cfg!(target_endian = "big") && asked.itemsize() > 1 {
        return Err(Flaw::new("has its numbers in the other byte order: read it with `load`"));
    }
    if !start.is_multiple_of(asked.itemsize()) {
        return Err(Flaw::new("has its numbers at an odd place: read it with `load`"));
    }
    Ok((map, layout, start))
}

impl<T: Element> Mapped<T> {
    /// The length of each axis (NumPy: `ndarray.shape`).
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.layout.shape
    }

    /// The number of axes (NumPy: `ndarray.ndim`).
    #[must_use]
    pub fn ndim(&self) -> usize {
        self.shape().len()
    }

    /// The number of elements (NumPy: `ndarray.size`).
    #[must_use]
    pub fn size(&self) -> usize {
        self.shape().iter().product()
    }

    /// The element type (NumPy: `ndarray.dtype`).
    #[must_use]
    pub fn dtype(&self) -> DType {
        T::DTYPE
    }

    /// Borrows the elements where they are, as an `ndarray` view.
    #[must_use]
    pub fn view(&self) -> ArrayViewD<'_, T> {
        let first = self.map[self.start..].as_ptr().cast::<T>();
        // SAFETY: `open` has found room for all elements behind `start`, which is aligned because
        // maps begin at pages, in this byte order, of a type of which all bits are values.
        let elements = unsafe { std::slice::from_raw_parts(first, self.size()) };
        let shape = IxDyn(self.shape()).set_f(self.layout.fortran);
        ArrayViewD::from_shape(shape, elements).expect("the layout has been checked")
    }

    /// Reads everything into an array.
    #[must_use]
    pub fn to_array(&self) -> Array<T> {
        Array::from(self.view())
    }

    /// Reads these elements of the first axis into an array (NumPy: `a[1:3]`); what lies beyond
    /// the end is left out.
    ///
    /// # Panics
    /// Panics if the array has no axes.
    #[must_use]
    #[track_caller]
    pub fn rows(&self, rows: Range<usize>) -> Array<T> {
        let Some(&len) = self.shape().first() else {
            panic!("rows: the array has no axes");
        };
        let end = rows.end.min(len);
        let start = rows.start.min(end);
        Array::from(self.view().slice_axis(Axis(0), Slice::from(start..end)))
    }
}

/// What it is; the elements stay in the file.
impl<T: Element> fmt::Debug for Mapped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<mapped array, shape {}, {}>", show_shape(self.shape()), T::DTYPE.name())
    }
}
