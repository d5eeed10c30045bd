//! What the learner sees: a coloured edge, a headline, and what stands under it.

use array_core::display::html::escape;
use array_core::display::{Bundle, Render, display};

/// What a message is about, which colours its edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// It is right.
    Right,
    /// It is not right yet.
    NotYet,
    /// Something to know.
    Note,
}

impl Mood {
    /// Before a headline of text, and in colour before one of HTML.
    fn sign(self) -> &'static str {
        match self {
            Mood::Right => "✔",
            Mood::NotYet => "✘",
            Mood::Note => "➤",
        }
    }

    /// Reads in light and in dark.
    fn colour(self) -> &'static str {
        match self {
            Mood::Right => "rgb(46,158,91)",
            Mood::NotYet => "rgb(214,134,20)",
            Mood::Note => "rgb(72,137,205)",
        }
    }
}

/// A message to the learner.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub(crate) mood: Mood,
    pub(crate) headline: String,
    pub(crate) parts: Vec<Part>,
}

/// What stands under a headline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// A sentence or more; `code` between backticks.
    Text(String),
    /// Lines of Rust.
    Code(String),
    /// Rows of equal length, the first row their headers.
    Rows(Vec<Vec<String>>),
}

impl Message {
    pub(crate) fn new(mood: Mood, headline: impl Into<String>) -> Self {
        Self { mood, headline: headline.into(), parts: Vec::new() }
    }

    /// The same with one part more.
    pub(crate) fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// The same with a sentence more, if there is one.
    pub(crate) fn and(self, text: Option<String>) -> Self {
        match text {
            Some(text) => self.with(Part::Text(text)),
            None => self,
        }
    }

    /// The message as text and as HTML.
    pub(crate) fn bundle(&self) -> Bundle {
        Bundle::text(self.text()).with("text/html", self.html())
    }

    /// Shows it now.
    pub fn display(&self) {
        display(self);
    }

    /// Whether it says that an answer is right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.mood == Mood::Right
    }

    fn text(&self) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => format!("\n  {text}"),
            Part::Code(code) => code.lines().map(|line| format!("\n    {line}")).collect(),
            Part::Rows(rows) => text_rows(rows),
        });
        format!("{} {}{}", self.mood.sign(), self.headline, parts.collect::<String>())
    }

    fn html(&self) -> String {
        let colour = self.mood.colour();
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => format!("<div>{}</div>", marked_up(text)),
            Part::Code(code) => format!(
                "<pre style=\"margin:.3em 0;padding:.4em .7em;font-size:12.5px;color:inherit;\
                 background:rgba(128,128,128,.12)\">{}</pre>",
                escape(code)
            ),
            Part::Rows(rows) => html_rows(rows),
        });
        format!(
            "<div style=\"border-left:4px solid {colour};padding:.1em .9em;margin:.3em 0;\
             line-height:1.55\"><div><b style=\"color:{colour}\">{}</b> <b>{}</b></div>{}</div>",
            self.mood.sign(),
            marked_up(&self.headline),
            parts.collect::<String>(),
        )
    }
}

impl Render for Message {
    fn bundle(&self) -> Bundle {
        self.bundle()
    }
}

/// Text as HTML, what stands between backticks as code.
fn marked_up(text: &str) -> String {
    let mut html = String::new();
    for (k, piece) in text.split('`').enumerate() {
        let piece = escape(piece);
        if k % 2 == 1 {
            html += &format!("<code style=\"color:inherit\">{piece}</code>");
        } else {
            html += &piece;
        }
    }
    html
}

/// Rows of equal length with their columns aligned, each on a line of its own.
pub(crate) fn text_rows(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|k| rows.iter().map(|row| row[k].chars().count()).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("\n  {}", cells.collect::<Vec<_>>().join("   ").trim_end())
    };
    rows.iter().map(line).collect()
}

fn html_rows(rows: &[Vec<String>]) -> String {
    let row = |(k, row): (usize, &Vec<String>)| {
        let element = if k == 0 { "th" } else { "td" };
        let cell = |cell: &String| {
            format!(
                "<{element} style=\"text-align:left;padding:.1em 1.4em .1em 0;border:0;\
                 background:none;white-space:pre-wrap\">{}</{element}>",
                marked_up(cell)
            )
        };
        let cells: String = row.iter().map(cell).collect();
        format!("<tr style=\"background:none\">{cells}</tr>")
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    format!(
        "<table style=\"margin:.2em 0;border:0;border-collapse:collapse;color:inherit\">{rows}</table>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_text_and_html() {
        let message = Message::new(Mood::NotYet, "ex_1_1 not yet")
            .with(Part::Rows(vec![
                vec![String::new(), "yours".into()],
                vec!["shape".into(), "(1,) <b>".into()],
            ]))
            .with(Part::Text("Try `a < b`.".into()))
            .with(Part::Code("let a = 1;\na".into()));
        assert_eq!(
            message.bundle().plain(),
            "✘ ex_1_1 not yet\n          yours\n  shape   (1,) <b>\n  Try `a < b`.\n    let a = 1;\n    a"
        );
        let html = message.bundle();
        let html = html.get("text/html").unwrap();
        assert!(html.contains("(1,) &lt;b&gt;") && html.contains(">a &lt; b</code>"), "{html}");
    }
}
