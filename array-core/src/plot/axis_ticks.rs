//! Which ticks an axis of so many pixels has: labels never overlap.

use super::builder::Axis;
use super::canvas::text_width;
use super::panel::TICK_SIZE;
use super::scale::{Scale, Tick};

/// The ticks of the axis at the bottom, whose labels stand side by side.
pub(super) const X_TICKS: TickRoom = TickRoom { usual: 75.0, needed: width, gap: 10.0 };
/// The ticks of the axis at the left, whose labels stand one above the other.
pub(super) const Y_TICKS: TickRoom = TickRoom { usual: 42.0, needed: |_| TICK_SIZE, gap: 4.0 };

/// The room that ticks have along an axis, in pixels.
pub(super) struct TickRoom {
    /// Room for each tick where there is enough.
    usual: f64,
    /// The length of a tick's label along the axis.
    needed: fn(&Tick) -> f64,
    /// The least distance between two labels.
    gap: f64,
}

impl TickRoom {
    /// The ticks of an axis of so many pixels.
    pub(super) fn on(&self, axis: &Axis, scale: Scale, length: f64) -> Vec<Tick> {
        if !axis.names.is_empty() {
            return self.names(&axis.names, length);
        }
        let most = (length / self.usual).max(2.0) as usize;
        let of = |count| ticks(axis, scale, count);
        let roomy = (1..=most).rev().map(of).find(|ticks| self.fit(ticks, scale, length));
        // Where there is no room for two labels, one says where the axis is.
        roomy.unwrap_or_else(|| of(1).into_iter().filter(is_labelled).take(1).collect())
    }

    /// Names at 0, 1, 2, ...: all of them, or every so many that they do not overlap.
    fn names(&self, names: &[String], length: f64) -> Vec<Tick> {
        let name = |(i, name): (usize, &String)| Tick { value: i as f64, label: name.clone() };
        let ticks: Vec<Tick> = names.iter().enumerate().map(name).collect();
        let longest = ticks.iter().map(self.needed).fold(0.0, f64::max);
        let every = ((longest + self.gap) * names.len() as f64 / length).ceil().max(1.0);
        ticks.into_iter().step_by(every as usize).collect()
    }

    /// Whether no two labels overlap on an axis of so many pixels.
    fn fit(&self, ticks: &[Tick], scale: Scale, length: f64) -> bool {
        let labelled: Vec<&Tick> = ticks.iter().filter(|tick| is_labelled(tick)).collect();
        labelled.windows(2).all(|pair| {
            let distance = (scale.place(pair[1].value) - scale.place(pair[0].value)).abs() * length;
            distance >= f64::midpoint((self.needed)(pair[0]), (self.needed)(pair[1])) + self.gap
        })
    }
}

/// About `count` ticks, at whole numbers only if the axis says so.
fn ticks(axis: &Axis, scale: Scale, count: usize) -> Vec<Tick> {
    let mut ticks = scale.ticks(count);
    if axis.whole {
        ticks.retain(|tick| tick.value.fract() == 0.0);
        for tick in &mut ticks {
            tick.label = tick.value.to_string();
        }
    }
    ticks
}

fn is_labelled(tick: &Tick) -> bool {
    !tick.label.is_empty()
}

fn width(tick: &Tick) -> f64 {
    text_width(&tick.label, TICK_SIZE)
}

/// The width of the widest label.
pub(super) fn widest(ticks: &[Tick]) -> f64 {
    ticks.iter().map(width).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(min: f64, max: f64, log: bool, length: f64) -> Vec<String> {
        let scale = Scale { min, max, log };
        let ticks = X_TICKS.on(&Axis::default(), scale, length);
        assert!(X_TICKS.fit(&ticks, scale, length), "{ticks:?}");
        ticks.into_iter().map(|tick| tick.label).filter(|label| !label.is_empty()).collect()
    }

    #[test]
    fn a_wide_axis_has_a_tick_every_so_many_pixels() {
        assert_eq!(labels(0.0, 1.0, false, 400.0), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    }

    #[test]
    fn a_narrow_axis_has_fewer_labels_that_do_not_overlap() {
        assert_eq!(labels(0.0, 1.0, false, 100.0), ["0.0", "0.5", "1.0"]);
        assert_eq!(labels(0.0, 1.0, false, 10.0).len(), 1);
        for length in [20.0, 40.0, 60.0, 80.0, 120.0, 160.0] {
            labels(-0.000_37, 0.000_42, false, length);
            labels(123_456.0, 123_458.0, false, length);
            labels(1e-3, 2e6, true, length);
        }
    }

    #[test]
    fn whole_numbers_stay_whole_where_there_is_little_room() {
        let axis = Axis { whole: true, ..Axis::default() };
        let scale = Scale { min: -0.5, max: 27.5, log: false };
        let ticks = X_TICKS.on(&axis, scale, 50.0);
        assert!(ticks.iter().all(|tick| tick.value.fract() == 0.0) && !ticks.is_empty());
    }
}
