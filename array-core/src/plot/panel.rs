//! One set of axes: layout, ticks, labels, legend, and the marks inside.

use super::axis_ticks::{X_TICKS, Y_TICKS, widest};
use super::builder::{Axis, Plot};
use super::canvas::{Anchor, Canvas, Rect, translucent};
use super::colors::{self, INK, LINE};
use super::legend::{ColorBar, draw_legend, legend_rows};
use super::marks::{Frame, Marks};
use super::scale::{Scale, Tick};

const TITLE_SIZE: f64 = 15.0;
pub(super) const LABEL_SIZE: f64 = 12.5;
pub(super) const TICK_SIZE: f64 = 11.0;

/// Pixels between the edge of the picture and what stands next to it.
pub(super) const MARGIN: f64 = 12.0;
/// Pixels between an axis and its tick labels.
pub(super) const TICK_GAP: f64 = 7.0;
/// Pixels that a line of text with the space around it is high.
pub(super) const LINE_HEIGHT: f64 = 21.0;
/// Pixels that the title with the space around it is high.
const TITLE_HEIGHT: f64 = 34.0;

/// Draws a plot into a part of a picture.
pub(super) fn draw(plot: &Plot, canvas: &mut Canvas, area: Rect) {
    let x = scale(plot, &plot.x, |point| point.0);
    let y = scale(plot, &plot.y, |point| point.1);
    let is_empty = !has_place(plot, x, y);
    let bar = ColorBar::of(plot, area.height());
    let legend = legend_rows(plot, area.width() - 2.0 * MARGIN);

    let title = if plot.title.is_empty() { MARGIN } else { TITLE_HEIGHT };
    let below = if plot.x.label.is_empty() { 0.0 } else { LINE_HEIGHT };
    let beside = if plot.y.label.is_empty() { 0.0 } else { LINE_HEIGHT };
    let top = area.top + title + legend.len() as f64 * LINE_HEIGHT;
    let bottom = (area.bottom - MARGIN - below - TICK_SIZE - TICK_GAP).max(top + 1.0);
    let y_ticks = |height| if is_empty { vec![] } else { Y_TICKS.on(&plot.y, y, height) };
    let left = area.left + MARGIN + beside + widest(&y_ticks(bottom - top)) + TICK_GAP;
    let right = area.right - MARGIN - bar.as_ref().map_or(0.0, ColorBar::width);
    let right = right.max(left + 1.0);
    let inside = Rect { left, top, right, bottom };
    let inside = if plot.equal { with_square_units(inside, x, y) } else { inside };
    let x_ticks = if is_empty { vec![] } else { X_TICKS.on(&plot.x, x, inside.width()) };
    let y_ticks = y_ticks(inside.height());
    let frame = Frame { x, y, area: inside };

    let title_place = (middle(inside.left, inside.right), area.top + TITLE_HEIGHT / 2.0);
    canvas.text(&plot.title, title_place, TITLE_SIZE, Anchor::Center, INK);
    draw_legend(canvas, &legend, (inside.left, area.top + title - 2.0));
    draw_axes(plot, canvas, &frame, &x_ticks, &y_ticks);
    for (i, series) in plot.series.iter().enumerate() {
        let color = series.color.unwrap_or(colors::series(i));
        let opacity = series.opacity.unwrap_or(series.marks.usual_opacity());
        series.marks.draw(canvas, &frame, translucent(color, opacity));
    }
    draw_labels(plot, canvas, area, inside);
    if let Some(bar) = bar {
        bar.draw(canvas, inside);
    }
    draw_notes(plot, canvas, &frame);
}

pub(super) fn middle(a: f64, b: f64) -> f64 {
    f64::midpoint(a, b)
}

/// The scale that shows all values of an axis.
fn scale(plot: &Plot, axis: &Axis, part: fn(&(f64, f64)) -> f64) -> Scale {
    let is_cells = |marks: &Marks| matches!(marks, Marks::Field(_) | Marks::Contours(_));
    let pad = !plot.series.iter().any(|series| is_cells(&series.marks));
    let probe = Scale { min: 1.0, max: 2.0, log: axis.log };
    let values = plot.series.iter().flat_map(|series| series.marks.points());
    let values = values.map(|point| part(&point)).filter(|&value| probe.can_show(value));
    let extent = values.fold(None, |extent: Option<(f64, f64)>, value| {
        let (low, high) = extent.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    });
    let limits = axis.limits.filter(|(low, high)| probe.can_show(*low) && probe.can_show(*high));
    let mut scale = Scale::new(extent, limits, axis.log, pad);
    // Bars stand on the axis.
    let has_bars = plot.series.iter().any(|series| matches!(series.marks, Marks::Bars(_)));
    if has_bars && limits.is_none() && !axis.log {
        scale.min = if extent.is_some_and(|(low, _)| low == 0.0) { 0.0 } else { scale.min };
        scale.max = if extent.is_some_and(|(_, high)| high == 0.0) { 0.0 } else { scale.max };
    }
    scale
}

