//! The clocks of lines under `%time`.

use super::generate::Plan;
use super::source_map::SourceMap;
use crate::magic::TIMED;

/// Times the statements of each line under `%time`, as a cell's body is written.
pub(super) struct Clocks<'a> {
    source: &'a str,
    /// Where the line ends whose clock runs.
    line_end: Option<usize>,
}

impl<'a> Clocks<'a> {
    pub(super) fn new(plan: &Plan<'a>) -> Self {
        Self { source: plan.source, line_end: None }
    }

    /// A statement comes next, at this place in the cell.
    pub(super) fn before(&mut self, start: usize, map: &mut SourceMap) {
        if self.line_end.is_some_and(|end| end < start) {
            self.stop(map);
        }
        // The place of a tuple is that of its first element.
        let before = self.source[..start].trim_end_matches(|c: char| c == '(' || c.is_whitespace());
        if before.ends_with(TIMED) {
            let end = self.source[start..].find('\n').map_or(self.source.len(), |at| start + at);
            self.line_end = Some(end);
            map.add("let __line_clock = ::array_core::timing::Clock::start();\n");
        }
    }

    /// Nothing more is timed.
    pub(super) fn stop(&mut self, map: &mut SourceMap) {
        if self.line_end.take().is_some() {
            map.add("__line_clock.report();\n");
        }
    }
}
