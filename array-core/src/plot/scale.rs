//! Axis scales: where a value stands along an axis, where the ticks are and what they say.

/// A range of values along an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) min: f64,
    pub(super) max: f64,
    pub(super) log: bool,
}

/// A marked place on an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) value: f64,
    /// Empty for a minor tick.
    pub(super) label: String,
}

/// What an axis shows beyond its data at each end, as part of their range.
const PADDING: f64 = 0.04;

impl Scale {
    /// The scale that shows `extent`, padded unless the ends are given by `limits`.
    pub(super) fn new(
        extent: Option<(f64, f64)>,
        limits: Option<(f64, f64)>,
        log: bool,
        pad: bool,
    ) -> Self {
        if let Some((min, max)) = limits {
            return Self { min, max, log };
        }
        let (min, max) = extent.unwrap_or(if log { (1.0, 10.0) } else { (0.0, 1.0) });
        let (min, max) = if log { (min.log10(), max.log10()) } else { (min, max) };
        let (min, max) = if min == max {
            let room = if log { 0.5 } else { (min.abs() * 0.1).max(0.5) };
            (min - room, max + room)
        } else if pad {
            // Halves, because the range of values near the largest f64 overflows.
            let room = (max / 2.0 - min / 2.0) * 2.0 * PADDING;
            ((min - room).max(f64::MIN), (max + room).min(f64::MAX))
        } else {
            (min, max)
        };
        if log {
            // Room around the largest and smallest numbers must not leave the numbers.
            let (min, max) = (10f64.powf(min), 10f64.powf(max));
            Self { min: min.max(f64::MIN_POSITIVE), max: max.min(f64::MAX), log }
        } else {
            Self { min, max, log }
        }
    }

    /// Whether the scale has a place for a value.
    pub(super) fn can_show(&self, value: f64) -> bool {
        value.is_finite() && (!self.log || value > 0.0)
    }

    /// The place of a value: 0 at one end of the axis, 1 at the other.
    pub(super) fn place(&self, value: f64) -> f64 {
        if self.log {
            let (min, max) = (self.min.log10(), self.max.log10());
            (value.log10() - min) / (max - min)
        } else {
            (value / 2.0 - self.min / 2.0) / (self.max / 2.0 - self.min / 2.0)
        }
    }

    /// About `count` ticks at round values, with minor ones between on a log scale.
    pub(super) fn ticks(&self, count: usize) -> Vec<Tick> {
        let (low, high) = (self.min.min(self.max), self.min.max(self.max));
        if self.log { log_ticks(low, high, count) } else { linear_ticks(low, high, count) }
    }
}

fn linear_ticks(low: f64, high: f64, count: usize) -> Vec<Tick> {
    let rough = (high / 2.0 - low / 2.0) * 2.0 / count.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * power >= rough * 0.8);
    let step = factor.unwrap_or(10.0) * power;
    if !(step.is_normal() && low + step > low) {
        return vec![];
    }
    // A tick that the arithmetic puts a hair outside still belongs to the axis.
    let slack = step * 1e-9;
    let first = ((low - slack) / step).ceil() as i64;
    let last = ((high + slack) / step).floor() as i64;
    let values: Vec<f64> = (first..=last).map(|i| i as f64 * step).collect();
    let largest = values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
    let label = |&value: &f64| Tick { value, label: number(value, step, largest) };
    values.iter().map(label).collect()
}

/// A tick's number with the digits that `step` needs; scientific where those would be many.
fn number(value: f64, step: f64, largest: f64) -> String {
    let step_power = (step * 1.000_001).log10().floor() as i32;
    let text = if largest >= 1e6 || step_power < -5 {
        if value == 0.0 {
            return "0".to_owned();
        }
        let power = value.abs().log10().floor() as i32;
        let digits = usize::try_from(power - step_power).unwrap_or_default();
        format!("{value:.digits$e}")
    } else {
        let digits = usize::try_from(-step_power).unwrap_or_default();
        format!("{value:.digits$}")
    };
    text.replace('-', "\u{2212}")
}

