//! A notebook as one Rust program.
//!
//! A notebook's cells one after the other are no Rust: they end with expressions whose values are
//! shown, and hold lines that are not Rust at all. Here the first become calls of `display!` and the
//! second comments. So do cells that need a variable which a cell of Python makes.

use std::collections::BTreeSet;
use std::io::{self, Read as _, Write as _};

use anyhow::{Context as _, Result};
use engine_support::commands::Command;

use crate::cell::{Cell, Tail};
use crate::magic::{Reading, TIMED};
use crate::python::Arguments;

const HEAD: &str = "\
// Needs array-core, and the crates that commented `%dep` lines name, in its Cargo.toml.
#![allow(unused)]
use array_core::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
";
const FOOT: &str = "
Ok(())
}
";

/// Reads the cells as a JSON array of texts from standard input, and writes the program to standard
/// output.
///
/// # Errors
/// When the input is not that.
pub(crate) fn convert() -> Result<()> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input).context("cannot read the cells")?;
    let cells: Vec<String> =
        serde_json::from_str(&input).context("the cells are no array of texts")?;
    io::stdout().write_all(program(&cells).as_bytes()).context("cannot write the program")
}

fn program(cells: &[String]) -> String {
    let mut foreign = BTreeSet::new();
    let bodies = cells
        .iter()
        .zip(1..)
        .map(|(cell, number)| format!("\n// [{number}]\n{}", body(cell, &mut foreign)));
    format!("{HEAD}{}{FOOT}", bodies.collect::<String>())
}

/// A cell as statements. `foreign` names the variables that only Python, or what needs it, makes.
fn body(source: &str, foreign: &mut BTreeSet<String>) -> String {
    let (commands, code) = match Reading::new(source) {
        Reading::Foreign { command, .. } => {
            foreign.extend(made_by_python(&command));
            return commented(source.lines());
        }
        Reading::Code { commands, code } => (commands, code),
    };
    let cell = Cell::parse(&code);
    let bound = cell.bindings.iter().map(|binding| binding.name.clone());
    if let Some(name) = cell.mentions.intersection(foreign).next() {
        let why = format!("// Left out, as Python makes `{name}`:\n");
        foreign.extend(bound);
        return why + &commented(source.lines());
    }
    foreign.extend(commands.iter().flat_map(made_by_python));
    let lines: Vec<&str> = source.lines().collect();
    let left_out = commands.iter().filter(|command| {
        code.lines().nth(command.line - 1).is_some_and(|line| line.trim().is_empty())
    });
    let left_out = commented(left_out.map(|command| lines[command.line - 1]));
    format!("{left_out}{}\n", statements(&code.replace(TIMED, "")).trim())
}

/// The variables that a command has Python give back.
fn made_by_python(command: &Command) -> Vec<String> {
    if !matches!(command.name.as_str(), "python" | "%python") {
        return Vec::new();
    }
    Arguments::split(&command.arguments).map_or_else(|_| Vec::new(), |(said, _)| said.outputs)
}

fn commented<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.map(|line| format!("// {line}\n")).collect()
}

/// A cell's code with its last value shown and its last statement ended.
fn statements(code: &str) -> String {
    let cell = Cell::parse(code);
    let mut text = code.to_owned();
    let ends_well = |end: usize| code[..end].trim_end().ends_with([';', '}']);
    match &cell.tail {
        Some(tail) => {
            let (start, end) = match tail {
                Tail::Whole(range) => (range.start, range.end),
                Tail::Tuple(parts) => parentheses(code, parts[0].start, parts[parts.len() - 1].end),
            };
            text.replace_range(start..end, &format!("display!({});", &code[start..end]));
        }
        None => match cell.statements.last() {
            // A comment may stand behind it.
            Some(last) if !ends_well(last.end) => text.insert_str(last.end, "\n;"),
            _ => {}
        },
    }
    // Attributes of a crate cannot stand in a function.
    for (range, _) in cell.attributes.iter().rev() {
        text.replace_range(range.clone(), "");
    }
    text
}

/// The places of the parentheses around the elements of a tuple.
fn parentheses(code: &str, first: usize, end: usize) -> (usize, usize) {
    let open = code[..first].rfind('(').unwrap_or(first);
    let close = code[end..].find(')').map_or(end, |at| end + at + 1);
    (open, close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        assert_eq!(body(cell, &mut BTreeSet::new()), expected, "{cell}");
    }

    #[test]
    fn the_last_value_is_shown() {
        check("let a = 1;\na // here", "let a = 1;\ndisplay!(a); // here\n");
        check("(a, &b,)", "display!((a, &b,));\n");
        check("let a = f(1)", "let a = f(1)\n;\n");
        check("let a = f(1) // no semicolon", "let a = f(1) // no semicolon\n;\n");
        check("for i in 0..3 {\n}", "for i in 0..3 {\n}\n");
        check("fn f() {}", "fn f() {}\n");
    }

    #[test]
    fn what_is_not_rust_is_a_comment() {
        check(
            "%dep rand = \"0.9\"\n!ls\nrand::random()",
            "// %dep rand = \"0.9\"\n// !ls\ndisplay!(rand::random());\n",
        );
        check("%%bash\nls -l", "// %%bash\n// ls -l\n");
        check("%timeit f()", "timeit!(f());\n");
        check("%time f()", "display!(f());\n");
        check("%plan daily", "display(lessons::plan(\"daily\"));\n");
        check("#![feature(x)]\nlet a = 1;", "let a = 1;\n");
    }

    #[test]
    fn what_needs_python_is_left_out() {
        let cells = [
            "let a = 1;",
            "%%python -i a -o b,c\nb = c = a",
            "let d = b + 1;",
            "println!(\"{d}\")",
            "%python -o e e = 1",
            "e",
            "a",
        ];
        let text = program(&cells.map(str::to_owned));
        for (number, body) in [
            (2, "// %%python -i a -o b,c\n// b = c = a\n"),
            (3, "// Left out, as Python makes `b`:\n// let d = b + 1;\n"),
            (4, "// Left out, as Python makes `d`:\n// println!(\"{d}\")\n"),
            (6, "// Left out, as Python makes `e`:\n// e\n"),
            (7, "display!(a);\n"),
        ] {
            assert!(text.contains(&format!("\n// [{number}]\n{body}")), "{text}");
        }
    }

    #[test]
    fn a_program_has_all_cells() {
        let text = program(&["let a = 1;".into(), "a".into()]);
        assert!(
            text.contains("\n// [1]\nlet a = 1;\n\n// [2]\ndisplay!(a);\n\nOk(())\n}\n"),
            "{text}"
        );
    }
}
