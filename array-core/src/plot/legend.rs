//! What explains colours beside and above the axes: the legend and the colour bar.

use plotters::style::RGBColor;

use super::axis_ticks::widest;
use super::builder::Plot;
use super::canvas::{Anchor, Canvas, Rect, text_width, translucent};
use super::colors::{self, Colormap, INK};
use super::marks::Marks;
use super::panel::{LABEL_SIZE, LINE_HEIGHT, MARGIN, TICK_GAP, TICK_SIZE, middle};
use super::scale::{Scale, Tick};

/// The width of the bar that explains colours.
const BAR_WIDTH: f64 = 14.0;

/// Pixels of the bar for each tick, at least.
const BAR_TICK_ROOM: f64 = 55.0;

/// A name in the legend with the sign of its series.
pub(super) struct Entry<'a> {
    name: String,
    marks: &'a Marks,
    color: RGBColor,
}

impl Entry<'_> {
    const SIGN: f64 = 18.0;
    const GAP: f64 = 6.0;

    fn width(&self) -> f64 {
        Self::SIGN + Self::GAP + text_width(&self.name, LABEL_SIZE) + 18.0
    }
}

/// The legend's names in lines of at most `width` pixels.
pub(super) fn legend_rows(plot: &Plot, width: f64) -> Vec<Vec<Entry<'_>>> {
    let mut rows: Vec<Vec<Entry<'_>>> = Vec::new();
    let mut used = 0.0;
    for (i, series) in plot.series.iter().enumerate() {
        let name = match &series.label {
            Some(label) => label.clone(),
            None if plot.legend => format!("series {}", i + 1),
            None => continue,
        };
        let color = series.color.unwrap_or(colors::series(i));
        let entry = Entry { name, marks: &series.marks, color };
        let needed = entry.width();
        match rows.last_mut() {
            Some(row) if used + needed <= width => {
                used += needed;
                row.push(entry);
            }
            _ => {
                used = needed;
                rows.push(vec![entry]);
            }
        }
    }
    rows
}

pub(super) fn draw_legend(canvas: &mut Canvas, rows: &[Vec<Entry<'_>>], (left, top): (f64, f64)) {
    for (i, row) in rows.iter().enumerate() {
        let y = top + i as f64 * LINE_HEIGHT + LINE_HEIGHT / 2.0 - 3.0;
        let mut x = left;
        for entry in row {
            let color = translucent(entry.color, 1.0);
            let end = x + Entry::SIGN;
            match entry.marks {
                Marks::Curve(curve) => {
                    if curve.line {
                        canvas.line(&[(x, y), (end, y)], color, 2.0);
                    }
                    if curve.dots {
                        canvas.dots(&[(middle(x, end), y)], 3.2, color);
                    }
                }
                _ => canvas.rect(
                    Rect { left: x + 3.0, top: y - 5.0, right: end - 3.0, bottom: y + 5.0 },
                    color,
                ),
            }
            canvas.text(&entry.name, (end + Entry::GAP, y), LABEL_SIZE, Anchor::Left, INK);
            x += entry.width();
        }
    }
}

/// A bar that says which colour stands for which value.
pub(super) struct ColorBar {
    range: (f64, f64),
    map: Colormap,
    ticks: Vec<Tick>,
}

impl ColorBar {
    /// The bar for the first series of the plot whose colours stand for values.
    pub(super) fn of(plot: &Plot, height: f64) -> Option<Self> {
        let (range, map) = plot.series.iter().find_map(|series| match &series.marks {
            Marks::Field(field) if field.bar => Some((field.range()?, field.map)),
            Marks::Contours(contours) => Some((contours.range(), contours.map)),
            _ => None,
        })?;
        let scale = Scale { min: range.0, max: range.1, log: false };
        Some(Self { range, map, ticks: scale.ticks((height / BAR_TICK_ROOM) as usize) })
    }

    /// The pixels that the bar and its labels need.
    pub(super) fn width(&self) -> f64 {
        MARGIN + BAR_WIDTH + TICK_GAP + widest(&self.ticks)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, inside: Rect) {
        const STEPS: usize = 128;
        let left = inside.right + MARGIN;
        let bar = Rect { left, right: left + BAR_WIDTH, ..inside };
        let pixels: Vec<u8> = (0..STEPS)
            .rev()
            .flat_map(|step| {
                let color = self.map.color(step as f64 / (STEPS - 1) as f64);
                [color.0, color.1, color.2, u8::MAX]
            })
            .collect();
        canvas.image(bar, 1, STEPS, &pixels);
        let scale = Scale { min: self.range.0, max: self.range.1, log: false };
        for tick in &self.ticks {
            let y = bar.bottom - scale.place(tick.value) * bar.height();
            canvas.text(&tick.label, (bar.right + TICK_GAP, y), TICK_SIZE, Anchor::Left, INK);
        }
    }
}
