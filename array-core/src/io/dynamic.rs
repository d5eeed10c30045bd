//! Arrays whose element type is known only at run time.

use std::any::Any;
use std::fmt;

use crate::array::Array;
use crate::display::{Bundle, Render};
use crate::dtype::{Complex32, Complex64, DType, Element};

macro_rules! dynamic {
    ($($variant:ident($t:ty),)*) => {
        /// An array whose element type is known only at run time, as those of files are.
        ///
        /// ```
        /// # use array_core::prelude::*;
        /// let a = DynArray::from(array([1, 2, 3]));
        /// assert_eq!((a.dtype(), a.shape()), (DType::I64, &[3][..]));
        /// assert_eq!(a.get::<i64>().unwrap().sum(), 6);
        /// assert!(a.get::<f64>().is_none());
        /// assert_eq!(a.astype::<f64>().to_vec(), [1., 2., 3.]);
        /// ```
        #[derive(Clone, PartialEq)]
        #[allow(missing_docs, reason = "the variants are the element types of the same names")]
        pub enum DynArray {
            $($variant(Array<$t>),)*
        }

        impl DynArray {
            /// The array itself, for a caller that does not care which.
            fn erased(&self) -> &dyn Any {
                match self {
                    $(Self::$variant(array) => array,)*
                }
            }

            /// The variant of an array, of whatever type it is.
            fn of(array: &dyn Any) -> Self {
                $(if let Some(array) = array.downcast_ref::<Array<$t>>() {
                    return Self::$variant(array.clone());
                })*
                unreachable!("the element types are sealed")
            }

            /// The length of each axis (NumPy: `ndarray.shape`).
            #[must_use]
            pub fn shape(&self) -> &[usize] {
                match self {
                    $(Self::$variant(array) => array.shape(),)*
                }
            }

            /// The element type (NumPy: `ndarray.dtype`).
            #[must_use]
            pub fn dtype(&self) -> DType {
                match self {
                    $(Self::$variant(_) => DType::$variant,)*
                }
            }

            /// The values as elements of type `U`, as [`Array::astype`] converts them.
            #[must_use]
            pub fn astype<U: Element>(&self) -> Array<U> {
                match self {
                    $(Self::$variant(array) => array.astype(),)*
                }
            }

            /// The axes in reverse order (NumPy: `ndarray.T`).
            pub(super) fn t(&self) -> Self {
                match self {
                    $(Self::$variant(array) => Self::$variant(array.t()),)*
                }
            }

            /// Whether elements lie in memory without gaps, in row-major and column-major order.
            pub(super) fn contiguous(&self) -> (bool, bool) {
                let flags = match self {
                    $(Self::$variant(array) => array.flags(),)*
                };
                (flags.c_contiguous, flags.f_contiguous)
            }
        }

        impl Render for DynArray {
            fn bundle(&self) -> Bundle {
                match self {
                    $(Self::$variant(array) => array.bundle(),)*
                }
            }
        }

        impl fmt::Display for DynArray {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant(array) => array.fmt(f),)*
                }
            }
        }

        impl fmt::Debug for DynArray {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant(array) => fmt::Debug::fmt(array, f),)*
                }
            }
        }
    };
}

dynamic! {
    Bool(bool),
    I8(i8),
    I16(i16),
    I32(i32),
    I64(i64),
    U8(u8),
    U16(u16),
    U32(u32),
    U64(u64),
    F32(f32),
    F64(f64),
    C64(Complex32),
    C128(Complex64),
}

impl DynArray {
    /// The array, if its elements are of type `T`. Shares the elements.
    #[must_use]
    pub fn get<T: Element>(&self) -> Option<Array<T>> {
        self.erased().downcast_ref::<Array<T>>().cloned()
    }
}

impl<T: Element> From<&Array<T>> for DynArray {
    fn from(array: &Array<T>) -> Self {
        Self::of(array)
    }
}

impl<T: Element> From<Array<T>> for DynArray {
    fn from(array: Array<T>) -> Self {
        Self::of(&array)
    }
}

impl From<&DynArray> for DynArray {
    fn from(array: &DynArray) -> Self {
        array.clone()
    }
}
