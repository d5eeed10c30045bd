//! `array-kernel doctor`: each thing the kernel needs, found or not, with the fix.

mod checks;
mod platform;

use std::process::ExitCode;

use platform::Platform;

/// One thing the kernel needs, looked for.
struct Finding {
    /// What was looked for.
    name: &'static str,
    state: State,
}

/// What came of looking.
enum State {
    /// It is there; the text says which and where.
    Found(String),
    /// It is not there and the kernel does not work without it.
    Missing { why: String, fix: String },
    /// It is not there and the kernel works without it, less well.
    Absent { why: String, fix: String },
}

pub(super) fn run() -> anyhow::Result<ExitCode> {
    let findings = checks::all(Platform::of_this_machine());
    for finding in &findings {
        println!("{}", finding.report());
    }
    let missing = findings.iter().filter(|finding| finding.is_missing()).count();
    if missing > 0 {
        println!("\n{missing} required, not found. The lines marked `fix` help.");
        return Ok(ExitCode::FAILURE);
    }
    println!("\nEverything required is here.");
    Ok(ExitCode::SUCCESS)
}

impl Finding {
    fn is_missing(&self) -> bool {
        matches!(self.state, State::Missing { .. })
    }

    fn report(&self) -> String {
        let name = self.name;
        match &self.state {
            State::Found(what) => format!("found      {name:<12} {what}"),
            State::Missing { why, fix } => {
                format!("not found  {name:<12} {why}\n     fix   {:<12} {fix}", "")
            }
            State::Absent { why, fix } => {
                format!("optional   {name:<12} {why}\n     fix   {:<12} {fix}", "")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn a_report_names_the_thing_the_reason_and_the_fix() {
        let states = [
            State::Found("1.95.0".into()),
            State::Missing { why: "needed to link".into(), fix: "apt-get install it".into() },
            State::Absent { why: "would be nice".into(), fix: "rustup component add it".into() },
        ];
        let lines: Vec<_> =
            states.into_iter().map(|state| Finding { name: "thing", state }.report()).collect();
        expect![[r"
            found      thing        1.95.0
            not found  thing        needed to link
                 fix                apt-get install it
            optional   thing        would be nice
                 fix                rustup component add it"]]
        .assert_eq(&lines.join("\n"));
    }
}
