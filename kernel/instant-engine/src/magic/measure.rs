//! `%timeit` and `%time`, turned into Rust.
//!
//! What is put before the user's code is as long as the command that it stands for, so that every
//! piece of it keeps its column; what comes behind it may be longer.

use proc_macro2::TokenStream;
use syn::Block;
use syn::parse::Parser as _;

const LINE: &str = "%timeit ";
const CELL: &str = "%%timeit";
const TIME: &str = "%time ";
/// Stands before a statement that is to be timed. A comment, as long as the command.
pub(crate) const TIMED: &str = "/*%t*/";
/// How many runs IPython makes.
const RUNS: usize = 7;

/// Turns each line that is a measurement into Rust.
pub(super) fn rewrite_lines(text: &str) -> String {
    let mut rewritten = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        rewritten += &rewrite_line(line, after.trim().is_empty());
        rest = after;
    }
    rewritten
}

/// Whether a line of the text may be a measurement.
pub(super) fn is_mentioned_in(text: &str) -> bool {
    text.contains(LINE) || text.contains(TIME)
}

fn rewrite_line(line: &str, is_last: bool) -> String {
    let content = line.trim_start();
    let indent = &line[..line.len() - content.len()];
    if let Some(arguments) = content.strip_prefix(LINE) {
        let (measure, at) = Measure::read(arguments);
        let (code, rest) = split_code(&arguments[at..]);
        let (open, close) = measure.map_or(("timeit!(".into(), ");".into()), Measure::braces);
        format!("{indent}{open:width$}{code}{close}{rest}", width = LINE.len() + at)
    } else if let Some(arguments) = content.strip_prefix(TIME) {
        format!("{indent}{}", rewrite_timed(arguments, is_last))
    } else {
        line.to_owned()
    }
}

/// A line behind `%time `; unless it is the last of its cell, its value is not shown.
fn rewrite_timed(arguments: &str, is_last: bool) -> String {
    let (code, rest) = split_code(arguments);
    let is_whole = Block::parse_within.parse_str(code).is_ok();
    let end = if is_whole && !is_last && !code.ends_with([';', '}']) { ";" } else { "" };
    format!("{TIMED}{code}{end}{rest}")
}

/// The first line of a cell under `%%timeit`, and what comes behind the cell. Code on that line is
/// run once before and not timed.
pub(super) fn rewrite_cell(line: &str) -> (String, String) {
    let arguments = line.strip_prefix(CELL).unwrap_or(line);
    let (measure, at) = Measure::read(arguments);
    let (open, close) = measure.map_or(("timeit!{".into(), "};".into()), Measure::braces);
    let (setup, _) = split_code(&arguments[at..]);
    if setup.trim().is_empty() {
        (format!("{open:width$}", width = line.len()), format!("\n{close}"))
    } else {
        (
            format!("{{{:width$}{setup};{open}", "", width = CELL.len() + at - 1),
            format!("\n{close}}}"),
        )
    }
}

/// How to measure, where the user has a wish.
#[derive(Clone, Copy)]
struct Measure {
    /// Zero for as many as it takes.
    loops: usize,
    runs: usize,
}

impl Measure {
    /// Reads `-n LOOPS` and `-r RUNS` as IPython has them; also where the code begins.
    fn read(arguments: &str) -> (Option<Self>, usize) {
        let mut measure = None;
        let mut rest = arguments.trim_start();
        loop {
            let value = rest.strip_prefix("-n").or_else(|| rest.strip_prefix("-r"));
            let value = value.unwrap_or_default().trim_start();
            let digits = value.bytes().take_while(u8::is_ascii_digit).count();
            let Ok(number) = value[..digits].parse() else { break };
            if value[digits..].starts_with(|c: char| !c.is_whitespace()) {
                break;
            }
            let all = measure.get_or_insert(Self { loops: 0, runs: RUNS });
            if rest.starts_with("-n") {
                all.loops = number;
            } else {
                all.runs = number.max(1);
            }
            rest = value[digits..].trim_start();
        }
        (measure, arguments.len() - rest.len())
    }

    /// What stands around the code: two more arguments of array-core's macro behind it.
    fn braces(self) -> (String, String) {
        ("timeit!({".to_owned(), format!("}} {} {});", self.loops, self.runs))
    }
}

/// Splits a line behind its last token, where a comment may stand.
fn split_code(line: &str) -> (&str, &str) {
    let tokens = line.parse::<TokenStream>().ok().and_then(|tokens| tokens.into_iter().last());
    let end = tokens.map(|last| last.span().byte_range().end);
    line.split_at(end.unwrap_or_else(|| line.trim_end().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        assert_eq!(rewrite_lines(line), expected, "{line}");
    }

    #[test]
    fn lines_are_timed() {
        check("%timeit f(é)", "timeit!(f(é));");
        check("let a = 1;\n  %timeit f(a); // x\na\n", "let a = 1;\n  timeit!(f(a);); // x\na\n");
        check("%timeit -x.sum()", "timeit!(-x.sum());");
        check("%timeit -n1 f()", "timeit!({   f()} 1 7);");
        check("%timeit -r 3 -n 10 f()\n", "timeit!({          f()} 10 3);\n");
        check("%timeit -r0 -1", "timeit!({   -1} 0 1);");
        check("%timeit -n1.max(2)", "timeit!(-n1.max(2));");
    }

    #[test]
    fn lines_are_timed_once() {
        check("%time f()\n%time g() // x\n", "/*%t*/f();\n/*%t*/g() // x\n");
        check("%time for x in v {\n}", "/*%t*/for x in v {\n}");
        check("%time {\nf() }\n1", "/*%t*/{\nf() }\n1");
    }

    #[test]
    fn cells_are_timed_after_what_prepares_them() {
        let check = |line: &str, first: &str, last: &str| {
            assert_eq!(rewrite_cell(line), (first.to_owned(), last.to_owned()), "{line}");
        };
        check("%%timeit", "timeit!{", "\n};");
        check("%%timeit -n 3", "timeit!({    ", "\n} 3 7);");
        check("%%timeit -r2 let a = 1; // x", "{            let a = 1;;timeit!({", "\n} 0 2);}");
        check("%%timeit f()", "{        f();timeit!{", "\n};}");
    }
}
