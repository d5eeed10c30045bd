//! The plot and its builder methods.

use std::path::Path;

use plotters::style::RGBColor;

use super::canvas::{Canvas, Rect};
use super::colors;
use super::data::PlotData;
use super::marks::{Curve, Marks};
use super::panel;
use crate::creation::Number;
use crate::display::{Bundle, Render};
use crate::error::{Error, ErrorKind, Result};

/// The picture's size in pixels unless [`Plot::size`] says otherwise.
const SIZE: (u32, u32) = (640, 400);

/// A plot: series of marks on a pair of axes. Shown as the last expression of a cell.
///
/// ```
/// use array_core::prelude::*;
///
/// let x = [0.0, 1.0, 2.0, 3.0];
/// let p = plot(&x, &[0.0, 1.0, 4.0, 9.0])
///     .label("squares")
///     .add(&x, &[0.0, 1.0, 8.0, 27.0])
///     .label("cubes")
///     .scatter()
///     .title("Powers")
///     .xlabel("n");
/// assert!(p.to_svg().starts_with("<svg"));
/// ```
#[derive(Clone, Debug)]
#[must_use = "a plot is shown as the last expression of a cell or by display(..)"]
pub struct Plot {
    pub(super) series: Vec<Series>,
    pub(super) title: String,
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) grid: bool,
    pub(super) legend: bool,
    /// One data unit is as long on both axes.
    pub(super) equal: bool,
    pub(super) size: (u32, u32),
}

/// Marks with a name and a colour.
#[derive(Clone, Debug)]
pub(super) struct Series {
    pub(super) marks: Marks,
    pub(super) label: Option<String>,
    pub(super) color: Option<RGBColor>,
    pub(super) opacity: Option<f64>,
}

/// What is said about one axis.
#[derive(Clone, Debug, Default)]
pub(super) struct Axis {
    pub(super) label: String,
    pub(super) limits: Option<(f64, f64)>,
    pub(super) log: bool,
    /// Ticks at whole numbers only: positions in a matrix.
    pub(super) whole: bool,
    /// Names in place of the numbers 0, 1, 2, ...
    pub(super) names: Vec<String>,
}

/// Plots `y` over `x` as a line (matplotlib: `plot`).
///
/// Of a matrix `y` each column is a series.
///
/// # Panics
///
/// When `x` and `y` differ in length.
#[track_caller]
pub fn plot(x: impl PlotData, y: impl PlotData) -> Plot {
    Plot::empty().add(x, y)
}

/// Plots `y` over 0, 1, 2, ... as a line (matplotlib: `plot` with one argument).
pub fn plot_y(y: impl PlotData) -> Plot {
    Plot::empty().add_y(y)
}

/// Plots `y` over `x` as dots (matplotlib: `scatter`).
///
/// # Panics
///
/// When `x` and `y` differ in length.
#[track_caller]
pub fn scatter(x: impl PlotData, y: impl PlotData) -> Plot {
    plot(x, y).scatter()
}

impl Plot {
    pub(super) fn empty() -> Self {
        Self {
            series: vec![],
            title: String::new(),
            x: Axis::default(),
            y: Axis::default(),
            grid: true,
            legend: false,
            equal: false,
            size: SIZE,
        }
    }

    pub(super) fn of(marks: Marks) -> Self {
        let mut plot = Self::empty();
        plot.push(marks);
        plot
    }

    pub(super) fn push(&mut self, marks: Marks) {
        self.series.push(Series { marks, label: None, color: None, opacity: None });
    }

    /// Adds a series, which the calls that follow describe.
    ///
    /// # Panics
    ///
    /// When `x` and `y` differ in length.
    #[track_caller]
    pub fn add(mut self, x: impl PlotData, y: impl PlotData) -> Self {
        let x = x.numbers().values;
        for y in y.numbers().columns() {
            assert!(
                x.len() == y.len(),
                "plot: x and y must have the same length, got {} and {}",
                x.len(),
                y.len()
            );
            self.push(Marks::Curve(Curve::line(x.clone(), y)));
        }
        self
    }

    /// Adds a series over 0, 1, 2, ..., which the calls that follow describe.
    pub fn add_y(mut self, y: impl PlotData) -> Self {
        for y in y.numbers().columns() {
            let x = (0..y.len()).map(|i| i as f64).collect();
            self.push(Marks::Curve(Curve::line(x, y)));
        }
        self
    }

    /// Adds all series of another plot on the same axes.
    pub fn overlay(mut self, other: Self) -> Self {
        self.series.extend(other.series);
        self
    }

    /// Draws the latest series as a line.
    pub fn line(self) -> Self {
        self.curve(|curve| (curve.line, curve.dots) = (true, false))
    }

    /// Draws the latest series as dots.
    pub fn scatter(self) -> Self {
        self.curve(|curve| (curve.line, curve.dots) = (false, true))
    }

    /// Draws the latest series as a line with dots.
    pub fn markers(self) -> Self {
        self.curve(|curve| (curve.line, curve.dots) = (true, true))
    }