/// Whether any point has a place in the plot.
fn has_place(plot: &Plot, x: Scale, y: Scale) -> bool {
    let mut points = plot.series.iter().flat_map(|series| series.marks.points());
    points.any(|point| x.can_show(point.0) && y.can_show(point.1))
}

/// The largest part of a rectangle, from its top left, where both axes have equal units.
fn with_square_units(area: Rect, x: Scale, y: Scale) -> Rect {
    let (units_x, units_y) = ((x.max - x.min).abs(), (y.max - y.min).abs());
    let unit = (area.width() / units_x).min(area.height() / units_y);
    let (width, height) = (units_x * unit, units_y * unit);
    let left = area.left + (area.width() - width) / 2.0;
    Rect { left, top: area.top, right: left + width, bottom: area.top + height }
}

fn draw_axes(plot: &Plot, canvas: &mut Canvas, frame: &Frame, x_ticks: &[Tick], y_ticks: &[Tick]) {
    let Rect { left, top, right, bottom } = frame.area;
    let (strong, faint) = (translucent(LINE, 0.8), 0.22);
    // A minor tick has no label; its line is fainter still.
    let grid =
        |tick: &Tick| translucent(LINE, if tick.label.is_empty() { faint / 2.0 } else { faint });
    for tick in x_ticks {
        let x = frame.x_pixel(tick.value);
        if plot.grid && plot.x.names.is_empty() {
            canvas.line(&[(x, top), (x, bottom)], grid(tick), 1.0);
        }
        canvas.text(
            &tick.label,
            (x, bottom + TICK_GAP + TICK_SIZE / 2.0),
            TICK_SIZE,
            Anchor::Center,
            INK,
        );
    }
    for tick in y_ticks {
        let y = frame.y_pixel(tick.value);
        if plot.grid {
            canvas.line(&[(left, y), (right, y)], grid(tick), 1.0);
        }
        canvas.text(&tick.label, (left - TICK_GAP, y), TICK_SIZE, Anchor::Right, INK);
    }
    canvas.line(&[(left, top), (left, bottom), (right, bottom)], strong, 1.0);
}

fn draw_labels(plot: &Plot, canvas: &mut Canvas, area: Rect, inside: Rect) {
    let below = inside.bottom + TICK_GAP + TICK_SIZE + LINE_HEIGHT / 2.0 + 3.0;
    canvas.text(
        &plot.x.label,
        (middle(inside.left, inside.right), below),
        LABEL_SIZE,
        Anchor::Center,
        INK,
    );
    let beside = (area.left + MARGIN + LABEL_SIZE / 2.0 - 2.0, middle(inside.top, inside.bottom));
    canvas.text(&plot.y.label, beside, LABEL_SIZE, Anchor::Upwards, INK);
}

/// Says what cannot be shown: no data at all, or values without a place on a log axis.
fn draw_notes(plot: &Plot, canvas: &mut Canvas, frame: &Frame) {
    let Rect { left, top, right, bottom } = frame.area;
    if !has_place(plot, frame.x, frame.y) {
        let place = (middle(left, right), middle(top, bottom));
        canvas.text("no data to show", place, LABEL_SIZE, Anchor::Center, INK);
    }
    let without_place = |&(x, y): &(f64, f64)| {
        x.is_finite() && y.is_finite() && !(frame.x.can_show(x) && frame.y.can_show(y))
    };
    let curves = plot.series.iter().filter(|series| matches!(series.marks, Marks::Curve(_)));
    let hidden = curves.flat_map(|series| series.marks.points()).filter(without_place).count();
    if hidden > 0 {
        let values =
            if hidden == 1 { "1 value ≤ 0 has" } else { &format!("{hidden} values ≤ 0 have") };
        let note = format!("{values} no place on a log axis");
        canvas.text(&note, (right - 4.0, top + 8.0), TICK_SIZE, Anchor::Right, INK);
    }
}
