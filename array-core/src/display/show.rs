//! Showing the last expression of a cell by the richest way its type has.
//!
//! The type is the user's and may implement anything or nothing, so the way is chosen by method
//! lookup: the compiler tries a receiver's candidates by the number of references, so of several
//! traits with a method of one name the one implemented for more references wins where its bound
//! holds. No trait bound is asked of the value, and nothing is compiled twice.

use std::error::Error;
use std::fmt::{Debug, Display};

pub use super::containers::tuple;
use super::registry::{render_registered, type_id};
use super::render::debug_text;
use super::{Bundle, Render};

/// Shows the value of an expression as a notebook cell's result; nothing for `()`.
///
/// In this order: [`Render`], the [registry](super::registry) for types of other
/// crates, a method `evcxr_display`, the text of an error, `Debug`, `Display`, the name of the
/// type. The elements of a tuple expression are shown each by its own way. Places are borrowed, not moved.
///
/// ```
/// let text = String::from("kept");
/// array_core::display::show_result!(text);
/// array_core::display::show_result!((1, &text));
/// assert_eq!(text, "kept");
/// ```
#[macro_export]
macro_rules! show_result {
    ($($value:tt)*) => {
        $crate::display::emit::execute_result($crate::bundle_of!($($value)*))
    };
}

/// Shows the value of an expression now, in the middle of a cell, whatever its type: by the same
/// ways as a cell's result. In cells it is called `display!`.
///
/// ```
/// use array_core::prelude::*;
///
/// #[derive(Debug)]
/// struct Mine(i32);
/// display!(Mine(3));
/// ```
#[macro_export]
macro_rules! display_value {
    ($($value:tt)*) => {
        $crate::display::emit::display($crate::bundle_of!($($value)*))
    };
}

/// The bundle of an expression's value, for the two macros that show it.
#[doc(hidden)]
#[macro_export]
macro_rules! bundle_of {
    (($($element:expr),+ ,)) => {
        $crate::display::show::tuple([$($crate::bundle_of!(@one $element)),+])
    };
    (($first:expr, $($rest:expr),+)) => { $crate::bundle_of!(($first, $($rest),+ ,)) };
    (@one $value:expr) => {
        match &($value) {
            value => {
                use $crate::display::show::{ByTypeName as _, EvcxrFallback as _, Foreign as _};
                #[allow(unused_imports)]
                use $crate::display::show::{ByDebug as _, ByDisplay as _, ByError as _, Rich as _};
                let probe = $crate::display::show::Probe(value);
                (&&probe).rich_or(|| {
                    if $crate::display::show::did_show(&value.evcxr_display()) {
                        $crate::display::Bundle::new()
                    } else {
                        (&&&&probe).plain()
                    }
                })
            }
        }
    };
    ($value:expr) => { $crate::bundle_of!(@one $value) };
}

/// A borrowed value whose type's abilities are asked for.
pub struct Probe<'a, T: ?Sized>(pub &'a T);

/// First choice: the type renders itself.
pub trait Rich {
    /// The value's bundle; `_plain` is never called, and so never compiled.
    fn rich_or(&self, _plain: impl FnOnce() -> Bundle) -> Bundle;
}

impl<T: Render + ?Sized> Rich for &Probe<'_, T> {
    fn rich_or(&self, _plain: impl FnOnce() -> Bundle) -> Bundle {
        self.0.bundle()
    }
}

/// Second choice: somebody has registered a display for the type.
pub trait Foreign {
    /// The value's bundle: that of its type if it is registered, else `plain`.
    fn rich_or(&self, plain: impl FnOnce() -> Bundle) -> Bundle;
}

impl<T: ?Sized> Foreign for Probe<'_, T> {
    fn rich_or(&self, plain: impl FnOnce() -> Bundle) -> Bundle {
        render_registered(self.0).unwrap_or_else(plain)
    }
}

/// What `evcxr_display` returns for a type that has no such method.
pub struct NotShown;

/// Third choice: a method `evcxr_display(&self)`, which prints marked content itself.
///
/// Implemented for one reference more than such a method takes, so the type's own wins.
pub trait EvcxrFallback {
    /// Stands in for the missing method.
    fn evcxr_display(&self) -> NotShown {
        NotShown
    }
}

impl<T: ?Sized> EvcxrFallback for &T {}

/// Whether `evcxr_display` was the type's own.
pub fn did_show<R>(_returned: &R) -> bool {
    type_id::<R>() != type_id::<NotShown>()
}

/// Fourth choice: the text of an error.
pub trait ByError {
    /// The value's bundle.
    fn plain(&self) -> Bundle;
}

impl<T: Error + ?Sized> ByError for &&&Probe<'_, T> {
    fn plain(&self) -> Bundle {
        Bundle::text(self.0.to_string())
    }
}

/// Fifth choice: `Debug`.
pub trait ByDebug {
    /// The value's bundle.
    fn plain(&self) -> Bundle;
}

impl<T: Debug + ?Sized> ByDebug for &&Probe<'_, T> {
    fn plain(&self) -> Bundle {
        Bundle::text(debug_text(self.0))
    }
}

/// Sixth choice: `Display`.
pub trait ByDisplay {
    /// The value's bundle.
    fn plain(&self) -> Bundle;
}

impl<T: Display + ?Sized> ByDisplay for &Probe<'_, T> {
    fn plain(&self) -> Bundle {
        Bundle::text(self.0.to_string())
    }
}

/// Last choice: the name of the type.
pub trait ByTypeName {
    /// The value's bundle.
    fn plain(&self) -> Bundle;
}

impl<T: ?Sized> ByTypeName for Probe<'_, T> {
    fn plain(&self) -> Bundle {
        Bundle::text(format!("<{}>", std::any::type_name::<T>()))
    }
}