    /// The width of the latest series' line, or the diameter of its dots, in pixels.
    pub fn width(self, pixels: impl Number) -> Self {
        self.curve(|curve| curve.width = Some(pixels.number()))
    }

    fn curve(mut self, change: impl FnOnce(&mut Curve)) -> Self {
        if let Some(Series { marks: Marks::Curve(curve), .. }) = self.series.last_mut() {
            change(curve);
        }
        self
    }

    /// Names the latest series in the legend, which shows once a series has a name.
    pub fn label(mut self, name: impl Into<String>) -> Self {
        if let Some(series) = self.series.last_mut() {
            series.label = Some(name.into());
        }
        self
    }

    /// The latest series' colour: `"red"`, `"#d62728"`, or `"C0"` to `"C5"` of the palette.
    ///
    /// # Panics
    ///
    /// When there is no such colour.
    #[track_caller]
    pub fn color(mut self, name: &str) -> Self {
        let color = colors::parse(name);
        if let Some(series) = self.series.last_mut() {
            series.color = Some(color);
        }
        self
    }

    /// The latest series' opacity, from 0 for invisible to 1 (matplotlib: `alpha`).
    pub fn alpha(mut self, opacity: impl Number) -> Self {
        if let Some(series) = self.series.last_mut() {
            series.opacity = Some(opacity.number().clamp(0.0, 1.0));
        }
        self
    }

    /// The line above the plot.
    pub fn title(mut self, text: impl Into<String>) -> Self {
        self.title = text.into();
        self
    }

    /// The line below the x axis.
    pub fn xlabel(mut self, text: impl Into<String>) -> Self {
        self.x.label = text.into();
        self
    }

    /// The line beside the y axis.
    pub fn ylabel(mut self, text: impl Into<String>) -> Self {
        self.y.label = text.into();
        self
    }

    /// Shows a legend, with numbers for the series that have no [`label`](Self::label).
    pub fn legend(mut self) -> Self {
        self.legend = true;
        self
    }

    /// The picture's width and height in pixels.
    pub fn size(mut self, (width, height): (u32, u32)) -> Self {
        self.size = (width, height);
        self
    }

    /// The ends of the x axis, left and right.
    ///
    /// # Panics
    ///
    /// When they are equal or not finite.
    #[track_caller]
    pub fn xlim(mut self, (left, right): (impl Number, impl Number)) -> Self {
        self.x.limits = Some(limits("xlim", left.number(), right.number()));
        self
    }

    /// The ends of the y axis, bottom and top.
    ///
    /// # Panics
    ///
    /// When they are equal or not finite.
    #[track_caller]
    pub fn ylim(mut self, (bottom, top): (impl Number, impl Number)) -> Self {
        self.y.limits = Some(limits("ylim", bottom.number(), top.number()));
        self
    }

    /// A logarithmic x axis; values that are not positive are left out, and a note says so.
    pub fn logx(mut self) -> Self {
        self.x.log = true;
        self
    }

    /// A logarithmic y axis; values that are not positive are left out, and a note says so.
    pub fn logy(mut self) -> Self {
        self.y.log = true;
        self
    }

    /// Whether lines mark the ticks across the plot; they do unless this says otherwise.
    pub fn grid(mut self, shown: bool) -> Self {
        self.grid = shown;
        self
    }

    /// The plot as an SVG document.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let mut canvas = Canvas::new(self.size);
        let (width, height) = (f64::from(self.size.0), f64::from(self.size.1));
        panel::draw(self, &mut canvas, Rect { left: 0.0, top: 0.0, right: width, bottom: height });
        canvas.into_svg(&self.description())
    }

    /// Writes the plot to an SVG file.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        save(path.as_ref(), &self.to_svg())
    }

    /// What the plot is, in words.
    pub(super) fn description(&self) -> String {
        let names: Vec<&str> = self.series.iter().filter_map(|s| s.label.as_deref()).collect();
        let count = self.series.len();
        let mut text = format!("plot of {count} series");
        if !self.title.is_empty() {
            text.push_str(&format!(" \"{}\"", self.title));
        }
        if !names.is_empty() {
            text.push_str(&format!(": {}", names.join(", ")));
        }
        text
    }
}

/// Writes an SVG document to a file.
pub(super) fn save(path: &Path, svg: &str) -> Result<()> {
    std::fs::write(path, svg).map_err(|error| {
        Error::new(ErrorKind::Io, format!("save: cannot write {}: {error}", path.display()))
    })
}

#[track_caller]
fn limits(operation: &str, low: f64, high: f64) -> (f64, f64) {
    assert!(
        low.is_finite() && high.is_finite() && low != high,
        "{operation}: needs two different finite numbers, got ({low}, {high})"
    );
    (low, high)
}

impl Render for Plot {
    fn bundle(&self) -> Bundle {
        Bundle::text(format!("<{}>", self.description())).with("image/svg+xml", self.to_svg())
    }
}
