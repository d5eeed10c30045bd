//! Matrices as colours, contour lines and images.

use plotters::style::RGBColor;

use super::builder::Plot;
use super::canvas::{Canvas, Point, Rect};
use super::colors::{ColorLimits, Colormap, part_of};
use super::contour::{ContourLevels, Contours};
use super::data::PlotData;
use super::marks::{Frame, Marks};
use crate::creation::Number;

/// Pixels along each side of a bitmap; a larger matrix is sampled.
const MOST_PIXELS: usize = 640;

/// A grid of coloured cells around the points (0, 0), (1, 0), ..., the first row on top.
#[derive(Clone, Debug)]
pub(super) struct Field {
    rows: usize,
    columns: usize,
    cells: Cells,
    pub(super) map: Colormap,
    limits: ColorLimits,
    /// Whether a bar beside the plot explains the colours.
    pub(super) bar: bool,
}

#[derive(Clone, Debug)]
enum Cells {
    Values(Vec<f64>),
    /// Red, green, blue and opacity of each cell.
    Colors(Vec<[u8; 4]>),
}

impl Field {
    fn new(rows: usize, columns: usize, cells: Cells, bar: bool) -> Self {
        Self { rows, columns, cells, map: Colormap::Viridis, limits: ColorLimits::default(), bar }
    }

    pub(super) fn corners(&self) -> [Point; 2] {
        [(-0.5, -0.5), (self.columns as f64 - 0.5, self.rows as f64 - 0.5)]
    }

    /// The values that have the first and the last colour, if cells have values.
    pub(super) fn range(&self) -> Option<(f64, f64)> {
        let Cells::Values(values) = &self.cells else { return None };
        Some(self.limits.around(range(values)?))
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, frame: &Frame) {
        let (rows, columns) = (self.rows.min(MOST_PIXELS), self.columns.min(MOST_PIXELS));
        if rows == 0 || columns == 0 {
            return;
        }
        let range = self.range().unwrap_or((0.0, 1.0));
        let mut pixels = Vec::with_capacity(rows * columns * 4);
        for row in 0..rows {
            for column in 0..columns {
                let sample =
                    row * self.rows / rows * self.columns + column * self.columns / columns;
                pixels.extend(match &self.cells {
                    Cells::Colors(colors) => colors[sample],
                    Cells::Values(values) if values[sample].is_nan() => [0; 4],
                    Cells::Values(values) => {
                        let RGBColor(r, g, b) = self.map.color(part_of(values[sample], range));
                        [r, g, b, u8::MAX]
                    }
                });
            }
        }
        let [(left, top), (right, bottom)] = self.corners();
        let place = Rect {
            left: frame.x_pixel(left),
            top: frame.y_pixel(top),
            right: frame.x_pixel(right),
            bottom: frame.y_pixel(bottom),
        };
        canvas.image(place, columns, rows, &pixels);
    }
}

impl Plot {
    /// The colours of the latest heat map, image or contour lines.
    pub fn cmap(mut self, map: Colormap) -> Self {
        if let Some((own, _)) = self.latest_colors() {
            *own = map;
        }
        self
    }

    /// The value that has the first colour, as all below it (matplotlib: `vmin`): so pictures with
    /// the same limits compare. Unless given it is the least value.
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let p = heatmap(array([[0., 50.], [100., 1000.]])).vmin(0).vmax(100);
    /// assert!(p.to_svg().starts_with("<svg"));
    /// ```
    ///
    /// # Panics
    ///
    /// When it is not finite, or not less than [`vmax`](Self::vmax).
    #[track_caller]
    pub fn vmin(mut self, low: impl Number) -> Self {
        if let Some((_, limits)) = self.latest_colors() {
            limits.low = Some(low.number());
            limits.check("vmin");
        }
        self
    }

    /// The value that has the last colour, as all above it (matplotlib: `vmax`). Unless given it is
    /// the greatest value.
    ///
    /// # Panics
    ///
    /// When it is not finite, or not greater than [`vmin`](Self::vmin).
    #[track_caller]
    pub fn vmax(mut self, high: impl Number) -> Self {
        if let Some((_, limits)) = self.latest_colors() {
            limits.high = Some(high.number());
            limits.check("vmax");
        }
        self
    }

    /// Which heights get contour lines: about so many, or those of a list (matplotlib: `levels`).
    ///
    /// ```
    /// use array_core::prelude::*;
    ///
    /// let z = array([[0., 1.], [1., 2.]]);
    /// let (two, many) = (contour(&z).levels([0.5, 1.5]), contour(&z).levels(20));
    /// assert!(two.to_svg().len() < many.to_svg().len());
    /// ```
    ///
    /// # Panics
    ///
    /// When the number of lines is not positive.
    #[track_caller]
    pub fn levels(mut self, levels: impl ContourLevels) -> Self {
        let levels = levels.levels();
        if let Some(Marks::Contours(contours)) = self.latest_marks() {
            contours.levels = levels;
        }
        self
    }

