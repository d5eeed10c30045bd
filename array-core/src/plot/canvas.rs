//! Drawing through plotters' SVG backend.
//!
//! The backend places things at whole pixels, so the canvas draws everything ten times as large
//! and lets the picture's view box scale it down: lines are smooth and text sits where it should.

use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, EmptyElement, IntoDrawingArea, PathElement, Rectangle, SVGBackend, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, RGBAColor, RGBColor, ShapeStyle, TextStyle};

/// Backend units in a pixel.
const UNITS: f64 = 10.0;

/// What plotters' SVG backend divides font sizes by.
const FONT_UNIT: f64 = 1.24;

/// Faces without serifs that most machines have.
const FONT: &str = "Helvetica,Arial,sans-serif";

/// A place in pixels.
pub(super) type Point = (f64, f64);

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn contains(&self, (x, y): Point) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// How a text stands to its place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor {
    Left,
    Right,
    Center,
    /// Centred, reading upwards.
    Upwards,
}

/// A picture being drawn.
pub(super) struct Canvas {
    size: (u32, u32),
    /// Finished pieces of SVG, in drawing order.
    body: String,
}

impl Canvas {
    pub(super) fn new(size: (u32, u32)) -> Self {
        Self { size, body: String::new() }
    }

    /// The picture as an SVG document.
    pub(super) fn into_svg(self, description: &str) -> String {
        let (width, height) = self.size;
        let view = (f64::from(width) * UNITS, f64::from(height) * UNITS);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {} {}\" style=\"max-width:100%;height:auto\" role=\"img\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\">\n<title>{}</title>\n{}</svg>",
            view.0,
            view.1,
            crate::display::html::escape(description),
            self.body
        )
    }

    pub(super) fn line(&mut self, points: &[Point], color: RGBAColor, width: f64) {
        let points: Vec<(i32, i32)> = points.iter().map(|&point| units(point)).collect();
        self.draw(|area| area.draw(&PathElement::new(points, stroke(color, width))));
    }

    pub(super) fn rect(&mut self, rect: Rect, color: RGBAColor) {
        let corners = [units((rect.left, rect.top)), units((rect.right, rect.bottom))];
        self.draw(|area| area.draw(&Rectangle::new(corners, color.filled())));
    }

    pub(super) fn dots(&mut self, centers: &[Point], radius: f64, color: RGBAColor) {
        let radius = (radius * UNITS).round() as i32;
        self.draw(|area| {
            centers.iter().try_for_each(|&center| {
                area.draw(
                    &(EmptyElement::at(units(center))
                        + Circle::new((0, 0), radius, color.filled())),
                )
            })
        });
    }

    pub(super) fn text(
        &mut self,
        text: &str,
        at: Point,
        size: f64,
        anchor: Anchor,
        color: RGBColor,
    ) {
        if text.is_empty() {
            return;
        }
        let (horizontal, transform) = match anchor {
            Anchor::Left => (HPos::Left, FontTransform::None),
            Anchor::Right => (HPos::Right, FontTransform::None),
            Anchor::Center => (HPos::Center, FontTransform::None),
            Anchor::Upwards => (HPos::Center, FontTransform::Rotate270),
        };
        let style = TextStyle::from((FONT, size * UNITS * FONT_UNIT))
            .color(&color)
            .transform(transform)
            .pos(Pos::new(horizontal, VPos::Center));
        self.draw(|area| area.draw(&Text::new(text, units(at), style)));
    }

    /// A bitmap of `columns` by `rows` pixels stretched over a rectangle, with sharp edges.
    pub(super) fn image(&mut self, rect: Rect, columns: usize, rows: usize, rgba: &[u8]) {
        let png = super::png::encode(columns, rows, rgba);
        let (left, top) = units((rect.left, rect.top));
        let (right, bottom) = units((rect.right, rect.bottom));
        self.body.push_str(&format!(
            "<image x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" \
             preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" \
             href=\"data:image/png;base64,{}\"/>\n",
            right - left,
            bottom - top,
            super::png::base64(&png)
        ));
    }

    /// Lets plotters draw and takes what it drew out of the document that it makes.
    fn draw<E: std::fmt::Debug>(
        &mut self,
        draw: impl FnOnce(&DrawingArea<SVGBackend<'_>, Shift>) -> Result<(), E>,
    ) {
        let mut document = String::new();
        {
            let size = (self.size.0 * UNITS as u32, self.size.1 * UNITS as u32);
            let area = SVGBackend::with_string(&mut document, size).into_drawing_area();
            // The backend writes to memory, which does not fail.
            draw(&area).expect("drawing to a string");
        }
        let inner = document.split_once(">\n").and_then(|(_, rest)| rest.rsplit_once("</svg>"));
        self.body.push_str(inner.map_or(&*document, |(inner, _)| inner));
    }
}

/// A colour that lets the ground through.
pub(super) fn translucent(color: RGBColor, opacity: f64) -> RGBAColor {
    color.mix(opacity)
}

/// About how wide a text of a size is.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            '.'
            | ','
            | ':'
            | 'i'
            | 'l'
            | 'j'
            | 't'
            | 'f'
            | ' '
            | '⁻'
            | '⁰'..='⁹'
            | '¹'
            | '²'
            | '³' => 0.31,
            'm' | 'w' | 'M' | 'W' => 0.86,
            'A'..='Z' => 0.68,
            _ => 0.56,
        })
        .sum();
    ems * size
}

fn units((x, y): Point) -> (i32, i32) {
    // Casts saturate: a place far outside stays far outside.
    ((x * UNITS).round() as i32, (y * UNITS).round() as i32)
}

fn stroke(color: RGBAColor, width: f64) -> ShapeStyle {
    ShapeStyle { color, filled: false, stroke_width: (width * UNITS).round() as u32 }
}
