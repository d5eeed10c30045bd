//! Lines of equal height in a grid of values: marching squares.

use std::collections::HashMap;

use super::canvas::{Canvas, Point, translucent};
use super::colors::{ColorLimits, Colormap, part_of};
use super::data::PlotData;
use super::marks::{Frame, clip_line};
use super::scale::Scale;
use crate::dims::IndexInt as _;

/// About how many heights get lines unless [`Plot::levels`](super::Plot::levels) says which.
const LEVELS: usize = 9;

/// Which heights get lines: about so many round ones, or those of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Levels {
    /// About so many round heights.
    About(usize),
    /// These heights.
    At(Vec<f64>),
}

/// What [`Plot::levels`](super::Plot::levels) takes: a number of heights, or the heights themselves.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a number of contour lines nor a list of their heights",
    note = "write `.levels(8)` or `.levels([0., 0.5, 1.])`"
)]
pub trait ContourLevels {
    /// The heights.
    #[doc(hidden)]
    fn levels(self) -> Levels;
}

impl<P: PlotData> ContourLevels for P {
    fn levels(self) -> Levels {
        Levels::At(self.numbers().values)
    }
}

macro_rules! level_counts {
    ($($t:ty)*) => {$(
        impl ContourLevels for $t {
            #[track_caller]
            fn levels(self) -> Levels {
                let count = self.to_isize();
                assert!(count > 0, "levels: needs at least one contour line, got {count}");
                Levels::About(count.unsigned_abs())
            }
        }
    )*};
}

level_counts! { i32 i64 usize }

/// A grid of heights and the heights that get lines.
#[derive(Clone, Debug)]
pub(super) struct Contours {
    x: Vec<f64>,
    y: Vec<f64>,
    /// `y.len()` rows of `x.len()` heights.
    z: Vec<f64>,
    range: (f64, f64),
    pub(super) map: Colormap,
    pub(super) limits: ColorLimits,
    pub(super) levels: Levels,
}

/// An edge of the grid: it starts at a point and goes to the next one right or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Edge {
    row: usize,
    column: usize,
    down: bool,
}

impl Contours {
    pub(super) fn new(x: Vec<f64>, y: Vec<f64>, z: Vec<f64>, range: Option<(f64, f64)>) -> Self {
        Self {
            x,
            y,
            z,
            range: range.unwrap_or((0.0, 1.0)),
            map: Colormap::Viridis,
            limits: ColorLimits::default(),
            levels: Levels::About(LEVELS),
        }
    }

    /// The heights that have the first and the last colour.
    pub(super) fn range(&self) -> (f64, f64) {
        self.limits.around(self.range)
    }

    /// The heights that get lines.
    fn heights(&self) -> Vec<f64> {
        let (min, max) = self.range;
        match &self.levels {
            Levels::About(count) => {
                let ticks = Scale { min, max, log: false }.ticks(*count);
                ticks.into_iter().map(|tick| tick.value).collect()
            }
            Levels::At(heights) => heights.clone(),
        }
    }

    pub(super) fn corners(&self) -> [Point; 2] {
        let ends = |values: &[f64]| {
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            (low, high)
        };
        let (x, y) = (ends(&self.x), ends(&self.y));
        [(x.0, y.0), (x.1, y.1)]
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, frame: &Frame) {
        let range = self.range();
        for height in self.heights() {
            let color = self.map.color(part_of(height, range));
            for line in self.lines(height) {
                let shown = |&(x, y): &Point| frame.x.can_show(x) && frame.y.can_show(y);
                for run in line.split(|point| !shown(point)) {
                    let run: Vec<Point> =
                        run.iter().map(|&(x, y)| (frame.x_pixel(x), frame.y_pixel(y))).collect();
                    for part in clip_line(&run, frame.area) {
                        canvas.line(&part, translucent(color, 1.0), 1.6);
                    }
                }
            }
        }
    }

