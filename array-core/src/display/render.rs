//! The trait of values that know how to show themselves.

use std::error::Error;
use std::fmt::{self, Debug, Write};
use std::rc::Rc;
use std::sync::Arc;

use num_complex::{Complex32, Complex64};

use super::{Bundle, limits};
use crate::dtype::DType;

/// A value with a display of its own.
///
/// Implement it for a type of yours to choose what a notebook shows for it:
///
/// ```
/// use array_core::prelude::*;
///
/// struct Colour(u8, u8, u8);
///
/// impl Render for Colour {
///     fn bundle(&self) -> Bundle {
///         let Colour(r, g, b) = self;
///         Bundle::text(format!("#{r:02x}{g:02x}{b:02x}")).with(
///             "text/html",
///             format!("<div style='width:3em;height:1em;background:rgb({r},{g},{b})'></div>"),
///         )
///     }
/// }
///
/// assert_eq!(Colour(255, 128, 0).bundle().plain(), "#ff8000");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no display of its own",
    note = "the macro `display!(value)` shows a value of any type, by its `Debug` text if need be",
    note = "implement `Render` to choose what is shown"
)]
pub trait Render {
    /// The value in the formats it can be shown in, `text/plain` among them.
    fn bundle(&self) -> Bundle;
}

impl Render for Bundle {
    fn bundle(&self) -> Bundle {
        self.clone()
    }
}

/// Shows nothing.
impl Render for () {
    fn bundle(&self) -> Bundle {
        Bundle::new().with_repr("()")
    }
}

macro_rules! render_by_debug {
    ($($t:ty),* $(,)?) => {$(
        impl Render for $t {
            fn bundle(&self) -> Bundle {
                Bundle::text(debug_text(self))
            }
        }
    )*};
}

render_by_debug! {
    bool, char, str, String,
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize,
    f32, f64, DType,
}

macro_rules! render_by_display {
    ($($t:ty),* $(,)?) => {$(
        impl Render for $t {
            fn bundle(&self) -> Bundle {
                Bundle::text(self.to_string())
            }
        }
    )*};
}

render_by_display! {
    Complex32, Complex64, dyn Error + '_, dyn Error + Send + '_, dyn Error + Send + Sync + '_,
}

macro_rules! render_by_target {
    ($($t:ty),* $(,)?) => {$(
        impl<R: Render + ?Sized> Render for $t {
            fn bundle(&self) -> Bundle {
                (**self).bundle()
            }
        }
    )*};
}

render_by_target! { &R, &mut R, Box<R>, Rc<R>, Arc<R> }

/// The `Debug` text of a value, cut at [`limits::DEBUG_CHARACTERS`].
pub(crate) fn debug_text<T: Debug + ?Sized>(value: &T) -> String {
    capped_text(&value)
}

/// Compiled here once, not into each cell.
#[inline(never)]
fn capped_text(value: &dyn Debug) -> String {
    let mut text = Capped { text: String::new(), left: limits::DEBUG_CHARACTERS };
    // An error is either the cap's, told below, or the value's own, which shows what it wrote.
    if write!(text, "{value:?}").is_err() && text.left == 0 {
        text.text.push_str(&format!("… (cut at {} characters)", limits::DEBUG_CHARACTERS));
    }
    text.text
}

/// A writer that refuses more than so many characters, so that a huge value costs little.
struct Capped {
    text: String,
    left: usize,
}

impl Write for Capped {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        match piece.char_indices().nth(self.left) {
            None => {
                self.left -= piece.chars().count();
                self.text.push_str(piece);
                Ok(())
            }
            Some((end, _)) => {
                self.left = 0;
                self.text.push_str(&piece[..end]);
                Err(fmt::Error)
            }
        }
    }
}
