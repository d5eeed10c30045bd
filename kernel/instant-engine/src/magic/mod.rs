//! Commands and magics: the lines of a cell that are not Rust.
//!
//! Before a cell's code may stand commands, `:dep ..` or `%dep ..`, and shell lines, `!ls`. A first
//! line `%%name` is about the whole cell. Anywhere in the code a line may start with `%timeit` or
//! `%time`.

mod measure;
mod question;
mod rewrite;
mod table;

use engine_support::commands::{Command, split};

pub(crate) use measure::TIMED;
pub(crate) use question::asked;
pub(crate) use table::{known, list, purpose};

/// A cell, read.
#[derive(Debug, PartialEq)]
pub(crate) enum Reading {
    /// Commands, then Rust. In the code the commands are blank, so that all else keeps its place.
    Code {
        /// In their order.
        commands: Vec<Command>,
        /// Rust only.
        code: String,
    },
    /// A cell in another language: the command on its first line, and all lines after it.
    Foreign {
        /// The command. Its line is the line before the text.
        command: Command,
        /// What it is about.
        body: String,
    },
}

/// Cell magics whose cell is not Rust.
const FOREIGN: [&str; 4] = ["%bash", "%sh", "%writefile", "%python"];

impl Reading {
    /// Reads a cell.
    pub(crate) fn new(code: &str) -> Self {
        let (mut commands, _) = split(code);
        if let Some(first) = commands.first()
            && FOREIGN.contains(&first.name.as_str())
        {
            let command = commands.swap_remove(0);
            let body = code[command.start..].split_once('\n').map_or("", |(_, body)| body);
            return Self::Foreign { body: body.to_owned(), command };
        }
        let code = rewrite::rewrite(code, &commands);
        Self::Code { commands, code }
    }
}

/// What to do about a line that the compiler does not understand, if that is a command which stands
/// behind code.
pub(crate) fn misplaced(line: &str) -> Option<String> {
    let name = line.trim_start().strip_prefix('%')?;
    let name = name.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or(name);
    known(name).then(|| format!("`%{name}` stands before a cell's code, or in a cell of its own"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_cell_is_taken_whole() {
        let Reading::Foreign { command, body } = Reading::new("%%bash -e\n!x\n%y\nls") else {
            panic!("it is not Rust");
        };
        assert_eq!((command.arguments.as_str(), body.as_str()), ("-e", "!x\n%y\nls"));
    }

    #[test]
    fn a_command_behind_code_is_told_from_a_remainder() {
        assert!(misplaced("  %whos").unwrap().starts_with("`%whos` stands before"));
        assert!(misplaced("%dep rand = \"0.9\"").is_some());
        for line in ["% 2", "%nonsense", "let a = b % who;", ""] {
            assert_eq!(misplaced(line), None, "{line}");
        }
    }

    #[test]
    fn commands_come_before_code() {
        let Reading::Code { commands, code } = Reading::new("%dep rand = \"0.9\"\nlet a = 1;")
        else {
            panic!("it is Rust");
        };
        assert_eq!((commands[0].name.as_str(), code.trim()), ("dep", "let a = 1;"));
    }
}