    /// The colours of the latest series, if they stand for values.
    fn latest_colors(&mut self) -> Option<(&mut Colormap, &mut ColorLimits)> {
        match self.latest_marks()? {
            Marks::Field(field) => Some((&mut field.map, &mut field.limits)),
            Marks::Contours(contours) => Some((&mut contours.map, &mut contours.limits)),
            _ => None,
        }
    }

    fn latest_marks(&mut self) -> Option<&mut Marks> {
        self.series.last_mut().map(|series| &mut series.marks)
    }
}

/// The lowest and highest finite value.
fn range(values: &[f64]) -> Option<(f64, f64)> {
    let finite = || values.iter().copied().filter(|value| value.is_finite());
    Some((finite().reduce(f64::min)?, finite().reduce(f64::max)?))
}

/// A matrix as coloured cells with a bar that explains the colours (seaborn: `heatmap`).
///
/// NaN is left blank. Row 0 is on top.
///
/// # Panics
///
/// When the array is not 2-D.
#[track_caller]
pub fn heatmap(matrix: impl PlotData) -> Plot {
    let (rows, columns, values) = matrix.numbers().matrix("heatmap");
    field(Field::new(rows, columns, Cells::Values(values), true))
}

/// A matrix as square cells with a bar that explains the colours (matplotlib: `matshow`).
///
/// # Panics
///
/// When the array is not 2-D.
#[track_caller]
pub fn matshow(matrix: impl PlotData) -> Plot {
    let mut plot = heatmap(matrix);
    plot.equal = true;
    plot
}

/// An image: a matrix through a colour map, or `(rows, columns, 3 or 4)` colour channels
/// (matplotlib: `imshow`).
///
/// Channels are 0 to 255, or 0 to 1 if none is larger.
///
/// # Panics
///
/// With another shape.
#[track_caller]
pub fn imshow(image: impl PlotData) -> Plot {
    let numbers = image.numbers();
    let mut plot = match numbers.shape[..] {
        [rows, columns, channels @ 3..=4] => {
            let unit = numbers.values.iter().all(|&value| value <= 1.0);
            let byte = |value: f64| (if unit { value * 255.0 } else { value }).round() as u8;
            let color = |pixel: &[f64]| {
                [
                    byte(pixel[0]),
                    byte(pixel[1]),
                    byte(pixel[2]),
                    pixel.get(3).map_or(u8::MAX, |&a| byte(a)),
                ]
            };
            let cells = Cells::Colors(numbers.values.chunks(channels).map(color).collect());
            field(Field::new(rows, columns, cells, false))
        }
        [rows, columns] => {
            let cells = Cells::Values(numbers.values);
            field(Field::new(rows, columns, cells, false))
        }
        _ => panic!(
            "imshow: needs shape (rows, columns), (rows, columns, 3) or (rows, columns, 4), got {}",
            crate::error::show_shape(&numbers.shape)
        ),
    };
    plot.equal = true;
    plot
}

/// A plot of cells, whose y axis points down.
fn field(field: Field) -> Plot {
    let [(left, top), (right, bottom)] = field.corners();
    let is_empty = field.rows == 0 || field.columns == 0;
    let mut plot = Plot::of(Marks::Field(field));
    if is_empty {
        plot.series.clear();
    } else {
        (plot.x.limits, plot.y.limits) = (Some((left, right)), Some((bottom, top)));
    }
    (plot.x.whole, plot.y.whole) = (true, true);
    plot.grid(false)
}

/// Lines of equal height of a matrix over its column and row numbers (matplotlib: `contour`).
///
/// # Panics
///
/// When `z` is not 2-D.
#[track_caller]
pub fn contour(z: impl PlotData) -> Plot {
    let z = z.numbers();
    let positions = |axis: usize| -> Vec<f64> {
        (0..z.shape.get(axis).copied().unwrap_or_default()).map(|i| i as f64).collect()
    };
    let (x, y) = (positions(1), positions(0));
    let (_, _, values) = z.matrix("contour");
    contours(x, y, values)
}

/// Lines of equal height of a matrix `z` with `x` along its columns and `y` along its rows
/// (matplotlib: `contour`).
///
/// # Panics
///
/// When `z` is not 2-D, or its shape is not that of `y` and `x`.
#[track_caller]
pub fn contour_xy(x: impl PlotData, y: impl PlotData, z: impl PlotData) -> Plot {
    let (x, y) = (x.numbers().values, y.numbers().values);
    let (rows, columns, values) = z.numbers().matrix("contour");
    assert!(
        (rows, columns) == (y.len(), x.len()),
        "contour: z must have shape (len y, len x) = ({}, {}), got ({rows}, {columns})",
        y.len(),
        x.len()
    );
    contours(x, y, values)
}

fn contours(x: Vec<f64>, y: Vec<f64>, z: Vec<f64>) -> Plot {
    let range = range(&z);
    let mut plot = Plot::of(Marks::Contours(Contours::new(x, y, z, range)));
    if range.is_none() {
        plot.series.clear();
    }
    plot
}
