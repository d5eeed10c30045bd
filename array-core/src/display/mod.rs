//! Showing values: text, tables and pictures, in notebooks and in plain programs.
//!
//! A value that can be shown implements [`Render`], which gives a [`Bundle`]: the value in one or
//! more formats, always with `text/plain` among them. [`show_result!`](crate::show_result) shows
//! the last expression of a cell, [`display`](display()) shows something in the middle of one. In a notebook
//! the bundle travels to the kernel as a frame ([`emit`]); elsewhere its text is printed.

mod array_html;
mod bundle;
mod containers;
pub mod emit;
pub mod html;
pub mod limits;
pub mod registry;
mod render;
#[doc(hidden)]
pub mod show;
pub mod text;

pub use bundle::{Bundle, html, latex, markdown, svg};
pub use emit::{clear_output, display, display_with_id, update_display};
pub use render::Render;
pub(crate) use text::AnyArray;
pub use text::{
    FloatMode, PrintOptions, array_repr, array_repr_with, array_str, array_str_with, array2string,
    array2string_with, get_printoptions, set_printoptions,
};

pub use crate::{display_value, show_result};

/// The names of this module that cells see.
pub mod prelude {
    pub use crate::display_value as display;

    pub use super::{
        Bundle, FloatMode, PrintOptions, Render, array_repr, array_repr_with, array_str,
        array_str_with, array2string, array2string_with, clear_output, display, display_with_id,
        get_printoptions, html, latex, markdown, set_printoptions, svg, update_display,
    };
}
