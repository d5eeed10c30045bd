//! One set of axes: layout, ticks, labels, legend, and the marks inside.

use super::builder::{Axis, Plot};
use super::canvas::{Anchor, Canvas, Rect, text_width, translucent};
use super::colors::{self, Colormap, INK, LINE};
use super::marks::{Frame, Marks};
use super::scale::{Scale, Tick};

const TITLE_SIZE: f64 = 15.0;
const LABEL_SIZE: f64 = 12.5;
const TICK_SIZE: f64 = 11.0;

/// Pixels between the edge of the picture and what stands next to it.
const MARGIN: f64 = 12.0;
/// Pixels between an axis and its tick labels.
const TICK_GAP: f64 = 7.0;
/// Pixels that a line of text with the space around it is high.
const LINE_HEIGHT: f64 = 21.0;
/// Pixels of an axis for each tick, at least.
const X_TICK_ROOM: f64 = 75.0;
const Y_TICK_ROOM: f64 = 42.0;
/// The width of the bar that explains colours.
const COLORBAR: f64 = 14.0;

/// Draws a plot into a part of a picture.
pub(super) fn draw(plot: &Plot, canvas: &mut Canvas, area: Rect) {
    let x = scale(plot, &plot.x, |point| point.0);
    let y = scale(plot, &plot.y, |point| point.1);
    let colorbar = plot.series.iter().find_map(|series| colors_of(&series.marks));
    let colorbar = colorbar.map(|(range, map)| (range, map, bar_ticks(range, area.height())));

    let legend = legend_rows(plot, area.width() - 2.0 * MARGIN);
    let title = if plot.title.is_empty() { MARGIN } else { 34.0 };
    let below = if plot.x.label.is_empty() { 0.0 } else { LINE_HEIGHT };
    let top = area.top + title + legend.len() as f64 * LINE_HEIGHT;
    let bottom = area.bottom - MARGIN - below - TICK_SIZE - TICK_GAP;
    let y_ticks = ticks(&plot.y, y, (bottom - top) / Y_TICK_ROOM);
    let beside = if plot.y.label.is_empty() { 0.0 } else { LINE_HEIGHT };
    let left = area.left + MARGIN + beside + widest(&y_ticks) + TICK_GAP;
    let right_of =
        colorbar.as_ref().map_or(0.0, |(_, _, ticks)| MARGIN + COLORBAR + TICK_GAP + widest(ticks));
    let right = (area.right - MARGIN - right_of).max(left + 1.0);
    let x_ticks = ticks(&plot.x, x, (right - left) / X_TICK_ROOM);
    let inside = Rect { left, top, right, bottom: bottom.max(top + 1.0) };
    let inside = if plot.equal { with_square_units(inside, x, y) } else { inside };
    let frame = Frame { x, y, area: inside };

    canvas.text(
        &plot.title,
        (middle(inside.left, inside.right), area.top + 18.0),
        TITLE_SIZE,
        Anchor::Center,
        INK,
    );
    draw_legend(canvas, &legend, (inside.left, area.top + title - 2.0));
    draw_axes(plot, canvas, &frame, &x_ticks, &y_ticks);
    for (i, series) in plot.series.iter().enumerate() {
        series.marks.draw(canvas, &frame, series.color.unwrap_or(colors::series(i)));
    }
    draw_labels(plot, canvas, area, inside);
    if let Some((range, map, ticks)) = colorbar {
        draw_colorbar(canvas, inside, range, map, &ticks);
    }
    draw_notes(plot, canvas, &frame);
}

fn middle(a: f64, b: f64) -> f64 {
    f64::midpoint(a, b)
}

