//! Colours, as the terminal and Jupyter's ANSI renderer know them. The basic colours only: they
//! follow the theme, so that they read on light and dark ground. Not bold: bold makes notebooks
//! take a darker shade, which the red ground of an error swallows in a dark theme.

/// What a piece of a traceback is.
#[derive(Clone, Copy)]
pub(super) enum Style {
    /// The kind of an error, and the underline of its place.
    Error,
    /// The same for a warning.
    Warning,
    /// Gutters, arrows, secondary underlines.
    Guide,
    /// `help` and `note`.
    Note,
    /// The message itself.
    Strong,
}

impl Style {
    /// The text in this style; nothing around nothing.
    pub(super) fn paint(self, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let code = match self {
            Self::Error => "31",
            Self::Warning => "33",
            Self::Guide => "34",
            Self::Note => "32",
            Self::Strong => "1",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

/// A rendered text with its colours as tags, for tests that people can read.
#[cfg(test)]
pub(super) fn readable(lines: &[String]) -> String {
    let mut text = lines.join("\n") + "\n";
    for (code, tag) in
        [("31", "<r>"), ("33", "<y>"), ("34", "<b>"), ("32", "<g>"), ("1", "<s>"), ("0", "</>")]
    {
        text = text.replace(&format!("\x1b[{code}m"), tag);
    }
    text
}
