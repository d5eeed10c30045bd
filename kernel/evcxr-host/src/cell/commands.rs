//! The commands before a cell's code, as evcxr is to see them.

use engine_support::commands::Command;

/// The commands that the session carries out itself, so that evcxr must not see them.
const OWN: [&str; 2] = ["env", "opt"];

/// The same source, of the same length, with evcxr's spelling of its own commands and blanks for
/// the others.
pub(super) fn for_evcxr(code: &str, commands: &[Command]) -> String {
    let mut source = code.to_owned();
    for command in commands {
        let line = code[command.start..].split('\n').next().unwrap_or_default();
        let sign = command.start + line.len() - line.trim_start_matches(' ').len();
        if OWN.contains(&command.name.as_str()) {
            let end = command.start + line.len();
            source.replace_range(command.start..end, &" ".repeat(line.len()));
        } else if code[sign..].starts_with('%') {
            source.replace_range(sign..=sign, ":");
        }
    }
    source
}

#[cfg(test)]
mod tests {
    use engine_support::commands::split;

    use super::*;

    #[test]
    fn evcxr_gets_its_own_spelling() {
        let code = "// data\n:dep rand = \"0.8\"\n  %vars\nlet a = 1;\n";
        let source = for_evcxr(code, &split(code).0);
        assert!(source.contains("\n  :vars\n"));
        assert_eq!(source.len(), code.len());
    }

    #[test]
    fn evcxr_does_not_see_the_commands_of_the_session() {
        let code = "%env A=é\n:opt 2\n:vars";
        assert_eq!(for_evcxr(code, &split(code).0), "         \n      \n:vars");
    }
}
