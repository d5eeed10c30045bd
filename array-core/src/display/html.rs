//! HTML tables that read in light and dark without scripts.

use std::borrow::Cow;
use std::fmt::Write;

/// The style of tables, sent with each: a front end may show one output without the others.
const STYLE: &str = include_str!("table.css");

/// Text with the characters that mean something in HTML replaced.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

/// A table of texts with headers, in the style of array tables.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// A line above the table.
    pub caption: Option<String>,
    /// The header rows; each cell stands above one column. All but the last are emphasised.
    pub head: Vec<Vec<Cell>>,
    /// The rows: a header on the left, where there is one, then the cells.
    pub rows: Vec<(Option<String>, Vec<Cell>)>,
}

/// One cell of a [`Table`].
#[derive(Clone, Debug)]
pub struct Cell {
    /// The text, not yet escaped.
    pub text: String,
    /// How it looks.
    pub look: Look,
}

/// How a cell of a [`Table`] looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Aligned to the right.
    Number,
    /// Aligned to the left.
    Text,
    /// Aligned to the right and pale: what is missing or left out.
    Dim,
    /// Aligned to the left and pale: what is missing or left out among texts.
    DimText,
}

impl Table {
    /// Writes the table's own element.
    fn write(&self, html: &mut String) {
        html.push_str("<table class=\"ac-table\">");
        if let Some(caption) = &self.caption {
            push(html, format_args!("<caption>{}</caption>", escape(caption)));
        }
        if !self.head.is_empty() {
            html.push_str("<thead>");
            for row in &self.head {
                html.push_str("<tr>");
                if self.rows.iter().any(|(header, _)| header.is_some()) {
                    html.push_str("<th></th>");
                }
                row.iter().for_each(|cell| cell.write(html, "th"));
                html.push_str("</tr>");
            }
            html.push_str("</thead>");
        }
        html.push_str("<tbody>");
        for (header, cells) in &self.rows {
            html.push_str("<tr>");
            if let Some(header) = header {
                push(html, format_args!("<th>{}</th>", escape(header)));
            }
            cells.iter().for_each(|cell| cell.write(html, "td"));
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table>");
    }
}

impl Cell {
    /// A cell of the given text and look.
    pub fn new(text: impl Into<String>, look: Look) -> Self {
        Self { text: text.into(), look }
    }

    /// Writes the cell as an element of the given name.
    fn write(&self, html: &mut String, element: &str) {
        let class = match self.look {
            Look::Number => "",
            Look::Text => " class=\"ac-text\"",
            Look::Dim => " class=\"ac-dim\"",
            Look::DimText => " class=\"ac-dim ac-text\"",
        };
        push(html, format_args!("<{element}{class}>{}</{element}>", escape(&self.text)));
    }
}

/// Tables beside each other under a line about them, with their style.
#[must_use]
pub fn tables_html(about: &str, tables: &[Table], note: Option<&str>) -> String {
    let mut html = format!("<div class=\"array-core\"><style>{STYLE}</style>");
    push(&mut html, format_args!("<div class=\"ac-about\">{}</div>", escape(about)));
    html.push_str("<div class=\"ac-pages\">");
    for table in tables {
        table.write(&mut html);
    }
    html.push_str("</div>");
    if let Some(note) = note {
        push(&mut html, format_args!("<div class=\"ac-about\">{}</div>", escape(note)));
    }
    html.push_str("</div>");
    html
}

/// Appends formatted text.
fn push(html: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = html.write_fmt(text);
}
