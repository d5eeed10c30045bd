//! An evaluation engine that compiles each notebook cell with one direct call of rustc.
//!
//! ```text
//! kernel <--JSON lines--> serve     reads cells, compiles them, keeps the session's story
//!                           | a socket for orders, pipes for output
//!                         runner    loads each cell's library and calls it; holds the variables
//! ```
//!
//! No cargo and no second compile stand on a cell's way: `cell` reads what a cell says from its
//! syntax, `program` keeps the items that stand, `compiler` writes the cell's crate and runs rustc
//! on it against the runtime's prebuilt array-core, `cache` keeps compiled cells on disk,
//! `dependencies` has cargo build what `:dep` asks for, `magic` reads the lines that are not Rust,
//! `session` keeps variables and decides what a wrong guess costs, `runner` is the process that runs
//! cells, `python` the one that runs those in Python, `script` makes one program of a notebook's
//! cells, `assist` answers completion and documentation from rust-analyzer in a helper process.

mod assist;
mod cache;
mod cell;
mod compiler;
mod dependencies;
mod interrupt;
mod magic;
mod program;
mod python;
mod runner;
mod script;
mod server;
mod session;

use std::path::Path;
use std::process::ExitCode;

use engine_support::Events;

const USAGE: &str =
    "usage: instant-engine serve|clean|lessons --runtime DIR, or instant-engine script";

/// Room for reading expressions of thousands of terms, which nest.
const STACK: usize = 1 << 28;

fn on_a_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let name = std::thread::Builder::new().name("serve".into()).stack_size(STACK);
    std::thread::scope(|scope| {
        let thread = name.spawn_scoped(scope, work).expect("a thread can be started");
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words[..] {
        ["serve", "--runtime", runtime] => on_a_deep_stack(|| server::serve(Path::new(runtime))),
        ["clean", "--runtime", runtime] => clean(Path::new(runtime)),
        ["lessons", "--runtime", runtime] => {
            session::prepare_lessons(Path::new(runtime), &Events::stdout())
        }
        ["script"] => on_a_deep_stack(script::convert),
        ["runner"] => runner::serve(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("instant-engine: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Deletes a runtime's compiled cells, and the crates of sessions when none runs.
fn clean(runtime: &Path) -> anyhow::Result<()> {
    if dependencies::clear(runtime)? {
        Events::stdout().progress(format!("Deleted crates of notebooks in {}", runtime.display()));
    }
    let folder = cache::folder(runtime);
    let deleted = cache::clear(&folder)?;
    if deleted.cells > 0 {
        let megabytes = deleted.bytes.div_ceil(1_000_000);
        Events::stdout().progress(format!(
            "Deleted {} compiled cells ({megabytes} MB) in {}",
            deleted.cells,
            folder.display()
        ));
    }
    Ok(())
}
