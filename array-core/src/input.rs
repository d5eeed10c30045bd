//! Asking the user for a line.

use std::io::{self, Error, ErrorKind, Write};

use crate::display::emit;
use crate::interrupt;

/// The line by which a cell asks its engine for input: the convention of the `evcxr_input` crate.
const REQUEST: &str = "EVCXR_INPUT_REQUEST:";
const PASSWORD_REQUEST: &str = "EVCXR_INPUT_REQUEST_PASSWORD:";

/// Asks for a line of input and returns it without its line end (Python: `input`).
///
/// In a notebook the frontend shows `prompt` beside a text field; in a plain program it is printed
/// and the line read from standard input.
///
/// # Errors
/// When nobody can answer, for example in a notebook that is executed without a user, or when the
/// input is not UTF-8.
pub fn input(prompt: &str) -> io::Result<String> {
    ask(REQUEST, prompt)
}

/// Asks for a line that is not shown while it is typed (Python: `getpass.getpass`). A plain program
/// shows it.
///
/// # Errors
/// As [`input`].
pub fn input_password(prompt: &str) -> io::Result<String> {
    ask(PASSWORD_REQUEST, prompt)
}

fn ask(request: &str, prompt: &str) -> io::Result<String> {
    let mut stdout = io::stdout().lock();
    if emit::is_inline() {
        // A request is one line.
        let prompt = prompt.replace(['\n', '\r'], " ");
        writeln!(stdout, "{request}{prompt}")?;
    } else {
        write!(stdout, "{prompt}")?;
    }
    stdout.flush()?;
    drop(stdout);
    let mut line = String::new();
    let length = io::stdin().read_line(&mut line)?;
    interrupt::check();
    if length == 0 {
        let message = format!("nobody can answer the question {prompt:?}: there is no input");
        return Err(Error::new(ErrorKind::UnexpectedEof, message));
    }
    let end = line.trim_end_matches(['\n', '\r']).len();
    line.truncate(end);
    Ok(line)
}
