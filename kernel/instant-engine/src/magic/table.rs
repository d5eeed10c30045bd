//! The commands that there are.

/// Each command with its arguments, and what it does.
const COMMANDS: [(&str, &str, &str); 24] = [
    (
        "dep",
        "NAME = VERSION",
        "use a crate; NAME = { path = .. }, git and features as in Cargo.toml",
    ),
    ("time", "CODE", "run the cell and print how long it takes"),
    ("timeit", "CODE", "run code many times and print how long one run takes"),
    ("%time", "", "print how long the whole cell takes"),
    ("%timeit", "", "time the whole cell, run many times"),
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
    let line = |(name, arguments, purpose): &(&str, &str, &str)| {
        format!("{:<22}{purpose}\n", format!("%{name} {arguments}"))
    };
    COMMANDS.iter().map(line).collect()
}
