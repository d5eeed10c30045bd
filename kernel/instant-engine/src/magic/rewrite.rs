//! A cell's code with its magic lines turned into Rust.
//!
//! What is put in place of a magic has the same length, or stands alone on its line, so that every
//! piece of the user's code keeps its line and column.

use super::measure;
use engine_support::commands::Command;
use syn::Block;
use syn::parse::Parser as _;

/// Commands that are functions of the crate `lessons`, which show something.
const FUNCTIONS: [&str; 2] = ["plan", "lesson"];

/// The code with commands blank and measurements spelt as Rust.
pub(super) fn rewrite(code: &str, commands: &[Command]) -> String {
    let mut text = code.to_owned();
    let mut cell_end = None;
    let mut functions = Vec::new();
    for command in commands {
        let end = code[command.start..].find('\n').map_or(code.len(), |at| command.start + at);
        let line = &code[command.start..end];
        let indent = line.len() - line.trim_start().len();
        let start = command.start + indent;
        let is_measured = ["time", "timeit"].contains(&command.name.as_str());
        let replacement = if is_measured && !command.arguments.is_empty() {
            // Below, with those that stand between statements.
            continue;
        } else if command.name == "%timeit" {
            let (first, last) = measure::rewrite_cell(&line[indent..]);
            cell_end = Some(last);
            first
        } else if FUNCTIONS.contains(&command.name.as_str()) {
            functions.push((start..end, call(command)));
            continue;
        } else if command.name == "%time" {
            let name = 1 + command.name.len();
            " ".repeat(name) + &line[indent + name..]
        } else {
            " ".repeat(end - start)
        };
        text.replace_range(start..end, &replacement);
    }
    text += cell_end.as_deref().unwrap_or_default();
    // Longer than what they stand for, but alone on their lines.
    for (range, call) in functions.into_iter().rev() {
        text.replace_range(range, &call);
    }
    // In code that is Rust as it stands, a line like that is part of a text.
    if measure::is_mentioned_in(&text) && Block::parse_within.parse_str(&text).is_err() {
        text = measure::rewrite_lines(&text);
    }
    text
}

/// The call that shows what a command asks for.
fn call(command: &Command) -> String {
    format!("display(lessons::{}({:?}));", command.name, command.arguments)
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
    fn measurements_become_rust() {
        check("%timeit a.sum()", "timeit!(a.sum());");
        check("let b = 1;\n  %timeit f(b)\nb", "let b = 1;\n  timeit!(f(b));\nb");
        check("%time f(1)", "/*%t*/f(1)");
        check("let a = 1;\n%time f(a)\na", "let a = 1;\n/*%t*/f(a);\na");
        check("%time\n1", "     \n1");
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
