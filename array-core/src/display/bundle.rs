//! One value in several formats.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;

use serde_json::{Value, json};

/// A value in one or more formats, keyed by MIME type; the front end picks the richest it knows.
///
/// ```
/// use array_core::prelude::*;
///
/// let bundle = Bundle::text("one half").with("text/latex", r"$\frac{1}{2}$");
/// assert_eq!(bundle.plain(), "one half");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle(ManuallyDrop<Formats>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Formats {
    data: BTreeMap<String, Value>,
    metadata: BTreeMap<String, Value>,
    repr: Option<String>,
}

// Every cell drops bundles. This keeps the code that takes maps apart out of them.
impl Drop for Bundle {
    #[inline(never)]
    fn drop(&mut self) {
        // SAFETY: nothing uses the formats after this, which runs once.
        unsafe { ManuallyDrop::drop(&mut self.0) }
    }
}

impl Bundle {
    /// A bundle without any format, which shows nothing.
    #[inline(never)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A bundle of `text/plain`.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::new().with("text/plain", text)
    }

    /// Adds a format as text; binary formats such as `image/png` are given in base64.
    #[must_use]
    pub fn with(self, mime: &str, content: impl Into<String>) -> Self {
        self.with_json(mime, Value::String(content.into()))
    }

    /// Adds a format whose content is JSON, such as `application/json`.
    #[inline(never)]
    #[must_use]
    pub fn with_json(mut self, mime: &str, content: Value) -> Self {
        self.0.data.insert(mime.to_owned(), content);
        self
    }

    /// Adds display metadata for one of the formats, such as the width of an image.
    #[must_use]
    pub fn with_metadata(mut self, mime: &str, metadata: Value) -> Self {
        self.0.metadata.insert(mime.to_owned(), metadata);
        self
    }

    /// The content of a format, if the bundle has it as text.
    #[must_use]
    pub fn get(&self, mime: &str) -> Option<&str> {
        self.0.data.get(mime)?.as_str()
    }

    /// The `text/plain` form; empty if there is none.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.get("text/plain").unwrap_or_default()
    }

    /// Sets the text that stands for the value inside a tuple, `Vec` or `Option`, where it is not
    /// the same as `text/plain`.
    #[must_use]
    pub fn with_repr(mut self, text: impl Into<String>) -> Self {
        self.0.repr = Some(text.into());
        self
    }

    /// The text that stands for the value inside a tuple, `Vec` or `Option`.
    #[must_use]
    pub fn repr(&self) -> &str {
        self.0.repr.as_deref().unwrap_or_else(|| self.plain())
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.data.is_empty()
    }

    /// The fields `data` and `metadata` of a display message.
    pub(crate) fn to_message(&self, message_type: &str) -> Value {
        json!({"type": message_type, "data": self.0.data, "metadata": self.0.metadata})
    }
}

/// Text as a bundle of `mime`, with the source itself for front ends that know text only.
fn source(mime: &str, source: impl Into<String>) -> Bundle {
    let source = source.into();
    Bundle::text(source.clone()).with(mime, source)
}

/// HTML to show (IPython: `IPython.display.HTML`).
///
/// ```
/// use array_core::prelude::*;
///
/// display(html("<b>bold</b>"));
/// ```
#[must_use]
pub fn html(text: impl Into<String>) -> Bundle {
    source("text/html", text)
}

/// An SVG picture to show (IPython: `IPython.display.SVG`).
#[must_use]
pub fn svg(text: impl Into<String>) -> Bundle {
    source("image/svg+xml", text).with("text/plain", "<svg picture>")
}

/// Markdown to show (IPython: `IPython.display.Markdown`).
#[must_use]
pub fn markdown(text: impl Into<String>) -> Bundle {
    source("text/markdown", text)
}

/// LaTeX to show, with its `$` (IPython: `IPython.display.Latex`).
#[must_use]
pub fn latex(text: impl Into<String>) -> Bundle {
    source("text/latex", text)
}
