//! What is drawn inside the axes: curves, bars and boxes.

use std::collections::HashSet;

use plotters::style::RGBAColor;

use super::canvas::{Canvas, Point, Rect};
use super::contour::Contours;
use super::fields::Field;
use super::scale::Scale;

/// Dots above which those that cover each other are drawn once.
const MANY_DOTS: usize = 2_000;

/// Points of a line, for each pixel of the plot's width, above which it is thinned out.
const MANY_POINTS_PER_PIXEL: f64 = 4.0;

/// One kind of marks with its numbers.
#[derive(Clone, Debug)]
pub(super) enum Marks {
    Curve(Curve),
    Bars(Bars),
    Boxes(Vec<BoxStats>),
    Field(Field),
    Contours(Contours),
}

/// Points, joined by a line, as dots, or both.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
    pub(super) line: bool,
    pub(super) dots: bool,
    pub(super) width: Option<f64>,
}

/// Bars that stand on zero.
#[derive(Clone, Debug)]
pub(super) struct Bars {
    /// The left and right end of each bar.
    pub(super) spans: Vec<(f64, f64)>,
    pub(super) heights: Vec<f64>,
}

/// What a box plot shows of one data set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BoxStats {
    pub(super) quartiles: [f64; 3],
    pub(super) whiskers: [f64; 2],
    pub(super) outliers: Vec<f64>,
}

/// Where values stand in the picture.
pub(super) struct Frame {
    pub(super) x: Scale,
    pub(super) y: Scale,
    pub(super) area: Rect,
}

impl Frame {
    pub(super) fn x_pixel(&self, x: f64) -> f64 {
        self.area.left + self.x.place(x) * self.area.width()
    }

    pub(super) fn y_pixel(&self, y: f64) -> f64 {
        self.area.bottom - self.y.place(y) * self.area.height()
    }

    fn pixel(&self, x: f64, y: f64) -> Option<Point> {
        let shown = self.x.can_show(x) && self.y.can_show(y);
        shown.then(|| (self.x_pixel(x), self.y_pixel(y)))
    }

    /// The part of a data rectangle that is inside the axes.
    fn clipped(&self, x: (f64, f64), y: (f64, f64)) -> Rect {
        let (a, b) = (self.x_pixel(x.0), self.x_pixel(x.1));
        let (c, d) = (self.y_pixel(y.0), self.y_pixel(y.1));
        let Rect { left, top, right, bottom } = self.area;
        Rect {
            left: a.min(b).clamp(left, right),
            top: c.min(d).clamp(top, bottom),
            right: a.max(b).clamp(left, right),
            bottom: c.max(d).clamp(top, bottom),
        }
    }
}

impl Marks {
    /// The points whose range the axes must show.
    pub(super) fn points(&self) -> Vec<Point> {
        match self {
            Self::Curve(curve) => curve.x.iter().copied().zip(curve.y.iter().copied()).collect(),
            Self::Bars(bars) => {
                let ends = bars.spans.iter().zip(&bars.heights);
                ends.flat_map(|(&(a, b), &height)| [(a, 0.0), (b, height)]).collect()
            }
            Self::Boxes(boxes) => boxes
                .iter()
                .enumerate()
                .flat_map(|(i, stats)| {
                    let values = stats.outliers.iter().chain(&stats.whiskers);
                    values.flat_map(move |&v| [(i as f64 - 0.5, v), (i as f64 + 0.5, v)])
                })
                .collect(),
            Self::Field(field) => field.corners().to_vec(),
            Self::Contours(contours) => contours.corners().to_vec(),
        }
    }

    /// The opacity unless the series has its own: dots let others show through.
    pub(super) fn usual_opacity(&self) -> f64 {
        match self {
            Self::Curve(Curve { line: false, .. }) => 0.75,
            _ => 1.0,
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, frame: &Frame, color: RGBAColor) {
        match self {
            Self::Curve(curve) => curve.draw(canvas, frame, color),
            Self::Bars(bars) => bars.draw(canvas, frame, color),
            Self::Boxes(boxes) => {
                for (i, stats) in boxes.iter().enumerate() {
                    stats.draw(canvas, frame, color, i as f64);
                }
            }
            Self::Field(field) => field.draw(canvas, frame),
            Self::Contours(contours) => contours.draw(canvas, frame),
        }
    }
}

impl Curve {
    pub(super) fn line(x: Vec<f64>, y: Vec<f64>) -> Self {
        Self { x, y, line: true, dots: false, width: None }
    }

