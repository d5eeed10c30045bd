//! A cell's code with its magic lines turned into Rust.
//!
//! What is put in place of a magic has the same length, or stands alone on its line, so that every
//! piece of the user's code keeps its line and column.

use engine_support::commands::Command;
use syn::Block;
use syn::parse::Parser as _;

const LINE: &str = "%timeit ";
const LINE_MACRO: &str = "timeit!(";
const LINE_END: &str = ");";
const CELL: &str = "%%timeit";
const CELL_MACRO: &str = "timeit!{";
const CELL_END: &str = "\n};";
/// Commands that are functions of the crate `lessons`, which show something.
const FUNCTIONS: [&str; 2] = ["plan", "lesson"];
/// Commands of which only the name is not Rust.
const PREFIXES: [&str; 2] = ["time", "%time"];

/// The code with commands blank and `%timeit` spelt as a macro.
pub(super) fn rewrite(code: &str, commands: &[Command]) -> String {
    let mut text = code.to_owned();
    let mut is_timed_cell = false;
    let mut functions = Vec::new();
    for command in commands {
        let end = code[command.start..].find('\n').map_or(code.len(), |at| command.start + at);
        let line = &code[command.start..end];
        let indent = line.len() - line.trim_start().len();
        let start = command.start + indent;
        let replacement = if command.name == "timeit" {
            // Below, with those that stand between statements.
            continue;
        } else if command.name == "%timeit" {
            is_timed_cell = true;
            line[indent..].replacen(CELL, CELL_MACRO, 1)
        } else if FUNCTIONS.contains(&command.name.as_str()) {
            functions.push((start..end, call(command)));
            continue;
        } else if PREFIXES.contains(&command.name.as_str()) {
            let name = 1 + command.name.len();
            " ".repeat(name) + &line[indent + name..]
        } else {
            " ".repeat(end - start)
        };
        text.replace_range(start..end, &replacement);
    }
    if is_timed_cell {
        text += CELL_END;
    }
    // Longer than what they stand for, but alone on their lines.
    for (range, call) in functions.into_iter().rev() {
        text.replace_range(range, &call);
    }
    // In code that is Rust as it stands, a line like that is part of a text.
    if text.contains(LINE) && Block::parse_within.parse_str(&text).is_err() {
        text = text.split_inclusive('\n').map(timed_line).collect();
    }
    text
}

/// The call that shows what a command asks for.
fn call(command: &Command) -> String {
    format!("display(lessons::{}({:?}));", command.name, command.arguments)
}

fn timed_line(line: &str) -> String {
    let content = line.trim_end();
    match content.trim_start().strip_prefix(LINE) {
        None => line.to_owned(),
        Some(statement) => {
            let indent = &content[..content.len() - content.trim_start().len()];
            let rest = &line[content.len()..];
            // `%timeit f();` times the statement.
            format!("{indent}{LINE_MACRO}{statement}{LINE_END}{rest}")
        }
    }
}

#[cfg(test)]
mod tests {
    use engine_support::commands::split;

    use super::*;

    fn check(code: &str, expected: &str) {
        assert_eq!(rewrite(code, &split(code).0), expected, "{code}");
    }

    #[test]
    fn commands_leave_blanks() {
        check("  %dep a = \"é\"\nlet x;", &format!("{}\nlet x;", " ".repeat(15)));
        check("!ls -l\n1", "      \n1");
        check("1 + 1", "1 + 1");
    }

    #[test]
    fn timed_lines_become_macros() {
        check("%timeit a.sum()", "timeit!(a.sum());");
        check("let b = 1;\n  %timeit f(b)\nb", "let b = 1;\n  timeit!(f(b));\nb");
        check("%time f(1)", "      f(1)");
        check("%%time\nf(1)", "      \nf(1)");
        check("%%timeit\nlet a = 1;\na", "timeit!{\nlet a = 1;\na\n};");
    }

    #[test]
    fn commands_of_the_course_become_calls() {
        check("%lesson 3", "display(lessons::lesson(\"3\"));");
        check(
            "!ls\n%plan daily \"\n:lesson\n1",
            "   \ndisplay(lessons::plan(\"daily \\\"\"));\ndisplay(lessons::lesson(\"\"));\n1",
        );
    }

    #[test]
    fn texts_are_left_alone() {
        check("let t = \"\n%timeit x\";", "let t = \"\n%timeit x\";");
    }
}
