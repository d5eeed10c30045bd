//! The kernel as a stream of messages in and a stream of messages out, with an evaluator that does
//! as it is told and no sockets; and last the binary itself on real sockets.

/// A running kernel, and the transcript of what it says.
mod bench;
/// An evaluator whose cells are commands.
mod fake;

/// What a cell publishes, and in which order.
mod execute;
/// Failures: what is said, and what happens to the cells behind.
mod failures;
/// Questions to the user.
mod input;
/// Interrupts.
mod interrupt;
/// Shutdown, the status at the start, bugs in handlers.
mod lifecycle;
/// Requests that ask about code or the kernel.
mod questions;
/// Unknown, malformed and unwanted messages.
mod strange_messages;

/// The binary, with an engine in Python.
mod binary;
/// An engine process: its life, its faults and its death.
mod engine_process;
