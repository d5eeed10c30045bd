//! What stands behind `%%python` and `%python`.

/// How the commands are written.
pub(crate) const USAGE: &str =
    "write `%%python -i x,y -o z` above lines of Python, or `%python CODE`";

/// The variables that a cell takes from Rust and gives back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Arguments {
    /// Those that Python is given.
    pub(crate) inputs: Vec<String>,
    /// Those that Rust is given.
    pub(crate) outputs: Vec<String>,
}

impl Arguments {
    /// Reads the options before the code; gives the rest of the line, too.
    ///
    /// # Errors
    /// What is wrong, and what to write.
    pub(crate) fn split(line: &str) -> Result<(Self, &str), String> {
        let mut arguments = Self::default();
        let mut rest = line.trim();
        loop {
            let (option, after) = first_word(rest);
            let names = match option {
                "-i" => &mut arguments.inputs,
                "-o" => &mut arguments.outputs,
                _ => return Ok((arguments, rest)),
            };
            let (list, after) = first_word(after);
            for name in list.split(',').filter(|name| !name.is_empty()) {
                if syn::parse_str::<syn::Ident>(name).is_err() {
                    return Err(format!("`{name}` is not the name of a variable; {USAGE}"));
                }
                names.push(name.to_owned());
            }
            if names.is_empty() {
                return Err(format!("`{option}` needs names of variables; {USAGE}"));
            }
            rest = after;
        }
    }
}

fn first_word(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_come_before_code() {
        let check = |line: &str, inputs: &[&str], outputs: &[&str], rest: &str| {
            let (arguments, code) = Arguments::split(line).unwrap();
            assert_eq!(arguments.inputs, inputs, "{line}");
            assert_eq!(arguments.outputs, outputs, "{line}");
            assert_eq!(code, rest, "{line}");
        };
        check("", &[], &[], "");
        check("-i x,y -o z", &["x", "y"], &["z"], "");
        check("-i x -i y  x + y", &["x", "y"], &[], "x + y");
        check("-1", &[], &[], "-1");
        check("1 -i x", &[], &[], "1 -i x");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for (line, reason) in [("-i", "needs names"), ("-o a-b", "`a-b`"), ("-i fn", "`fn`")] {
            let refused = Arguments::split(line).unwrap_err();
            assert!(refused.contains(reason) && refused.ends_with(USAGE), "{line}: {refused}");
        }
    }
}
