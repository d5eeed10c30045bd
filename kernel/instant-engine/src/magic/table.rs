//! The commands that there are.

/// Each command with its arguments, and what it does.
const COMMANDS: &[(&str, &str, &str)] = &[
    (
        "dep",
        "NAME = VERSION",
        "use a crate; NAME = { path = .. }, git and features as in Cargo.toml",
    ),
    ("time", "CODE", "run a line and print how long it takes"),
    (
        "timeit",
        "-n N -r R CODE",
        "run code R times, N loops each, and print how long one loop takes",
    ),
    ("%time", "", "print how long the whole cell takes"),
    ("%timeit", "", "time the whole cell likewise; code behind the options is run once before"),
    ("who", "", "list the variables"),
    ("whos", "", "list the variables with their types"),
    ("vars", "", "the same"),
    ("opt", "LEVEL", "optimise all cells by 0 to 3, or `auto`: those with code of their own by 3"),
    ("env", "NAME=VALUE", "set an environment variable, or list all"),
    ("cd", "DIRECTORY", "change the working directory"),
    ("pwd", "", "print the working directory"),
    ("ls", "DIRECTORY", "list a directory"),
    ("reset", "", "forget all variables and items"),
    ("clear", "", "the same"),
    ("restore", "", "after a crash, run the cells again that ran before it"),
    ("%bash", "", "run the cell by bash; `%%sh` by sh; one line by `!LINE`"),
    (
        "%python",
        "-i IN -o OUT",
        "run the cell by Python, which stays; with variables from and to Rust",
    ),
    ("python", "CODE", "the same for one line"),
    ("%writefile", "FILE", "write the cell to a file; with `-a`, append"),
    ("plan", "PACE", "a study plan: `daily` or `weekly`, `--hours H`"),
    ("lesson", "NUMBER", "what a lesson contains and where it is, or all lessons"),
    ("load", "FILE", "put a file's text in the place of the cell"),
    ("history", "-n COUNT", "list the session's cells, or the last ones"),
    ("matshow", "MATRIX", "show a matrix as a picture"),
    ("version", "", "print the versions of the engine and of the compiler"),
    ("lsmagic", "", "list these commands"),
];
/// Other spellings of a command, and evcxr's settings that have no meaning here.
const OTHERS: [&str; 20] = [
    "!",
    "%sh",
    "help",
    "quit",
    "restart",
    "linker",
    "offline",
    "sccache",
    "cache",
    "timing",
    "time_passes",
    "toolchain",
    "efmt",
    "fmt",
    "quiet",
    "types",
    "preserve_vars_on_panic",
    "allow_static_linking",
    "build_env",
    "internal_debug",
];

/// Whether there is a command of that name.
pub(crate) fn known(name: &str) -> bool {
    OTHERS.contains(&name) || COMMANDS.iter().any(|(known, ..)| *known == name)
}

/// All commands, a line each.
pub(crate) fn list() -> String {
    COMMANDS.iter().map(line).collect()
}

/// What a command does, and what the one does that is about a whole cell, or a line.
pub(crate) fn purpose(name: &str) -> Option<String> {
    let bare = |name: &str| name.trim_start_matches('%').to_owned();
    let same = COMMANDS.iter().filter(|(known, ..)| bare(known) == bare(name));
    let lines: String = same.map(line).collect();
    (!lines.is_empty()).then_some(lines)
}

fn line((name, arguments, purpose): &(&str, &str, &str)) -> String {
    format!("{:<22}{purpose}\n", format!("%{name} {arguments}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commands_purpose_is_told_with_that_of_its_twin() {
        let told = purpose("timeit").unwrap();
        assert!(told.contains("%timeit -n N -r R CODE") && told.contains("\n%%timeit"), "{told}");
        assert_eq!(purpose("%timeit"), Some(told));
        assert_eq!(purpose("nonsense"), None);
    }
}
