//! The commands that may stand before a cell's code: `:dep`, `:vars`, ..., also spelt `%dep`, and
//! shell lines such as `!ls`.

/// A command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its name without the colon; `!` for a shell line.
    pub name: String,
    /// What follows the name.
    pub arguments: String,
    /// The line it stands on, from 1.
    pub line: usize,
    /// Byte offset of the line.
    pub start: usize,
}

/// The commands at the start of a cell, and the offset at which its code starts. As evcxr has it,
/// blank lines and comments may stand between them, and none is looked for after the first code.
#[must_use]
pub fn split(code: &str) -> (Vec<Command>, usize) {
    let mut commands = Vec::new();
    let mut start = 0;
    for (number, full_line) in code.split_inclusive('\n').enumerate() {
        let line = full_line.trim_end();
        let trimmed = line.trim_start();
        if let Some(name) = command_name(line) {
            let arguments = trimmed[1 + name.len()..].trim().to_owned();
            commands.push(Command { name, arguments, line: number + 1, start });
        } else if let Some(shell) = line.strip_prefix('!') {
            let arguments = shell.trim().to_owned();
            commands.push(Command { name: "!".into(), arguments, line: number + 1, start });
        } else if !trimmed.is_empty() && !line.starts_with("//") {
            return (commands, start);
        }
        start += full_line.len();
    }
    (commands, start)
}

fn command_name(line: &str) -> Option<String> {
    let rest = line.trim_start_matches(' ').strip_prefix([':', '%'])?;
    // `::path::function()` is code.
    if rest.starts_with(':') {
        return None;
    }
    Some(rest.split(' ').next().unwrap_or(rest).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_end_where_code_starts() {
        let code = "// data\n:dep rand = \"0.8\"\n\n  %vars\n!ls -l\nlet a = 1;\n:vars\n";
        let (commands, body) = split(code);
        let lines: Vec<_> =
            commands.iter().map(|c| (c.name.as_str(), c.arguments.as_str(), c.line)).collect();
        assert_eq!(lines, [("dep", "rand = \"0.8\"", 2), ("vars", "", 4), ("!", "ls -l", 5)]);
        assert_eq!(&code[body..], "let a = 1;\n:vars\n");
    }

    #[test]
    fn code_is_not_a_command() {
        for code in ["::std::mem::drop(1)", "a % b", "let a = 1;", "#![x]"] {
            assert_eq!(split(code), (vec![], 0), "{code}");
        }
        assert_eq!(split(""), (vec![], 0));
        assert_eq!(split("// only\n\n"), (vec![], 9));
    }
}
