//! Several plots in one picture.

use std::path::Path;

use super::builder::{Plot, save};
use super::canvas::{Anchor, Canvas, Rect};
use super::{colors, panel};
use crate::display::{Bundle, Render};
use crate::error::Result;

/// The width in pixels that plots side by side share, and what one takes at most, unless
/// [`Figure::size`] says otherwise.
const WIDTH: u32 = 840;
const PANEL_WIDTH: u32 = 420;

/// The height of a plot as a part of its width.
const PANEL_HEIGHT: f64 = 0.75;

/// The height of the line above all plots.
const TITLE: f64 = 30.0;

/// Plots in rows and columns.
#[derive(Clone, Debug)]
#[must_use = "a figure is shown as the last expression of a cell or by display(..)"]
pub struct Figure {
    rows: usize,
    columns: usize,
    plots: Vec<Plot>,
    title: String,
    size: (u32, u32),
}

/// Arranges plots in rows and columns, row by row (matplotlib: `subplots`).
///
/// ```
/// use array_core::prelude::*;
///
/// let x = [1.0, 2.0, 3.0];
/// let figure = subplots((1, 2), [plot(&x, &x), scatter(&x, &x)]);
/// assert!(figure.to_svg().starts_with("<svg"));
/// ```
///
/// # Panics
///
/// When there are more plots than places.
#[track_caller]
pub fn subplots((rows, columns): (usize, usize), plots: impl IntoIterator<Item = Plot>) -> Figure {
    let plots: Vec<Plot> = plots.into_iter().collect();
    assert!(
        plots.len() <= rows * columns,
        "subplots: {} plots do not fit in {rows} rows and {columns} columns",
        plots.len()
    );
    let count = |n: usize| u32::try_from(n.max(1)).unwrap_or(u32::MAX);
    let width = (WIDTH / count(columns)).clamp(1, PANEL_WIDTH);
    let height = (f64::from(width) * PANEL_HEIGHT) as u32;
    let size = (width.saturating_mul(count(columns)), height.saturating_mul(count(rows)));
    Figure { rows, columns, plots, title: String::new(), size }
}

impl Figure {
    /// The line above all plots.
    pub fn title(mut self, text: impl Into<String>) -> Self {
        self.title = text.into();
        self
    }

    /// The picture's width and height in pixels.
    pub fn size(mut self, (width, height): (u32, u32)) -> Self {
        self.size = (width, height);
        self
    }

    /// The picture as an SVG document.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let mut canvas = Canvas::new(self.size);
        let (width, height) = (f64::from(self.size.0), f64::from(self.size.1));
        let top = if self.title.is_empty() { 0.0 } else { TITLE };
        if !self.title.is_empty() {
            canvas.text(&self.title, (width / 2.0, TITLE / 2.0), 16.0, Anchor::Center, colors::INK);
        }
        let (panel_width, panel_height) =
            (width / self.columns as f64, (height - top) / self.rows as f64);
        for (i, plot) in self.plots.iter().enumerate() {
            let (row, column) = (i / self.columns, i % self.columns);
            let (left, top) = (column as f64 * panel_width, top + row as f64 * panel_height);
            let area = Rect { left, top, right: left + panel_width, bottom: top + panel_height };
            panel::draw(plot, &mut canvas, area);
        }
        canvas.into_svg(&self.description())
    }

    /// Writes the picture to an SVG file.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        save(path.as_ref(), &self.to_svg())
    }

    fn description(&self) -> String {
        let plots: Vec<String> = self.plots.iter().map(Plot::description).collect();
        format!("{} by {} plots: {}", self.rows, self.columns, plots.join("; "))
    }
}

impl Render for Figure {
    fn bundle(&self) -> Bundle {
        Bundle::text(format!("<{}>", self.description())).with("image/svg+xml", self.to_svg())
    }
}
