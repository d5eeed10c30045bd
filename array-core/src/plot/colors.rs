//! Colours of series and of values.

use plotters::style::RGBColor;

/// The colours of series in order: Okabe and Ito's, told apart with any colour vision, without
/// those that fade on a white or a black ground.
const PALETTE: [RGBColor; 6] = [
    RGBColor(0x1b, 0x7f, 0xc4),
    RGBColor(0xe0, 0x6c, 0x12),
    RGBColor(0x00, 0x9e, 0x73),
    RGBColor(0xcc, 0x6b, 0xa0),
    RGBColor(0xd9, 0x9a, 0x00),
    RGBColor(0x4d, 0xae, 0xe3),
];

/// Text and tick labels: reads on white as on black.
pub(super) const INK: RGBColor = RGBColor(0x80, 0x80, 0x80);

/// Grid and frame lines, drawn translucent.
pub(super) const LINE: RGBColor = RGBColor(0x80, 0x80, 0x80);

/// The colour of the n-th series.
pub(super) fn series(index: usize) -> RGBColor {
    PALETTE[index % PALETTE.len()]
}

/// Named colours, with the values that matplotlib's tab colours have.
const NAMES: [(&str, RGBColor); 14] = [
    ("blue", RGBColor(0x1f, 0x77, 0xb4)),
    ("orange", RGBColor(0xff, 0x7f, 0x0e)),
    ("green", RGBColor(0x2c, 0xa0, 0x2c)),
    ("red", RGBColor(0xd6, 0x27, 0x28)),
    ("purple", RGBColor(0x94, 0x67, 0xbd)),
    ("brown", RGBColor(0x8c, 0x56, 0x4b)),
    ("pink", RGBColor(0xe3, 0x77, 0xc2)),
    ("gray", RGBColor(0x7f, 0x7f, 0x7f)),
    ("grey", RGBColor(0x7f, 0x7f, 0x7f)),
    ("olive", RGBColor(0xbc, 0xbd, 0x22)),
    ("cyan", RGBColor(0x17, 0xbe, 0xcf)),
    ("black", RGBColor(0, 0, 0)),
    ("white", RGBColor(255, 255, 255)),
    ("gold", RGBColor(0xd9, 0x9a, 0x00)),
];

/// The colour of a name, of `C0`, `C1`, ... for the palette, or of `#rrggbb`.
#[track_caller]
pub(super) fn parse(text: &str) -> RGBColor {
    if let Some((_, color)) = NAMES.iter().find(|(name, _)| *name == text) {
        return *color;
    }
    if let Some(index) = text.strip_prefix('C').and_then(|index| index.parse().ok()) {
        return series(index);
    }
    let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6);
    if let Some(value) = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()) {
        let [_, r, g, b] = value.to_be_bytes();
        return RGBColor(r, g, b);
    }
    let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
    panic!(
        "color: {text:?} is not a colour: write #rrggbb, C0 to C5, or one of {}",
        names.join(" ")
    )
}

/// A scale of colours for values between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colormap {
    /// Dark blue over green to yellow; even in lightness. The default.
    Viridis,
    /// Black to white.
    Gray,
    /// Blue over white to red, for values around zero.
    Coolwarm,
}

/// Nine of viridis' colours at equal distances.
const VIRIDIS: [(u8, u8, u8); 9] = [
    (68, 1, 84),
    (71, 44, 122),
    (59, 81, 139),
    (44, 113, 142),
    (33, 144, 141),
    (39, 173, 129),
    (92, 200, 99),
    (170, 220, 50),
    (253, 231, 37),
];
const GRAY: [(u8, u8, u8); 2] = [(0, 0, 0), (255, 255, 255)];
const COOLWARM: [(u8, u8, u8); 5] =
    [(59, 76, 192), (141, 176, 254), (221, 221, 221), (244, 152, 122), (180, 4, 38)];

impl Colormap {
    /// The colour of a place between 0 and 1, interpolated between the map's own.
    pub(super) fn color(self, place: f64) -> RGBColor {
        let stops: &[(u8, u8, u8)] = match self {
            Self::Viridis => &VIRIDIS,
            Self::Gray => &GRAY,
            Self::Coolwarm => &COOLWARM,
        };
        let position = place.clamp(0.0, 1.0) * (stops.len() - 1) as f64;
        let left = (position as usize).min(stops.len() - 2);
        let part = position - left as f64;
        let mix =
            |a: u8, b: u8| (f64::from(a) + part * (f64::from(b) - f64::from(a))).round() as u8;
        let (from, to) = (stops[left], stops[left + 1]);
        RGBColor(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
    }
}

/// The values that have the first and the last colour of a map, where they are given.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ColorLimits {
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

impl ColorLimits {
    /// Panics unless the limits can be those of a range.
    #[track_caller]
    pub(super) fn check(self, operation: &str) {
        for limit in [self.low, self.high].into_iter().flatten() {
            assert!(limit.is_finite(), "{operation}: needs a finite number, got {limit}");
        }
        if let (Some(low), Some(high)) = (self.low, self.high) {
            assert!(low < high, "{operation}: vmin must be less than vmax, got {low} and {high}");
        }
    }

    /// The limits, and the ends of the data's own range where none is given.
    pub(super) fn around(self, (least, greatest): (f64, f64)) -> (f64, f64) {
        match (self.low, self.high) {
            (Some(low), Some(high)) => (low, high),
            (Some(low), None) => (low, greatest.max(low)),
            (None, Some(high)) => (least.min(high), high),
            (None, None) => (least, greatest),
        }
    }
}

/// How far a value is from the low end of a range to the high one, as part of it.
pub(super) fn part_of(value: f64, (low, high): (f64, f64)) -> f64 {
    (value - low) / if high > low { high - low } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_by_name_number_and_hex() {
        assert_eq!(parse("#ff8000"), RGBColor(255, 128, 0));
        assert_eq!(parse("C7"), series(1));
        assert_eq!(parse("red"), RGBColor(0xd6, 0x27, 0x28));
        assert!(std::panic::catch_unwind(|| parse("reddish")).is_err());
    }

    #[test]
    fn limits_stand_in_for_the_ends_of_the_data() {
        let limits = |low, high| ColorLimits { low, high }.around((1.0, 2.0));
        assert_eq!(limits(None, None), (1.0, 2.0));
        assert_eq!(limits(Some(0.0), None), (0.0, 2.0));
        assert_eq!(limits(Some(0.0), Some(9.0)), (0.0, 9.0));
        assert_eq!(limits(Some(3.0), None), (3.0, 3.0), "above all data");
        assert_eq!(limits(None, Some(0.5)), (0.5, 0.5), "below all data");
        assert_eq!(part_of(5.0, (0.0, 10.0)), 0.5);
    }

    #[test]
    fn maps_end_where_they_should_and_clamp() {
        assert_eq!(Colormap::Viridis.color(0.0), RGBColor(68, 1, 84));
        assert_eq!(Colormap::Viridis.color(9.0), RGBColor(253, 231, 37));
        assert_eq!(Colormap::Gray.color(0.5), RGBColor(128, 128, 128));
    }
}