    /// The lines along which the height is `level`.
    fn lines(&self, level: f64) -> Vec<Vec<Point>> {
        // Each crossed edge leads to at most two others, through the cells on its two sides.
        let mut next: HashMap<Edge, Vec<Edge>> = HashMap::new();
        for row in 1..self.y.len() {
            for column in 1..self.x.len() {
                for [from, to] in self.segments(row - 1, column - 1, level) {
                    next.entry(from).or_default().push(to);
                    next.entry(to).or_default().push(from);
                }
            }
        }
        // Open lines first, from their ends; what is left then are rings.
        let mut starts: Vec<Edge> = next.keys().copied().collect();
        starts.sort_by_key(|edge| (next[edge].len(), edge.row, edge.column, edge.down));
        let mut lines = Vec::new();
        for start in starts {
            let mut line = vec![self.crossing(start, level)];
            let mut here = start;
            while let Some(to) = next.get_mut(&here).and_then(Vec::pop) {
                if let Some(back) = next.get_mut(&to)
                    && let Some(position) = back.iter().position(|edge| *edge == here)
                {
                    back.swap_remove(position);
                }
                line.push(self.crossing(to, level));
                here = to;
            }
            if line.len() > 1 {
                lines.push(line);
            }
        }
        lines
    }

    fn height(&self, row: usize, column: usize) -> f64 {
        self.z[row * self.x.len() + column]
    }

    /// How the line crosses one cell: up to two segments, each from edge to edge.
    fn segments(&self, row: usize, column: usize, level: f64) -> Vec<[Edge; 2]> {
        let corners =
            [(0, 0), (0, 1), (1, 1), (1, 0)].map(|(i, j)| self.height(row + i, column + j));
        if corners.iter().any(|height| !height.is_finite()) {
            return vec![];
        }
        let top = Edge { row, column, down: false };
        let left = Edge { row, column, down: true };
        let right = Edge { row, column: column + 1, down: true };
        let bottom = Edge { row: row + 1, column, down: false };
        let above = corners.map(|height| height >= level);
        let crossed: Vec<Edge> = [top, right, bottom, left]
            .into_iter()
            .enumerate()
            .filter(|&(i, _)| above[i] != above[(i + 1) % 4])
            .map(|(_, edge)| edge)
            .collect();
        match crossed[..] {
            [a, b] => vec![[a, b]],
            // A saddle: the mean height says which two corners belong together.
            [..] if crossed.len() == 4 => {
                let mean = corners.iter().sum::<f64>() / 4.0;
                if (mean >= level) == above[0] {
                    vec![[top, right], [bottom, left]]
                } else {
                    vec![[top, left], [bottom, right]]
                }
            }
            _ => vec![],
        }
    }

    /// Where on an edge the height is `level`.
    fn crossing(&self, edge: Edge, level: f64) -> Point {
        let Edge { row, column, down } = edge;
        let (to_row, to_column) = if down { (row + 1, column) } else { (row, column + 1) };
        let (from, to) = (self.height(row, column), self.height(to_row, to_column));
        let part = (level - from) / (to - from);
        let mix = |a: f64, b: f64| a + part * (b - a);
        (mix(self.x[column], self.x[to_column]), mix(self.y[row], self.y[to_row]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hill_is_ringed_by_one_closed_line() {
        let axis: Vec<f64> = (-5..=5).map(f64::from).collect();
        let z = axis.iter().flat_map(|y| axis.iter().map(move |x| -(x * x + y * y))).collect();
        let lines = Contours::new(axis.clone(), axis, z, Some((-50.0, 0.0))).lines(-9.5);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        for (x, y) in &lines[0] {
            assert!((x.hypot(*y) - 9.5_f64.sqrt()).abs() < 0.1, "({x}, {y})");
        }
    }

    #[test]
    fn levels_are_counted_or_listed() {
        let mut contours = Contours::new(vec![], vec![], vec![], Some((0.0, 1.0)));
        assert_eq!(contours.heights().len(), 11);
        contours.levels = 2.levels();
        assert_eq!(contours.heights(), [0.0, 0.5, 1.0]);
        contours.levels = [0.25, 7.0].levels();
        assert_eq!(contours.heights(), [0.25, 7.0]);
    }

    #[test]
    fn a_slope_is_crossed_by_one_open_line() {
        let z = vec![0.0, 1.0, 0.0, 1.0, 0.0, 1.0];
        let contours = Contours::new(vec![0.0, 1.0], vec![0.0, 1.0, 2.0], z, Some((0.0, 1.0)));
        assert_eq!(contours.lines(0.5), [[(0.5, 0.0), (0.5, 1.0), (0.5, 2.0)]]);
    }
}