fn log_ticks(low: f64, high: f64, count: usize) -> Vec<Tick> {
    let first = low.log10().floor() as i32;
    let last = high.log10().ceil() as i32;
    // Every so many decades, and where they are few, the digits between get labels too.
    let every = ((last - first) as usize).div_ceil(count.max(1)).max(1) as i32;
    let labelled: &[u8] = match (last - first) as usize {
        0 | 1 => &[1, 2, 3, 5, 7],
        2 if count >= 4 => &[1, 2, 5],
        _ => &[1],
    };
    let mut ticks = Vec::new();
    for power in first..=last {
        for digit in 1..=9_u8 {
            let value = f64::from(digit) * 10f64.powi(power);
            let inside = value >= low * (1.0 - 1e-9) && value <= high * (1.0 + 1e-9);
            let is_label = labelled.contains(&digit) && power.rem_euclid(every) == 0;
            if inside && (is_label || every == 1) {
                let label = if is_label { power_of_ten(digit, power) } else { String::new() };
                ticks.push(Tick { value, label });
            }
        }
    }
    ticks
}

/// `10³`, `2×10³`; small powers as plain numbers.
fn power_of_ten(digit: u8, power: i32) -> String {
    match power {
        0..=2 => return format!("{}", f64::from(digit) * 10f64.powi(power)),
        -2..=-1 => {
            return format!(
                "{:.*}",
                power.unsigned_abs() as usize,
                f64::from(digit) * 10f64.powi(power)
            );
        }
        _ => {}
    }
    let raised: String = power
        .to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            // The others stand in order from U+2070.
            digit => {
                char::from_u32(0x2070 + digit.to_digit(10).unwrap_or_default()).unwrap_or(digit)
            }
        })
        .collect();
    if digit == 1 { format!("10{raised}") } else { format!("{digit}×10{raised}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: Scale, count: usize) -> Vec<String> {
        let ticks = scale.ticks(count).into_iter();
        ticks.map(|tick| tick.label).filter(|label| !label.is_empty()).collect()
    }

    #[test]
    fn linear_ticks_are_round() {
        let scale = |min, max| Scale { min, max, log: false };
        assert_eq!(labels(scale(-0.04, 1.04), 5), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(scale(-1.1, 1.1), 4), ["−1.0", "−0.5", "0.0", "0.5", "1.0"]);
        assert_eq!(labels(scale(0.0, 4e6), 4), ["0", "1e6", "2e6", "3e6", "4e6"]);
        assert_eq!(
            labels(scale(0.0, 2.5e-7), 5),
            ["0", "5e−8", "1.0e−7", "1.5e−7", "2.0e−7", "2.5e−7"]
        );
        assert_eq!(labels(scale(1e17, 1e17), 4), Vec::<String>::new());
    }

    #[test]
    fn log_ticks_are_decades_with_digits_where_there_is_room() {
        let scale = |min, max| Scale { min, max, log: true };
        assert_eq!(labels(scale(0.5, 2e4), 6), ["1", "10", "100", "10³", "10⁴"]);
        assert_eq!(labels(scale(1e-12, 1e12), 5), ["10⁻¹⁰", "10⁻⁵", "1", "10⁵", "10¹⁰"]);
        assert_eq!(labels(scale(1.0, 10.0), 5), ["1", "2", "3", "5", "7", "10"]);
    }

    #[test]
    fn a_single_value_gets_room_around_it() {
        let scale = Scale::new(Some((3.0, 3.0)), None, false, true);
        assert_eq!((scale.min, scale.max, scale.place(3.0)), (2.5, 3.5, 0.5));
        let scale = Scale::new(Some((f64::MIN, f64::MAX)), None, false, false);
        assert_eq!(scale.place(0.0), 0.5);
    }
}