    fn draw(&self, canvas: &mut Canvas, frame: &Frame, color: RGBAColor) {
        let places: Vec<Option<Point>> =
            self.x.iter().zip(&self.y).map(|(&x, &y)| frame.pixel(x, y)).collect();
        let mut dots = Vec::new();
        if self.line {
            for run in places.split(Option::is_none).filter(|run| !run.is_empty()) {
                let run: Vec<Point> = run.iter().flatten().copied().collect();
                if let [alone] = run[..] {
                    dots.push(alone);
                }
                for part in clip_line(&thinned(run, frame.area), frame.area) {
                    canvas.line(&part, color, self.width.unwrap_or(1.8));
                }
            }
        }
        if self.dots {
            dots = places.into_iter().flatten().collect();
        }
        dots.retain(|&dot| frame.area.contains(dot));
        if dots.len() > MANY_DOTS {
            let mut seen = HashSet::new();
            dots.retain(|&(x, y)| seen.insert(((x * 2.0) as i32, (y * 2.0) as i32)));
        }
        let radius = if self.line { 3.0 } else { self.width.map_or(3.2, |width| width / 2.0) };
        canvas.dots(&dots, radius, color);
    }
}

/// A line with, for each column of pixels, only its first, lowest, highest and last point, if it
/// runs to the right and has many more points than that.
fn thinned(run: Vec<Point>, area: Rect) -> Vec<Point> {
    let many = run.len() as f64 > area.width() * MANY_POINTS_PER_PIXEL;
    if !many || !run.is_sorted_by(|a, b| a.0 <= b.0) {
        return run;
    }
    let mut kept = Vec::new();
    for column in run.chunk_by(|a, b| a.0.floor() == b.0.floor()) {
        let position_of = |better: fn(f64, f64) -> bool| {
            let mut best = 0;
            for (i, point) in column.iter().enumerate() {
                if better(point.1, column[best].1) {
                    best = i;
                }
            }
            best
        };
        let mut positions =
            [0, position_of(|a, b| a < b), position_of(|a, b| a > b), column.len() - 1];
        positions.sort_unstable();
        kept.extend(positions.map(|position| column[position]));
    }
    kept
}

/// The parts of a line inside a rectangle.
pub(super) fn clip_line(points: &[Point], area: Rect) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    for pair in points.windows(2) {
        let Some((from, to)) = clip_segment(pair[0], pair[1], area) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

/// The part of a segment inside a rectangle (Liang and Barsky).
fn clip_segment(a: Point, b: Point, area: Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    let sides = [
        (-dx, a.0 - area.left),
        (dx, area.right - a.0),
        (-dy, a.1 - area.top),
        (dy, area.bottom - a.1),
    ];
    for (speed, room) in sides {
        if speed == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if speed < 0.0 {
            start = start.max(room / speed);
        } else {
            end = end.min(room / speed);
        }
    }
    let at = |part: f64| match part {
        0.0 => a,
        1.0 => b,
        _ => (a.0 + part * dx, a.1 + part * dy),
    };
    (start <= end).then(|| (at(start), at(end)))
}

impl Bars {
    fn draw(&self, canvas: &mut Canvas, frame: &Frame, color: RGBAColor) {
        // On a log scale there is no zero to stand on: bars reach down to the axis.
        let floor = if frame.y.log { frame.y.min } else { 0.0 };
        for (&span, &height) in self.spans.iter().zip(&self.heights) {
            if frame.y.can_show(height) && frame.x.can_show(span.0) && frame.x.can_show(span.1) {
                canvas.rect(frame.clipped(span, (floor, height)), color);
            }
        }
    }
}

impl BoxStats {
    /// The quartiles of the finite values (interpolated as NumPy does), whiskers to the last value
    /// within 1.5 interquartile ranges, and what lies beyond; nothing if there is no value.
    pub(super) fn of(values: &[f64]) -> Option<Self> {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().checked_sub(1)?;
        let quartiles = [0.25, 0.5, 0.75].map(|part| {
            let position = part * last as f64;
            let (below, above) =
                (sorted[position.floor() as usize], sorted[position.ceil() as usize]);
            below + (above - below) * position.fract()
        });
        let reach = 1.5 * (quartiles[2] - quartiles[0]);
        let (low, high) = (quartiles[0] - reach, quartiles[2] + reach);
        let (inside, outliers): (Vec<f64>, Vec<f64>) =
            sorted.into_iter().partition(|v| (low..=high).contains(v));
        let whiskers = [
            inside.first().map_or(quartiles[0], |&v| v.min(quartiles[0])),
            inside.last().map_or(quartiles[2], |&v| v.max(quartiles[2])),
        ];
        Some(Self { quartiles, whiskers, outliers })
    }

    fn draw(&self, canvas: &mut Canvas, frame: &Frame, color: RGBAColor, center: f64) {
        const HALF_BOX: f64 = 0.25;
        const HALF_CAP: f64 = 0.12;
        let [low, median, high] = self.quartiles;
        canvas.rect(
            frame.clipped((center - HALF_BOX, center + HALF_BOX), (low, high)),
            RGBAColor(color.0, color.1, color.2, color.3 * 0.3),
        );
        let mut line = |from: Point, to: Point, width| {
            let ends = [from, to].map(|(x, y)| frame.pixel(x, y));
            let ends: Vec<Point> = ends.into_iter().flatten().collect();
            for part in clip_line(&ends, frame.area) {
                canvas.line(&part, color, width);
            }
        };
        for (left, right) in [(-HALF_BOX, -HALF_BOX), (HALF_BOX, HALF_BOX)] {
            line((center + left, low), (center + right, high), 1.4);
        }
        for (value, half, width) in [
            (low, HALF_BOX, 1.4),
            (high, HALF_BOX, 1.4),
            (median, HALF_BOX, 2.6),
            (self.whiskers[0], HALF_CAP, 1.4),
            (self.whiskers[1], HALF_CAP, 1.4),
        ] {
            line((center - half, value), (center + half, value), width);
        }
        line((center, low), (center, self.whiskers[0]), 1.4);
        line((center, high), (center, self.whiskers[1]), 1.4);
        let dots: Vec<Point> =
            self.outliers.iter().filter_map(|&v| frame.pixel(center, v)).collect();
        canvas.dots(&dots, 2.4, color);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rect = Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };

    #[test]
    fn lines_are_cut_at_the_axes_and_go_on_where_they_come_back() {
        let parts = clip_line(&[(5.0, 5.0), (15.0, 5.0), (15.0, 8.0), (5.0, 8.0)], AREA);
        assert_eq!(parts, [vec![(5.0, 5.0), (10.0, 5.0)], vec![(10.0, 8.0), (5.0, 8.0)]]);
        assert!(clip_line(&[(-5.0, -1.0), (15.0, -1.0)], AREA).is_empty());
    }

    #[test]
    fn thinning_keeps_the_peaks() {
        let run: Vec<Point> =
            (0..10_000).map(|i| (f64::from(i) / 1000.0, f64::from(u8::from(i == 5_432)))).collect();
        let thin = thinned(run, AREA);
        assert!(thin.len() <= 40, "{}", thin.len());
        assert!(thin.contains(&(5.432, 1.0)));
    }

    #[test]
    fn box_statistics_are_those_of_numpy_and_matplotlib() {
        let stats = BoxStats::of(&[1.0, 2.0, 3.0, 4.0, 100.0, f64::NAN]).unwrap();
        assert_eq!(stats.quartiles, [2.0, 3.0, 4.0]);
        assert_eq!((stats.whiskers, stats.outliers), ([1.0, 4.0], vec![100.0]));
        assert_eq!(BoxStats::of(&[f64::NAN]), None);
    }
}
