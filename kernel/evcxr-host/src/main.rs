//! A process around the `evcxr` evaluation context, which the kernel drives by `engine_protocol`.
//!
//! One executable plays every part; `main` tells them apart:
//!
//! ```text
//! kernel <--JSON lines--> serve            this process: compiles cells, embeds rust-analyzer
//!                           | evcxr's pipes, and a socket for output and control
//!                         relay            splits what a cell writes from what evcxr reads
//!                           | pipes
//!                         runner           evcxr's runtime: loads compiled cells and runs them
//! ```
//!
//! evcxr wants a child whose standard output it reads line by line, and makes of every line either
//! a control message or a line of text. That loses partial lines, non-UTF-8 bytes, the order of the
//! two streams and all but the last display of a cell; so the relay stands between, and evcxr sees
//! its control lines only.
//!
//! - `serve`: `server` wires threads; `session` is the evaluation context with its life cycle;
//!   `cell` rewrites a cell's source and maps places back; `diagnose`, `panics`, `variables` turn
//!   what happened into an outcome; `interrupt` stops it.
//! - `relay`: `process` is the relay itself, `link` the server's end of its socket, `message` the
//!   format between them.
//! - `prepare`, `sweep`: `template`, `earlier`, `manifest` and `unify` make what sessions start from;
//!   `directory` deletes what they leave behind.
//! - `platform`: everything that only Unix can do.

mod arguments;
mod cell;
mod diagnose;
mod earlier;
mod frames;
mod interrupt;
mod manifest;
mod output;
mod panics;
mod platform;
mod prelude;
mod relay;
mod server;
mod session;
mod stdio;
mod sweep;
mod template;
mod unify;
mod variables;

use std::process::ExitCode;

use arguments::Role;

fn main() -> ExitCode {
    let role = Role::from_arguments(std::env::args_os().skip(1));
    if matches!(role, Ok(Role::Relay)) {
        return relay::process::run();
    }
    // Does not return in a process that evcxr started: the runner, or a wrapper of rustc.
    evcxr::runtime_hook();
    match role {
        Ok(Role::Serve { runtime }) => server::run(&runtime),
        Ok(Role::Prepare { runtime, frames }) => template::run(&runtime, frames),
        Ok(Role::Sweep { runtime }) => sweep::run(&runtime),
        Ok(Role::Relay) | Err(_) => {
            eprintln!("{}", arguments::USAGE);
            ExitCode::FAILURE
        }
    }
}
