//! What the compiler says of itself.

use std::io::{Error, Result};
use std::process::Command;

/// What rustc prints when it is called with these arguments.
///
/// # Errors
/// When it does not start or refuses; the error says what to do.
pub fn ask(arguments: &[&str]) -> Result<String> {
    let output = Command::new("rustc").args(arguments).output().map_err(|error| {
        Error::new(
            error.kind(),
            format!("cannot run rustc: {error}; install Rust from rustup.rs, or put it on PATH"),
        )
    })?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(Error::other(format!(
            "rustc {} failed: {}",
            arguments.join(" "),
            reason.trim()
        )));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Its version in all detail, the platform that it compiles for among it.
///
/// # Errors
/// As [`ask`].
pub fn version() -> Result<String> {
    ask(&["-vV"])
}

/// The platform that [`version`] names.
///
/// # Errors
/// When it names none.
pub fn host(version: &str) -> Result<String> {
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Error::other("`rustc -vV` does not name its host"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_stands_among_the_details() {
        let version =
            "rustc 1.95.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
        assert_eq!(host(version).unwrap(), "x86_64-unknown-linux-gnu");
        assert_eq!(
            host("rustc 1.95.0").unwrap_err().to_string(),
            "`rustc -vV` does not name its host"
        );
    }

    #[test]
    fn what_rustc_refuses_is_told() {
        let refused = ask(&["--no-such-option"]).unwrap_err().to_string();
        assert!(refused.starts_with("rustc --no-such-option failed: error: "), "{refused}");
        assert!(version().unwrap().starts_with("rustc "));
    }
}
