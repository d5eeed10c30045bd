//! What cells can say: the engine runs as the kernel runs it, by lines of JSON, on a real runtime.
//!
//! The runtime is the directory that `ARRAY_KERNEL_RUNTIME` names (`array-kernel doctor` prints the
//! one in the user's cache); each test says so and ends when there is none. Each test has a session
//! of its own.

mod session; // the driver, and the transcript that tests compare

mod closures; // what cannot outlive its cell, and what the engine advises
mod crashes; // deaths of the process that runs cells
mod ends; // the end of an engine: nothing is left
mod errors; // compile errors: places, order, notes, each once
mod functions; // functions, constants, macros: any order, redefined
mod imports; // `use`, modules
mod interrupts; // what an interrupt stops, and what stays
mod moves; // what a cell gives away, what it keeps
mod notebooks; // many cells, long cells
mod output; // streams and displays
mod panics; // panics, failures by `?`
mod redefinitions; // types that change, and the values that go with them
mod syntax; // the shapes of cells
mod traits; // types with behaviour: impl, generics, traits
mod variables; // bindings and their types
