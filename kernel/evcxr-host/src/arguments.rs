//! The command line, by which one executable plays several parts.

use std::ffi::OsString;
use std::path::PathBuf;

/// Shown for a command line that is not understood.
pub(crate) const USAGE: &str = "usage: evcxr-host serve --runtime DIR
       evcxr-host prepare --runtime DIR [--frames]
       evcxr-host sweep --runtime DIR";

/// First argument of the relay, which only `serve` and `prepare` start.
pub(crate) const RELAY: &str = "relay";

/// What this process is to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Run cells for a kernel.
    Serve { runtime: PathBuf },
    /// Build what sessions start from.
    Prepare { runtime: PathBuf, frames: bool },
    /// Delete what ended sessions left behind.
    Sweep { runtime: PathBuf },
    /// Stand between evcxr and the runner.
    Relay,
}

impl Role {
    /// Reads the arguments that follow the program's name.
    pub(crate) fn from_arguments(
        mut arguments: impl Iterator<Item = OsString>,
    ) -> Result<Role, UnknownArguments> {
        let task = arguments.next().ok_or(UnknownArguments)?;
        if task == RELAY {
            return Ok(Role::Relay);
        }
        let mut runtime = None;
        let mut frames = false;
        while let Some(argument) = arguments.next() {
            if argument == "--runtime" {
                runtime = arguments.next().map(PathBuf::from);
            } else if argument == "--frames" && task == "prepare" {
                frames = true;
            } else {
                return Err(UnknownArguments);
            }
        }
        let runtime = runtime.ok_or(UnknownArguments)?;
        match task.to_str() {
            Some("serve") => Ok(Role::Serve { runtime }),
            Some("prepare") => Ok(Role::Prepare { runtime, frames }),
            Some("sweep") => Ok(Role::Sweep { runtime }),
            _ => Err(UnknownArguments),
        }
    }
}

/// The command line is none of [`USAGE`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnknownArguments;

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Role, UnknownArguments> {
        Role::from_arguments(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn tasks_take_a_runtime() {
        let runtime = PathBuf::from("/r");
        assert_eq!(parse("serve --runtime /r"), Ok(Role::Serve { runtime: runtime.clone() }));
        let prepare = Role::Prepare { runtime, frames: true };
        assert_eq!(parse("prepare --frames --runtime /r"), Ok(prepare));
        assert_eq!(parse("relay"), Ok(Role::Relay));
    }

    #[test]
    fn anything_else_is_refused() {
        for line in ["", "serve", "serve --runtime", "serve --frames --runtime /r", "x --runtime r"]
        {
            assert_eq!(parse(line), Err(UnknownArguments), "{line}");
        }
    }
}
