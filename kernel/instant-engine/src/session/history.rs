//! Which cells made what the runner holds, so that they can be run again after it is gone.

use std::mem;

use engine_protocol::ExecuteRequest;

use super::options::{Exchange, Options};
use crate::cell::Cell;

/// A cell that was run.
#[derive(Clone, Debug)]
pub(super) struct Past {
    /// The cell without the commands before its code.
    pub(super) request: ExecuteRequest,
    pub(super) options: Options,
    /// Whether it came to its end. Of one that did not, only the items count.
    pub(super) ended_well: bool,
}

impl Past {
    /// The same cell with its items only; `None` where there is no item.
    fn items(mut self) -> Option<Self> {
        self.request.code = items_only(&self.request.code)?;
        Some(self)
    }
}

/// The cells that were run, in their order.
#[derive(Debug, Default)]
pub(super) struct History {
    cells: Vec<Past>,
    /// How many of them, the first ones, were run by a process that is gone.
    lost: usize,
}

impl History {
    /// A cell is about to run.
    pub(super) fn begin(&mut self, request: &ExecuteRequest, options: Options) {
        self.cells.push(Past { request: request.clone(), options, ended_well: false });
    }

    /// The cell that began last came to its end.
    pub(super) fn end_well(&mut self) {
        if let Some(last) = self.cells.last_mut() {
            last.ended_well = true;
        }
    }

    /// The cell that began last stands for one that did not come to its end.
    pub(super) fn end_badly(&mut self) {
        if let Some(last) = self.cells.last_mut() {
            last.ended_well = false;
        }
    }

    /// The process that ran the cells is gone. Gives the numbers of those that are worth running
    /// again.
    pub(super) fn lose(&mut self) -> Vec<u32> {
        self.merge();
        self.lost = self.cells.len();
        numbers(self.cells.iter().filter(|past| past.ended_well))
    }

    /// Takes all cells as they are to be run again, if a process that ran some of them is gone.
    pub(super) fn take_lost(&mut self) -> Option<Vec<Past>> {
        if self.lost == 0 {
            return None;
        }
        self.merge();
        let cells = mem::take(self).cells.into_iter();
        Some(
            cells
                .filter_map(|past| if past.ended_well { Some(past) } else { past.items() })
                .collect(),
        )
    }

    /// Where the user has run a lost cell again, one of the two is enough: the earlier one, whose
    /// place among the others is the right one.
    fn merge(&mut self) {
        let later = self.cells.split_off(self.lost);
        let mut unmatched: Vec<String> =
            self.cells.iter().map(|past| past.request.code.clone()).collect();
        // What Python was given, it has still.
        let again = |past: &Past| past.options.exchange != Some(Exchange::ToPython);
        for past in later.into_iter().filter(again) {
            let same = unmatched.iter().position(|code| *code == past.request.code);
            match same.filter(|_| past.options.exchange.is_none()) {
                Some(at) if past.ended_well => {
                    unmatched.swap_remove(at);
                }
                _ => self.cells.push(past),
            }
        }
    }
}

/// The numbers of cells.
pub(super) fn numbers<'a>(cells: impl Iterator<Item = &'a Past>) -> Vec<u32> {
    cells.map(|past| past.request.cell).collect()
}

/// Numbers of cells in words: `[1] to [4], [6]`.
pub(super) fn list(numbers: &[u32]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b).flat_map(|run| match run {
        [first, _, .., last] => vec![format!("[{first}] to [{last}]")],
        short => short.iter().map(|number| format!("[{number}]")).collect(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// A cell's code with everything but its items blank, so that these keep their places; `None` where
/// there is no item.
fn items_only(code: &str) -> Option<String> {
    let items = Cell::parse(code).items;
    let blank = |byte| if byte == b'\n' { byte } else { b' ' };
    let mut text: Vec<u8> = code.bytes().map(blank).collect();
    for (_, range) in &items {
        text[range.clone()].copy_from_slice(&code.as_bytes()[range.clone()]);
    }
    let text = String::from_utf8(text).expect("items begin and end with whole letters");
    (!items.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(codes: &[(&str, bool)]) -> History {
        let mut history = History::default();
        run(&mut history, codes);
        history
    }

    fn run(history: &mut History, codes: &[(&str, bool)]) {
        for (code, ended_well) in codes {
            let cell = u32::try_from(history.cells.len()).unwrap() + 1;
            let code = (*code).to_owned();
            let request = ExecuteRequest { id: 0, cell, code, allow_stdin: false };
            history.begin(&request, Options::default());
            if *ended_well {
                history.end_well();
            }
        }
    }

    fn codes(cells: &[Past]) -> Vec<&str> {
        cells.iter().map(|past| past.request.code.as_str()).collect()
    }

    #[test]
    fn cells_are_lost_once() {
        let mut history =
            history(&[("a", true), ("b; fn f() {}", false), ("c", true), ("crash", false)]);
        assert!(history.take_lost().is_none(), "nothing is lost yet");
        assert_eq!(history.lose(), [1, 3]);
        let cells = history.take_lost().expect("they are lost");
        assert_eq!(codes(&cells), ["a", "   fn f() {}", "c"]);
        assert!(history.take_lost().is_none(), "they were taken");
    }

    #[test]
    fn what_the_user_ran_again_runs_once() {
        let mut history = history(&[("a", true), ("add", true), ("add", true)]);
        history.lose();
        run(&mut history, &[("add", true), ("new", true), ("a", true)]);
        assert_eq!(codes(&history.take_lost().unwrap()), ["a", "add", "add", "new"]);
    }

    #[test]
    fn a_second_crash_loses_what_came_since() {
        let mut history = history(&[("a", true)]);
        history.lose();
        run(&mut history, &[("b", true), ("a", false)]);
        assert_eq!(history.lose(), [1, 2]);
        assert_eq!(codes(&history.take_lost().unwrap()), ["a", "b"]);
    }

    #[test]
    fn numbers_in_a_row_are_a_range() {
        assert_eq!(list(&[1, 2, 3, 5, 7, 8]), "[1] to [3], [5], [7], [8]");
        assert_eq!(list(&[4]), "[4]");
    }

    #[test]
    fn items_keep_their_places() {
        let code = "let é = 1;\nfn f() {\n}  f();";
        assert_eq!(items_only(code).unwrap(), "           \nfn f() {\n}      ");
        assert_eq!(items_only("f()"), None);
    }
}
