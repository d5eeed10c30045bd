//! Drives the engine as the kernel does, by lines of JSON, on a runtime built from the fixture.
//!
//! Heavy for unit tests, a minute in all, since evcxr and rust-analyzer start in earnest; but it is
//! the one place where what evcxr does with what this crate gives it is seen.

mod cells; // values, output, errors and their places, variables
mod engine; // the driver
mod extend; // dependencies, data frames, commands
mod stop; // interrupts, deaths, ends
mod tools; // completion, documentation, variables, input