fn widest(ticks: &[Tick]) -> f64 {
    ticks.iter().map(|tick| text_width(&tick.label, TICK_SIZE)).fold(0.0, f64::max)
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

/// The ticks of an axis that has room for so many.
fn ticks(axis: &Axis, scale: Scale, room: f64) -> Vec<Tick> {
    if !axis.names.is_empty() {
        let names = axis.names.iter().enumerate();
        return names.map(|(i, name)| Tick { value: i as f64, label: name.clone() }).collect();
    }
    let count = (room.max(2.0)) as usize;
    let mut ticks = scale.ticks(count);
    if axis.whole {
        ticks.retain(|tick| tick.value.fract() == 0.0);
        for tick in &mut ticks {
            tick.label = tick.value.to_string();
        }
    }
    ticks
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

/// A name in the legend with the sign of its series.
struct Entry<'a> {
    name: String,
    marks: &'a Marks,
    color: plotters::style::RGBColor,
}

impl Entry<'_> {
    const SIGN: f64 = 18.0;
    const GAP: f64 = 6.0;

    fn width(&self) -> f64 {
        Self::SIGN + Self::GAP + text_width(&self.name, LABEL_SIZE) + 18.0
    }
}

/// The legend's names in lines of at most `width` pixels.
fn legend_rows(plot: &Plot, width: f64) -> Vec<Vec<Entry<'_>>> {
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

fn draw_legend(canvas: &mut Canvas, rows: &[Vec<Entry<'_>>], (left, top): (f64, f64)) {
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

/// The range and map of marks whose colours stand for values.
fn colors_of(marks: &Marks) -> Option<((f64, f64), Colormap)> {
    match marks {
        Marks::Field(field) if field.bar => Some((field.range()?, field.map)),
        Marks::Contours(contours) => Some((contours.range(), contours.map)),
        _ => None,
    }
}

fn bar_ticks((low, high): (f64, f64), height: f64) -> Vec<Tick> {
    Scale { min: low, max: high, log: false }.ticks((height / Y_TICK_ROOM / 1.3) as usize)
}

fn draw_colorbar(
    canvas: &mut Canvas,
    inside: Rect,
    range: (f64, f64),
    map: Colormap,
    ticks: &[Tick],
) {
    const STEPS: usize = 128;
    let left = inside.right + MARGIN;
    let bar = Rect { left, right: left + COLORBAR, ..inside };
    let pixels: Vec<u8> = (0..STEPS)
        .rev()
        .flat_map(|step| {
            let color = map.color(step as f64 / (STEPS - 1) as f64);
            [color.0, color.1, color.2, u8::MAX]
        })
        .collect();
    canvas.image(bar, 1, STEPS, &pixels);
    let scale = Scale { min: range.0, max: range.1, log: false };
    for tick in ticks {
        let y = bar.bottom - scale.place(tick.value) * bar.height();
        canvas.text(&tick.label, (bar.right + TICK_GAP, y), TICK_SIZE, Anchor::Left, INK);
    }
}

/// Says what cannot be shown: no data at all, or values without a place on a log axis.
fn draw_notes(plot: &Plot, canvas: &mut Canvas, frame: &Frame) {
    let Rect { left, top, right, bottom } = frame.area;
    let points = || plot.series.iter().flat_map(|series| series.marks.points());
    let shown = |&(x, y): &(f64, f64)| frame.x.can_show(x) && frame.y.can_show(y);
    if !points().any(|point| shown(&point)) {
        let place = (middle(left, right), middle(top, bottom));
        canvas.text("no data to show", place, LABEL_SIZE, Anchor::Center, INK);
    }
    let curves = plot.series.iter().filter(|series| matches!(series.marks, Marks::Curve(_)));
    let finite = |&(x, y): &(f64, f64)| x.is_finite() && y.is_finite();
    let hidden = curves
        .flat_map(|series| series.marks.points())
        .filter(|point| finite(point) && !shown(point))
        .count();
    if hidden > 0 {
        let note = format!("{hidden} values ≤ 0 have no place on a log axis");
        canvas.text(&note, (right - 4.0, top + 8.0), TICK_SIZE, Anchor::Right, INK);
    }
}
